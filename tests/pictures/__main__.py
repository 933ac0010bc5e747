"""`python -m tests.pictures [FOLDER]`: write the demo's drawings below content/, or below a folder; the same bytes each time."""

import sys
from pathlib import Path

from . import hills, rooms, shores, streets, works
from .ink import sheet

ROOT = Path(__file__).parents[2] / "content"
PHOTO, WIDE = 1600, 1350  # heights of 3:2 and 16:9
DRAWINGS = {
    "province/yunze/images/hall-seats": (rooms.hall, 1, WIDE),
    "province/yunze/images/hall-podium": (rooms.podium, 2, PHOTO),
    "province/yunze/images/hall-corridor": (rooms.corridor, 3, PHOTO),
    "province/yunze/images/ballot-box": (rooms.ballot, 4, PHOTO),
    "province/yunze/images/city-morning": (works.city, 5, WIDE),
    "province/yunze/images/yunling-ridge": (hills.mountains, 6, WIDE),
    "province/yunze/images/luchuan-wetland": (shores.wetland, 7, PHOTO),
    "province/yunze/images/contour-map": (hills.terrain, 8, WIDE),
    "city/shuochuan/images/river-bridge": (works.cables, 11, PHOTO),
    "city/shuochuan/images/terraces": (hills.terraced, 12, PHOTO),
    "city/shuochuan/images/estuary": (hills.river, 13, WIDE),
    "city/shuochuan/images/old-trees": (hills.forest, 14, PHOTO),
    "city/yannan/images/alley-bridge": (works.arch, 21, PHOTO),
    "city/yannan/images/notice-wall": (streets.board, 22, PHOTO),
    "city/yannan/images/river-promenade": (works.promenade, 23, PHOTO),
    "city/yannan/images/station-room": (rooms.room, 24, PHOTO),
    "city/yannan/images/old-street": (streets.lane, 25, WIDE),
    "county/baitan/images/salt-pans": (shores.salt, 31, PHOTO),
    "county/baitan/images/fishing-port": (shores.harbour, 32, WIDE),
    "county/boyuan/images/wind-hills": (hills.wind, 41, PHOTO),
    "county/boyuan/images/forest": (hills.forest, 42, PHOTO),
    "county/boyuan/images/old-road": (hills.mountains, 43, PHOTO),
    "county/lanling/images/drum-tower": (streets.tower, 51, PHOTO),
    "county/lanling/images/rice-terraces": (hills.terraced, 52, WIDE),
    "county/moxi/images/old-lane": (streets.lane, 61, PHOTO),
    "county/qinglan/images/dam-wall": (works.dam, 71, PHOTO),
    "county/qinglan/images/spillway": (works.spillway, 72, PHOTO),
    "county/qinglan/images/gauge-station": (works.gauge, 73, PHOTO),
    "county/qinglan/images/reservoir-hills": (hills.reservoir, 74, PHOTO),
    "county/qinglan/images/village-school": (streets.school, 75, WIDE),
    "county/qinglan/images/mountain-village": (hills.terraced, 76, PHOTO),
    "county/songyu/images/ferry-pier": (shores.pier, 81, PHOTO),
    "county/songyu/images/island-harbour": (shores.harbour, 82, PHOTO),
    "county/songyu/images/sea-farm": (shores.rafts, 83, PHOTO),
    "township/liuxi/images/willow-bank": (shores.willow, 91, PHOTO),
    "township/liuxi/images/market-day": (streets.market, 92, WIDE),
    "township/shipan/images/hill-school": (streets.school, 95, PHOTO),
    "township/shipan/images/valley": (hills.river, 96, PHOTO),
}


def drawn() -> dict[str, str]:
    """Every drawing by its path below content/."""
    return {f"{path}.svg": sheet(scene(seed, height), height) for path, (scene, seed, height) in DRAWINGS.items()}


def write(root: Path) -> None:
    """Write them all below a folder."""
    for path, text in drawn().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT)
