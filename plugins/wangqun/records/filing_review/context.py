"""What the template of a filed document sees as `page`; part of the contract of pages/context, with the same rules."""

from dataclasses import field

from ...domain.frozen import frozen
from ...pages.context import ArticlePage, FooterItem, Link


@frozen
class Step:
    """A step that was taken: its day and what was done."""

    date_text: str
    date_iso: str
    title: str


@frozen
class FilingReviewPage(ArticlePage):
    """filing_review.html: an ArticlePage with the steps of the review, its result, and what was answered."""

    state: str = field(metadata={"help": "状态：尚未报送、已备案、审查中、已审结等"})
    about: tuple[FooterItem, ...] = field(metadata={"help": "制定机关、文号、种类、备案编号、审查方式"})
    steps: tuple[Step, ...] = field(metadata={"help": "已经走到的各步，按先后"})
    due: str = field(metadata={"help": "下一步应在哪天前，一句话；没有时为空"})
    result: str = field(metadata={"help": "审查结果；没有公开的为空"})
    handling: tuple[str, ...] = field(metadata={"help": "处理情况，各段"})
    asked: str = field(metadata={"help": "谁提出的审查要求或者建议，只说哪一类；没有时为空"})
    reply: tuple[str, ...] = field(metadata={"help": "对它的答复，各段"})
    regulations: tuple[Link, ...] = field(metadata={"help": "涉及的法规"})


TEMPLATES: dict[str, type] = {"filing_review": FilingReviewPage}
