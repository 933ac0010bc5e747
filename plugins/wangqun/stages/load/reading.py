"""One document read from its file: header, title, address, and all that is said of it."""

import re
from collections.abc import Iterator
from hashlib import blake2b, sha256
from pathlib import Path
from typing import NamedTuple

from ...domain.columns import DEFAULT_COLUMN
from ...domain.document import Document, Unread
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.ids import DocumentId, slugify
from ...domain.item import STATUS_WORDS, Dialect, Item
from ...domain.markup import MARKUP, Markup
from ...domain.moment import known_part
from ...domain.record import LONGEST_LINE
from ...domain.text import lost, one_line
from ...records import bodies
from ...records.kind import Kind, Kinds
from ...render.engines import Engines
from ...render.excerpts import excerpt
from ...scan import blanks
from ...scan.attachments import few
from ...scan.hidden import conceal
from ...scan.passages import Passage, of_name, of_values
from ...scan.scanner import scan, scan_written, tell
from ...scan.tagged import NAMES, like_markup
from ...scan.wording import Wording
from .files import FoundFile, failure, read_merged
from .header import Header, read_header
from .holdback import held_by_folder, settle_keys
from .keys import STEERING, names_of
from .texts import OnDisk
from .validate import LINE_CLEANED, validate

HEADER_IGNORED = Rule(
    "header-ignored",
    Severity.WARN,
    "“{key}”由系统决定，这一项已忽略",
    "删去这一行；网址名用 slug，旧网址用 aliases。",
    "docs/design.md law 7",
)
TITLE_MISSING = Rule("title-missing", Severity.WARN, "没有标题，暂用“{title}”", "在文件头写 title。", "docs/domain.md §3.1")
SLUG_BAD = Rule("slug-invalid", Severity.BLOCK, "“{slug}”不能作网址名", "网址名用文字、数字和 -。", "docs/design.md law 3")
SLUG_CHANGED = Rule("slug-changed", Severity.INFO, "网址名“{slug}”含有不宜出现的字符，实际为“{used}”", "把 slug 改成“{used}”。")
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")  # a file named by its day, as Pelican reads it
_HEADING = re.compile(r"\s*#[ \t]+(?P<title>[^\n]+?)[ \t#]*(?:\n|\Z)")


class Written(NamedTuple):
    """A document's file as it was found, the kind that it is a record of, how its Markdown is read unless it says otherwise."""

    entry: FoundFile
    place: Place
    kind: Kind
    dialect: Dialect

    @property
    def markup(self) -> Markup:
        """What its name says it is written in."""
        return MARKUP[self.entry.suffix]

    @property
    def folders(self) -> list[str]:
        """The folders it lies in, below its site's content."""
        return self.entry.source.split("/")[:-1]


class Reading(NamedTuple):
    """What reading a file came to; no document when it is of no use."""

    document: Document | None
    findings: tuple[Finding, ...]


class Reader(NamedTuple):
    """What reading any file of a cluster needs."""

    root: Path
    kinds: Kinds
    words: Wording
    engines: Engines

    def read(self, written: Written) -> Reading:
        """The document in a file, and what was wrong."""
        findings: list[Finding] = []
        try:
            return Reading(_read(self, written, findings), tuple(findings))
        except Exception as error:  # whatever nobody foresaw in a file is its trouble alone
            return Reading(None, (*findings, failure(error, written.place)))


def column_of(item: Item, written: Written) -> str:
    """The column that a piece asks for: its header's, else its folder's."""
    return item.column or next(iter(written.folders), DEFAULT_COLUMN.key)


def _read(reader: Reader, written: Written, findings: list[Finding]) -> Document | None:
    (entry, place, kind, dialect), markup = written, written.markup
    if (read := read_merged(f"{reader.root}/{place.path}", place, findings, markup)) is None:
        return None
    text, raw = read
    header = read_header(text, place, names_of(kind.record), rst=markup == "rst", dialect=dialect)
    findings += header.findings
    if header.fatal:
        return None
    timed = settle_keys(header, kind.record, place, findings)
    if "date" not in header.values and (dated := _DATED.match(entry.source.rpartition("/")[2])):
        header.values["date"] = dated[0]
    for key in sorted(STEERING & header.values.keys()):
        findings.append(HEADER_IGNORED.at(place.at(*header.marked.find((key,))), key=key))
        del header.values[key]
    if header.values.get("imported") and (part := known_part(str(header.values.get("date", "")))):
        header.values |= {"date": part.first, "date_part": part.part}
    item, faults = validate(kind.record, header.values, header.marked, place, kind.record.BLOCKING)
    if item is None:
        left = tuple(tell(blanks.find(of_values(header.values, header.marked.marks)), place))
        still_written = STATUS_WORDS.read(header.values.get("status")) in {"draft", "skip"}
        findings += () if still_written else left
        findings += (fault for fault in faults if fault.line not in {blank.line for blank in left})
        return None
    findings += faults
    dialect = item.markdown or dialect
    digest = sha256(raw).hexdigest()
    found = scan_written(_passages(header), reader.words)  # what nobody sees is scanned too: it may become seen
    whole = header.body
    header.body, unseen = conceal(whole, markup, dialect, header.body_line)
    seen = header.body
    title = _title(header, item, entry, place, findings)
    names = {key: header.values[key] for key in NAMES if key in header.values} | {"title": title}
    if "<" in str(names):
        findings += like_markup(names, header.marked.marks, place)
    slug = _slug(item, entry, header, place, findings)
    if not slug:
        findings.append(SLUG_BAD.at(place.at(*header.marked.find(("slug",))), slug=item.slug or entry.source))
        return None
    kept: str | Unread = header.body
    if whole and text.endswith(whole):  # else it is not in the file as it stands
        cut = len(seen) - len(header.body)
        kept = OnDisk(reader.root, place.path, digest, markup, dialect, len(text) - len(whole), cut, seen != whole)
    return Document(
        id=DocumentId(place.site, kind.name, slug),
        site=place.site,
        title=title,
        item=item,
        column=column_of(item, written),
        path=place.path,
        source=entry.source,
        markup=markup,
        text=kept,
        body_line=header.body_line,
        excerpt=item.summary or excerpt(header.body, markup, dialect, reader.engines),
        digest=digest,
        lines={str(key[0]): mark[0] for key, mark in header.marked.marks.items() if len(key) == 1},
        hits=(*scan([of_name(place)], reader.words), *few((*found, *unseen))),
        timed=(*timed, *held_by_folder(written.folders, item, place)),
        dialect=dialect,
        standing=kind.standing,
        noted=bodies.note(header.body, markup, dialect),
        head=_digest(item),
    )


def _digest(item: Item) -> str:
    """What names all that a header says; "" for one with a value that has no text."""
    try:
        return blake2b(item.model_dump_json(exclude_unset=True).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
    except ValueError:
        return ""


def _passages(header: Header) -> Iterator[Passage]:
    """All text of a document: its header's values and its body."""
    yield from of_values(header.values, header.marked.marks)
    if header.title:
        yield Passage(header.title, header.marked.find(("title",))[0], "title")
    yield Passage(header.body, header.body_line)


def _title(header: Header, item: Item, entry: FoundFile, place: Place, findings: list[Finding]) -> str:
    """The header's title, else a first heading, which then leaves the body, else the file's name."""
    heading = _HEADING.match(header.body)
    written = header.title or (heading["title"].strip() if heading else "")
    title = item.title or one_line(written) or None
    if title and not item.title and (gone := lost(written, title)):
        above = header.body.count("\n", 0, heading.start("title")) if heading else 0
        line = header.marked.find(("title",))[0] if header.title else header.body_line + above
        findings.append(LINE_CLEANED.at(place.at(line), field="title", characters=gone))
    if heading and one_line(heading["title"].strip()) == title:
        header.body_line += header.body.count("\n", 0, heading.end())
        header.body = header.body[heading.end() :]
    if title is None:
        title = entry.stem
        findings.append(TITLE_MISSING.at(place, title=title))
    return title[:LONGEST_LINE]


def _slug(item: Item, entry: FoundFile, header: Header, place: Place, findings: list[Finding]) -> str:
    slug = slugify(item.slug or entry.stem)
    if item.slug and slug and slug != item.slug:
        findings.append(SLUG_CHANGED.at(place.at(*header.marked.find(("slug",))), slug=item.slug, used=slug))
    if slug and item.lang and not item.lang.lower().startswith("zh") and not slug.endswith("-" + item.lang.lower()):
        slug = f"{slug}-{item.lang.lower()}"
    return slug
