"""The preview: a server, a watcher and a child that keeps the cluster in memory, joined by what is shown."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event

from ..pipeline import federate
from ..stages.load.sites import read_cluster
from .building import Outcome, build_once
from .bursts import Bursts
from .child import Child
from .live import Live
from .saying import Drawn, Dressed, Judged, Said, Saved
from .server import OWN, PreviewError, PreviewServer, make_server
from .shown import Shown
from .tree import link_sources, own_tree
from .watch import is_code, watch

NOTHING_BUILT = "还没有生成任何站点，请先运行 wangqun build。"


def serve_public(
    root: Path,
    port: int,
    now: Callable[[], datetime],
    say: Callable[[str], None],
    watching: bool = True,
    today: str | None = None,
) -> None:
    """Serve what is public until interrupted; with `watching`, build first, then show what is saved without publishing it.

    Raises:
        PreviewError: nothing has been built, or the port is taken.
        NoCluster: there is no cluster here.
    """
    if not watching:
        _serve(make_server(_public(root, now()), port), say)
        return
    read_cluster(root, [])
    first = build_once(root, today)
    if first.trouble:
        say(first.trouble)
    with ExitStack() as stack:
        tree = stack.enter_context(own_tree(root, now(), say))
        shown = Shown(tree / "build" / "public", {}, (tree / "build" / "releases", root / "build" / "releases"))
        preview = Preview(root, tree, shown, now, say)
        preview.live.tell(first)
        server = make_server(shown, port, preview.live, preview.look, partial(_patterns, root))
        stack.callback(server.server_close)
        stack.enter_context(preview)
        preview.ready.wait()
        if not shown.sites:
            published = _public(root, now())
            shown.sites, shown.sources = published.sites, published.sources
        _serve(server, say)


def _patterns(root: Path, prefix: str, theme: str) -> bytes:
    from ..render.patterns import draw  # with Jinja and Pelican, which only who looks at it needs

    return draw(root, prefix, theme)


def _serve(server: PreviewServer, say: Callable[[str], None]) -> None:
    try:  # who reads the first line may ask for the end at once
        for site, address in server.sites.items():
            say(f"{site:<16} {server.local_url(address)}")
        if server.patterns:
            say(f"{'样式一览':<12} http://127.0.0.1:{server.server_port}{OWN}patterns")
        server.serve_forever()
    except KeyboardInterrupt:
        say("")


def _public(root: Path, now: datetime) -> Shown:
    """What is published. Pages of pieces that are not public any more count too: the last good one may still stand."""
    federation = federate(root, now)
    public = root / "build" / "public"
    views = {site: view for site, view in federation.views.items() if (public / site).is_dir()}
    if not views:
        raise PreviewError(NOTHING_BUILT)
    pieces = {site: (*federation.waiting.get(site, ()), *view.documents) for site, view in views.items()}
    sources = {site: {document.file: document.path for document in documents} for site, documents in pieces.items()}
    return Shown(public, {site: view.member.address for site, view in views.items()}, sources=sources)


class Preview:
    """What is saved below `root` is told to a child, which builds in `tree`; what the child says is shown."""

    def __init__(self, root: Path, tree: Path, shown: Shown, now: Callable[[], datetime], say: Callable[[str], None]) -> None:
        self.root, self.tree, self.shown, self.now, self.say = root, tree, shown, now, say
        self.live = Live()
        self.number = 0
        self.ready = Event()  # the first word about everything, whatever it is
        self.child = Child(tree, os.cpu_count() or 1, self._hear, self._ended)

    def __enter__(self) -> "Preview":
        self.bursts = Bursts(self._saved)
        self.unwatch = watch(self.root, self.bursts.touch)
        self._saved(())  # whatever was saved between the first build and the watch
        return self

    def __exit__(self, *_: object) -> None:
        self.unwatch()
        self.bursts.stop()
        self.child.close()

    def look(self) -> None:
        """A page has been opened: the child has its site at hand."""
        self.child.tell(Saved(self.number, [], self.live.open, self.now().isoformat()))

    def _saved(self, paths: tuple[str, ...]) -> None:
        self.number += 1
        self.shown.save(self.number, paths)
        try:
            link_sources(self.root, self.tree)
        except OSError as error:
            self.live.tell(Outcome((), (), str(error)))
        if any(map(is_code, paths)):
            self.child.start()
            paths = ()
        self.child.tell(Saved(self.number, list(paths), self.live.open, self.now().isoformat()))

    def _hear(self, said: Said) -> None:
        match said:
            case Drawn():
                self.shown.draw(said)
                self.live.tell()
            case Dressed():
                self.shown.dress = said
                self.live.tell()
            case Judged():
                self.live.judge(said)
            case _:
                self.shown.settle(said)
                if said.number == self.number:  # else what is wrong may be mended already
                    self.live.tell(Outcome(tuple(said.changed), tuple(said.findings), said.trouble))
                    blocks = sum(finding["severity"] == "block" for finding in said.findings)
                    told = f"已生成：{'、'.join(said.changed) or '没有变化'}" + (f"；阻断 {blocks} 条" if blocks else "")
                    self.say(told + said.trouble)
                else:
                    self.live.tell()
                self.ready.set()

    def _ended(self, printed: str) -> None:
        """The child has died: the next save has another one."""
        self.live.tell(Outcome((), self.live.findings, f"预览的后台进程意外结束（{printed}）；再保存一次即可"))
        self.ready.set()
