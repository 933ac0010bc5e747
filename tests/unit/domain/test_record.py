"""Values as authors write them, and clean text."""

import pytest

from wangqun.domain.record import split_names
from wangqun.domain.text import clean, is_clean


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("监督, 水利", ["监督", "水利"]),
        ("监督，水利、民生", ["监督", "水利", "民生"]),
        ("张三; 李四", ["张三", "李四"]),
        ("Smith, John; Doe, Jane", ["Smith, John", "Doe, Jane"]),
        ("张三；李四", ["张三", "李四"]),
        ("一, 一, 二", ["一", "二"]),
        (" , ,", []),
    ],
)
def test_names_are_split_as_pelican_and_chinese_editors_do(text: str, expected: list[str]) -> None:
    assert expected == split_names(text)


def test_a_list_of_names_stays_as_it_is() -> None:
    assert split_names(["a, b"]) == ["a, b"]


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\u2028", "\u202e", "\ud800"])
def test_unfit_characters_are_taken_out(character: str) -> None:
    assert not is_clean(f"a{character}b")
    assert clean(f"a{character}b") == "ab"


def test_line_ends_and_tabs_become_spaces() -> None:
    assert clean("a\tb\nc") == "a b c"


def test_chinese_and_emoji_are_clean() -> None:
    assert is_clean("云泽省人大 🏛 “引号”　全角空格")
