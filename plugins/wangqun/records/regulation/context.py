"""What the template of a regulation sees as `page`; part of the contract of pages/context, with the same rules."""

from dataclasses import field

from ...domain.frozen import frozen
from ...pages.context import ArticlePage, FooterItem, Link


@frozen
class VersionRow:
    """A text of the law: its day and what was done that day, the first and the last day on which it is in force ("" where nobody
    knows), its state, its address; whether it is the one that is shown, and the one that holds now.
    """

    day_text: str
    day_iso: str
    act: str
    since_text: str
    until_text: str
    state: str
    url: str
    is_shown: bool
    is_current: bool


@frozen
class EffectRow:
    """Articles that take effect on another day than the rest: which, when, whether they have."""

    articles: str
    day_text: str
    day_iso: str
    is_begun: bool


@frozen
class Heading:
    """A division of the text in the list of contents, with those in it."""

    title: str
    url: str
    current: bool
    parts: "tuple[Heading, ...]" = ()


@frozen
class ArticleLink:
    """An article of a text that is too long for one page: its number, where it stands; the anchors that lead there from here."""

    number: str
    url: str
    anchor: str
    inner: tuple[str, ...]


@frozen
class LongPart:
    """A part of a text that is too long for one page: its title, its page, the articles in it."""

    title: str
    url: str
    anchor: str
    articles: tuple[ArticleLink, ...]


@frozen
class LawPage(ArticlePage):
    """regulation.html: an ArticlePage with the validity, the texts and what belongs to the law."""

    state: str = field(metadata={"help": "时效：有效、尚未施行、已修改、已废止、施行日期不详"})
    turns: str = field(metadata={"help": "各状态开始的时刻，`data-turns` 的值，页面的脚本据此换状态"})
    validity: str = field(metadata={"help": "这个文本从哪天起、到哪天止施行，一句话；不知道时为空"})
    current: Link | None = field(metadata={"help": "现在施行的文本；这一页就是它时为空"})
    versions: tuple[VersionRow, ...] = field(metadata={"help": "这部法规的各个文本，新的在前"})
    comparisons: tuple[Link, ...] = field(metadata={"help": "这个文本和别的文本、和草案的对照"})
    effects: tuple[EffectRow, ...] = field(metadata={"help": "另定施行日期的条款"})
    remarks: tuple[str, ...] = field(metadata={"help": "给读者的说明，按段"})
    about: tuple[FooterItem, ...] = field(metadata={"help": "种类、制定、批准、公布、公告号、备案等"})
    adoption: tuple[str, ...] = field(metadata={"help": "题注原文，按行"})
    standard: str = field(metadata={"help": "哪里的文本是标准文本，一句话；没有公报的为空"})
    linked: tuple[FooterItem, ...] = field(metadata={"help": "草案说明、审议报告、征求意见、解读、评估等：是什么、标题、地址"})
    downloads: tuple[Link, ...] = field(metadata={"help": "这个文本的其他格式"})
    outline: tuple[Heading, ...] = field(metadata={"help": "正文的编章节"})
    cite: str = field(metadata={"help": "引用时怎么称呼这个文本，如 《云泽省灯会条例》（2026年修正）"})
    cite_url: str = field(metadata={"help": "引用时写的网址（绝对），它总是这个文本"})
    parts: tuple[LongPart, ...] = field(metadata={"help": "太长、分成几页的文本的各页和各条；不分页时为空"})
    part: str = field(metadata={"help": "分页的文本，这一页是哪一编；不是时为空"})
    before: Link | None = field(metadata={"help": "分页的文本的上一页；没有时为空"})
    after: Link | None = field(metadata={"help": "分页的文本的下一页；没有时为空"})


TEMPLATES: dict[str, type] = {"regulation": LawPage}
