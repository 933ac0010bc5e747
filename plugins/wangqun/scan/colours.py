"""CSS colours as they are written (CSS Color 4), and when two of them cannot be told apart."""

import re
from colorsys import hls_to_rgb
from functools import lru_cache

Rgba = tuple[float, float, float, float]
"""Red, green and blue from 0 to 255, alpha from 0 to 1."""
WHITE: Rgba = (255.0, 255.0, 255.0, 1.0)
BLACK: Rgba = (0.0, 0.0, 0.0, 1.0)
NEAR = 17  # of 255, in the channel in which they differ most: #eee on white is not read, #ddd is

_FUNCTION = re.compile(r"(rgba?|hsla?)\(([^()]*)\)")
_PART = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))(%|deg|turn|rad|grad)?")
_SYSTEM = {"window": "ffffff", "canvas": "ffffff", "windowtext": "000000", "canvastext": "000000"}  # Office writes them


@lru_cache(1024)
def colour_of(value: str) -> Rgba | None:
    """The colour that a value in small letters names; None when it names none that is known."""
    if value == "transparent":
        return 0.0, 0.0, 0.0, 0.0
    if value[:1] == "#":
        return _hex(value[1:])
    if value.isalpha():
        from PIL.ImageColor import colormap  # takes a moment, and is seldom asked

        named = _SYSTEM.get(value) or colormap.get(value, "")
        return _hex(str(named).removeprefix("#"))
    if match := _FUNCTION.fullmatch(value):
        parts = [(float(number), unit) for number, unit in _PART.findall(match[2])]
        if len(parts) in {3, 4}:
            alpha = 1.0 if len(parts) == 3 else parts[3][0] / (100 if parts[3][1] == "%" else 1)
            return (*(_hsl(parts) if match[1].startswith("hsl") else _rgb(parts)), min(max(alpha, 0.0), 1.0))
    return None


def _hex(digits: str) -> Rgba | None:
    if not re.fullmatch(r"[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8}", digits):
        return None
    pairs = [digit * 2 for digit in digits] if len(digits) < 6 else [digits[at : at + 2] for at in range(0, len(digits), 2)]
    red, green, blue, alpha = (int(pair, 16) for pair in (*pairs, "ff")[:4])
    return float(red), float(green), float(blue), alpha / 255


def _rgb(parts: list[tuple[float, str]]) -> tuple[float, float, float]:
    red, green, blue = (min(max(number * (2.55 if unit == "%" else 1), 0.0), 255.0) for number, unit in parts[:3])
    return red, green, blue


def _hsl(parts: list[tuple[float, str]]) -> tuple[float, float, float]:
    turn = parts[0][0] / {"turn": 1, "rad": 6.283185307, "grad": 400}.get(parts[0][1], 360)
    saturation, light = (min(max(number / 100, 0.0), 1.0) for number, _ in parts[1:3])
    red, green, blue = hls_to_rgb(turn % 1, light, saturation)
    return red * 255, green * 255, blue * 255


def over(colour: Rgba, behind: Rgba) -> Rgba:
    """A colour as it is seen over an opaque one."""
    alpha = colour[3]
    red, green, blue = (top * alpha + bottom * (1 - alpha) for top, bottom in zip(colour[:3], behind[:3], strict=True))
    return red, green, blue, 1.0


def alike(colour: Rgba, behind: Rgba) -> bool:
    """True when a text of one colour cannot be read on the other, which is opaque."""
    return max(abs(a - b) for a, b in zip(over(colour, behind)[:3], behind[:3], strict=True)) <= NEAR
