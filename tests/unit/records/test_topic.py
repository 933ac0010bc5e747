"""A matter tells the course of records of other sites and kinds, in the order of what was done."""

import re
from pathlib import Path

import pytest

from clusters import article
from wangqun.pages import course
from wangqun.pages.opendata import cell
from wangqun.pages.output import Output
from wangqun.pages.site import Pages
from wangqun.records import KINDS
from wangqun.records.topic import page as topic

from .invented import resolved

COUNTY, CITY = "content/county/xian/", "content/city/shi/"
CALL = (
    "purpose: draft_law\nopen_on: 2026-10-01 09:00\nclose_on: 2026-10-31\n"
    "channels: {phone: 0970-5550188, address: 某路, email: a@b.example}\n"
)
MEMBERS = "members: ['xian:consultation/road', 'shi:article/news', 'xian:article/secret', 'xian:article/none']\n"


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """A city with a matter of its own news, of a consultation of a county, of a draft and of what is not there."""
    files: dict[str, str | bytes] = {
        f"{CITY}matters/road.md": article("修路", extra=MEMBERS),
        f"{CITY}news/news.md": article("路修好了", date="2026-11-05 09:00"),
        f"{COUNTY}consultations/road.md": article("这条路怎样修", date="2026-10-01 09:00", extra=CALL),
        f"{COUNTY}news/secret.md": article("没有公开的", extra="status: draft\n"),
    }
    view = resolved(tmp_path_factory.mktemp("cluster"), files).views["shi"]
    return Pages(view, "theme/x", 20, KINDS)


def made(outputs: list[Output], path: str) -> object:
    """The value of a page."""
    found = next(output for output in outputs if output.path == path)
    return found.value() if found.value else None


def test_its_page_tells_what_was_done_everywhere_in_order(pages: Pages) -> None:
    (document,) = pages.own_of("topic")
    page = topic.page(pages, document, "", None)

    assert [(step.date_iso, step.what, step.title, step.site) for step in page.steps] == [
        ("2026-10-01", "开始征求意见", "这条路怎样修", "示例县人大"),
        ("2026-10-31", "征求意见截止", "这条路怎样修", "示例县人大"),
        ("2026-11-05", "发布", "路修好了", "示例市人大"),
    ]
    assert page.latest == page.steps[-1]
    assert [(each.title, each.state) for each in page.joined] == [("这条路怎样修", "已截止"), ("路修好了", "")]


def test_a_list_does_not_count_what_nobody_sees(pages: Pages) -> None:
    (document,) = pages.own_of("topic")

    assert pages.kinds["topic"].line(document).facts == ()


def test_its_feed_tells_the_same_newest_first(pages: Pages) -> None:
    (output,) = topic.outputs(pages)
    assert output.text
    text = output.text()

    assert output.path == "topic/road.atom.xml"
    assert text.index("发布：路修好了") < text.index("征求意见截止：") < text.index("开始征求意见：")
    assert "xian:consultation/road/close" in text


@pytest.mark.parametrize(("extra", "told"), [("", '<summary type="html"/>'), ("summary: 路修好了。\n", "路修好了。</summary>")])
def test_its_feed_tells_nothing_of_a_text_that_is_edited_elsewhere(extra: str, told: str, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"{CITY}matters/road.md": article("修路", extra="members: ['xian:article/there']\n"),
        f"{COUNTY}news/there.md": article("县里的一件", extra=extra),
    }
    (output,) = topic.outputs(Pages(resolved(tmp_path, files).views["shi"], "theme/x", 20, KINDS))
    assert output.text and told in output.text()


def test_open_data_has_only_members_that_are_public(pages: Pages) -> None:
    (document,) = pages.own_of("topic")
    table = KINDS["topic"].table
    assert table and [cell(pages, column, document) for column in table.fields] == ["xian:consultation/road；shi:article/news"]


@pytest.mark.parametrize(
    ("header", "due"),
    [
        ({"date": "2026-11-24 09:00"}, "2026-11-24T09:00:00+08:00"),
        ({"extra": "withdrawn: {time: 2026-11-25 10:00, reason: 有误}\n"}, "2026-11-25T10:00:00+08:00"),
        ({"date": "2026-11-24 09:00", "extra": "status: draft\n"}, None),
        ({}, None),
    ],
)
def test_what_it_joins_elsewhere_is_due_here(header: dict[str, str], due: str | None, tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"{CITY}matters/road.md": article("修路", extra="members: ['xian:article/there']\n"),
        f"{COUNTY}news/there.md": article("县里的一件", **header),
    }
    found = resolved(tmp_path, files).next_due.get("shi")
    assert (found and found.isoformat()) == due


def test_a_week_has_a_page_of_what_has_moved(tmp_path: Path) -> None:
    asked = re.sub("imported: .*\n", "", article("这条路怎样修", date="2026-10-01 09:00", extra=CALL))
    old = article("旧路怎样修", date="2026-09-01 09:00", extra=CALL)
    files: dict[str, str | bytes] = {f"{COUNTY}consultations/road.md": asked, f"{COUNTY}consultations/old.md": old}
    county = Pages(resolved(tmp_path, files).views["xian"], "theme/x", 20, KINDS)
    found = list(course.outputs(county))

    assert [output.path for output in found] == ["changes/2026-W40.html", "changes/2026-W44.html", "changes/index.html"]
    week = made(found, "changes/2026-W44.html")
    assert isinstance(week, course.WeekPage)
    assert (week.title, week.span) == ("2026年第44周", "10月26日至11月1日")
    assert [(day.date_iso, [step.what for step in day.steps]) for day in week.days] == [("2026-10-31", ["征求意见截止"])]
    assert week.earlier and week.earlier.title == "2026年第40周" and week.later is None


def test_a_site_without_such_records_has_no_weeks(pages: Pages) -> None:
    assert list(course.outputs(pages)) == []
