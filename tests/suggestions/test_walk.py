"""A clock that walks through every boundary of a suggestion: page, list, findings, calendar, data and what is due next agree."""

import csv
import io
import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from clusters import FAULTS, UPKEEP, public_tree, read_folder, run, write_cluster
from consultations.calls import XIAN
from wangqun.domain.moment import SHANGHAI

from .pieces import suggestion

pytestmark = pytest.mark.usefixtures("in_one_process")

FILE = f"{XIAN}suggestions/bridges.md"
REPLY = "outcome: A类\nreply: {no: 1号, text: 修好了通行了}\n"


def at(text: str) -> datetime:
    """A moment in Beijing."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


COURSE = suggestion(
    "2025-11-20 提交",
    "2025-11-30 交办",
    "2026-02-20 延期",
    "2026-06-08 答复",
    "2026-06-25 评价",
    extra=f"{REPLY}satisfaction: {{result: 满意}}\n",
)
WALK = {  # now -> state, what is found, the due day in the calendar, what is due next
    "2025-11-20 09:00": ("已提交", set(), None, "2025-11-30 00:00"),
    "2025-11-29 23:59": ("已提交", set(), None, "2025-11-30 00:00"),
    "2025-11-30 00:00": ("办理中", set(), "2026-02-28", "2026-02-20 00:00"),
    "2026-02-13 23:59": ("办理中", set(), "2026-02-28", "2026-02-20 00:00"),
    "2026-02-14 00:00": ("办理中", {"suggestion-due"}, "2026-02-28", "2026-02-20 00:00"),
    "2026-02-20 00:00": ("办理中", set(), "2026-05-30", "2026-05-31 00:00"),
    "2026-05-30 23:59": ("办理中", {"suggestion-due", "item-ending"}, "2026-05-30", "2026-05-31 00:00"),
    "2026-05-31 00:00": ("未见公开答复", {"suggestion-overdue"}, "2026-05-30", "2026-06-08 00:00"),
    "2026-06-07 23:59": ("未见公开答复", {"suggestion-overdue"}, "2026-05-30", "2026-06-08 00:00"),
    "2026-06-08 00:00": ("已答复", set(), None, "2026-06-25 00:00"),
    "2026-06-25 00:00": ("已办结", set(), None, None),
}


GOOD = {
    name: text for name, text in read_folder(FAULTS / "_base").items() if name.startswith("content/") and name.endswith(".md")
}


class Shown:
    """What a cluster with one suggestion of a county shows as of a moment."""

    def __init__(self, root: Path, now: str, text: str = COURSE, more: dict[str, str] | None = None) -> None:
        files = {name: written.replace("date: 2026-", "date: 2024-") for name, written in GOOD.items()}  # older than all here
        self.report = run(write_cluster(root, files | {FILE: text} | (more or {})), at(now))
        self.root = root

    def text(self, path: str, site: str = "xian") -> str:
        return (self.root / "build/public" / site / path).read_text(encoding="utf-8")

    @property
    def page(self) -> str:
        return self.text("suggestion/bridges.html")

    @property
    def found(self) -> set[str]:
        return {finding.code for finding in self.report.findings} - UPKEEP

    def rows(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.text(f"data/{name}.csv").removeprefix("\ufeff"))))

    @property
    def days(self) -> dict[str, date]:
        path = self.root / "build/public/xian/suggestion/days.ics"
        text = path.read_text(encoding="utf-8") if path.exists() else "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
        return {str(day["summary"]).partition("：")[0]: day["dtstart"].dt for day in Calendar.from_ical(text).walk("VEVENT")}

    @property
    def due(self) -> str | None:
        return json.loads(self.text("manifest.json"))["next_build_due"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("now", WALK)
def test_everything_agrees_at_every_boundary(now: str, tmp_path: Path) -> None:
    state, found, due, turns = WALK[now]
    shown = Shown(tmp_path, now)

    assert re.findall(r'data-state="(.*?)">\1<', shown.page)[:1] == [state]
    assert re.findall(r'data-state="(.*?)">\1<', shown.text("suggestion/index.html"))[:1] == [state]
    assert shown.found == found
    assert shown.due == (at(turns).isoformat() if turns else None)
    assert shown.days == ({"答复的期限": date.fromisoformat(due)} if due else {})
    [row] = shown.rows("suggestions")
    assert (row["state"], row["replied_on"]) == (state, "2026-06-08" if now >= "2026-06-08" else "")
    missing = re.findall(r'<li data-step="(?:due|missing)">\s*<p class="step"><b>答复</b> <time datetime="(.*?)">', shown.page)
    assert missing == ([due] if due else [])
    assert ("未见公开" in shown.page) == (state == "未见公开答复")
    assert ("逾期" in shown.page) is False
    assert ("修好了通行了" in shown.page) == (now >= "2026-06-08")
    sums = shown.rows("suggestion_sessions")
    assert [(row["total"], row["assigned"], row["replied"], row["satisfied"]) for row in sums] == [
        ("1", str(int(now >= "2025-11-30")), str(int(now >= "2026-06-08")), str(int(now >= "2026-06-25")))
    ]
    told = [each["type"] for each in shown.rows("suggestion_events")]
    assert told == [step for day, step in STEPS if day <= now[:10]]


STEPS = [
    ("2025-11-20", "submitted"),
    ("2025-11-30", "assigned"),
    ("2026-02-20", "extended"),
    ("2026-06-08", "replied"),
    ("2026-06-25", "rated"),
]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2025-11-30 00:00", "2026-02-19 23:59"),
        ("2026-02-20 00:00", "2026-05-30 23:59"),
        ("2026-06-25 00:00", "2026-11-20 12:00"),
    ],
)
def test_between_two_turns_every_byte_stays(one: str, other: str, tmp_path: Path) -> None:
    first, second = (Shown(tmp_path / name, now) for name, now in (("a", one), ("b", other)))

    assert public_tree(first.root) == public_tree(second.root)


def test_the_order_of_events_in_the_file_changes_no_byte(tmp_path: Path) -> None:
    lines = COURSE.split("\n")
    at_events = [number for number, line in enumerate(lines) if line.startswith("  - {date")]
    turned = [*lines[: at_events[0]], *reversed(lines[at_events[0] : at_events[-1] + 1]), *lines[at_events[-1] + 1 :]]
    first, second = Shown(tmp_path / "a", "2026-06-10 09:00"), Shown(tmp_path / "b", "2026-06-10 09:00", "\n".join(turned))

    def pages(shown: Shown) -> dict[str, bytes]:
        return {name: text for name, text in public_tree(shown.root).items() if not name.endswith("manifest.json")}

    assert pages(first) == pages(second)


def test_overdue_is_said_only_once_the_office_has_said_it(tmp_path: Path) -> None:
    course = suggestion("2025-11-20 提交", "2025-11-30 交办", "2026-03-05 记录逾期")
    before, after = (Shown(tmp_path / name, now, course) for name, now in (("a", "2026-03-04 23:59"), ("b", "2026-03-05 00:00")))

    assert "现在未见公开答复" in before.page and "逾期" not in before.page
    assert 'data-state="逾期未答复"' in after.page and "有关机关记录逾期" in after.page


def test_a_promise_is_late_when_its_day_is_over(tmp_path: Path) -> None:
    promised = "outcome: B类\nreply: {text: 年内修好}\ncommitments: [{text: 修好便桥, due: 2026-03-31}]\n"
    course = suggestion("2025-11-20 提交", "2025-11-30 交办", "2026-02-20 答复", extra=promised)
    before, after = (Shown(tmp_path / name, now, course) for name, now in (("a", "2026-03-31 23:59"), ("b", "2026-04-01 00:00")))

    assert before.page.count("应在 2026年3月31日前") == after.page.count("应在 2026年3月31日前") == 2
    assert (before.page.count('data-state="未见公开"'), after.page.count('data-state="未见公开"')) == (0, 2)


HIDDEN = suggestion(
    "2025-11-20 提交",
    "2025-11-30 交办",
    "2026-02-20 答复",
    extra="public_reason: 涉及个人隐私\noutcome: A类\nreply: {text: 密不可言}\n",
    public="不公开",
    title="不可说湾的一件",
)


def test_what_is_not_public_is_nowhere_but_in_the_totals(tmp_path: Path) -> None:
    hidden = HIDDEN.replace("石清晏", "不可说人").replace("县水利局", "不可说局").replace("'3'", "'不可说号'")
    shown = Shown(tmp_path, "2026-04-10 09:00", more={f"{XIAN}suggestions/hidden-one.md": hidden})
    [sums] = shown.rows("suggestion_sessions")

    assert [name for name, text in public_tree(shown.root).items() if "不可说".encode() in text or b"hidden-one" in text] == []
    assert [name for name in public_tree(shown.root) if "hidden-one" in name] == []
    assert "密不可言" not in str(public_tree(shown.root).keys())
    assert (sums["total"], sums["hidden"], sums["assigned"], sums["replied"]) == ("2", "1", "2", "1")
    assert "其中不公开 1" in shown.text("suggestion/by/statistics.html")
    assert len(shown.rows("suggestions")) == 1


def test_neither_form_nor_rating_of_what_is_not_public_can_be_worked_out(tmp_path: Path) -> None:
    steps = ("2025-11-20 提交", "2025-11-30 交办", "2026-02-20 答复", "2026-02-25 评价")
    said = "form: 批评\npublic_reason: 秘密\noutcome: A类\nreply: {text: 好}\nsatisfaction: {result: 不满意}\n"
    hidden = suggestion(*steps, extra=said, public="不公开").replace("'3'", "'4'")
    shown = Shown(tmp_path, "2026-04-10 09:00", more={f"{XIAN}suggestions/hidden-one.md": hidden})
    [sums] = shown.rows("suggestion_sessions")

    assert (sums["total"], sums["replied"], sums["rated"], sums["dissatisfied"]) == ("2", "1", "0", "0")
    assert not re.search("批评|不满意", shown.text("suggestion/by/statistics.html"))


def test_the_totals_turn_with_what_is_not_public(tmp_path: Path) -> None:
    hidden = suggestion("2025-11-20 提交", "2025-11-30 交办", "2026-01-10 答复", extra="public_reason: 秘密\n", public="不公开")
    shown = Shown(tmp_path, "2026-01-05 09:00", more={f"{XIAN}suggestions/hidden-one.md": hidden.replace("'3'", "'4'")})
    assert shown.due == at("2026-01-10 00:00").isoformat()


def test_open_data_names_nothing_that_is_not_public(tmp_path: Path) -> None:
    named = "referred_to: 'xian:suggestion/hidden-one'\nreferred_from: 'xian:suggestion/open-one'\n"
    twin = suggestion("2025-11-20 提交").replace("'3'", "'5'")
    more = {f"{XIAN}suggestions/hidden-one.md": HIDDEN.replace("'3'", "'4'"), f"{XIAN}suggestions/open-one.md": twin}
    text = COURSE.replace("outcome: A类\n", f"outcome: A类\n{named}")
    text = text.replace("type: 交办", "type: 交办, doc: 'xian:suggestion/hidden-one'")
    shown = Shown(tmp_path, "2026-07-10 09:00", text, more)
    [row] = [row for row in shown.rows("suggestions") if row["id"] == "xian:suggestion/bridges"]

    assert (row["referred_to"], row["referred_from"]) == ("", "xian:suggestion/open-one")
    told = public_tree(shown.root)
    assert [name for name, text in told.items() if b"hidden-one" in text and not name.endswith("manifest.json")] == []


def test_what_becomes_public_and_what_no_longer_is(tmp_path: Path) -> None:
    both = {f"{XIAN}suggestions/other.md": HIDDEN.replace("不公开", "公开", 1).replace("public_reason: 涉及个人隐私\n", "")}
    one = Shown(tmp_path, "2026-04-10 09:00", more=both)
    assert "不可说湾" in one.text("suggestion/index.html")

    two = Shown(tmp_path, "2026-04-11 09:00", more={f"{XIAN}suggestions/other.md": HIDDEN})
    assert [name for name, text in public_tree(two.root).items() if "不可说湾".encode() in text] == []
    assert "其中不公开 1" in two.text("suggestion/by/statistics.html")


def test_a_county_and_a_province_lead_to_each_other(tmp_path: Path) -> None:
    below = suggestion(
        "2025-11-20 提交",
        "2025-11-30 交办",
        "2026-01-20 答复",
        extra="outcome: 转上级机关\nreferred_to: 'sheng:suggestion/rivers'\n",
    )
    above = suggestion(
        "2026-01-22 提交", extra="referred_from: 'xian:suggestion/bridges'\n", title="修好各县便桥", day="2026-01-23"
    )
    shown = Shown(tmp_path, "2026-03-20 09:00", below, {"content/province/sheng/suggestions/rivers.md": above})

    assert 'data-state="已转上级"' in shown.page
    assert re.search(r"<dt>已转上级</dt><dd><a href=\"[^\"]*/suggestion/rivers.html\">修好各县便桥</a>", shown.page)
    page = shown.text("suggestion/rivers.html", "sheng")
    assert re.search(r"<dt>由下级转来</dt><dd><a href=\"[^\"]*/suggestion/bridges.html\">修好便桥</a>", page)


def test_a_province_record_that_is_not_public_is_not_named_by_the_county(tmp_path: Path) -> None:
    below = suggestion(
        "2025-11-20 提交",
        "2025-11-30 交办",
        "2026-01-20 答复",
        extra="outcome: 转上级机关\nreferred_to: 'sheng:suggestion/rivers'\n",
    )
    above = suggestion("2026-01-22 提交", title="不可说湾", day="2026-01-23", public="不公开", extra="public_reason: 秘密\n")
    shown = Shown(tmp_path, "2026-03-20 09:00", below, {"content/province/sheng/suggestions/rivers.md": above})

    assert 'data-state="已转上级"' in shown.page
    assert [name for name, text in public_tree(shown.root).items() if "不可说湾".encode() in text] == []
