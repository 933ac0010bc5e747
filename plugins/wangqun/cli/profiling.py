"""Where the time of a run went: by verb, by site, by what its files are; what did not have to be made."""

from collections.abc import Iterator
from typing import Any

from rich.console import Console

from ..options import Listener, Relay
from .terminal import LABELS

SHOWN = 10  # sites and sorts of files in the table; --json has all


class Profiler(Relay):
    """Keeps what things cost."""

    def __init__(self, other: Listener) -> None:
        super().__init__(other)
        self.verbs: dict[str, tuple[float, float]] = {}
        self.sites: dict[str, tuple[float, float]] = {}
        self.files: dict[str, tuple[int, float]] = {}
        self.current = self.searches = 0

    def stage(self, name: str, result: Any, seconds: float, cpu: float) -> None:
        """Keep what a verb took."""
        self.verbs[name] = seconds, cpu
        if name == "build":
            self._built(result)
        elif name == "search":
            self.searches = len(result.sites) - len(result.searches)
        elif name == "still":
            self.current = self.searches = len(result.unchanged)
        super().stage(name, result, seconds, cpu)

    def _built(self, result: Any) -> None:
        """What sites cost."""
        self.current = len(result.current)
        for site in result.sites:
            self.sites[site.site] = site.cost.seconds, site.cost.cpu
            for name, (count, seconds) in site.cost.files.items():
                before = self.files.get(name, (0, 0.0))
                self.files[name] = before[0] + count, before[1] + seconds

    def as_json(self) -> dict[str, Any]:
        """docs/reference/report.md says what each is."""
        return {
            "verbs": {name: _times(*both) for name, both in self.verbs.items()},
            "sites": {site: _times(*both) for site, both in self.sites.items()},
            "files": {name or "other": {"count": count, "seconds": round(s, 3)} for name, (count, s) in self.files.items()},
            "kept": {"sites": self.current, "searches": self.searches},
        }

    def lines(self) -> Iterator[str]:
        """The table for people: the dearest first."""
        yield "用时（秒）：实际，计算（各进程合计）"
        for name, both in self.verbs.items():
            yield f"  {name:<10} {LABELS[name]}  {both[0]:8.2f} {both[1]:8.2f}"
        for site, both in sorted(self.sites.items(), key=lambda item: -item[1][1])[:SHOWN]:
            yield f"  站点 {site:<16} {both[0]:8.2f} {both[1]:8.2f}"
        for name, (count, seconds) in sorted(self.files.items(), key=lambda item: -item[1][1])[:SHOWN]:
            yield f"  {name or '其他文件':<22} {count:6} 个 {seconds:8.2f}"
        yield f"没有重做：{self.current} 个站点，{self.searches} 个站点的搜索。"


def print_profile(console: Console, profiler: Profiler) -> None:
    """The table, when the summary has been told."""
    for line in profiler.lines():
        console.print(line, highlight=False, markup=False)


def _times(seconds: float, cpu: float) -> dict[str, float]:
    return {"seconds": round(seconds, 3), "cpu": round(cpu, 3)}
