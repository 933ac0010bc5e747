"""Where the lines of a title may break: between words, so that none is torn (docs/decisions/0045)."""

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ..domain.patterns import pattern
from ..search.tokens import HAN

if TYPE_CHECKING:
    from budoux import Parser

KNOWN = 8192  # titles whose breaks are remembered: those of a site stand in several lists
_SHORT = 7  # characters that any line has room for
_HAN = pattern(f"[{HAN}]")
_LEADS = frozenset("“‘（《〈「『【〔([{$￥¥#№")
_NUMERALS = frozenset("〇零一二两三四五六七八九十百千万0123456789")
_COUNTED = frozenset("届次号条章节款项年月日时分期批人名位件个项级段季")
_OWN = pattern("(?<!工)人大(?!会(?!议)|家|量|型|多|道|小|力)|主席团|常委会|联络站|接待日|听证会|审议稿|修订稿")
"""Words of the trade, which no general list has; 人大 is none in 工人大会."""
_LIST = Path(__file__).with_name("words.txt")
_TRAILS = frozenset("”’）》〉」』】〕)]}，。、；：？！,.;:?!·…—～~%％‰℃°")


@cache
def _parser() -> "Parser":
    from budoux import load_default_simplified_chinese_parser  # takes a moment, and a run may render nothing

    return load_default_simplified_chinese_parser()


def phrases(title: str) -> tuple[str, ...]:
    """The parts of a title between which a line may break; together they are the title."""
    if len(title) <= _SHORT or not _HAN.search(title):
        return (title,)
    parts: list[str] = []
    alone = 0  # single characters at the end of which the last part consists
    for word in _parser().parse(title):
        is_single = len(word) == 1 and bool(_HAN.match(word))
        if parts and (_sticks(parts[-1][-1], word[0]) or (is_single and alone)):
            parts[-1] += word
        else:
            parts.append(word)
            alone = 0
        alone = alone + 1 if is_single else 0
    return tuple(_joined(_whole(title, parts)))


@cache
def _listed() -> frozenset[str]:
    """Words of the language, which the parser tears where it does not know them (tests/wordlist.py)."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[0] != "#" for word in line.split())


@cache
def _reversed() -> frozenset[str]:
    return frozenset(word[::-1] for word in _listed())


def _whole(title: str, parts: list[str]) -> list[str]:
    """The same parts with no break inside a word: where one was, it stands before the word, after two characters."""
    if len(parts) == 1:
        return parts
    ends = set(accumulate(map(len, parts)))
    for start, end in _words(title):
        if torn := ends.intersection(range(start + 1, end)):
            ends -= torn
            before = max((end for end in ends if end <= start), default=0)
            if start - before > 1 and not _sticks(title[start - 1], title[start]):
                ends.add(start)
    return [title[start:end] for start, end in pairwise((0, *sorted(ends)))]


def _words(title: str) -> list[tuple[int, int]]:
    """Where words stand: those of the trade, and of the list those that are found from either end and touch none of the trade."""
    own = [found.span() for found in _OWN.finditer(title)]
    taken = {at for start, end in own for at in range(start, end)}
    return sorted([*own, *(span for span in _agreed(title) if taken.isdisjoint(range(*span)))])


def _agreed(title: str) -> set[tuple[int, int]]:
    """Words of the list as they are found from the left and from the right, the longest first: 研究生命 has none."""
    forward = set(_found(title, _listed()))
    if not forward:
        return forward
    length = len(title)
    return {(length - end, length - start) for start, end in _found(title[::-1], _reversed())} & forward


def _found(title: str, words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Words one after the other, as long as there are any, for every title of a build: no slice is made that is not asked for."""
    at, last = 0, len(title) - 1
    while at < last:
        if (found := title[at : at + 3]) in words or (found := title[at : at + 2]) in words:
            yield at, at + len(found)
            at += len(found)
        else:
            at += 1


def _sticks(before: str, after: str) -> bool:
    """True between two characters of which a line ends with the first, or begins with the second, only against the rules."""
    if before in _LEADS or after in _TRAILS or (before in _NUMERALS and after in _COUNTED):
        return True
    return before.isascii() and after.isascii() and " " not in (before, after)


def _joined(parts: list[str]) -> list[str]:
    """The same parts with a character that stands alone given to the one before it: what is left of a word, or a particle."""
    joined: list[str] = []
    for part in parts:
        if joined and ((len(part) == 1 and part not in _LEADS) or (len(joined) == 1 and len(joined[0]) == 1)):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


@lru_cache(KNOWN)
def with_breaks(title: str) -> Markup:
    """A title as HTML, with `<wbr>` where a line may break; the filter `wbr` of templates."""
    return Markup("<wbr>").join(map(escape, phrases(str(title))))
