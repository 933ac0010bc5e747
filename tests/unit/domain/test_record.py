"""Values as authors write them, and clean text."""

from collections.abc import Iterator

import pytest

from wangqun.domain.record import Record, lists_apart, split_names
from wangqun.domain.site import SiteRecord
from wangqun.domain.text import clean, is_clean
from wangqun.domain.waiver import Waiver
from wangqun.records.consultation.record import Consultation


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


def _records(above: type[Record]) -> Iterator[type[Record]]:
    for record in above.__subclasses__():
        yield record
        yield from _records(record)


@pytest.mark.parametrize("record", sorted(set(_records(Record)), key=lambda each: f"{each.__module__}.{each.__name__}"))
def test_what_a_record_says_of_its_fields_names_fields_that_it_has(record: type[Record]) -> None:
    fields = {str(info.validation_alias or name): info for name, info in record.model_fields.items()}

    assert fields.keys() >= record.APART | record.SPARE | record.HOLDS
    assert not [name for name in record.SPARE if fields[name].is_required()]
    assert not record.APART & record.HOLDS


def test_lists_apart_are_those_of_what_stands_in_a_record_too() -> None:
    assert lists_apart(Waiver) == set()
    assert lists_apart(SiteRecord) == {"report_to", "add", "hide", "titles"}
    assert lists_apart(Consultation) == {"attachments", "questionnaires", "files", "groups"}
