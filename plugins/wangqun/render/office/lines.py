"""A body's lines, evened out: each kind of block as the Markdown engine wants it, everything else as plain paragraphs."""

import re
from collections.abc import Callable

from markdown.util import BLOCK_LEVEL_ELEMENTS

from ...domain.frozen import frozen
from ...domain.patterns import pattern
from .inline import ATTRIBUTES, inline
from .lists import ITEM, RULE, indent_of, is_amount, read_list
from .marks import BREAK, escaped
from .raw import end_of, read_fence
from .runs import SPACE, paragraphs
from .tables import is_ruled, read_tabbed, read_table

_MARKED = frozenset("#>-*+|`~:!<[{_&\x020123456789")  # what a line of markup may begin with
_HEADING = pattern(r"(#{1,6})(?:[ \u3000]+(?=\S)|(?<=##)(?=[\u3400-\u9fff]))(.*)")
_CLOSING = pattern(r"[ ]+#+$")
_ADMONITION = pattern(r"!!! ?([\w-]+(?: +[\w-]+)*)(?: +\"(.*?)\")? *$")
_FOOTNOTE = pattern(r"\[\^[^\]]*\]:[ ]*")
_ABBREVIATIONS = pattern(r"\*\[.*")
_ABBREVIATION = pattern(r"\*\[(?=[^\]\\]*[^\W\d])([^\]\\]+)\][ ]?:[ ]*\S")
_DEFINED = pattern(r"\[([^\]\n]+)\]:")
_QUOTED_AMOUNT = pattern(r">[ ]*[\d=]")
_ENTITY_SPACE = pattern(r"(?:&(?:emsp|ensp|nbsp|#12288|#x3000);|[\s\u3000])+")
_TAG = pattern(r"<([A-Za-z][A-Za-z0-9-]*)\b([^<>]*)>")
_OWN_LINE = pattern(rf"{ATTRIBUTES}$")
_NOTE = pattern(r"(?:备?注\d{0,2}|说明|单位|(?:数据|资料)来源)[：:]|[本此上下左右]表|表[中内列]|以上数据")
ROWS = 60  # lines above a note in which a table's rule is looked for
_BLOCKS = frozenset(BLOCK_LEVEL_ELEMENTS)
_PARSED = pattern(r"\smarkdown(?:\s*=\s*[\"']?(?:1|block|markdown)[\"']?)?(?=[\s>/]|$)", re.IGNORECASE)


@frozen
class Piece:
    """What one line cannot know: the labels of link definitions, the abbreviations in use, and where finished HTML is kept."""

    labels: frozenset[str]
    source: str
    stash: Callable[[str], str]


def even(lines: list[str], piece: Piece, inside: bool = False) -> list[str]:
    """The lines that the engine is to read; `inside` those of a list's item."""
    out: list[str] = []
    run: list[str] = []
    at, end = 0, len(lines)
    while at < end:
        line = lines[at]
        text = line.strip(SPACE)
        if not text:
            if run:
                _flush(run, out, inside)
                run = []
            if out and out[-1]:
                out.append("")
            at += 1
            continue
        block: Block | None = None
        if text[0] in _MARKED:
            found = _block(lines, at, text, run, piece)
            if isinstance(found, str):
                line = found
            else:
                block = found
        if block is None and ("|" in text or "\t" in text):
            block = _table(lines, at, text)
        if block is None:
            run.append(line)
            at += 1
            continue
        at, made, tight = block
        if run:
            _flush(run, out, inside)
            run = []
        if out and out[-1] and not (tight and (inside or made[0][0] in "{:")):
            out.append("")
        out += made
        out.append("")
    if run:
        _flush(run, out, inside)
    return out


def _flush(run: list[str], out: list[str], inside: bool) -> None:
    """Write a run of prose: its paragraphs apart, in a list's item as lines."""
    first = True
    for text in paragraphs(run):
        if not first and inside:
            out[-1] += BREAK
        elif not first:
            out.append("")
        out += text.split("\n")
        first = False


Block = tuple[int, list[str], bool]
"""The line after a block, what the engine is to read of it, and whether it may stand right below a line of text."""


def _block(lines: list[str], at: int, text: str, run: list[str], piece: Piece) -> Block | str | None:
    """The block that begins at a line; the line itself with its first mark escaped when it is none; None for plain text."""
    kind = text[0]
    if kind == "\x02":
        return at + 1, [text], False
    if kind == "#":
        return _heading(at, text)
    if kind in "-*+_" and RULE.match(text):
        return at + 1, [text], False
    if kind in "-*+0123456789":
        if text.startswith("*["):
            return (at + 1, [text], False) if _is_abbreviation(text, piece) else escaped("*") + text[1:]
        return _list(lines, at, text, piece)
    reader = _READERS.get(kind)
    return reader(lines, at, text, run, piece) if reader else None


def _is_abbreviation(text: str, piece: Piece) -> bool:
    """True for the explanation of a word that stands elsewhere in the piece, as the engine looks for it."""
    found = _ABBREVIATION.match(text)
    return bool(found and re.search(rf"\b{re.escape(found[1])}\b", _ABBREVIATIONS.sub("", piece.source)))


def _heading(at: int, text: str) -> Block | str:
    if not (found := _HEADING.match(text)):
        return escaped("#") + text[1:]
    title = _CLOSING.sub("", found[2].strip(SPACE))
    bare = title.rstrip("#")
    return at + 1, [f"{found[1]} {inline(bare)}{escaped(title[len(bare) :])}"], False


def _list(lines: list[str], at: int, text: str, piece: Piece) -> Block | str | None:
    found = ITEM.match(lines[at])
    if not found:
        number = re.match(r"\d+(?=\.[ \u3000]+)", text)
        if number:
            return f"{number[0]}{escaped('.')}{text[number.end() + 1 :]}"
        return escaped(text[0]) + text[1:] if text[0] in "-+" else None
    if is_amount(lines, at):
        return escaped(text[0]) + text[1:]
    end, items = read_list(lines, at, lambda line: line.strip(SPACE)[:1] not in _MARKED)
    if found[2] == "*" and len(items) == 1 and (_NOTE.match(found[4]) or _is_below_table(lines, at)):
        return escaped("*") + text[1:]
    out: list[str] = []
    for marker, content, has_gap in items:
        made = even(content, piece, inside=True)
        while made and not made[-1]:
            made.pop()
        if out and (has_gap or "" in out):  # an engine that has met one gap reads on from gap to gap
            out.append("")
        out.append(f"{marker} {made[0] if made else ''}")
        out += [f"    {line}" if line else "" for line in made[1:]]
    return end, out, True


def _is_below_table(lines: list[str], at: int) -> bool:
    """True when the line above, or above a gap, is the last of a table."""
    above = next((line for line in reversed(lines[max(at - 3, 0) : at]) if line.strip(SPACE)), "")
    return (
        above.lstrip(SPACE)[:1] == "|"
        or "\t" in above.strip(SPACE)
        or above.rstrip().endswith("</table>")
        or ("|" in above and any(map(is_ruled, lines[max(at - ROWS, 0) : at])))
    )


def _table(lines: list[str], at: int, text: str) -> Block | None:
    if "|" in text and at + 1 < len(lines) and is_ruled(lines[at + 1]):
        end, made = read_table(lines, at)
        return end, made, False
    if "\t" in text and (found := read_tabbed(lines, at)):
        return found[0], found[1], False
    return None


def _quote(lines: list[str], at: int, text: str, run: list[str], piece: Piece) -> Block:
    end, inner = at, []
    while end < len(lines) and (quoted := lines[end].strip(SPACE)).startswith(">"):
        inner.append(quoted)
        end += 1
    if all(map(_QUOTED_AMOUNT.match, inner)):
        return end, f"{BREAK}\n".join(inline(escaped(">") + quoted[1:]) for quoted in inner).split("\n"), False
    made = even([line[1:].removeprefix(" ") for line in inner], piece)
    while made and not made[-1]:
        made.pop()
    return end, [f"> {line}" if line else ">" for line in made], False


def _indented(lines: list[str], at: int, least: int = 2) -> tuple[int, list[str]]:
    """The line after those that belong to what stands above them, for they are indented, and these lines."""
    end = at
    for number in range(at, len(lines)):
        if lines[number].strip(SPACE):
            if indent_of(lines[number]) < least:
                break
            end = number + 1
    inner = lines[at:end]
    shift = min((indent_of(line) for line in inner if line.strip(SPACE)), default=0)
    return end, [line[shift:] for line in inner]


def _below(first: str, lines: list[str], at: int, piece: Piece, content: str = "") -> Block:
    """A block whose content is indented below its first line, or begins in it."""
    end, inner = _indented(lines, at)
    made = even([content, *inner] if content else inner, piece)
    while made and not made[-1]:
        made.pop()
    head = first + made.pop(0) if content and made else first
    return end, [head, *(f"    {line}" if line else "" for line in made)], False


def _admonition(lines: list[str], at: int, text: str, run: list[str], piece: Piece) -> Block | str | None:
    if not text.startswith("!!!"):
        return None
    found = _ADMONITION.match(text)
    below = next((line for line in lines[at + 1 :] if line.strip(SPACE)), "")
    if not found or indent_of(below) < 2:
        return escaped("!!!") + text[3:]
    if not found[1].isascii():
        text = f'!!! note "{found[1]}"'
    return _below(text, lines, at + 1, piece)


def _bracket(lines: list[str], at: int, text: str, run: list[str], piece: Piece) -> Block | str | None:
    if text == "[TOC]":
        return at + 1, [text], False
    if found := _FOOTNOTE.match(text):
        return _below(found[0], lines, at + 1, piece, text[found.end() :])
    if found := _DEFINED.match(text):
        return (at + 1, [text], False) if found[1].strip().lower() in piece.labels else escaped("[") + text[1:]
    return None


def _definition(lines: list[str], at: int, text: str, run: list[str], piece: Piece) -> Block | str | None:
    found = re.match(r":[ ]+(?=\S)", text)
    if not found:
        return None
    above = at - 1
    while above >= 0 and not lines[above].strip(SPACE):
        above -= 1
    if above < 0 or lines[above].lstrip(SPACE)[:1] in _MARKED - {":"}:
        return escaped(":") + text[1:]
    end, made, _ = _below(":   ", lines, at + 1, piece, text[found.end() :])
    return end, made, True


def _attributes(lines: list[str], at: int, text: str, run: list[str], piece: Piece) -> Block | None:
    return (at + 1, [text], True) if run and _OWN_LINE.match(text) else None


def _fence(lines: list[str], at: int, text: str, run: list[str], piece: Piece) -> Block | None:
    found = read_fence(lines, at)
    return (found[0], [piece.stash(found[1])], False) if found else None


def _entity(lines: list[str], at: int, text: str, run: list[str], piece: Piece) -> str | None:
    found = _ENTITY_SPACE.match(text)
    return "\u3000" + text[found.end() :] if found else None


def _html(lines: list[str], at: int, text: str, run: list[str], piece: Piece) -> Block | None:
    """A block of HTML, as it stands; what is written in `<details>`, or where `markdown` is asked for, is read."""
    if text.startswith("<!--"):
        end = next((n for n in range(at, len(lines)) if "-->" in lines[n]), at) + 1
        return end, [text, *(line.expandtabs(4) for line in lines[at + 1 : end])], False
    found = _TAG.match(text)
    if not found or (name := found[1].lower()) not in _BLOCKS:
        return None
    if name == "hr":
        return at + 1, [text], False
    end, is_closed = end_of(name, lines, at)
    region = [text, *(line.expandtabs(4) for line in lines[at + 1 : end])]
    if not is_closed:
        region[-1] += f"</{name}>"
    inner, closing, tail = "\n".join(region)[found.end() :].rpartition(f"</{found[1]}")
    if closing and (_PARSED.search(found[2]) or (name == "details" and "\n" in inner.strip())):
        opening = f'<{found[1]}{_PARSED.sub("", found[2])} markdown="1">'
        return end, [opening, "", *even(inner.split("\n"), piece), "", closing + tail], False
    return end, region, False


Reader = Callable[[list[str], int, str, list[str], Piece], Block | str | None]
_READERS: dict[str, Reader] = {
    ">": _quote,
    "!": _admonition,
    "[": _bracket,
    ":": _definition,
    "{": _attributes,
    "`": _fence,
    "~": _fence,
    "<": _html,
    "&": _entity,
}
