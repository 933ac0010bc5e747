"""Drawings of rooms: the hall, its platform, a corridor, a ballot box, a table with chairs."""

import math

from .ink import BLUE, BOLD, FINE, PAPER, RED, THIN, WIDTH, Point, curve, dash, disc, ink, line, noise, solid
from .land import crest, tree


def hall(seed: int, height: int) -> list[str]:
    """Rows of seats that curve toward a platform."""
    stage, parts = height * 0.36, []
    folds = [line([(x, height * 0.03), (x, stage)]) for x in range(40, WIDTH, 52)]
    pleats = [line([(x + 17, height * 0.03), (x + 17, stage)]) for x in range(40, WIDTH, 156)]
    lamps = [disc(300 + 360 * k, height * 0.06, 15, PAPER, BLUE) for k in range(6)]
    parts += [
        ink(folds, FINE, faint=".45"),
        ink(pleats, FINE, faint=".6"),
        *lamps,
        solid(f"M620 {height * 0.21:.0f}h1160v{height * 0.16:.0f}H620z"),
    ]
    table = [line([(700, height * 0.27), (1700, height * 0.27), (1740, height * 0.335), (660, height * 0.335)], True)]
    table += [line([(660 + 90 * k, height * 0.335), (700 + 83.3 * k, height * 0.27)]) for k in range(1, 12)]
    chairs = [
        line(
            [
                (760 + 100 * k - 30, height * 0.27),
                (760 + 100 * k - 30, height * 0.225),
                (760 + 100 * k + 30, height * 0.225),
                (760 + 100 * k + 30, height * 0.27),
            ]
        )
        for k in range(10)
    ]
    parts += [
        ink(chairs, THIN),
        ink(table, THIN),
        ink(
            line([(480, stage), (1920, stage)])
            + line([(430, stage + 22), (1970, stage + 22)])
            + line([(380, stage + 44), (2020, stage + 44)]),
            THIN,
        ),
    ]
    for row in range(9):
        part = row / 8
        size = 22 + 66 * part**1.3
        middle = stage + 90 + (height * 0.99 - stage - 40) * part**1.28
        reach = 700 + 1000 * part
        count = round(2 * reach / (size * 2.35))
        seats, backs = [], []
        for i in range(count + 1):
            place = -1 + 2 * i / count
            x, y = 1200 + reach * place, middle - 0.11 * reach * place * place
            if abs(x - 1200) < 55 + 75 * part or not -120 < x < WIDTH + 120:
                continue
            w, h = size * 0.82, size * 1.18
            seats.append(
                line(
                    [
                        (x - w, y + h * 0.55),
                        (x - w, y - h * 0.4),
                        (x - w * 0.7, y - h * 0.62),
                        (x + w * 0.7, y - h * 0.62),
                        (x + w, y - h * 0.4),
                        (x + w, y + h * 0.55),
                    ]
                )
            )
            if part > 0.3:
                backs += [dash(x - w * 0.6, y - h * (0.28 - 0.26 * k), w * 1.2) for k in range(2)]
        parts += [ink(seats, THIN if part > 0.5 else FINE, fill=PAPER), ink(backs, FINE, faint=".7")]
    carpet = [
        line([(1200 - 44 - 88 * f, stage + 60 + (height - stage) * f), (1200 + 44 + 88 * f, stage + 60 + (height - stage) * f)])
        for f in (k * k / 576 for k in range(25))
    ]
    return [*parts, ink(carpet, THIN, RED)]


def podium(seed: int, height: int) -> list[str]:
    """A speaker's desk before a curtain."""
    at, folds, y = noise(seed, 2), [], height * 0.74
    for k in range(46):
        x = 420 + 34.7 * k
        folds.append(
            curve([(x + 7 * at(k * 0.9), height * 0.08), (x + 12 * at(k * 0.7 + 3), height * 0.4), (x + 22 * at(k * 0.5 + 5), y)])
        )
    frame = [
        line([(0, 0), (400, height * 0.08), (2000, height * 0.08), (2400, 0)]),
        line([(400, height * 0.08), (400, y)]),
        line([(2000, height * 0.08), (2000, y)]),
        line([(0, height * 0.9), (400, y), (2000, y), (2400, height * 0.9)]),
    ]
    boards = [line([(400 + 133.3 * k, y), (-600 + 300 * k, height)]) for k in range(13)]
    walls = [
        line([(400 - 400 * f, height * 0.08 * (1 - f)), (400 - 400 * f, y + (height * 0.9 - y) * f)])
        for f in (0.12, 0.28, 0.5, 0.8)
    ]
    walls += [
        line([(2000 + 400 * f, height * 0.08 * (1 - f)), (2000 + 400 * f, y + (height * 0.9 - y) * f)])
        for f in (0.12, 0.28, 0.5, 0.8)
    ]
    desk = [
        (960, height * 0.56),
        (1440, height * 0.56),
        (1480, height * 0.62),
        (1420, height * 0.62),
        (1400, height * 0.93),
        (1000, height * 0.93),
        (980, height * 0.62),
        (920, height * 0.62),
    ]
    grain = [
        curve([(1020 + 20 * k, height * 0.65), (1022 + 20 * k + 5 * at(k), height * 0.78), (1018 + 20 * k, height * 0.905)])
        for k in range(1, 19)
    ]
    micro = [
        curve([(1200 + s * 70, height * 0.56), (1200 + s * 66, height * 0.5), (1200 + s * 30, height * 0.45)]) for s in (-1, 1)
    ]
    parts = [
        ink(folds, FINE, RED),
        ink(frame),
        ink(boards + walls, FINE, faint=".6"),
        ink(line(desk, True), BOLD, fill=PAPER),
        ink(line([(980, height * 0.62), (1420, height * 0.62)])),
        ink(grain, FINE),
        ink(micro, BOLD),
        *(disc(1200 + s * 30, height * 0.445, 13, BLUE, BLUE) for s in (-1, 1)),
    ]
    return parts + tree(640, height * 0.86, 110, seed) + tree(1760, height * 0.86, 110, seed + 1)


def corridor(seed: int, height: int) -> list[str]:
    """A corridor with doors, a carpet down to the window."""
    cx, cy, far = 1200.0, height * 0.44, 0.13

    def spot(u: float, v: float, depth: float) -> Point:
        return cx + (u - cx) * depth, cy + (v - cy) * depth

    depths = [far * (1 / far) ** (k / 9) for k in range(10)]
    frames = [line([spot(0, height, d), spot(0, 0, d), spot(WIDTH, 0, d), spot(WIDTH, height, d)]) for d in depths]
    edges = [line([spot(u, v, far), (u, v)]) for u in (0, WIDTH) for v in (0, height)]
    boards = [line([spot(WIDTH * k / 16, height, far), (WIDTH * k / 16, height)]) for k in range(1, 16) if not 5 < k < 11]
    panels = [line([spot(u, height * 0.62, far), spot(u, height * 0.62, 1)]) for u in (0, WIDTH)]
    doors = []
    for u in (0, WIDTH):
        for a, b in zip(depths[1::2], depths[2::2], strict=False):
            m, n = a + (b - a) * 0.22, a + (b - a) * 0.78
            doors.append(
                line([spot(u, height * 0.97, m), spot(u, height * 0.22, m), spot(u, height * 0.22, n), spot(u, height * 0.97, n)])
            )
            doors += [line([spot(u, height * v, m), spot(u, height * v, n)]) for v in (0.3, 0.46)]
    carpet = [line([spot(760, height, d), spot(1640, height, d)]) for d in (far * (1 / far) ** (k / 44) for k in range(45))]
    window = [line([spot(WIDTH * a, height * 0.12, far), spot(WIDTH * a, height * 0.86, far)]) for a in (0.2, 0.4, 0.6, 0.8)]
    lamps = [line([spot(960, 0, d), spot(1440, 0, d)]) for d in depths[1:]]
    return [
        ink(boards + panels, FINE, faint=".6"),
        ink(carpet, THIN, RED),
        ink(frames, FINE),
        ink(edges),
        ink(doors, THIN),
        ink(window, FINE),
        ink(lamps, BOLD),
    ]


def ballot(seed: int, height: int) -> list[str]:
    """A ballot box, a paper half in it."""
    a, b, c, d = (760, height * 0.5), (1300, height * 0.56), (1660, height * 0.47), (1120, height * 0.42)
    deep = height * 0.38
    faces = [
        line([a, b, (b[0] - 20, b[1] + deep), (a[0] + 40, a[1] + deep)], True),
        line([b, c, (c[0] - 50, c[1] + deep * 0.94), (b[0] - 20, b[1] + deep)], True),
    ]
    lid = line([a, b, c, d], True)
    slot = [(1060, height * 0.483), (1330, height * 0.513), (1362, height * 0.504), (1092, height * 0.475)]
    paper = [(1085, height * 0.488), (1055, height * 0.2), (1300, height * 0.16), (1345, height * 0.505)]
    lines = [line([(1095 + 6 * k, height * (0.235 + 0.042 * k)), (1275 + 5 * k, height * (0.205 + 0.044 * k))]) for k in range(6)]
    mark = [line([(1105, height * 0.45), (1122, height * 0.462), (1160, height * 0.425)])]
    right = [
        line([(b[0] + 360 * f, b[1] - height * 0.09 * f), (b[0] - 20 + 330 * f, b[1] + deep - (height * 0.09 + deep * 0.06) * f)])
        for f in (k / 22 for k in range(1, 22))
    ]
    left = [
        line([(a[0] + 8 + 32 * f, a[1] + deep * f), (b[0] - 5 - 15 * f, b[1] + deep * f)])
        for f in (0.08 * k for k in range(1, 13))
    ]
    at, ground = noise(seed, 3), []
    for k in range(13):
        y = height * 0.72 + 6 * k * k * 0.55 + 20 * k
        ground.append(curve([(x, y + 10 * at(x / 300 + k * 0.3)) for x in range(-75, WIDTH + 150, 150)]))
    folds = [
        curve(
            [(60 * k + 14 * at(k), -10), (60 * k + 30 * at(k * 0.6 + 4), height * 0.4), (60 * k + 20 * at(k * 0.8), height * 0.7)]
        )
        for k in range(41)
    ]
    shadow = [
        line([(b[0] - 20 + 26 * k, b[1] + deep - 8 * k), (b[0] + 330 + 22 * k, b[1] + deep + 40 - 10 * k)]) for k in range(12)
    ]
    return [
        ink(folds, FINE, faint=".4"),
        solid(f"M0 {height * 0.7:.0f}h{WIDTH}v{height}H0z"),
        ink(ground, FINE, faint=".7"),
        ink(shadow, FINE, faint=".8"),
        ink(faces, BOLD, fill=PAPER),
        ink(left, FINE, faint=".55"),
        ink(right, FINE),
        ink(lid, BOLD, fill=PAPER),
        ink(line(slot, True), THIN, fill=BLUE),
        ink(line(paper), THIN, RED, PAPER),
        ink(lines, FINE),
        ink(mark, BOLD, RED),
        ink(line([slot[0], slot[1]]), BOLD),
    ]


def room(seed: int, height: int) -> list[str]:
    """A room with a round table, chairs and a window on the hills."""
    parts = [ink(line([(0, height * 0.68), (WIDTH, height * 0.68)]))]
    boards = [line([(1200 + 210 * k, height * 0.68), (1200 + 520 * k, height)]) for k in range(-8, 9)]
    parts.append(ink(boards, FINE, faint=".5"))
    x, y, w, h = 300, height * 0.1, 720, height * 0.36
    inside = crest(seed, y + h * 0.86, 190, 320)
    view = [(max(x, min(x + w, px)), py) for px, py in inside if x - 80 < px < x + w + 80]
    parts += [
        disc(x + 520, y + 120, 50),
        ink([curve([(px, py + 26 * k + 3 * k * k) for px, py in view]) for k in range(6)], FINE),
    ]
    parts += [
        solid(f"M{x - 100} {y + h:.0f}h{w + 200}v200h{-w - 200}z"),
        ink(
            [
                line([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], True),
                line([(x + w / 2, y), (x + w / 2, y + h)]),
                line([(x, y + h / 2), (x + w, y + h / 2)]),
            ],
            BOLD,
        ),
    ]
    bx, by = 1260, height * 0.13
    sheets = [
        line(
            [
                (bx + 40 + 205 * k, by + 40),
                (bx + 200 + 205 * k, by + 40),
                (bx + 200 + 205 * k, by + 300),
                (bx + 40 + 205 * k, by + 300),
            ],
            True,
        )
        for k in range(4)
    ]
    texts = [dash(bx + 62 + 205 * k, by + 110 + 32 * j, 116) for k in range(4) for j in range(6)]
    parts += [
        ink(line([(bx, by), (bx + 860, by), (bx + 860, by + 340), (bx, by + 340)], True), BOLD),
        ink(sheets, FINE),
        ink(texts, FINE, faint=".7"),
        ink([dash(bx + 62 + 205 * k, by + 76, 116) for k in range(4)], "8", RED),
    ]
    for back in (True, False):
        if not back:
            rings = [
                f'<ellipse cx="1200" cy="{height * 0.7:.0f}" rx="{800 - 60 * k - 4 * k * k}" ry="{200 - 17 * k - k * k}"/>'
                for k in range(1, 6)
            ]
            parts += [
                f'<ellipse cx="1200" cy="{height * 0.7 + 26:.0f}" rx="800" ry="200" fill="{PAPER}"/>',
                f'<ellipse cx="1200" cy="{height * 0.7:.0f}" rx="800" ry="200" fill="{PAPER}" stroke-width="5"/>',
                f'<g stroke-width="2.4" opacity=".45">{"".join(rings)}</g>',
            ]
            parts += [
                ink(
                    [
                        line(
                            [
                                (cx - 70, height * v),
                                (cx + 50, height * v),
                                (cx + 74, height * v + 46),
                                (cx - 96, height * v + 46),
                            ],
                            True,
                        )
                        for cx, v in ((760, 0.66), (1200, 0.63), (1640, 0.66))
                    ],
                    THIN,
                    RED,
                    PAPER,
                )
            ]
        for k in range(5 if back else 6):
            a = math.pi * ((k + 1) / 6 if back else (k + 0.6) / 6.2)
            cx, cy = 1200 + 890 * math.cos(a), height * 0.7 + (-1 if back else 1) * 250 * math.sin(a)
            s = 62 if back else 105
            chair = [
                (cx - s, cy + s),
                (cx - s * 0.92, cy - s * 0.7),
                (cx - s * 0.6, cy - s * 0.95),
                (cx + s * 0.6, cy - s * 0.95),
                (cx + s * 0.92, cy - s * 0.7),
                (cx + s, cy + s),
            ]
            bars = [
                line([(cx - s * 0.8, cy - s * (0.5 - 0.42 * j)), (cx + s * 0.8, cy - s * (0.5 - 0.42 * j))]) for j in range(4)
            ]
            parts += [ink(line(chair, True), THIN, fill=PAPER), ink(bars, FINE)]
    return parts
