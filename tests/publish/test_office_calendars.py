"""build/reports/<site>.ics: what an office has still to do, by when; for itself alone."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from clusters import NOW, article, copy_demo, public_tree, run, write_cluster
from consultations.calls import SHI, XIAN, call
from suggestions.pieces import suggestion
from suggestions.test_walk import HIDDEN, at
from wangqun.pages import calendar
from wangqun.pipeline import federate
from wangqun.records import KINDS
from wangqun.reports.report import REPORTS

pytestmark = pytest.mark.usefixtures("in_one_process")

FILE = f"{XIAN}suggestions/bridges.md"
HANDED = ("2025-11-20 提交", "2025-11-30 交办")
JOINT = "co_units: [县财政局]\n"
RULES = "periods: {suggestion: {rule: 山东2017}}\n"


def days(root: Path, site: str = "xian") -> dict[str, tuple[str, date]]:
    """By its id, what is to be done and by when."""
    text = (root / REPORTS / f"{site}.ics").read_text(encoding="utf-8")
    events = Calendar.from_ical(text).walk("VEVENT")
    found = {str(event["uid"]): (str(event["summary"]), event["dtstart"].dt) for event in events}
    assert len(found) == len(events)
    return found


def write(root: Path, *events: str, extra: str = JOINT, more: dict[str, str] | None = None) -> Path:
    root = write_cluster(root, {FILE: suggestion(*events, extra=extra)} | (more or {}))
    cluster = root / "sites/cluster.yaml"
    cluster.write_text(cluster.read_text(encoding="utf-8") + RULES, encoding="utf-8")
    return root


def test_each_step_that_is_still_to_be_taken_has_its_day_under_an_id_that_stays(tmp_path: Path) -> None:
    run(write(tmp_path, *HANDED), at("2025-12-02 09:00"))
    handed = days(tmp_path)
    run(write(tmp_path, *HANDED, "2025-12-20 会办意见", "2026-02-20 延期"), at("2026-02-21 09:00"))
    extended = days(tmp_path)
    run(write(tmp_path, *HANDED, "2026-02-20 延期"), at("2026-05-31 00:00"))
    late = days(tmp_path)
    uid = "xian.suggestion.bridges.office.reply-20251130@rd.test.example"

    assert handed[uid] == ("答复：修好便桥", date(2026, 2, 28))
    assert {summary for summary, _ in handed.values()} == {"答复：修好便桥", "会办意见（县财政局）：修好便桥"}
    assert extended == {uid: ("答复：修好便桥", date(2026, 5, 30))}
    assert late[uid] == ("逾期：答复：修好便桥", date(2026, 5, 30))


def test_once_everything_is_done_the_calendar_is_empty_and_stays(tmp_path: Path) -> None:
    run(write(tmp_path, *HANDED, extra=""), at("2025-12-02 09:00"))
    assert days(tmp_path)
    reply = "outcome: A类\nreply: {text: 好}\nsatisfaction: {result: 满意}\n"
    run(write(tmp_path, *HANDED, "2026-01-20 答复", "2026-01-25 评价", extra=reply), at("2026-01-26 09:00"))

    assert days(tmp_path) == {}
    assert [path.name for path in (tmp_path / REPORTS).glob("*.ics")] == ["xian.ics"]


def test_of_what_is_not_public_the_office_is_told_without_its_title(tmp_path: Path) -> None:
    secret = HIDDEN.replace("  - {date: 2026-02-20, type: 答复}\n", "")
    secret = secret.replace("outcome: A类\nreply: {text: 密不可言}\n", "")
    run(write(tmp_path, *HANDED, extra="", more={f"{XIAN}suggestions/hidden-one.md": secret}), at("2026-01-10 09:00"))
    text = (tmp_path / REPORTS / "xian.ics").read_text(encoding="utf-8")

    assert ("答复：（不公开）hidden-one", date(2026, 2, 28)) in days(tmp_path).values()
    assert "不可说" not in text
    assert [name for name in public_tree(tmp_path) if name.endswith("xian.ics")] == []
    assert [name for name, content in public_tree(tmp_path).items() if b"office." in content] == []


def test_drafts_owe_nothing_and_another_site_has_its_own(tmp_path: Path) -> None:
    ended = call("立项建议", "2026-01-10", "2026-01-31")
    more = {
        f"{SHI}consultations/plan.md": ended,
        f"{XIAN}consultations/draft.md": ended.replace("title:", "status: draft\ntitle:"),
    }
    root = write_cluster(tmp_path, more)
    run(root, at("2026-02-10 09:00"))
    [(summary, day)] = days(root, "shi").values()

    assert (summary, day) == ("公布采纳情况：立项建议", date(2026, 1, 31) + timedelta(60))
    assert not (root / REPORTS / "xian.ics").exists()
    assert '<a href="shi.ics">' in (root / REPORTS / "shi.html").read_text(encoding="utf-8")
    assert ".ics" not in (root / REPORTS / "xian.html").read_text(encoding="utf-8")


def test_a_site_that_is_gone_leaves_none(tmp_path: Path) -> None:
    root = write(tmp_path, *HANDED)
    run(root, at("2025-12-02 09:00"))
    (root / "sites/county/xian.yaml").unlink()
    for path in sorted((root / "content/county/xian").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    run(root, at("2025-12-03 09:00"))

    assert not (root / REPORTS / "xian.ics").exists()


def test_the_same_is_written_byte_for_byte(tmp_path: Path) -> None:
    one, two = (write(tmp_path / name, *HANDED) for name in ("a", "b"))
    run(one, at("2025-12-02 09:00"))
    run(two, at("2025-12-03 18:00"))

    assert (one / REPORTS / "xian.ics").read_bytes() == (two / REPORTS / "xian.ics").read_bytes()


def test_every_step_that_a_finding_tells_of_is_in_the_calendar(tmp_path: Path) -> None:
    """In the demo: what is due and what is late, of every kind that has clocks."""
    root = copy_demo(tmp_path)
    found = federate(root, NOW)
    codes = {"suggestion-due", "suggestion-overdue", "suggestion-step-overdue", "supervision-due", "supervision-gap"}
    codes |= {
        "consult-result-due",
        "consult-result-overdue",
        "filing-overdue",
        "filing-review-answer",
        "audit-rectification-overdue",
    }
    told = {finding.path for finding in found.findings if finding.code in codes}
    owed = {
        document.path
        for site, view in found.views.items()
        for document in (*view.documents, *found.waiting[site])
        if any(True for _ in KINDS[document.id.kind].dues(document))
    }

    assert len(told) > 5
    assert told <= owed


def test_calendars_are_made_when_their_days_change_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def noted(name: str, *more: Any) -> str:
        made.append(name)
        return whole(name, *more)

    whole = calendar.calendar_of_days
    monkeypatch.setattr(calendar, "calendar_of_days", noted)
    asked = {f"{XIAN}consultations/road.md": call("修路", "2026-10-20 09:00", "2026-10-31")}
    other = {f"{XIAN}news/other.md": article("别的稿件", date="2026-10-21 09:00")}
    extended = {FILE: suggestion(*HANDED, "2026-02-20 延期", extra=JOINT)}
    found = []
    for more in ({}, other, extended):
        made.clear()
        run(write(tmp_path, *HANDED, more=asked | more), at("2026-10-25 09:00"))
        found.append(sorted(set(made)))

    office, sites = "示例县人大应办的日子（内部）", {"示例县人大征求意见", "示例县人大建议", "示例县人大正在征求意见"}
    assert {office} | sites <= set(found[0])
    assert found[1:] == [[], [office, "示例县人大建议"]]
    path = tmp_path / REPORTS / "xian.ics"
    whole_text = path.read_bytes()
    path.write_bytes(whole_text[:-20])
    run(tmp_path, at("2026-10-25 09:01"))
    assert path.read_bytes() == whole_text, "one that is not whole is made anew"
