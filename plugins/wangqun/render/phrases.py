"""Where the lines of a title may break: between words, so that none is torn (docs/decisions/0045)."""

from functools import cache, lru_cache
from itertools import accumulate, pairwise
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
_COUNTED = frozenset("届次号条章节款项年月日时分期批人名位件个项级段")
# words of the trade, which the parser tears where it does not know them; 人大 is none in 工人大会
_WORDS = pattern(
    "(?<!工)人大(?!会(?!议)|家|量|型|多|道|小|力)|主席团|常委会|联络站|接待日|座谈会|听证会|上半年|下半年|农村|乡村|村民|居民|选民|群众"
    "|农产品|农业|灌区|梯田|冬季|就医|用药|用水|节约|防火|易地|敬老院|跟踪|收集|听取|发布|调研|视察|督办|催办|集体"
)
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


def _whole(title: str, parts: list[str]) -> list[str]:
    """The same parts with no break inside a word of the trade: where one was, it stands before the word, after two characters."""
    if len(parts) == 1:
        return parts
    ends = set(accumulate(map(len, parts)))
    for found in _WORDS.finditer(title):
        start, end = found.span()
        if torn := ends.intersection(range(start + 1, end)):
            ends -= torn
            before = max((end for end in ends if end <= start), default=0)
            if start - before > 1 and not _sticks(title[start - 1], title[start]):
                ends.add(start)
    return [title[start:end] for start, end in pairwise((0, *sorted(ends)))]


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
