"""XML written by hand, as feeds are: elements, and characters that XML may hold."""

import re
from xml.sax.saxutils import escape, quoteattr

ANCHOR = "wq:anchor"
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # what XML 1.0 cannot hold, not even escaped
_MARKS = re.compile("[<>&\"'\t\n\r\x00-\x1f\ud800-\udfff\ufffe\uffff]")  # what a text seldom has


def words(text: str) -> str:
    """A text as content; a character that no XML holds is shown as lost."""
    return escape(_REFUSED.sub("\ufffd", text)) if _MARKS.search(text) else text


def attribute(text: str) -> str:
    """A text as the value of an attribute, with its quotes."""
    return quoteattr(_REFUSED.sub("\ufffd", text)) if _MARKS.search(text) else f'"{text}"'


def element(tag: str, inner: str = "", /, **attributes: str) -> str:
    """An element around what is XML already. An empty attribute is left out; `anchor` is how one cites the element."""
    if anchor := attributes.pop("anchor", ""):
        attributes[ANCHOR] = anchor
    told = "".join(f" {key}={attribute(value)}" for key, value in attributes.items() if value)
    return f"<{tag}{told}>{inner}</{tag}>" if inner else f"<{tag}{told}/>"


def worded(tag: str, text: str, /, **attributes: str) -> str:
    """An element around words."""
    return element(tag, words(text), **attributes)
