"""The text of safe HTML, as readers look for it."""

import re
from html import unescape

from ..domain.hosts import OUTSIDE
from ..domain.patterns import pattern
from .tokens import HAN

_INLINE = pattern(r"</?(?:a|abbr|b|bdi|cite|code|del|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u|wbr)\b[^>]*>")
_BREAK = pattern(  # (?<=[HAN])(?:[ \t\u3000]*(?:<br>|\n))+\s*(?=[HAN]), which is looked for where it can begin only
    r"(?:[ \t\u3000](?<=[HAN].)[ \t\u3000]*(?:<br>|\n)|\n(?<=[HAN].)|<br>(?<=[HAN]....))"
    r"(?:[ \t\u3000]*(?:<br>|\n))*\s*(?=[HAN])".replace("HAN", HAN),
    re.DOTALL,
)
_TAG = pattern(r"<!--.*?-->|<[^>]*>", re.DOTALL)
_SPACE = pattern(r"\s+")


def plain(html: str) -> str:
    """The text of safe HTML in one line; words that only inline markup or a break between Han divides stay whole."""
    text = _INLINE.sub("", html.replace(OUTSIDE, ""))  # what pages add of themselves is not looked for
    return _SPACE.sub(" ", unescape(_TAG.sub(" ", _BREAK.sub("", text)))).strip()
