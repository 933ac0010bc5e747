"""What the template of a comparison sees as `page`; part of the contract of pages/context, with the same rules."""

from dataclasses import field

from ...domain.frozen import frozen
from ...pages.context import Head, Link
from ..consultation.context import LedgerRow


@frozen
class Side:
    """One of the two texts: what it is called (草案, 旧文本), its day, its state, since when it is in force, its page."""

    role: str
    title: str
    day_text: str
    day_iso: str
    state: str
    since: str
    url: str


@frozen
class Piece:
    """A stretch of a paragraph: `ins` where only the newer text has it, `del` where only the older one has it, else ""."""

    mark: str
    text: str


Line = tuple[Piece, ...]


@frozen
class Pair:
    """A paragraph of both texts: `old` and `new` as each has it, `both` in one; several lines where it was cut or joined.

    `label` is the article in which it stands where that is not the one before it, `remark` what is to be said of it (可能对应).
    """

    label: str
    remark: str
    old: tuple[Line, ...]
    new: tuple[Line, ...]
    both: tuple[Line, ...]

    @property
    def is_same(self) -> bool:
        """True when both texts have the same."""
        return not any(piece.mark for line in self.both for piece in line)


@frozen
class Changed:
    """What became of an article: `kind` for style sheets, `label` in a word (修改), `said` as an amending decision would say it.

    `title` is how the newer text cites it, of one that is gone the older one; `old` and `new` are the articles in each text, with
    their addresses; `opinions` what the public had said of it.
    """

    id: str
    title: str
    kind: str
    label: str
    said: str
    old: tuple[Link, ...]
    new: tuple[Link, ...]
    doubtful: bool
    pairs: tuple[Pair, ...]
    opinions: tuple[LedgerRow, ...] = ()


@frozen
class Stretch:
    """Articles in their order: shown when `summary` is "", folded under it where they did not change. Of very long texts these
    stand on the pages of the texts alone: `left_out` leads to the first of them.
    """

    summary: str
    changes: tuple[Changed, ...] = ()
    left_out: Link | None = None


@frozen
class Mark:
    """A way to a changed article, or to several that follow each other (第十二条至第三十条); `ids` are their places on a page
    that only leads on to where they are.
    """

    title: str
    url: str
    ids: tuple[str, ...] = ()


@frozen
class Sum:
    """How many articles have changed in one way, in words (修改 12 条), and where they are."""

    kind: str
    text: str
    links: tuple[Mark, ...]


@frozen
class Chapter:
    """What changed below a heading of the newer text, in words and by kind; `url` is that of its own page, "" without one."""

    title: str
    url: str
    text: str
    sums: tuple[Sum, ...]


@frozen
class ComparisonPage:
    """comparison.html: two texts of a law, or its draft and the adopted text, by article."""

    head: Head = field(metadata={"help": "页头信息"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置"})
    title: str = field(metadata={"help": "法规名称"})
    what: str = field(metadata={"help": "对照的是什么：修改前后、草案和通过的文本……"})
    old: Side = field(metadata={"help": "旧文本，或者草案"})
    new: Side = field(metadata={"help": "新文本"})
    sentence: str = field(metadata={"help": "一句话：共多少条，修改、新增、删去各几条"})
    is_same: bool = field(metadata={"help": "真时两个文本一个字也没有不同"})
    is_long: bool = field(metadata={"help": "真时文本很长，没有改的不在本页，只有链接"})
    sums: tuple[Sum, ...] = field(metadata={"help": "有变化的条文，按变化分组，相连的合成一个；很多的为空，见 chapters"})
    chapters: tuple[Chapter, ...] = field(metadata={"help": "有变化的条文很多时，按新文本的编章分组，各组折叠；不多的为空"})
    notes: tuple[str, ...] = field(metadata={"help": "逐条对照没有说的：标题、编章节的变化"})
    stretches: tuple[Stretch, ...] = field(metadata={"help": "逐条对照；没有改的折叠；很长的对照按编章分页，首页为空"})
    beside: tuple[Changed, ...] = field(metadata={"help": "条文以外的变化：序言、附件"})
    consultation: Link | None = field(metadata={"help": "草案征求意见的页面；不是与草案对照的为空"})
    opinions: tuple[LedgerRow, ...] = field(metadata={"help": "没有写明条文的意见和处理"})
    data: str = field(metadata={"help": "同样内容的 JSON 的地址"})
    others: tuple[Link, ...] = field(metadata={"help": "这部法规的其他对照"})
    part: str = field(default="", metadata={"help": "分页的对照，本页是哪一编、章；首页和不分页的为空"})
    before: Link | None = field(default=None, metadata={"help": "分页的对照的上一页；没有时为空"})
    after: Link | None = field(default=None, metadata={"help": "分页的对照的下一页；没有时为空"})


TEMPLATES: dict[str, type] = {"comparison": ComparisonPage}
