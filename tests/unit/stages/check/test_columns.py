"""What is stale, what is about to be, and what is empty."""

from dataclasses import replace
from datetime import timedelta

import pytest

from clusters import article
from conftest import Federate
from wangqun.domain.federation import Federation
from wangqun.domain.moment import parse_moment
from wangqun.stages.check import columns

SITE = "name: 示例县人民代表大会\nshort_name: 示例县人大\ndivision_code: '970121'\nparent: shi\n"
SITE_FILE, NEWS = "sites/county/xian.yaml", "content/county/xian/news/good.md"
CADENCE = "cadence: {home: 3650, news: 14, notice: 183, yearly: 365}\n"
MARCH = parse_moment("2026-03-01 09:00")


def told(federation: Federation, now: str | None = None) -> list[tuple[str, str, str]]:
    """Code, severity and predicted day of what is said of the county, as of `now`."""
    seen_from = replace(federation, now=parse_moment(now)) if now else federation
    return [(f.code, f.severity.value, f.due) for f in columns.findings(seen_from) if f.site == "xian"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-12 08:59", []),
        ("2026-03-12 09:00", [("column-stale", "info", "2026-03-15")]),
        ("2026-03-15 09:00", [("column-stale", "info", "2026-03-15")]),
        ("2026-03-15 09:01", [("column-stale", "warn", "")]),
    ],
)
def test_a_news_column_is_told_of_three_days_before_and_when_it_is_stale(
    now: str, expected: list[tuple[str, str, str]], federation: Federate
) -> None:
    assert expected == told(federation({SITE_FILE: SITE + CADENCE, NEWS: article(date="2026-03-01 09:00")}), now)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-03-11 08:59", []),
        ("2026-03-11 09:00", [("home-stale", "info", "2026-03-15")]),
        ("2026-03-15 09:01", [("home-stale", "warn", "")]),
    ],
)
def test_the_home_page_is_told_of_from_the_tenth_day(
    now: str, expected: list[tuple[str, str, str]], federation: Federate
) -> None:
    files = {SITE_FILE: SITE + "cadence: {home: 14, news: 3650}\n", NEWS: article(date="2026-03-01 09:00")}

    assert expected == told(federation(files), now)


@pytest.mark.parametrize(("kind", "days"), [("news", 14), ("notice", 183), ("yearly", 365), ("event", 0), ("static", 0)])
def test_each_class_of_column_has_its_period_and_some_have_none(kind: str, days: int, federation: Federate) -> None:
    extra = f"columns:\n  add: [{{key: own, title: 自有, kind: {kind}}}]\n  hide: [news]\n"
    files = {SITE_FILE: SITE + CADENCE + extra, "content/county/xian/own/a.md": article(date="2026-03-01 09:00")}
    cluster = federation(files | {NEWS: article(date="2026-03-01 09:00", extra="column: own\n")})
    over = f"{MARCH + timedelta(days=(days or 3000), minutes=1):%Y-%m-%d %H:%M}"

    assert [code for code, severity, _ in told(cluster, over) if severity == "warn"] == ["column-stale"] * bool(days)


def test_a_tenth_of_a_long_period_is_notice_enough(federation: Federate) -> None:
    extra = "columns: {add: [{key: own, title: 自有, kind: yearly}]}\n"
    long = "cadence: {home: 3650, news: 3650, yearly: 400}\n"
    cluster = federation({SITE_FILE: SITE + long + extra, "content/county/xian/own/a.md": article(date="2026-03-01 09:00")})
    due = MARCH + timedelta(days=400)

    assert told(cluster, f"{due - timedelta(days=40, minutes=1):%Y-%m-%d %H:%M}") == []
    assert told(cluster, f"{due - timedelta(days=40):%Y-%m-%d %H:%M}") == [("column-stale", "info", "2027-04-05")]


def test_a_piece_of_another_site_keeps_a_column_fresh(federation: Federate) -> None:
    share = "share: {to: [xian]}\n"
    files = {SITE_FILE: SITE + "cadence: {home: 14, news: 14}\n", NEWS: article(date="2026-03-01 09:00")}
    stale = told(federation(files), "2026-11-23")
    fresh = {"content/province/sheng/news/new.md": article(date="2026-11-20 09:00", extra=share)}

    assert [code for code, _, _ in stale] == ["home-stale", "column-stale"]
    assert told(federation(files | fresh), "2026-11-23") == []


def test_what_has_no_date_counts_as_stale(federation: Federate) -> None:
    files = {SITE_FILE: SITE + CADENCE, NEWS: "---\ntitle: 没有日期\n---\n正文\n"}
    found = [f for f in columns.findings(federation(files)) if f.site == "xian"]

    assert [(f.code, "稿件都没有日期" in f.message) for f in found] == [("home-stale", True), ("column-stale", True)]


def test_empty_columns_are_named_at_once_unless_a_standing_page_stands_in(federation: Federate) -> None:
    extra = "columns:\n  add: [{key: a, title: 甲}, {key: b, title: 乙}, {key: c, title: 丙}]\n"
    page = {"content/county/xian/pages/b.md": "---\ntitle: 乙页\ndate: 2026-03-01 09:00\n---\n正文\n"}
    (found,) = (f for f in columns.findings(federation({SITE_FILE: SITE + extra} | page)) if f.site == "xian")

    assert (found.code, found.severity, found.path, found.line) == ("column-empty", "info", SITE_FILE, 5)
    assert found.message.endswith("：甲、丙")


def test_a_site_without_content_is_not_scolded_for_each_of_its_columns(federation: Federate) -> None:
    new = {"sites/county/xin.yaml": SITE.replace("970121", "970122") + "columns: {add: [{key: a, title: 甲}]}\n"}

    assert [f for f in columns.findings(federation(new)) if f.site == "xin"] == []
