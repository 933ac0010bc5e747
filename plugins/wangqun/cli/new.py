"""What begins a piece, a deputy or a site: `wangqun new`."""

from datetime import datetime
from pathlib import Path

import click

from ..authoring import scaffold
from ..domain.moment import SHANGHAI
from ..records import KINDS, folders
from .documents import document_command
from .options import common, guarded


@click.group()
def new() -> None:
    """新建稿件或站点。"""


@new.command()
@click.argument("site", metavar="站点编号")
@click.argument("title", metavar="标题")
@click.option("--column", "-c", default="news", show_default=True, metavar="栏目", help="栏目的编号，即文件夹名。")
@click.option("--slug", "-s", required=True, metavar="网址名", help="小写字母、数字和 -，如 dam-inspection。")
@click.option("--page", is_flag=True, help="建常设页面而不是稿件。")
@click.pass_obj
@guarded
def article(root: Path, site: str, title: str, column: str, slug: str, page: bool) -> int:
    """新建一篇稿件，文件头的必填项都已列出。"""
    click.echo(f"新建 {scaffold.new_document(root, site, title, 'pages' if page else column, slug, datetime.now(SHANGHAI))}")
    return 0


for kind in folders(KINDS).values():
    new.add_command(document_command(kind))


@new.command()
@click.argument("site", metavar="站点编号")
@click.argument("name", metavar="姓名")
@click.option("--term", type=click.IntRange(1), metavar="届次", help="第几届，缺省为站点的本届。")
@click.option("--elector", metavar="编号", help="选区（县、乡镇）或选举单位（省、市）的编号。")
@click.option("--person", metavar="人员编号", help="这个人已有的编号；缺省生成新的。")
@common("today")
@click.pass_obj
@guarded
def deputy(
    root: Path, site: str, name: str, term: int | None, elector: str | None, person: str | None, today: datetime | None
) -> int:
    """新建一位代表的材料，编号自动生成。"""
    path, key = scaffold.new_deputy(root, site, name, term, elector, person, today or datetime.now(SHANGHAI))
    click.echo(f"新建 {path}（{key}）")
    return 0


@new.command()
@click.argument("level", type=click.Choice(["province", "city", "county", "township"]), metavar="层级")
@click.argument("site", metavar="站点编号")
@click.argument("name", metavar="机关名称")
@click.option("--parent", required=True, metavar="上级编号", help="隶属的站点。")
@click.option("--code", metavar="区划代码", help="6 位；乡镇 9 位。")
@click.pass_obj
@guarded
def site(root: Path, level: str, site: str, name: str, parent: str, code: str | None) -> int:
    """新建一个站点。"""
    click.echo(f"新建 {scaffold.new_site(root, level, site, name, parent, code)}")
    return 0
