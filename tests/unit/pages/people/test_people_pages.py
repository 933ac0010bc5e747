"""What the pages of deputies say, from a roster made by hand."""

import json
import re
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

import rosters
from clusters import copy_demo
from persons import by_key
from wangqun.domain.deputy import AtStation, Contact
from wangqun.domain.federation import SiteView
from wangqun.domain.roster import Roster
from wangqun.domain.sourced import SourcedValue
from wangqun.pages.charts import Amount, bars
from wangqun.pages.context import Entry, Link, PersonPanel
from wangqun.pages.site import Pages
from wangqun.records import KINDS
from wangqun.records.deputies.context import (
    ConstituencyPage,
    DeputyPage,
    FormerPage,
    RosterPage,
    StationPage,
    StationsPage,
    VacanciesPage,
)
from wangqun.records.deputies.deputy import deputy_page, next_reception
from wangqun.records.deputies.duty import figures
from wangqun.records.deputies.home import BLOCKS
from wangqun.records.deputies.pages import PeoplePages
from wangqun.records.deputies.roster import split
from wangqun.records.deputies.view import RosterView
from wangqun.render import inspection as check
from wangqun.render.run import render
from wangqun.render.settings import shared_settings

pytestmark = pytest.mark.usefixtures("in_one_process")


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> SiteView:
    """A county with the roster made by hand."""
    return rosters.with_roster(copy_demo(tmp_path_factory.mktemp("demo")), "qinglan", rosters.qinglan())


@pytest.fixture(scope="module")
def made(view: SiteView) -> dict[str, object]:
    """File -> page value."""
    return {path: page for path, _, page in PeoplePages(view).all}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rendered site of that county."""
    folder = tmp_path_factory.mktemp("written")
    result = rosters.render_roster(copy_demo(folder / "demo"), folder / "out", "qinglan", rosters.qinglan())
    assert result.findings == ()
    return folder / "out"


def _deputy(made: dict[str, object], number: int) -> DeputyPage:
    page = made[f"deputy/{rosters.key(number).removeprefix('person:')}.html"]
    assert isinstance(page, DeputyPage)
    return page


def test_an_empty_roster_has_no_page_and_no_place_in_the_navigation(view: SiteView) -> None:
    empty = PeoplePages(replace(view, roster=Roster()))

    assert empty.all == ()
    assert list(empty.files()) == []
    assert empty.front is None
    assert [block for offered in BLOCKS.values() for block in offered.make(Pages(empty.view, "theme/x", 20, KINDS))] == []


def test_counts_are_those_of_the_term(made: dict[str, object]) -> None:
    page = made["deputy/index.html"]

    assert isinstance(page, RosterPage)
    assert [(count.label, count.value) for count in page.counts] == [
        ("代表名额", "12"),
        ("现实有代表", "9"),
        ("缺额", "3"),
        ("暂停执行职务", "1"),
    ]
    assert page.as_of_text == "2026年11月23日"
    assert page.term_text == "青岚县第十七届人大代表"


def test_every_grouping_names_every_deputy_in_office(made: dict[str, object], view: SiteView) -> None:
    expected = {deputy.url for deputy in view.roster.deputies}
    found = {path: page for path, page in made.items() if isinstance(page, RosterPage)}

    assert found.keys() == {"deputy/index.html", *(f"deputy/by-{k}.html" for k in ("group", "constituency", "name"))}
    for page in found.values():
        assert expected == {entry.url for group in page.groups for entry in group.people}


def test_a_deputy_outside_all_delegations_is_listed_as_such(made: dict[str, object]) -> None:
    page = made["deputy/index.html"]

    assert isinstance(page, RosterPage)
    assert [(g.title, [p.name for p in g.people]) for g in page.groups][-1] == ("没有编入代表团的代表", ["方定远"])
    assert page.groups[0].note == "团长：王小满"


def test_electing_units_without_a_site_are_in_the_roster(view: SiteView) -> None:
    pages = {path: page for path, _, page in PeoplePages(replace(view, roster=rosters.large(20, 2))).all}
    page = pages["deputy/by-unit.html"]

    assert isinstance(page, RosterPage)
    assert [(group.title, group.note) for group in page.groups] == [
        ("第1市", "名额 11，缺额 1"),
        ("第2市", "名额 11，缺额 1"),
        ("驻云泽部队", "名额 2，缺额 2，不设站点的选举单位"),
    ]


def test_a_deputy_has_this_mandate_first_and_links_to_the_others(made: dict[str, object]) -> None:
    page = _deputy(made, 1)

    assert page.mandate.title == "青岚县第十七届人大代表"
    assert page.mandate.elector_url == "/qinglan/constituency/c1.html"
    assert [(m.title, m.url) for m in page.others] == [
        ("砚南市第八届人大代表", "/yannan/deputy/0000000001.html"),
        ("青岚县第十六届人大代表", None),
    ]
    assert page.others[1].elector_url is None  # the constituency of then is not the one that has its key now


def test_each_fact_says_who_provided_it(made: dict[str, object]) -> None:
    page = _deputy(made, 1)
    facts = {fact.label: fact.value for fact in page.facts}
    sources = {line.source: line.about.split("、") for line in page.sources}

    assert (facts["出生年月"], facts["性别"]) == ("1975年3月", "女")
    assert list(facts) == ["性别", "民族", "出生年月", "学历", "党派", "单位和职务"]
    assert sources["由青岚县人大、砚南市人大提供"] == ["出生年月"]
    assert {"性别", "民族", "2026年11月12日的履职记录"} <= set(sources["由青岚县人大提供"])
    told = [item for items in sources.values() for item in items]
    assert len(told) == len(set(told)) == len(facts) + sum(year.count for year in page.years) + len(page.reports)


def test_a_conflict_is_said_and_its_values_are_not(made: dict[str, object]) -> None:
    page = _deputy(made, 4)

    assert page.conflicts == ("出生年月",)
    assert "出生年月" not in {fact.label for fact in page.facts}
    assert _deputy(made, 6).name == "姓名待核实"


def test_a_suspension_is_said_without_its_cause_or_time(made: dict[str, object]) -> None:
    page = _deputy(made, 2)

    assert page.mandate.status_text == "暂时停止执行代表职务"
    assert "2026-09-01" not in repr(page)
    assert "2026年9月1日" not in repr(page)


def test_contact_ends_with_the_mandate(made: dict[str, object]) -> None:
    page = _deputy(made, 10)

    assert page.ended
    assert (page.contacts, page.stations, page.reception, page.qr) == ((), (), (), None)
    assert "5550999" not in repr(page)
    assert page.mandate.notice is not None
    assert (page.mandate.end_reason, page.mandate.notice.url) == ("迁出或者调离本行政区域", "/qinglan/article/notice-3.html")


def test_duty_records_are_by_year_newest_first(made: dict[str, object]) -> None:
    years = _deputy(made, 1).years

    assert [(year.title, year.count) for year in years] == [("2026年", 3), ("2025年", 2)]
    assert [record.date_iso for record in years[0].records] == ["2026-11-12", "2026-10-14", "2026-02-24"]


def test_duty_is_counted_by_sort_and_year_on_one_scale(made: dict[str, object]) -> None:
    page = _deputy(made, 1)
    found = {figure.title: figure for figure in page.figures}

    assert {title: figure.total for title, figure in found.items()} == {"参加会议": 1, "视察、调研、检查": 2, "接待、走访": 2}
    assert sum(figure.total for figure in page.figures) == sum(year.count for year in page.years)
    assert [(c.label, c.text) for c in found["参加会议"].chart.columns] == [("2025", "0"), ("2026", "1")]
    assert len({figure.chart.id for figure in page.figures}) == 3
    assert _deputy(made, 2).figures == ()


def test_years_without_a_record_are_shown_and_a_long_service_is_cut_to_the_latest() -> None:
    made = [rosters.record("2011-05-01", "session", "出席会议", "一"), rosters.record("2022-05-01", "visit", "走访选民", "二")]
    found = list(figures([*made, rosters.record("2026-03-01", "training", "学习培训", "三")], "2027-01-01"))

    assert [figure.title for figure in found] == ["参加会议", "视察、调研、检查", "接待、走访", "学习、述职等"]
    assert [figure.total for figure in found] == [1, 0, 1, 1]
    assert [column.label for column in found[0].chart.columns] == [str(year) for year in range(2020, 2028)]
    assert [column.text for column in found[2].chart.columns] == list("00100000")
    assert list(figures([], "2027-01-01")) == []


def test_a_deputy_is_called_at_the_own_number_else_at_the_station(view: SiteView) -> None:
    people = RosterView(view)
    at = AtStation("柳汐站", "/liuxi/station/hall.html", "桥头 1 号", "0971-555 0222", (rosters.WEEKLY,))
    plain = replace(by_key(view.roster)[rosters.key(2)], stations=(AtStation("网上联络站", ""), at))
    own = replace(plain, contacts=(Contact("青岚县人大", "0971-5550333", "", "", rosters.COUNTY),))
    pages = [deputy_page(people, one) for one in (plain, own, replace(plain, stations=()))]

    assert [(page.call.label, page.call.value, page.call.url) if page.call else None for page in pages] == [
        ("联络站电话", "0971-555 0222", "tel:0971-5550222"),
        ("电话", "0971-5550333", "tel:0971-5550333"),
        None,
    ]


def test_the_next_reception_is_the_own_else_the_stations(view: SiteView) -> None:
    at = AtStation("柳汐站", "/liuxi/station/hall.html", "桥头 1 号", "", (rosters.WEEKLY,))
    silent = AtStation("网上联络站", "")
    found = [
        next_reception((), (silent, at), "2026-11-24"),
        next_reception((rosters.TENTH, rosters.SECOND_WEDNESDAY), (silent, at), "2026-11-24"),
        next_reception((rosters.OPEN_DAY,), (at,), "2026-12-05"),
        next_reception((), (silent,), "2026-11-24"),
        next_reception((), (at,), ""),
    ]

    assert [(day.date_iso, day.hours, day.place.title if day.place else "") if day else None for day in found] == [
        ("2026-11-30", "08:30–10:00", "柳汐站"),
        ("2026-12-09", "09:00–11:00", "网上联络站"),
        None,
        None,
        None,
    ]


def test_who_has_left_has_no_next_reception_and_no_number(view: SiteView) -> None:
    gone = by_key(view.roster)[rosters.key(10)]
    page = deputy_page(
        RosterView(view), replace(gone, stations=(AtStation("站", "/a", "", "0971-5550444"),), reception_days=(rosters.WEEKLY,))
    )

    assert (page.call, page.next, page.stations) == (None, None, ())
    assert "5550444" not in repr(page)


def test_votes_are_drawn_as_shares(made: dict[str, object]) -> None:
    votes = _deputy(made, 1).reports[0].votes

    assert votes
    assert [(bar.label, bar.text) for bar in votes.bars] == [
        ("满意", "80 票，93.0%"),
        ("基本满意", "5 票，5.8%"),
        ("不满意", "1 票，1.2%"),
    ]


def test_a_history_is_drawn_of_three_days_or_more(made: dict[str, object]) -> None:
    history = _deputy(made, 1).history

    assert history
    assert [moment.day_iso for moment in history.moments] == sorted(moment.day_iso for moment in history.moments)
    assert "不再担任青岚县第十六届人大代表" in {moment.text for moment in history.moments}
    assert _deputy(made, 2).history is None


def test_the_seats_stand_on_the_first_page_of_the_roster_only(made: dict[str, object]) -> None:
    charts = {path: page.chart for path, page in made.items() if isinstance(page, RosterPage)}
    front = charts.pop("deputy/index.html")

    assert front
    assert [(wedge.label, wedge.held, wedge.vacant) for wedge in front.wedges] == [
        ("岚山镇代表团", 3, 0),
        ("柳汐镇代表团", 3, 0),
        ("石盘乡代表团", 2, 0),
        ("没有编入代表团的代表", 1, 0),
        ("缺额", 0, 3),
    ]
    assert set(charts.values()) == {None}


@pytest.mark.parametrize("count", [0, 1, 779])
def test_a_roster_of_any_size_has_its_seats(count: int, view: SiteView) -> None:
    large = rosters.large(max(count, 1), 1 if count < 2 else 15)
    few = replace(large, deputies=large.deputies[:count], delegations=(), electing_units=(), term=None)
    page = {path: page for path, _, page in PeoplePages(replace(view, roster=few)).all}.get("deputy/index.html")

    assert (page is None) == (count == 0 and few.is_empty)
    if isinstance(page, RosterPage):
        assert (page.chart.held if page.chart else 0) == count


def test_machines_are_told_what_readers_see_and_only_on_the_canonical_page(view: SiteView) -> None:
    pages = {path: page for path, _, page in PeoplePages(view).all}
    about = {output.path: output.about for output in PeoplePages(view).outputs()}

    def of(number: int) -> dict[str, Any]:
        return dict(about[f"deputy/{rosters.key(number).removeprefix('person:')}.html"] or {})

    person = of(1)
    assert (person["@type"], person["name"], person["jobTitle"]) == ("Person", "王小满", "青岚县第十七届人大代表")
    assert person["telephone"] == "0971-5550123"
    assert person.keys() == {"@type", "name", "alternateName", "url", "jobTitle", "memberOf", "telephone", "email"}
    assert of(6) == {}, "its name is in dispute"
    assert of(10).keys() == {"@type", "name", "url"}, "the mandate is over"
    assert about["station/lanshan.html"]
    assert about["station/lanshan.html"]["@type"] == "Place"
    assert about["station/lanshan.html"]["telephone"] == "0971-5550123"
    assert about["deputy/index.html"] == {"@type": "ItemList", "numberOfItems": 9}
    assert about["deputy/by-name.html"] is None
    assert about.keys() >= pages.keys()


def test_what_machines_are_told_stands_in_the_page(written: Path) -> None:
    def data(name: str) -> list[dict[str, Any]]:
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', (written / name).read_text(encoding="utf-8"))
        return [each for text in found for each in json.loads(text)["@graph"]]

    page, trail = data("deputy/0000000001.html")
    assert (page["@type"], page["mainEntity"]["name"], trail["@type"]) == ("ProfilePage", "王小满", "BreadcrumbList")
    assert data("deputy/0000000004.html") == [], "its canonical page is another site's"
    assert data("station/lanshan.html")[0]["mainEntity"]["@type"] == "Place"
    assert data("deputy/index.html")[0]["mainEntity"]["numberOfItems"] == 9


def test_other_kinds_have_a_section_on_a_persons_page(view: SiteView, tmp_path: Path) -> None:
    chart = bars("wq-suggestions", "提出的建议", [Amount("已办复", 3)], ("状态", "件数"), "%(n)s 件")
    entry = Entry("关于修桥的建议", "/qinglan/suggestion/a.html", "2026-10-01", "2026-10-01", "", state="已办复")
    panel = PersonPanel("提出的建议", chart, (entry,), Link("全部 3 件", "/qinglan/suggestion/"))
    kind = replace(KINDS["article"], of_person=lambda pages: {rosters.key(1): panel, rosters.key(999): panel})
    root = copy_demo(tmp_path / "demo")
    (tmp_path / "out").mkdir()
    shown = render(
        rosters.with_roster(root, "qinglan", view.roster),
        {**KINDS, "article": kind},
        root,
        tmp_path / "out",
        shared_settings(root),
    )
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "out/deputy").glob("0*.html")}

    assert shown.findings == ()
    assert [stem for stem, text in pages.items() if "关于修桥的建议" in text] == ["0000000001"]
    text = pages["0000000001"]
    assert '<section class="band" aria-label="提出的建议">' in text
    assert 'href="/qinglan/suggestion/">全部 3 件</a>' in text
    assert "已办复 <b>3 件</b>" in text


def test_votes_and_voters_are_left_out_when_not_stated(view: SiteView) -> None:
    person = by_key(view.roster)[rosters.key(1)]
    silent = replace(person.reports[0], voters_present=-1, satisfied=-1, basically=-1, dissatisfied=-1)
    changed = replace(view.roster, deputies=(replace(person, reports=(silent,)),), former=())
    page = next(p for _, _, p in PeoplePages(replace(view, roster=changed)).all if isinstance(p, DeputyPage))

    assert page.reports[0].about == "向选区选民口头述职"
    assert page.reports[0].rating == ""
    assert page.reports[0].votes is None


def test_search_engines_keep_the_canonical_page_only(made: dict[str, object], view: SiteView) -> None:
    page = _deputy(made, 4)
    addresses = [output.address for output in PeoplePages(view).outputs() if output.address]

    assert page.head.canonical == "https://rd.yunze.example/liuxi/deputy/0000000004.html"
    assert not page.head.index
    assert _deputy(made, 1).head.index
    assert page.head.canonical not in addresses
    assert "https://rd.yunze.example/qinglan/deputy/0000000001.html" in addresses
    assert "https://rd.yunze.example/qinglan/deputy/" in addresses
    assert len(addresses) == len(set(addresses))


def test_those_who_left_come_latest_first_with_reason_and_notice(made: dict[str, object]) -> None:
    page = made["deputy/former.html"]

    assert isinstance(page, FormerPage)
    assert [(p.name, p.end_text, p.reason, bool(p.notice)) for p in page.people] == [
        ("许望舒", "2026年6月30日", "辞职被接受", True),
        ("梁北辰", "2025年3月18日", "迁出或者调离本行政区域", True),
        ("谭秋实", "2021年12月8日", "届满", False),
    ]


def test_an_empty_seat_waits_for_its_election(made: dict[str, object]) -> None:
    page = made["deputy/vacancies.html"]

    assert isinstance(page, VacanciesPage)
    assert [(v.elector, v.left_by, v.reason, v.state) for v in page.vacancies] == [
        ("柳汐第二选区", "梁北辰", "迁出或者调离本行政区域", "待补选"),
        ("石盘第二选区", "许望舒", "辞职被接受", "待补选"),
        ("岚山第二选区", "", "未选出", "待另行选举或补选"),
    ]


def test_a_constituency_shows_its_places_by_township(made: dict[str, object]) -> None:
    page = made["constituency/c2.html"]

    assert isinstance(page, ConstituencyPage)
    assert [(area.title, area.places) for area in page.areas] == [("岚山镇", ("清风社区",)), ("柳汐镇", ("柳桥村", "上湾村"))]
    assert [(c.label, c.value) for c in page.counts] == [("应选名额", "2"), ("现有代表", "1"), ("缺额", "1"), ("选民", "4212")]


def test_a_station_has_its_next_twelve_days_and_deputies_of_all_levels(made: dict[str, object]) -> None:
    page, listed = made["station/lanshan.html"], made["station/index.html"]

    assert isinstance(page, StationPage)
    assert [day.date_iso for day in page.dates][:5] == ["2026-12-04", "2026-12-09", "2026-12-10", "2027-01-10", "2027-01-13"]
    assert len(page.dates) == 12
    assert (page.dates[1].weekday, page.dates[1].hours) == ("星期三", "09:00–11:00")
    assert [person.role for person in page.people] == ["省人大代表", "市、县人大代表", "县人大代表", "镇人大代表"]
    assert isinstance(listed, StationsPage)
    following = listed.stations[0].next
    assert following
    assert (following.date_iso, following.weekday, following.hours) == ("2026-12-04", "星期五", "09:00")
    assert listed.stations[0].phone_url == "tel:0971-5550123"


def test_the_list_of_stations_begins_where_one_can_go_next(view: SiteView) -> None:
    first, *others = view.roster.stations
    silent = replace(first, key="station:silent", page="station/silent.html", reception_days=())
    roster = replace(view.roster, stations=(silent, *others, first))
    listed = {path: page for path, _, page in PeoplePages(replace(view, roster=roster)).all}["station/index.html"]

    assert isinstance(listed, StationsPage)
    days = [station.next.date_iso if station.next else "9999" for station in listed.stations]
    assert days == sorted(days) and days[0] < days[-1] == "9999"


def test_a_reception_day_that_is_over_is_no_longer_announced(view: SiteView) -> None:
    later = replace(view.roster, as_of="2026-12-05")
    page = {path: page for path, _, page in PeoplePages(replace(view, roster=later)).all}["station/lanshan.html"]

    assert isinstance(page, StationPage)
    assert not any("宪法宣传日" in text for text in page.rules)


def test_a_group_is_cut_only_when_it_alone_is_too_long(made: dict[str, object]) -> None:
    page = made["deputy/index.html"]
    assert isinstance(page, RosterPage)
    groups = page.groups  # of 3, 3, 2 and 1

    assert [[len(group.people) for group in part] for part in split(groups, 5)] == [[3], [3, 2], [1]]
    assert [[len(group.people) for group in part] for part in split(groups, 2)] == [[2], [1], [2], [1], [2], [1]]
    assert split((), 5) == [[]]


def test_a_province_has_its_roster_on_pages_of_bounded_weight(tmp_path: Path) -> None:
    result = rosters.render_roster(copy_demo(tmp_path / "demo"), tmp_path / "out", "yunze", rosters.large())
    listed = sorted(path for path in (tmp_path / "out/deputy").glob("*.html") if not re.fullmatch(r"\w{10}", path.stem))

    assert result.findings == ()
    assert {"index", "by-delegation-2", "by-unit-2", "by-name-2"} < {path.stem for path in listed}
    assert max(path.stat().st_size for path in listed) < 200_000
    for stem in ("index|by-delegation", "by-unit", "by-name"):
        texts = [path.read_text(encoding="utf-8") for path in listed if re.match(stem, path.stem)]
        assert len({url for text in texts for url in re.findall(r"/deputy/\w{10}\.html", text)}) == 780


def test_values_of_pages_are_cheap(view: SiteView) -> None:
    pages = PeoplePages(replace(view, roster=rosters.large()))
    start = perf_counter()
    count = len(pages.all)
    each = (perf_counter() - start) / count

    assert count > 780
    assert each < 0.001  # seconds, several times what it takes where nothing else runs


def test_rendered_pages_have_the_official_tags_and_hold_no_inline_style(view: SiteView, tmp_path: Path) -> None:
    written = tmp_path / "out"
    rendered = rosters.render_roster(copy_demo(tmp_path / "demo"), written, "qinglan", view.roster)
    pages = [path for folder in ("deputy", "constituency", "station") for path in (written / folder).glob("*.html")]

    assert list(check.findings(rendered.shown, "qinglan", written)) == []
    assert {path.relative_to(written).as_posix() for path in pages} - {page.path for page in rendered.shown} == {
        *(path for path, template, _ in PeoplePages(view).all if template not in {"deputy", "constituency", "station"})
    }
    assert len(pages) == 12 + 4 + 2 + 7 + 3
    for path in pages:
        text = path.read_text(encoding="utf-8")
        assert "style=" not in text
        assert "<style" not in text
        scripts = r'<script (?:type="module" )?src="[^"]+"[^>]*></script>|<script type="application/ld'
        assert text.count("<script") == len(re.findall(scripts, text))


def test_a_page_without_its_tags_is_found(view: SiteView, tmp_path: Path) -> None:
    rendered = rosters.render_roster(copy_demo(tmp_path / "demo"), tmp_path / "out", "qinglan", view.roster)
    page = tmp_path / "out" / view.roster.deputies[0].page
    page.write_text(page.read_text(encoding="utf-8").replace('name="ArticleTitle"', 'name="Other"'), encoding="utf-8")

    assert [finding.code for finding in check.findings(rendered.shown, "qinglan", tmp_path / "out")] == ["meta-missing"]


def test_the_sitemap_and_the_home_page_lead_to_the_roster(written: Path) -> None:
    home, sitemap = ((written / name).read_text(encoding="utf-8") for name in ("index.html", "sitemap.xml"))

    assert 'href="/qinglan/station/">代表联络站</a>' in home
    assert 'href="/qinglan/my/"' in home  # without villages, too: by name
    assert "<loc>https://rd.yunze.example/qinglan/deputy/0000000001.html</loc>" in sitemap
    assert "/deputy/0000000004.html" not in sitemap


def test_text_of_records_is_escaped(view: SiteView, tmp_path: Path) -> None:
    wild = "<script>alert(1)</script>"
    changed = replace(view.roster.deputies[0], name=wild, facts={"employer_post": SourcedValue(wild, ())}, providers=(wild,))
    roster = replace(view.roster, deputies=(changed,))
    rosters.render_roster(copy_demo(tmp_path / "demo"), tmp_path / "out", "qinglan", roster)

    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "out/deputy").glob("*.html")]
    assert any("&lt;script&gt;alert(1)" in page for page in pages)
    assert [page for page in pages if "<script>" in page] == []
