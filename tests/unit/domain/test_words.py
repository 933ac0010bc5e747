"""Chinese words for the values of enumerations, in all records that people write."""

from collections.abc import Iterator
from enum import Enum
from typing import Annotated, Any, Literal, get_args, get_origin

import pytest
from pydantic import BaseModel, TypeAdapter
from rapidfuzz.distance import OSA

from wangqun.authoring.schema import FORMS
from wangqun.domain.finding import Place
from wangqun.domain.item import OPENNESS_WORDS, RESULT_WORDS, SECRECY_WORDS, STAGE_WORDS, STATUS_WORDS
from wangqun.domain.site import ClusterRecord
from wangqun.domain.words import Words, fold
from wangqun.records.article import Article
from wangqun.records.deputies.record import DeputyRecord
from wangqun.records.regulation.record import TYPE_WORDS as LAW_WORDS
from wangqun.records.suggestion.words import PUBLIC_WORDS
from wangqun.stages.load.marked import parse_yaml
from wangqun.stages.load.validate import validate


def _models(model: type[BaseModel], seen: set[type[BaseModel]]) -> None:
    """Add a record and all records it holds."""
    if model not in seen:
        seen.add(model)
        for info in model.model_fields.values():
            for part in _parts(info.annotation):
                if isinstance(part, type) and issubclass(part, BaseModel):
                    _models(part, seen)


def _parts(shape: Any) -> Iterator[Any]:
    yield shape
    for part in get_args(shape):
        yield from _parts(part)


def _bare(shape: Any) -> Iterator[Any]:
    """Enumerations and booleans in a type that no `Words` stand beside."""
    if get_origin(shape) is Annotated and any(isinstance(mark, Words) for mark in get_args(shape)[1:]):
        return
    if get_origin(shape) is Literal or shape is bool or (isinstance(shape, type) and issubclass(shape, Enum)):
        yield shape
    for part in get_args(shape):
        yield from _bare(part)


def _worded(shape: Any) -> Iterator[tuple[Any, Words]]:
    """Every type in a type with the words that stand beside it."""
    for part in _parts(shape):
        if get_origin(part) is Annotated:
            yield from ((part, mark) for mark in get_args(part)[1:] if isinstance(mark, Words))


def _fields() -> list[tuple[str, Any]]:
    """Every field of every record that people write, with its whole type."""
    seen: set[type[BaseModel]] = set()
    for model in (form.record for form in FORMS.values()):
        _models(model, seen)
    return [
        (f"{model.__name__}.{name}", Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation)
        for model in sorted(seen, key=lambda m: m.__name__)
        for name, info in model.model_fields.items()
    ]


FIELDS = _fields()
WORDED = [pytest.param(shape, words, id=name) for name, whole in FIELDS for shape, words in _worded(whole)]

EVERY = "公开 或 依申请公开 或 不公开"


def test_every_enumeration_has_its_chinese_words() -> None:
    assert {name: list(found) for name, shape in FIELDS if (found := [*_bare(shape)])} == {}
    assert len(WORDED) > 35


@pytest.mark.parametrize(("shape", "words"), WORDED)
def test_a_title_and_every_spelling_of_a_value_are_read_as_the_value(shape: Any, words: Words) -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(shape)

    for value, title in words.titles.items():
        plain = str(value).lower() if isinstance(value, bool) else str(value)
        loud, wide = plain.upper(), "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in plain)
        for word in (
            plain,
            loud,
            wide,
            plain.replace("_", "-"),
            plain.replace("_", " "),
            f" {title}　",
            *words.also.get(value, ()),
        ):
            assert adapter.validate_python(word) == value, word


@pytest.mark.parametrize(("shape", "words"), WORDED)
def test_no_spelling_stands_for_two_values(shape: Any, words: Words) -> None:
    said = [
        (fold(word), value)
        for value, title in words.titles.items()
        for word in (title, str(value).lower(), *words.also.get(value, ()))
    ]

    assert all(words.spellings[word] == value for word, value in said), shape


@pytest.mark.parametrize(
    ("words", "word", "value"),
    [
        (SECRECY_WORDS, "不公开", "not_public"),
        (SECRECY_WORDS, "NOT_PUBLIC", "not_public"),
        (SECRECY_WORDS, "not-public", "not_public"),
        (SECRECY_WORDS, "Not Public", "not_public"),
        (SECRECY_WORDS, "删减后公开", "public_after_redaction"),
        (OPENNESS_WORDS, "公开", "public"),
        (OPENNESS_WORDS, "依申请公开", "on_request"),
        (OPENNESS_WORDS, "不予公开", "not_public"),
        (RESULT_WORDS, "通过", "pass"),
        (RESULT_WORDS, "退回", "return"),
        (RESULT_WORDS, "不通过", "return"),
        (RESULT_WORDS, "FAIL", "return"),
        (STAGE_WORDS, "一审", "first"),
        (STAGE_WORDS, "复审", "second"),
        (STAGE_WORDS, "终审", "final"),
        (STATUS_WORDS, "草稿", "draft"),
        (STATUS_WORDS, "已发布", "published"),
        (STATUS_WORDS, "ｄｒａｆｔ", "draft"),
    ],
)
def test_the_words_of_an_office_are_known(words: Words, word: str, value: str) -> None:
    assert words.read(word) == value


@pytest.mark.parametrize(
    ("word", "offered"),
    [
        ("待定", EVERY),
        ("保密", EVERY),
        ("publik", "public"),
        ("not_publc", "not_public"),
        ("依申请", "依申请公开"),
        ("通过？", EVERY),
        ("公开？", EVERY),
        ("", EVERY),
        ("true", EVERY),
    ],
)
def test_a_word_that_is_none_lists_what_may_be_written(word: str, offered: str) -> None:
    marked = parse_yaml(f"openness: '{word}'\n")
    item, (finding,) = validate(Article, marked.value, marked, Place(), Article.BLOCKING)

    assert item is None
    written = f"写的是“{word}”，" if word else ""
    choices = "public（公开）、on_request（依申请公开）、not_public（不公开）"
    assert f"“openness（公开属性）”{written}只能是 {choices}，这一篇没有发布" == finding.message
    assert finding.hint == f"写成 openness: {offered}。"


@pytest.mark.parametrize(
    ("words", "word", "offered"),
    [
        (STATUS_WORDS, "darft", "draft"),
        (STATUS_WORDS, "drfat", "draft"),
        (STATUS_WORDS, "hiden", "hidden"),
        (STAGE_WORDS, "finall", "final"),
        (RESULT_WORDS, "retrun", "return"),
        (SECRECY_WORDS, "not_publc", "not_public"),
        (SECRECY_WORDS, "删减公开", "删减后公开"),
        (PUBLIC_WORDS, "not_publc", "not_public"),
        (LAW_WORDS, "地方法规", "地方性法规"),
    ],
)
def test_a_slip_is_mended_to_the_word_that_was_meant(words: Words, word: str, offered: str) -> None:
    assert words.instead(word) == (offered,)


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (STATUS_WORDS, "unpublished not_published 不发布 未发布 待发布 drafted 草"),
        (OPENNESS_WORDS, "unpublic nonpublik public_no public? 未公开 非公开 拟公开 待公开 暂公开 予公开 公开后"),
        (SECRECY_WORDS, "unpublic 同意 可以 拟公开 待公开 缓公开 公开吗"),
        (RESULT_WORDS, "unpass not_pass pass? 审核 拟通过 没通过 待通过"),
        (PUBLIC_WORDS, "unpublic public_no 拟公开 暂公开 宜公开"),
    ],
)
def test_what_may_mean_the_contrary_is_no_slip(words: Words, written: str) -> None:
    for word in written.split():
        assert words.instead(word) == tuple(words.titles.values()), word


@pytest.mark.parametrize(("shape", "words"), WORDED)
def test_no_word_is_offered_in_place_of_one_that_is_nearer(shape: Any, words: Words) -> None:
    spellings = {
        spelling: value
        for value, title in words.titles.items()
        for spelling in (str(value).lower(), title, *words.also.get(value, ()))
    }
    for spelling in spellings:
        for word in {*_slipped(spelling)} - {""}:
            offered = words.instead(word)
            if len(offered) > 1 or fold(word) in words.spellings:
                continue
            far = {other: OSA.distance(fold(word), fold(other)) for other in spellings}
            least = min(count for other, count in far.items() if spellings[other] == words.read(offered[0]))
            assert least == min(far.values()), (shape, word, offered)
    assert words.instead("Ünfit!") == tuple(words.titles.values())


def _slipped(spelling: str) -> Iterator[str]:
    """A spelling with a character left out, exchanged, written twice, put before the next one, and with one more."""
    for at, character in enumerate(spelling):
        before, after = spelling[:at], spelling[at + 1 :]
        yield from (before + after, f"{before}x{after}", f"{before}某{after}", before + character * 2 + after)
        yield before + after[:1] + character + after[1:]
    yield from (f"{denial}{spelling}" for denial in ("不", "未", "非", "拟", "un", "not_"))


@pytest.mark.parametrize("text", ["openness: true", "openness: [公开]", "openness: {公开: 是}", "share: {up: 上级}", "status: 1"])
def test_no_finding_speaks_english(text: str) -> None:
    marked = parse_yaml(text + "\n")
    _, (finding,) = validate(Article, marked.value, marked, Place(), Article.BLOCKING)

    assert "只能是 " in finding.message
    assert "Input" not in finding.message


def test_a_level_is_named_in_chinese_wherever_sites_are() -> None:
    item = Article.model_validate({"share": {"up": "市级", "to": "县级、乡镇、xianji", "mode": "成页"}})

    assert item.share is not None
    assert (item.share.up, item.share.to, item.share.mode) == ("city", ("county", "township", "xianji"), "page")


def test_a_deputy_in_chinese_words_is_kept_in_canonical_ones() -> None:
    text = (
        "person: person:7k3m9q2x4t\nmandates:\n  - {term: 17, origin: 补选, from: 2022-01-10, to: 2024-01-10, end_reason: 辞职}\n"
        "posts:\n  - {organ: 常务委员会, title: 委员, from: 2022-01-10}\nreception_days:\n  - {weekday: 星期三, week: 第二个}\n"
    )
    record, found = validate(DeputyRecord, parse_yaml(text).value, parse_yaml(text), Place())

    assert record is not None
    plain = record.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    assert found == []
    assert (plain["mandates"][0]["origin"], plain["mandates"][0]["end_reason"]) == ("by_election", "resigned")
    assert plain["posts"][0]["organ"] == "standing_committee"
    assert plain["reception_days"] == [{"weekday": 3, "week": 2}]


def test_a_level_in_two_words_is_written_twice() -> None:
    rows = "name: 群\nroot: a\nbase_url: https://x.example/\n"
    once, twice = parse_yaml(rows + "levels: {县级: {}, 市: {}}\n"), parse_yaml(rows + "levels: {county: {}, 县级: {}}\n")

    record, found = validate(ClusterRecord, once.value, once, Place())
    assert record is not None
    assert (list(record.levels), found) == (["county", "city"], [])
    assert [f.message for f in validate(ClusterRecord, twice.value, twice, Place())[1]] == [
        "“levels（各层级的共同设定）”：“county”写了两次，全部站点都不能生成"
    ]
