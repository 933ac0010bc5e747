"""Names of people: however one is typed, it is one name."""

import re

from .patterns import pattern
from .text import one_line

_HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_DOT = pattern("(?:(?<!\\s)\\s++)?+[·•‧∙⋅・･\u0387\u1427\u2e31\ua78f]\\s*")
_STOP = pattern(f"(?<=[{_HAN}])\\s*\\.\\s*(?=[{_HAN}])")  # between letters of other scripts it is what it looks like: J. Smith
_SPACE = pattern(f"(?<=[{_HAN}])\\s+(?=[{_HAN}])")  # 张　三, set so that it is as wide as its neighbours


def person_name(written: str) -> str:
    """The one form of a name: `·` for every kind of dot, no blanks between Han, letters and digits of usual width.

    Two names are the same when this makes them equal.
    """
    text = one_line(written)
    if not text.isascii():
        text = _SPACE.sub("", _STOP.sub("·", _DOT.sub("·", text.translate(_WIDE)))).strip("·")
    return re.sub("  +", " ", text).strip()
