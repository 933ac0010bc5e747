"""The cluster's tables for a top site: the rows that each site publishes of its own, a row at a time."""

import csv
import errno
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import field
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from ...domain.federation import Federation, Member
from ...domain.frozen import frozen
from ...domain.near import Wider
from ...pages.opendata import INDEX, csv_text
from ...pages.pooled import SITE, TABLES, Pooled, pooled
from ...stored import read_bytes, read_json

UNKNOWN = "这里没有它的数据：还没有建成，或者由别处发布"
_MARK = b"\xef\xbb\xbf"
_END = b"\r\n"


@frozen
class SiteData:
    """Where a site's files lie, staged or released, and the SHA-256 of each by its path."""

    folder: Path
    files: Mapping[str, str]


NOTHING = SiteData(Path(), {})


@frozen
class Pool:
    """What is added to a top site: files that were written (path -> SHA-256), texts, and those that its last release has."""

    written: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)


def cluster_tables(
    federation: Federation,
    top: Member,
    found: Mapping[str, SiteData],
    last: SiteData | None,
    staged: Path,
    others: Collection[str] = (),
) -> Pool:
    """The tables of a top site and all below it, written below `staged`; nothing for one that is alone.

    `found` are the sites whose data are known here, `last` is the top site's last release. A table of which every part is what
    it was is not read; of `others`, which a run about a few sites is not about, all must be.

    Raises:
        Wider: one of those is not.
        OSError: a file is not what was published.
    """
    below = [member for member in federation.members.values() if _is_in(member, top)]
    if len(below) < 2:
        return Pool()
    before, covered = _before(last)
    known = {member.site.id for member in below if member.site.id in found}
    if not covered.isdisjoint(others) and covered.intersection(others) != known.intersection(others):
        raise Wider
    pool, told = Pool(), []
    for table in pooled(federation.kinds):
        parts = {site: found[site].files[table.of_site] for site in _order(below, known) if table.of_site in found[site].files}
        was = before.get(table.name, _Before())
        if any(parts.get(site) != was.parts.get(site) for site in others):
            raise Wider
        if not parts:
            continue
        path, columns = table.of_cluster, [SITE.key, *(column.key for column in table.fields)]
        if last and path in last.files and [*was.parts.items()] == [*parts.items()] and was.columns == columns:
            pool.kept[path], rows = last.files[path], was.rows
        else:
            lying = ((site, found[site].folder / table.of_site, digest) for site, digest in parts.items())
            pool.written[path], rows = _pour(table, lying, staged / path)
        told.append(_describe(table, pool.written.get(path) or pool.kept[path], parts, rows))
    if told or (INDEX in found.get(top.site.id, NOTHING).files):  # the page leads there
        text = _index(federation, top, below, known, told)
        if last and last.files.get(TABLES) == sha256(text.encode()).hexdigest():
            pool.kept[TABLES] = last.files[TABLES]
        else:
            pool.texts[TABLES] = text
    return pool


def is_pooled_anew(federation: Federation, now: Mapping[str, str], before: Mapping[str, str]) -> bool:
    """True when a site has other rows for the cluster's tables than it had."""
    return any(now.get(table.of_site) != before.get(table.of_site) for table in pooled(federation.kinds))


@frozen
class _Before:
    """A table as the last release has it: SHA-256 of each site's part in order, its columns, how many rows each site has."""

    parts: Mapping[str, str] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    rows: Mapping[str, int] = field(default_factory=dict)


def _before(last: SiteData | None) -> tuple[Mapping[str, _Before], frozenset[str]]:
    """What the last release of the top site says of its tables, by their names, and which sites were covered."""
    told = read_json(last.folder / TABLES, _told) if last and TABLES in last.files else None
    return told or ({}, frozenset())


def _told(index: dict[str, Any]) -> tuple[Mapping[str, _Before], frozenset[str]]:
    return dict(map(_was, index["tables"])), frozenset(site["id"] for site in index["sites"] if site["covered"])


def _was(table: dict[str, Any]) -> tuple[str, _Before]:
    parts = {part["id"]: part["sha256"] for part in table["sites"]}
    rows = {part["id"]: part["rows"] for part in table["sites"]}
    return table["path"].removesuffix(".csv"), _Before(parts, [column["name"] for column in table["fields"]], rows)


def _is_in(member: Member, top: Member) -> bool:
    """True for the top site and each below it that the cluster has."""
    return not member.site.record.external and top.site.id in {member.site.id, *(above.id for above in member.ancestors)}


def _order(below: Iterable[Member], known: Collection[str]) -> Iterator[str]:
    return (member.site.id for member in below if member.site.id in known)


def _pour(table: Pooled, parts: Iterable[tuple[str, Path, str]], target: Path) -> tuple[str, dict[str, int]]:
    """Write the rows of all sites under one another; the SHA-256 of the file, and how many rows each has."""
    wanted = [column.key for column in table.fields]
    made, rows = sha256(), {}
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)  # so that nothing is written through a link to the last release
    with target.open("wb") as out:

        def put(data: bytes) -> None:
            made.update(data)
            out.write(data)

        put(csv_text([SITE.key, *wanted], ())[0].encode())
        for site, path, digest in parts:
            data = read_bytes(path)
            if data is None or sha256(data).hexdigest() != digest:  # of a site that this run was not asked to build
                raise OSError(errno.EBADMSG, "damaged", str(path))
            lines = _lines(data)
            taken = _columns(next(lines, b""), wanted)
            start, rows[site] = f"{site},".encode(), 0
            for line in lines:
                put(start + taken(line))
                rows[site] += 1
    return made.hexdigest(), rows


def _lines(data: bytes) -> Iterator[bytes]:
    """The rows of a CSV file as they stand there; a line break between quotation marks ends none."""
    row = b""
    for line in BytesIO(data):
        row += line
        if row.count(b'"') % 2 == 0:
            yield row
            row = b""


def _columns(head: bytes, wanted: list[str]) -> Callable[[bytes], bytes]:
    """What makes of a site's row one of the cluster's: nothing where the columns are the same, as they are without contacts."""
    written = _cells(head.removeprefix(_MARK))
    if written == wanted:
        return bytes
    at = [written.index(key) if key in written else -1 for key in wanted]

    def taken(line: bytes) -> bytes:
        cells = [*_cells(line), ""]
        out = StringIO()
        csv.writer(out, lineterminator=_END.decode()).writerow([cells[place] for place in at])
        return out.getvalue().encode()

    return taken


def _cells(line: bytes) -> list[str]:
    return next(csv.reader(StringIO(line.decode(), newline="")), [])


def _describe(table: Pooled, digest: str, parts: Mapping[str, str], rows: Mapping[str, int]) -> Any:
    """A table in the index: its dictionary, and of how many rows of which sites it is made."""
    return {
        "path": table.of_cluster.rpartition("/")[2],
        "kind": table.kind,
        "title": table.title,
        "rows": sum(rows.values()),
        "sha256": digest,
        "fields": [{"name": each.key, "title": each.title, "description": each.help} for each in (SITE, *table.fields)],
        "sites": [{"id": site, "rows": rows[site], "sha256": part} for site, part in parts.items()],
    }


def _index(federation: Federation, top: Member, below: Iterable[Member], known: Collection[str], tables: list[Any]) -> str:
    """What tables.json says: every table, every site, and of which sites nothing is known here."""
    sites = [
        {
            "id": member.site.id,
            "name": member.site.record.name,
            "level": member.site.level,
            "parent": member.site.record.parent,
            "url": member.address.absolute(""),
            "covered": member.site.id in known,
        }
        for member in below
    ]
    missing = [{"id": each["id"], "name": each["name"], "reason": UNKNOWN} for each in sites if not each["covered"]]
    value = {
        "cluster": federation.cluster.name,
        "licence": federation.cluster.data_licence,
        "url": top.address.absolute(TABLES.rpartition("/")[0] + "/"),
        "covered": len(sites) - len(missing),
        "not_covered": missing,
        "tables": tables,
        "sites": sites,
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
