"""What templates see, and nothing else: `site` (a SiteContext) and `page` (one of the page classes below).

This is the contract for theme authors; docs/reference/templates.md is generated from it. All values are text that Jinja
escapes, except `Markup` bodies, which have passed the allow-list. URLs are ready for `href`: root-relative on the same host,
absolute elsewhere. `*_text` values are for readers, `*_iso` for machines.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Link:
    """A title with the address it leads to; `url` None where there is no page."""

    title: str
    url: str | None
    current: bool = False


@dataclass(frozen=True, slots=True)
class Meta:
    """One official meta tag (docs/domain.md §5): `name` is case-sensitive, `content` never empty."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number with what it counts."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class FooterItem:
    """One line of the identity block: label, value, and a link where there is one."""

    label: str
    value: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class SiteContext:
    """The site being rendered; the same on all its pages."""

    name: str = field(metadata={"help": "机关全称"})
    short_name: str = field(metadata={"help": "简称，用作网站名称"})
    area: str = field(metadata={"help": "地区名"})
    level: str = field(metadata={"help": "层级：province、city、county、township"})
    home: str = field(metadata={"help": "首页地址"})
    cluster: str = field(metadata={"help": "网站群名称"})
    demo: bool = field(metadata={"help": "是否演示数据；真时每页顶部标明"})
    theme: str = field(metadata={"help": "样式与脚本所在地址，末尾无斜杠；路径含内容摘要，可长期缓存"})
    breadcrumb: tuple[Link, ...] = field(metadata={"help": "省 › 市 › 县，自上而下，末项为本站"})
    kin_title: str = field(metadata={"help": "站点切换的标题"})
    kin: tuple[Link, ...] = field(metadata={"help": "站点切换：下级站点；没有下级时为同级站点"})
    columns: tuple[Link, ...] = field(metadata={"help": "导航：有内容的栏目，或由同名常设页面代替的栏目"})
    pages: tuple[Link, ...] = field(metadata={"help": "页脚没有列出的常设页面"})
    feed: str | None = field(metadata={"help": "本站 Atom 地址；没有可订阅的内容时为空"})
    cluster_feed: str | None = field(metadata={"help": "网站群 Atom 地址，仅最上级站点有"})
    lookup: str | None = field(metadata={"help": "“找代表”页的地址；没有时为空"})
    open_data: str | None = field(metadata={"help": "“数据开放”页的地址；没有时为空"})
    search: str = field(metadata={"help": "搜索页的地址，以斜杠结尾；OpenSearch 说明是其下的 opensearch.xml"})
    emblem: str | None = field(metadata={"help": "国徽图案地址；未设置时为空"})
    footer: tuple[FooterItem, ...] = field(metadata={"help": "页脚身份信息"})


@dataclass(frozen=True, slots=True)
class Head:
    """What every page says in its <head>."""

    title: str = field(metadata={"help": "页面标题，不含网站名称"})
    canonical: str | None = field(metadata={"help": "规范网址（绝对）"})
    meta: tuple[Meta, ...] = field(metadata={"help": "官方网页标签"})
    index: bool = field(default=True, metadata={"help": "假时请搜索引擎不要收录"})
    section: str = field(default="", metadata={"help": "本页所属的导航项的地址；不属于任何一项时为空"})
    json_ld: Markup | None = field(
        default=None, metadata={"help": 'JSON-LD，可原样放进 `<script type="application/ld+json">`；没有时为空'}
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as a line of a list.

    `origin` is the short name of the site a piece comes from when that is another; `state` is 更正, 已被取代, 已废止, 已过期…
    or ""; `facts` are what its kind says of it in a line.
    """

    title: str
    url: str
    date_text: str
    date_iso: str
    summary: str
    media: str = ""
    image: str | None = None
    image_alt: str = ""
    state: str = ""
    origin: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its text."""

    url: str
    alt: str
    caption: str


@dataclass(frozen=True, slots=True)
class Video:
    """A video with its poster and captions."""

    url: str
    poster: str | None
    captions: str | None


@dataclass(frozen=True, slots=True)
class Download:
    """An attachment with its type and size."""

    name: str
    url: str
    type: str
    size_text: str


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """article.html and page.html: one document."""

    head: Head = field(metadata={"help": "页头信息"})
    id: str = field(metadata={"help": "编号，如 yannan:article/dam-inspection"})
    kind: str = field(metadata={"help": "类型：article 或 page"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置：首页 › 栏目"})
    title: str = field(metadata={"help": "标题"})
    subtitle: str = field(metadata={"help": "副标题，可空"})
    lang: str = field(metadata={"help": "语言"})
    body: Markup = field(metadata={"help": "正文，已清理的 HTML"})
    summary: str = field(metadata={"help": "摘要"})
    date_text: str = field(metadata={"help": "发布时间 YYYY-MM-DD HH:MM；未注明时为空"})
    date_iso: str = field(metadata={"help": "发布时间，ISO 8601"})
    modified_text: str = field(metadata={"help": "更新时间，可空"})
    modified_iso: str = field(metadata={"help": "更新时间，ISO 8601，可空"})
    source: str = field(metadata={"help": "来源"})
    source_url: str | None = field(metadata={"help": "转载原文网址"})
    editor: str = field(metadata={"help": "责任编辑"})
    authors: str = field(metadata={"help": "作者，顿号分隔"})
    doc_number: str = field(metadata={"help": "文号"})
    banners: tuple[Link, ...] = field(metadata={"help": "时效、过期、更正、被取代等提示"})
    origin: Link | None = field(metadata={"help": "来自其他站点的稿件：原站名称与原文地址"})
    media: str = field(metadata={"help": "图片、视频、图解；文字稿为空"})
    image: Figure | None = field(metadata={"help": "题图"})
    figures: tuple[Figure, ...] = field(metadata={"help": "图片稿件或图解的图"})
    video: Video | None = field(metadata={"help": "视频"})
    transcript: tuple[str, ...] = field(metadata={"help": "文字版，按段"})
    attachments: tuple[Download, ...] = field(metadata={"help": "附件"})
    tags: tuple[Link, ...] = field(metadata={"help": "标签"})
    related: tuple[Link, ...] = field(metadata={"help": "相关稿件"})
    offline: tuple[FooterItem, ...] = field(metadata={"help": "线下渠道"})
    extra: Mapping[str, object] = field(metadata={"help": "文件头里系统不认识的字段，原样保留"})


@dataclass(frozen=True, slots=True)
class ListPage:
    """list.html: the documents of a column or a tag, newest first; older ones on pages numbered from the oldest."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "栏目或标签名"})
    description: str = field(metadata={"help": "栏目说明，可空"})
    number: int = field(metadata={"help": "页号，自最早一页起从 1 数；最新一页为 0"})
    entries: tuple[Entry, ...] = field(metadata={"help": "本页稿件"})
    newest: Link | None = field(metadata={"help": "最新一页；本页即最新时为空"})
    newer: Link | None = field(metadata={"help": "较新的一页"})
    older: Link | None = field(metadata={"help": "较早的一页"})


@dataclass(frozen=True, slots=True)
class Box:
    """A column on the home page with its newest documents."""

    title: str
    url: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DeputiesBox:
    """代表 on the home page: `url` of the roster, counts as of a day, where else to go (找代表, 选区, 联络站…)."""

    url: str
    counts: tuple[Count, ...]
    as_of_text: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    """index.html: the site's front page."""

    head: Head = field(metadata={"help": "页头信息"})
    lead: tuple[Entry, ...] = field(metadata={"help": "头条：最新的几篇，近期有图的一篇排第一"})
    boxes: tuple[Box, ...] = field(metadata={"help": "各栏目的最新稿件"})
    deputies: DeputiesBox | None = field(metadata={"help": "代表：人数和入口；没有名录时为空"})


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """404.html."""

    head: Head = field(metadata={"help": "页头信息"})


@dataclass(frozen=True, slots=True)
class RedirectPage:
    """redirect.html: a page that has moved."""

    head: Head = field(metadata={"help": "页头信息"})
    target: str = field(metadata={"help": "新网址"})


@dataclass(frozen=True, slots=True)
class WithdrawnPage:
    """withdrawn.html: what stands at the address of a withdrawn piece."""

    head: Head = field(metadata={"help": "页头信息"})
    reason: str = field(metadata={"help": "撤回原因"})
    time_text: str = field(metadata={"help": "撤回时间 YYYY-MM-DD HH:MM"})


@dataclass(frozen=True, slots=True)
class LookupPlace:
    """A county, township, village or community as a large link; `note` says how many lie in it."""

    name: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class LookupDeputy:
    """A deputy who represents a place: name, page (None where there is none), and by which constituency or electing unit."""

    name: str
    url: str | None
    elector: str


@dataclass(frozen=True, slots=True)
class LookupGroup:
    """Deputies of one congress who represent a place; `role` is what they are, 县人大代表."""

    role: str
    deputies: tuple[LookupDeputy, ...]


@dataclass(frozen=True, slots=True)
class LookupVillage:
    """A village or community with its deputies, township first; `code` is its anchor."""

    code: str
    name: str
    groups: tuple[LookupGroup, ...]


@dataclass(frozen=True, slots=True)
class LookupLetter:
    """Places whose names begin with a letter in pinyin; the only one has no `letter` when there are few places."""

    letter: str
    places: tuple[LookupPlace, ...] = ()
    villages: tuple[LookupVillage, ...] = ()


@dataclass(frozen=True, slots=True)
class LookupPage:
    """lookup.html: 找代表, from counties to townships to villages and communities with their deputies."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    lead: str = field(metadata={"help": "一句话说明怎么找"})
    letters: tuple[LookupLetter, ...] = field(metadata={"help": "按拼音首字母分组的地名或村、社区"})
    above: tuple[LookupGroup, ...] = field(metadata={"help": "代表全区域的上级代表，可空"})
    above_title: str = field(metadata={"help": "上级代表一节的标题"})
    places: str | None = field(metadata={"help": "地名查找文件的地址；本页没有查找框时为空"})


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of open data: what it is, type, rows, size."""

    name: str
    url: str
    title: str
    type: str
    rows_text: str
    size_text: str


@dataclass(frozen=True, slots=True)
class DataField:
    """A column of a table of open data."""

    key: str
    title: str
    help: str


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table of open data with its columns: the data dictionary."""

    name: str
    title: str
    fields: tuple[DataField, ...]


@dataclass(frozen=True, slots=True)
class DataPage:
    """data.html: 数据开放, what may be downloaded and what it means."""

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


@dataclass(frozen=True, slots=True)
class SearchServer:
    """Where the form for readers without script leads: it sends `field` by GET to `action`, with the `hidden` values.

    `origin` is what the page's policy must allow.
    """

    origin: str
    action: str
    field: str
    hidden: tuple[Meta, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchPage:
    """search.html: 搜索 by script in the page; without it the lists of everything, and a server where there is one."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    id: str = field(metadata={"help": "站点编号"})
    index: str = field(metadata={"help": "索引文件夹的地址，以斜杠结尾"})
    searched: bool = field(metadata={"help": "有没有可以搜索的内容：本站的，最上级站点还有各下级的"})
    ways: tuple[Link, ...] = field(metadata={"help": "按拼音、按年份的全部内容；没有可找的内容时为空"})
    everywhere: Link | None = field(metadata={"help": "在全部站点中搜索：最上级站点的搜索页；本站就是时为空"})
    server: SearchServer | None = field(metadata={"help": "没有脚本时用的搜索服务（search_server）；未设置时为空"})


@dataclass(frozen=True, slots=True)
class DirectoryEntry:
    """A document or deputy in a list of everything; `note` is the column's title, or what a person is; `state` as in Entry."""

    title: str
    url: str
    note: str
    date_text: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class DirectoryGroup:
    """Everything of one letter or year; `id` is its anchor."""

    id: str
    title: str
    entries: tuple[DirectoryEntry, ...]


@dataclass(frozen=True, slots=True)
class DirectoryPage:
    """directory.html: everything on the site by the first letter of its pinyin, or by year."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    lead: str = field(metadata={"help": "共有多少"})
    ways: tuple[Link, ...] = field(metadata={"help": "按拼音、按年份"})
    jumps: tuple[Link, ...] = field(metadata={"help": "字母或年份"})
    groups: tuple[DirectoryGroup, ...] = field(metadata={"help": "本页列出的；内容多时入口页不列"})
    pages: tuple[Link, ...] = field(metadata={"help": "同一字母或年份的各页；只有一页时为空"})


AnyPage = (
    ArticlePage
    | ListPage
    | HomePage
    | NotFoundPage
    | RedirectPage
    | WithdrawnPage
    | LookupPage
    | DataPage
    | SearchPage
    | DirectoryPage
)
TEMPLATES: dict[str, type] = {
    "article": ArticlePage,
    "page": ArticlePage,
    "list": ListPage,
    "home": HomePage,
    "404": NotFoundPage,
    "redirect": RedirectPage,
    "withdrawn": WithdrawnPage,
    "lookup": LookupPage,
    "data": DataPage,
    "search": SearchPage,
    "directory": DirectoryPage,
}
