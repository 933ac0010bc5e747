"""`wangqun verify`: is what readers get what was published, and if not, make it so."""

import json
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console

from .. import operations
from ..domain.finding import tally
from ..domain.moment import SHANGHAI
from ..options import Listener
from .options import common, guarded
from .terminal import Printer, print_findings


@click.command()
@click.argument("sites", nargs=-1, metavar="[站点编号]...")
@click.option("--repair", is_flag=True, help="把损坏的重新生成并发布，多出的清除。")
@common("today", "jobs", "json")
@click.pass_obj
@guarded
def verify(root: Path, sites: tuple[str, ...], repair: bool, today: datetime | None, jobs: int, as_json: bool) -> int:
    """逐字节核对已发布的版本、链接和搜索数据与台账是否相符；不写编号则为全部站点。"""
    console = Console(stderr=as_json, soft_wrap=True)
    listener = Listener() if as_json else Printer(console)
    now = today or datetime.now(SHANGHAI)
    left = found = operations.look_over(root, now, sites, listener)
    if repair and found:
        operations.repair(root, now, sites, jobs, listener)
        left = operations.look_over(root, now, sites, listener)
    if as_json:
        told = {"findings": [finding.as_json() for finding in found], "left": [finding.as_json() for finding in left]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return 1 if left else 0
    print_findings(console, found)
    console.print(f"核对：{tally(found) or '全部与台账相符'}。", highlight=False)
    if repair and found:
        if left:
            print_findings(console, left)
        console.print(f"重做以后：{tally(left) or '全部与台账相符'}。", highlight=False)
    return 1 if left else 0
