"""Names that differ from those of files as a reader does not see."""

import pytest

from wangqun.stages.resolve.names import NONE, as_written, misnamed

THERE = ("images/大写.jpg", "images/图（1）.png", "images/cafe\u0301.svg", "news/good.md", "images/甲 乙.jpg")


@pytest.mark.parametrize(
    ("written", "real"),
    [
        ("images/大写.JPG", "images/大写.jpg"),
        ("Images/大写.jpg", "images/大写.jpg"),
        ("images/大写．ＪＰＧ", "images/大写.jpg"),
        ("images/图(1).png", "images/图（1）.png"),
        ("images/caf\u00e9.svg", "images/cafe\u0301.svg"),
        ("images/甲\u3000乙.jpg", "images/甲 乙.jpg"),
        ("news/Good.MD", "news/good.md"),
    ],
)
def test_a_name_means_the_one_file_that_it_can_mean(written: str, real: str) -> None:
    assert {written: real} == misnamed([written, *THERE], THERE, ()).real


@pytest.mark.parametrize("written", ["images/大写2.jpg", "images/大写.jpeg", "images/大 写.jpg", "大写.jpg", "images/太写.jpg"])
def test_another_name_means_nothing(written: str) -> None:
    found = misnamed([written], THERE, ())

    assert (found.real, found.doubtful) == ({}, {})


def test_a_name_that_two_files_could_have_means_neither() -> None:
    found = misnamed(["images/大写.Jpg"], THERE, ["images/大写.JPG"])

    assert (found.real, found.doubtful) == ({}, {"images/大写.Jpg": ("images/大写.JPG", "images/大写.jpg")})


def test_nothing_is_looked_for_when_all_names_are_right() -> None:
    assert misnamed(THERE, THERE, ()) is NONE


@pytest.mark.parametrize(
    ("target", "real", "wanted"),
    [
        ("../images/大写.JPG", "images/大写.jpg", "../images/大写.jpg"),
        ("{static}/Images/大写.JPG", "images/大写.jpg", "{static}/images/大写.jpg"),
        ("Good.MD#第一条", "news/good.md", "good.md#第一条"),
        ("./甲%20乙.JPG?x=1", "images/甲 乙.jpg", "./甲%20乙.jpg?x=1"),
        ("/images/大写.JPG", "images/大写.jpg", "/images/大写.jpg"),
    ],
)
def test_what_to_write_keeps_all_but_the_names(target: str, real: str, wanted: str) -> None:
    assert wanted == as_written(target, real)
