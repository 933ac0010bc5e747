"""Figures in a text stay on one line with the character that counts them, and the hours of a span with each other."""

import re

from markupsafe import Markup, escape

from ..search.tokens import HAN
from .texts import texts

_TO = "(?:[—–―~～-]{1,2}|[至到])"
_HOUR = "[0-9]{1,2}[:：][0-9]{2}"
_FIGURE = "[0-9][0-9.,]{0,11}"
_WHOLE = re.compile(
    rf"(?<![0-9A-Za-z.,/_=+-])(?:{_HOUR}(?: ?{_TO} ?{_HOUR}|(?<=：..))|(?:{_FIGURE}(?:{_TO}{_FIGURE})? ?[{HAN}]){{1,3}})"
)


def with_whole_figures(html: str) -> str:
    """Safe HTML in which each of them is an element that never folds (docs/decisions/0045); what stands in links, code and
    headings is left. The text is the same.
    """
    if not _WHOLE.search(html):
        return html
    parts: list[str] = []
    at = 0
    for start, end, is_left in texts(html):
        text = html[start:end]
        parts += (html[at:start], text if is_left else _WHOLE.sub(r'<span class="whole">\g<0></span>', text))
        at = end
    parts.append(html[at:])
    return "".join(parts)


def whole(text: str) -> Markup:
    """The same of a body or of plain text; the filter `whole` of templates."""
    return Markup(with_whole_figures(str(escape(text))))  # noqa: S704 - escaped, or safe already
