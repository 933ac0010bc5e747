"""Names of header fields in Chinese, and in whatever way they are typed."""

import re
from pathlib import Path

import pytest
from pydantic import Field

from wangqun.domain.item import Item, Picture
from wangqun.records import KINDS, documents
from wangqun.records.article import Article
from wangqun.records.kind import Kind
from wangqun.stages.load.keys import HOLD_BACK, names_of

GLOSSARY = Path(__file__).parents[3] / "docs" / "glossary.md"
ROW = re.compile(r"^\| (?P<term>[^|`]+?) \| `(?P<word>[^`|]+)` \|", re.MULTILINE)
NAMES = names_of(Article)


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("标题", "title"), ("状态", "status"), ("日期", "date"), ("发布时间", "date"), ("时间", "date"), ("来源", "source"),
        ("责任编辑", "editor"), ("公开属性", "openness"), ("保密审查", "secrecy_review"),
        ("审核记录", "reviews"), ("撤回", "withdrawn"),
        ("栏目", "category"), ("标签", "tags"), ("作者", "author"), ("摘要", "summary"),
        ("更新时间", "modified"), ("文号", "doc_number"),
        ("附件", "attachments"), ("题图", "image"), ("草稿", "draft"), ("编辑备注", "note"), ("已迁到", "moved_to"),
    ],
)  # fmt: skip
def test_a_chinese_word_names_its_field(key: str, name: str) -> None:
    assert NAMES.english(key) == name


@pytest.mark.parametrize(
    "key",
    [
        "status",
        "Status",
        "STATUS",
        " status ",
        "ｓｔａｔｕｓ",
        "**status**",
        '"status"',
        "\u200bstatus",
        "状　态",
        "状 态",
        "“状态”",
    ],
)
def test_a_field_is_known_in_any_dress(key: str) -> None:
    assert NAMES.english(key) == "status"


@pytest.mark.parametrize("key", ["secrecy_review", "Secrecy-Review", "secrecy review", "SECRECY_REVIEW"])
def test_dashes_and_spaces_stand_for_underscores(key: str) -> None:
    assert NAMES.english(key) == "secrecy_review"


@pytest.mark.parametrize("key", ["custom-key", "地点", "主持", "办理状态", "工作日期", "statuses", "x" * 5000])
def test_other_keys_stay_as_they_are(key: str) -> None:
    assert NAMES.english(key) == key
    assert not NAMES.is_field(key)


@pytest.mark.parametrize("key", ["时间", "地点", "主持", "参加", "备注", "时 间"])
def test_a_notice_opens_with_words_of_its_own(key: str) -> None:
    assert not NAMES.opens_header(key)


@pytest.mark.parametrize("kind", documents(KINDS), ids=lambda kind: kind.name)
def test_every_term_of_the_glossary_that_names_a_field_is_known(kind: Kind) -> None:
    fields, names = kind.record.model_fields, names_of(kind.record)
    rows = ((m["term"], m["word"]) for m in ROW.finditer(GLOSSARY.read_text(encoding="utf-8")) if m["word"] in fields)
    terms = [(term, word) for term, word in rows if word not in KINDS]  # the 事项 of a supervision item is its title, no matter
    elsewhere = {"column": "category", "address": "网址"}  # the 网址 of a site, which no document has

    assert len(terms) > 20
    assert [(term, word) for term, word in terms if names.english(term) != elsewhere.get(word, word)] == []


@pytest.mark.parametrize("kind", documents(KINDS), ids=lambda kind: kind.name)
def test_every_field_that_may_block_is_known_by_a_chinese_word(kind: Kind) -> None:
    named = {name for word, name in names_of(kind.record).words.items() if not word.isascii()}

    assert kind.record.BLOCKING - named == set()
    assert {"status", "openness", "withdrawn", "secrecy_review", "reviews", "moved_to", "date"} <= HOLD_BACK & named


@pytest.mark.parametrize("key", ["地址", "电话", "主办单位", "层级", "用途"])
def test_a_field_of_another_kind_is_prose(key: str) -> None:
    assert not NAMES.opens_header(f"{key}")


def test_marks_follow_the_keys_inside_a_field() -> None:
    marks = {("secrecy_review",): (2, 1), ("secrecy_review", "人"): (3, 3)}

    assert NAMES.inner("secrecy_review", {"人": "丙"}, marks) == {"person": "丙"}
    assert marks["secrecy_review", "person"] == (3, 3)


class Plenum(Item):
    """A record that is no built-in one."""

    venue: str = Field("", description="会场")
    hall: Picture | None = Field(None, description="平面图")


def test_the_fields_of_a_kind_that_is_handed_in_are_known() -> None:
    more = names_of(Plenum)

    assert (more.english("会场"), more.is_field("会　场"), more.opens_header("会场")) == ("venue", True, True)
    assert more.inner("hall", {"替代文字": "图"}, {}) == {"alt": "图"}
    assert more.structured - NAMES.structured == {"hall"}


def test_what_another_kind_has_is_not_known() -> None:
    assert NAMES.english("会场") == "会场"
    assert not NAMES.is_field("会场")
    assert names_of(Plenum).english("体裁") == "体裁"  # a word of articles alone


def test_one_kind_has_one_table() -> None:
    assert names_of(Article) is names_of(KINDS["article"].record)
