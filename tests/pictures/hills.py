"""Drawings of hills, fields, rivers and woods: from a seed and the height of the sheet, their parts from back to front."""

import math
import random

from .ink import BOLD, FINE, PAPER, RED, THIN, WIDTH, curve, dash, disc, ink, line, noise, solid
from .land import contours, crest, firs, mirrored, relief, sky, terraces, tree, water


def mountains(seed: int, height: int) -> list[str]:
    """Ranges one behind another, a peak over them, a low sun."""
    base, draw = height * 0.5, random.Random(seed)
    sun = draw.choice((560, 1780))
    parts = sky(seed, height * 0.06, base, (sun, height * 0.23), 120)
    for k, (rise, rows) in enumerate(((200, 14), (230, 12), (210, 10), (150, 6))):
        place = (WIDTH - sun) + draw.uniform(-160, 160) + (k % 2) * draw.choice((-800, 700))
        peaks = ((place, 400 - 90 * k, 620), (place - 900, 220 - 40 * k, 420), (place + 820, 180 - 30 * k, 480))
        top = crest(seed + 11 * k, base + height * (0.06 + 0.125 * k), rise, 520 + 90 * k, peaks)
        parts += relief(top, seed + k, base + height * (0.2 + 0.16 * k), rows, 13 + 3 * k, THIN if k == 3 else FINE, 0.12)
        if k == 3:
            parts.append(firs(seed, top, 74, 0.6, 2))
    return parts


def reservoir(seed: int, height: int) -> list[str]:
    """A reservoir between hills at daybreak, the hills in it."""
    shore = height * 0.5
    parts = sky(seed, height * 0.06, shore - 120, (820, height * 0.23))
    parts += relief(crest(seed, shore - 40, 330, 640), seed, shore, 8, 20)
    near = crest(seed + 5, shore + 10, 250, 420, ((2300, 210, 700), (100, 170, 500)))
    parts += [*relief(near, seed + 5, shore, 10, 15, light=0.1), ink(dash(0, shore, WIDTH), THIN)]
    parts += [mirrored(near, shore, height, seed), *water(seed, shore + 60, height, 20, 820, 0.5)]
    bank = crest(seed + 9, height - 40, 130, 800, ((200, 150, 900),))
    parts += [*relief(bank, seed + 9, height, 5, 22, THIN)]
    return parts + [
        part for i, x in enumerate((330, 480, 2080)) for part in tree(x, height - 120 - 60 * (i < 2), 120 - 16 * i, seed + i)
    ]


def terraced(seed: int, height: int) -> list[str]:
    """Terraces below hills, two houses among them."""
    parts = sky(seed, height * 0.04, height * 0.2, (560, height * 0.13), 80)
    for k in range(2):
        parts += relief(crest(seed + 3 * k, height * (0.28 + 0.06 * k), 210 - 30 * k, 600), seed + k, height * 0.4, 4, 16)
    steps = terraces(seed, height * 0.36, height * 1.02, 12)
    cut = len(steps) * 5 // 12
    return (
        parts
        + steps[:cut]
        + house(1500, height * 0.54, 150)
        + house(1690, height * 0.56, 110)
        + steps[cut:]
        + tree(700, height * 0.69, 84, seed)
    )


def house(x: float, y: float, size: float) -> list[str]:
    """A farmhouse: a wall, a tiled roof, a door."""
    wall = [(x, y), (x, y - size * 0.5), (x + size, y - size * 0.5), (x + size, y)]
    roof = [
        (x - size * 0.14, y - size * 0.46),
        (x + size * 0.16, y - size * 0.86),
        (x + size * 0.84, y - size * 0.86),
        (x + size * 1.14, y - size * 0.46),
    ]
    tiles = [
        line([(x + size * (0.16 + 0.68 * k / 7), y - size * 0.86), (x + size * (-0.14 + 1.28 * k / 7), y - size * 0.46)])
        for k in range(1, 7)
    ]
    door = line(
        [(x + size * 0.42, y), (x + size * 0.42, y - size * 0.32), (x + size * 0.6, y - size * 0.32), (x + size * 0.6, y)]
    )
    return [ink(line(wall), fill=PAPER), ink(line(roof, True), fill=PAPER), ink(tiles, FINE), ink(door, THIN, RED)]


def river(seed: int, height: int) -> list[str]:
    """A river that winds through a plain toward the hills."""
    far = height * 0.38
    parts = sky(seed, height * 0.05, far - 100, (1500, height * 0.18), 90)
    for k in range(3):
        parts += relief(crest(seed + k, far - 30 + 34 * k, 250 - 60 * k, 520), seed + k, far + 30, 6, 17)
    parts.append(solid(f"M0 {far:.0f}h{WIDTH}v{height}H0z"))
    left, right = [], []
    for k in range(15):
        part = k / 14
        y = far + 4 + (height - far + 60) * part**1.7
        middle = 1350 + (430 * math.sin(5.4 * part + 0.6)) * part**0.6 - 250 * part
        half = 8 + 420 * part**1.9
        left.append((middle - half, y))
        right.append((middle + half, y))
    at = noise(seed, 3)
    fields = []
    for k in range(1, 19):
        y = far + (height - far) * (k / 19) ** 1.6
        edge = min(range(15), key=lambda i: abs(left[i][1] - y))
        for a, b in ((-20.0, left[edge][0] - 40), (right[edge][0] + 40, WIDTH + 20.0)):
            points = [(a + (b - a) * i / 9, y + (8 + 40 * k / 19) * at(i / 2 + k * 0.4)) for i in range(10)]
            fields.append(curve(points) if b - a > 200 else "")
    parts += [ink(fields, FINE, faint=".8"), ink(curve(left) + curve(right), BOLD)]
    for k in range(3):
        inner = [(a + (b - a) * (0.25 + 0.25 * k), y) for (a, y), (b, _) in zip(left, right, strict=True)]
        parts.append(ink(curve(inner[4:]), FINE))
    return parts + [
        part
        for i, (x, y) in enumerate(((1130, 0.45), (640, 0.52), (520, 0.535), (2020, 0.56), (2140, 0.6), (300, 0.7)))
        for part in tree(x, height * y, 420 * (y - 0.34), seed + i)
    ]


def terrain(seed: int, height: int) -> list[str]:
    """Level lines of a land seen from above."""
    return contours(seed, height, 17)


def forest(seed: int, height: int) -> list[str]:
    """Trunks of a wood one behind another, light between them."""
    draw, parts = random.Random(seed), []
    parts += sky(seed, height * 0.04, height * 0.62, (1480, height * 0.36), 120)
    for k, (count, wide, foot) in enumerate(((20, 12, 0.66), (13, 26, 0.76), (8, 62, 0.93))):
        ground = crest(seed + k, height * foot, 60, 700)
        parts += relief(ground, seed + k, height, 3 + k, 26, FINE, 0.2)
        for i in range(count):
            x = (i + draw.uniform(0.1, 0.9)) * WIDTH / count
            y = height * foot + draw.uniform(-10, 30)
            lean = draw.uniform(-14, 14)
            left, right = (
                [(x - wide / 2, y), (x - wide / 2.6 + lean, height * 0.4), (x - wide / 3 + lean, -20)],
                [(x + wide / 2, y), (x + wide / 2.6 + lean, height * 0.4), (x + wide / 3 + lean, -20)],
            )
            parts.append(solid(line([*left, *reversed(right)], True)))
            bark = [
                line(
                    [
                        (x + wide * (0.08 + 0.1 * j), y - 40 - 60 * j),
                        (x + wide * (0.06 + 0.09 * j) + lean / 2, y - height * (0.2 + 0.12 * j)),
                    ]
                )
                for j in range(2 * k - 1)
            ]
            parts.append(ink([curve(left), curve(right), *bark], THIN if k == 2 else FINE))
    return parts


def wind(seed: int, height: int) -> list[str]:
    """Turbines on a ridge."""
    parts = sky(seed, height * 0.05, height * 0.52)
    for k in range(3):
        top = crest(seed + 5 * k, height * (0.62 + 0.13 * k), 300 - 50 * k, 620)
        if k == 1:
            for i, (x, size) in enumerate(((420, 1.0), (980, 0.7), (1500, 0.84), (2080, 1.15))):
                y = min(top, key=lambda p: abs(p[0] - x))[1]
                parts += turbine(x, y + 20, height * 0.42 * size, 17 + 31 * i)
        parts += relief(top, seed + k, height, 7, 26, THIN if k == 2 else FINE)
    return parts


def turbine(x: float, y: float, high: float, turn: float) -> list[str]:
    """A tower, its hub and three blades."""
    hub = y - high
    blades = []
    for k in range(3):
        angle = math.radians(turn + 120 * k)
        tip = (x + math.sin(angle) * high * 0.6, hub - math.cos(angle) * high * 0.6)
        side = (math.cos(angle) * high * 0.035, math.sin(angle) * high * 0.035)
        root = (x + (tip[0] - x) * 0.2 + side[0], hub + (tip[1] - hub) * 0.2 + side[1])
        blades.append(line([(x, hub), root, tip], True))
    tower = line([(x - high * 0.022, y), (x - high * 0.01, hub), (x + high * 0.01, hub), (x + high * 0.022, y)])
    return [ink([tower, *blades], THIN, fill=PAPER), disc(x, hub, high * 0.022, RED)]
