"""What the pages show that lead on or tell how to reach somebody: elder pages, site map, directory of sites, petitions, feeds."""

from dataclasses import field
from typing import ClassVar

from ...domain.frozen import frozen
from .parts import FooterItem, Head, Link


@frozen
class Row:
    """A line: a title, where it leads, what is said of it; `reach` is how to reach whoever it is about, for the filter `reach`.

    `state`, `turns` and `lang` are as in Entry.
    """

    title: str
    url: str | None = None
    facts: tuple[str, ...] = ()
    reach: str = ""
    state: str = ""
    turns: str = ""
    lang: str = ""


@frozen
class Section:
    """Rows below a heading; `nothing` is said where there is none, `more` leads on."""

    title: str
    rows: tuple[Row, ...]
    nothing: str = ""
    more: Link | None = None


@frozen
class SectionsPage:
    """sections.html, sitemap.html: headings with rows. Petitions, feeds and calendars, the site map for people."""

    SCHEMA: ClassVar[str] = "CollectionPage"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    lead: str = field(metadata={"help": "说明"})
    blocks: tuple[Section, ...] = field(metadata={"help": "各节"})


@frozen
class ElderPage:
    """elder.html: one of the seven pages in large type, for readers without script too."""

    head: Head = field(metadata={"help": "页头信息"})
    title: str = field(metadata={"help": "标题"})
    lead: str = field(metadata={"help": "说明，可空"})
    blocks: tuple[Section, ...] = field(metadata={"help": "各节"})


@frozen
class AccessibilityPage:
    """accessibility.html: what is tested, what is not done, whom to tell."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    criteria: tuple[str, ...] = field(metadata={"help": "已经做到的，每一条都有自动测试"})
    limits: tuple[str, ...] = field(metadata={"help": "还没有做到的"})
    feedback: tuple[FooterItem, ...] = field(metadata={"help": "反馈渠道；没有填写时为空"})
    more: Link | None = field(metadata={"help": "本机关自己写的说明；没有时为空"})


@frozen
class SiteLine:
    """A site in the tree, which is told line by line: `opens` a list of those below it, `closes` so many lists after it."""

    title: str
    url: str
    level: str
    opens: bool
    closes: int


@frozen
class SiteGroup:
    """Sites of one level or one letter."""

    id: str
    title: str
    sites: tuple[Link, ...]


@frozen
class ClusterPage:
    """cluster.html: all sites of the cluster, on the highest one: as they lie below each other, by level, by letter."""

    SCHEMA: ClassVar[str] = "CollectionPage"

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "标题"})
    lead: str = field(metadata={"help": "说明"})
    tree: tuple[SiteLine, ...] = field(metadata={"help": "隶属关系：本站和它以下的站点，逐级，一个站点一行"})
    levels: tuple[SiteGroup, ...] = field(metadata={"help": "按层级"})
    letters: tuple[SiteGroup, ...] = field(metadata={"help": "按拼音首字母"})
