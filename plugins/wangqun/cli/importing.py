"""`wangqun import`: content of other engines becomes content of a site."""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import click

from ..authoring.importing import import_pelican
from ..authoring.laws import TAKEN, Row, import_laws
from ..authoring.suggestions import import_suggestions
from ..domain.moment import SHANGHAI
from .options import common, guarded

_TITLE = 40  # characters of a title
_SHOWN = 8  # of a kind of note


@click.group(name="import")
def import_group() -> None:
    """把旧网站的内容、法规的文本并进一个站点。"""


@import_group.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.option("--site", required=True, metavar="站点编号", help="并进哪个站点。")
@click.option("--dry-run", is_flag=True, help="只说明会怎样，不写任何文件。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取。")
@click.pass_obj
@guarded
def pelican(root: Path, folder: Path, site: str, dry_run: bool, as_json: bool) -> int:
    """把旧的 Pelican 网站（含 pelicanconf.py 的文件夹）并进来，旧网址转到新网址。

    退出码：0 全部并进；1 有读者原来看得到的东西没有并进；2 用法错误，什么也没有写。
    """
    made = import_pelican(root, folder, site, dry_run, lambda text: click.echo(text, err=True))
    grave = sum(note.grave for note in made.notes)
    if as_json:
        notes = [note._asdict() for note in made.notes]
        sums = {"pieces": made.pieces, "drafts": made.drafts, "files": sorted(made.files), "notes": notes}
        click.echo(json.dumps(sums, ensure_ascii=False, indent=2))
        return 1 if grave else 0
    for note in sorted(made.notes, key=lambda note: not note.grave):
        where = f"{note.subject}:{note.line}" if note.line else note.subject
        click.echo(f"{'没有并进' if note.grave else '提示'} {where}：{note.text}")
    unwritten = "（没有写）" if dry_run else ""
    click.echo(f"稿件 {made.pieces} 篇，草稿 {made.drafts} 篇，共 {len(made.files)} 个文件{unwritten}。")
    click.echo(f"没有并进 {grave} 项，提示 {len(made.notes) - grave} 条。接着：wangqun check {site}")
    return 1 if grave else 0


@import_group.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件…")
@click.option("--site", default="", metavar="站点编号", help="写进这个站点的 regulations 文件夹。")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="文件夹", help="不写进站点，写到这个文件夹。")
@click.option("--issuer", default="", metavar="机关", help="没有写明制定机关的，是这个机关，如 国务院。")
@click.option("--dry-run", is_flag=True, help="只说明会怎样，不写任何文件。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取。")
@click.pass_obj
@guarded
def law(root: Path, files: tuple[Path, ...], site: str, out: Path | None, issuer: str, dry_run: bool, as_json: bool) -> int:
    """读法规的文本（.txt、.md、.docx，或者放着它们的文件夹），写成材料：标题、制定机关、各个日期、编章节条款项。

    同一机关的同名法规，日期不同的是各个版本，日期相同的是重复；条文编号相连的几个文件是一部法规。不是法规的不写，说明为什么。

    退出码：0 全部写了；1 有文件没有写（不是法规、重复、读不了）；2 用法错误，什么也没有写。
    """
    if bool(site) == bool(out):
        raise click.UsageError("--site 和 --out 写一个：法规写到哪里。")
    rows = import_laws(root, files, site, out, issuer, dry_run, lambda text: click.echo(text, err=True))
    unwritten = [row for row in rows if row.taken in {"duplicate", "refused"}]
    if as_json:
        click.echo(json.dumps({"files": [row.as_json() for row in rows]}, ensure_ascii=False, indent=2))
        return 1 if unwritten else 0
    _print_doubts(rows)
    for row in unwritten:
        click.echo(f"没有写 {row.file}：{row.reason}")
    _print_table(rows)
    count = sum(row.taken == "law" for row in rows)
    click.echo(f"{'要写' if dry_run else '写了'} {count} 个法规文本；{len(unwritten)} 个文件没有写。")
    return 1 if unwritten else 0


@import_group.command()
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False), metavar="表.csv")
@click.option("--site", required=True, metavar="站点编号", help="写进这个站点的 suggestions 文件夹。")
@click.option("--term", default="", metavar="届", help="表里没有“届”一列的，如 第十七届。")
@click.option("--session", default="", metavar="会议", help="表里没有“会议”一列的，如 第四次会议。")
@click.option("--submitted", default="", metavar="日期", help="没有写提交日期的，如大会建议截止的那一天。")
@click.option("--dry-run", is_flag=True, help="只说明会怎样，不写任何文件。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序读取。")
@common("today")
@click.pass_obj
@guarded
def suggestions(
    root: Path,
    table: Path,
    site: str,
    term: str,
    session: str,
    submitted: str,
    dry_run: bool,
    as_json: bool,
    today: datetime | None,
) -> int:
    """把一次会议的代表建议的登记表（CSV，第一行是列名）写成材料，一行一件；能不能公开没有写明的一行不写，说明为什么。

    退出码：0 全部写了；1 有的行没有写；2 用法错误，什么也没有写。
    """
    given = {name: value for name, value in (("term", term), ("session", session), ("submitted", submitted)) if value}
    now = today or datetime.now(SHANGHAI)
    made = import_suggestions(root, table, site, given, now, dry_run, lambda text: click.echo(text, err=True))
    if as_json:
        refused = [{"line": line, "title": title, "reason": why} for line, title, why in made.refused]
        told = {"files": made.written, "kept": made.kept, "refused": refused, "notes": made.notes}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return 1 if refused else 0
    for note in made.notes:
        click.echo(f"提示 {note}")
    for line, title, why in made.refused:
        named = f"{title[:_TITLE]}…" if len(title) > _TITLE else title
        click.echo(f"没有写 {table}:{line}{f' “{named}”' if named else ''}：{why}")
    if made.kept:
        shown = "、".join(made.kept[:5])
        click.echo(f"已有 {len(made.kept)} 件，没有动：{shown}{'等' if len(made.kept) > 5 else ''}")
    click.echo(
        f"{'要写' if dry_run else '写了'} {len(made.written)} 件；{len(made.refused)} 行没有写。接着：wangqun check {site}"
    )
    return 1 if made.refused else 0


def _print_doubts(rows: tuple[Row, ...]) -> None:
    """What an editor should look at; of each sort the first few."""
    counts: Counter[str] = Counter()
    for row in rows:
        for line, text in row.doubts:
            sort = text.partition("：")[0]
            counts[sort] += 1
            if counts[sort] <= _SHOWN:
                click.echo(f"提示 {row.file}{f':{line}' if line else ''}：{text}")
    for sort, total in sorted(counts.items()):
        if total > _SHOWN:
            click.echo(f"… “{sort}”还有 {total - _SHOWN} 条（--json 列出全部）")


def _print_table(rows: tuple[Row, ...]) -> None:
    """How many files were taken for what, and for which kind of law."""
    counts = Counter((row.taken, row.doc_type) for row in rows)
    for (taken, kind), count in sorted(counts.items(), key=lambda item: (list(TAKEN).index(item[0][0]), -item[1])):
        click.echo(f"  {TAKEN[taken]}{f'　{kind}' if kind else ''}　{count}")
