"""Drawings of streets and villages: houses, lanes, a notice board, a school, a market, a drum tower."""

import itertools
import random

from .ink import BLUE, BOLD, FINE, PAPER, RED, THIN, WIDTH, Point, curve, dash, ink, line, noise, solid
from .land import crest, relief, sky, tree


def gable(x: float, foot: float, wide: float, tall: float, windows: int) -> list[str]:
    """A white house with a dark eave."""
    body = line([(x, foot), (x, foot - tall), (x + wide, foot - tall), (x + wide, foot)])
    roof = [
        (x - wide * 0.1, foot - tall),
        (x + wide * 0.12, foot - tall - wide * 0.2),
        (x + wide * 0.88, foot - tall - wide * 0.2),
        (x + wide * 1.1, foot - tall),
    ]
    tiles = [
        line([(x + wide * (0.12 + 0.76 * k / 12), foot - tall - wide * 0.2), (x + wide * (-0.1 + 1.2 * k / 12), foot - tall)])
        for k in range(1, 12)
    ]
    panes = []
    for k in range(windows):
        a, w, top = x + wide * (0.12 + 0.8 * k / windows), wide * 0.5 / windows, foot - tall * 0.82
        panes += [
            line([(a, top), (a + w, top), (a + w, top + tall * 0.24), (a, top + tall * 0.24)], True),
            line([(a + w / 2, top), (a + w / 2, top + tall * 0.24)]),
        ]
    return [ink(body, THIN, fill=PAPER), ink(panes, FINE), ink(line(roof, True), THIN, fill=PAPER), ink(tiles, FINE)]


def lane(seed: int, height: int) -> list[str]:
    """An old lane between walls, lanterns across it."""
    cx, cy, far = 1200.0, height * 0.5, 0.12

    def spot(u: float, v: float, depth: float) -> Point:
        return cx + (u - cx) * depth, cy + (v - cy) * depth

    parts = sky(seed, height * 0.05, height * 0.42)
    parts += relief(crest(seed, height * 0.5, 130, 400), seed, height * 0.53, 5, 14)
    depths = [far * (1 / far) ** (k / 6) * 1.12 for k in range(7)]
    for u, side in ((40, -1), (WIDTH - 40, 1)):
        for k, (a, b) in enumerate(itertools.pairwise(depths)):
            top = height * (0.06 + 0.07 * ((k + (side > 0)) % 3))
            wall = [spot(u, height * 1.02, a), spot(u, top, a), spot(u, top, b), spot(u, height * 1.02, b)]
            eave = [
                spot(u, top, a),
                spot(u, top, b),
                spot(u - side * 130, top + height * 0.075, b),
                spot(u - side * 130, top + height * 0.075, a),
            ]
            tiles = [
                line([spot(u, top, a + (b - a) * f), spot(u - side * 130, top + height * 0.075, a + (b - a) * f)])
                for f in (j / 9 for j in range(1, 9))
            ]
            m, n = a + (b - a) * 0.3, a + (b - a) * 0.72
            door = line(
                [spot(u, height * 1.02, m), spot(u, height * 0.62, m), spot(u, height * 0.62, n), spot(u, height * 1.02, n)]
            )
            pane = line(
                [spot(u, height * 0.3, m), spot(u, height * 0.3, n), spot(u, height * 0.48, n), spot(u, height * 0.48, m)], True
            )
            bars = [
                line([spot(u, height * 0.3, m + (n - m) * f), spot(u, height * 0.48, m + (n - m) * f)]) for f in (0.25, 0.5, 0.75)
            ]
            parts += [
                ink(line(wall, True), THIN, fill=PAPER),
                ink([door, pane], THIN),
                ink(bars, FINE),
                ink(line(eave, True), THIN, fill=PAPER),
                ink(tiles, FINE),
            ]
    ground = [
        line([spot(WIDTH * k / 10, height * 1.02, far * 1.12), spot(WIDTH * k / 10, height * 1.02, 1.3)]) for k in range(11)
    ]
    slabs = [
        line([spot(0, height * 1.02, d), spot(WIDTH, height * 1.02, d)])
        for d in (far * 1.12 * 8.4 ** (k / 13) for k in range(14))
    ]
    parts.append(ink(ground + slabs, FINE, faint=".55"))
    for d in (0.2, 0.34, 0.58):
        rope = [spot(300 + 360 * k, height * (0.22 + 0.05 * (1 - abs(k - 2.5) / 2.5)), d) for k in range(6)]
        parts.append(ink(curve(rope), FINE))
        for x, y in rope[1:-1]:
            parts += [
                f'<ellipse cx="{x:.0f}" cy="{y + 46 * d:.0f}" rx="{44 * d:.0f}" ry="{50 * d:.0f}"'
                f' fill="{PAPER}" stroke="{RED}"/>',
                ink([line([(x + s * 18 * d, y), (x + s * 18 * d, y + 92 * d)]) for s in (-1, 0, 1)], FINE, RED),
            ]
    return parts


def board(seed: int, height: int) -> list[str]:
    """A notice board under a small roof, six sheets on it."""
    parts = sky(seed, height * 0.05, height * 0.5)
    parts += relief(crest(seed, height * 0.7, 330, 520), seed, height, 12, 22)
    at = noise(seed, 3)
    parts += [
        solid(f"M0 {height * 0.8:.0f}h{WIDTH}v{height}H0z"),
        ink(
            [
                curve([(x, height * 0.8 + 12 * k + 3 * k * k + 8 * at(x / 300 + k)) for x in range(-75, WIDTH + 150, 150)])
                for k in range(9)
            ],
            FINE,
            faint=".7",
        ),
    ]
    x, y, w, h = 440, height * 0.24, 1520, height * 0.44
    legs = [line([(a, y + h), (a, height * 0.86)]) for a in (x + 110, x + 130, x + w - 130, x + w - 110)]
    frame = [line([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], True)]
    roof = [(x - 110, y), (x + 40, y - height * 0.1), (x + w - 40, y - height * 0.1), (x + w + 110, y)]
    tiles = [line([(x + 40 + (w - 80) * k / 40, y - height * 0.1), (x - 110 + (w + 220) * k / 40, y)]) for k in range(1, 40)]
    sheets, texts, heads = [], [], []
    for k in range(6):
        a, b = x + 60 + 238 * k, y + 46
        sheets.append(line([(a, b), (a + 200, b), (a + 200, b + h - 92), (a, b + h - 92)], True))
        heads.append(dash(a + 26, b + 44, 148))
        texts += [dash(a + 26, b + 86 + 34 * j, 148 - (60 if j % 4 == 3 else 0)) for j in range(round((h - 200) / 34))]
    parts += [
        ink(legs, BOLD),
        ink(frame, BOLD, fill=PAPER),
        ink(sheets, THIN),
        ink(texts, FINE, faint=".7"),
        ink(heads, "9", RED),
        ink(line(roof, True), BOLD, fill=PAPER),
        ink(tiles, FINE),
    ]
    return parts + tree(210, height * 0.9, 190, seed) + tree(2190, height * 0.9, 170, seed + 1)


def school(seed: int, height: int) -> list[str]:
    """A village school: two storeys of windows, a yard, trees."""
    parts = sky(seed, height * 0.05, height * 0.4, (420, height * 0.18), 85)
    parts += relief(crest(seed, height * 0.62, 330, 560), seed, height, 11, 22)
    x, w, top, foot = 560, 1400, height * 0.4, height * 0.74
    parts.append(ink(line([(x, foot), (x, top), (x + w, top), (x + w, foot)]), BOLD, fill=PAPER))
    panes, bars = [], []
    for row in range(2):
        for k in range(9):
            if row == 1 and k == 4:
                continue
            a, b = x + 50 + 148 * k, top + 40 + (foot - top) * 0.5 * row
            panes.append(line([(a, b), (a + 104, b), (a + 104, b + height * 0.09), (a, b + height * 0.09)], True))
            bars += [line([(a + 52, b), (a + 52, b + height * 0.09)]), dash(a, b + height * 0.035, 104)]
    door = [
        line([(x + 642, foot), (x + 642, top + (foot - top) * 0.56), (x + 758, top + (foot - top) * 0.56), (x + 758, foot)]),
        line([(x + 700, foot), (x + 700, top + (foot - top) * 0.56)]),
    ]
    gallery = [dash(x - 30, top + (foot - top) * 0.5, w + 60), dash(x - 30, top + (foot - top) * 0.5 - 12, w + 60)]
    roof = [(x - 70, top), (x + 60, top - height * 0.1), (x + w - 60, top - height * 0.1), (x + w + 70, top)]
    tiles = [line([(x + 60 + (w - 120) * k / 34, top - height * 0.1), (x - 70 + (w + 140) * k / 34, top)]) for k in range(1, 34)]
    parts += [
        ink(panes, THIN),
        ink(bars, FINE),
        ink(gallery, THIN),
        ink(door, BOLD, RED),
        ink(line(roof, True), BOLD, fill=PAPER),
        ink(tiles, FINE),
    ]
    yard = [f'<ellipse cx="1240" cy="{height * 0.9:.0f}" rx="{860 - 70 * k}" ry="{150 - 16 * k}"/>' for k in range(5)]
    parts += [
        solid(f"M0 {foot:.0f}h{WIDTH}v{height}H0z"),
        ink(dash(0, foot, WIDTH)),
        f'<g stroke-width="2.4" opacity=".6">{"".join(yard)}</g>',
    ]
    for i, (tx, ty, size) in enumerate(((300, 0.8, 170), (2160, 0.8, 190), (2330, 0.84, 130))):
        parts += tree(tx, height * ty, size, seed + i)
    return parts


def market(seed: int, height: int) -> list[str]:
    """A market day: striped awnings over stalls, baskets before them."""
    parts = sky(seed, height * 0.05, height * 0.36)
    parts += relief(crest(seed, height * 0.5, 260, 520), seed, height * 0.6, 6, 20)
    for k in range(4):
        parts += gable(120 + 600 * k, height * 0.66, 420, height * (0.26 + 0.03 * (k % 2)), 3)
    draw = random.Random(seed)
    parts.append(solid(f"M0 {height * 0.66:.0f}h{WIDTH}v{height}H0z"))
    for row, (foot, size, count) in enumerate(((0.78, 300, 6), (0.95, 500, 4))):
        for k in range(count):
            x = (k + 0.5) * WIDTH / count + (60 if row else -40)
            y, tall = height * foot, size * 0.72
            left, right = x - size * 0.5, x + size * 0.5
            posts = [line([(a, y), (a, y - tall)]) for a in (left + 14, right - 14)]
            scallop = []
            awning = [
                (left - 24, y - tall + 34),
                (left + 26, y - tall - size * 0.2),
                (right - 26, y - tall - size * 0.2),
                (right + 24, y - tall + 34),
            ]
            stripes = [
                line([(left + 26 + (size - 52) * j / 8, y - tall - size * 0.2), (left - 24 + (size + 48) * j / 8, y - tall + 34)])
                for j in range(1, 8)
            ]
            for j in range(8):
                a, b = left - 24 + (size + 48) * j / 8, left - 24 + (size + 48) * (j + 1) / 8
                scallop.append(f"M{a:.0f} {y - tall + 34:.0f}q{(b - a) / 2:.0f} 34 {b - a:.0f} 0")
            table = line([(left, y - size * 0.26), (right, y - size * 0.26), (right, y), (left, y)], True)
            slats = [dash(left, y - size * 0.26 + size * 0.26 * j / 5, size) for j in range(1, 5)]
            heaps = []
            for j in range(4):
                hx = left + size * (0.14 + 0.24 * j)
                heaps += [
                    curve(
                        [
                            (hx - 42, y - size * 0.27),
                            (hx - 24, y - size * 0.27 - 34),
                            (hx, y - size * 0.27 - 46),
                            (hx + 24, y - size * 0.27 - 34),
                            (hx + 42, y - size * 0.27),
                        ]
                    ),
                    dash(hx - 26, y - size * 0.27 - 16, 40),
                ]
            warm = (k + row) % 3 == 1
            parts += [
                ink(posts, THIN),
                ink(table, THIN, fill=PAPER),
                ink(slats, FINE, faint=".7"),
                ink(heaps, FINE),
                ink(line(awning, True), THIN, RED if warm else BLUE, PAPER),
                ink(stripes + scallop, FINE, RED if warm else BLUE),
            ]
        parts.append(
            ink(
                [dash(draw.uniform(0, WIDTH), height * foot + draw.uniform(14, 60), draw.uniform(60, 200)) for _ in range(16)],
                FINE,
                faint=".7",
            )
        )
    return parts


def tower(seed: int, height: int) -> list[str]:
    """A drum tower of a mountain village, eaves one above another."""
    parts = sky(seed, height * 0.05, height * 0.5, (520, height * 0.2), 95)
    for k in range(3):
        parts += relief(crest(seed + k, height * (0.6 + 0.08 * k), 300 - 60 * k, 560), seed + k, height * 0.9, 7, 22)
    foot, cx = height * 0.9, 1380.0
    for i, (x, size) in enumerate(((320, 330), (700, 270), (1840, 300), (2160, 340))):
        parts += gable(x, height * (0.84 + 0.02 * (i % 2)), size, height * 0.14, 4)
    body = line([(cx - 150, foot), (cx - 130, foot - height * 0.14), (cx + 130, foot - height * 0.14), (cx + 150, foot)])
    pillars = [line([(cx + 100 * k, foot), (cx + 88 * k, foot - height * 0.14)]) for k in (-1, -0.4, 0.4, 1)]
    parts += [ink(body, BOLD, fill=PAPER), ink(pillars, BOLD, RED)]
    for k in range(8):
        y = foot - height * (0.13 + 0.074 * k)
        half = 330 - 34 * k
        roof = [
            (cx - half, y + 6),
            (cx - half * 0.82, y - 8),
            (cx - half * 0.5, y - height * 0.03),
            (cx - half * 0.3, y - height * 0.06),
            (cx + half * 0.3, y - height * 0.06),
            (cx + half * 0.5, y - height * 0.03),
            (cx + half * 0.82, y - 8),
            (cx + half, y + 6),
        ]
        tiles = [
            line([(cx + half * 0.3 * f, y - height * 0.056), (cx + half * 0.92 * f, y - 2)])
            for f in (j / 5 for j in range(-4, 5))
        ]
        wall = line(
            [
                (cx - half * 0.3, y - height * 0.06),
                (cx - half * 0.3, y - height * 0.08),
                (cx + half * 0.3, y - height * 0.08),
                (cx + half * 0.3, y - height * 0.06),
            ]
        )
        parts += [ink(wall, THIN, fill=PAPER), ink(line(roof, True), THIN, fill=PAPER), ink(tiles, FINE)]
    tip = foot - height * (0.13 + 0.074 * 7 + 0.08)
    parts.append(ink(line([(cx, tip), (cx, tip - 90)]), BOLD, RED))
    ground = crest(seed + 6, height * 0.97, 70, 700)
    return [*parts, *relief(ground, seed + 6, height + 60, 4, 22, THIN, 0.3)]
