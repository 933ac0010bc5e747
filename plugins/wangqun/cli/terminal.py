"""What a run looks like on a terminal."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from ..domain.finding import Finding, Severity, by_piece, tally
from ..options import Listener
from ..reports.baseline import WITHOUT, Baseline, Judged, judge
from ..reports.report import INDEX, REPORTS, Report

if TYPE_CHECKING:
    from rich.progress import Progress

STAGES = {
    "load": "读取",
    "convert": "转换",
    "resolve": "推定",
    "plan": "计划",
    "build": "生成",
    "catalogue": "汇编",
    "check": "检查",
    "search": "检索",
    "publish": "发布",
    "index": "索引",
}
LABELS = {**STAGES, "still": "核对"}  # with what stands for all of them when nothing changed
SHOWN_PER_CODE = 8


class Printer(Listener):
    """Stage lines with counts and times; a progress bar on a terminal only."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.bar: Progress | None = None

    def stage(self, name: str, result: Any, seconds: float, cpu: float) -> None:
        """One line for a stage that is done."""
        if name == "build" and self.bar:
            self.bar.stop()
            self.bar = None
        self.console.print(f"{name:<8} {LABELS[name]}  {count(name, result):<40} {seconds:6.2f} s", highlight=False, markup=False)

    def say(self, text: str) -> None:
        """A line at once."""
        self.console.print(text, highlight=False, markup=False)

    def planned(self, sites: int) -> None:
        """Start the bar."""
        if self.console.is_terminal and sites > 1:
            self.bar = _bar(self.console)
            self.task = self.bar.add_task("生成", total=sites, site="")
            self.bar.start()

    def built(self, site: str) -> None:
        """Move the bar."""
        if self.bar:
            self.bar.update(self.task, advance=1, site=site, refresh=True)


def _bar(console: Console) -> "Progress":
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[site]}"),
        console=console,
        transient=True,
        auto_refresh=False,  # no thread: workers are forked while the bar is shown
    )


def count(name: str, result: Any) -> str:
    """What a stage's result amounts to, in words."""
    match name:
        case "load":
            return f"{len(result.sites)} 个站点 {sum(map(len, result.documents.values()))} 篇稿件"
        case "convert":
            return f"{result.bodies.made} 篇正文新转换"
        case "resolve":
            return f"{len(result.views)} 个站点 {sum(len(v.documents) for v in result.views.values())} 篇公开"
        case "plan":
            return f"{len(result.jobs)} 个站点要生成 {len(result.current)} 个不变"
        case "build":
            return f"{len(result.sites)} 个站点 {result.pages} 个页面"
        case "catalogue":
            return f"{result.count} 个文件"
        case "check":
            return f"{len(result.findings)} 条检查结果"
        case "search":
            return f"{len(result.searches)} 个站点的搜索有变化"
        case "index":
            return f"{len(result.sites)} 个站点的索引有变化"
        case _:
            return f"{len(result.changed)} 个站点有变化 {len(result.unchanged)} 个不变"


def print_findings(console: Console, findings: Iterable[Finding], baseline: Baseline = WITHOUT) -> None:
    """Findings by piece, those that are not published first; of each code the first few in full.

    Beside a baseline those that are new, marked as such; the old ones are one line.
    """
    styles = {Severity.BLOCK: "bold red", Severity.WARN: "yellow", Severity.INFO: "cyan"}
    counts: Counter[tuple[int, str]] = Counter()
    judged = judge(findings, baseline)
    mark = "新 " if baseline.usable else ""
    for piece in by_piece(each.finding for each in judged if each.new):
        shown = []
        for finding in piece.findings:
            counts[finding.severity.rank, finding.code] += 1
            if counts[finding.severity.rank, finding.code] <= SHOWN_PER_CODE:
                shown.append(finding)
        if shown:
            console.print(f"{piece.title}　{piece.effect}（{piece.counts}）", style="bold", highlight=False, markup=False)
        for finding in shown:
            console.print(f"  {mark}{finding}", style=styles[finding.severity], highlight=False, markup=False)
            if finding.hint:
                console.print(f"    → {finding.hint}", highlight=False, markup=False)
            if finding.follows:
                console.print(f"    + {finding.consequences}：{finding.follows[0]}", style="dim", highlight=False, markup=False)
    for (_, code), total in sorted(counts.items()):
        if total > SHOWN_PER_CODE:
            more = f"… [{code}] 还有 {total - SHOWN_PER_CODE} 条（报告和 --json 列出全部）"
            console.print(more, style="dim", highlight=False, markup=False)
    if old := [each.finding for each in judged if not each.new]:
        console.print(f"旧的（基准里已有）没有列出：{tally(old)}；报告列出全部。", style="dim", highlight=False, markup=False)


def print_sum(console: Console, report: Report, page: Path) -> None:
    """The last lines: how many findings of each kind and where, which sites were not published, and the page that tells all."""
    by_site: dict[str, list[Judged]] = {}
    for each in report.judged:
        by_site.setdefault(each.finding.site, []).append(each)
    beside = report.baseline.usable
    console.print(f"检查：{_tally(report.judged, beside) or '没有问题'}。", highlight=False)
    if len(by_site) > 1 or beside:
        worst = sorted(by_site.items(), key=_worst_first)
        for site, findings in worst[:SHOWN_PER_CODE]:
            console.print(f"  {site or '网站群':<16} {_tally(findings, beside)}", highlight=False, markup=False)
        if len(worst) > SHOWN_PER_CODE:
            console.print(f"  … 还有 {len(worst) - SHOWN_PER_CODE} 个站点", style="dim", highlight=False, markup=False)
    if report.failed:
        kept = "、".join(f"{site}（{report.outcomes[site].label}）" for site in report.failed)
        console.print(f"未发布的站点（保留上次的内容）：{kept}", style="bold red", highlight=False)
    console.print(f"报告：{page}", highlight=False, markup=False)


def _worst_first(item: tuple[str, list[Judged]]) -> tuple[bool, int, int, str]:
    """A sort key for a site and what was found of it: those with something new before all others."""
    site, judged = item
    heaviest = min(each.finding.severity.rank for each in judged)
    return not any(each.new for each in judged), heaviest, -len(judged), site


def _tally(judged: Iterable[Judged], beside: bool) -> str:
    """How many there are of each severity, and `beside` a baseline how many of them are new; "" for none."""
    found = list(judged)
    new = f"，其中新的：{tally(each.finding for each in found if each.new) or '没有'}" if found and beside else ""
    return tally(each.finding for each in found) + new


def report_page(root: Path, sites: tuple[str, ...]) -> Path:
    """The report to read: of the one site that was asked for, else of the cluster."""
    return root / REPORTS / (f"{sites[0]}.html" if len(sites) == 1 else INDEX)
