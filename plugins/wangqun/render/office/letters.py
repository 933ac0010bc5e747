"""Paragraphs of letters and laws that have a place of their own: whom it is for, chapters, wishes, who signs and the day."""

from collections.abc import Iterator

from ...domain.patterns import pattern
from .endings import BEFORE_WISH, DAY, SEAL, SIGNATURES, WISH, closes, is_name, is_organ
from .marks import BREAK, placed
from .runs import BEGIN, width

_NOTE = pattern(r"[（(]|附|抄[送报]|联系|!\[|\[")
_ENDED = pattern(r"[。！？.!?）)”]$")
_GAP = pattern(r"[ \u3000]")
NOTES = 4  # lines that may follow the day
_CHAPTER = pattern(
    r"(?:\*\*|__)?第[〇零一二三四五六七八九十百0-9]{1,5}([编篇章节])(?:之[一二三四五六七八九十]{1,3})?"
    r"[ \u3000]+[^。；：！？]{1,40}$"
)
_LEVELS = "编篇章节"
_PASSED = pattern(r"[（(].*[年月日].*(?:通过|批准|修订|修正|公布|发布)")
_ADDRESS = pattern(r"[^\d。；：！？<>|\x02]{2,40}：$")
_NOT_ADDRESS = pattern(r"[如以]下|下列|[（(]")
_PROSE = pattern(r"[\u3400-\u9fff“《]")
FIRST = 3  # paragraphs of a body in which `（…通过）` is looked for
WIDEST_ADDRESS = 48


def with_places(lines: list[str]) -> list[str]:
    """The lines of a whole body, paragraphs that have a place of their own marked as such."""
    return with_signature(_with_wishes(_with_chapters(_with_start(lines))))


def _with_start(lines: list[str]) -> list[str]:
    """Whom a letter is for, apart from what it says; or when a law was passed."""
    at = next((number for number, line in enumerate(lines) if line and not line.startswith("#")), len(lines))
    if at == len(lines):
        return lines
    first = lines[at].removesuffix(BREAK)
    if first.endswith("："):
        below = next(filter(None, lines[at + 1 :]), "")
        if _is_address(first) and _PROSE.match(below) and not BEGIN.match(below):
            return [*lines[:at], placed("address") + first, "", *lines[at + 1 :]]
        return lines
    for _ in range(FIRST):
        if at == len(lines) or BEGIN.match(lines[at]):
            break
        end = next((number for number in range(at, len(lines)) if not lines[number]), len(lines))
        if lines[at][:1] in "（(" and lines[end - 1][-1:] in "）)" and _PASSED.match(lines[at]):
            return [*lines[:at], placed("passed") + lines[at], *lines[at + 1 :]]
        at = next((number for number in range(end, len(lines)) if lines[number]), len(lines))
    return lines


def _is_address(text: str) -> bool:
    return bool(_ADDRESS.match(text)) and width(text) <= WIDEST_ADDRESS and not _NOT_ADDRESS.search(text)


def _with_chapters(lines: list[str]) -> list[str]:
    """Chapters marked, but for those of a table of contents: below them stands another of their level or above, or they
    come again.
    """
    found = [(number, chapter[1]) for number, line in enumerate(lines) if "第" in line[:3] and (chapter := _CHAPTER.match(line))]
    if not found:
        return lines
    out = list(lines)
    last = {lines[number]: number for number, _ in found}
    for (number, level), (following, other) in zip(found, [*found[1:], (len(lines), "")], strict=True):
        is_alone = not (number and lines[number - 1]) and not (number + 1 < len(lines) and lines[number + 1])
        is_listed = other and _LEVELS.index(other) <= _LEVELS.index(level) and not any(lines[number + 1 : following])
        if is_alone and not is_listed and last[lines[number]] == number:
            out[number] = placed("chapter") + lines[number]
    return out


def _with_wishes(lines: list[str]) -> list[str]:
    """`敬礼！` below `此致`, and its like, a paragraph of its own."""
    found = dict(_wishes(lines))
    if not found:
        return lines
    out: list[str] = []
    for number, line in enumerate(lines):
        if number in found:
            if out and out[-1]:
                out[-1] = out[-1].removesuffix(BREAK)
                out.append("")
            out += [placed("wish") + line.removesuffix(BREAK), *([""] if line.endswith(BREAK) else [])]
        else:
            out.append(line)
    return out


def _wishes(lines: list[str]) -> Iterator[tuple[int, str]]:
    above = ""
    for number, line in enumerate(lines):
        if line:
            if (
                above
                and len(line) <= 24
                and above[-1] in _BEFORE
                and BEFORE_WISH.match(_close(above))
                and WISH.match(_close(line))
            ):
                yield number, line
            above = line.removesuffix(BREAK)


_BEFORE = "颂祝请候问您你们家位愿致：:，,"  # what a line before a wish ends with


def _close(line: str) -> str:
    """A line without the spaces between its characters."""
    return _GAP.sub("", line.removesuffix(BREAK))


def with_signature(lines: list[str]) -> list[str]:
    """The lines of a whole body; the day at its end, and the names above it, as a paragraph that stands right."""
    day = len(lines) - 1
    passed = 0
    while day >= 0 and passed <= NOTES and (not lines[day] or not DAY.match(lines[day].removesuffix(BREAK))):
        if lines[day]:
            if not _NOTE.match(lines[day]):
                return lines
            passed += 1
        day -= 1
    if day < 1 or passed > NOTES:
        return lines
    first = day
    names = [lines[day].removesuffix(BREAK)]
    above = day - 1
    while above >= 0 and len(names) <= SIGNATURES:
        text = lines[above].removesuffix(BREAK)
        if text:
            if not is_name(text):
                break
            names.insert(0, text)
            first = above
        above -= 1
    below = day + 1
    if lines[day].endswith(BREAK) or (below < len(lines) and not lines[below]):
        seal = next((number for number in range(below, len(lines)) if lines[number]), len(lines))
        if seal < len(lines) and SEAL.match(lines[seal]):
            names.append(lines[seal])
            below = seal + 1
    rest = above
    while rest >= 0 and not lines[rest]:
        rest -= 1
    signed = [*(placed("signature") + f"{BREAK}\n".join(names)).split("\n"), ""]
    if rest < 0:  # without a letter above it only organs sign
        is_signed = first < day and all(map(is_organ, (line.removesuffix(BREAK) for line in filter(None, lines[first:day]))))
        return [*signed, *lines[below:]] if is_signed else lines
    if lines[rest].startswith("#"):
        return lines
    ending = lines[rest].removesuffix(BREAK)
    if first == day and not (_ENDED.search(ending) or _GAP.search(names[0].strip()) or _is_end(ending)):
        return lines
    return [*lines[:rest], ending, "", *signed, *lines[below:]]


def _is_end(ending: str) -> bool:
    return ending.startswith(placed("wish")) or closes(ending)
