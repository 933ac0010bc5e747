"""Two versions of a law side by side: what was read of each, what changed, and what the comparison by article does not tell."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import NamedTuple

from ..frozen import frozen
from .compared import Comparison
from .comparing import compare
from .lines import squeezed
from .provision import Provision, cited, digits, provisions, visible_lines
from .text import Article, Block, Division, LawText, Part, Sort, articles

_BRACKETED = re.compile(r"[（(][^（）()]*[)）]$")  # 灯会条例（2015年修正）, （草案）
BODY = "正文"
"""How words that stand in no division are called."""


class Heading(NamedTuple):
    """A division as those who show its articles name it: what it is, its words, its place on the page ("" for none)."""

    sort: Sort
    name: str
    anchor: str


@frozen
class Version:
    """What was read of a text: its articles, how each is cited and where one finds it, the headings, and what stands in no
    article, by division; `above` are the divisions in which an article stands, the widest first. `file` is where it came from,
    `doubts` what an editor should look at (line, 0 for none; text).
    """

    title: str
    date: str
    articles: tuple[Provision, ...]
    names: Mapping[str, str]
    anchors: Mapping[str, str]
    headings: tuple[str, ...]
    asides: tuple[Provision, ...]
    file: str = ""
    doubts: tuple[tuple[int, str], ...] = ()
    above: Mapping[str, tuple[Heading, ...]] = field(default_factory=dict)

    def name(self, number: str) -> str:
        """How the text cites an article."""
        return self.names.get(number) or cited(number)

    def anchor(self, number: str) -> str:
        """Where an article begins on its page, "" for none."""
        return self.anchors.get(number, "")


@frozen
class Compared:
    """Two versions, what changed in their articles and beside these, and what is told of neither, in Chinese."""

    old: Version
    new: Version
    comparison: Comparison
    beside: Comparison
    notes: tuple[str, ...]


def version_of(title: str, date: str, text: LawText, file: str = "", doubts: tuple[tuple[int, str], ...] = ()) -> Version:
    """A text as it is compared."""
    names, anchors, above = {}, {}, {}
    for article, divisions in reversed(list(articles(text))):  # of several with one number the first
        number = digits(article.number)
        names[number], anchors[number] = article.number.rstrip("、.．"), article.anchor
        above[number] = tuple(Heading(each.sort, each.name, each.anchor) for each in divisions)
    asides = tuple(_asides(text.parts, names, anchors))
    headings = tuple(division.name for division in _divisions(text.parts) if division.sort != "contents")
    return Version(title, date, provisions(text), names, anchors, headings, asides, file, doubts, above)


def compared(old: Version, new: Version, given: Sequence[tuple[str, str]] = ()) -> Compared:
    """What changed from one version to the other; `given` as for `compare`."""
    both = {one.number for one in old.asides} & {one.number for one in new.asides}
    beside = compare(old.asides, new.asides, [(number, number) for number in sorted(both)])
    return Compared(old, new, compare(old.articles, new.articles, given), beside, tuple(_notes(old, new)))


def _divisions(parts: Iterable[Part]) -> Iterator[Division]:
    for part in parts:
        if isinstance(part, Division):
            yield part
            yield from _divisions(part.parts)


def _asides(parts: Iterable[Part], names: dict[str, str], anchors: dict[str, str]) -> Iterator[Provision]:
    """What stands in no article, each widest division a provision of its own; headings and lists of contents are left out."""
    found: dict[str, list[str]] = {}
    for division, part in _loose(parts, None):
        number = division.anchor or division.name if division else ""
        names.setdefault(number, division.name if division else BODY)
        anchors.setdefault(number, division.anchor if division else "")
        found.setdefault(number, []).extend(visible_lines(part))
    yield from (Provision(number, None, "", tuple(lines)) for number, lines in found.items() if lines)


def _loose(parts: Iterable[Part], above: Division | None) -> Iterator[tuple[Division | None, Block]]:
    for part in parts:
        if isinstance(part, Division):
            if part.sort != "contents":
                yield from _loose(part.parts, above or part)
        elif not isinstance(part, Article):
            yield above, part


def _notes(old: Version, new: Version) -> Iterator[str]:
    """What an editor must look at beside the comparison by article."""
    if _BRACKETED.sub("", squeezed(old.title)) != _BRACKETED.sub("", squeezed(new.title)):
        yield f"两个文本的标题不同：{old.title}；{new.title}"
    for version in (old, new):
        numbers = [each.number for each in version.articles]
        if again := sorted({number for number in numbers if numbers.count(number) > 1}):
            yield f"{version.file or version.title}里有几条编号相同：{'、'.join(map(version.name, again))}"
    yield from _of_headings(old, new)
    if [squeezed("".join(one.paragraphs)) for one in old.asides] != [squeezed("".join(one.paragraphs)) for one in new.asides]:
        yield "条文以外的文字（序言、附件等）不同，列在各条后面"
    if old.date and new.date and old.date > new.date:
        yield f"旧文本的日期（{old.date}）比新文本的（{new.date}）晚：是不是写反了次序"


def _of_headings(old: Version, new: Version) -> Iterator[str]:
    """What differs in the headings; one that has only another number now is named by neither list."""
    if list(map(squeezed, old.headings)) == list(map(squeezed, new.headings)):
        return
    before, after = ({_untold(heading): heading for heading in side.headings} for side in (old, new))
    lists = (
        ("删去", [before[one] for one in before if one not in after]),
        ("新增", [after[one] for one in after if one not in before]),
    )
    told = [f"{word} {'、'.join(those)}" for word, those in lists if those]
    yield f"编章节的标题有变化：{'；'.join(told) or '只有编号、次序不同'}"


def _untold(heading: str) -> str:
    """What a heading says without its number."""
    return squeezed(heading.partition("　")[2]) or squeezed(heading)
