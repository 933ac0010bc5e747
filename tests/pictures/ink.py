"""What drawings are made of: smooth lines on a grid of whole numbers, seeded noise, the two inks and the sheet."""

import itertools
import random
from collections.abc import Callable, Iterable, Sequence

Point = tuple[float, float]
WIDTH = 2400  # units across a sheet: a unit is less than a third of a pixel on a page
PAPER, BLUE, RED = "#F1ECE0", "#1F4E5F", "#A0472E"
FINE, THIN, BOLD = "2.4", "3.6", "5.5"
_TABLE = 256


def noise(seed: int, octaves: int = 3) -> Callable[[float], float]:
    """A smooth function of one number within -1 to 1, the same for the same seed."""
    draw = random.Random(seed)
    table = [draw.uniform(-1, 1) for _ in range(_TABLE)]

    def at(x: float) -> float:
        total, weight, whole = 0.0, 1.0, 0.0
        for _ in range(octaves):
            cell = int(x // 1)
            part = x - cell
            part = part * part * (3 - 2 * part)
            total += weight * (table[cell % _TABLE] * (1 - part) + table[(cell + 1) % _TABLE] * part)
            whole += weight
            weight, x = weight / 2, x * 2 + 17.3
        return total / whole

    return at


def curve(points: Sequence[Point]) -> str:
    """Path data of a smooth line near these points, from the first to the last.

    A chain of quadratic curves whose joints are midpoints needs the joints only; on an even grid they are whole.
    """
    even = [(round(x / 2), round(y / 2)) for x, y in points]
    if len(even) < 3:
        return line(points)
    even.append(even[-1])
    (x0, y0), (x1, y1), (x2, y2) = even[:3]
    parts = [f"M{x0 * 2} {y0 * 2}q", _pairs([(2 * (x1 - x0), 2 * (y1 - y0)), (x1 + x2 - 2 * x0, y1 + y2 - 2 * y0)])]
    joints = [(c[0] - a[0], c[1] - a[1]) for a, c in zip(even[1:], even[3:], strict=False)]
    return "".join(parts) + ("t" + _pairs(joints) if joints else "")


def line(points: Sequence[Point], closed: bool = False) -> str:
    """Path data of straight strokes from point to point."""
    whole = [(round(x), round(y)) for x, y in points]
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(whole)]
    return f"M{whole[0][0]} {whole[0][1]}l{_pairs(steps)}" + ("z" if closed else "")


def under(points: Sequence[Point], floor: float) -> str:
    """Path data of the ground below a smooth line, down to a height."""
    return f"{curve(points)}V{round(floor)}H{round(points[0][0])}z"


def dash(x: float, y: float, length: float) -> str:
    """Path data of one level stroke."""
    return f"M{round(x)} {round(y)}h{round(length)}"


def ink(data: Iterable[str] | str, width: str = THIN, colour: str = BLUE, fill: str = "", faint: str = "") -> str:
    """A path in one of the inks; filled with a colour too, or paler than the ink is."""
    d = data if isinstance(data, str) else "".join(data)
    if not d:
        return ""
    found = {
        "stroke": colour if colour != BLUE else "",
        "stroke-width": width if width != THIN else "",
        "fill": fill,
        "opacity": faint,
    }
    return f'<path{_marks(found)} d="{d}"/>'


def solid(data: Iterable[str] | str, colour: str = PAPER, faint: str = "") -> str:
    """A plain area, without a line; of paper it hides what is behind it."""
    d = data if isinstance(data, str) else "".join(data)
    return f'<path stroke="none"{_marks({"fill": colour, "opacity": faint})} d="{d}"/>'


def disc(x: float, y: float, radius: float, colour: str = PAPER, line_: str = RED) -> str:
    """A circle, as the sun is."""
    return f'<circle cx="{round(x)}" cy="{round(y)}" r="{round(radius)}" fill="{colour}" stroke="{line_}"/>'


def sheet(parts: Iterable[str], height: int) -> str:
    """The drawing as a file: as wide as all are, on paper, without a word in it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="{height // 2}" viewBox="0 0 {WIDTH} {height}" fill="none"'
        f' stroke="{BLUE}" stroke-width="{THIN}" stroke-linecap="round" stroke-linejoin="round">'
        f'<path stroke="none" fill="{PAPER}" d="M0 0h{WIDTH}v{height}H0z"/>'
        + "\n".join(part for part in parts if part)
        + "</svg>\n"
    )


def _marks(marks: dict[str, str]) -> str:
    """Attributes as they stand in a tag, those with a value."""
    return "".join(f' {name}="{value}"' for name, value in marks.items() if value)


def _pairs(pairs: Iterable[Point]) -> str:
    """Numbers one after another, a blank only where a sign does not part them."""
    text = ""
    for number in (int(value) for pair in pairs for value in pair):
        text += str(number) if number < 0 or not text else f" {number}"
    return text
