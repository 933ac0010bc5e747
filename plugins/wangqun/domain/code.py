"""Code in a source text: what a markup shows as it stands. Links, directives and words for editors in it are none."""

import re
from collections.abc import Iterable

from .indented import indented_code
from .item import Dialect
from .markup import Markup

_FENCED: dict[Dialect, str] = {
    "office": (  # quoted or indented in any way
        r"^(?P<fence>[ \t\u3000>]*+(?P<marks>`{3,}+|~{3,}+))[^`\n]*\n.*?(?:^[ \t\u3000>]*+(?P=marks)[`~]*\s*$|\Z)"
    ),
    "pelican": r"^(?P<fence>`{3,}+|~{3,}+)[^`\n]*\n.*?(?:^(?P=fence)[ ]*$|\Z)",
}
_INLINE = r"(?<![`\\])(?P<tick>`++)(?:(?!\n[ \t]*\n).){1,2000}?(?<!`)(?P=tick)(?!`)|<!--.*?(?:-->|\Z)"
_CODE = {dialect: re.compile(rf"{fenced}|{_INLINE}", re.M | re.S) for dialect, fenced in _FENCED.items()}
_LITERAL = re.compile(r"(?<![\w`\\])``(?=[^\s`])(?:(?!\n[ \t]*\n).){0,2000}?(?<=[^\s\\])``(?!\w)", re.DOTALL)
_SHOWN = re.compile(r"[^\n]")
_LISTED = re.compile(r"(?:[-*+•‣⁃]|\(?(?:\d+|[A-Za-z#]|[ivxlcdmIVXLCDM]+)[.)])[ ]+")
_LITERAL_DIRECTIVES = re.compile(r"\.\.[ ]+(?:code|code-block|sourcecode|math|raw|highlight)::(?:[ ]|$)")
_DIRECTIVE = re.compile(r"\.\.(?:[ ]|$)")
_COMMENT = re.compile(r"\.\.(?:[ ]+(?!\[[^\]]+\]|_|\|[^|]+\||[\w:.+-]+::)|$)")
_QUOTED = re.compile(r"[!-/:-@\[-`{-~]")


def without_code(text: str, markup: Markup, dialect: Dialect = "pelican", *, comments: bool = True) -> str:
    """The text with code, and Markdown's comments if wanted, blanked out, every other character in its place.

    The dialect of offices does not take indented lines for code: there two spaces, or four, begin a paragraph.
    """
    if markup == "rst":
        return _without_rst(text)
    if dialect == "pelican" and ("    " in text or "\t" in text):  # a mark in it opens nothing outside
        text = _without_lines(text, indented_code(text))
    if "`" in text or "~~~" in text or (comments and "<!--" in text):
        text = _CODE[dialect].sub(lambda m: _blank(m[0]) if comments or m[0][0] != "<" else m[0], text)
    return text


def _without_rst(text: str) -> str:
    if "::" in text or ">>>" in text or ".." in text:
        text = _without_lines(text, _rst_blocks(text))
    return _LITERAL.sub(lambda m: _blank(m[0]), text) if "``" in text else text


def _blank(text: str) -> str:
    return _SHOWN.sub(" ", text)


def _without_lines(text: str, numbers: Iterable[int]) -> str:
    """The text less some lines, counted from 0."""
    if not (gone := set(numbers)):
        return text
    lines = text.split("\n")
    return "\n".join(" " * len(line) if number in gone else line for number, line in enumerate(lines))


def _rst_blocks(text: str) -> list[int]:
    """The lines of literal blocks: below `::`, in directives for code, after `>>>`; and comments."""
    lines = [line.expandtabs(8).rstrip() for line in text.split("\n")]
    found: list[int] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        bare = line.lstrip()
        indent = len(line) - len(bare)
        after = bool(at and lines[at - 1])
        if _LITERAL_DIRECTIVES.match(bare):
            end = _below(lines, at + 1, indent)
            found += range(at + 1, end)
        elif _COMMENT.match(bare):
            alone = bare == ".." and not any(lines[at + 1 : at + 2])
            end = at + 1 if alone else _below(lines, at + 1, indent)
            found += range(at, end)
        elif bare.startswith(">>> ") and not after:
            end = next((n for n in range(at, len(lines)) if not lines[n]), len(lines))
            found += range(at, end)
        elif line.endswith("::") and not _DIRECTIVE.match(bare) and at + 1 < len(lines) and not lines[at + 1]:
            inner = _text_indent(lines, at)
            end = _below(lines, at + 1, inner)
            if not any(lines[at + 1 : end]):
                end = _quoted(lines, at + 1, inner)
            found += range(at + 1, end)
        else:
            end = at + 1
        at = max(end, at + 1)
    return found


def _text_indent(lines: list[str], at: int) -> int:
    """How far the paragraph that ends on line `at` is indented, behind the mark of a list."""
    bare = lines[at].lstrip()
    indent = len(lines[at]) - len(bare)
    while match := _LISTED.match(bare):
        indent += match.end()
        bare = bare[match.end() :]
    return indent


def _below(lines: list[str], at: int, indent: int) -> int:
    """The line behind those from `at` on that are blank or deeper than `indent`."""
    while at < len(lines) and (not lines[at] or len(lines[at]) - len(lines[at].lstrip()) > indent):
        at += 1
    return at


def _quoted(lines: list[str], at: int, indent: int) -> int:
    """The line behind a literal block whose lines all begin with one mark of punctuation."""
    while at < len(lines) and not lines[at]:
        at += 1
    first = lines[at][indent : indent + 1] if at < len(lines) else ""
    if not first or lines[at][:indent].strip() or not _QUOTED.match(first):
        return at
    while at < len(lines) and lines[at].startswith(" " * indent + first):
        at += 1
    return at
