"""`wangqun people`: conflicts, namesakes, one person with the source of every field, and decisions about them."""

import json
from datetime import datetime
from pathlib import Path

import click

from ..ask import people as about
from ..domain.moment import SHANGHAI
from .options import common, guarded


@click.group(invoke_without_command=True)
@common("today", "json")
@click.pass_context
def people(context: click.Context, today: datetime | None, as_json: bool) -> None:
    """列出待裁定的来源冲突和同名人员；各子命令查看一个人、写下裁定。"""
    if context.invoked_subcommand is None:
        _list(context.obj, today, as_json)


@guarded
def _list(root: Path, today: datetime | None, as_json: bool) -> int:
    found = about.open_questions(root, today or datetime.now(SHANGHAI))
    if as_json:
        click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(found.lines()))
    return 0


@people.command()
@click.argument("person", metavar="人员编号")
@common("today", "json")
@click.pass_obj
@guarded
def show(root: Path, person: str, today: datetime | None, as_json: bool) -> int:
    """一个人合并后的样子：每一项的值，写在哪个文件哪一行，出现在哪些站点。"""
    found = about.describe(root, today or datetime.now(SHANGHAI), person)
    click.echo(json.dumps(found.as_json(), ensure_ascii=False, indent=2) if as_json else "\n".join(found.lines()))
    return 0


@people.command()
@click.argument("site", metavar="站点编号")
@click.argument("action", type=click.Choice(["take", "same", "not_same"]), metavar="裁定")
@click.argument("persons", nargs=-1, required=True, metavar="人员编号...")
@click.option("--field", metavar="字段", help="take：哪个字段，如 birth。")
@click.option("--value", metavar="值", help="take：采用的值。")
@click.option("--by", required=True, metavar="姓名", help="裁定人。")
@click.option("--reason", required=True, metavar="理由", help="裁定的理由。")
@common("today")
@click.pass_obj
@guarded
def decide(
    root: Path,
    site: str,
    action: str,
    persons: tuple[str, ...],
    field: str | None,
    value: str | None,
    by: str,
    reason: str,
    today: datetime | None,
) -> int:
    """写下一条裁定，放进站点的 decisions/：采用哪个值（take），是（same）或不是（not_same）同一个人。"""
    decision = about.Decision(action, persons, field or "", value or "", by, reason)
    click.echo(f"新建 {about.decide(root, today or datetime.now(SHANGHAI), site, decision)}")
    return 0
