"""找代表: pages of townships and villages, and the file that the lookup field reads."""

import gzip
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from clusters import NOW, tree, write_cluster
from real.data import DataMissing, unpack
from rosters_lookup import AS_OF, PLACES, county, deputy, representative, roster
from wangqun.domain.deputy import AtStation, Reception
from wangqun.domain.roster import County, Representative, Roster, Town, TownNames, Village
from wangqun.pages.site import Pages
from wangqun.pipeline import federate
from wangqun.records import KINDS
from wangqun.records.deputies.context import LookupPage
from wangqun.records.deputies.lookup import initials, lookup_pages, outputs, places_file
from wangqun.records.deputies.reached import deputies
from wangqun.render.inspection import findings
from wangqun.render.run import render
from wangqun.render.settings import DEFAULTS

pytestmark = pytest.mark.usefixtures("in_one_process")

LIMIT = 40 * 1024
ABOVE = (
    County(
        "青岚县",
        "/qinglan/my/",
        (
            TownNames("970121100", "柳溪乡", (("970121100201", "河口村"),)),
            TownNames("970121101", "石盘镇", (("970121101201", "河口社区"),)),
        ),
    ),
    County("白滩区", "https://bt.example/my/", (TownNames("970221100", "滩头镇", (("970221100201", "滩头村"),)),)),
)
Make = Callable[[Roster], Pages]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Pages of the example county with a roster."""
    view = federate(write_cluster(tmp_path, {}), NOW).views["xian"]
    return lambda roster: Pages(replace(view, roster=roster), "theme/x", 20, KINDS)


@pytest.fixture
def build(tmp_path: Path) -> Callable[[Roster], Path]:
    """The example county with a roster, as Pelican writes it; its folder."""

    def built(roster: Roster) -> Path:
        root = write_cluster(tmp_path / "cluster", {})
        view = replace(federate(root, NOW).views["xian"], roster=roster)
        out = tmp_path / "out"
        out.mkdir()
        rendered = render(view, KINDS, root, out, DEFAULTS)
        assert rendered.findings == ()
        assert list(findings(rendered.shown, "xian", out)) == []
        return out

    return built


def decoded(text: str) -> dict[str, tuple[str, str, str, str]]:
    """Village code -> county, township, village and address, as the script reads the file."""
    data: dict[str, Any] = json.loads(text)
    return {
        code + rest: (county, town, name, f"{url}#{code + rest}")
        for county, _, _, towns in data["counties"]
        for code, town, _, url, villages in towns
        for rest, name, _ in villages
    }


def pages_of(found: Iterable[tuple[str, Callable[[], LookupPage]]]) -> dict[str, LookupPage]:
    """File and value of each page."""
    return {name: make() for name, make in found}


def test_a_county_lists_its_townships_and_each_of_them_its_villages(make: Make) -> None:
    found = pages_of(lookup_pages(make(roster())))

    assert list(found) == ["my/index.html", "my/970121100.html", "my/970121101.html"]
    assert [(place.name, place.url) for group in found["my/index.html"].letters for place in group.places] == [
        ("柳溪乡", "/xian/my/970121100.html"),
        ("石盘镇", "/xian/my/970121101.html"),
    ]
    villages = [village for group in found["my/970121100.html"].letters for village in group.villages]
    assert [(v.code, v.name) for v in villages] == [("970121100201", "河口村"), ("970121100202", "上坪村")]


def test_villages_of_the_same_deputies_stand_together_and_keep_their_anchors(build: Callable[[Roster], Path]) -> None:
    town = roster().lookup[0]
    third = replace(town.villages[0], code="970121100203", name="下坪村")
    out = build(replace(roster(), lookup=(replace(town, villages=(*town.villages, third)), roster().lookup[1])))
    page = (out / "my/970121100.html").read_text(encoding="utf-8")

    assert [re.sub("<.*?>", "", name) for name in re.findall(r"<h2 id=.*?>(.*?)</h2>", page)] == ["河口村、下坪村", "上坪村"]
    assert all(page.count(f'id="{village.code}"') == 1 for village in (*town.villages, third))


def test_a_village_has_its_deputies_of_every_level_townships_first(make: Make) -> None:
    page = pages_of(lookup_pages(make(roster())))["my/970121100.html"]
    village = page.letters[0].villages[0]

    assert [(d.name, [(role.title, role.elector) for role in d.roles]) for d in village.deputies] == [
        ("乡志强", [("乡人大代表", "柳溪第二选区")]),
        ("示兰英", [("县人大代表", "第一选区"), ("省人大代表", "示例县")]),
    ]
    assert [(d.name, [role.title for role in d.roles]) for d in page.above] == [("示兰英", ["省人大代表"])]


def test_one_of_two_mandates_is_one_entry_with_telephone_station_and_next_reception(make: Make) -> None:
    at = AtStation(
        "柳溪站", "/xian/station/liuxi.html", "柳溪乡 1 号", "0999-555 0002", (Reception(weekday=3, week=2, start="09:00"),)
    )
    shown = partial(Representative, person="person:0000000001", stations=(at,))
    both = (
        shown("township", "乡人大代表", "示兰英", "", "柳溪选区"),
        shown("county", "县人大代表", "示兰英", "/xian/d/1.html", "一"),
    )
    other = Representative("county", "县人大代表", "示兰英", "/xian/d/2.html", "二", "person:0000000002", "0999-5550009")
    found = list(deputies([*both, other], "2026-11-23"))

    assert [(d.name, d.url, len(d.roles)) for d in found] == [("示兰英", "/xian/d/1.html", 2), ("示兰英", "/xian/d/2.html", 1)]
    assert (found[0].phone, found[0].phone_url, found[0].phone_of) == ("0999-555 0002", "tel:0999-5550002", "柳溪站")
    assert (found[0].next_text, found[0].next_iso) == ("2026年12月9日 星期三 09:00", "2026-12-09")
    assert found[0].station
    assert found[0].station.url == "/xian/station/liuxi.html"
    assert (found[1].phone, found[1].phone_of, found[1].station, found[1].next_text) == ("0999-5550009", "", None, "")


def test_a_site_above_lists_the_counties(make: Make) -> None:
    above = Roster(counties=ABOVE)
    found = pages_of(lookup_pages(make(above)))

    assert list(found) == ["my/index.html"]
    assert [p.url for g in found["my/index.html"].letters for p in g.places] == ["/qinglan/my/", "https://bt.example/my/"]
    assert found["my/index.html"].places


def test_the_field_of_a_site_above_finds_the_villages_of_its_counties(make: Make) -> None:
    assert decoded(places_file(make(Roster(counties=ABOVE)))) == {
        "970121100201": ("青岚县", "柳溪乡", "河口村", "/qinglan/my/970121100.html#970121100201"),
        "970121101201": ("青岚县", "石盘镇", "河口社区", "/qinglan/my/970121101.html#970121101201"),
        "970221100201": ("白滩区", "滩头镇", "滩头村", "https://bt.example/my/#970221100201"),
    }


def test_a_township_needs_no_choice_of_townships(make: Make) -> None:
    found = pages_of(lookup_pages(make(replace(roster(), lookup=roster().lookup[:1]))))

    assert list(found) == ["my/index.html"]
    assert [v.name for group in found["my/index.html"].letters for v in group.villages] == ["河口村", "上坪村"]


def test_without_villages_every_deputy_is_found_by_name_constituency_or_station(make: Make) -> None:
    above = (
        roster().above[0]._replace(person=roster().deputies[0].key),
        representative(deputy(9, "上官某"), "city", "市人大代表"),
    )
    pages = make(replace(roster(), lookup=(), above=above))
    found = pages_of(lookup_pages(pages))
    page = found["my/index.html"]
    people = [one for group in page.letters for village in group.villages for one in village.deputies]
    known = {one.name: one for one in people}

    assert list(found) == ["my/index.html"]
    assert len(known) == len(people) == page.total == 4  # once, whatever else somebody is
    assert (page.places, page.parts, page.above) == (None, (), ())
    first = known["示兰英"]
    assert (first.phone, first.station.title if first.station else "") == ("0999-5550001", "柳溪站")
    assert len(first.roles) > 1
    assert first.sounds == "shilanying sly"
    assert "旧秀珍" not in known
    assert [village.code for village in page.letters[0].villages][-1] == "above"
    assert "".join(output.text() for output in outputs(pages) if output.text) == ""  # names of people are on pages alone


def test_a_site_without_deputies_has_no_such_page(make: Make) -> None:
    assert list(lookup_pages(make(Roster(stations=roster().stations)))) == []
    assert list(lookup_pages(make(replace(roster(), lookup=(), deputies=(), above=())))) == []


def test_a_long_list_has_pages_and_loses_nobody(make: Make) -> None:
    people = tuple(deputy(number) for number in range(1, 780))
    found = pages_of(lookup_pages(make(Roster(AS_OF, "示例县人民代表大会", deputies=people))))
    shown = [[one.url for g in page.letters for v in g.villages for one in v.deputies] for page in found.values()]

    assert list(found) == ["my/index.html", *(f"my/names-{number}.html" for number in (2, 3, 4))]
    assert [len(urls) for urls in shown] == [200, 200, 200, 179]
    assert sorted(url for urls in shown for url in urls) == sorted(one.url for one in people)
    assert [link.url for link in found["my/index.html"].parts] == ["/xian/my/", *(f"/xian/my/names-{n}.html" for n in (2, 3, 4))]


def test_the_page_says_what_is_true_without_script_and_without_villages(build: Callable[[Roster], Path]) -> None:
    out = build(replace(roster(), lookup=()))
    paths = ("my/index.html", "index.html", "elder/deputies.html", "elder/index.html")
    page, home, elder, elders = ((out / path).read_text(encoding="utf-8") for path in paths)

    assert "<noscript>" in page and "请在下面的名单里找" in page and "村" not in page[page.index("<main") : page.index("</main>")]
    assert 'data-p="shilanying sly"' in page and "js/roster.js" in page and "js/lookup.js" not in page
    assert "姓名、选区或联络站" in home and 'action="/xian/my/"' in home and "村、社区或乡镇" not in home
    assert 'href="/xian/my/"' in elder and "再找到您的村" not in elder
    assert "按姓名、选区、联络站找" in elders and "按住的村" not in elders


def test_with_villages_the_page_says_that_places_are_not_looked_up_without_script(build: Callable[[Roster], Path]) -> None:
    out = build(roster())
    page, elders = ((out / path).read_text(encoding="utf-8") for path in ("my/index.html", "elder/index.html"))

    assert "填的地名不会自动查找；请从下面按地方一步步找" in page.partition("<noscript>")[2].partition("</noscript>")[0]
    assert "按地方找：选您住的乡镇、街道" in page
    assert "按住的村、社区找" in elders


def test_many_villages_have_an_index_of_letters(make: Make) -> None:
    big = county([("柳溪乡", PLACES), ("石盘镇", PLACES[:3])])
    found = pages_of(lookup_pages(make(big)))
    letters = [group.letter for group in found["my/970121100.html"].letters]

    assert sorted(set(letters)) == letters
    assert sorted(PLACES) == sorted(v.name for group in found["my/970121100.html"].letters for v in group.villages)
    assert [group.letter for group in found["my/970121101.html"].letters] == [""]


def test_the_file_tells_the_same_as_the_pages(make: Make) -> None:
    pages = make(county([(f"{name}镇", PLACES) for name in PLACES[:5]]))
    shown = {
        village.code: ("", page.crumbs[-1].title, village.name, f"/xian/{name}#{village.code}")
        for name, page in pages_of(lookup_pages(pages)).items()
        for group in page.letters
        for village in group.villages
    }

    assert len(shown) == 100
    assert shown == decoded(places_file(pages))


def test_the_file_changes_its_address_with_what_it_holds(make: Make) -> None:
    fewer = replace(roster(), lookup=(roster().lookup[0], replace(roster().lookup[1], name="石盘乡")))
    first, second = (pages_of(lookup_pages(make(r)))["my/index.html"].places for r in (roster(), fewer))

    assert first
    assert re.fullmatch(r"/xian/my/places\.json\?[0-9a-f]{12}", first)
    assert first != second


@pytest.mark.parametrize(("name", "letters"), [("柳溪乡", "lxx"), ("重庆", "cq"), ("3号村A区", "3hcaq"), ("—", "")])
def test_initials_are_letters_and_figures(name: str, letters: str) -> None:
    assert letters == initials(name)


def test_a_large_countys_file_is_small(make: Make) -> None:
    text = places_file(make(county([(f"{name}镇", [f"{name}{other}村" for other in PLACES]) for name in PLACES])))

    assert len(decoded(text)) == 400
    assert len(gzip.compress(text.encode(), 6)) <= LIMIT


def test_a_provinces_file_is_fetched_in_a_moment(make: Make) -> None:
    """A hundred counties with thirty thousand villages: some two seconds on a slow line, once, when the field is used."""
    towns = [
        TownNames(f"9701{n:05}", f"{a}{b}镇", tuple((f"9701{n:05}{m + 201}", f"{c}{a}村") for m, c in enumerate(PLACES)))
        for n, (a, b) in enumerate(product(PLACES, PLACES))
    ]
    many = Roster(
        counties=tuple(
            County(f"{name}{n}县", f"/c{n}{at}/my/", tuple(towns[at::20])) for n in range(4) for at, name in enumerate(PLACES)
        )
    )
    text = places_file(make(many))

    assert text.count('村"') == 32_000
    assert len(gzip.compress(text.encode(), 6)) <= 400 * 1024


def test_no_name_and_no_number_of_a_person_is_in_the_file(make: Make) -> None:
    text = places_file(make(roster()))

    assert not any(name in text for name in ("示兰英", "范德福", "乡志强", "0999"))


@pytest.mark.real
def test_a_real_countys_file_is_small(make: Make, tmp_path: Path) -> None:
    try:
        lines = (unpack("divisions", tmp_path) / "gbt2260" / "town.csv").read_text(encoding="utf-8").splitlines()
    except DataMissing as missing:
        pytest.skip(str(missing))
    names = [line.rsplit(",", 1)[-1].strip('" ') for line in lines[1:4001:10]]  # names of townships stand in for villages
    text = places_file(make(county([(f"第{n}镇", names[n * 20 : n * 20 + 20]) for n in range(20)])))

    assert len(decoded(text)) == 400
    assert len(gzip.compress(text.encode(), 6)) <= LIMIT


def test_pages_are_complete_without_script_and_carry_their_tags(build: Callable[[Roster], Path]) -> None:
    out = build(roster())
    index = (out / "my/index.html").read_text(encoding="utf-8")
    town = (out / "my/970121100.html").read_text(encoding="utf-8")

    assert 'name="ColumnName" content="代表工作"' in index
    assert 'href="/xian/my/970121100.html"' in index
    assert all(f'id="{code}"' in town for code in ("970121100201", "970121100202"))
    assert "范德福" in town
    assert "<loc>https://rd.test.example/xian/my/970121100.html</loc>" in (out / "sitemap.xml").read_text(encoding="utf-8")


def test_two_builds_are_the_same(build: Callable[[Roster], Path], tmp_path: Path) -> None:
    first = tree(build(roster()))
    (tmp_path / "out").rename(tmp_path / "before")

    assert first == tree(build(roster()))


def test_hostile_names_stay_text(build: Callable[[Roster], Path]) -> None:
    bad = '<img src=x onerror="alert(1)">'
    village = Village("970121100201", bad, (Representative("county", bad, bad, "javascript:alert(1)", bad),))
    out = build(replace(roster(), lookup=(Town("970121100", bad, (village,)), roster().lookup[1])))

    for page in ("my/index.html", "my/970121100.html"):
        assert "<img src=x" not in (out / page).read_text(encoding="utf-8")
        assert "javascript:" not in (out / page).read_text(encoding="utf-8")
