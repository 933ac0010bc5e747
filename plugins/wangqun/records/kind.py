"""The contract of a kind of record: everything that the engine ever asks of one, with answers that serve a plain document.

A kind is a value: a module makes it, `records.KINDS` names it. Where no file is one record (deputies), a kind answers only what
is asked of a whole site.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Any

from ..domain.document import Document, Timed, newest_first
from ..domain.federation import Guest, SiteView
from ..domain.finding import Finding, Place
from ..domain.frozen import frozen
from ..domain.ids import DocumentId
from ..domain.item import Item
from ..domain.level import Level
from ..domain.period import Period
from ..domain.site import ColumnGroup, Site
from ..domain.table import Rows
from ..pages.context import DirectoryEntry, Link, Meta, PersonPanel, Task
from ..pages.document import document_page
from ..pages.kinds import Beside, Event, Facet, HomeBlock, Line, Sheet, Sorting, Table
from ..pages.opendata import Data
from ..pages.output import Output
from ..pages.site import Pages
from ..search.index import Entry
from ..store.packing import packer
from . import plain


@frozen
class Kind:
    """What the engine asks of a kind. Every question has `help`, from which docs/reference/kinds.md is made."""

    name: str = field(metadata={"help": "编号和网址里的名字：`site:name/slug`、`name/slug.html`"})
    title: str = field(metadata={"help": "中文名（docs/glossary.md）"})
    folder: str = field(default="", metadata={"help": "站点内容里放这类文件的文件夹；空的是其余各文件夹"})
    group: ColumnGroup = field(default="about", metadata={"help": "导航里归哪一组"})
    levels: frozenset[Level] = field(default=frozenset(Level), metadata={"help": "依法有这类材料的层级；别的层级写了有提示"})
    record: type[Item] = field(default=Item, metadata={"help": "文件头的字段，和写错时少什么：`BLOCKING`、`APART`、`HOLDS`"})
    is_document: bool = field(default=True, metadata={"help": "一个文件就是一篇；假时由别处读入，只答整站的问题"})
    standing: bool = field(default=False, metadata={"help": "常设页面：不进栏目、列表、订阅和报送下发"})
    sample: Mapping[str, str] = field(
        default_factory=dict, metadata={"help": "`wangqun new` 写进文件头的各项：字段和示例，按顺序"}
    )
    findings: Callable[[Document], Iterable[Finding | Timed]] = field(
        default=plain.nothing, metadata={"help": "这类材料自己的检查结果，也可以是从某时起、到某时止的"}
    )
    state: Callable[[Document, datetime], str] = field(
        default=plain.no_words, metadata={"help": "此刻的状态，一个词，列表里显示；没有时为空"}
    )
    turns: Callable[[Document], Iterable[tuple[str, datetime]]] = field(
        default=plain.nothing,
        metadata={"help": "状态改变的时刻和写它的字段，到时自动更新；字段为空的由这类材料自己的检查结果预告"},
    )
    as_of: Callable[[Document, datetime], Document] = field(
        default=plain.as_it_is, metadata={"help": "此刻可以公开的样子：定了以后才公布的部分，到时以前不写进任何公开的文件"}
    )
    derives: Callable[[Sequence[Document]], Mapping[DocumentId, Mapping[str, object]]] = field(
        default=plain.nobody,
        metadata={"help": "本站这一类公开的各篇合起来看才知道的字段，按编号：一部法规的旧文本哪天被新文本代替"},
    )
    together: Callable[[Sequence[Document], Sequence[Document]], Iterable[Finding]] = field(
        default=plain.nothing,
        metadata={"help": "本站这一类的各篇合起来看才知道的检查结果，如编号相同：公开的各篇，和现在不公开的各篇"},
    )
    periods: Mapping[str, Period | None] = field(
        default_factory=dict,
        metadata={"help": "各省可以另行规定的期限：名字、长短、出处（`cluster.yaml` 的 `periods`）；没有缺省的为空"},
    )
    rulebooks: Mapping[str, Mapping[str, Period]] = field(
        default_factory=dict, metadata={"help": "各省已有的规定：名字（写在 `periods` 的 `rule` 里）和它定的各项期限"}
    )
    under: "Callable[[Mapping[str, Period | None]], Kind | None]" = field(
        default=plain.none, metadata={"help": "按本省期限的这类材料；期限不能另定的，没有时为空"}
    )
    lawful: Callable[[Document, Site], Iterable[Finding]] = field(
        default=plain.nothing, metadata={"help": "这一篇本站依法能不能有：`levels` 说不清的，如自治县才有的"}
    )
    tables: Callable[[Document], Iterable[tuple[str, Callable[[Rows, Place], Iterable[Finding]]]]] = field(
        default=plain.nothing, metadata={"help": "文件头写到、页面要显示的表（CSV 文件）：路径，和检查各行的函数"}
    )
    counted: Callable[[Document], tuple[str, ...]] = field(
        default=plain.nothing, metadata={"help": "不公开的一篇在总数里算什么，几个词，看不出是哪一篇；不计的为空"}
    )
    references: Callable[[Document], Iterable[tuple[str, str]]] = field(
        default=plain.nothing,
        metadata={"help": "related、superseded_by 之外指向的别的材料：字段和编号；反向（谁指向它）由系统算出"},
    )
    joins: Callable[[Document], Iterable[str]] = field(
        default=plain.nothing, metadata={"help": "页面上逐件写明进展的别的材料：编号，不论哪个网站的；`references` 里也要有"}
    )
    files: Callable[[Document], Iterable[tuple[str, str]]] = field(
        default=plain.files, metadata={"help": "文件头里写到的文件：字段和路径"}
    )
    shows: Callable[[Document], bool] = field(
        default=plain.shows, metadata={"help": "没有正文时，文件头里有没有给读者看的：附件、图、表里的内容"}
    )
    line: Callable[[Document], Line] = field(default=plain.line, metadata={"help": "列表里的一行：标记、要点、图"})
    banners: Callable[[Document], Iterable[str]] = field(default=plain.nothing, metadata={"help": "正文前读者必须知道的话"})
    page: Callable[[Pages, Document, str, Guest | None], Any] = field(default=document_page, metadata={"help": "页面的值"})
    apart: Callable[[Document, Document], bool] = field(
        default=plain.never,
        metadata={"help": "页面上没有同站另一篇的正文和摘要：只改了那一篇的正文时，没有链接到它的这一篇不必重做"},
    )
    template: str = field(default="article", metadata={"help": "页面的模板"})
    stands: Callable[[Pages, Document], str] = field(
        default=plain.its_own,
        metadata={"help": "列表、网站地图里写的、搜索引擎收录的地址：一般是它自己的页面，一部法规现在的文本是这部法规的"},
    )
    more: Callable[[Pages, Document, Callable[[], str]], Iterable[Output]] = field(
        default=plain.nothing, metadata={"help": "用它的正文做的、它的页面之外的页面：一部法规自己的地址，太长的法规的各编"}
    )
    meta: Callable[[Document], Iterable[Meta]] = field(default=plain.nothing, metadata={"help": "官方网页标签之外的标签"})
    json_ld: Callable[[Pages, Document], Mapping[str, Any] | None] = field(
        default=plain.none, metadata={"help": "JSON-LD；没有时为空"}
    )
    words: Callable[[Document], str] = field(default=plain.no_words, metadata={"help": "正文之外也能搜到的字，一行一项"})
    past: Callable[[Document], str] = field(
        default=plain.no_words,
        metadata={"help": "已经不再有效的，怎样不再有效，一句话；搜索结果里写明，排在有效的后面；有效的为空"},
    )
    facets: tuple[Facet, ...] = field(default=(), metadata={"help": "搜索和总览里可选的条件，如状态"})
    sortings: tuple[Sorting, ...] = field(
        default=(),
        metadata={"help": "按材料里写的词分的清单，有自己的地址，如制定机关、主办单位；也可以几件以上才一词一页"},
    )
    order: Callable[[Document], Any] = field(default=newest_first, metadata={"help": "在自己的总览和数据表里的次序"})
    beside: Callable[[Document], Beside | None] = field(default=plain.none, metadata={"help": "标题旁边 `order` 用的日子或序号"})
    events: Callable[[Document], Iterable[Event]] = field(default=plain.nothing, metadata={"help": "日历里的日子"})
    dues: Callable[[Document], Iterable[Event]] = field(
        default=plain.nothing,
        metadata={"help": "还没有办的各步应在哪一天以前办：只给本机关，写进 `build/reports` 里的日历，不公开"},
    )
    course: Callable[[Document], Iterable[Event]] = field(
        default=plain.published,
        metadata={"help": "到此刻办过的事和日子：`name/changes.atom.xml`、每周进展、事项页里一件一条；没有经过的，是发布那一天"},
    )
    table: Table | None = field(default=None, metadata={"help": "开放数据的表和数据字典；没有时为空"})
    data: Callable[[Pages], Data | None] = field(default=plain.none, metadata={"help": "一张表说不完的开放数据；没有时为空"})
    sheets: tuple[Sheet, ...] = field(default=(), metadata={"help": "`data` 里的表：各站的在最上级站点合成一张，`table` 也一样"})
    in_feed: bool = field(default=True, metadata={"help": "进订阅"})
    private: frozenset[str] = field(default=frozenset(), metadata={"help": "公开的清单里不写的字段"})
    flows: bool = field(default=True, metadata={"help": "可以报送、下发"})
    overview: Callable[[Pages], Iterable[Output]] = field(
        default=plain.nothing, metadata={"help": "一次说全部的页面和文件：总览、筛选、统计、数据"}
    )
    outputs: Callable[[Pages], Iterable[Output]] = field(default=plain.nothing, metadata={"help": "每篇页面之外还有的其他文件"})
    folders: frozenset[str] = field(
        default=frozenset(), metadata={"help": "网站里除 `name/` 外自用的文件夹，栏目和旧网址不能占用"}
    )
    addresses: Callable[[SiteView], Iterable[str]] = field(
        default=plain.nothing, metadata={"help": "总览和其他文件的地址，不必做出页面就知道的；`folders` 里的不用列"}
    )
    gathers: Callable[[Document], bool] = field(
        default=plain.never,
        metadata={"help": "这一篇现在列不列进别的网站的汇总：所有上级的；下级没有进行中的，也列进下级的"},
    )
    people: Callable[[Document], Iterable[tuple[str, str]]] = field(
        default=plain.nothing, metadata={"help": "这一篇是哪些人的：字段和代表编号；他们在别的网站上的页面也列出它"}
    )
    home: Mapping[str, HomeBlock] = field(
        default_factory=dict,
        metadata={"help": "首页上的块，可以有几个：名字（`home` 里按它排次序）、叫什么、值；没有内容的不显示"},
    )
    tasks: Callable[[Pages], Iterable[Task]] = field(default=plain.nothing, metadata={"help": "首页“办事”一行里的入口"})
    front: Callable[[Pages], Link | None] = field(default=plain.none, metadata={"help": "导航里的一项；没有时为空"})
    directory: Callable[[Pages], Iterable[tuple[str, DirectoryEntry]]] = field(
        default=plain.nothing, metadata={"help": "不是文件的材料，在全部内容清单里的一行：拼音和值"}
    )
    of_person: Callable[[Pages], Mapping[str, PersonPanel]] = field(
        default=plain.nobody, metadata={"help": "代表页面上的一节（如他提出的建议）：代表编号 `person:…` 和值；没有的人不写"}
    )
    entries: Callable[[SiteView], Iterable[Entry]] = field(
        default=plain.nothing, metadata={"help": "不是文件的材料，搜索时找到的"}
    )

    def __post_init__(self) -> None:
        """Refuse a record that cannot be remembered (store/packing.py), with a TypeError."""
        packer(self.record)

    def is_open(self, document: Document) -> bool:
        """True for a piece that is gathered and in the first of the kind's states."""
        return self.gathers(document) and (not self.facets or self.facets[0].value(document) == next(iter(self.facets[0].titles)))

    @property
    def reaches_kin(self) -> bool:
        """True when sites above and below may name its pieces by themselves."""
        return not (self.is_silent("gathers") and self.is_silent("people"))

    def is_silent(self, question: str) -> bool:
        """True when the kind leaves a question to the default that answers nothing."""
        return getattr(self, question) in (plain.nothing, plain.never, plain.as_it_is, plain.nobody, plain.published)


Kinds = Mapping[str, Kind]
"""Kinds by name, in the order in which they are listed: the registry, a value that is handed in."""
