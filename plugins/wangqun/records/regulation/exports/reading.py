"""The words of a text as exports have them: the parts of its body, without what only a page can show."""

import re
from hashlib import sha256

from ....domain.document import Document
from ....domain.frozen import frozen
from ....domain.law.lines import squeezed
from ....domain.law.reading import read_body
from ....domain.law.text import Part
from ....domain.law.writing import as_text

_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\((?:<[^<>\n]*>|[^()\s]*)(?:\s+\"[^\"\n]*\")?\)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?(?:u|b|i|em|strong|sup|sub|span|div|p|center|font)(?:\s[^<>\n]*)?/?>", re.IGNORECASE)


@frozen
class Words:
    """The parts of a body; `digest` is the SHA-256 of all its characters without white space, the same in every format."""

    parts: tuple[Part, ...]
    digest: str


def words_of(document: Document) -> Words:
    """The words of a text.

    Raises:
        Changed: its file is another one now than when it was checked.
    """
    is_markdown = document.markup == "markdown"
    return words_of_parts(read_body(plain(document.body) if is_markdown else document.body, is_markdown).parts)


def words_of_parts(parts: tuple[Part, ...]) -> Words:
    """Parts with their digest."""
    return Words(parts, sha256(squeezed(as_text(parts)).encode()).hexdigest())


def plain(body: str) -> str:
    """A body in which links, pictures and marks of form are their words alone."""
    if "](" in body:
        body = _LINK.sub(r"\1", body)
    if "<" in body:
        body = _TAG.sub("", _BREAK.sub("\n", body))
    return body
