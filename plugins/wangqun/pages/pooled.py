"""The tables of a whole cluster: of every kind's table of open data one, in which each row says of which site it is."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ..domain.said import said, word
from .context import DataField, DataFile

if TYPE_CHECKING:
    from ..records.kind import Kinds
    from .site import Pages

POOL = "data/cluster/"
TABLES = f"{POOL}tables.json"
SITE = DataField("site", said("站点"), said("有这一行的站点的编号，名称、网址在 tables.json 里"))


class Pooled(NamedTuple):
    """A table that sites have and the cluster has of all of them: its name, whose it is, its title, its columns but for `site`.

    Columns that name telephones and e-mails are left out: of many sites they would be a harvest (docs/domain.md §4).
    """

    name: str
    kind: str
    title: str
    fields: tuple[DataField, ...]

    @property
    def of_site(self) -> str:
        """Where it stands below each site."""
        return f"data/{self.name}.csv"

    @property
    def of_cluster(self) -> str:
        """Where that of the cluster stands below its top site."""
        return f"{POOL}{self.name}.csv"


def pooled(kinds: "Kinds") -> Iterator[Pooled]:
    """All such tables, in the order of the kinds."""
    for kind in kinds.values():
        if table := kind.table:
            contacts = {field.key for field in table.fields if field.contact}
            columns = tuple(column for column in table.columns if column.key not in contacts)
            yield Pooled(table.name, kind.name, table.title, columns)
        yield from (Pooled(sheet.name, kind.name, sheet.title, sheet.fields) for sheet in kind.sheets)


def files(pages: "Pages") -> Iterator[DataFile]:
    """Those that are there for sure, for the page of the top site: what they are, and the tables of which it has rows itself."""
    if pages.view.sites:
        own = {path for data in pages.opened for path in data.files}
        yield _file(pages, TABLES, said("各类材料的表：字段的含义、各站的行数、没有列入的站点"))
        for table in pooled(pages.kinds):
            if table.of_site in own:
                yield _file(pages, table.of_cluster, said("全网站群的%(table)s", table=word(table.title)))


def _file(pages: "Pages", path: str, title: str) -> DataFile:
    return DataFile(path.removeprefix("data/"), pages.url(path), title, path.rpartition(".")[2].upper(), "", "")
