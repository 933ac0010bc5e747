"""Values to records, with all faults at once."""

import pytest

from wangqun.domain.finding import Finding, Place
from wangqun.domain.site import ClusterRecord, SiteRecord
from wangqun.records.article import Article
from wangqun.stages.load.marked import parse_yaml
from wangqun.stages.load.validate import validate


def faults(model: type, text: str) -> list[Finding]:
    """What is wrong with a text as a record."""
    marked = parse_yaml(text)
    return validate(model, marked.value, marked, Place("xian", "a.yaml"))[1]


def test_all_faults_are_told_at_once() -> None:
    found = faults(SiteRecord, "name: 县\nexternal: maybe\nreview_stages: 9\nfoo: 1\n")

    assert [f.message.split("“")[1].split("”")[0].split("（")[0] for f in found] == [
        "short_name",
        "external",
        "review_stages",
        "foo",
    ]
    assert [f.line for f in found] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("name: 县\nshort_name: 县\nfotter: {}\n", "footer"),
        ("name: 县\nshort_name: 县\nfooter: {host_og: x}\n", "host_org"),
        ("name: 县\nshort_name: 县\nparnet: x\n", "parent"),
        ("name: 县\nshort_name: 县\nqqqqqq: x\n", "已有的字段"),
    ],
)
def test_an_unknown_key_is_told_with_what_resembles_it(text: str, near: str) -> None:
    (finding,) = faults(SiteRecord, text)

    assert finding.code == "field-unknown"
    assert near in finding.hint
    assert finding.line == 3


def test_a_list_item_is_counted_from_one() -> None:
    (finding,) = faults(
        SiteRecord, "name: 县\nshort_name: 县\ncolumns:\n  add:\n    - {key: a, title: 甲}\n    - {key: B, title: 乙}\n"
    )

    said = "“columns 的第 2 项 add 的 key（栏目编号）”写的是“B”，写法不对，本站没有发布，保留上一次的内容"
    assert said == finding.message
    assert finding.hint == "写成 key: notices（小写字母开头，只用小写字母、数字、- 和 _）。"
    assert (finding.line, finding.column) == (6, 8)


def test_a_level_that_is_none_is_told() -> None:
    found = faults(ClusterRecord, "name: 群\nroot: a\nbase_url: https://x.example/\nlevels: {village: {}}\n")

    assert [finding.code for finding in found] == ["field-invalid"]
    assert found[0].line == 4


@pytest.mark.parametrize("text", ["[]", "文字", "- a\n"])
def test_a_file_that_is_no_mapping_is_a_finding(text: str) -> None:
    assert [finding.code for finding in faults(SiteRecord, text)] == ["field-invalid"]


def test_only_blocking_fields_lose_a_document() -> None:
    marked = parse_yaml("title: 标题\npicture: x\nimage: 没有替代文字.jpg\noffline: {postcode: 1}\n")
    item, found = validate(Article, marked.value, marked, Place(), Article.BLOCKING)

    assert item is not None
    assert (item.title, item.image, item.offline) == ("标题", None, None)
    assert [finding.code for finding in found] == ["field-dropped", "field-dropped"]


def test_a_fault_in_a_blocking_field_loses_the_document() -> None:
    marked = parse_yaml("title: 标题\ndate: 2026-03\noffline: 电话\n")
    item, found = validate(Article, marked.value, marked, Place(), Article.BLOCKING)

    assert item is None
    assert {"date-partial", "field-dropped"} == {finding.code for finding in found}


def test_unknown_header_keys_are_kept_as_pelican_keeps_them() -> None:
    marked = parse_yaml("title: 标题\nsubject: 水利\n")
    item, found = validate(Article, marked.value, marked, Place(), Article.BLOCKING)

    assert item is not None
    assert (item.model_extra, found) == ({"subject": "水利"}, [])
