"""Land and water: ridges under contour lines, terraces, rivers, the sea, trees."""

import itertools
import random
from collections.abc import Sequence

from .ink import BLUE, BOLD, FINE, PAPER, RED, THIN, WIDTH, Point, curve, dash, disc, ink, line, noise, solid, under

STEP = 75


def sky(seed: int, top: float, floor: float, sun: Point | None = None, radius: float = 105) -> list[str]:
    """Level lines that thin out upwards, and the sun before them."""
    at, rows, y, gap = noise(seed, 2), [], floor, 13.0
    draw = random.Random(seed)
    while y > top:
        x = draw.uniform(0, 500)
        while x < WIDTH:
            length = 260 + 900 * draw.random() * (y - top) / (floor - top)
            if at(x / 500 + y / 60) > -0.25:
                spans = _around(x, min(x + length, WIDTH), y, sun, radius + 26) if sun else [(x, min(x + length, WIDTH))]
                rows += [dash(a, y, b - a) for a, b in spans if b - a > 30]
            x += length + 80 + 420 * draw.random()
        y, gap = y - gap, gap * 1.17
    found = [ink(rows, FINE, faint=".5")]
    if sun:
        found += [disc(*sun, radius), ink(_hatched(sun, radius), FINE, RED)]
    return found


def _around(a: float, b: float, y: float, sun: Point, radius: float) -> list[tuple[float, float]]:
    reach = radius * radius - (y - sun[1]) ** 2
    if reach <= 0:
        return [(a, b)]
    half = reach**0.5
    return [(a, min(b, sun[0] - half)), (max(a, sun[0] + half), b)]


def _hatched(sun: Point, radius: float) -> list[str]:
    found, y = [], radius * 0.94
    gap = 9.0
    while y > -radius * 0.6:
        half = (radius * radius - y * y) ** 0.5
        found.append(dash(sun[0] - half, sun[1] + y, 2 * half))
        y, gap = y - gap, gap * 1.16
    return found


def crest(
    seed: int, base: float, height: float, wide: float = 620, peaks: Sequence[tuple[float, float, float]] = ()
) -> list[Point]:
    """The line of a range of hills: noise, and single peaks (place, height, half its width) on it."""
    at = noise(seed, 4)
    points: list[Point] = []
    for i in range(-1, WIDTH // STEP + 2):
        x = i * STEP
        lift = height * (0.5 + 0.5 * at(x / wide + seed))
        for place, high, half in peaks:
            near = max(0.0, 1 - abs(x - place) / half)
            lift += high * near * near * (1.6 - 0.6 * near)
        points.append((x, base - lift))
    return points


def relief(
    top: Sequence[Point], seed: int, floor: float, rows: int, gap: float, width: str = FINE, light: float = 0.05, faint: str = ""
) -> list[str]:
    """A range of hills: paper under its line, then contours that follow it less and less, left out where light falls."""
    at = noise(seed + 7, 3)
    level = sum(y for _, y in top) / len(top)
    strokes, depth = [], 0.0
    for row in range(1, rows + 1):
        depth += gap * (1 + 0.13 * row)
        keep = 0.93**row
        run: list[Point] = []
        for i, (x, y) in enumerate(top):
            before, after = top[max(0, i - 1)][1], top[min(len(top) - 1, i + 1)][1]
            here = (level + (y - level) * keep) + depth + 9 * at(x / 260 + row * 0.37)
            shade = 0.8 * (after - before) / (2 * STEP) + 0.6 * at(x / 420 + row * 0.83) + 0.25 * at(row * 5.7 + x / 2100) + light
            if shade > 0 and here < floor and here > y + 5:
                run.append((x, here))
            else:
                strokes += [curve(run)] if len(run) > 2 else []
                run = []
        strokes += [curve(run)] if len(run) > 2 else []
    return [solid(under(top, floor)), ink(strokes, width, faint=faint or ".8"), ink(curve(top), BOLD if width == THIN else THIN)]


def water(seed: int, top: float, floor: float, rows: int = 16, glint: float | None = None, keep: float = 0.62) -> list[str]:
    """Broken level strokes, closer and shorter in the distance, and under a sun its light in the other ink."""
    draw, strokes, bright = random.Random(seed), [], []
    for row in range(rows):
        part = (row + 0.5) / rows
        y = top + (floor - top) * part**1.55
        x = draw.uniform(-200, 100)
        while x < WIDTH:
            length = (70 + 300 * draw.random()) * (0.45 + part)
            if draw.random() < keep and not (glint is not None and abs(x + length / 2 - glint) < 150 + 120 * part):
                strokes.append(dash(x, y + draw.uniform(-5, 5), length))
            x += length + (60 + 340 * draw.random()) * (0.5 + part)
        if glint is not None:
            half = (40 + 60 * draw.random()) * (0.6 + part)
            bright.append(dash(glint - half + draw.uniform(-30, 30), y, 2 * half))
    return [ink(strokes, FINE), ink(bright, THIN, RED)]


def mirrored(top: Sequence[Point], shore: float, floor: float, seed: int) -> str:
    """Upright strokes of a mirror image under a shore, fading with the depth."""
    draw, strokes = random.Random(seed), []
    for x, y in top[1:-1]:
        depth = (shore - y) * 0.45
        for k in range(3):
            at = shore + 14 + depth * (k + draw.random() * 0.7) / 3
            if at < floor:
                strokes.append(dash(x - 26 + draw.uniform(-30, 30), at, 30 + 60 * draw.random()))
    return ink(strokes, FINE, faint=".7")


def tree(x: float, y: float, size: float, seed: int) -> list[str]:
    """A round tree: its outline, the shade on the right of it, a trunk."""
    draw = random.Random(seed)
    around = [
        (0, -2.1),
        (0.55, -2.2),
        (0.95, -1.75),
        (1.0, -1.15),
        (0.6, -0.7),
        (0, -0.62),
        (-0.6, -0.7),
        (-1.0, -1.2),
        (-0.9, -1.8),
        (-0.5, -2.2),
        (0, -2.1),
    ]
    crown = [(x + size * (a + draw.uniform(-0.08, 0.08)), y + size * (b + draw.uniform(-0.08, 0.08))) for a, b in around]
    shade = [
        curve(
            [
                (x + size * (0.78 - k * 0.22), y - size * (1.95 - k * 0.08)),
                (x + size * (1.0 - k * 0.26), y - size * 1.35),
                (x + size * (0.5 - k * 0.2), y - size * 0.78),
            ]
        )
        for k in range(4)
    ]
    trunk = line([(x - size * 0.06, y - size * 0.66), (x - size * 0.09, y)]) + line(
        [(x + size * 0.07, y - size * 0.66), (x + size * 0.1, y)]
    )
    return [ink(curve(crown) + "z", THIN, fill=PAPER), ink([*shade, trunk], FINE)]


def firs(seed: int, top: Sequence[Point], size: float, chance: float = 0.6, rows: int = 1) -> str:
    """Firs that stand along a line."""
    draw, strokes = random.Random(seed), []
    for (x, y), (x2, y2) in itertools.pairwise(top):
        for _ in range(rows):
            if draw.random() < chance:
                part = draw.random()
                high = size * (0.7 + 0.6 * draw.random())
                at, foot = x + (x2 - x) * part, y + (y2 - y) * part + size * 0.18
                strokes.append(line([(at, foot), (at, foot - high)]))
                strokes += [
                    line([(at - high * w, foot - high * h), (at, foot - high * (h + 0.3)), (at + high * w, foot - high * h)])
                    for w, h in ((0.2, 0.22), (0.14, 0.48))
                ]
    return ink(strokes, FINE)


def terraces(seed: int, top: float, floor: float, rows: int) -> list[str]:
    """Terraced fields from far to near: an edge, the wall under it, water or seedlings on some."""
    at, draw, found = noise(seed, 3), random.Random(seed), []
    for row in range(rows):
        part = row / (rows - 1)
        y = top + (floor - top) * part**1.5
        swing, wide = 40 + 150 * part, 690 - 150 * part
        edge = [(x, y + swing * at(x / wide + row * 0.23)) for x in range(-2 * STEP, WIDTH + 4 * STEP, STEP * 2)]
        wall = 8 + 28 * part
        second = [(x, h + wall) for x, h in edge]
        found.append(solid(under(edge, floor + 400)))
        posts = []
        for (x, h), (x2, h2) in itertools.pairwise(edge):
            if part > 0.3 and at(x / 300 + row) > 0.12:
                posts += [f"M{x + (x2 - x) * k / 2:.0f} {h + (h2 - h) * k / 2 + 4:.0f}v{wall - 7:.0f}" for k in range(2)]
        found += [ink(curve(edge), BOLD if part > 0.55 else THIN), ink(curve(second), FINE), ink(posts, FINE, faint=".75")]
        gap = (floor - top) * (((row + 1) / (rows - 1)) ** 1.5 - part**1.5)
        if gap > 40 and draw.random() < 0.75:
            strokes = []
            for _ in range(round(4 + 5 * part)):
                left = draw.uniform(0, WIDTH)
                foot = y + swing * at(left / wide + row * 0.23) + wall
                strokes.append(dash(left, foot + gap * draw.uniform(0.18, 0.62), 60 + 150 * draw.random()))
            found.append(ink(strokes, FINE, RED if row % 5 == 3 else BLUE))
    return found


def contours(seed: int, height: int, levels: int = 15) -> list[str]:
    """A map without a name on it: level lines of a made-up land, every fifth bold, a river where it is low."""
    across, down = 40, round(40 * height / WIDTH)
    one, two, three = noise(seed, 3), noise(seed + 1, 3), noise(seed + 2, 2)
    cell = WIDTH / across
    field = [
        [one(i / 11 + 0.4 * two(j / 9)) + two(j / 8 + 0.5 * one(i / 13)) + 0.8 * three((i + j) / 12) for i in range(across + 1)]
        for j in range(down + 1)
    ]
    low, high = min(map(min, field)), max(map(max, field))
    fine: list[str] = []
    bold: list[str] = []
    for level in range(1, levels):
        lines = _level(field, low + (high - low) * level / levels, cell)
        (bold if level % 5 == 0 else fine).extend(curve(points) for points in lines if len(points) > 5)
    return [ink(fine, FINE, faint=".85"), ink(bold, THIN)]


def _level(field: list[list[float]], level: float, cell: float) -> list[list[Point]]:
    """The lines along which a field has a value, by marching over its cells and joining what meets."""
    ends: dict[tuple[str, int, int], list[tuple[str, int, int]]] = {}

    def place(edge: tuple[str, int, int]) -> Point:
        kind, i, j = edge
        a, b = field[j][i], field[j][i + 1] if kind == "h" else field[j + 1][i]
        part = (level - a) / (b - a)
        return ((i + part) * cell, j * cell) if kind == "h" else (i * cell, (j + part) * cell)

    for j in range(len(field) - 1):
        for i in range(len(field[0]) - 1):
            edges = [("h", i, j), ("v", i + 1, j), ("h", i, j + 1), ("v", i, j)]
            crossed = [
                e
                for e in edges
                if (field[e[2]][e[1]] > level) != ((field[e[2]][e[1] + 1] if e[0] == "h" else field[e[2] + 1][e[1]]) > level)
            ]
            for a, b in zip(crossed[::2], crossed[1::2], strict=False):
                ends.setdefault(a, []).append(b)
                ends.setdefault(b, []).append(a)
    found, seen = [], set()
    for start in sorted(ends, key=lambda e: (len(ends[e]), e)):
        if start in seen:
            continue
        chain, here = [start], start
        seen.add(start)
        while following := [e for e in ends[here] if e not in seen]:
            here = following[0]
            seen.add(here)
            chain.append(here)
        if here in ends[start] and len(chain) > 2:
            chain.append(start)
        found.append([place(edge) for edge in chain])
    return found
