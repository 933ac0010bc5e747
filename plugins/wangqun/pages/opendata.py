"""数据开放 below data/: what kinds give to machines and spreadsheets, with one page, one dictionary and the checksums of all."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from hashlib import sha256
from io import StringIO
from typing import TYPE_CHECKING, Any, NamedTuple

from ..domain.document import Document
from ..domain.federation import SiteView
from ..domain.frozen import frozen
from ..domain.ids import parse_id
from ..domain.said import listed, said, together, word
from ..domain.site import Column
from . import pooled
from .context import DataField, DataFile, DataPage, DataTable, Head, Link
from .official import COLUMN_TAGS, SITE_TAGS, column_meta, site_meta, size_text
from .output import Output, made

if TYPE_CHECKING:
    from ..records.kind import Kind
    from .kinds import Field
    from .site import Pages

Json = dict[str, Any]
FOLDER = "data/"
INDEX = "data/index.html"
DICTIONARY = "data/dictionary.json"
SUMS = "data/SHA256SUMS"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NUMBER = re.compile(r"[+-][0-9][0-9,]*(?:\.[0-9]+)?%?")
FORMULA = tuple("=+-@\t\r＝＋－＠")  # with these a spreadsheet would take a value for a formula
MANY = "；"
NO_CONTACTS = said("数据文件中没有代表的联系方式。")
_TYPES = {"json": "JSON", "jsonl": said("JSON，每行一人"), "csv": "CSV", "SHA256SUMS": said("SHA-256 校验值")}


class Dataset(NamedTuple):
    """A file: its text, a title, how many rows it has and how that is said, -1 when it is not made of rows; a table's columns."""

    text: str
    title: str
    rows: int = -1
    unit: str = said("%(n)s 行")
    fields: tuple[DataField, ...] = ()


@frozen
class Data:
    """What a kind opens on one site: `files` by path, and `schemas` that describe them.

    `as_of` is the latest day that they speak of, `amount` says how much there is, `removed` what copies must drop. `contacts`
    tells whether files name contacts and says so in words. `cluster` are files of the whole cluster; `order` names the files as
    the page lists them, where that differs.
    """

    title: str
    files: Mapping[str, Dataset]
    schemas: Mapping[str, Dataset]
    as_of: str
    amount: str
    removed: tuple[str, ...] = ()
    contacts: tuple[bool, str] | None = None
    cluster: tuple[DataFile, ...] = ()
    order: tuple[str, ...] = field(default=())


def joined(held: Iterable[Data | None]) -> Data | None:
    """What several parts of a kind open, as one; None where none opens anything."""
    found = [data for data in held if data]
    if not found:
        return None
    return Data(
        title=_titles(found),
        files={name: dataset for data in found for name, dataset in data.files.items()},
        schemas={name: dataset for data in found for name, dataset in data.schemas.items()},
        as_of=_as_of(found),
        amount=together("", (data.amount for data in found)),
    )


def opened(pages: "Pages") -> tuple[Data, ...]:
    """What kinds open on a site, in their order; nothing on most sites."""
    found = (data for kind in pages.kinds.values() for data in (kind.data(pages), _of_table(pages, kind)))
    return tuple(data for data in found if data)


def outputs(pages: "Pages") -> Iterator[Output]:
    """The page and all files; nothing for a site where no kind opens anything."""
    if pages.opened:
        found = datasets(pages.view, pages.opened)
        tags = (*SITE_TAGS, *COLUMN_TAGS)
        yield Output(INDEX, "data", partial(_page, pages, found), address=pages.absolute(FOLDER), tags=tags)
        for name, dataset in found.items():
            yield Output(name, text=made(dataset.text))


def datasets(view: SiteView, held: Sequence[Data]) -> dict[str, Dataset]:
    """Path below the site -> file, the data first, the checksums of all others last."""
    found = {name: dataset for data in held for name, dataset in data.files.items()}
    found |= {name: schema for data in held for name, schema in data.schemas.items()}
    found[DICTIONARY] = Dataset(as_json(_describe(view, held, found)), said("数据字典"))
    found[SUMS] = Dataset(checksums({name: d.text for name, d in found.items()}, FOLDER), said("校验值"))
    return found


def csv_text(keys: Iterable[str], rows: Iterable[Iterable[Any]]) -> tuple[str, int]:
    """A table's text and its number of rows: UTF-8 with a mark, so that Excel reads it; lines end as RFC 4180 says."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(keys)
    count = 0
    for row in rows:
        writer.writerow([harmless(value) for value in row])
        count += 1
    return "\ufeff" + out.getvalue(), count


def harmless(value: Any) -> str:
    """A cell that no spreadsheet takes for a formula; a number stays one. Lists are joined, what is unknown is empty."""
    if isinstance(value, (tuple, list)):
        value = MANY.join(value)
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(FORMULA) and not _NUMBER.fullmatch(text) else text


def cell(pages: "Pages", field: "Field", document: Document) -> str | int | None:
    """What a column says of a document."""
    value = field.value(document)
    return MANY.join(public_ids(pages, str(value).split(MANY))) if field.names and value else value


def public_ids(pages: "Pages", written: Iterable[str]) -> Iterator[str]:
    """Ids of pieces that are public, and whatever is no id; of others not even the id is told."""
    for each in written:
        named = parse_id(each)
        target = pages.view.scope.targets.get(named) if named else None
        if named is None or (target and target.url):
            yield each


def checksums(files: Mapping[str, str], folder: str) -> str:
    """What `sha256sum --check` reads in `folder`."""
    rows = ((name.removeprefix(folder), sha256(text.encode()).hexdigest()) for name, text in sorted(files.items()))
    return "".join(f"{digest}  {name}\n" for name, digest in rows)


def as_json(value: Json) -> str:
    """The text of a JSON file that people read too."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _of_table(pages: "Pages", kind: "Kind") -> Data | None:
    """The table of a kind: a row for each document that lists may name, with its id, title, day and address; and its schema."""
    table = kind.table
    documents = pages.own_of(kind.name) if table else ()
    if table is None or not documents:
        return None
    fields = table.columns
    rows = (
        (str(d.id), d.title, d.day_text, *(cell(pages, f, d) for f in table.fields), pages.absolute(d.url)) for d in documents
    )
    text, count = csv_text([f.key for f in fields], rows)
    types = {f.key: f.type for f in table.fields}
    properties: Json = {f.key: {"type": types.get(f.key, "string"), "title": f.title, "description": f.help} for f in fields}
    properties |= {f.key: properties[f.key] | {"type": ["integer", "null"]} for f in table.fields if f.type == "integer"}
    schema = {
        "$schema": DRAFT,
        "title": said("%(table)s（%(file)s.csv 的一行）", table=word(table.title), file=table.name),
        "type": "object",
        "properties": properties,
        "required": [f.key for f in fields],
        "additionalProperties": False,
    }
    days = (d.item.modified.date().isoformat() if d.item.modified else d.day_text for d in documents)
    return Data(
        title=kind.title,
        files={f"data/{table.name}.csv": Dataset(text, table.title, count, fields=fields)},
        schemas={f"data/schema/{table.name}.json": Dataset(as_json(schema), said("%(title)s的结构", title=schema["title"]))},
        as_of=max(days),
        amount=said("%(table)s %(n)s 行。", table=word(table.title), n=count),
    )


def _titles(held: Iterable[Data]) -> str:
    return listed(dict.fromkeys(data.title for data in held))


def _column(held: Iterable[Data]) -> Column:
    about = f"{_titles(held)}公开数据的下载、数据字典和使用许可"
    return Column(key="data", title=said("数据开放"), kind="static", description=about)


def _contacts(held: Iterable[Data]) -> tuple[bool, str]:
    return next((data.contacts for data in held if data.contacts), (False, NO_CONTACTS))


def _as_of(held: Iterable[Data]) -> str:
    return max(data.as_of for data in held)


def _describe(view: SiteView, held: Sequence[Data], found: Mapping[str, Dataset]) -> Json:
    """The dictionary: what the files are, as of when, under which licence, and what each column means."""
    site = view.member.site
    included, note = _contacts(held)
    return {
        "title": f"{site.record.short_name}{_titles(held)}公开数据",
        "publisher": site.record.name,
        "url": view.member.address.absolute(FOLDER),
        "as_of": _as_of(held),
        "licence": view.data_licence,
        "citation": _citation(view, held),
        "contacts_included": included,
        "contacts_note": note,
        "files": [
            {
                "path": name.removeprefix(FOLDER),
                "title": dataset.title,
                "bytes": len(dataset.text.encode()),
                **({"rows": dataset.rows} if dataset.rows >= 0 else {}),
                **({"fields": list(map(_describe_field, dataset.fields))} if dataset.fields else {}),
            }
            for name, dataset in found.items()
        ],
        "removed": sorted(key for data in held for key in data.removed),
    }


def _describe_field(column: DataField) -> Json:
    return {"name": column.key, "title": column.title, "description": column.help}


def _citation(view: SiteView, held: Sequence[Data]) -> str:
    """How to name these data."""
    site = view.member.site.record
    values = {"name": site.name, "site": site.short_name, "kinds": _titles(held), "url": view.member.address.absolute(FOLDER)}
    if day := _as_of(held):
        return said("%(name)s：《%(site)s%(kinds)s公开数据》，更新至 %(day)s，%(url)s", day=day, **values)
    return said("%(name)s：《%(site)s%(kinds)s公开数据》，%(url)s", **values)


def _page(pages: "Pages", found: Mapping[str, Dataset]) -> DataPage:
    """数据开放 for people."""
    view, held = pages.view, pages.opened
    column = _column(held)
    data = [name for each in held for name in each.order or each.files]
    return DataPage(
        head=Head(column.title, pages.absolute(FOLDER), (*site_meta(view), *column_meta(view, column))),
        crumbs=(Link(said("首页"), pages.url("")), Link(column.title, None, True)),
        title=column.title,
        as_of=_as_of(held),
        licence=view.data_licence,
        citation=_citation(view, held),
        people_text=together("", (each.amount for each in held)),
        contacts_text=_contacts(held)[1],
        files=tuple(_file(pages, name, found[name]) for name in data),
        technical=tuple(_file(pages, name, found[name]) for name in found if name not in data),
        tables=tuple(
            DataTable(name.removeprefix(FOLDER), dataset.title, dataset.fields)
            for name, dataset in found.items()
            if dataset.fields
        ),
        cluster=(*(file for each in held for file in each.cluster), *pooled.files(pages)),
    )


def _file(pages: "Pages", name: str, dataset: Dataset) -> DataFile:
    rows = said(dataset.unit, n=dataset.rows) if dataset.rows >= 0 else ""
    size = size_text(len(dataset.text.encode()))
    return DataFile(name.removeprefix(FOLDER), pages.url(name), dataset.title, type_of(name), rows, size)


def type_of(name: str) -> str:
    """Of what type a file is, in words."""
    return _TYPES[name.rpartition("/")[2].rpartition(".")[2]]
