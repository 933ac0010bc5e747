"""YAML of deputies and what they stand on: one record or a list of them a file (records/deputies/record.py names the kinds)."""

import re
from collections.abc import Hashable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from ...domain.claims import Row, new_row
from ...domain.cluster import KnownFile, Lost, Memory
from ...domain.finding import Finding, Place, Rule, Severity, blocked
from ...records.deputies.record import FIELDS
from ...scan import blanks, characters
from ...scan.passages import Passage, of_values
from ...scan.privacy import MOBILE, MOBILE_LISTED, of_contact
from ...scan.scanner import scan, tell
from ...scan.tagged import like_markup
from ...scan.wording import Wording
from .files import FoundFile, failure, read_merged, read_raw
from .losses import losses
from .marked import Marked, YamlError, parse_yaml
from .remarks import told
from .salvage import salvage
from .sites import syntax_fault

PRIVATE = Rule(
    "person-private",
    Severity.BLOCK,
    "代表资料里不能有这类信息（{what}）",
    "删去。身份证号、住址、私人电话、宗教信仰、健康状况都没有字段，也不能写进别的字段。",
    "代表法 art. 58; PIPL art. 28",
    part=True,
)
SPLIT = "拆成几个文件，放进文件夹 {kind}/，一个文件写一条或一部分，如 {kind}/1.yaml、{kind}/2.yaml；不要用 & 和 * 重复引用。"
_PRIVATE = re.compile("宗教信仰|信仰(?:佛|道|伊斯兰|基督|天主)教|病史|患有|血型|健康状况|残疾等级|代表证号")
_MOBILE = re.compile(r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}", re.ASCII)
OF_PERSONS = frozenset({"deputies", "duty_records", "duty_reports", "delegations"})  # that have no number of an office
PUBLIC = "offline"  # a passage in which a mobile number may stand


def kind_of_rows(source: str) -> str | None:
    """The kind of record that a YAML file below a site's content holds; None when it is none of people's."""
    first, slash, _ = source.partition("/")
    name = first if slash else first.rpartition(".")[0]
    return name if name in FIELDS else None


def read_rows(
    root: Path, entries: Iterable[tuple[str, str, FoundFile]], known: Memory, words: Wording, findings: list[Finding]
) -> tuple[tuple[Row, ...], dict[str, KnownFile]]:
    """Every record of the files given as site, path and entry, and what is now known of them.

    The latter is the very mapping of `known` when nothing has changed.
    """
    files: dict[str, KnownFile] = {}
    before = known.rows
    fresh = False
    for site, path, entry in entries:
        file = before.get(path)
        if file is None or (file.size, file.mtime, file.inode) != (entry.size, entry.mtime, entry.inode):
            file, fresh = _still(root, entry, path, file) or _read(root, entry, Place(site, path), words), True
        files[path] = file
        if file.findings:
            findings += file.findings
    if not fresh and len(files) == len(before):
        files = before
    return tuple([row for file in files.values() for row in file.rows]), files


def _still(root: Path, entry: FoundFile, path: str, known: KnownFile | None) -> KnownFile | None:
    """What is known of a file, with the stamp that it has now; None when its bytes are others."""
    raw = read_raw(f"{root}/{path}", Place("", path), []) if known and known.size == entry.size else None
    if raw is None or known is None or sha256(raw).hexdigest() != known.digest:
        return None
    return known._replace(mtime=entry.mtime, inode=entry.inode)


def _read(root: Path, entry: FoundFile, place: Place, words: Wording) -> KnownFile:
    findings: list[Finding] = []
    kind = kind_of_rows(entry.source) or ""
    rows: tuple[Row, ...] = ()
    lost: list[Lost] = []
    digest = ""
    if found := read_merged(f"{root}/{place.path}", place, findings):
        digest = sha256(found[1]).hexdigest()
        try:
            rows = tuple(_rows(kind, found[0], place, words, findings, lost))
        except Exception as error:  # whatever nobody foresaw in a file is its trouble alone
            findings.append(failure(error, place))
            lost.append(Lost(kind, place.site, (), place.path, 0))
    else:
        lost.append(Lost(kind, place.site, (), place.path, 0))
    return KnownFile(entry.size, entry.mtime, rows, tuple(findings), tuple(lost), entry.inode, digest)


def _rows(kind: str, text: str, place: Place, words: Wording, findings: list[Finding], lost: list[Lost]) -> Iterable[Row]:
    try:
        marked = parse_yaml(text)
    except YamlError as error:
        findings.append(syntax_fault(error, place, SPLIT.format(kind=kind)))
        lost.append(Lost(kind, place.site, (), place.path, error.line))
        return
    findings += told(marked.remarks, place)
    values = marked.value if isinstance(marked.value, list) else [] if marked.value is None else [marked.value]
    marks = _by_record(marked)
    refused: dict[int, int] = {}  # numbers of records that hold what may not be public -> the line of the finding
    for unfit in tell(scan([Passage(text, 1, PUBLIC)], words), place):
        findings.append(unfit)
        if blocked([unfit]):
            refused.setdefault(_record_at(unfit.line, marks), unfit.line)
    for number, value in enumerate(values):
        own = Marked(value, marks.get(number, {}))
        if number in refused:
            lost += losses(kind, place, value, refused[number])
            continue
        if blank := [*tell(blanks.find(of_values(value, own.marks)), place)]:
            findings += blank
            lost += losses(kind, place, value, blank[0].line)
            continue
        record, own, faults, left = salvage(FIELDS[kind], own, place)
        findings += faults
        for part in left:
            lost += losses(kind, place, value, part.why.line, part)
        if record is None:
            continue
        plain = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        if "<" in text:
            findings += like_markup(plain, own.marks, place)
        private = [*_private(kind, plain, own.marks, place, words)]
        if refused:  # what is repeated by an alias stands in the text once
            private += filter(lambda finding: blocked([finding]), tell(scan(of_values(plain, own.marks), words), place))
        findings += private
        if blocked(private):
            lost += losses(kind, place, plain, next(finding.line for finding in private if blocked([finding])))
        else:
            yield _row(kind, plain, own, place)


def _record_at(line: int, marks: Mapping[int, Mapping[Any, tuple[int, int]]]) -> int:
    """The number of the record in whose lines a line of the file stands; comments before the first one are the first one's."""
    return max((number for number, own in marks.items() if own.get((), (0, 0))[0] <= line), default=0)


def _by_record(marked: Marked) -> dict[int, dict[tuple[Hashable, ...], tuple[int, int]]]:
    """The marks of each record of a list, without its number; a single record is number 0."""
    if not isinstance(marked.value, list):
        return {0: marked.marks}
    found: dict[int, dict[tuple[Hashable, ...], tuple[int, int]]] = {}
    for path, mark in marked.marks.items():
        if path and isinstance(path[0], int):
            found.setdefault(path[0], {})[path[1:]] = mark
    return found


def _private(
    kind: str, values: Mapping[str, Any], marks: Mapping[Any, tuple[int, int]], place: Place, words: Wording
) -> Iterable[Finding]:
    """What is refused by pattern: a mobile number outside the whitelist, religion, health, the number of a deputy's card."""
    text = repr(values)
    if "\\u" in text or "\\U" in text:  # Python writes so what it cannot print
        yield from tell((hit for passage in of_values(values, marks) for hit in characters.find(passage)), place)
    if _PRIVATE.search(text):
        for passage in of_values(values, marks):
            if match := _PRIVATE.search(passage.rows):
                yield PRIVATE.at(place.at(passage.line), what=match[0])
    if _MOBILE.search(text):
        refused = {MOBILE_LISTED.code, MOBILE.code} if kind in OF_PERSONS else {MOBILE_LISTED.code}
        for hit in scan(of_values(values, marks), words):
            if hit.code in refused:
                yield MOBILE_LISTED.at(place.at(hit.line), **hit.values)
    yield from tell(of_contact(values.get("contact_public") or {}, marks), place)


def _row(kind: str, plain: Mapping[str, Any], own: Marked, place: Place) -> Row:
    line = own.marks.get((), (1, 1))[0]
    lines: list[int] = []
    _mark(plain, (), line, own.marks, lines)
    return new_row(kind, place.site, place.path, line, plain, tuple(lines))


def _mark(value: Any, path: tuple[Hashable, ...], line: int, marks: Mapping[Any, tuple[int, int]], lines: list[int]) -> None:
    """Append the line of every leaf in order; that of what holds it where it has none of its own."""
    if isinstance(value, dict):
        for key, inner in value.items():
            below = (*path, key)
            _mark(inner, below, marks[below][0] if below in marks else line, marks, lines)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            below = (*path, number)
            _mark(inner, below, marks[below][0] if below in marks else line, marks, lines)
    else:
        lines.append(line)
