"""A home page is a composition of blocks: in the order of its level, or as the site says; hubs are made of the same."""

import re
from dataclasses import replace
from typing import Any

import pytest
import yaml

from clusters import NOW, article
from conftest import Build, Federate
from consultations.calls import call
from wangqun.domain.compositions import HOMES, HUBS
from wangqun.domain.federation import Federation
from wangqun.domain.level import Level
from wangqun.domain.reception import coming
from wangqun.pages.context import CallsBlock, EntriesBlock, HubPage, Link, NamesBlock, ReceptionBlock, ShelvesBlock
from wangqun.pages.home import MANY_SITES, home, titles
from wangqun.pages.lists import columns
from wangqun.pages.site import Pages
from wangqun.records import KINDS
from wangqun.records.deputies.home import MOST_NAMES

pytestmark = pytest.mark.usefixtures("in_one_process")

XIAN = "content/county/xian"
RECORD: dict[str, Any] = {"name": "示例县人民代表大会", "short_name": "示例县人大", "division_code": "970121", "parent": "shi"}
CLUSTER: dict[str, Any] = {"name": "测试网站群", "root": "sheng", "base_url": "https://rd.test.example/"}
OPEN = {f"{XIAN}/consultations/water.md": call("供水征求意见", "2026-11-01", "2026-12-31")}


def record(**fields: Any) -> dict[str, str]:
    """The county's record with more fields."""
    return {"sites/county/xian.yaml": yaml.safe_dump(RECORD | fields, allow_unicode=True)}


def levels(**fields: Any) -> dict[str, str]:
    """The cluster's record with what counties share."""
    return {"sites/cluster.yaml": yaml.safe_dump(CLUSTER | {"levels": {"county": fields}}, allow_unicode=True)}


def news(count: int, column: str = "news") -> dict[str, str]:
    """Pieces of a column, one a day."""
    days = range(1, count + 1)
    return {f"{XIAN}/{column}/{column}-{day}.md": article(f"{column} 第{day}篇", date=f"2026-10-{day:02} 09:00") for day in days}


def pages_of(found: Federation, site: str = "xian", roster: bool = True) -> Pages:
    """What builds a site's pages."""
    view = found.views[site]
    return Pages(replace(view, roster=found.people.roster(site)) if roster else view, "theme/x", 20, KINDS)


def names(pages: Pages) -> list[str]:
    """The blocks of its home page in order."""
    return [block.name for block in home(pages).blocks]


def block_of(pages: Pages, name: str) -> Any:
    """One of the blocks of its home page."""
    return next(block for block in home(pages).blocks if block.name == name)


@pytest.fixture
def demo(demo_federation: Federation) -> Federation:
    """The demo cluster as of its day."""
    return demo_federation


@pytest.mark.parametrize("site", ["yunze", "yannan", "qinglan", "liuxi"])
def test_blocks_stand_in_the_order_of_the_level(site: str, demo: Federation) -> None:
    pages = pages_of(demo, site)
    order = HOMES[pages.view.member.site.level]
    named = [name for name in names(pages) if name in order]

    assert named == sorted(named, key=order.index)
    assert pages.view.member.home == order


def test_what_each_level_is_for_comes_first(demo: Federation) -> None:
    assert names(pages_of(demo, "yunze"))[:3] == ["search", "tasks", "open"]
    assert names(pages_of(demo, "qinglan"))[:2] == ["lookup", "reception"]
    assert names(pages_of(demo, "liuxi"))[:3] == ["lookup", "presidium", "reception"]


def composed(pages: Pages, *names: str) -> Pages:
    """The same site with another home page."""
    return Pages(replace(pages.view, member=replace(pages.view.member, home=names)), "theme/x", 20, KINDS)


def test_the_tasks_of_a_province_are_four_and_the_last_is_how_to_petition(demo: Federation) -> None:
    tasks = block_of(composed(pages_of(demo, "yunze"), "tasks", "lead", "open"), "tasks").tasks

    assert [task.title for task in tasks] == ["找代表", "正在征求意见", "查法规", "信访渠道"]
    assert [task.is_lookup for task in tasks] == [True, False, False, False]
    assert [task.url for task in tasks] == ["/my/", "/open/", "/regulation/", "/page/petition.html"]


def test_tasks_do_not_say_again_what_follows_at_once(demo: Federation) -> None:
    pages = pages_of(demo, "yunze")
    alone = composed(pages, "tasks", "lead")

    assert [task.title for task in block_of(pages, "tasks").tasks] == ["找代表", "查法规", "信访渠道"]
    assert "正在征求意见" in [task.title for task in block_of(alone, "tasks").tasks]  # nothing says it there


def test_tasks_do_not_say_again_what_stands_above_them(demo: Federation) -> None:
    found = replace(demo.views["qinglan"].member, home=("tasks", "lead", "lookup"))
    first = pages_of(demo, "qinglan")
    other = Pages(replace(first.view, member=found), "theme/x", 20, KINDS)

    assert "找代表" not in [task.title for task in block_of(first, "tasks").tasks]
    assert "找代表" in [task.title for task in block_of(other, "tasks").tasks]


@pytest.mark.parametrize(
    ("record_home", "level_home", "expected"),
    [
        (["lead", "tasks", "news"], [], ["lead", "tasks", "news"]),
        (["最新", "要闻动态"], [], ["lead", "news"]),  # by their titles
        ([], ["news", "lead"], ["news", "lead"]),
        (["lead"], ["news", "lead"], ["lead"]),
        (["lead", "要闻", "lead", "news"], [], ["lead", "news"]),
        (["nothing"], [], list(HOMES[Level.COUNTY])),  # nothing right is written: the standard
    ],
)
def test_a_site_or_its_level_says_otherwise(
    record_home: list[str], level_home: list[str], expected: list[str], federation: Federate
) -> None:
    found = federation(record(home=record_home) | levels(home=level_home))

    assert list(found.views["xian"].member.home) == expected


def test_a_name_that_nothing_has_is_told_with_all_that_there_are(federation: Federate) -> None:
    found = federation(record(home=["lead", "头条", "最新"]) | levels(home=["banner"]))
    told = [finding for finding in found.findings if finding.code == "home-block"]

    assert [(f.path, f.message) for f in told] == [
        ("sites/cluster.yaml", "首页没有“banner”这一块，没有显示"),
        ("sites/county/xian.yaml", "首页没有“头条”这一块，没有显示"),
        ("sites/county/xian.yaml", "首页的“最新”写了两次，只在前一处显示"),
    ]
    assert all(f"{name}（{title}）" in told[0].hint for name, title in titles(KINDS).items())


def test_names_of_blocks_are_told_apart_from_columns_and_from_each_other() -> None:
    found = titles(KINDS)

    assert len(set(found.values())) == len(found)
    assert {*HOMES[Level.PROVINCE], *HOMES[Level.COUNTY], *HOMES[Level.TOWNSHIP]} >= {"suggestions", "legislation"}
    assert "suggestions" in found and "legislation" not in found  # a column


def test_a_column_with_few_pieces_is_a_line_in_one_table(federation: Federate) -> None:
    files = {**news(9), **news(2, "meetings"), **news(1, "decisions"), f"{XIAN}/news/good.md": article("好稿件")}
    pages = pages_of(federation(files))
    page = home(pages)
    shelves = [block for block in page.blocks if isinstance(block, ShelvesBlock)]
    lists = [block.name for block in page.blocks if isinstance(block, EntriesBlock)]

    assert {shelf.title: shelf.latest.title for shelf in shelves[0].shelves} == {
        "会议": "meetings 第2篇",
        "决议决定": "decisions 第1篇",
    }
    assert lists == ["lead", "news"]


def test_two_columns_are_sections_and_all_others_lines(federation: Federate) -> None:
    keys = ("news", "notices", "meetings", "supervision", "decisions", "appointments", "deputies")
    files = {path: text for key in keys for path, text in news(3, key).items()}
    pages = pages_of(federation(files | record(home=["columns", "more"]) | levels(columns=list(keys))))

    assert names(pages) == [*keys[:2], "more"]
    titles_shown = [shelf.title for shelf in block_of(pages, "more").shelves]
    assert titles_shown == ["会议", "监督工作", "决议决定", "人事任免", "代表工作"]


def test_what_a_composition_leaves_out_is_left_out_and_what_it_has_alone_is_whole(federation: Federate) -> None:
    files = {**news(4), **news(1, "meetings")}
    only = pages_of(federation(files | record(home=["columns"])))
    table = pages_of(federation(files | record(home=["more"])))

    assert names(only) == ["news", "meetings"]  # no table to be a line of
    assert [shelf.title for shelf in block_of(table, "more").shelves] == ["要闻动态", "会议"]


def test_the_lead_is_the_newest_with_a_picture_and_four_more(demo: Federation, federation: Federate) -> None:
    first, *rest = block_of(pages_of(demo, "yunze"), "lead").entries
    plain = block_of(pages_of(federation(news(8))), "lead").entries

    assert first.image and len(rest) == 4
    assert [entry.date_iso for entry in rest] == sorted((entry.date_iso for entry in rest), reverse=True)
    assert [entry.title[-3:] for entry in plain] == ["第8篇", "第7篇", "第6篇", "第5篇", "第4篇"]


PICTURE = "image: {file: hall.svg, alt: 会场}\n"
HALL = '<svg xmlns="http://www.w3.org/2000/svg" width="16" height="10" viewBox="0 0 16 10"><path d="M0 5h16"/></svg>'


@pytest.mark.parametrize(
    ("day", "leads"),
    [
        ("2026-10-04 10:00", True),  # the last of the five newest
        ("2026-10-03 10:00", False),  # five others are newer: a picture makes it no news
    ],
)
def test_an_old_piece_does_not_lead_for_its_picture(day: str, leads: bool, federation: Federate) -> None:
    files = {**news(8), f"{XIAN}/news/seen.md": article("有图的", date=day, extra=PICTURE), f"{XIAN}/news/hall.svg": HALL}
    lead = block_of(pages_of(federation(files | record(home=["lead"]))), "lead").entries

    assert (lead[0].title == "有图的") is leads
    assert lead[0].title == ("有图的" if leads else "news 第8篇")


def shown_by(block: Any) -> list[str]:
    """The addresses of the pieces that a block shows."""
    if isinstance(block, CallsBlock):
        return [call.entry.url for call in block.calls]
    shelves = [shelf.latest.url for shelf in getattr(block, "shelves", ())]
    return shelves + [entry.url for entry in getattr(block, "entries", ())]


@pytest.mark.parametrize("site", ["yunze", "yannan", "qinglan", "liuxi"])
def test_a_piece_stands_once_on_a_page(site: str, demo: Federation) -> None:
    found = [url for block in home(pages_of(demo, site)).blocks for url in shown_by(block)]

    assert len(found) > 5
    assert len(set(found)) == len(found)


def test_what_stands_above_is_not_led_with_again_and_a_column_goes_on_after_it(federation: Federate) -> None:
    pages = pages_of(federation(news(9) | news(2, "notices") | record(home=["notices", "lead", "columns"])))
    notices, lead, column = home(pages).blocks

    assert [url.rpartition("/")[2] for url in shown_by(notices)] == ["notices-2.html", "notices-1.html"]
    assert [url.rpartition("/")[2] for url in shown_by(lead)] == [f"news-{day}.html" for day in (9, 8, 7, 6, 5)]
    assert [url.rpartition("/")[2] for url in shown_by(column)] == [f"news-{day}.html" for day in (4, 3, 2)]


def test_what_is_open_is_a_timetable_with_the_ways_to_answer(federation: Federate) -> None:
    found = block_of(pages_of(federation(OPEN)), "open")

    assert isinstance(found, CallsBlock)
    assert [(c.entry.title, c.day_text, c.time_text, c.place) for c in found.calls] == [
        ("供水征求意见", "12月31日", "星期四 24:00 截止", "示例县")
    ]
    assert found.calls[0].ways == ("电子邮件", "电话")
    assert home(pages_of(federation(OPEN))).scripts == ("turns",)


def test_nothing_open_is_no_block_and_the_task_says_so(demo: Federation) -> None:
    above = pages_of(demo, "baitan")
    pages = replace(above, view=replace(above.view, gathered=dict.fromkeys(above.view.gathered, ())))

    assert ("open" in names(above), "open" in names(pages)) == (True, False)
    apart = composed(above, "tasks", "lead", "open")
    notes = [next(task for task in block_of(each, "tasks").tasks if task.name == "open").note for each in (apart, pages)]
    assert notes == ["云泽省 2 件，看材料、提意见", "现在没有正在征求意见的事项。"]


@pytest.mark.parametrize("site", ["moxi", "boyuan", "liuxi", "songyu", "shuochuan"])
def test_every_site_of_the_demo_names_what_is_open(site: str, demo: Federation) -> None:
    (block,) = (block for block in home(pages_of(demo, site)).blocks if block.name == "open")

    assert isinstance(block, CallsBlock)
    assert all(call.place and call.entry.url for call in block.calls)


def test_the_next_reception_has_its_station_place_and_telephone(demo: Federation) -> None:
    pages = pages_of(demo, "qinglan")
    block = block_of(pages, "reception")
    stations = {station.name: station for station in pages.view.roster.stations}

    assert isinstance(block, ReceptionBlock)
    days = [day.date_iso for day in block.days]
    assert days == sorted(days) and days[0] >= NOW.date().isoformat()
    assert days[0] == min(day.isoformat() for each in stations.values() for day, _ in coming(each.reception_days, NOW.date(), 1))
    for day in block.days:
        station = stations[day.station]
        assert (day.address, day.phone, day.phone_url) == (station.address, station.phone, f"tel:{station.phone}")


def test_deputies_stand_by_place_and_a_long_roster_says_how_many(demo: Federation) -> None:
    pages = pages_of(demo, "qinglan")
    roster = pages.view.roster
    block = block_of(pages, "people")
    people = tuple(replace(roster.deputies[0], key=f"person:{n:010}") for n in range(779))
    team = replace(roster.delegations[0], deputies=tuple(person.key for person in people))
    large = replace(pages.view, roster=replace(roster, deputies=people, delegations=(team,)))
    counted = block_of(Pages(large, "theme/x", 20, KINDS), "people")

    assert isinstance(block, NamesBlock)
    assert 0 < sum(len(group.links) for group in block.groups) <= MOST_NAMES
    assert [(group.note, group.links) for group in counted.groups] == [("779 位", ())]
    assert counted.more.title == "全部 779 位代表"


def test_the_presidium_has_its_chair_first_with_a_telephone(demo: Federation) -> None:
    groups = block_of(pages_of(demo, "liuxi"), "presidium").groups

    assert [group.title for group in groups] == ["主席", "副主席", "成员"]
    chair = next(d for d in demo.people.roster("liuxi").deputies if d.name == groups[0].links[0].title)
    assert groups[0].call == Link(chair.contacts[0].phone, f"tel:{chair.contacts[0].phone}")
    assert [group.call for group in groups if len(group.links) > 1] == [None] * sum(len(group.links) > 1 for group in groups)
    assert [group.note for group in groups] == ["", "", ""]


def test_the_house_is_told_by_who_elected_it(demo: Federation) -> None:
    block = block_of(pages_of(demo, "yunze"), "seats")

    counts = {count.label: int(count.value) for count in block.counts}
    assert block.chart.heads[0] == "选举单位"
    assert (block.chart.held, block.chart.vacant) == (counts["现实有代表"], counts["缺额"])


def test_sites_below_stand_by_level_and_many_are_not_all_named(demo: Federation) -> None:
    pages = pages_of(demo, "yunze")
    block = block_of(pages, "sites")
    town = next(site for site in pages.view.below if site.level is Level.TOWNSHIP)
    more = replace(pages.view, below=(*pages.view.below, *(replace(town, id=f"t{n}") for n in range(MANY_SITES))))

    assert [group.title for group in block.groups] == ["市级", "县级", "乡级"]
    assert sum(len(group.links) for group in block.groups) == len(pages.view.below) == len(demo.views) - 1
    assert [group.title for group in block_of(Pages(more, "theme/x", 20, KINDS), "sites").groups] == ["市级", "县级"]


def test_a_site_without_anything_says_so(federation: Federate) -> None:
    pages = pages_of(federation({}))
    empty = Pages(replace(pages.view, documents=(), guests=()), "theme/x", 20, KINDS)

    assert home(empty).is_bare
    assert not home(pages).is_bare


def hub(pages: Pages, key: str) -> HubPage | None:
    """A hub's newest page."""
    found = dict(columns(pages)).get(f"{key}/index.html")
    return found if isinstance(found, HubPage) else None


def test_a_hub_has_what_there_is_to_turn_to_before_its_pieces(demo: Federation) -> None:
    page = hub(pages_of(demo, "yunze"), "interact")

    assert page and page.count == 1
    assert [block.name for block in page.blocks] == ["open", "lookup", "suggestions", "contacts"]
    assert page.scripts == ("turns",)


def test_no_two_links_of_a_group_sound_alike(demo: Federation) -> None:
    found = {each.title: [link.title for link in each.links] for each in pages_of(demo, "yunze").site.groups}

    assert found["参与"][:1] == ["正在征求意见"]
    assert "全部征求意见" in found["参与"]
    assert "互动" in found["参与"]
    for group in found.values():
        assert [one for one in group for other in group if one != other and one.endswith(other)] == []


def test_a_hub_that_is_empty_has_a_page_and_a_place_in_the_navigation(build: Build) -> None:
    footer = {"host_org": "示例县人大常委会", "contact": "示例路 1 号，0970-5550100", "petition_url": "page/petition"}
    files = {
        **record(footer=footer),
        **levels(columns=["news", "interact", "proposals"]),
        f"{XIAN}/pages/petition.md": article("信访", "渠道。"),
    }
    root, report = build(files)
    public = root / "build/public/xian"
    text = (public / "interact/index.html").read_text(encoding="utf-8")

    assert 'href="/xian/interact/"' in (public / "index.html").read_text(encoding="utf-8")
    assert "示例路 1 号" in text and 'href="tel:0970-5550100"' in text and "/xian/page/petition.html" in text
    assert "<loc>https://rd.test.example/xian/interact/</loc>" in (public / "sitemap.xml").read_text(encoding="utf-8")
    empty = [f.message for f in report.findings if f.code == "column-empty" and f.site == "xian"]
    assert not any("互动" in message for message in empty)


def test_a_hub_is_not_there_where_there_is_nothing_or_a_page_of_its_name(build: Build) -> None:
    root, report = build({**record(), **levels(columns=["news", "interact"])})

    assert not (root / "build/public/xian/interact").exists()
    assert any("互动" in f.message for f in report.findings if f.code == "column-empty" and f.site == "xian")
    footer = {"contact": "示例路 1 号"}
    root, _ = build(
        {**record(footer=footer), **levels(columns=["news", "interact"]), f"{XIAN}/pages/interact.md": article("互动", "说明。")}
    )
    assert not (root / "build/public/xian/interact").exists()


def test_hubs_are_columns_that_sites_have_and_name_blocks_that_there_are() -> None:
    known = titles(KINDS).keys() | {"suggestions"}

    assert all(set(blocks) <= known for blocks in HUBS.values())


def test_every_block_has_a_heading_of_its_own(demo: Federation) -> None:
    for site in demo.views:
        blocks = home(pages_of(demo, site)).blocks
        ids = [block.name for block in blocks]
        assert len(set(ids)) == len(ids)
        assert all(block.title for block in blocks)


def test_a_home_page_is_small_and_says_no_countdown(build: Build) -> None:
    root, _ = build(OPEN | news(30))
    text = (root / "build/public/xian/index.html").read_text(encoding="utf-8")
    told = re.sub(r"<script[^>]*>", "", text)  # what the script says when it counts stands at its tag, the same on every day

    assert not re.search(r"还有 ?\d|今天|明天", told)
    assert "12月31日" in text
