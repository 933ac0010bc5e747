"""`wangqun import law`: texts of laws become records of a site. Nothing that exists is overwritten."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from ...domain.frozen import frozen
from ...domain.law.facts import TITLES
from ...domain.law.text import articles
from ...scan.archives import Unread
from ..importing.placing import ImportRefused, place_of, refuse_other, write
from .files import files_in, read_file
from .record import name_of, source_of
from .sorting import Judged, Taken, candidate, judge

FOLDER = "regulations"
"""Where laws stand in a site's content."""
TAKEN: dict[Taken, str] = {"law": "法规", "part": "法规的一部分", "duplicate": "重复", "refused": "不是法规"}


@frozen
class Row:
    """What became of one file: what it was taken for, the law, its kind, the date of the version, its articles, the file that is
    written, why none is, and what an editor should look at (line, 0 for none; text).
    """

    file: str
    taken: Taken
    title: str
    doc_type: str
    version: str
    articles: int
    written: str
    reason: str
    doubts: tuple[tuple[int, str], ...]

    def as_json(self) -> dict[str, Any]:
        """The machine-readable form."""
        doubts = [{"line": line, "text": text} for line, text in self.doubts]
        held = {each.name: getattr(self, each.name) for each in fields(self)}
        return held | {"doubts": doubts}


def import_laws(
    root: Path, paths: Sequence[Path], site: str, out: Path | None, issuer: str, dry_run: bool, say: Callable[[str], None]
) -> tuple[Row, ...]:
    """What became of each file. Records are written below `out`, else in the content of the site, unless it is a dry run.
    `issuer` made those that do not say who made them.

    Raises:
        ImportRefused: no file, no place, or files of other content stand where records belong.
    """
    place = str(out) if out else f"{place_of(root, site)}/{FOLDER}"
    target = out or root / place
    files = list(dict.fromkeys(files_in(paths)))
    if not files:
        raise ImportRefused("没有可以导入的文件；可以读 .txt、.md、.docx。")
    read, rows = [], {}
    for number, path in enumerate(files, 1):
        try:
            read.append(candidate(path, read_file(path), issuer))
        except Unread as error:
            rows[path] = Row(str(path), "refused", "", "", "", 0, "", str(error), ())
        if number % 200 == 0:
            say(f"读了 {number}/{len(files)} 个文件")
    judged = judge(read)
    names = _names(judged)
    made = {names[law.candidate.path]: source_of(law) for law in judged if law.taken == "law"}
    refuse_other(target, place, made)
    if not dry_run:
        write(target, made.items(), say)
    rows |= {each.candidate.path: _row(each, names.get(each.candidate.path, "")) for each in judged}
    return tuple(rows[path] for path in files)


def _names(judged: Sequence[Judged]) -> dict[Path, str]:
    """A file name for each law that is written; laws of one title by different organs are numbered."""
    used: Counter[str] = Counter()
    found = {}
    for law in judged:
        if law.taken == "law":
            name = name_of(law)
            used[name] += 1
            found[law.candidate.path] = name if used[name] == 1 else f"{name.removesuffix('.md')}-{used[name]}.md"
    return found


def _row(each: Judged, written: str) -> Row:
    read = each.candidate
    doubts = read.odd if each.taken == "law" else ()
    count = sum(1 for _ in articles(read.text))
    kind = TITLES[read.facts.doc_type] if each.taken != "refused" else ""
    return Row(str(read.path), each.taken, read.head.title, kind, read.facts.version_on, count, written, each.reason, doubts)
