"""`wangqun import`: content of other engines becomes content of a site."""

import json
from pathlib import Path

import click

from ..authoring.importing import import_pelican
from .options import guarded


@click.group(name="import")
def import_group() -> None:
    """把旧网站的内容并进一个站点。"""


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
