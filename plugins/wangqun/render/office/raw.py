"""What stands as it is: where an element of HTML ends, and fenced code that the engine has not seen."""

import re
from html import escape

from ...domain.patterns import pattern
from .lists import indent_of
from .marks import OPTIONAL
from .runs import SPACE

_FENCE = pattern(r"(`{3,}|~{3,})[ ]*\.?([\w#.+-]*)[ ]*$")


def read_fence(lines: list[str], at: int) -> tuple[int, str] | None:
    """The line after fenced code that is indented or quoted, and its HTML; None when no fence begins here, or none ends it."""
    if not (found := _FENCE.match(lines[at].strip(SPACE))):
        return None
    for end in range(at + 1, len(lines)):
        if (last := lines[end].strip()) and set(last) == {found[1][0]} and len(last) >= len(found[1]):
            inner = lines[at + 1 : end]
            shift = min((indent_of(line) for line in inner if line.strip()), default=0)
            code = escape("".join(f"{line[shift:]}\n" for line in inner), quote=False)
            kind = f' class="language-{found[2]}"' if found[2] else ""
            return end + 1, f"<pre><code{kind}>{code}</code></pre>"
    return None


def end_of(name: str, lines: list[str], at: int) -> tuple[int, bool]:
    """The line after the end of an element that begins at a line, and whether it is written; one that needs none ends with
    its paragraph.
    """
    tags = re.compile(rf"<(/?){name}\b", re.IGNORECASE)
    depth = 0
    for number in range(at, len(lines)):
        for tag in tags.finditer(lines[number]):
            depth += -1 if tag[1] else 1
        if depth <= 0:
            return number + 1, True
        if name in OPTIONAL and (number + 1 == len(lines) or not lines[number + 1].strip()):
            return number + 1, False
    return len(lines), True
