"""Splitting a document into header and body: each way to write a header is a module, and all come to one `Header`.

A header is found where its writer thinks it is, or the piece is refused; no line of it is ever left in the body.
"""

from ....domain.finding import Place
from ....domain.item import DIALECT_WORDS, Dialect
from ..keys import Names
from .astray import find_astray
from .fenced import find_fenced
from .fields import find_fields_astray, read_fields, read_title
from .opening import heading, lead, row_of
from .plain import find_plain
from .result import HEADER_TITLES, HEADER_YAML, Header, body_from

__all__ = ["HEADER_YAML", "Header", "read_header"]


def read_header(text: str, place: Place, names: Names, rst: bool = False, dialect: Dialect = "office") -> Header:
    """Split a file into header and body; `names` are what fields are called in it.

    `dialect` is how its Markdown is read unless its header says another: office prose has no indented code.
    """
    at = lead(text, 0)
    header = (_read_rst if rst else _read_markdown)(text, at, place, names)
    indented = rst or DIALECT_WORDS.read(header.values.get("markdown", dialect)) == "pelican"
    if not header.fatal and at:
        find_astray(header, text[:at], 1, place, names, indented)
    if not header.fatal:
        find_astray(header, header.body, header.body_line, place, names, indented)
    if rst and not header.fatal:
        find_fields_astray(header, place, names)
    return header


def _read_markdown(text: str, at: int, place: Place, names: Names) -> Header:
    header = _find(text, at, place, names)
    if header is None and (found := heading(text, at)):
        title, below = found
        header = _find(text, lead(text, below), place, names)
        if header and not header.fatal:
            _take_heading(header, title, place.at(text.count("\n", 0, at) + 1, 1))
    return header or body_from(Header(), text, 0)


def _find(text: str, at: int, place: Place, names: Names) -> Header | None:
    return find_fenced(text, at, place, names) or find_plain(text, at, place, names)


def _take_heading(header: Header, title: str, where: Place) -> None:
    """A heading before a header is its title, unless that says another."""
    given = header.values.get("title", title)
    if given != title:
        header.refuse(HEADER_TITLES.at(where, heading=title, title=given))
    header.title = title
    header.marked.marks.setdefault(("title",), (where.line, 1))


def _read_rst(text: str, at: int, place: Place, names: Names) -> Header:
    if not _is_title(text, at, names) and (found := find_fenced(text, at, place, names)) and (found.values or found.fatal):
        return found
    header = Header()
    line = read_title(text, header)
    if read_fields(text, line, header, place, names):
        return header
    if header.title is None:
        found = _read_markdown(text, at, place, names)
    else:
        found = _find(text, sum(len(row) + 1 for row in text.split("\n")[:line]), place, names) or header
        found.title = header.title
    return found if found.values or found.fatal else header


def _is_title(text: str, at: int, names: Names) -> bool:
    """True when an overlined title of an rst file stands at `at` and no header."""
    rows = text[at : at + 4000].split("\n", 3)
    if len(rows) < 3 or rows[0].rstrip() != rows[2].rstrip():
        return False
    return len(rows[0].rstrip()) > 3 or not row_of(rows[1], names)
