"""What `wangqun init` and `wangqun new` leave for somebody to fill in: left as it is, nothing with it is public."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from ..domain.code import without_code
from ..domain.finding import Hit, Rule, Severity
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
_DRESS = " \t>*_#-.。!\"'“”‘’「」『』()[]【】<>"
_LONG = {plain.strip(_DRESS): blank for plain, blank in _PLAIN.items() if len(blank) > 5}
"""Those that nobody else writes, whatever marks, quotes or brackets were put around them."""
_LIKELY = re.compile("|".join(sorted({blank[:3] for blank in BLANKS})))  # in Chinese text eight times as fast as `in`
_LONGEST = 2 * max(map(len, BLANKS))


_EXAMPLES = {
    **dict.fromkeys(("editor", "reviews", "secrecy_review"), frozenset({"姓名", "职务"})),
    "source": frozenset({"本机关名称"}),
    "withdrawn": frozenset({"原因"}),
    "moved_to": frozenset({"站点编号"}),
}
"""What findings show in the lines they offer, by the field that must not be left so."""


def find(passages: Iterable[Passage]) -> Iterator[Hit]:
    """The texts of templates among some values, or lines of values, of a header, a body or a record; code does not count."""
    for passage in passages:
        text = passage.text
        if passage.key in _EXAMPLES and text.strip() in _EXAMPLES[passage.key]:
            yield BLANK_LEFT.hit(passage.line, text=text.strip())
        if _LIKELY.search(text) and any(map(_blank, text.split("\n"))):
            for number, line in enumerate(without_code(text, "markdown", "office").split("\n")):
                if left := _blank(line):
                    yield BLANK_LEFT.hit(passage.line + number if passage.line else 0, text=left)


def _blank(line: str) -> str:
    """The text of a template that a line is, "" when it is none."""
    if len(line) > _LONGEST or "请" not in line:
        return ""
    plain = unicodedata.normalize("NFKC", line).strip()
    return _PLAIN.get(plain) or _LONG.get(plain.strip(_DRESS), "")
