"""Lines of prose: where a paragraph begins, which lines an editor's machine has wrapped, and what stays a break."""

import re
from itertools import pairwise

from ...domain.patterns import pattern
from .inline import inline
from .marks import BREAK

SPACE = " \t\u3000\xa0\u2002\u2003"
_COUNT = "〇零一二三四五六七八九十百千"
_RANKS = (
    rf"第[{_COUNT}0-9]{{1,9}}[条章节编篇款](?:之[一二三四五六七八九十]{{1,3}})?(?:\*\*|__)?(?:[\s\u3000:：]+|$)"
    rf"|[{_COUNT}]{{1,5}}[、．]|[（(][{_COUNT}]{{1,5}}[)）]"
)
_LABELS = (
    r"[^\s，。；！？：、,;!?:“”‘’《》（）()<\[\x02]{1,12}：|[\u4e00-\u9fff]{1,8}:(?!//)"
    r"|(?:[\u4e00-\u9fff][ \u3000]+){1,4}[\u4e00-\u9fff]："
)
RANK = pattern(rf"(?:\*\*|__)?(?:{_RANKS})")
"""What begins an article or a section, which no item of a list holds."""
LABEL = pattern(rf"(?:\*\*|__)?(?:{_LABELS})")
BEGIN = pattern(
    rf"(?:\*\*|__)?(?:{_RANKS}|[（(]\d{{1,3}}[)）]|\d{{1,3}}(?:[、．)）]|\x0246\x03|\.(?!\d))"
    rf"|[第其][{_COUNT}\d]{{1,4}}[，、：]|[①-⒛⓪㈠-㈩㊀-㊉Ⅰ-ⅻ•●○■□◆◇★☆※▲△]|{_LABELS})"
)
_STOPS = "。！？；："
_MARKS = "，、。！？；：,.!?;:"
_CLOSERS = "”’」』）)》】\"'*_"
_TOKEN = pattern(
    r"[（“‘《〈【「『(\[\"'*_]*(?:[A-Za-z0-9][A-Za-z0-9_.%/:-]*|.)[，。；：！？、）”’》〉】」』)\]…%℃·—]*", re.DOTALL
)
_WIDE = pattern(
    "[\xb7\xd7\xf7\xa7\xb0\u1100-\u115f\u2010-\u2027\u2030-\u205e\u2100-\u2bff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
    "\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
_GAP = pattern(r"[^\s\u3000][ ]{2,}\S|[^\s\u3000][\u3000\xa0\t]")
NARROWEST, WIDEST = 40, 200  # columns of a line that a machine has wrapped
ROOM = 0.9  # of the widest line: what ends before it had room for more


def width(text: str) -> int:
    """Columns: two for each character of East Asia."""
    return len(text) + len(_WIDE.findall(text))


def is_wrapped(lines: list[str]) -> bool:
    """True for lines, without space around them, that are one sentence cut where a page was full."""
    before = lines[:-1]
    if 2 * max(map(len, lines)) < NARROWEST:
        return False
    if 2 * sum(line.rstrip(_CLOSERS)[-1:] in _STOPS for line in before) >= len(before):
        return False
    if any(_is_listed(line, following) for line, following in pairwise(lines)):
        return False
    begin = BEGIN.match(lines[0])
    if any(map(_GAP.search, (lines[0][begin.end() if begin else 0 :], *lines[1:]))):
        return False
    widths = [width(line) for line in lines]
    widest = max(widths)
    if not NARROWEST <= widest <= WIDEST or _is_drawn_up(lines, widths):
        return False
    for line, columns, following in zip(before, widths, lines[1:], strict=False):
        token = _TOKEN.match(following)
        if columns + width(token[0] if token else "") + _is_spaced(line, following) <= ROOM * widest:
            return False
    return True


def _is_listed(line: str, following: str) -> bool:
    """True for lines that stand below each other as in a list: they begin alike, or each is a title."""
    return line[:4] == following[:4] or (line.endswith("》") and following.startswith("《"))


def _is_drawn_up(lines: list[str], widths: list[int]) -> bool:
    """True for banners and couplets: the last line is as full as the others, and no sentence ends with it, or as wide as each
    and every one ends with a mark. What a machine wraps ends where it happens to, with a stop.
    """
    if widths[-1] <= ROOM * max(widths):
        return False
    ends = [line.rstrip(_CLOSERS)[-1:] in _MARKS for line in lines]
    return not ends[-1] or (all(ends) and min(widths) == max(widths))


def _is_spaced(line: str, following: str) -> bool:
    """True when words of an alphabet meet, which a space divides."""
    return line[-1] < "\u2000" and following[0] < "\u2000"


def joined(lines: list[str]) -> str:
    """Wrapped lines as the one they were."""
    text = lines[0]
    for line in lines[1:]:
        text += " " + line if _is_spaced(text, line) else line
    return text


def paragraphs(run: list[str]) -> list[str]:
    """What neighbouring lines of prose say, one text for each paragraph, which may hold breaks."""
    if len(run) == 1:
        return [inline(run[0].strip(SPACE))]
    groups: list[list[str]] = []
    before = 0
    for line in run:
        text = line.lstrip(SPACE)
        lead = line[: len(line) - len(text)]
        if not groups or "\u3000" in lead or (len(lead) >= 2 and len(lead) > before + 1) or BEGIN.match(text):
            groups.append([])
        groups[-1].append(text)
        before = len(lead)
    return [inline(_paragraph(group)) for group in groups]


def _paragraph(lines: list[str]) -> str:
    parts: list[list[str]] = [[]]
    for line in lines[:-1]:
        text = line.rstrip(SPACE)
        forced = line.endswith("  ")
        if text.endswith("\\") and (len(text) - len(text.rstrip("\\"))) % 2:
            text, forced = text[:-1].rstrip(SPACE), True
        if text:
            parts[-1].append(text)
        if forced and parts[-1]:
            parts.append([])
    parts[-1].append(lines[-1].rstrip(SPACE))
    return f"{BREAK}\n".join(joined(part) if len(part) > 1 and is_wrapped(part) else f"{BREAK}\n".join(part) for part in parts)
