"""Two reports compared: what is new, and what is gone."""

import json
from dataclasses import replace

import pytest

from wangqun.domain.comparison import Earlier, read_earlier
from wangqun.domain.finding import Finding, Severity
from wangqun.reports.baseline import compare

LINK = Finding("link-broken", Severity.BLOCK, "xian", "content/a.md", 6, 2, "链接没有对应的文件")
DUE = replace(LINK, code="item-scheduled", severity=Severity.INFO, message="将于 2026-12-01 公开", due="2026-12-01")


def test_what_has_moved_in_its_file_is_the_same() -> None:
    assert compare([LINK], [replace(LINK, line=60, column=1, hint="别的改法")]) == ((), ())


@pytest.mark.parametrize(
    "other",
    [{"message": "别的"}, {"code": "other"}, {"path": "content/b.md"}, {"site": "shi"}, {"severity": Severity.WARN}],
    ids=str,
)
def test_what_differs_in_anything_else_is_another(other: dict[str, str]) -> None:
    changed = replace(LINK, **other)

    assert compare([LINK], [changed]) == ((changed,), (LINK,))


def test_of_equal_ones_each_counts() -> None:
    twice = [LINK, replace(LINK, line=9)]

    assert [compare([LINK], twice).new, compare(twice, [LINK]).gone] == [(twice[1],), (twice[1],)]


def test_what_was_only_foretold_is_gone_and_not_mended() -> None:
    found = compare([LINK, DUE], [])

    assert [found.gone, found.mended] == [(LINK, DUE), (LINK,)]


def test_a_report_is_read_back_from_its_json() -> None:
    written = {
        "now": "2026-11-23T00:00:00+08:00",
        "findings": [LINK.as_json() | {"new": True, "fingerprint": "x"}, DUE.as_json()],
    }

    assert read_earlier(json.loads(json.dumps(written))) == Earlier("2026-11-23T00:00:00+08:00", (LINK, DUE))


GOOD = LINK.as_json()


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"now": "2026-11-23T00:00:00+08:00"},
        {"now": 3, "findings": []},
        {"now": "gestern", "findings": []},
        {"now": "2026-11-23T00:00:00+08:00", "findings": {}},
        {"now": "2026-11-23T00:00:00+08:00", "findings": [3]},
        {"now": "2026-11-23T00:00:00+08:00", "findings": [{}]},
        {"now": "2026-11-23T00:00:00+08:00", "findings": [GOOD | {"severity": "none"}]},
        {"now": "2026-11-23T00:00:00+08:00", "findings": [GOOD | {"line": "6"}]},
        {"now": "2026-11-23T00:00:00+08:00", "findings": [GOOD | {"message": None}]},
        {"now": "2026-11-23T00:00:00+08:00", "findings": [GOOD | {"follows": "x"}]},
        {"now": "2026-11-23T00:00:00+08:00", "findings": [GOOD | {"severity": []}]},
    ],
    ids=repr,
)
def test_anything_else_is_no_report(data: object) -> None:
    assert read_earlier(data) is None
