"""Reception days as the calendar walks on: page, list, poster, calendar file, open data and `next_build_due` agree every day."""

import json
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from clusters import NOW, article, public_tree, run, write_cluster
from wangqun.domain.moment import SHANGHAI
from wangqun.operations import foresee
from wangqun.pages import calendar as calendars
from wangqun.records.deputies import pages

pytestmark = pytest.mark.usefixtures("in_one_process")

HOME = "content/county/xian/"
PERSON = "person:7k3m9q2x4t"
FILES = {
    HOME + "terms.yaml": "- {term_no: 17, start: 2022-01-10, seats: 1}\n",
    HOME + "constituencies.yaml": "- {key: c1, name: 第一选区, term: 17, quota: 1}\n",
    HOME
    + "deputies/wen.yaml": f"person: {PERSON}\nname: 闻正言\nmandates:\n  - {{term: 17, constituency: c1, from: 2022-01-10}}\n"
    'reception_days: [{date: 2026-11-27, start: "14:00"}]\nstation: [hall]\n',
    HOME + "stations.yaml": "- key: hall\n  name: 河湾联络站\n  address: 河湾路 1 号\n  reception_days:\n"
    '  - {weekday: 3, start: "09:00", end: "11:30"}\n  - {date: 2026-11-28, note: 专场}\n',
}
STATION, LIST = "station/hall.html", "station/index.html"
DEPUTY = f"deputy/{PERSON.removeprefix('person:')}.html"
WALK = ("2026-11-23", "2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29", "2026-12-01", "2026-12-03")


def _read(root: Path, name: str) -> str:
    return (root / "build/public/xian" / name).read_text(encoding="utf-8")


def _at(day: str, clock: str = "00:00") -> datetime:
    return datetime.fromisoformat(f"{day} {clock}").replace(tzinfo=SHANGHAI)


def _words(day: str) -> str:
    year, month, number = day.split("-")
    return f"{year}年{int(month)}月{int(number)}日"


def _next_of_calendar(text: str, today: str) -> str:
    """The next day that the calendar file has, as a telephone would find it."""
    found = []
    for event in Calendar.from_ical(text).walk("VEVENT"):
        first = event["dtstart"].dt
        start = datetime(first.year, first.month, first.day)
        if "rrule" in event:
            rule = rrulestr(event["rrule"].to_ical().decode(), dtstart=start)
            found.append(rule.after(datetime.fromisoformat(today), inc=True).date())
        elif start.date() >= date.fromisoformat(today):
            found.append(start.date())
    return min(found).isoformat()


def test_what_is_next_is_never_past_and_the_day_after_it_is_due(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    for day in WALK:
        run(root, _at(day))
        dates = re.findall(r'<time datetime="([\d-]{10})"[ >]', _read(root, STATION))
        due = json.loads(_read(root, "manifest.json"))["next_build_due"]
        following = min(dates)

        assert following >= day
        assert following == _next_of_calendar(_read(root, "station/hall.ics"), day)
        assert f'下一个接待日</p><p class="day"><time datetime="{following}" data-today="今天">{_words(following)}<' in _read(
            root, LIST
        )
        assert ("专场" in _read(root, STATION).partition("</section>")[0]) == (day <= "2026-11-28"), "the poster"
        assert (_words("2026-11-27") in _read(root, DEPUTY)) == (day <= "2026-11-27")
        assert ("2026-11-28" in _read(root, "data/stations.csv")) == (day <= "2026-11-28")
        turns = {datetime(2026, 11, 27)} if day < "2026-11-27" else set()  # a record that names a day is looked at again on it
        turns |= {datetime.fromisoformat(following) + timedelta(1), datetime(2026, 12, 1), datetime(2027, 1, 1)}
        turns |= {datetime(2026, 11, 28)} if day <= "2026-11-27" else set()
        expected = min(turn for turn in turns if turn > datetime.fromisoformat(day)).isoformat() + "+08:00"
        assert due == expected
        assert json.loads((root / "build/manifests/manifest.json").read_text(encoding="utf-8"))["next_build_due"] == due


@pytest.mark.parametrize("day", WALK)
def test_walking_leaves_what_a_clean_build_makes(day: str, tmp_path: Path) -> None:
    walked, clean = write_cluster(tmp_path / "walked", FILES), write_cluster(tmp_path / "clean", FILES)
    run(walked, NOW)
    run(walked, _at(day))
    run(clean, _at(day))

    assert public_tree(walked) == public_tree(clean)


def test_a_reception_that_ended_this_morning_is_shown_until_midnight(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    run(root, _at("2026-11-25", "08:00"))
    evening = run(root, _at("2026-11-25", "23:59"))
    shown = _read(root, STATION)

    assert evening.changed == ()
    assert '<time datetime="2026-11-25">' in shown
    assert [job.site for job in foresee(root, _at("2026-11-26")).jobs] == ["xian"]


CITY = "content/city/shi/"
ABOVE = "person:xe3qtmqam4"
FROM_ABOVE = FILES | {
    CITY + "terms.yaml": "- {term_no: 15, start: 2022-02-10, seats: 1}\n",
    CITY + "electing_units.yaml": "- {key: xian, name: 示例县, term: 15, quota: 1}\n",
    CITY
    + "deputies/gu.yaml": f"person: {ABOVE}\nname: 顾清和\nmandates:\n  - {{term: 15, electing_unit: xian, from: 2022-02-10}}\n",
    HOME + "stations.yaml": FILES[HOME + "stations.yaml"] + f"  deputies: [{ABOVE}]\n",
}


def test_a_deputys_page_walks_with_the_station_of_another_site(tmp_path: Path) -> None:
    root, clean = write_cluster(tmp_path / "walked", FROM_ABOVE), write_cluster(tmp_path / "clean", FROM_ABOVE)
    page = root / f"build/public/shi/deputy/{ABOVE.removeprefix('person:')}.html"
    for day in WALK:
        run(root, _at(day))
        shown = re.findall(r'下次接待</dt><dd><time datetime="([\d-]{10})">', page.read_text(encoding="utf-8"))

        assert shown == [_next_of_calendar(_read(root, "station/hall.ics"), day)]
    run(clean, _at(WALK[-1]))
    assert public_tree(root) == public_tree(clean)


def test_codes_and_calendars_are_made_when_they_change_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    for module, name in ((pages, "svg"), (calendars, "calendar")):
        monkeypatch.setattr(module, name, _noting(getattr(module, name), made, name))
    moved = FILES[HOME + "stations.yaml"].replace("河湾路 1 号", "河湾路 2 号")
    found = []
    for files in (FILES, {HOME + "news/other.md": article("别的稿件")}, {HOME + "stations.yaml": moved}):
        made.clear()
        run(write_cluster(tmp_path, files), NOW)
        found.append(sorted(made))

    assert found == [["calendar", "svg", "svg"], [], ["calendar"]]
    assert "河湾路 2 号" in _read(tmp_path, "station/hall.ics")
    assert "别的稿件" in _read(tmp_path, "index.html")


def _noting(make: Callable[..., str], made: list[str], name: str) -> Callable[..., str]:
    def noted(*values: object) -> str:
        made.append(name)
        return make(*values)

    return noted
