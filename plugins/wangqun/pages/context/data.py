"""What 数据开放 shows."""

from dataclasses import field
from typing import ClassVar

from ...domain.frozen import frozen
from .parts import Head, Link


@frozen
class DataFile:
    """A file of open data: what it is, type, rows, size."""

    name: str
    url: str
    title: str
    type: str
    rows_text: str
    size_text: str


@frozen
class DataField:
    """A column of a table of open data."""

    key: str
    title: str
    help: str


@frozen
class DataTable:
    """A table of open data with its columns: the data dictionary."""

    name: str
    title: str
    fields: tuple[DataField, ...]


@frozen
class DataPage:
    """data.html: 数据开放, what may be downloaded and what it means."""

    SCHEMA: ClassVar[str] = "DataCatalog"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    as_of: str = field(metadata={"help": "数据更新到哪一天；不详为空"})
    licence: str = field(metadata={"help": "使用许可"})
    citation: str = field(metadata={"help": "引用格式"})
    people_text: str = field(metadata={"help": "人数与去向说明"})
    contacts_text: str = field(metadata={"help": "联系方式是否列入批量文件"})
    files: tuple[DataFile, ...] = field(metadata={"help": "数据文件"})
    technical: tuple[DataFile, ...] = field(metadata={"help": "字典、结构、校验文件"})
    tables: tuple[DataTable, ...] = field(metadata={"help": "数据字典，每个表一节"})
    cluster: tuple[DataFile, ...] = field(metadata={"help": "全网站群的汇总文件，仅最上级站点有"})
