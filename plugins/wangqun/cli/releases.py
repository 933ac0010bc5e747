"""`wangqun rollback` and `wangqun forget`: what is kept of earlier publishing."""

from datetime import datetime
from pathlib import Path

import click

from .. import operations
from ..domain.moment import SHANGHAI
from .options import guarded


@click.command()
@click.argument("site", required=False, metavar="[站点编号]")
@click.argument("release", required=False, metavar="[版本]")
@click.option("--all", "everything", is_flag=True, help="全部站点各退一个版本。")
@click.pass_obj
@guarded
def rollback(root: Path, site: str | None, release: str | None, everything: bool) -> int:
    """立即退回以前发布的版本；下一次 build 会重新发布现有内容。"""
    if (site is None) != everything:
        raise click.UsageError("写一个站点编号，或用 --all。")
    chosen = operations.go_back(root, datetime.now(SHANGHAI), [site] if site else [], release)
    for name, digest in chosen.items():
        click.echo(f"{name:<16} 已退回 {digest}")
    return 0


@click.command()
@click.argument("site", metavar="站点编号")
@click.option("--yes", "-y", is_flag=True, help="不询问。")
@click.pass_obj
@guarded
def forget(root: Path, site: str, yes: bool) -> int:
    """删去一个已撤下的站点留着的全部版本、搜索数据和报告；此后不能再退回。

    站点还在 sites/ 里，或还在公开，都不删，以 2 退出。
    """

    def agreed(releases: int) -> bool:
        return yes or click.confirm(f"删去站点 {site} 的 {releases} 个版本和全部搜索数据，不能恢复。删吗？")

    try:
        done = operations.let_go(root, datetime.now(SHANGHAI), site, agreed)
    except click.Abort:
        click.echo("没有人回答；不询问请写 --yes。", err=True)
        done = False
    click.echo(f"{site:<16} 已删去" if done else "没有删。")
    return 0 if done else 2
