"""Telephone numbers and addresses of mail that stand in a text as links: a telephone calls, a machine writes."""

import re

from markupsafe import Markup, escape

from ..domain.patterns import pattern
from ..search.tokens import HAN
from .texts import texts

_DASH = "-－—–"
_WORDS = ("@", "电话", "热线", "拨打", "致电", "手机", "座机", "（0", "(0")
_AREA = pattern(rf"0[0-9]{{0,3}}[{_DASH}][0-9]")
_DIALLED = pattern("[0-9]{3}|@")
_FOUND = pattern(
    rf"""(?<![{_DASH}A-Za-z0-9_./\#=+])(?:
    (?P<call>(?:\+86[ -]?)?(?:[（(]0\d\d\d?[）)][ -]?|0\d\d\d?[{_DASH}])\d{{7,8}}(?:[{_DASH}转]\d{{1,5}})?
        |[48]00[{_DASH}]\d{{3}}[{_DASH}]?\d{{4}})
    |(?P<told>1[3-9]\d{{9}}|0\d\d\d?\ ?\d{{7,8}}|[48]00\ ?\d{{7}}|[19]\d{{4}}|11\d|12[0-2])
    |(?P<mail>[A-Za-z0-9](?:[A-Za-z0-9_.+-]{{0,62}}[A-Za-z0-9])?@(?:[A-Za-z0-9-]{{1,63}}\.){{1,5}}[A-Za-z]{{2,24}})
    )(?![{_DASH}.@]?[A-Za-z0-9_%])""",
    re.VERBOSE,
)
_AS = r"(?:号码)?(?:是|为)?\s*[:：]?\s*$"
_CALLED = pattern(rf"(?:热线|电话|拨打|致电|手机|座机){_AS}")
_NOT_CALLED = pattern(rf"(?:(?<!电话)(?<!电话[及和/、（(])传真|[编文案账帐卡证图型批单票]号|代码|身份证){_AS}")
_LINE = pattern(rf"\s?(?![万亿元人名个件次户亩米号年条])[{HAN}]{{0,12}}?(?:热线|电话)")
_IN_ADDRESS = pattern(r"://[^\s<]*$")
_LONGEST = 24  # characters before a number that may say what it is


def reachable(html: str, said: str = "") -> str:
    """Safe HTML in which numbers that can be called, and addresses of mail, are links; numbers of other things stay text. `said`
    is what stands before it.
    """
    if not (any(word in html for word in _WORDS) or _AREA.search(html) or any(word in said for word in _WORDS)):
        return html  # nothing of it is a number to call, as in most texts
    parts: list[str] = []
    at = 0
    for start, end, is_left in texts(html):
        parts.append(html[at:start])
        text = html[start:end]
        parts.append(text if is_left or not _DIALLED.search(text) else _linked(text, said))
        said = (said + text)[-_LONGEST:]
        at = end
    parts.append(html[at:])
    return "".join(parts)


def with_reach(text: str, label: str = "") -> Markup:
    """The same of plain text below a label; the filter `reach` of templates."""
    return Markup(reachable(str(escape(text)), label))  # noqa: S704 - escaped the moment before


def _linked(text: str, said: str) -> str:
    def link(found: re.Match[str]) -> str:
        before = (said + text[max(0, found.start() - _LONGEST) : found.start()])[-_LONGEST:]
        if found["mail"]:
            return found[0] if _IN_ADDRESS.search(before) else f'<a href="mailto:{found[0]}">{found[0]}</a>'
        is_told = _CALLED.search(before) or (found["told"] and found[0][0] == "1" and _LINE.match(text, found.end()))
        if _NOT_CALLED.search(before) or not (found["call"] or is_told):
            return found[0]
        return f'<a href="tel:{_number(found[0])}">{found[0]}</a>'

    return _FOUND.sub(link, text)


def _number(written: str) -> str:
    """A number as a telephone dials it: groups divided by `-`, a number within the house after a pause."""
    number, _, inner = written.partition("转")
    digits = re.sub(rf"[{_DASH} ）)]+", "-", number).lstrip("（(").replace("（", "").replace("(", "").strip("-")
    area, _, rest = digits.removeprefix("+86-").removeprefix("+86").partition("-")
    if area.startswith("0") and "-" in rest:
        rest, _, inner = rest.partition("-")
    return "-".join(filter(None, (area, rest))) + (f",{inner}" if inner else "")
