"""Open data below data/: what a site's pages say of deputies, in files for machines and spreadsheets, with their dictionary."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from ....domain.site import Column
from ....pages.context import Head, Link
from ....pages.official import column_meta, site_meta, size_text
from ....pages.output import Output
from ..context import DataField, DataFile, DataPage, DataTable
from .lines import CLUSTER, PEOPLE_LINES, person_line, tombstone_line
from .outlook import MOST_CONTACTS, Outlook
from .popolo import Json, memberships, person, popolo
from .schemas import SCHEMAS
from .tables import TABLES, as_csv, dictionary

if TYPE_CHECKING:
    from ....pages.site import Pages

INDEX = "data/index.html"
DICTIONARY = "data/dictionary.json"
POPOLO = "data/popolo.json"
SUMS = "data/SHA256SUMS"
COLUMN = Column(key="data", title="数据开放", kind="static", description="代表公开数据的下载、数据字典和使用许可")
_TYPES = {"json": "JSON", "jsonl": "JSON，每行一人", "csv": "CSV", "SHA256SUMS": "SHA-256 校验值"}


class Dataset(NamedTuple):
    """A file: its text, a title, and how many rows it has, -1 when it is not made of rows."""

    text: str
    title: str
    rows: int = -1


def outputs(pages: "Pages") -> Iterator[Output]:
    """The page and all files; nothing for a site without a roster."""
    if not pages.view.roster.is_empty:
        found = datasets(Outlook(pages.view))
        yield Output(INDEX, "data", partial(page, pages, found), address=pages.absolute("data/"))
        for name, dataset in found.items():
            yield Output(name, text=partial(str, dataset.text))


def datasets(outlook: Outlook) -> dict[str, Dataset]:
    """Path below the site -> file, the data first, the checksums of all others last."""
    found = {POPOLO: Dataset(_json(popolo(outlook)), "全部（Popolo 格式）", len(outlook.people))}
    found[PEOPLE_LINES] = Dataset(people(outlook), "全部，每行一人（不含联系方式）", len(outlook.people))
    for table in TABLES:
        text, rows = as_csv(table, outlook)
        found[f"data/{table.name}.csv"] = Dataset(text, table.title, rows)
    for name, schema in SCHEMAS.items():
        found[name] = Dataset(_json(schema), f"{schema['title']}的结构")
    found[DICTIONARY] = Dataset(_json(_describe(outlook, found)), "数据字典")
    found[SUMS] = Dataset(checksums({name: d.text for name, d in found.items()}, "data/"), "校验值")
    return found


def people(outlook: Outlook) -> str:
    """One person a line, then nothing of those removed but their keys, all sorted by key."""
    lines = {
        deputy.key: person_line(person(outlook, deputy) | {"memberships": memberships(outlook, deputy)}, outlook.is_home(deputy))
        for deputy in outlook.people
    }
    lines |= {key: tombstone_line(key) for key in outlook.roster.tombstones}
    return "".join(lines[key] for key in sorted(lines))


def checksums(files: Mapping[str, str], folder: str) -> str:
    """What `sha256sum --check` reads in `folder`."""
    rows = ((name.removeprefix(folder), sha256(text.encode()).hexdigest()) for name, text in sorted(files.items()))
    return "".join(f"{digest}  {name}\n" for name, digest in rows)


def _describe(outlook: Outlook, found: Mapping[str, Dataset]) -> Json:
    """The dictionary: what the files are, as of when, under which licence, and what each column means."""
    site = outlook.view.member.site
    columns = {f"data/{table.name}.csv": dictionary(table) for table in TABLES}
    return {
        "title": f"{site.record.short_name}代表公开数据",
        "publisher": site.record.name,
        "url": outlook.absolute("data/"),
        "as_of": outlook.as_of,
        "licence": outlook.view.data_licence,
        "citation": citation(outlook),
        "contacts_included": outlook.contacts_shown,
        "contacts_note": contacts_text(outlook),
        "files": [
            {
                "path": name.removeprefix("data/"),
                "title": dataset.title,
                "bytes": len(dataset.text.encode()),
                **({"rows": dataset.rows} if dataset.rows >= 0 else {}),
                **({"fields": columns[name]} if name in columns else {}),
            }
            for name, dataset in found.items()
        ],
        "removed": sorted(outlook.roster.tombstones),
    }


def citation(outlook: Outlook) -> str:
    """How to name these data."""
    site = outlook.view.member.site.record
    when = f"，更新至 {outlook.as_of}" if outlook.as_of else ""
    return f"{site.name}：《{site.short_name}代表公开数据》{when}，{outlook.absolute('data/')}"


def contacts_text(outlook: Outlook) -> str:
    """Whether the files name telephones and e-mails, in words."""
    if outlook.contacts_shown:
        return "只有本人同意公开的联系方式，资格终止后不再列出；每行一人的文件不含联系方式。"
    return f"公开电话和邮箱超过 {MOST_CONTACTS} 个，为防止批量收集，数据文件一律不含联系方式，请到每位代表的页面查看。"


def page(pages: "Pages", found: Mapping[str, Dataset]) -> DataPage:
    """数据开放 for people."""
    outlook = Outlook(pages.view)
    view = pages.view
    roster = view.roster
    data = [POPOLO, *(f"data/{table.name}.csv" for table in TABLES), PEOPLE_LINES]
    former = len(outlook.people) - sum(d.key not in roster.tombstones for d in roster.deputies)
    removed = f"另有 {len(roster.tombstones)} 人不再公布，请按数据字典的 removed 删除留存的副本。" if roster.tombstones else ""
    return DataPage(
        head=Head(COLUMN.title, pages.absolute("data/"), (*site_meta(view), *column_meta(view, COLUMN))),
        crumbs=(Link("首页", _url(pages, "")), Link(COLUMN.title, None, True)),
        title=COLUMN.title,
        as_of=outlook.as_of,
        licence=view.data_licence,
        citation=citation(outlook),
        people_text=f"现任代表 {len(outlook.people) - former} 人，历任 {former} 人。{removed}",
        contacts_text=contacts_text(outlook),
        files=tuple(_file(pages, name, found[name]) for name in data),
        technical=tuple(_file(pages, name, found[name]) for name in found if name not in data),
        tables=tuple(
            DataTable(f"{table.name}.csv", table.title, tuple(DataField(*field) for field in table.fields)) for table in TABLES
        ),
        cluster=tuple(_cluster_files(pages)) if pages.site.cluster_feed else (),
    )


def _cluster_files(pages: "Pages") -> list[DataFile]:
    titles = ("全网站群的代表，每人一行（不含联系方式）", "各站点的数据目录", "校验值")
    return [
        DataFile(name.removeprefix("data/"), _url(pages, name), title, _type(name), "", "")
        for name, title in zip(CLUSTER, titles, strict=True)
    ]


def _file(pages: "Pages", name: str, dataset: Dataset) -> DataFile:
    rows = f"{dataset.rows} 行" if name.endswith(".csv") else f"{dataset.rows} 人"
    size = size_text(len(dataset.text.encode()))
    shown = name.removeprefix("data/")
    return DataFile(shown, _url(pages, name), dataset.title, _type(name), rows if dataset.rows >= 0 else "", size)


def _type(name: str) -> str:
    return _TYPES[name.rpartition("/")[2].rpartition(".")[2]]


def _url(pages: "Pages", path: str) -> str:
    return f"{pages.view.member.address.prefix}/{path}"


def _json(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
