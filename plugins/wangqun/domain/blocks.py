"""The lines of a text in Markdown, divided into blocks as Python-Markdown divides them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

Line = tuple[int, str]
TAB = 4
ALONE = "\x02"  # a block of HTML or fenced code

_FENCE = re.compile(r"^(`{3,}|~{3,})[ ]*$", re.MULTILINE)
_ALONE = re.compile(
    r"^(?P<fence>`{3,}+|~{3,}+)[^`\n]*\n"
    r"|^[ ]{0,3}<(?P<tag>address|article|aside|blockquote|canvas|center|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure"
    r"|footer|form|h[1-6]|header|hgroup|hr|iframe|legend|li|main|math|menu|nav|object|ol|output|p|pre|script|section|style|summary"
    r"|table|tbody|td|tfoot|th|thead|tr|ul|video)\b[^<>]*>",
    re.MULTILINE | re.IGNORECASE,
)


class Block:
    """Some lines, one below the other. What is left of a block shares its lines with it, and what was found among them: the time
    for a block that is taken line by line grows no faster than the block.
    """

    __slots__ = ("found", "lines", "start")

    def __init__(self, lines: list[Line], start: int = 0, found: dict[re.Pattern[str], int] | None = None) -> None:
        self.lines, self.start, self.found = lines, start, {} if found is None else found

    def __len__(self) -> int:
        return len(self.lines) - self.start

    def __iter__(self) -> Iterator[Line]:
        return (self.lines[number] for number in range(self.start, len(self.lines)))

    def __getitem__(self, number: int) -> Line:
        return self.lines[self.start + number if number >= 0 else number]

    def before(self, number: int) -> "Block":
        """The lines before one of them."""
        return Block(self.lines[self.start : self.start + number])

    def rest(self, number: int) -> "Block":
        """The lines from one of them on."""
        return Block(self.lines, self.start + number, self.found)

    def first(self, pattern: re.Pattern[str]) -> int:
        """The number of the first line that matches; -1 when none does."""
        at = self.found.get(pattern, -1)
        if at < self.start:
            numbers = range(self.start, len(self.lines))
            at = self.found[pattern] = next((n for n in numbers if pattern.match(self.lines[n][1])), len(self.lines))
        return at - self.start if at < len(self.lines) else -1


def lines_of(text: str) -> Iterator[Line]:
    """Numbered lines, each block of HTML or fenced code as one that stands alone."""
    at = number = looked = 0
    fences: dict[str, list[int]] = {}  # where lines of nothing but a fence begin, by it
    for fence in _FENCE.finditer(text):
        fences.setdefault(fence[1], []).append(fence.start())
    while match := _ALONE.search(text, looked):
        start, end = match.start(), _fenced(text, match, fences) if match["fence"] else _closed(text, match)
        looked = max(match.end(), end)
        if end < 0:
            continue
        for line in text[at:start].split("\n")[:-1]:
            yield number, line.expandtabs(TAB)
            number += 1
        yield -1, " " if text[start] == " " else ""
        yield from ((-1, ALONE), (-1, ""))
        number += text.count("\n", start, end)
        at = end
    for line in text[at:].split("\n"):
        yield number, line.expandtabs(TAB)
        number += 1


def _fenced(text: str, opening: re.Match[str], fences: Mapping[str, Sequence[int]]) -> int:
    """Where fenced code ends that begins here, -1 when it does not; a shorter fence of tildes ends one too."""
    fence = opening["fence"]
    for length in range(len(fence), 2 if fence[0] == "~" else len(fence) - 1, -1):
        there = fences.get(fence[:length], ())
        if (number := bisect_left(there, opening.end())) < len(there):
            end = text.find("\n", there[number])
            return end if end >= 0 else len(text)
    return -1


def _closed(text: str, opening: re.Match[str]) -> int:
    """Where the element ends that begins here."""
    tag, depth = (opening["tag"] or "").lower(), 1
    if tag == "hr":
        return opening.end()
    for match in re.compile(rf"<(/?){tag}\b[^<>]*>", re.IGNORECASE).finditer(text, opening.end()):
        depth += -1 if match[1] else 1
        if not depth:
            return match.end()
    return len(text)


def blocks_of(lines: Iterable[Line]) -> list[Block]:
    """Lines divided at blank ones."""
    found: list[list[Line]] = [[]]
    for number, line in lines:
        if line.strip() or number <= 0 < len(line):
            found[-1].append((number, line))
        elif found[-1]:
            found.append([])
    return [Block(block) for block in found if block]
