"""How text looks in an element, and what hides it: alone, or with all that is within (CSS 2.1, CSS Color 4)."""

import re
from typing import NamedTuple

from .colours import BLACK, WHITE, Rgba, alike, colour_of
from .styles import Declared, Element, background, font_size, pixels

_NEVER = frozenset("head title template noscript noembed noframes datalist basefont".split())  # not rendered at all
BLOCKS = frozenset(
    "address article aside blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section select summary table tbody"
    " td template tfoot th thead tr ul".split()
)
TABLE = frozenset("td th tr table tbody thead tfoot caption".split())
_FAR = -999.0  # px; what is this far out of the page is meant to be out of sight


class Look(NamedTuple):
    """How text looks in an element: `behind` is the colour behind it, None when it cannot be told."""

    colour: Rgba | None
    behind: Rgba | None
    size: float
    is_seen: bool
    indent: float


PLAIN = Look(BLACK, WHITE, 16.0, True, 0.0)


def look(tag: str, values: Declared, outer: Look) -> Look:
    """How text looks in an element with those values, within another."""
    if not values:
        return outer
    colour = outer.colour
    for name in ("color", "-webkit-text-fill-color"):
        if (value := values.get(name, "inherit")) not in {"inherit", "unset", "currentcolor"}:
            colour = BLACK if value in {"initial", "revert"} else colour_of(value)
    behind = background(values["background-color"], outer.behind) if "background-color" in values else outer.behind
    behind = None if "url(" in values.get("background-image", "") + values.get("border-image", "") else behind
    behind = None if "gradient" in values.get("background-image", "") else behind
    size = font_size(values["font-size"], outer.size) if "font-size" in values else outer.size
    seen = values.get("visibility", "inherit")
    is_seen = outer.is_seen if seen in {"inherit", "unset"} else seen not in {"hidden", "collapse"}
    indent = outer.indent
    if tag in BLOCKS and "text-indent" in values:
        indent = pixels(values["text-indent"], size) or 0.0
    return Look(colour, behind, size, is_seen, indent)


def unseen(look: Look) -> str:
    """Why text of that look is not seen; "" when it is."""
    if not look.is_seen:
        return "visibility"
    if look.size <= 1:
        return "font-size"
    if look.indent <= _FAR:
        return "text-indent"
    if look.colour is not None and look.behind is not None and alike(look.colour, look.behind):
        return "color"
    return ""


def whole(element: Element, values: Declared) -> str:
    """Why an element is hidden with all that is in it, whatever that says of itself; "" when it is not."""
    tag, attributes = element
    if tag in _NEVER:
        return tag
    if not values:
        return ""
    if values.get("display") == "none":
        return "hidden" if "hidden" in attributes else "display:none"
    if values.get("mso-hide", "none") not in {"none", "screen"}:
        return "mso-hide"
    if _number(values.get("opacity", "1")) <= 0.05:
        return "opacity"
    if values.get("content-visibility") == "hidden":
        return "content-visibility"
    is_block = tag in BLOCKS or values.get("display", "inline") not in {"inline", "contents"}
    placed = values.get("position", "static")
    if placed in {"absolute", "fixed"} and _is_clipped(values.get("clip", "")):
        return "clip"
    if re.match(r"inset\( ?(?:[5-9]\d|100)%|circle\( ?0", values.get("clip-path", "")):
        return "clip-path"
    if re.search(r"scale[xy]?\( ?0(?:\.0*)? ?[,)]", values.get("transform", "")):
        return "transform"
    sides: tuple[str, ...] = ("left", "top") if placed != "static" else ()
    for side in (*sides, "margin-left", "margin-top"):
        if (_length(values.get(side, "")) or 0.0) <= _FAR:
            return side
    if (is_block or placed in {"absolute", "fixed"}) and values.get("overflow") in {"hidden", "clip"} and tag not in TABLE:
        for side in ("height", "width", "max-height", "max-width"):
            length = _length(values.get(side, ""))
            if length is not None and length <= 1:
                return side
    return ""


def _length(value: str) -> float | None:
    """Pixels; a share of what is outside says nothing, unless it is none."""
    return pixels(value, 16.0) if not value.endswith("%") else 0.0 if re.fullmatch(r"[+-]?0*\.?0*%", value) else None


def _is_clipped(clip: str) -> bool:
    """True for a `rect(top, right, bottom, left)` that leaves a point or nothing."""
    sides = [_length(side) for side in re.split(r"[, ]+", clip[5:-1].strip())] if clip.startswith("rect(") else []
    if len(sides) != 4 or None in sides:
        return False
    top, right, bottom, left = (side or 0.0 for side in sides)
    return bool(bottom - top <= 1 or right - left <= 1)


def _number(value: str) -> float:
    """A number or percentage; 1 where it is neither."""
    try:
        return float(value[:-1]) / 100 if value.endswith("%") else float(value)
    except ValueError:
        return 1.0
