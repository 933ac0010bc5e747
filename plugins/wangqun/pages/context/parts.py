"""What many pages show: links, counts, the site, the head, a line of a list."""

from dataclasses import field

from markupsafe import Markup

from ...domain.frozen import frozen


@frozen
class Link:
    """A title with the address it leads to; `url` None where there is no page. `outside` is true for one that neither the cluster
    nor an authority has. `lang` is that of a foreign title.
    """

    title: str
    url: str | None
    current: bool = False
    outside: bool = False
    lang: str = ""


@frozen
class Meta:
    """One official meta tag (docs/domain.md §5): `name` is case-sensitive, `content` never empty."""

    name: str
    content: str


@frozen
class Count:
    """A number with what it counts."""

    label: str
    value: str


@frozen
class FooterItem:
    """One line of the identity block: label, value, and a link where there is one, with whether it leads out as in `Link`."""

    label: str
    value: str
    url: str | None = None
    outside: bool = False


@frozen
class Group:
    """A group of the navigation: what belongs together; the first is where the group itself leads."""

    title: str
    links: tuple[Link, ...]


@frozen
class SiteContext:
    """The site being rendered; the same on all its pages."""

    name: str = field(metadata={"help": "机关全称"})
    short_name: str = field(metadata={"help": "简称，用作网站名称"})
    area: str = field(metadata={"help": "地区名"})
    level: str = field(metadata={"help": "层级：province、city、county、township"})
    home: str = field(metadata={"help": "首页地址"})
    cluster: str = field(metadata={"help": "网站群名称"})
    demo: bool = field(metadata={"help": "是否演示数据；真时每页顶部标明"})
    ended: str = field(metadata={"help": "机关已经撤销的，一句话，每页顶部标明；没有撤销的为空"})
    heirs: tuple[Link, ...] = field(metadata={"help": "撤销以后行使职权的机关的网站"})
    theme: str = field(metadata={"help": "样式与脚本所在地址，末尾无斜杠；路径含内容摘要，可长期缓存"})
    colour: str | None = field(metadata={"help": "本站主色的样式文件的地址；用主题的颜色时为空"})
    breadcrumb: tuple[Link, ...] = field(metadata={"help": "省 › 市 › 县，自上而下，末项为本站"})
    kin_title: str = field(metadata={"help": "站点切换的标题"})
    kin: tuple[Link, ...] = field(metadata={"help": "站点切换：下级站点；没有下级时为同级站点"})
    groups: tuple[Group, ...] = field(metadata={"help": "导航，至多七组：各类材料的入口、有内容的栏目或代替它的常设页面"})
    pages: tuple[Link, ...] = field(metadata={"help": "页脚没有列出的常设页面"})
    feed: str | None = field(metadata={"help": "本站 Atom 地址；没有可订阅的内容时为空"})
    cluster_feed: str | None = field(metadata={"help": "网站群 Atom 地址，仅最上级站点有"})
    lookup: str | None = field(metadata={"help": "“找代表”页的地址；没有时为空"})
    open_data: str | None = field(metadata={"help": "“数据开放”页的地址；没有时为空"})
    search: str = field(metadata={"help": "搜索页的地址，以斜杠结尾；OpenSearch 说明是其下的 opensearch.xml"})
    emblem: str | None = field(metadata={"help": "国徽图案地址；未设置时为空"})
    footer: tuple[FooterItem, ...] = field(metadata={"help": "页脚身份信息"})
    elder: tuple[Link, ...] = field(default=(), metadata={"help": "长者模式的七个页面，第一个是它的首页"})
    feeds: str | None = field(default=None, metadata={"help": "“订阅和日历”页的地址；没有可订阅的时为空"})
    states: tuple[str, ...] = field(default=(), metadata={"help": "各类材料的状态，到时由脚本换上；改了字样的集群要用"})
    directory: str | None = field(default=None, metadata={"help": "网站群目录的地址；只有一个站点时为空"})


@frozen
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


@frozen
class Entry:
    """A document as a line of a list.

    `origin` is the short name of the site a piece comes from when that is another; `state` is 更正, 已被取代, 已废止, 已过期…
    or ""; `late` what of it is late; `facts` are what its kind says of it in a line. `turns` is the value of `data-turns`,
    `until_iso` that of `data-until`, for the script that goes on counting after the last build; "" where nothing turns. `lang`
    is that of a foreign title. `date_of` tells what day it is that stands beside the title where that is not the day of
    publication; without a day it stands there alone.
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
    turns: str = ""
    until_iso: str = ""
    lang: str = ""
    late: str = ""
    date_of: str = ""
