"""The first words of a body as readers see them, for lists and feeds."""

import re

from ..domain.item import Dialect
from ..domain.markup import Markup
from ..domain.text import clean
from ..scan.visible import cut_hidden, hidden, may_hide
from ..search.text import plain
from .bounds import LEAST_TIME, OutOfTime, time_limit
from .engines import Engines, rst
from .office import plain_start

LONGEST = 96  # characters
_PARTS = (1200, 8000)  # characters of a body that are read, the second when the first has no paragraph
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")
_BOXES = frozenset("blockquote table ul ol dl pre div details figure h1 h2 h3 h4 h5 h6 aside".split())
_NOTE = re.compile(r'<sup id="fnref.*?</sup>|<a [^>]*class="footnote-reference.*?</a>', re.DOTALL)


def excerpt(body: str, markup: Markup, dialect: Dialect, engines: Engines) -> str:
    """The beginning of the first plain paragraph, at most `LONGEST` characters; "" when there is none, or it cannot be had."""
    if not body.strip():
        return ""
    text = plain(plain_start(body)) if markup == "markdown" and dialect == "office" else ""
    for size in _PARTS if not text else ():
        part = _cut(body, size)
        try:
            with time_limit(LEAST_TIME):
                html = rst(part, "")[0] if markup == "rst" else engines.markdown(part, dialect)
                if markup == "markdown" and may_hide(part):
                    html = cut_hidden(html, hidden(html))
                text = _first_paragraph(html)
        except (Exception, OutOfTime):  # whoever renders the whole body says what is wrong with it
            engines.forget()
            return ""
        if text or len(part) == len(body):
            break
    text = clean(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip("，、；： ") + "…"


def _cut(body: str, size: int) -> str:
    """The beginning of a body, whole paragraphs or at least lines of it."""
    if len(body) <= size:
        return body
    for end in ("\n\n", "\n"):
        if (at := body.rfind(end, 0, size)) > 0:
            return body[:at]
    return body[:size]


def _first_paragraph(html: str) -> str:
    """The text of the first paragraph that stands in no box and has any."""
    depth = start = 0
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if name in _BOXES:
            depth += -1 if tag[1] else 1
        elif name == "p" and depth == 0:
            if not tag[1]:
                start = tag.end()
            elif start and (text := plain(_NOTE.sub("", html[start : tag.start()]))):
                return text
    return ""
