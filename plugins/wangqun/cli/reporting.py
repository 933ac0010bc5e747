"""What `build` and `check` share: a run, told in the form that was asked for, and its exit code."""

import gc
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from ..domain.moment import SHANGHAI
from ..options import Listener, Options
from ..reports.baseline import WITHOUT, read_baseline
from ..reports.formats import FORMATS, as_run
from ..reports.report import Report
from ..still import Last, answering
from .answers import put
from .profiling import Profiler, print_profile
from .terminal import Printer, print_findings, print_sum, report_page


def form_of(as_json: bool, report_format: str | None) -> str:
    """The one form that is meant.

    Raises:
        UsageError: two are.
    """
    if as_json and report_format not in {None, "json"}:
        raise click.UsageError("--json 就是 --format json，不要再写另一种格式。")
    return "json" if as_json else report_format or "text"


def report_run(
    root: Path,
    sites: tuple[str, ...],
    today: datetime | None,
    strict: bool,
    form: str,
    baseline: Path | None,
    profile: bool = False,
    **options: Any,
) -> int:
    """The exit code of a run; it is told on the way: to people, on the error stream when the output is for a program."""
    console = Console(stderr=form != "text", soft_wrap=True)
    listener = Profiler(Listener() if form == "json" else Printer(console))
    now = today or datetime.now(SHANGHAI)
    known = read_baseline(baseline) if baseline else WITHOUT
    if known.problem:
        console.print(f"基准 {known.file} 不能用：{known.problem}。全部检查结果都算新的。", markup=False, highlight=False)
    report = _run(root, now, sites, Options(baseline=known, **options), listener).of(sites)
    if form not in {"json", "github"}:  # whose annotations are for people too
        print_findings(console, report.findings, report.baseline)
    if form != "json":
        print_sum(console, report, report_page(root, sites))
        if profile:
            print_profile(console, listener)
    if form != "text":
        put(FORMATS[form](as_run(root, report, now)._replace(profile=listener.as_json() if profile else None)))
    return 1 if report.fails(strict) else 0


@answering
def _run(
    root: Path, now: datetime, only: Collection[str], options: Options, listener: Listener, last: Last | None = None
) -> Report:
    """A run of the pipeline, which is loaded only when there is something to do."""
    gc.disable()  # as in __main__.py
    from ..pipeline import run

    gc.freeze()
    gc.enable()
    return run(root, now, only, options, listener, last)
