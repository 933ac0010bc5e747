"""What the template of a consultation sees as `page`; part of the contract of pages/context, with the same rules."""

from dataclasses import field

from ...domain.frozen import frozen
from ...pages.context import ArticlePage, Count, FooterItem, Link


@frozen
class Material:
    """The draft, its explanation, a comparison: what it is, its name, where it stands, type and size of a file."""

    role: str
    name: str
    url: str | None
    note: str


@frozen
class LedgerRow:
    """A group of opinions and what became of it."""

    summary: str
    count_text: str
    verdict: str
    reason: str
    article: str


@frozen
class Result:
    """采纳情况: its day, the words as paragraphs, numbers, and the ledger."""

    date_text: str
    paragraphs: tuple[str, ...]
    counts: tuple[Count, ...]
    rows: tuple[LedgerRow, ...]


@frozen
class ConsultationPage(ArticlePage):
    """consultation.html: an ArticlePage with the days, the materials, the ways to answer and the result."""

    state: str = field(metadata={"help": "状态：未开始、进行中、已截止、结果已公布"})
    turns: str = field(metadata={"help": "各状态开始的时刻，`data-turns` 的值，页面的脚本据此换状态"})
    purpose: str = field(metadata={"help": "征求什么意见"})
    opens_text: str = field(metadata={"help": "开始，如 2026年11月20日 09:00"})
    opens_iso: str = field(metadata={"help": "开始，ISO 8601"})
    closes_text: str = field(metadata={"help": "截止，如 2026年11月30日 24:00"})
    closes_iso: str = field(metadata={"help": "截止，ISO 8601"})
    closes_words: str = field(metadata={"help": "截止时间的说明，一句话"})
    result_words: str = field(metadata={"help": "结果应在哪天前公布，一句话；已公布或不适用时为空"})
    about: tuple[FooterItem, ...] = field(metadata={"help": "主办、草案、稿次、审议"})
    materials: tuple[Material, ...] = field(metadata={"help": "文本、说明、对照表"})
    online: tuple[FooterItem, ...] = field(metadata={"help": "线上渠道"})
    offline_ways: tuple[FooterItem, ...] = field(metadata={"help": "线下渠道"})
    questionnaires: tuple[Link, ...] = field(metadata={"help": "问卷"})
    said: tuple[Count, ...] = field(metadata={"help": "参与人数、意见条数；没有时为空"})
    result: Result | None = field(metadata={"help": "采纳情况；没有公布时为空"})


TEMPLATES: dict[str, type] = {"consultation": ConsultationPage}
