"""Ids and slugs."""

import unicodedata
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangqun.domain.ids import SITE_ID, SLUG_BYTES, DocumentId, parse_id, quoted, slugify


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dam Inspection", "dam-inspection"),
        ("公式", "公式"),
        ("关于 2026 年预算（草案）的报告", "关于-2026-年预算-草案-的报告"),
        ("a/b\\c", "a-b-c"),
        ("..", ""),
        ("../../etc", "etc"),
        ("——", ""),
        ("v1.2", "v1.2"),
        ("a...b", "a-b"),
        ("snake_case", "snake_case"),
    ],
)
def test_a_slug_keeps_letters_and_digits_of_any_script(text: str, expected: str) -> None:
    assert expected == slugify(text)


def test_homophones_stay_apart() -> None:
    words = ["公式", "公事", "攻势", "工事"]

    assert words == [slugify(word) for word in words]


def test_composed_and_decomposed_letters_are_one_slug() -> None:
    composed = "Café"

    assert slugify(composed) == slugify(unicodedata.normalize("NFD", composed)) == "café"


def test_long_names_are_cut_and_stay_distinct() -> None:
    one, other = slugify("长" * 300), slugify("长" * 301)

    assert one != other
    assert max(len(one.encode()), len(other.encode())) <= SLUG_BYTES
    assert one.startswith("长" * 60)


def test_a_cut_never_splits_a_character() -> None:
    slugs = [slugify("a" * shift + "长" * 100) for shift in range(4)]

    assert ["\ufffd" not in slug and slug.replace("-", "").isalnum() for slug in slugs] == [True] * 4


@pytest.mark.parametrize("text", ["yannan:article/dam-inspection", "yannan:regulation/条例", "a-1:live_entry/x.y"])
def test_an_id_reads_as_it_is_written(text: str) -> None:
    assert text == str(parse_id(text))


@pytest.mark.parametrize(
    "text", ["", "yannan", "yannan:article", "yannan:article/", "Yannan:article/x", "yannan:article/a/b", "yannan:article/a b"]
)
def test_what_is_no_id_is_none(text: str) -> None:
    assert parse_id(text) is None


def test_an_id_is_compared_composed() -> None:
    assert DocumentId("a", "article", "café") == parse_id(unicodedata.normalize("NFD", "a:article/café"))


@pytest.mark.parametrize(
    ("name", "fit"), [("qing", True), ("r-1", True), ("1r", False), ("a--b", False), ("a_b", False), ("A", False), ("a\n", False)]
)
def test_a_site_id_is_lower_case_words(name: str, fit: bool) -> None:
    assert fit is bool(SITE_ID.match(name))


@given(st.text(st.characters(codec="utf-8")) | st.text(alphabet="aZ09_.~/-%甲 \n"))
def test_what_is_quoted_fast_is_what_quoting_makes_of_it(path: str) -> None:
    assert quoted(path) == quote(path)
