"""Figures in a text stay on one line with the character that counts them, and the hours of a span with each other."""

from markupsafe import Markup, escape

from ..domain.patterns import pattern
from ..search.tokens import HAN
from .texts import outside

_TO = "(?:[—–―~～-]{1,2}|[至到])"
_HOUR = "[0-9]{1,2}[:：][0-9]{2}"
_MORE = "[0-9.,]{0,11}"
_FIGURE = f"[0-9]{_MORE}"
_TIMES = f"[0-9]?[:：][0-9]{{2}}(?: ?{_TO} ?{_HOUR}|(?<=：..))"
_COUNTED = f"{_MORE}(?:{_TO}{_FIGURE})? ?[{HAN}](?:{_FIGURE}(?:{_TO}{_FIGURE})? ?[{HAN}]){{0,2}}"
_WHOLE = pattern(rf"[0-9](?<![0-9A-Za-z.,/_=+-].)(?:{_TIMES}|{_COUNTED})")  # begins with what is looked for fast


def with_whole_figures(html: str) -> str:
    """Safe HTML in which each of them is an element that never folds (docs/decisions/0045); what stands in links, code and
    headings is left. The text is the same.
    """
    parts: list[str] = []
    at = 0
    for start, end in outside(html, (found.span() for found in _WHOLE.finditer(html))):
        parts += (html[at:start], '<span class="whole">', html[start:end], "</span>")
        at = end
    parts.append(html[at:])
    return "".join(parts) if at else html


def whole(text: str) -> Markup:
    """The same of a body or of plain text; the filter `whole` of templates."""
    return Markup(with_whole_figures(str(escape(text))))  # noqa: S704 - escaped, or safe already
