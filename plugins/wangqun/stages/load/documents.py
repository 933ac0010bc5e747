"""content/<level>/<site>/: documents and the files beside them."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ...domain.claims import Row
from ...domain.cluster import DOCUMENT, Lost, Memory
from ...domain.columns import DEFAULT_COLUMN
from ...domain.document import Document, Markup, StaticFile
from ...domain.finding import Finding, Hit, Place, Rule, Severity
from ...domain.ids import DocumentId, slugify
from ...domain.item import Dialect, Item
from ...domain.moment import known_part
from ...domain.record import LONGEST_LINE
from ...domain.site import ClusterRecord, Site, SiteLimits
from ...domain.text import lost, one_line
from ...records import kind_of, records
from ...records.kind import Kinds
from ...scan import blanks
from ...scan.attachments import few
from ...scan.hidden import HIDDEN, conceal
from ...scan.passages import Passage, of_name, of_values
from ...scan.scanner import scan, scan_written, tell
from ...scan.tagged import NAMES, like_markup
from ...scan.wording import Wording
from .excerpts import Excerpts
from .files import SYMLINK, FoundFile, read_merged, walk
from .folders import dialect_of, is_folder_file, read_dialects
from .header import Header, read_header
from .holdback import HOLD_FOLDER, drafts_in, held_by_folder, settle_keys
from .keys import STEERING, names_of
from .refusals import refusal
from .row_files import kind_of_rows, read_rows
from .stamps import take_stamps
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
SITE_FULL = Rule(
    "site-too-large",
    Severity.BLOCK,
    "内容超过本站的上限（{limit}），按路径排在后面的 {count} 个文件没有读",
    "删去不再需要的文件；确实需要更多的，由上级在 sites/cluster.yaml 的 limits 里放宽。",
    "docs/design.md law 7",
)

MARKUP: dict[str, Markup] = {".md": "markdown", ".markdown": "markdown", ".mkd": "markdown", ".mdown": "markdown", ".rst": "rst"}
DOCUMENTS = tuple(MARKUP)
STATIC_TYPES = frozenset(
    ".jpg .jpeg .png .gif .webp .avif .svg .pdf .doc .docx .xls .xlsx .ppt .pptx .odt .ods .odp .wps .et .dps .ofd .txt .csv .zip"
    " .mp4 .webm .ogg .ogv .oga .mp3 .m4a .wav .vtt .ics".split()
)
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?!\d)")  # a file named by its day, as Pelican reads it
_HEADING = re.compile(r"\s*#[ \t]+(?P<title>[^\n]+?)[ \t#]*(?:\n|\Z)")


def read_documents(
    root: Path,
    kinds: Kinds,
    sites: Iterable[Site],
    cluster: ClusterRecord,
    known: Memory,
    words: Wording,
    findings: list[Finding],
    lost: list[Lost],
) -> tuple[dict[str, tuple[Document, ...]], dict[str, dict[str, StaticFile]], tuple[Row, ...], Memory]:
    """Documents and static files by site id, with what scanning them found; records of people; what is now known of files.

    What of the documents could not be read at all is added to `lost`.
    """
    documents: dict[str, tuple[Document, ...]] = {}
    scans: dict[str, tuple[Hit, ...]] = {}
    excerpts = Excerpts(known.excerpts)
    static: list[tuple[FoundFile, Place]] = []
    people: list[tuple[str, str, FoundFile]] = []
    for site in sites:
        folder = root / "content" / site.level / site.id
        place = Place(site.id, f"content/{site.level}/{site.id}")
        if folder.is_symlink() and not site.record.external:
            findings.append(SYMLINK.at(place))
        if site.record.external or not folder.is_dir() or folder.is_symlink():
            continue
        found: list[Document] = []
        entries = list(_within(walk(folder, place, findings), cluster.limits, place, findings))
        dialects = read_dialects(root, entries, place, words, findings)
        for entry in entries:
            if entry.source.endswith((".yaml", ".yml")):
                path = f"{place.path}/{entry.source}"
                if is_folder_file(entry.source) or not kind_of_rows(entry.source):
                    continue
                if name := drafts_in(entry.source.split("/")[:-1]):
                    findings.append(HOLD_FOLDER.at(Place(site.id, path), name=name))
                else:
                    people.append((site.id, path, entry))
                continue
            where = Place(site.id, f"{place.path}/{entry.source}")
            suffix = entry.suffix
            if suffix in MARKUP:
                dialect = dialect_of(entry.source, dialects, site.record.markdown or cluster.markdown)
                if document := _read(root, kinds, entry, where, MARKUP[suffix], dialect, known, excerpts, words, findings):
                    scans[_reading(document.digest, document.markup, document.dialect)] = document.hits
                    found.append(replace(document, hits=(*scan([of_name(where)], words), *document.hits)))
                else:
                    lost.append(Lost(DOCUMENT, site.id, (entry.source,), where.path, 0))
            elif suffix in STATIC_TYPES:
                static.append((entry, where))
            else:
                findings.append(refusal(entry.source, where))
        documents[site.id] = tuple(found)
    rows, read = read_rows(root, people, known, words, findings)
    stamps = take_stamps(root, static, known, words, findings)
    files: dict[str, dict[str, StaticFile]] = {site: {} for site in documents}
    for entry, where in static:
        if stamp := stamps.get(where.path):
            hits = (*scan([of_name(where)], words), *stamp.hits)
            files[where.site][entry.source] = StaticFile(entry.source, where.path, stamp.published, stamp.digest, hits)
    return documents, files, rows, Memory(known.rules, dict(stamps), scans, read, excerpts.used)


def _within(entries: Iterable[FoundFile], limits: SiteLimits, place: Place, findings: list[Finding]) -> Iterator[FoundFile]:
    """The entries, in order, until one of a site's limits is reached; how many are left out is told once."""
    counts = {True: 0, False: 0}  # documents, other files
    total = left_out = 0
    reached = ""
    for entry in entries:
        is_document = entry.source.lower().endswith(DOCUMENTS)
        most, unit = (limits.documents, "篇稿件") if is_document else (limits.files, "个文件")
        if total + entry.size > limits.bytes:
            total, reached = limits.bytes, f"{limits.bytes} 字节"  # full: none of the later ones either
        if total >= limits.bytes or counts[is_document] >= most:
            reached = reached or f"{most} {unit}"
            left_out += 1
            continue
        counts[is_document] += 1
        total += entry.size
        yield entry
    if left_out:
        findings.append(SITE_FULL.at(place, limit=reached, count=left_out))


def _read(
    root: Path,
    kinds: Kinds,
    entry: FoundFile,
    place: Place,
    markup: Markup,
    dialect: Dialect,
    known: Memory,
    excerpts: Excerpts,
    words: Wording,
    findings: list[Finding],
) -> Document | None:
    if (read := read_merged(f"{root}/{place.path}", place, findings, markup)) is None:
        return None
    text, raw = read
    folders = entry.source.split("/")[:-1]
    kind = kind_of(kinds, folders[0] if folders else "")
    header = read_header(text, place, names_of(records(kinds), kind.record), rst=markup == "rst", dialect=dialect)
    findings += header.findings
    if header.fatal:
        return None
    timed = settle_keys(header, kind.record, place, findings)
    if "date" not in header.values and (dated := _DATED.match(Path(entry.source).name)):
        header.values["date"] = dated[0]
    for key in sorted(STEERING & header.values.keys()):
        findings.append(HEADER_IGNORED.at(place.at(*header.marked.find((key,))), key=key))
        del header.values[key]
    if header.values.get("imported") and (part := known_part(str(header.values.get("date", "")))):
        header.values |= {"date": part.first, "date_part": part.part}
    item, faults = validate(kind.record, header.values, header.marked, place, kind.record.BLOCKING)
    if item is None:
        left = tuple(tell(blanks.find(of_values(header.values, header.marked.marks)), place))
        findings += (*left, *(fault for fault in faults if fault.line not in {blank.line for blank in left}))
        return None
    findings += faults
    dialect = item.markdown or dialect
    digest = hashlib.sha256(raw).hexdigest()
    hits = known.scans.get(_reading(digest, markup, dialect))
    if hits is None:
        found = scan_written(_passages(header), words)  # what nobody sees is scanned too: it may become seen
        header.body, unseen = conceal(header.body, markup, dialect, header.body_line)
        hits = few((*found, *unseen))
    elif markup == "rst" or "<!--" in header.body or any(hit.code == HIDDEN.code for hit in hits):
        header.body, _ = conceal(header.body, markup, dialect, header.body_line)
    title = _title(header, item, entry, place, findings)
    names = {key: header.values[key] for key in NAMES if key in header.values} | {"title": title}
    if "<" in str(names):
        findings += like_markup(names, header.marked.marks, place)
    slug = _slug(item, entry, header, place, findings)
    if not slug:
        findings.append(SLUG_BAD.at(place.at(*header.marked.find(("slug",))), slug=item.slug or entry.source))
        return None
    return Document(
        id=DocumentId(place.site, kind.name, slug),
        site=place.site,
        title=title,
        item=item,
        column=item.column or (folders[0] if folders else DEFAULT_COLUMN.key),
        path=place.path,
        source=entry.source,
        markup=markup,
        body=header.body,
        body_line=header.body_line,
        excerpt=item.summary or excerpts.of(header.body, markup, dialect, digest),
        digest=digest,
        lines={str(key[0]): mark[0] for key, mark in header.marked.marks.items() if len(key) == 1},
        hits=hits,
        timed=(*timed, *held_by_folder(folders, item, place)),
        dialect=dialect,
        standing=kind.standing,
    )


def _reading(digest: str, markup: Markup, dialect: Dialect) -> str:
    """What scanning a file depends on, beside the rules: what is hidden in it depends on how it is read."""
    return f"{digest} {markup if markup == 'rst' else dialect}"


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
        title = Path(entry.source).stem
        findings.append(TITLE_MISSING.at(place, title=title))
    return title[:LONGEST_LINE]


def _slug(item: Item, entry: FoundFile, header: Header, place: Place, findings: list[Finding]) -> str:
    slug = slugify(item.slug or entry.stem)
    if item.slug and slug and slug != item.slug:
        findings.append(SLUG_CHANGED.at(place.at(*header.marked.find(("slug",))), slug=item.slug, used=slug))
    if slug and item.lang and not item.lang.lower().startswith("zh") and not slug.endswith("-" + item.lang.lower()):
        slug = f"{slug}-{item.lang.lower()}"
    return slug
