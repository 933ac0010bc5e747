"""What `wangqun init` and `wangqun new` leave for somebody to fill in: left as it is, nothing with it is public."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ...domain.code import without_code
from ...domain.finding import Hit, Rule, Severity
from .passages import Passage

BLANK_LEFT = Rule(
    "blank-left",
    Severity.BLOCK,
    "还是模板里的话“{text}”",
    "换成真实的内容；用不着的，整行删去。",
    "docs/editors.md",
)
RULES = (BLANK_LEFT,)

BLANKS = frozenset(
    {
        "请填写",
        "请填写本机关名称",
        "请填写责任编辑",
        "请填写办公地址和电话",
        "请填写区划代码",
        "请填写第几届",
        "请填写编号",
        "请用一句话写明要点",
        "请在这里写正文。",
        "请在这里写明机关职责、内设机构和联系方式。",
    }
)
"""Every such text of a template, now or earlier. Only a whole value, or a whole line, is one: 请填写报名表 is what it says."""

_PLAIN = {unicodedata.normalize("NFKC", blank): blank for blank in BLANKS}
_LIKELY = re.compile("|".join(sorted({blank[:3] for blank in BLANKS})))  # in Chinese text eight times as fast as `in`
_LONGEST = 2 * max(map(len, BLANKS))


def find(passages: Iterable[Passage]) -> Iterator[Hit]:
    """The texts of templates among some values, or lines of values, of a header, a body or a record; code does not count."""
    for passage in passages:
        text = passage.text
        if _LIKELY.search(text) and any(map(_blank, text.split("\n"))):
            for number, line in enumerate(without_code(text, "markdown", indented=False).split("\n")):
                if left := _blank(line):
                    yield BLANK_LEFT.hit(passage.line + number if passage.line else 0, text=left)


def _blank(line: str) -> str:
    """The text of a template that a line is, "" when it is none."""
    if len(line) > _LONGEST or "请" not in line:
        return ""
    return _PLAIN.get(unicodedata.normalize("NFKC", line).strip(), "")
