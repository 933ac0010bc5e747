"""The demo, whatever the day: something is open, something closes within days, every state and purpose is there."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from clusters import NOW, REPO, copy_demo, tree
from demo import moved, shifted
from wangqun.domain.deputy import Reception
from wangqun.domain.document import Document
from wangqun.domain.federation import Federation
from wangqun.domain.finding import Severity
from wangqun.domain.level import Level
from wangqun.domain.moment import SHANGHAI
from wangqun.domain.reception import days
from wangqun.pipeline import federate
from wangqun.records.consultation.record import PURPOSES, of
from wangqun.records.consultation.timing import STATES

pytestmark = pytest.mark.usefixtures("in_one_process")

MOMENTS = [  # from the first to the last of a week
    datetime(2026, 11, 23, tzinfo=SHANGHAI),
    datetime(2026, 11, 24, 23, tzinfo=SHANGHAI),
    datetime(2026, 11, 29, 23, 59, tzinfo=SHANGHAI),
    datetime(2028, 1, 1, 12, tzinfo=SHANGHAI),
]


def calls(federation: Federation) -> list[Document]:
    """The consultations of all sites."""
    return [d for view in federation.views.values() for d in view.documents if d.id.kind == "consultation"]


def test_as_it_is_committed_it_has_each_state_and_purpose_at_each_level(demo_federation: Federation) -> None:
    federation = demo_federation
    found = calls(federation)
    levels = {federation.views[d.site].member.site.level for d in found}

    assert {d.phase for d in found} == {*STATES.values()}
    assert {of(d).purpose for d in found} == {*PURPOSES}
    assert levels == {*Level} - {Level.NATIONAL}
    assert [f for f in federation.findings if "consultations/" in f.path and f.severity is Severity.BLOCK] == []
    own = [d for d in calls(federation) if "自治县" in federation.views[d.site].member.site.record.name]
    assert {of(d).purpose for d in own} == {"draft_law"}  # 单行条例, which of all counties an autonomous one alone makes
    assert [f for f in federation.findings if f.code == "consult-power"] == []


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_on_any_day_something_is_open_and_something_about_to_close(now: datetime, tmp_path: Path) -> None:
    federation = federate(moved(REPO, tmp_path / "demo", now.date()), now)
    found = calls(federation)
    going = [of(d).close_on - now for d in found if d.phase == STATES["open"]]

    assert len(going) >= 2
    assert min(going) <= timedelta(days=8)
    assert {d.phase for d in found} == {*STATES.values()}
    assert [str(f) for f in federation.findings if "consultations/" in f.path and f.severity is Severity.BLOCK] == []


def test_one_day_gives_the_same_bytes_and_touches_nothing_else(tmp_path: Path) -> None:
    first, second = (tree(moved(REPO, tmp_path / name, date(2027, 3, 3))) for name in "ab")
    plain = tree(copy_demo(tmp_path / "c"))

    assert first == second
    assert {path for path, content in plain.items() if content != first[path]} == {p for p in plain if "/consultations/" in p}


def test_what_was_built_beside_it_stays(tmp_path: Path) -> None:
    built = tmp_path / "demo/build/public/index.html"
    built.parent.mkdir(parents=True)
    built.touch()

    moved(REPO, tmp_path / "demo", NOW.date())
    (tmp_path / "demo/content/province/yunze/news/old.md").touch()
    moved(REPO, tmp_path / "demo", NOW.date())

    assert built.exists()
    assert not (tmp_path / "demo/content/province/yunze/news/old.md").exists()


@pytest.mark.parametrize("now", MOMENTS, ids=str)
def test_on_any_day_deputies_receive_at_many_places_within_a_fortnight(now: datetime, tmp_path: Path) -> None:
    root = moved(REPO, tmp_path / "demo", now.date())
    soon = {
        (path.parent.name, station["key"])
        for path in root.glob("content/*/*/stations.yaml")
        for station in yaml.safe_load(path.read_text(encoding="utf-8"))
        for rule in station["reception_days"]
        if any(days(_rule(rule), now.date(), now.date() + timedelta(days=14)))
    }

    assert len({site for site, _ in soon}) >= 8
    assert len(soon) >= 12


def _rule(written: dict[str, Any]) -> Reception:
    """A rule as it is written, as a value."""
    return Reception(**{key: str(value) if key == "date" else value for key, value in written.items()})


HEAD = "---\nopen_on: 2026-12-01\nclose_on: 2026-12-31\n---\n"
MOVED_HEAD = "---\nopen_on: 2026-12-08\nclose_on: 2027-01-07\n---\n"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2026-12-31，2026年12月31日 24:00", "2027-01-07，2027年1月7日 24:00"),
        ("12月1日起，12月31日前", "12月8日起，1月7日前"),
        ("自2026年12月1日至12月31日", "自2026年12月8日至1月7日"),
        ("2027年5月1日起施行，11月16日开会", "2027年5月1日起施行，11月16日开会"),  # no day of the header
        ("2025年12月1日，去年12月1日，2025-12-01", "2025年12月1日，去年12月1日，2025-12-01"),  # of another year
        ("12月10日，112月1日", "12月10日，112月1日"),
        ("[条例](id:yunze:article/plan-2026-12-01)", "[条例](id:yunze:article/plan-2026-12-01)"),  # an address
        ("2027年议题", "2027年议题"),
    ],
)
def test_the_days_of_the_header_move_by_whole_weeks_wherever_they_are_said(written: str, expected: str) -> None:
    assert shifted(HEAD + written, timedelta(weeks=1)) == MOVED_HEAD + expected


def test_no_text_names_a_day_that_its_header_has_left(tmp_path: Path) -> None:
    plain = {path.relative_to(REPO): path.read_text(encoding="utf-8") for path in REPO.glob("content/*/*/consultations/*.md")}
    root = moved(REPO, tmp_path / "demo", date(2027, 3, 3))
    said = 0

    for path, text in plain.items():
        after = (root / path).read_text(encoding="utf-8")
        left = _days(text) - _days(after)
        said += sum(_named(text.replace(f"{day:%Y-%m-%d}", ""), day) for day in left)
        assert left, path
        assert [day for day in left if _named(after, day)] == [], path
    assert said >= 2, "the demo has such words"


def _days(text: str) -> set[date]:
    """The days that a header has."""
    return {date.fromisoformat(found) for found in re.findall(r"\d{4}-\d\d-\d\d", text.split("---\n")[1])}


def _named(text: str, day: date) -> int:
    """How often a text says this day."""
    return len(re.findall(rf"(?<!\d){day.month}月{day.day}日|{day:%Y-%m-%d}", text))
