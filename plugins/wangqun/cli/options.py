"""What several commands share: options, and dates as editors write them."""

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from ..domain.moment import PartialDate, parse_moment
from ..reports.formats import FORMATS
from .answers import REPORTING, guarded

__all__ = ["Moment", "common", "guarded"]


class Moment(click.ParamType[datetime]):
    """A date, or a date and time, as editors write it."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """The moment meant; anything else fails in Chinese."""
        try:
            return parse_moment(value) if isinstance(value, str) else value
        except PartialDate:
            self.fail(f'日期“{value}”不完整，请写 2026-03-01 或 "2026-03-01 09:30"。', param, ctx)
        except ValueError:
            self.fail(f'“{value}”不是日期，请写 2026-03-01 或 "2026-03-01 09:30"。', param, ctx)


def common(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Options several commands share."""
    options = {
        "today": click.option("--today", type=Moment(), metavar="日期", help="按这一天（或时刻）生成，缺省为现在；用于预演。"),
        "jobs": click.option(
            "--jobs", "-j", type=click.IntRange(1), default=os.cpu_count() or 1, show_default="核数", help="同时生成的站点数。"
        ),
        "strict": click.option("--strict", is_flag=True, help="有任何检查结果都以 1 退出。"),
        "allow_removal": click.option(
            "--allow-removal", multiple=True, metavar="站点编号", help="这个站点可以撤下整站或大批网址；可写多次。"
        ),
        "allow_clock": click.option(
            "--allow-clock", is_flag=True, help="时间没有错：早于上一次生成，或晚了 30 天以上，也照它公开和撤下。"
        ),
        "json": click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取。"),
        "profile": click.option("--profile", is_flag=True, help="另说明时间用在哪里：每一步、每个站点、每种页面，和没有重做的。"),
        "format": click.option(
            "--format",
            REPORTING,
            type=click.Choice(["text", *FORMATS]),
            help="检查结果的格式：text 给人看（缺省）；json 同 --json；sarif 是 SARIF 2.1.0；codequality 是 GitLab 的 Code"
            " Quality；github 是 GitHub 的批注。",
        ),
        "baseline": click.option(
            "--baseline",
            type=click.Path(path_type=Path),
            metavar="文件",
            help="基准：目标分支的报告（--json 的输出或 build/reports/report.json）。其中已有的是旧的，只有新的阻断以 1 退出。",
        ),
    }

    def apply(command: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            command = options[name](command)
        return command

    return apply
