"""Drawings of shores: harbours, piers, sea farms, salt pans, reeds, a willow."""

import itertools
import math
import random

from .hills import house
from .ink import BLUE, BOLD, FINE, PAPER, RED, THIN, WIDTH, curve, dash, ink, line, noise, solid
from .land import crest, mirrored, relief, sky, water


def harbour(seed: int, height: int) -> list[str]:
    """A fishing harbour: hills, houses on the quay, boats."""
    shore = height * 0.5
    parts = sky(seed, height * 0.06, shore - 150, (1830, height * 0.2), 85)
    for k in range(2):
        parts += relief(crest(seed + k, shore - 20 + 25 * k, 300 - 90 * k, 480, ((420, 160, 600),)), seed + k, shore, 9, 17)
    for i in range(7):
        parts += house(250 + 150 * i, shore - 6 - 14 * (i % 2), 118 - 10 * (i % 3))
    parts += [ink(dash(0, shore, WIDTH), THIN), *water(seed, shore + 26, height, 20)]
    for x, y, size in ((620, 0.66, 190), (1330, 0.6, 140), (1840, 0.76, 270)):
        parts += boat(x, height * y, size)
    return parts


def boat(x: float, y: float, size: float, ferry: bool = False) -> list[str]:
    """A boat with its cabin and mast; a ferry has a long cabin with windows."""
    hull = [
        (x - size, y - size * 0.3),
        (x - size * 0.82, y),
        (x + size * 0.72, y),
        (x + size * 1.05, y - size * 0.42),
        (x + size * 0.6, y - size * 0.26),
    ]
    cabin = (-0.7, 0.5, 0.34) if ferry else (-0.5, -0.05, 0.3)
    box = [
        (x + size * cabin[0], y - size * 0.28),
        (x + size * cabin[0], y - size * (0.28 + cabin[2])),
        (x + size * cabin[1], y - size * (0.28 + cabin[2])),
        (x + size * cabin[1], y - size * 0.28),
    ]
    inner = [
        line(
            [
                (x - size * (0.9 - 0.03 * k), y - size * (0.24 - 0.09 * k)),
                (x + size * (0.9 - 0.07 * k), y - size * (0.27 - 0.09 * k)),
            ]
        )
        for k in range(3)
    ]
    glass = [
        line(
            [
                (x + size * (cabin[0] + 0.1 + 0.16 * k), y - size * 0.52),
                (x + size * (cabin[0] + 0.2 + 0.16 * k), y - size * 0.52),
                (x + size * (cabin[0] + 0.2 + 0.16 * k), y - size * 0.42),
                (x + size * (cabin[0] + 0.1 + 0.16 * k), y - size * 0.42),
            ],
            True,
        )
        for k in range(7 if ferry else 2)
    ]
    mast = (
        line([(x + size * 0.15, y - size * 0.28), (x + size * 0.15, y - size * 1.25)])
        + line([(x + size * 0.15, y - size * 1.15), (x - size * 0.75, y - size * 0.6)])
        + line([(x + size * 0.15, y - size * 1.15), (x + size * 0.95, y - size * 0.42)])
    )
    shade = [dash(x - size * (0.75 - 0.12 * k), y + 14 + 20 * k, size * (1.4 - 0.22 * k)) for k in range(4)]
    return [
        solid(line([(x - size, y), (x + size, y), (x + size * 0.8, y + 90), (x - size * 0.8, y + 90)], True)),
        ink(shade, FINE),
        ink(mast, FINE),
        ink(line(box), fill=PAPER),
        ink(line(hull, True), BOLD, fill=PAPER),
        ink(inner, FINE),
        ink(glass, FINE, RED),
    ]


def pier(seed: int, height: int) -> list[str]:
    """A wooden pier at dusk, a ferry beyond."""
    sea = height * 0.42
    parts = sky(seed, height * 0.04, sea - 20, (1180, height * 0.26), 150)
    parts += [
        *relief(crest(seed, sea, 120, 500), seed, sea, 4, 14),
        ink(dash(0, sea, WIDTH)),
        *water(seed, sea + 20, height, 20, 1180),
    ]
    parts += boat(1880, height * 0.56, 260, True)
    near, far, top = (330, 1130), (1020, 1120), height * 0.5
    left, right = ((near[0], height + 40), (far[0], top)), ((near[1], height + 40), (far[1], top))
    parts.append(solid(line([*left, right[1], right[0]], True)))
    planks, posts = [], []
    for k in range(26):
        part = 1 - (1 - k / 25) ** 2.1
        y = height + 40 + (top - height - 40) * part
        a, b = (s[0][0] + (s[1][0] - s[0][0]) * part for s in (left, right))
        planks.append(line([(a, y), (b, y)]))
        if k % 5 == 1:
            tall = 210 * (1 - part) + 24
            posts += [line([(x, y + tall * 0.35), (x, y - tall)]) for x in (a, b)]
    return [*parts, ink(planks, FINE), ink(line(left) + line(right), BOLD), ink(posts, "9")]


def rafts(seed: int, height: int) -> list[str]:
    """Rafts of a sea farm in rows to the horizon."""
    sea = height * 0.3
    parts = sky(seed, height * 0.04, sea - 30, (640, height * 0.14), 75)
    parts += [
        *relief(crest(seed, sea, 170, 520), seed, sea, 6, 16),
        ink(dash(0, sea, WIDTH)),
        *water(seed, sea + 14, height, 18, None, 0.34),
    ]
    draw = random.Random(seed)
    for row in range(6):
        part = (row + 0.7) / 6
        y, size = sea + (height - sea) * part**1.5, 40 + 230 * part
        grid, floats = [], []
        for i in range(-1, round(WIDTH / (size * 1.9)) + 2):
            x = (i + 0.5 * (row % 2)) * size * 1.9 + draw.uniform(-12, 12)
            slant, deep = size * 0.2, size * 0.34
            for k in range(4):
                grid.append(line([(x + size * 1.35 * k / 3, y), (x + size * 1.35 * k / 3 + slant, y - deep)]))
            grid += [
                line([(x + slant * k / 2, y - deep * k / 2), (x + size * 1.35 + slant * k / 2, y - deep * k / 2)])
                for k in range(3)
            ]
            floats.append(dash(x + size * 0.2, y + 9, size * 0.9) if row > 2 else "")
        parts += [ink(grid, THIN if row > 3 else FINE), ink(floats, FINE, RED if row == 4 else BLUE)]
    return parts


def salt(seed: int, height: int) -> list[str]:
    """Salt pans to the horizon, and heaps of salt."""
    far, draw = height * 0.3, random.Random(seed)
    parts = sky(seed, height * 0.05, far - 50, (1640, height * 0.16), 85)
    parts += [
        *relief(crest(seed, far, 120, 560), seed, far, 5, 14),
        solid(f"M0 {far:.0f}h{WIDTH}v{height}H0z"),
        ink(dash(0, far, WIDTH)),
    ]
    rows = [far + (height - far) * (k / 9) ** 1.9 for k in range(10)]
    banks, ripples = [dash(0, y, WIDTH) for y in rows[1:]], []
    for y, y2 in itertools.pairwise(rows):
        for i in range(-9, 10):
            a, b = (1200 + i * (40 + 420 * (v - far) / (height - far)) for v in (y, y2))
            shift = draw.uniform(-0.16, 0.16) * (y2 - y)
            if -100 < b < WIDTH + 100:
                banks.append(line([(a + shift, y), (b + shift, y2)]))
                wide = 40 + 420 * (y2 - far) / (height - far)
                for _ in range(draw.choice((0, 0, 1, 3, 4))):
                    at = y + (y2 - y) * draw.uniform(0.25, 0.85)
                    ripples.append(dash(b + wide * draw.uniform(0.1, 0.4), at, wide * draw.uniform(0.2, 0.4)))
    parts += [ink(banks, THIN), ink(ripples, FINE, faint=".8")]
    for x, y, size in ((1540, 0.52, 90), (420, 0.62, 130), (1900, 0.83, 250)):
        foot = height * y
        cone = [
            (x - size, foot),
            (x - size * 0.5, foot - size * 0.42),
            (x, foot - size * 0.86),
            (x + size * 0.5, foot - size * 0.42),
            (x + size, foot),
        ]
        shade = [line([(x + size * 0.02 * k, foot - size * 0.84), (x + size * (0.1 + 0.105 * k), foot - 4)]) for k in range(9)]
        parts += [ink(line(cone), BOLD, fill=PAPER), ink(shade, FINE, RED)]
    return parts


def willow(seed: int, height: int) -> list[str]:
    """A willow over still water, houses on the other side."""
    shore, draw = height * 0.5, random.Random(seed)
    parts = sky(seed, height * 0.05, shore - 120, (1900, height * 0.2), 80)
    far = crest(seed, shore, 240, 560)
    parts += relief(far, seed, shore, 8, 17)
    for i in range(5):
        parts += house(1420 + 185 * i, shore - 4, 140 - 12 * (i % 2))
    parts += [ink(dash(0, shore, WIDTH)), mirrored(far, shore, height, seed), *water(seed, shore + 40, height, 16, None, 0.45)]
    bank = [
        (x, height - 230 + 0.00011 * max(0, x - 300) ** 2 + 16 * noise(seed, 2)(x / 200)) for x in range(-75, WIDTH + 150, 75)
    ]
    parts += relief(bank, seed, height + 90, 6, 24, THIN, 0.3)
    left = [
        (470, height - 212),
        (500, height * 0.74),
        (508, height * 0.6),
        (556, height * 0.45),
        (622, height * 0.3),
        (640, height * 0.2),
    ]
    right = [
        (610, height - 206),
        (572, height * 0.74),
        (570, height * 0.6),
        (604, height * 0.45),
        (646, height * 0.32),
        (660, height * 0.2),
    ]
    parts.append(solid(line([*left, *reversed(right)], True)))
    trunk = [curve(left), curve(right)]
    bark = [
        curve([(x + (u - x) * f, y + 8) for (x, y), (u, _) in zip(left[:5], right[:5], strict=True)]) for f in (0.28, 0.52, 0.76)
    ]
    strands, tips = [], []
    for k in range(46):
        angle = math.pi * (k + draw.random()) / 46
        reach = 480 + 130 * draw.random()
        x, y = 640 - math.cos(angle) * reach, height * 0.23 - math.sin(angle) * height * 0.13
        drop = height * (0.2 + 0.3 * draw.random())
        sway = draw.uniform(10, 60)
        rise = draw.uniform(0.24, 0.4)
        strands.append(
            curve(
                [
                    (648 - 20 * (rise - 0.24), height * rise),
                    (640 + (x - 640) * 0.4, y + 10),
                    (x, y),
                    (x + sway * 0.3, y + drop * 0.5),
                    (x + sway, y + drop),
                ]
            )
        )
        tips += [
            line(
                [
                    (x + sway * 0.5 - 14, y + drop * f - 12),
                    (x + sway * 0.5, y + drop * f),
                    (x + sway * 0.5 + 14, y + drop * f - 12),
                ]
            )
            for f in (0.6, 0.78)
        ]
    return [*parts, ink([*trunk, *bark], THIN), ink(strands, FINE), ink(tips, FINE, faint=".7")]


def wetland(seed: int, height: int) -> list[str]:
    """Reeds before open water, birds over it."""
    shore, draw = height * 0.4, random.Random(seed)
    parts = sky(seed, height * 0.05, shore - 60, (700, height * 0.2), 95)
    parts += [
        *relief(crest(seed, shore, 130, 600), seed, shore, 5, 15),
        ink(dash(0, shore, WIDTH)),
        *water(seed, shore + 20, height, 18, 700),
    ]
    birds = []
    for x, y, size in ((1300, 0.14, 60), (1420, 0.19, 48), (1560, 0.12, 54), (1700, 0.2, 40), (1810, 0.15, 34)):
        birds.append(
            curve(
                [
                    (x - size, height * y),
                    (x - size * 0.5, height * y - size * 0.45),
                    (x, height * y),
                    (x + size * 0.5, height * y - size * 0.45),
                    (x + size, height * y),
                ]
            )
        )
    stems, heads = [], []
    for _ in range(150):
        left = draw.choice((draw.gauss(300, 260), draw.gauss(2050, 260), draw.uniform(0, WIDTH)))
        tall = height * (0.16 + 0.26 * draw.random()) * (1 if abs(left - 1200) > 500 else 0.55)
        lean = draw.uniform(-20, 90)
        stems.append(curve([(left, height + 10), (left + lean * 0.3, height - tall * 0.6), (left + lean, height - tall)]))
        if draw.random() < 0.3:
            heads.append(line([(left + lean, height - tall), (left + lean + 8, height - tall - 62)]))
    return [*parts, ink(birds, THIN), ink(stems, FINE), ink(heads, "11", RED)]
