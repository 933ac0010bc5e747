"""Colours by how well they are read: contrast as WCAG 2.2 counts it, and the nearest shade that is read well enough."""

import colorsys

PAPER = "#faf7f1"
NIGHT = "#181715"
"""The grounds of the theme by day and by night (themes/renda/static/css/tokens.css)."""
ENOUGH = 7.0
"""The contrast of text at level AAA."""


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white); colours are `#rrggbb`."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def on(ground: str) -> str:
    """White or the darkest ink, whichever is read better on that ground."""
    return max("#ffffff", NIGHT, key=lambda ink: contrast(ink, ground))


def readable(colour: str, ground: str) -> str:
    """`colour` when it is read well on the ground, else the nearest shade of the same hue that is."""
    if contrast(colour, ground) >= ENOUGH:
        return colour
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    darker = _luminance(ground) > 0.18  # where black and white are told from it equally well
    for step in range(1, 101):
        shade = lightness * (1 - step / 100) if darker else lightness + (1 - lightness) * step / 100
        found = _written(colorsys.hls_to_rgb(hue, shade, saturation))
        if contrast(found, ground) >= ENOUGH:
            return found
    return on(ground)


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(parts: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _luminance(colour: str) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
