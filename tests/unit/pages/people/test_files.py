"""QR codes and calendar files, and the words of pages."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import islice
from xml.etree import ElementTree

import pytest
import segno
from dateutil.rrule import rrulestr
from icalendar import Calendar

import rosters
from wangqun.domain.deputy import Reception
from wangqun.domain.moment import SHANGHAI
from wangqun.domain.reception import days
from wangqun.domain.roster import Station
from wangqun.pages.calendar import calendar
from wangqun.pages.qr import MASK, svg
from wangqun.records.deputies.words import mandate_title, number_text, rules_text, sounds, span_text, term_title

URL = "https://rd.yunze.example/qinglan/station/lanshan.html"
SINCE = date(2021, 12, 8)
RULES = (
    rosters.SECOND_WEDNESDAY,
    rosters.TENTH,
    rosters.WEEKLY,
    rosters.OPEN_DAY,
    Reception(weekday=5, week=-1),
    Reception(day=31, start="09:00"),
)


def _station(*rules: Reception) -> Station:
    return replace(rosters.qinglan().stations[0], reception_days=rules)


def test_a_code_has_the_modules_of_its_text_with_a_margin() -> None:
    root = ElementTree.fromstring(svg(URL))
    size = int(root.attrib["viewBox"].split()[2])
    drawn = [[0] * size for _ in range(size)]
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", root[1].attrib["d"]):
        drawn[int(y)][int(x) : int(x) + int(width)] = [1] * int(width)
    expected = [list(row) for row in segno.make_qr(URL, error="m", mask=MASK).matrix]

    assert expected == [row[4:-4] for row in drawn[4:-4]]
    assert not any(map(sum, drawn[:4]))
    assert [child.attrib.get("fill") for child in root] == ["#fff", None]


@pytest.mark.parametrize("rule", RULES)
def test_a_calendar_entry_falls_on_the_days_of_its_rule(rule: Reception) -> None:
    event = Calendar.from_ical(calendar(_station(rule), URL, SINCE)).walk("VEVENT")[0]
    start = event["dtstart"].dt
    begin = datetime(start.year, start.month, start.day)
    expected = [day.isoformat() for day in islice(days(rule, SINCE, date(2027, 12, 31)), 20)]
    if "rrule" in event:
        found = [moment.date().isoformat() for moment in islice(rrulestr(event["rrule"].to_ical().decode(), dtstart=begin), 20)]
    else:
        found = [begin.date().isoformat()]

    assert expected == found


def test_hours_are_in_beijing_time_and_a_day_without_hours_is_whole() -> None:
    made = Calendar.from_ical(calendar(_station(rosters.SECOND_WEDNESDAY, Reception(day=1)), URL, SINCE))
    timed, whole = made.walk("VEVENT")

    assert timed["dtstart"].params["TZID"] == "Asia/Shanghai"
    assert timed["dtstart"].dt.replace(tzinfo=SHANGHAI) == datetime(2021, 12, 8, 9, tzinfo=SHANGHAI)
    assert timed["dtend"].dt.replace(tzinfo=SHANGHAI) == datetime(2021, 12, 8, 11, tzinfo=SHANGHAI)
    assert whole["dtstart"].dt == date(2022, 1, 1)
    assert [zone["tzid"] for zone in made.walk("VTIMEZONE")] == ["Asia/Shanghai"]


def test_the_same_station_gives_the_same_bytes_and_order_does_not_change_ids() -> None:
    first, again = (calendar(_station(*RULES), URL, SINCE) for _ in range(2))
    other = calendar(_station(*RULES[::-1]), URL, SINCE)
    ids = [{str(event["uid"]) for event in Calendar.from_ical(text).walk("VEVENT")} for text in (first, other)]

    assert first == again
    assert ids[0] == ids[1]
    assert len(ids[0]) == len(RULES)
    assert first.count("\r\n") == first.count("\n")
    assert "DTSTAMP:20211207T160000Z" in first


def test_a_rule_with_a_key_is_changed_and_not_added() -> None:
    before = replace(_station(Reception(weekday=1, start="09:00", key="monday")), updated="2026-03-01")
    after = replace(_station(Reception(weekday=2, start="10:00", key="monday")), updated="2026-03-09")
    moved = "https://www.rd.example.gov.cn/county/qinglan/station/lanshan.html"
    made = [calendar(before, URL, SINCE, "rd.example.gov.cn,2026"), calendar(after, moved, SINCE, "rd.example.gov.cn,2026")]
    one, other = (Calendar.from_ical(text).walk("VEVENT")[0] for text in made)

    assert one["uid"] == other["uid"] == "qinglan.lanshan.monday@rd.example.gov.cn"
    assert other["sequence"] - one["sequence"] == 8
    assert one["last-modified"].dt == datetime(2026, 2, 28, 16, tzinfo=UTC)
    assert one["dtstamp"].dt == one["last-modified"].dt


def test_one_key_for_two_rules_makes_two_entries() -> None:
    made = calendar(_station(Reception(weekday=1, key="monday"), Reception(weekday=2, key="monday")), URL, SINCE)
    ids = [str(event["uid"]) for event in Calendar.from_ical(made).walk("VEVENT")]

    assert len(set(ids)) == 2
    assert ids[0] == "qinglan.lanshan.monday@rd.yunze.example"


def test_names_are_escaped() -> None:
    station = replace(_station(*RULES), name="鹤鸣镇，代表;之家,站\\点", address="一楼;二楼,三楼")
    text = calendar(station, URL, SINCE)

    assert "X-WR-CALNAME:鹤鸣镇，代表\\;之家\\,站\\\\点" in text
    assert "LOCATION:一楼\\;二楼\\,三楼" in text


@pytest.mark.parametrize(
    ("congress", "term", "expected"),
    [
        ("青岚县人大", 17, "青岚县第十七届人大"),
        ("青岚县人民代表大会", 20, "青岚县第二十届人大"),
        ("全国人大", 9, "全国第九届人大"),
        ("街道工委", 1, "街道工委第一届"),
        ("青岚县人大", 0, "青岚县人大"),
    ],
)
def test_a_term_is_named_as_people_say_it(congress: str, term: int, expected: str) -> None:
    assert expected == term_title(congress, term)


def test_small_words() -> None:
    assert [number_text(n) for n in (1, 10, 11, 20, 21, 99, 100)] == ["一", "十", "十一", "二十", "二十一", "九十九", "100"]
    assert mandate_title(rosters.mandate()) == "青岚县第十七届人大代表"
    assert sounds("lu changming") == "luchangming lc"
    assert sounds("") == ""
    assert span_text("2021-12-08", "") == "2021年12月8日至今"
    assert span_text("", "2021-12-08") == "至2021年12月8日"
    assert rules_text((rosters.OPEN_DAY,), "2026-12-04") == ("2026年12月4日 09:00 宪法宣传日",)
    assert rules_text((rosters.OPEN_DAY,), "2026-12-05") == ()
