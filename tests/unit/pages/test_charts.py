"""Charts as numbers: nothing overlaps, nothing leaves its picture, everything is counted once, and words say the same."""

import gzip
import re
from itertools import pairwise
from math import atan2, hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from clusters import REPO
from wangqun.pages import charts
from wangqun.pages.charts import Amount, Event
from wangqun.pages.hemicycle import TALL, WIDE, Hemicycle, SeatGroup, hemicycle, seats
from wangqun.render.equipment import equipped

SEAT_HEADS = ("代表团", "代表", "空缺")
GROUPS = st.lists(
    st.builds(SeatGroup, st.text("岚山柳汐石盘", min_size=1, max_size=4), st.integers(0, 60), st.integers(0, 5)), max_size=25
)
AMOUNTS = st.lists(st.builds(Amount, st.text("甲乙丙丁", min_size=1, max_size=30), st.integers(0, 10_000)), max_size=12)


def drawn(groups: list[SeatGroup]) -> Hemicycle:
    """The picture of groups that have seats."""
    made = hemicycle("wq-seats", "席位", groups, SEAT_HEADS)
    assert made
    return made


def template(text: str, **values: object) -> str:
    """What the theme makes of a chart."""
    loader = FileSystemLoader(REPO / "themes/renda/templates")
    environment = equipped(Environment(loader=loader, autoescape=True, trim_blocks=True))
    return environment.from_string('{% import "charts.html" as charts %}' + text).render(**values)


def evenly(count: int, groups: int) -> list[SeatGroup]:
    """So many seats in so many groups."""
    return [SeatGroup(f"第{at + 1}代表团", count // groups + (at < count % groups)) for at in range(groups)]


@given(GROUPS)
def test_every_seat_is_placed_once_inside_the_picture_and_touches_no_other(groups: list[SeatGroup]) -> None:
    shown = [group for group in groups if group.held + group.vacant]
    if not shown:
        assert hemicycle("wq-seats", "席位", groups, SEAT_HEADS) is None
        return
    placed, chart = seats(shown), drawn(groups)
    size = float(chart.seat)

    assert [
        (sum(s.group == at and s.held for s in placed), sum(s.group == at and not s.held for s in placed))
        for at in range(len(shown))
    ] == [(group.held, group.vacant) for group in shown]
    assert [(w.dots.count("h0"), w.hollow.count("h0")) for w in chart.wedges] == [(g.held, g.vacant) for g in shown]
    assert all(size / 2 <= s.x <= WIDE - size / 2 and size / 2 <= s.y <= TALL - size / 2 for s in placed)
    ordered = sorted(placed)
    for at, seat in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.x - seat.x >= size:
                break
            assert hypot(seat.x - other.x, seat.y - other.y) >= size


@pytest.mark.parametrize(("count", "groups"), [(1, 1), (2, 2), (9, 4), (160, 10), (779, 15), (2980, 35)])
def test_groups_stand_apart(count: int, groups: int) -> None:
    """Between two groups the gap is wider than between two seats of one."""
    found = evenly(count, groups)
    placed = seats(found)

    def angle(seat_x: float, seat_y: float) -> float:
        return (seat_x - WIDE / 2) / hypot(seat_x - WIDE / 2, seat_y - 970)

    for at in range(groups - 1):
        left = max(angle(s.x, s.y) for s in placed if s.group == at)
        assert left < min(angle(s.x, s.y) for s in placed if s.group == at + 1)


@pytest.mark.parametrize(
    "found",
    [
        [
            SeatGroup("砚南市", 29, 1),
            SeatGroup("朔川市", 24),
            SeatGroup("泊远市", 6),
            SeatGroup("驻军", 4),
            SeatGroup("缺额", 0, 2),
        ],
        evenly(160, 10),
        evenly(779, 15),
    ],
)
def test_the_gap_is_the_same_between_any_two_groups_in_every_row(found: list[SeatGroup]) -> None:
    rows: dict[int, list[tuple[float, int]]] = {}
    for seat in seats(found):
        angle = atan2(970 - seat.y, 1000 - seat.x)
        rows.setdefault(round(hypot(seat.x - 1000, seat.y - 970)), []).append((angle, seat.group))
    gaps = []
    for row in rows.values():
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(sorted(row))]
        within = [step for step, apart in steps if not apart]
        assert max(within) == pytest.approx(min(within))
        gaps += [(step - within[0]) / apart for step, apart in steps if apart]

    assert len(rows) > 3
    assert max(gaps) == pytest.approx(min(gaps))
    assert min(gaps) > 0.02


def test_groups_of_one_stand_in_one_row() -> None:
    assert len({round(hypot(seat.x - 1000, seat.y - 970)) for seat in seats(evenly(20, 20))}) == 1
    assert len({round(hypot(seat.x - 1000, seat.y - 970)) for seat in seats(evenly(20, 1))}) > 1


def test_what_nobody_holds_has_no_number_and_the_dots_are_explained() -> None:
    groups = [SeatGroup("岚山镇代表团", 30), SeatGroup("缺额", 0, 2), SeatGroup("柳汐镇代表团", 20)]
    chart = drawn(groups)

    assert [(wedge.number, bool(wedge.x)) for wedge in chart.wedges] == [("1", True), ("", False), ("2", True)]
    assert "○" in template("{{ charts.hemicycle(chart) }}", chart=chart)
    assert "○" not in template("{{ charts.hemicycle(chart) }}", chart=drawn([groups[0], groups[2]]))


@pytest.mark.parametrize(("count", "groups"), [(1, 1), (160, 10), (779, 15), (2980, 35)])
def test_a_picture_of_any_congress_is_light(count: int, groups: int) -> None:
    svg = template("{{ charts.seats(chart) }}", chart=drawn(evenly(count, groups)))

    assert svg.count("h0") == count
    assert len(gzip.compress(svg.encode())) <= 12 * 1024


def test_a_path_leads_back_to_its_seats() -> None:
    groups = evenly(101, 3)
    chart, placed = drawn(groups), seats(groups)
    found = set()
    for wedge in chart.wedges:
        x = y = 0
        for step_x, step_y in re.findall(r"m(-?\d+) ?(-?\d+)h0", wedge.dots):
            x, y = x + int(step_x), y + int(step_y)
            found.add((x, y))

    assert found == {(round(s.x), round(s.y)) for s in placed}


def test_empty_seats_are_the_last_of_their_group_and_hollow() -> None:
    chart = drawn([SeatGroup("岚山镇代表团", 3, 1), SeatGroup("柳汐镇代表团", 2)])

    assert [s.held for s in seats([SeatGroup("岚山镇代表团", 3, 1)])] == [True, True, True, False]
    assert (chart.held, chart.vacant) == (5, 1)
    assert chart.about == "岚山镇代表团 3 席（空缺 1 席），柳汐镇代表团 2 席"
    assert 0 < float(chart.hole) < float(chart.seat)


@given(GROUPS)
def test_numbers_around_the_seats_keep_their_distance(groups: list[SeatGroup]) -> None:
    chart = hemicycle("wq-seats", "席位", groups, SEAT_HEADS)
    places = [(float(w.x) * WIDE / 100, float(w.y) * TALL / 100) for w in chart.wedges if w.x] if chart else []

    assert all(hypot(x - a, y - b) >= 149 for (x, y), (a, b) in pairwise(places))
    assert all(0 <= x <= WIDE and 0 <= y <= TALL for x, y in places)


@given(GROUPS)
def test_a_number_stands_at_a_seat_of_its_group_and_on_none(groups: list[SeatGroup]) -> None:
    shown = [group for group in groups if group.held + group.vacant]
    chart = hemicycle("wq-seats", "席位", groups, SEAT_HEADS)
    placed = seats(shown) if shown else []

    for at, wedge in enumerate(chart.wedges if chart else ()):
        if wedge.x:
            x, y = float(wedge.x) * WIDE / 100, float(wedge.y) * TALL / 100
            nearest = min(placed, key=lambda seat: hypot(x - seat.x, y - seat.y))
            away = hypot(x - nearest.x, y - nearest.y) - float(chart.seat if chart else 0) / 2
            own = min(hypot(x - seat.x, y - seat.y) for seat in placed if seat.group == at)
            assert away >= 59
            assert own - float(chart.seat if chart else 0) / 2 <= 69


@given(AMOUNTS)
def test_bars_are_as_long_as_their_part_of_the_greatest(amounts: list[Amount]) -> None:
    made = charts.bars("wq-b", "建议", amounts, ("状态", "件"), "%(n)s件")
    lengths = [float(bar.length) for bar in made.bars]
    most = max((a.value for a in amounts), default=0)

    assert [bar.text for bar in made.bars] == [f"{a.value}件" for a in amounts]
    assert all(abs(length - (100 * a.value / most if most else 0)) < 0.01 for length, a in zip(lengths, amounts, strict=True))
    assert [bar.label for bar in made.bars] == [a.label for a in amounts]


@given(AMOUNTS)
def test_shares_begin_at_nought_and_come_to_the_whole(amounts: list[Amount]) -> None:
    made = charts.shares("wq-s", "表决", amounts, ("表决", "票"))
    lengths = [float(bar.length) for bar in made.bars]

    assert made.whole
    assert abs(sum(lengths) - (100 if sum(a.value for a in amounts) else 0)) < 0.1
    assert [bar.text.split("，")[0] for bar in made.bars] == [str(a.value) for a in amounts]


def test_bars_have_their_words_beside_them_whole_and_are_told_without_colour() -> None:
    label = "下级人大及其常委会的决议、决定和规范性文件"
    made = template(
        "{{ charts.bars(chart) }}", chart=charts.bars("b", "种类", [Amount(label, 3), Amount("无", 0)], ("种类", "件"))
    )

    assert f"<li>{label} <b>3</b><svg" in made
    assert made.count("<rect x=") + made.count("<text") == 0
    assert re.findall(r'<rect width="([\d.]+)%"', made) == ["100", "0"]


@given(AMOUNTS, st.integers(0, 20_000))
def test_columns_stand_side_by_side_below_their_numbers(amounts: list[Amount], most: int) -> None:
    made = charts.columns("wq-c", "视察", amounts, ("年份", "次"), most=most)
    spans = [(float(c.left), float(c.left) + float(c.width)) for c in made.columns]

    assert all(end < start for (_, end), (start, _) in pairwise(spans))
    assert all(start >= 0 and end <= 100 for start, end in spans)
    assert all(0.5 <= float(c.over) < float(c.top) <= float(made.base) for c in made.columns)
    assert all(abs(float(c.top) + float(c.height) - float(made.base)) < 0.02 for c in made.columns)


def test_columns_of_several_charts_are_compared_by_one_scale() -> None:
    one, other = (charts.columns("c", "", [Amount("2026", value)], ("年份", "次"), most=8) for value in (4, 8))

    assert float(one.columns[0].height) * 2 == float(other.columns[0].height)


def test_a_part_is_all_or_nothing_only_when_it_is() -> None:
    shown = [charts.part_text(part, whole) for part, whole in ((0, 9), (9, 9), (2979, 2980), (1, 2980), (1, 3), (0, 0))]

    assert shown == ["0%", "100%", "99.9%", "0.1%", "33.3%", "0%"]


@given(st.lists(st.dates().map(lambda day: Event(day.isoformat(), "某日", "审议")), max_size=20))
def test_moments_come_in_order_and_their_numbers_do_not_touch(events: list[Event]) -> None:
    made = charts.timeline("wq-t", "立法过程", events)
    places = [float(moment.place) for moment in made.moments]
    shown = [float(moment.place) for moment in made.moments if moment.number]
    years = [float(mark.place) for mark in made.marks]

    assert places == sorted(places)
    assert [m.day_iso for m in made.moments] == sorted(e.day for e in events)
    assert all(2 <= place <= 98 for place in places)
    assert all(b - a >= 6.98 for a, b in pairwise(shown))
    assert all(b - a >= 15.98 for a, b in pairwise(years))


def test_a_timeline_says_its_years() -> None:
    made = charts.timeline(
        "t", "", [Event("2024-07-01", "", "二审"), Event("2021-03-01", "", "立项"), Event("2024-07-20", "", "通过")]
    )

    assert [mark.text for mark in made.marks] == ["2022", "2023", "2024"]
    assert [(m.text, m.number) for m in made.moments] == [("立项", "1"), ("二审", "2"), ("通过", "")]


@pytest.mark.parametrize(
    "text",
    [
        "{{ charts.bars(bars) }}",
        "{{ charts.bars(shares) }}",
        "{{ charts.columns(columns) }}",
        "{{ charts.hemicycle(seats) }}",
        "{{ charts.hemicycle(seats, true) }}",
        "{{ charts.timeline(timeline) }}",
    ],
)
def test_every_picture_has_a_name_its_words_and_its_data_and_no_style(text: str) -> None:
    amounts = [Amount("<赞成>", 3, "/a/"), Amount("反对", 1)]
    made = template(
        text,
        bars=charts.bars("wq-x", "一图", amounts, ("项", "数")),
        shares=charts.shares("wq-x", "一图", amounts, ("项", "数")),
        columns=charts.columns("wq-x", "一图", amounts, ("项", "数")),
        seats=hemicycle("wq-x", "一图", [SeatGroup("<赞成>", 3, 1, "/a/"), SeatGroup("反对", 1)], SEAT_HEADS),
        timeline=charts.timeline("wq-x", "一图", [Event("2026-01-02", "2026年1月2日", "<赞成>", "/a/")]),
    )

    if "charts.bars" in text:
        assert made.count('aria-label="一图"') == 1
    else:
        assert 'role="img" aria-labelledby="wq-x-t wq-x-d"' in made
        assert '<title id="wq-x-t">一图</title><desc id="wq-x-d">' in made
    assert "style=" not in made
    assert "<赞成>" not in made
    assert "&lt;赞成&gt;</a>" in made
    assert ('<th scope="row">' in made) != ("<ol>" in made)
    assert "fill=" not in made
