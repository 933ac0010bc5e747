"""`wangqun compare`: what changed between two texts, for editors."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from ..authoring.importing.placing import refuse_other, write
from ..authoring.laws.sheet import as_sheet
from ..authoring.laws.versions import compare_files
from ..domain.law.changes import Segment
from ..domain.law.compared import Change, Passage
from ..domain.law.telling import Fold, as_json, is_identical, names, remark, rows, span, sums, words
from ..domain.law.versions import Compared, Version
from .options import guarded

_MARKS = {"equal": ("", "", ""), "delete": ("[-", "-]", "red strike"), "insert": ("{+", "+}", "green underline")}
_SHOWN = 8  # doubts of a file


@click.group(name="compare")
def compare_group() -> None:
    """对照一部法规的两个文本。"""


@compare_group.command()
@click.argument("old", type=click.Path(path_type=Path), metavar="旧文本")
@click.argument("new", type=click.Path(path_type=Path), metavar="新文本")
@click.option("--map", "given", type=click.Path(path_type=Path), metavar="文件", help="写明哪条成了哪条的 YAML 文件，以它为准。")
@click.option("--whole", is_flag=True, help="没有改的条文也逐条列出，缺省合成一行。")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="另写一份修改前后对照表（.md）。")
@click.option("--json", "as_object", is_flag=True, help="输出 JSON，供程序读取。")
@guarded
def law(old: Path, new: Path, given: Path | None, whole: bool, out: Path | None, as_object: bool) -> int:
    """逐条对照一部法规的两个文本（.txt、.md、.docx，或者网站里的材料）：修改、新增、删去、分条、并条、移动。

    退出码：0 对照了（相同的也是）；2 没有对照（读不了、不是法规、--map 写错），或者对照表没有写。
    """
    if out and out.suffix.lower() != ".md":
        raise click.UsageError("--out 写一个 .md 文件。")
    compared = compare_files(old, new, given)
    if out:
        sheet = {out.name: as_sheet(compared, whole).encode()}
        refuse_other(out.parent, str(out.parent), sheet)
        write(out.parent, sheet.items(), lambda text: None)
    if as_object:
        found = {"old": _as_json(compared.old), "new": _as_json(compared.new), **as_json(compared)}
        click.echo(json.dumps(found, ensure_ascii=False, indent=2).encode())
        return 0
    console = Console(soft_wrap=True)
    for text in _told(compared, whole):
        console.print(text)
    if out:
        console.print(Text(f"对照表写在 {out}，是草稿：补上发布要的字段，再去掉 status 一行。"))
    return 0


def _told(compared: Compared, whole: bool) -> Iterator[Text]:
    """The comparison in lines."""
    for word, version in (("旧文本", compared.old), ("新文本", compared.new)):
        yield Text(f"{word}　{_known(version)}", "bold")
        yield from _doubts(version)
    yield from (Text(f"提示　{note}", "yellow") for note in compared.notes)
    if is_identical(compared):
        yield Text(f"{len(compared.new.articles)} 条都没有改。")
        return
    yield Text("[-删去的-]　{+增加的+}", "dim")
    for row in rows(compared, whole):
        yield Text("")
        yield from [_folded(compared, row)] if isinstance(row, Fold) else _shown(compared, row)
    yield Text("")
    yield Text(f"{sums(compared)}（条）。")


def _as_json(version: Version) -> dict[str, Any]:
    doubts = [{"line": line, "text": text} for line, text in version.doubts]
    return {"file": version.file, "title": version.title, "date": version.date} | {
        "articles": len(version.articles),
        "doubts": doubts,
    }


def _known(version: Version) -> str:
    date = f"（{version.date}）" if version.date else ""
    return f"{version.title}{date}　{len(version.articles)} 条　{version.file}"


def _doubts(version: Version) -> Iterator[Text]:
    for line, text in version.doubts[:_SHOWN]:
        yield Text(f"提示　{version.file}{f':{line}' if line else ''}：{text}", "yellow")
    if len(version.doubts) > _SHOWN:
        yield Text(f"提示　{version.file} 还有 {len(version.doubts) - _SHOWN} 条提示，--json 列出全部", "yellow")


def _folded(compared: Compared, fold: Fold) -> Text:
    old, new = span(compared.old, fold, "old"), span(compared.new, fold, "new")
    where = f"{old} → {new}" if old != new else old
    slight = f"，其中 {fold.slight} 条标点、空格或者所引条号不同" if fold.slight else ""
    return Text(f"{where}　{len(fold.changes)} 条文字未改{slight}", "dim")


def _shown(compared: Compared, change: Change) -> Iterator[Text]:
    before, after = names(compared.old, change.old), names(compared.new, change.new)
    where = " → ".join(dict.fromkeys(filter(None, (before, after))))
    yield Text(f"{where}　{words(change)}", "bold")
    same = 0
    for passage in change.passages:
        if not passage.is_changed and not passage.slight and change.kind != "unchanged":
            same += 1
            continue
        if same:
            yield _same(same)
            same = 0
        yield _line(compared, change, passage)
    if same:
        yield _same(same)


def _same(count: int) -> Text:
    return Text(f"    （{count} 段未改）", "dim")


def _line(compared: Compared, change: Change, passage: Passage) -> Text:
    """A paragraph, marked; where it is cut in several, each on a line of its own."""
    line = Text("    ")
    if said := remark(compared, change, passage):
        line.append(f"（{said}）", "yellow")
    at = Segment("equal", "", 0, 0)
    for segment in passage.segments:
        if 0 <= at.old < segment.old or 0 <= at.new < segment.new:
            line.append("\n    ")
        before, behind, style = _MARKS[segment.kind]
        line.append(f"{before}{segment.text}{behind}", style or None)
        at = Segment("equal", "", max(at.old, segment.old), max(at.new, segment.new))
    return line
