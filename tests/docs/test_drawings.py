"""The demo's drawings are what their generator writes: two inks on paper, small, without a word, and all in use."""

import re

import pytest

from pictures.__main__ import PHOTO, ROOT, WIDE, drawn
from pictures.ink import BLUE, PAPER, RED, WIDTH
from wangqun.scan.svg import look_at_svg

LARGEST = 12 * 1024  # bytes, before compression
DRAWN = drawn()


def test_the_drawings_there_are_those_that_the_generator_writes() -> None:
    there = {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in ROOT.glob("*/*/images/*.svg")}

    assert there.keys() == DRAWN.keys()
    assert [path for path in there if there[path] != DRAWN[path]] == [], "run: python -m tests.pictures"


def test_they_are_drawn_alike_again() -> None:
    assert drawn() == DRAWN


@pytest.mark.parametrize("path", DRAWN)
def test_a_drawing_is_small_and_in_two_inks_and_says_nothing(path: str) -> None:
    text = DRAWN[path]

    assert len(text.encode()) <= LARGEST
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}", text)) <= {PAPER, BLUE, RED}
    assert set(re.findall(r"<(\w+)", text)) <= {"svg", "g", "path", "circle", "ellipse"}
    faults, passages = look_at_svg(text.encode())
    assert faults == ()
    assert {passage.text.strip() for passage in passages} == {""}


@pytest.mark.parametrize("path", DRAWN)
def test_a_drawing_says_how_large_it_is(path: str) -> None:
    width, height, box = re.match(r'<svg [^>]*width="(\d+)" height="(\d+)" viewBox="0 0 (\d+ \d+)"', DRAWN[path]).groups()  # type: ignore[union-attr]

    assert (int(width), int(height)) in {(WIDTH // 2, PHOTO // 2), (WIDTH // 2, WIDE // 2)}
    assert box == f"{WIDTH} {int(height) * 2}"


def test_every_drawing_is_shown_by_a_piece_of_its_site() -> None:
    for path in DRAWN:
        site, name = (ROOT / path).parents[1], path.rsplit("/", 1)[1]
        assert any(f"images/{name}" in file.read_text(encoding="utf-8") for file in site.glob("*/*.md")), path
