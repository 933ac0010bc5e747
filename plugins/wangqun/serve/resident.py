"""The preview's child: it keeps the cluster in memory, draws the pages that are open, then has everything built.

It is another process than the server, so that changed code and settings take effect when it is replaced (docs/decisions/0038).
"""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from multiprocessing.connection import wait
from pathlib import Path

from ..domain import pinyin
from ..domain.frozen import write_all
from ..render.compiled import compile_templates
from ..render.report import compile_reports
from ..render.settings import SettingsFaulty, ThemeMissing, shared_settings
from ..render.studio import dress
from .memory import Resident
from .saying import Drawn, Dressed, Judged, Said, Saved, Settled, read, written
from .settling import CAN_FORK, Settling, Work, settle
from .watch import is_theme


class Child:
    """It hears of what was saved on `source` and answers on `sink`, file descriptors both."""

    def __init__(self, tree: Path, jobs: int, source: int, sink: int) -> None:
        self.resident = Resident(tree, jobs)
        self.source, self.sink = source, sink
        self.last = Saved(-1, [], [], "")
        self.settling: Settling | None = None
        self.wanted = False  # everything is to be built again
        self.sure = True  # nothing but bodies has changed since everything was built
        self.blocked: frozenset[tuple[str, str]] = frozenset()
        self._rest = b""

    def serve(self) -> None:
        """Until nobody speaks any more."""
        while (heard := self._hear()) is not None:
            for said in self._first(heard):
                self._say(said)
            if self.wanted and self.settling is None:
                self._settle()
            if heard.open:  # what every process forked from now on would do
                write_all()
                compile_reports()
                with suppress(Exception):  # who builds everything says what is wrong
                    compile_templates(self.resident.tree, shared_settings(self.resident.tree))

    def _hear(self) -> Saved | None:
        """What was saved, all that was said of it at once; None at the end. What is built meanwhile is passed on."""
        while True:
            connections = [self.settling.ours] if self.settling else []
            ready = wait([self.source, *connections]) if connections else [self.source]
            if self.settling and self.settling.ours in ready:
                settling, self.settling = self.settling, None
                self._settled(settling.result() or Settled(settling.number, [], [], "生成预览的进程意外结束"))
                return self.last._replace(paths=[])
            data = os.read(self.source, 1 << 20)
            if not data:
                if self.settling:
                    self.settling.stop()
                return None
            *lines, self._rest = (self._rest + data).split(b"\n")
            heard = [said for line in lines if isinstance(said := read(line), Saved)]
            if heard:
                paths = list(dict.fromkeys(path for saved in heard for path in saved.paths))
                return heard[-1]._replace(paths=paths)

    def _first(self, heard: Saved) -> Iterator[Said]:
        """What can be told before everything is built."""
        is_new, self.last = heard.number > self.last.number, heard
        now, pages = datetime.fromisoformat(heard.now), [(site, path) for site, path in heard.open]
        if is_new:
            self.wanted = True
        try:
            if is_new and (said := self._dressed(heard)):
                yield said
            simple = self.resident.take(heard.paths, now)
            if is_new and (not simple or any(map(is_theme, heard.paths))):
                self.sure = False
                self._stop()
            if pages or not is_new:
                self.resident.decide(now)
            if is_new and CAN_FORK:
                only = [] if not simple or self._is_looks(heard.paths) else heard.paths
                for (site, path), html in self.resident.draw(pages, only) if heard.paths else ():
                    yield Drawn(heard.number, site, path, html)
            if is_new and not simple and self.resident.federation:
                found = (finding for finding in self.resident.federation.findings if finding.path in heard.paths)
                yield Judged(heard.number, heard.paths, [finding.as_json() for finding in found])
            for site in dict(pages):
                self.resident.studio(site)
        except Exception:  # whatever is wrong is mended by saving again, and told by who builds everything
            self.sure = False
            self.resident.forget()

    def _dressed(self, heard: Saved) -> Dressed | None:
        """The theme's files, at the beginning and when some of them were saved."""
        if heard.paths and not any(map(is_theme, heard.paths)):
            return None
        with suppress(SettingsFaulty, ThemeMissing, OSError):
            found = dress(self.resident.tree)
            return Dressed(found.folder, dict(found.files), found.rest)
        return None

    @staticmethod
    def _is_looks(paths: list[str]) -> bool:
        """True when templates are among what was saved, so that every page may be another."""
        return any(is_theme(path) and "/static/" not in path for path in paths)

    def _settle(self) -> None:
        work = Work(
            self.last.number,
            self.resident.tree,
            datetime.fromisoformat(self.last.now),
            self.resident.jobs,
            self.resident.cluster,
        )
        self.wanted = False
        if CAN_FORK:
            self.settling = Settling(work)
        else:
            self._settled(settle(work))

    def _settled(self, settled: Settled) -> None:
        if not settled.trouble:
            blocked = frozenset((found["path"], found["code"]) for found in settled.findings if found["severity"] == "block")
            if self.sure and blocked != self.blocked:
                self.resident.forget()  # a body did more than was thought
            self.blocked = blocked
        self._say(settled)
        if not self.sure:
            gc.collect()  # what was decided before has gone, and nobody waits
        pinyin.load()  # of all titles: who builds next is forked from here
        self.sure = True

    def _stop(self) -> None:
        """Let go of what is being built: it is not what is wanted any more."""
        if self.settling:
            self.settling.stop()
            self.settling, self.wanted = None, True

    def _say(self, said: Said) -> None:
        data = written(said)
        while data:
            data = data[os.write(self.sink, data) :]


def main() -> None:
    """Serve a parent that speaks on the standard input; what anybody prints goes where errors go."""
    sink = os.dup(1)
    os.dup2(2, 1)
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    Child(Path(sys.argv[1]), int(sys.argv[2]), 0, sink).serve()


if __name__ == "__main__":
    main()
