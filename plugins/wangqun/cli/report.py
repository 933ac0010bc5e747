"""`wangqun report`: what is new, mended and due, for the office of each site."""

import json
from pathlib import Path

import click

from ..reports.notices import tell
from .options import common, guarded


@click.command()
@click.argument("sites", nargs=-1, metavar="[站点编号]...")
@click.option(
    "--mail-dir",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="目录",
    help="给有变化、写了 report_to 的站点各写一封信（.eml），交给邮件程序寄出；写过的不再写。",
)
@click.option(
    "--baseline",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="文件",
    help="与这一份 report.json 相比；缺省与上一次写信时相比。",
)
@common("json")
@click.pass_obj
@guarded
def report(root: Path, sites: tuple[str, ...], mail_dir: Path | None, baseline: Path | None, as_json: bool) -> int:
    """上一次 build 或 check 的检查结果里，各站点新出现的、已改正的、将要发生的；不写编号则为全部站点和网站群本身。"""
    told = tell(root, sites, mail_dir, baseline)
    click.echo(json.dumps(told.as_json(), ensure_ascii=False, indent=2) if as_json else "\n".join(told.lines()))
    return 1 if told.problems else 0
