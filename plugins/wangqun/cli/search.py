"""`wangqun search` and `wangqun export`: find what is public, and hand it to a search server."""

import json
import sys
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click
from rich.console import Console
from rich.text import Text

from ..ask import find
from ..ask.export import as_lines, export_sites
from ..search.query import Query
from .options import Moment, common, guarded


@click.command()
@click.argument("query", metavar="检索词")
@click.option("--site", "sites", multiple=True, metavar="站点编号", help="只找这个站点，可写多次；缺省为全部。")
@click.option("--kind", metavar="种类", default="", help="article、page 等，即编号里的类型；deputy 为代表。")
@click.option("--column", metavar="栏目", default="", help="栏目的编号。")
@click.option("--since", type=Moment(), metavar="日期", help="只要这一天及以后的。")
@click.option("--limit", "-n", type=click.IntRange(1), default=10, show_default=True, help="最多列出几篇。")
@common("json")
@click.pass_obj
@guarded
def search(
    root: Path, query: str, sites: tuple[str, ...], kind: str, column: str, since: datetime | None, limit: int, as_json: bool
) -> int:
    """在已公开的稿件和代表里查找含有全部字词的；先列标题含有原话的，再列正文含有的；已修改、已废止的法规写明，排在有效的后面。"""
    narrow = Query((), "", kind, column, since.strftime("%Y-%m-%d") if since else "")
    answer = find.search(root, query, sites, narrow, limit)
    if as_json:
        click.echo(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
        return 0
    console = Console(soft_wrap=True)
    for note in answer.notes:
        console.print(note, style="yellow", markup=False, highlight=False)
    for found in answer.results:
        console.print(Text(found.title, style="bold"))
        past = f"  {found.past}" if found.past else ""
        console.print(f"  {found.id}  {found.date}{past}\n  {found.url}", markup=False, highlight=False)
        snippet = Text(f"  {found.snippet}")
        snippet.stylize("bold red", found.bold[0] + 2, found.bold[1] + 2)
        console.print(snippet)
    if answer.total > len(answer.results):
        console.print(f"共 {answer.total} 篇，列出 {len(answer.results)} 篇（--limit）。", markup=False, highlight=False)
    return 0


@click.command()
@click.option("--site", "sites", multiple=True, metavar="站点编号", help="只写这个站点，可写多次；缺省为全部。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "opensearch"]),
    default="jsonl",
    show_default=True,
    help="jsonl 一行一篇，Meilisearch 以 key 为主键；opensearch 是 _bulk 的格式，每篇之前另有一行。",
)
@click.option("--index", metavar="名称", default="wangqun", show_default=True, help="OpenSearch 里索引的名称。")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), metavar="文件", help="写到这个文件；缺省写到标准输出。")
@click.pass_obj
@guarded
def export(root: Path, sites: tuple[str, ...], form: str, index: str, out: Path | None) -> int:
    """写出全部已公开的稿件和代表，一行一个 JSON，供搜索服务读入。"""
    lines = as_lines(export_sites(root, sites), index if form == "opensearch" else "")
    if out is None:
        _write(lines, sys.stdout.buffer)
        return 0
    if out.is_symlink() or (out.exists() and not out.is_file()):  # /dev/stdout, a pipe: nothing may take its place
        with out.open("wb") as file:
            _write(lines, file)
        return 0
    fresh = out.with_name(f"{out.name}.new")
    try:
        with fresh.open("wb") as file:
            _write(lines, file)
        fresh.replace(out)
    finally:
        fresh.unlink(missing_ok=True)
    return 0


def _write(lines: Iterable[str], file: BinaryIO) -> None:
    for line in lines:
        file.write(line.encode("utf-8", "replace"))
    file.flush()
