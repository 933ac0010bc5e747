"""Drawings of what stands in water: towns, bridges, walks, dams, a gauging station."""

import math
import random

from .ink import BOLD, FINE, PAPER, RED, THIN, WIDTH, curve, dash, ink, line, solid
from .land import crest, mirrored, relief, sky, tree, water
from .streets import gable


def city(seed: int, height: int) -> list[str]:
    """A town on a river in the morning."""
    shore, draw = height * 0.6, random.Random(seed)
    parts = sky(seed, height * 0.05, shore - 130, (1640, height * 0.25), 130)
    parts += relief(crest(seed, shore - 90, 330, 620), seed, shore, 9, 20)
    mirror = []
    for far in (True, False):
        x = -30.0
        while x < WIDTH:
            wide = draw.uniform(60, 120) if far else draw.uniform(90, 190)
            tall = height * (draw.uniform(0.1, 0.3) if far else draw.uniform(0.05, 0.2))
            if draw.random() < 0.8:
                rows = round(tall / 26)
                marks = (
                    [dash(x + 14, shore - tall + 18 + 26 * k, wide - 28) for k in range(rows)]
                    if draw.random() < 0.55
                    else [
                        line([(x + 14 + (wide - 28) * k / 4, shore - tall + 16), (x + 14 + (wide - 28) * k / 4, shore - 10)])
                        for k in range(5)
                    ]
                )
                parts += [
                    ink(
                        line([(x, shore), (x, shore - tall), (x + wide, shore - tall), (x + wide, shore)]),
                        FINE if far else THIN,
                        fill=PAPER,
                    ),
                    ink(marks, FINE, faint=".65"),
                ]
                if not far:
                    mirror += [
                        dash(x + draw.uniform(-10, 20), shore + 18 + 22 * k, wide * draw.uniform(0.5, 0.9))
                        for k in range(round(tall / 40))
                    ]
            x += wide + draw.uniform(6, 40)
    return [*parts, ink(dash(0, shore, WIDTH), BOLD), ink(mirror, FINE), *water(seed, shore + 70, height, 13, 1640, 0.5)]


def cables(seed: int, height: int) -> list[str]:
    """A bridge hung from two pylons over a wide river."""
    deck, shore = height * 0.6, height * 0.64
    parts = sky(seed, height * 0.05, shore - 200, (480, height * 0.22), 110)
    for k in range(2):
        parts += relief(crest(seed + k, shore - 30 + 30 * k, 330 - 120 * k, 580), seed + k, shore, 9, 20)
    parts += [ink(dash(0, shore, WIDTH)), *water(seed, shore + 26, height, 15, 480)]
    stays, pylons = [], []
    for x in (760, 1700):
        for k in range(1, 13):
            top = height * (0.17 + 0.012 * k)
            stays += [line([(x, top), (x + s * 36 * k, deck)]) for s in (-1, 1)]
        pylons.append(line([(x - 20, height * 0.82), (x - 8, height * 0.14), (x + 8, height * 0.14), (x + 20, height * 0.82)]))
        pylons.append(dash(x - 70, height * 0.82, 140))
    road = [line([(-20, deck - 12), (WIDTH + 20, deck - 12)]), line([(-20, deck + 12), (WIDTH + 20, deck + 12)])]
    rails = [line([(x, deck - 12), (x, deck - 34)]) for x in range(20, WIDTH, 60)]
    return [
        *parts,
        ink(stays, FINE),
        ink(pylons, BOLD, fill=PAPER),
        solid(f"M0 {deck - 12:.0f}h{WIDTH}v24H0z"),
        ink(rails, FINE),
        ink(road, BOLD, RED),
    ]


def arch(seed: int, height: int) -> list[str]:
    """A stone bridge of one arch between the houses of an old street, and its other half in the water."""
    shore = height * 0.66
    parts = sky(seed, height * 0.05, height * 0.42)
    parts += relief(crest(seed, shore - 60, 240, 560), seed, shore, 7, 18)
    for k in range(4):
        for side in (-1, 1):
            x, size = 1200 + side * (1120 - 150 * k), 430 - 82 * k
            parts += gable(x - size / 2, shore, size, height * (0.42 - 0.055 * k), 3)
    span, rise = 400.0, height * 0.2
    top = [
        (1200 + span * 1.7 * math.cos(a), shore - rise * 1.3 * math.sin(a) ** 1.15)
        for a in (math.pi * (1 - k / 16) for k in range(17))
    ]
    inner = [
        (1200 + span * 0.62 * math.cos(a), shore - rise * 0.98 * math.sin(a)) for a in (math.pi * (1 - k / 16) for k in range(17))
    ]
    below = [(x, 2 * shore - y) for x, y in inner]
    parts += [ink(curve(top) + "z", BOLD, fill=PAPER)]
    stones = []
    for i in range(1, 16):
        (left, low), (right, high) = inner[i], top[i]
        stones.append(line([(left, low), (left + (right - left) * 0.2, low + (high - low) * 0.3)]))
    courses = [
        curve(
            [
                (1200 + span * (1.7 - 0.14 * k) * math.cos(a), shore - rise * (1.3 - 0.09 * k) * math.sin(a) ** 1.15)
                for a in (math.pi * (1 - j / 12) for j in range(13))
            ]
        )
        for k in (1, 2)
    ]
    posts = [line([(x, y - 4), (x, y - 52)]) for x, y in top[2:-2]] + [curve([(x, y - 46) for x, y in top[2:-2]])]
    parts += [ink(courses + stones, FINE), ink(curve(inner) + "z", THIN, fill=PAPER), ink(posts, THIN, RED)]
    wavering = [dash(x - 60 + 14 * (i % 3), y, 100) for i, (x, y) in enumerate(below[1:-1])]
    return [*parts, ink(dash(0, shore, WIDTH), BOLD), ink(wavering, THIN), *water(seed, shore + 30, height, 13, None, 0.55)]


def promenade(seed: int, height: int) -> list[str]:
    """A walk along a river: railing, trees, benches."""
    shore = height * 0.44
    parts = sky(seed, height * 0.05, shore - 120, (560, height * 0.19), 90)
    for k in range(2):
        parts += relief(crest(seed + k, shore - 20 + 20 * k, 280 - 110 * k, 520), seed + k, shore, 8, 18)
    parts += [ink(dash(0, shore, WIDTH)), *water(seed, shore + 22, height * 0.8, 14, 560)]
    edge, rail = [(0.0, height * 0.78), (2400.0, height * 0.6)], height * 0.115
    parts.append(solid(f"M0 {height * 0.78:.0f}L{WIDTH} {height * 0.6:.0f}V{height}H0z"))
    posts = []
    for k in range(31):
        x = WIDTH * (1 - (1 - k / 30) ** 1.35)
        y = edge[0][1] + (edge[1][1] - edge[0][1]) * x / WIDTH
        posts.append(line([(x, y), (x, y - rail * (1 - 0.5 * x / WIDTH))]))
    rails = [line([(0, edge[0][1] - rail * f), (WIDTH, edge[1][1] - rail * 0.5 * f)]) for f in (1, 0.55)]
    slabs = [line([(0, height * (0.84 + 0.07 * k)), (WIDTH, height * (0.615 + 0.03 * k + 0.006 * k * k))]) for k in range(8)]
    joints = [line([(2400 - 160 * k, height * 0.6 + 12 * k), (2400 - 330 * k - 200, height)]) for k in range(12)]
    parts += [ink(slabs + joints, FINE, faint=".55"), ink(posts, THIN), ink(rails, BOLD), ink(line(edge), BOLD)]
    for i, (x, y, size) in enumerate(((2060, 0.66, 120), (1560, 0.74, 160), (840, 0.86, 220))):
        parts += tree(x, height * y, size, seed + i)
    for x, y, size in ((1900, 0.72, 90), (1240, 0.88, 170)):
        b = height * y
        seat = [line([(x - size, b - size * (0.5 + 0.16 * k)), (x + size, b - size * (0.56 + 0.16 * k))]) for k in range(4)]
        parts += [
            ink(seat, BOLD, RED),
            ink([line([(x + s * size * 0.8, b), (x + s * size * 0.8, b - size * 1.05)]) for s in (-1, 1)], BOLD),
        ]
    return parts


def dam(seed: int, height: int, gates: int = 5, open_: bool = False) -> list[str]:
    """The downstream face of a dam, courses of stone, its gates; water where they are open."""
    crown = height * 0.4
    parts = sky(seed, height * 0.05, crown - 110, (1900, height * 0.17), 80)
    for k in range(2):
        parts += relief(
            crest(seed + k, crown - 10 + 20 * k, 270 - 80 * k, 560, ((60, 240, 480), (2360, 240, 480))), seed + k, height, 12, 20
        )
    face = [(330, crown), (2070, crown), (2330, height * 0.86), (70, height * 0.86)]
    parts += [ink(line(face, True), BOLD, fill=PAPER)]
    courses, joints = [], []
    draw = random.Random(seed)
    for k in range(1, 17):
        f = k / 17
        y = crown + (height * 0.86 - crown) * f
        courses.append(dash(330 - 260 * f, y, 1740 + 520 * f))
        for i in range(24):
            if draw.random() < 0.7:
                u = (i + (0.5 if k % 2 else 0)) / 24
                g = f + 1 / 17
                joints.append(
                    line(
                        [
                            (330 - 260 * f + (1740 + 520 * f) * u, y),
                            (330 - 260 * g + (1740 + 520 * g) * u, crown + (height * 0.86 - crown) * g),
                        ]
                    )
                )
    parts += [ink(courses, FINE), ink(joints if not open_ else joints[::2], FINE, faint=".55")]
    wide = 150.0
    start = 1200 - wide * gates / 2
    water_ = []
    for k in range(gates):
        x = start + wide * k
        if open_:
            fall = [
                (x + 22, crown + 40),
                (x + 8 + (x - 1100) * 0.06, height * 0.66),
                (x - 20 + (x - 1100) * 0.14, height * 0.88),
                (x + 160 + (x - 1100) * 0.14, height * 0.88),
                (x + 138 + (x - 1100) * 0.06, height * 0.66),
                (x + 128, crown + 40),
            ]
            parts.append(solid(line(fall, True)))
            for j in range(9):
                u = j / 8
                water_.append(
                    curve([(fall[a][0] + (fall[b][0] - fall[a][0]) * u, fall[a][1]) for a, b in ((0, 5), (1, 4), (2, 3))])
                )
        parts += [
            ink(
                line([(x + 18, crown + 70), (x + 18, crown - 70), (x + wide - 18, crown - 70), (x + wide - 18, crown + 70)]),
                THIN,
                fill=PAPER,
            ),
            ink([dash(x + 18, crown - 40 + 22 * j, wide - 36) for j in range(5)], FINE),
        ]
    parts += [
        ink(
            line(
                [
                    (start - 30, crown - 70),
                    (start + wide * gates + 30, crown - 70),
                    (start + wide * gates + 30, crown - 100),
                    (start - 30, crown - 100),
                ],
                True,
            ),
            BOLD,
            RED,
            PAPER,
        ),
        ink(water_, FINE),
    ]
    rails = [line([(x, crown), (x, crown - 30)]) for x in range(330, 2071, 58) if not start - 40 < x < start + wide * gates + 40]
    parts.append(ink(rails, FINE))
    bank = crest(seed + 8, height * 0.95, 90, 600)
    if open_:
        foam = [
            curve([(x + 60 * i, height * 0.89 + 22 * k + 16 * math.sin(i * 2.1 + k)) for i in range(7)])
            for k in range(4)
            for x in (650 + 40 * k, 1120 - 30 * k, 1440 + 20 * k)
        ]
        return [
            *parts,
            solid(f"M0 {height * 0.89:.0f}h{WIDTH}v{height}H0z"),
            ink(foam, FINE),
            *water(seed, height * 0.89, height, 6),
        ]
    return [*parts, *relief(bank, seed + 8, height + 60, 5, 22, THIN, 0.3)]


def spillway(seed: int, height: int) -> list[str]:
    """The dam with its gates open."""
    return dam(seed, height, 5, True)


def gauge(seed: int, height: int) -> list[str]:
    """A gauging station in a reservoir, its scale in the other ink."""
    shore = height * 0.48
    parts = sky(seed, height * 0.05, shore - 130, (600, height * 0.2), 85)
    for k in range(2):
        top = crest(seed + 4 * k, shore - 10 + 16 * k, 320 - 130 * k, 560)
        parts += relief(top, seed + k, shore, 9, 18)
    parts += [ink(dash(0, shore, WIDTH)), mirrored(top, shore, height, seed), *water(seed, shore + 40, height, 18, 600, 0.5)]
    x, w, roof = 1440.0, 150.0, height * 0.2
    deck = [line([(0, height * 0.47), (x, height * 0.5)]), line([(0, height * 0.49), (x, height * 0.515)])]
    legs = [line([(k, height * 0.48), (k, height * 0.62 + 0.02 * k)]) for k in range(120, 1400, 240)]
    parts += [
        solid(line([(0, height * 0.47), (x, height * 0.5), (x, height * 0.515), (0, height * 0.49)], True)),
        ink(legs, BOLD),
        ink(deck, THIN),
        ink(
            [
                line([(k, height * 0.47 + height * 0.03 * k / x), (k, height * 0.43 + height * 0.03 * k / x)])
                for k in range(60, 1440, 60)
            ]
            + [line([(0, height * 0.43), (x, height * 0.46)])],
            FINE,
        ),
    ]
    body = [(x, height * 0.84), (x, roof + 90), (x + w, roof + 90), (x + w, height * 0.84)]
    parts += [
        ink(line(body), BOLD, fill=PAPER),
        ink(
            [line([(x + w * (0.55 + 0.09 * k), roof + 100), (x + w * (0.55 + 0.09 * k), height * 0.84)]) for k in range(5)], FINE
        ),
    ]
    cabin = [line([(x - 60, roof + 150), (x - 60, roof), (x + w + 60, roof), (x + w + 60, roof + 150)], True)]
    panes = [
        line(
            [
                (x - 30 + 72 * k, roof + 40),
                (x + 16 + 72 * k, roof + 40),
                (x + 16 + 72 * k, roof + 110),
                (x - 30 + 72 * k, roof + 110),
            ],
            True,
        )
        for k in range(4)
    ]
    top_ = [(x - 110, roof), (x + w / 2, roof - 120), (x + w + 110, roof)]
    tiles = [line([(x + w / 2, roof - 120), (x - 110 + (w + 220) * k / 12, roof)]) for k in range(1, 12)]
    scale = [
        line([(x + w + 8, height * 0.44 + 23 * k), (x + w + (60 if k % 5 == 0 else 32), height * 0.44 + 23 * k)])
        for k in range(28)
    ]
    parts += [
        ink(cabin, BOLD, fill=PAPER),
        ink(panes, FINE),
        ink(line(top_, True), BOLD, fill=PAPER),
        ink(tiles, FINE),
        ink([*scale, line([(x + w + 8, height * 0.43), (x + w + 8, height * 0.84)])], THIN, RED),
    ]
    return [*parts, ink([dash(x - 30 + 12 * k, height * 0.85 + 24 * k, w + 50 - 26 * k) for k in range(6)], THIN)]
