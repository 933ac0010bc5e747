"""An empty value is as good as none, but where something is kept back; names that readers cannot tell apart stand once."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from wangqun.domain.flow import FlowRule
from wangqun.domain.item import Offline, Share
from wangqun.domain.record import is_empty
from wangqun.domain.site import ClusterRecord, SiteRecord
from wangqun.domain.waiver import Waiver
from wangqun.records import KINDS
from wangqun.records.article import Article
from wangqun.records.deputies.record import (
    ConstituencyRecord,
    DeputyRecord,
    MandateRecord,
    PublicContact,
    StationRecord,
    TermRecord,
)
from wangqun.stages.load.holdkeys import FIELDS

EMPTY = ["", " ", "\u3000", "\u200b", "\u00a0\ufeff", "\n", None]
CLUSTER = {"name": "群", "root": "a", "base_url": "https://x.example/"}
SITE = {"name": "县人民代表大会", "short_name": "县人大"}
DEPUTY = {"person": "person:0123456789"}
MANDATE = {"term": "17", "from": "2022-01-10"}
STATION = {"key": "s", "name": "站", "address": "路"}
FLOW = {"id": "f", "kind": "push"}


@pytest.mark.parametrize("value", EMPTY)
def test_what_says_nothing_is_empty(value: Any) -> None:
    assert is_empty(value)


@pytest.mark.parametrize("value", ["0", "无", "-", "\u3000甲", "\n甲", " " * 100 + "甲", "\u200b" * 100 + "甲", False, 0, [], {}])
def test_what_says_something_is_not(value: Any) -> None:
    assert not is_empty(value)


@pytest.mark.parametrize("value", EMPTY)
@pytest.mark.parametrize(
    ("model", "rest", "field"),
    [
        (DeputyRecord, DEPUTY, "name"),
        (DeputyRecord, DEPUTY, "party"),
        (DeputyRecord, DEPUTY, "gender"),
        (DeputyRecord, DEPUTY, "birth"),
        (DeputyRecord, DEPUTY, "station"),
        (DeputyRecord, DEPUTY, "posts"),
        (DeputyRecord, DEPUTY, "contact_public"),
        (MandateRecord, MANDATE, "to"),
        (MandateRecord, MANDATE, "end_reason"),
        (MandateRecord, MANDATE, "origin"),
        (MandateRecord, MANDATE, "constituency"),
        (PublicContact, {"consent_on": "2022-01-10"}, "email"),
        (ConstituencyRecord, {"key": "c1", "name": "甲", "term": "17", "quota": "1"}, "voters"),
        (TermRecord, {"term_no": "17", "start": "2022-01-10", "seats": "1"}, "reserved_quota"),
        (StationRecord, STATION, "geo"),
        (StationRecord, STATION, "type"),
        (Offline, {}, "phone"),
        (Offline, {}, "postcode"),
        (Share, {"up": "city"}, "to"),
        (Share, {}, "until"),
        (SiteRecord, SITE, "area"),
        (SiteRecord, SITE, "division_code"),
        (SiteRecord, SITE, "parent"),
        (SiteRecord, SITE, "address"),
        (SiteRecord, SITE, "columns"),
        (SiteRecord, SITE, "footer"),
        (SiteRecord, SITE, "accepts"),
        (ClusterRecord, CLUSTER, "search_server"),
        (ClusterRecord, CLUSTER, "limits"),
        (ClusterRecord, CLUSTER, "flows"),
        (FlowRule, FLOW, "into"),
        (Article, {}, "tags"),
        (Article, {}, "author"),
        (Article, {}, "category"),
        (Article, {}, "image"),
        (Article, {}, "note"),
        (Article, {}, "slug"),
        (Article, {}, "media"),
    ],
)
def test_an_empty_value_is_as_good_as_none(model: type[BaseModel], rest: dict[str, Any], field: str, value: Any) -> None:
    assert model.model_validate(rest | {field: value}) == model.model_validate(rest)


@pytest.mark.parametrize("value", EMPTY)
@pytest.mark.parametrize(
    ("model", "rest", "field"),
    [
        (SiteRecord, SITE, "name"),
        (ClusterRecord, CLUSTER, "root"),
        (DeputyRecord, DEPUTY, "person"),
        (MandateRecord, MANDATE, "from"),
    ],
)
def test_what_must_be_there_is_missing(model: type[BaseModel], rest: dict[str, Any], field: str, value: Any) -> None:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(rest | {field: value})

    assert [(error["type"], error["loc"]) for error in caught.value.errors()] == [("missing", (field,))]


def test_a_waiver_with_empty_lines_is_none() -> None:
    with pytest.raises(ValidationError):
        Waiver.model_validate({"code": "x", "item": "y", "reason": "", "approver": "丙", "expires_on": "2026-12-01"})


@pytest.mark.parametrize("value", EMPTY[:-1])  # None is what such a field has by itself: the header's reader tells of it
@pytest.mark.parametrize(
    ("model", "rest", "field"),
    [
        *((Article, {}, field) for field in sorted(FIELDS)),
        (SiteRecord, SITE, "external"),
        *((ClusterRecord, CLUSTER, field) for field in ("demo", "production")),
        *((FlowRule, FLOW, field) for field in ("from", "columns", "tags", "under", "depth", "until", "limit")),
        (MandateRecord, MANDATE, "suspensions"),
    ],
)
def test_what_keeps_back_is_not_passed_over(model: type[BaseModel], rest: dict[str, Any], field: str, value: Any) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(rest | {field: value})


def test_the_fields_that_hold_are_those_of_the_header() -> None:
    assert {frozenset(FIELDS)} == {kind.record.HOLDS for kind in KINDS.values()}


def test_a_field_that_is_unknown_is_told_empty_or_not() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        DeputyRecord.model_validate(DEPUTY | {"identity_number": ""})


def test_free_names_without_a_value_are_left_out() -> None:
    site = SiteRecord.model_validate(SITE | {"columns": {"titles": {"news": "", "notices": "公告"}}})
    cluster = ClusterRecord.model_validate(CLUSTER | {"levels": {"county": None}})

    assert site.columns.titles == {"notices": "公告"}
    assert cluster.levels == {}


@pytest.mark.parametrize("field", ["tags", "keywords", "authors"])
@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (["预算", "预算"], ("预算",)),
        ("预算，预算、监督", ("预算", "监督")),
        (["A", "a", "Ａ"], ("A",)),
        (["ＡＢＣ", "abc"], ("ＡＢＣ",)),
        (["人大 代表", "人大\u3000代表", "人大  代表"], ("人大 代表",)),
        (["预算", "", None, "\u200b", "监督"], ("预算", "监督")),
        (["", None], ()),
        (["预算", "预决算"], ("预算", "预决算")),
        (["事例", "示例"], ("事例", "示例")),
    ],
)
def test_names_that_look_alike_stand_once(field: str, written: Any, expected: tuple[str, ...]) -> None:
    assert getattr(Article.model_validate({field: written}), field) == expected


@pytest.mark.parametrize(
    ("field", "written", "expected"),
    [
        ("related", ["xian:article/a", "xian:article/a", ""], ("xian:article/a",)),
        ("related", "xian:article/a, xian:article/a", ("xian:article/a",)),
        ("related", ["xian:article/a", "xian:article/ａ"], ("xian:article/a", "xian:article/ａ")),
        ("aliases", ["/a.html", "/a.html", "/A.html"], ("/a.html", "/A.html")),
    ],
)
def test_addresses_stand_once_and_are_told_apart_exactly(field: str, written: Any, expected: tuple[str, ...]) -> None:
    assert getattr(Article.model_validate({field: written}), field) == expected
