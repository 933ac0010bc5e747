"""Open data of deputies: what a site's pages say of them, in files for machines and spreadsheets (pages/opendata.py)."""

from typing import TYPE_CHECKING

from ....domain.said import said, together, word
from ....pages.context import DataField, DataFile
from ....pages.opendata import Data, Dataset, as_json, csv_text, type_of
from ....pages.opendata import datasets as of_all
from .lines import CLUSTER, PEOPLE_LINES, person_line, tombstone_line
from .outlook import MOST_CONTACTS, Outlook
from .popolo import memberships, person, popolo
from .schemas import SCHEMAS
from .tables import TABLES

if TYPE_CHECKING:
    from ....pages.site import Pages

POPOLO = "data/popolo.json"


def data(pages: "Pages") -> Data | None:
    """What a site opens of its roster; None for a site without one."""
    if pages.view.roster.is_empty:
        return None
    return _data(Outlook(pages.view), tuple(_cluster_files(pages)) if pages.view.top is None else ())


def datasets(outlook: Outlook) -> dict[str, Dataset]:
    """Path below the site -> file of a site that opens nothing but its roster."""
    return of_all(outlook.view, [_data(outlook, ())])


def people(outlook: Outlook) -> str:
    """One person a line, then nothing of those removed but their keys, all sorted by key."""
    lines = {
        deputy.key: person_line(person(outlook, deputy) | {"memberships": memberships(outlook, deputy)}, outlook.is_home(deputy))
        for deputy in outlook.people
    }
    lines |= {key: tombstone_line(key) for key in outlook.roster.tombstones}
    return "".join(lines[key] for key in sorted(lines))


def contacts_text(outlook: Outlook) -> str:
    """Whether the files name telephones and e-mails, in words."""
    if outlook.contacts_shown:
        return said("只有本人同意公开的联系方式，资格终止后不再列出；每行一人的文件不含联系方式。")
    return said(
        "公开电话和邮箱超过 %(most)s 个，为防止批量收集，数据文件一律不含联系方式，请到每位代表的页面查看。", most=MOST_CONTACTS
    )


def _data(outlook: Outlook, cluster: tuple[DataFile, ...]) -> Data:
    found = {POPOLO: Dataset(as_json(popolo(outlook)), said("全部（Popolo 格式）"), len(outlook.people), said("%(n)s 人"))}
    found[PEOPLE_LINES] = Dataset(people(outlook), said("全部，每行一人（不含联系方式）"), len(outlook.people), said("%(n)s 人"))
    for table in TABLES:
        text, rows = csv_text([field.key for field in table.fields], table.rows(outlook))
        found[f"data/{table.name}.csv"] = Dataset(text, table.title, rows, fields=tuple(DataField(*f) for f in table.fields))
    return Data(
        title=said("代表"),
        files=found,
        schemas={
            name: Dataset(as_json(schema), said("%(title)s的结构", title=word(schema["title"])))
            for name, schema in SCHEMAS.items()
        },
        as_of=outlook.as_of,
        amount=_amount(outlook),
        removed=tuple(outlook.roster.tombstones),
        contacts=(outlook.contacts_shown, contacts_text(outlook)),
        cluster=cluster,
        order=(*(name for name in found if name != PEOPLE_LINES), PEOPLE_LINES),
    )


def _amount(outlook: Outlook) -> str:
    """How many there are, and what became of those that are not shown."""
    roster = outlook.roster
    former = len(outlook.people) - sum(d.key not in roster.tombstones for d in roster.deputies)
    found = said("现任代表 %(n)s 人，历任 %(former)s 人。", n=len(outlook.people) - former, former=former)
    if not roster.tombstones:
        return found
    removed = said("另有 %(n)s 人不再公布，请按数据字典的 removed 删除留存的副本。", n=len(roster.tombstones))
    return together("", (found, removed))


def _cluster_files(pages: "Pages") -> list[DataFile]:
    titles = (said("全网站群的代表，每人一行（不含联系方式）"), said("各站点的数据目录"), said("校验值"))
    return [
        DataFile(name.removeprefix("data/"), pages.url(name), title, type_of(name), "", "")
        for name, title in zip(CLUSTER, titles, strict=True)
    ]
