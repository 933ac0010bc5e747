"""The body of a law read into its parts. Nothing of it is left out: what is no division, article or item is a paragraph."""

from collections.abc import Sequence

from .building import Builder
from .lines import ArticleLine, Heading, Kind, Mark, article_of, heading_of, mark_of
from .source import Source, lines_of
from .text import Doubt, LawText

_ENDS = "。；：！？，、"
_SHORT = 40  # characters of a heading that no mark says to be one


def read_body(text: str, markdown: bool = True) -> LawText:
    """The body of a law from plain text or from Markdown."""
    lines = lines_of(text, markdown)
    kinds = _kinds(lines)
    style = _style_of_articles(kinds)
    listed = _contents(lines, kinds)
    builder = Builder()
    last, quoted = (0, 0), False
    doubts: list[Doubt] = []
    for at, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if at in listed:
            builder.listed(line.text, isinstance(kind, Heading) and kind.sort == "contents")
            continue
        if line.cells:
            builder.row(line.cells)
            continue
        if isinstance(kind, Heading) and (line.level or not quoted) and _is_begun(kind, builder):
            builder.division(kind, line.level)
            last = (0, 0) if kind.sort == "annex" else last
        elif isinstance(kind, ArticleLine) and not style and _is_next(kind, last, quoted):
            if doubt := _odd(kind, last):
                doubts.append(Doubt(line.line, doubt))
            last = kind.value
            builder.article(kind.mark, kind.heading, kind.rest)
        elif isinstance(kind, Mark) and kind.style == style and kind.value == last[0] + 1 and not quoted:
            last = (kind.value, 0)
            builder.article(kind.mark, "", kind.rest)
        elif isinstance(kind, Mark):
            builder.item(kind)
        else:
            builder.paragraph(line.text)
        quoted = _is_quoted(line.text, quoted)
    return LawText(builder.parts(), tuple(doubts))


def _kinds(lines: Sequence[Source]) -> list[Kind]:
    """What each line begins by its own words, and where a short 一、 stands right above an article, by those of the next."""
    kinds = [_kind(line) for line in lines]
    for at, (line, kind, following) in enumerate(zip(lines, kinds, kinds[1:], strict=False)):
        if isinstance(kind, Mark) and isinstance(following, ArticleLine) and _is_short_heading(line, kind):
            kinds[at] = Heading("heading", kind.mark, kind.rest)
    return kinds


def _kind(line: Source) -> Kind:
    """What a line begins by its own words."""
    if line.cells:
        return None
    return heading_of(line.text, line.level > 0) or article_of(line.text) or mark_of(line.text)


def _style_of_articles(kinds: Sequence[Kind]) -> str:
    """The marks that stand for articles in a text without 第X条: those that count from one to the end without a break."""
    if any(isinstance(kind, ArticleLine) and kind.spaced for kind in kinds):
        return ""
    for style in ("一、", "（一）", "1."):
        values = [kind.value for kind in kinds if isinstance(kind, Mark) and kind.style == style]
        if len(values) > 1 and values == list(range(1, len(values) + 1)):
            first = next((kind for kind in kinds if isinstance(kind, Mark)), None)
            return style if first and first.style == style else ""
    return ""


def _contents(lines: Sequence[Source], kinds: Sequence[Kind]) -> range:
    """The lines of a list of contents: from 目录, or from the first heading, to where that heading stands again."""
    starts = [at for at, kind in enumerate(kinds) if isinstance(kind, Heading) and kind.sort != "heading"]
    if not starts:
        return range(0)
    start = starts[0]
    titled = isinstance(kind := kinds[start], Heading) and kind.sort == "contents"
    first = next((at for at in starts if at > start), start) if titled else start
    if any(isinstance(kind, ArticleLine) for kind in kinds[:first]):
        return range(0)
    same = kinds[first]
    for at in range(first + 1, len(lines)):
        if _is_alike(kinds[at], same) or (titled and isinstance(kind := kinds[at], Heading) and kind.sort == "preamble"):
            return range(start, at) if titled or at > first + 1 else range(0)
        if len(lines[at].text) > _SHORT or lines[at].text.endswith(tuple(_ENDS)) or isinstance(kinds[at], ArticleLine):
            break
    return range(start, start + 1) if titled else range(0)


def _is_alike(one: Kind, other: Kind) -> bool:
    return isinstance(one, Heading) and isinstance(other, Heading) and (one.sort, one.mark) == (other.sort, other.mark)


def _is_short_heading(line: Source, mark: Mark) -> bool:
    """True for what texts of the courts have instead of chapters."""
    return mark.style == "一、" and len(line.text) <= _SHORT and not line.text.endswith(tuple(_ENDS))


def _is_begun(kind: Heading, builder: Builder) -> bool:
    """An annex stands behind something."""
    return kind.sort != "annex" or not builder.is_empty


def _is_next(kind: ArticleLine, last: tuple[int, int], quoted: bool) -> bool:
    """True for a line that is an article of this text; quoted, or without a space behind it, only the next is."""
    number, more = kind.value
    follows = kind.value in {(last[0] + 1, 0), (last[0], last[1] + 1)}
    return follows or (kind.spaced and not quoted and not (more and number != last[0]))


def _odd(kind: ArticleLine, last: tuple[int, int]) -> str:
    """What is odd about a number after the one before it."""
    if kind.value in {(last[0] + 1, 0), (last[0], last[1] + 1)} or last == (0, 0):
        return ""
    return f"编号与上一条不连续：{kind.mark}"


def _is_quoted(line: str, quoted: bool) -> bool:
    """True when a quotation is open at the end of a line."""
    opened, closed = line.rfind("“"), line.rfind("”")
    return quoted if opened == closed else opened > closed
