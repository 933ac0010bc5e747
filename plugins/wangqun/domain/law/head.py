"""What stands above the body of a law: its title, the part of it that the text is, and the dated lines."""

import re

from ..frozen import frozen
from ..patterns import pattern
from .lines import Heading, article_of, heading_of, mark_of, squeezed
from .source import Source, lines_of

_ENDINGS = (
    "法|法典|条例|规定|办法|决定|决议|细则|规则|解释|修正案|章程|规范|规程|批复|答复|复函|意见|通知|安排|命令|方案|解答|公告"
    "|纪要|准则|公约|议定书|守则"
)
_LAWFUL = pattern(rf"(?:{_ENDINGS})(?:[（(〔\[][^（）()]{{1,20}}[)）〕\]])*$")
_MARKER = pattern(r"^[ \t]*<!--\s*INFO END\s*-->[ \t]*$", re.MULTILINE)  # of a well-known collection
_DATED = pattern(r"(?:\d{4}|[〇零○一二三四五六七八九]{4}|[０-９]{4})\s*年")
_GIVEN = pattern(r"《(?P<title>[^《》]*(?:《[^《》]*》[^《》]*)*)》\s*(?:已|经|业).*(?:通过|批准|同意)", re.DOTALL)
_LONGEST = 60  # characters of a line of a title
_ABOVE = 15  # lines at most of an announcement above a title
_FILE_DATE = pattern(r"[（(_\-\s]?(?P<year>(?:19|20)\d{2})[-.年]?(?P<month>\d{2})[-.月]?(?P<day>\d{2})日?[)）]?$")
REGION = pattern(r"(?!中华人民共和国)[\u4e00-\u9fff]{2,12}?(?:自治区|自治州|自治县|省|市|县)")


@frozen
class Head:
    """The title (of one line), the name of the part of a law that a file holds ("" for all of it), the lines that are neither;
    the body, and how many lines stand above it.
    """

    title: str
    part: str
    notes: tuple[str, ...]
    body: str
    above: int


def is_lawful(title: str) -> bool:
    """True for a title that ends as laws and papers of their kind do: 条例, 决定（试行）."""
    return _LAWFUL.search(title) is not None


def region_of(title: str) -> str:
    """The area that a title begins with, 宁波市 or 景宁畲族自治县; "" for none."""
    found = REGION.match(title)
    return found[0] if found else ""


def date_of_file(stem: str) -> str:
    """The date at the end of a file's name, as ISO; "" for none."""
    found = _FILE_DATE.search(stem)
    if not found or not (1 <= int(found["month"]) <= 12 and 1 <= int(found["day"]) <= 31):
        return ""
    return f"{found['year']}-{found['month']}-{found['day']}"


def read_head(text: str, markdown: bool) -> Head:
    """The head of a law's text."""
    marker = _MARKER.search(text) if markdown else None
    lines = lines_of(text[: marker.start()] if marker else text, markdown)
    if not lines:
        return Head("", "", (), "", 0)
    first, below = _title_at(lines)
    title = _joined([line.text for line in lines[first:below]])
    rest = lines[below:]
    part = rest[0].text if rest and rest[0].level == 1 and not (marker is None and heading_of(rest[0].text, False)) else ""
    rest = rest[1:] if part else rest
    count = len(rest) if marker else _notes(rest)
    notes = (*(line.text for line in lines[:first]), *(line.text for line in rest[:count]))
    if marker:
        above = text[: marker.end()].count("\n")
        return Head(title, part, notes, text[marker.end() :], above)
    above = rest[count].line - 1 if count < len(rest) else text.count("\n") + 1
    return Head(title, part, notes, "\n".join(_raw(text)[above:]), above)


def _raw(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _title_at(lines: list[Source]) -> tuple[int, int]:
    """Where the lines of the title begin and end: the first lines, or those that an announcement above them names."""
    given = _GIVEN.search("".join(line.text for line in lines[:_ABOVE]))
    named = squeezed(given["title"]) if given else ""
    if named:
        for at in range(1, min(len(lines), _ABOVE)):
            for end in range(at + 1, min(at + 4, len(lines) + 1)):
                if squeezed("".join(line.text for line in lines[at:end])) == named:
                    return at, end
    end = 1
    while end < min(3, len(lines)) and not is_lawful(_joined([line.text for line in lines[:end]])) and _goes_on(lines, end):
        end += 1
    whole = is_lawful(_joined([line.text for line in lines[:end]]))
    return 0, end if whole else 1


def _goes_on(lines: list[Source], at: int) -> bool:
    """True for a line that may be the rest of a title."""
    text = lines[at].text
    plain = len(text) <= _LONGEST and not text.endswith(("。", "；", "：", "，")) and not text.startswith(("（", "("))
    return plain and not _DATED.match(text) and not _is_body(lines[at]) and lines[at].level == lines[0].level


def _is_body(line: Source) -> bool:
    begun = heading_of(line.text, line.level > 1) or article_of(line.text) or mark_of(line.text)
    return isinstance(begun, Heading) or begun is not None


def _notes(lines: list[Source]) -> int:
    """How many lines below a title belong to the head: dated ones, those in brackets, and what goes on within the brackets."""
    depth = 0
    for at, line in enumerate(lines):
        text = line.text.translate({ord("("): "（", ord(")"): "）"})
        if depth <= 0 and not (text.startswith(("（", "【", "〔")) and not _is_body(line)) and not _DATED.match(text):
            return at
        if depth <= 0 and _DATED.match(text) and text.endswith(("。", "：")) and len(text) > 2 * _LONGEST:
            return at
        depth += text.count("（") - text.count("）")
        if at > _ABOVE * 2:
            return 0
    return len(lines)


def _joined(parts: list[str]) -> str:
    """A title of several lines as one; a line that is spread out without its spaces."""
    return "".join(("" if all(len(word) == 1 for word in part.split()) else " ").join(part.split()) for part in parts)
