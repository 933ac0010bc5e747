"""The preview: a server, a watcher and a builder, joined by one small state that pages listen to."""

import json
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from ..domain.site import Address
from ..pipeline import federate
from .rebuild import Outcome, Rebuilder, build_once
from .server import PreviewError, make_server
from .watch import watch


class Live:
    """What the last build came to; pages wait for the next. `version` counts builds."""

    def __init__(self) -> None:
        self._ready = threading.Condition()
        self.version = 0
        self.changed = False
        self.findings: tuple[dict[str, Any], ...] = ()

    def tell(self, outcome: Outcome) -> None:
        """Take over an outcome and wake everyone who waits."""
        trouble = {"severity": "block", "code": "", "path": "", "line": 0, "message": outcome.trouble}
        trouble |= {"hint": "", "follows": (), "site": "", "effect": "没有生成"}
        with self._ready:
            self.version += 1
            self.changed = bool(outcome.changed)
            self.findings = (trouble,) if outcome.trouble else outcome.findings
            self._ready.notify_all()

    def after(self, version: int, timeout: float) -> str | None:
        """The state as JSON once it is newer than `version`; None after `timeout` seconds."""
        with self._ready:
            if not self._ready.wait_for(lambda: self.version > version, timeout):
                return None
            state = {"version": str(self.version), "changed": self.changed, "findings": self.findings}
            return json.dumps(state, ensure_ascii=False)


class Shown(NamedTuple):
    """The sites that have been built, in tree order, and for each the files of content that its pages are made of."""

    sites: dict[str, Address]
    sources: dict[str, dict[str, str]]


def published_sites(root: Path, now: datetime) -> Shown:
    """What there is to show. Pages of pieces that are not public any more count too: the last good one may still stand."""
    federation = federate(root, now)
    views = {site: view for site, view in federation.views.items() if (root / "build" / "public" / site).is_dir()}
    pieces = {site: (*federation.waiting.get(site, ()), *view.documents) for site, view in views.items()}
    return Shown(
        {site: view.member.address for site, view in views.items()},
        {site: {document.file: document.path for document in documents} for site, documents in pieces.items()},
    )


def serve_public(
    root: Path,
    port: int,
    now: Callable[[], datetime],
    say: Callable[[str], None],
    watching: bool = True,
    today: str | None = None,
) -> None:
    """Serve build/public until interrupted; with `watching`, build first and again whenever something is saved.

    Raises:
        PreviewError: nothing has been built, or the port is taken.
        NoCluster: there is no cluster here.
    """
    live = Live() if watching else None
    if live:
        outcome = build_once(root, today)
        live.tell(outcome)
        if outcome.trouble:
            say(outcome.trouble)
    shown = published_sites(root, now())
    sites = shown.sites
    if not sites:
        raise PreviewError("还没有生成任何站点，请先运行 wangqun build。")
    server = make_server(root / "build" / "public", sites, port, live)
    server.sources = shown.sources
    for site, address in sites.items():
        say(f"{site:<16} {server.local_url(address)}")

    def on_outcome(outcome: Outcome) -> None:
        try:
            fresh = published_sites(root, now())
            server.sites = fresh.sites or server.sites
            server.sources = {site: {**server.sources.get(site, {}), **pages} for site, pages in fresh.sources.items()}
        except Exception as error:  # whatever is wrong is mended by saving again; the preview must live to see it
            outcome = Outcome((), outcome.findings, outcome.trouble or str(error))
        if live:
            live.tell(outcome)
        blocks = sum(finding["severity"] == "block" for finding in outcome.findings)
        say(f"已生成：{'、'.join(outcome.changed) or '没有变化'}" + (f"；阻断 {blocks} 条" if blocks else "") + outcome.trouble)

    rebuilder = Rebuilder(lambda: build_once(root, today), on_outcome) if live else None
    stop = watch(root, rebuilder.touch) if rebuilder else None
    if rebuilder:
        rebuilder.touch()  # whatever was saved between the first build and the watch
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        say("")
    finally:
        if stop:
            stop()
        server.server_close()
