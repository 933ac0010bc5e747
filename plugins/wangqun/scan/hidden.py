"""Text that an editor's own screen does not show: it is left out everywhere, and told (docs/design.md law 7)."""

import re
from collections.abc import Iterator

from ..domain.code import without_code
from ..domain.finding import Hit, Rule, Severity
from ..domain.item import Dialect
from ..domain.markup import Markup
from .looks import PLAIN, look, unseen, whole
from .styles import Element, declared
from .visible import Hidden, cut_hidden, hidden, may_hide, text_of

HIDDEN = Rule(
    "text-hidden",
    Severity.WARN,
    "读者看不见的{what}没有发布，从“{start}”开始（{why}）",
    "要公开的，去掉使它看不见的样式；不公开的，从文件里删去。",
    "docs/design.md law 7",
)
RULES = (HIDDEN,)

SHOWN = 6  # characters of what is hidden that a finding may show
_WHY = {"color": "文字与底色相同", "font-size": "字号为零", "visibility": "样式 visibility:hidden"}
_PLAIN_WORDS = {
    "hidden": "属性 hidden",
    "title": "标签 title",
    "template": "标签 template",
    "noscript": "标签 noscript",
    "comment": "注释没有以 --> 结束",
}
_LIST = re.compile(r"\{:?[ ]*([^{}\n]*(?:style|hidden|\.)[^{}\n]*)\}")
_MARKED = re.compile(  # a piece of a line with a list of attributes behind it
    r"(?:(\*{1,3}|_{1,3}|`{1,3})(?![\s*_`])(?:(?!\1)[^\n]){1,2000}?\1|!?\[[^\]\n]{0,500}\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,500}\]))"
    r"\{:?[ ]*([^{}\n]+)\}"
)
_HEADING = re.compile(r"^#{1,6}[ \t][^\n]*?[ \t]\{:?[ ]*([^{}\n]+)\}[ \t#]*$", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?:^[^\S\n]*\S[^\n]*\n?)+", re.MULTILINE)
_OF_BLOCK = re.compile(r"^[ ]{0,3}\{:?[ ]*([^{}\n]+)\}[ ]*$", re.MULTILINE)  # a list of attributes of what stands above it
_ATTRIBUTE = re.compile(r"""([^\s={}]+)=(?:"([^"]*)"|'([^']*)'|([^\s"']+))|([^\s={}]+)""")
_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]", re.MULTILINE)
_RST_COMMENT = re.compile(
    r"^\.\.(?:[ \t]+(?!\[[^\]\n]+\]|_|\|[^|\n]+\||[\w:.+-]+::)[^\n]*(?:\n(?:[ \t]*\n)*[ \t]+\S[^\n]*)*|(?:\n[ \t]+\S[^\n]*)+)",
    re.MULTILINE,
)


def conceal(body: str, markup: Markup, dialect: Dialect, first_line: int) -> tuple[str, tuple[Hit, ...]]:
    """The body less what nobody sees, every line under its number, and what that was; comments go without a word."""
    if markup == "rst":
        return (_RST_COMMENT.sub(lambda match: ".." + "\n" * match[0].count("\n"), body) if ".." in body else body), ()
    if not ("<!--" in body or may_hide(body)):
        return body, ()
    try:
        found = list(_of_markdown(body, dialect))
    except RecursionError:
        return body, ()  # it cannot be converted either
    return cut_hidden(body, found), tuple(
        hit_of(span, first_line + body.count("\n", 0, span.start)) for span in found if span.text or span.pictures
    )


def hit_of(span: Hidden, line: int) -> Hit:
    """A stretch of hidden text as it is told: how much, where it begins, by what it is hidden."""
    letters = len("".join(span.text.split()))
    parts = (f" {letters} 个字" if letters else "", f" {span.pictures} 幅图" if span.pictures else "")
    what = "、".join(part for part in parts if part)
    why = _WHY.get(span.why) or _PLAIN_WORDS.get(span.why) or f"样式 {span.why}"
    return HIDDEN.hit(line, what=what, start=span.text[:SHOWN] or "图", why=why)


def _of_markdown(body: str, dialect: Dialect) -> Iterator[Hidden]:
    """What is hidden by HTML within Markdown and by lists of attributes, in order; code is text."""
    seen = without_code(body, "markdown", dialect, comments=False)
    spans = [span._replace(text=text_of(body[span.start : span.end])) if span.why else span for span in hidden(seen, True)]
    if _LIST.search(seen):
        spans = sorted([*spans, *_listed(body, seen)], key=lambda span: (span.start, -span.end))
    at = 0
    for span in spans:
        if span.start >= at:
            at = span.end
            yield span


def _listed(body: str, seen: str) -> Iterator[Hidden]:
    """What a list of attributes behind it hides."""
    for pattern, tag in ((_MARKED, "span"), (_HEADING, "h2")):
        for match in pattern.finditer(body):
            yield from _hidden_by(tag, match, match.start(), seen)
    for paragraph in _PARAGRAPH.finditer(body):
        lists = [match for match in _OF_BLOCK.finditer(body, *paragraph.span()) if match.start() > paragraph.start()]
        if lists:
            items = [item.start() for item in _ITEM.finditer(body, paragraph.start(), lists[-1].start())]
            yield from _hidden_by("p", lists[-1], items[-1] if items else paragraph.start(), seen)


def _hidden_by(tag: str, match: re.Match[str], start: int, seen: str) -> Iterator[Hidden]:
    """What begins at `start` and ends with a list of attributes, the last group of `match`, when that hides it."""
    why = _why(tag, match[match.re.groups])
    if why and seen[match.end() - 1] == "}":
        text = text_of(_LIST.sub("", match.string[start : match.end()])).lstrip("#-+ ").replace("*", "").replace("`", "")
        yield Hidden(start, match.end(), text, 0, why)


def _why(tag: str, written: str) -> str:
    attributes: dict[str, str] = {}
    for name, *values, word in _ATTRIBUTE.findall(written):
        attributes |= {name.lower(): "".join(values)} if name else {word.lower(): word} if word[0] not in ".#" else {}
    element: Element = (tag, attributes)
    values = declared(element, (), {})
    return whole(element, values) or unseen(look(tag, values, PLAIN))
