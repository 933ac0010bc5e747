"""A clock that walks through every boundary: page, findings, /open/ here and above, files for machines, and what is due agree."""

import csv
import io
import json
import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from clusters import FAULTS, UPKEEP, public_tree, run, write_cluster
from wangqun.cli import main as program
from wangqun.domain.moment import SHANGHAI
from wangqun.pipeline import federate
from wangqun.stages.load import Neighbours, load
from wangqun.stages.plan import inputs_of
from wangqun.stages.resolve import resolve

from .calls import XIAN, call

pytestmark = pytest.mark.usefixtures("in_one_process")

FILE = f"{XIAN}consultations/road.md"
NOTE = "adoption_note: {date: 2027-02-01, text: 已研究采纳。, groups: [{summary: 路窄, count: 2, verdict: 采纳}]}\n"
ROAD = call("村道征求意见", "2026-10-20 09:00", "2026-10-31")
MINUTE = timedelta(minutes=1)


def at(text: str) -> datetime:
    """A moment in Beijing."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


WALK = {  # now -> state, what is found, whether /open/ names it, what is due next
    "2026-10-20 08:59": ("未开始", {"item-ending"}, "未开始", "2026-10-20 09:00"),
    "2026-10-20 09:00": ("进行中", set(), "进行中", "2026-11-01 00:00"),
    "2026-10-31 00:00": ("进行中", {"item-ending"}, "进行中", "2026-11-01 00:00"),
    "2026-10-31 23:59": ("进行中", {"item-ending"}, "进行中", "2026-11-01 00:00"),
    "2026-11-01 00:00": ("已截止", {"consult-result-due"}, "", "2026-12-31 00:00"),
    "2026-12-30 23:59": ("已截止", {"consult-result-due"}, "", "2026-12-31 00:00"),
    "2026-12-31 00:00": ("已截止", {"consult-result-overdue"}, "", None),
}


class Shown:
    """What a cluster with one consultation of a county shows as of a moment."""

    def __init__(self, root: Path, now: str, text: str = ROAD) -> None:
        self.report = run(write_cluster(root, {FILE: text}), at(now))
        self.root = root

    def text(self, path: str, site: str = "xian") -> str:
        return (self.root / "build/public" / site / path).read_text(encoding="utf-8")

    @property
    def state(self) -> str:
        return re.findall(r'data-state="(.*?)">\1<', self.text("consultation/road.html"))[0]

    @property
    def found(self) -> set[str]:
        return {finding.code for finding in self.report.findings} - UPKEEP

    def listed(self, site: str) -> str:
        """Under which state the overview across sites names it; "" where it does not."""
        text = self.text("open/index.html", site)
        for group, inside in re.findall(r'data-group="(.*?)".*?<ol class="timetable">(.*?)</ol>', text, re.DOTALL):
            if "村道征求意见" in inside:
                return str(group)
        return ""

    def rows(self, site: str) -> list[str]:
        table = list(csv.DictReader(io.StringIO(self.text("open/open.csv", site).removeprefix("\ufeff"))))
        items = json.loads(self.text("open/open.json", site))["items"]
        assert [row["id"] for row in table] == [item["id"] for item in items]
        return [item["state"] for item in items]

    @property
    def due(self) -> str | None:
        return json.loads(self.text("manifest.json"))["next_build_due"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("now", WALK)
def test_everything_agrees_at_every_boundary(now: str, tmp_path: Path) -> None:
    state, found, listed, due = WALK[now]
    shown = Shown(tmp_path, now)

    assert (shown.state, shown.found) == (state, found)
    for site in ("xian", "shi", "sheng"):
        assert shown.listed(site) == listed
        assert not listed or "10月31日 24:00" in shown.text("open/atom.xml", site)
        assert shown.rows(site) == ([state] if listed else [])
        days = Calendar.from_ical(shown.text("open/days.ics", site)).walk("VEVENT")
        assert len(days) == (3 if listed else 0)
        assert ("村道征求意见" in shown.text("open/atom.xml", site)) == bool(listed)
        assert ("村道征求意见" in shown.text("index.html", site).partition("正在征求意见</a></h2>")[2]) == (state == "进行中")
    assert shown.due == (at(due).isoformat() if due else None)
    assert ("还没有公布" in shown.text("consultation/road.html")) == ("consult-result-overdue" in found)
    days = Calendar.from_ical(shown.text("consultation/days.ics")).walk("VEVENT")
    assert {str(day["summary"]).partition("：")[0]: day["dtstart"].dt for day in days} == {
        "开始征求意见": at("2026-10-20 09:00"),
        "征求意见截止": date(2026, 10, 31),
        "采纳情况应公布": date(2026, 12, 30),
    }
    [row] = csv.DictReader(io.StringIO(shown.text("data/consultations.csv").removeprefix("\ufeff")))
    assert (row["state"], row["open_on"], row["close_on"]) == (state, "2026-10-20 09:00", "2026-10-31 24:00")
    assert (row["opens_at"], row["closes_at"]) == (at("2026-10-20 09:00").isoformat(), at("2026-11-01 00:00").isoformat())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2026-10-20 09:00", "2026-10-31 23:59"),
        ("2026-11-01 00:00", "2026-12-30 23:59"),
    ],
)
def test_between_two_turns_every_byte_stays(one: str, other: str, tmp_path: Path) -> None:
    first, second = (Shown(tmp_path / name, now) for name, now in (("a", one), ("b", other)))

    assert public_tree(first.root) == public_tree(second.root)


@pytest.mark.parametrize("now", [now for now in WALK if now.endswith((":59", "00:00"))])
def test_no_page_says_how_many_days_remain(now: str, tmp_path: Path) -> None:
    shown = Shown(tmp_path, now)

    pages = {name: text.decode() for name, text in public_tree(shown.root).items() if name.endswith((".html", ".xml"))}
    assert [
        name for name, text in pages.items() if re.search("还有 [^{]", text)
    ] == []  # with a place for the number it is a word of the script


def test_a_closing_minute_is_its_minute(tmp_path: Path) -> None:
    text = call("到点截止", "2026-10-20 09:00", "2026-10-31 18:00")
    before, after = (Shown(tmp_path / name, f"2026-10-31 {time}", text) for name, time in (("a", "17:59"), ("b", "18:00")))

    assert (before.state, after.state) == ("进行中", "已截止")
    assert before.due == at("2026-10-31 18:00").isoformat()


def test_a_result_is_nowhere_before_its_day_and_everywhere_from_then_on(tmp_path: Path) -> None:
    text = call("村道征求意见", "2026-10-20 09:00", "2026-12-05", NOTE)
    early, due = (Shown(tmp_path / name, now, text) for name, now in (("a", "2027-01-31 23:59"), ("b", "2027-02-01 00:00")))

    assert [path for path, content in public_tree(early.root).items() if "已研究采纳".encode() in content] == []
    assert early.due == at("2027-02-01 00:00").isoformat()
    assert (early.state, due.state) == ("已截止", "结果已公布")
    assert "已研究采纳" in due.text("consultation/road.html") and "路窄" in due.text("data/adoptions.csv")
    assert "路窄" in due.text("data/adoptions.json") and "已研究采纳" in due.text("manifest.json")
    assert due.found == set()


def test_an_edit_in_a_county_builds_it_and_those_above_and_nothing_else(tmp_path: Path) -> None:
    now = at("2026-10-25 10:00")
    other = "sites/county/other.yaml"
    files = {
        other: "name: 另一县人民代表大会\nshort_name: 另一县人大\nparent: shi\ndivision_code: '970199'\nfooter: {}\n",
        "content/county/other/news/a.md": call("稿", "2026-01-01", "2026-01-02").replace("purpose: other\n", ""),
        FILE: ROAD,
    }
    root = write_cluster(tmp_path, files)
    run(root, now)
    before = {site: inputs_of(view) for site, view in federate(root, now).views.items()}
    (root / FILE).write_text(ROAD.replace("征求意见的公告。", "征求意见的公告，改了一句。"), encoding="utf-8")
    after = {site: inputs_of(view) for site, view in federate(root, now).views.items()}
    told = CliRunner().invoke(program, ["-C", str(root), "plan", "--json", "--today", "2026-10-25 10:00"], catch_exceptions=False)
    report = run(root, now)

    jobs = {job["site"]: job["why"] for job in json.loads(told.output)["jobs"]}
    assert jobs.keys() == {"xian", "shi", "sheng"}
    assert jobs["shi"] == jobs["sheng"] == ["gathered xian:consultation/road changed"]
    assert jobs["xian"] == ["consultation/road changed"]
    assert {site for site in before if before[site] != after[site]} == {"xian", "shi", "sheng"}
    assert set(report.changed) <= {"xian", "shi", "sheng"} and "other" not in report.changed
    changed = {name for site in ("shi", "sheng") for name in after[site] if after[site][name] != before[site].get(name)}
    assert changed == {"gathered xian:consultation/road"}  # and `wangqun plan` says so in these words


def test_an_edit_of_one_that_has_closed_stays_in_its_county(tmp_path: Path) -> None:
    now = at("2026-11-10 10:00")
    root = write_cluster(tmp_path, {FILE: ROAD})
    before = {site: inputs_of(view) for site, view in federate(root, now).views.items()}
    (root / FILE).write_text(ROAD.replace("征求意见的公告。", "改了一句。"), encoding="utf-8")
    after = {site: inputs_of(view) for site, view in federate(root, now).views.items()}

    assert {site for site in before if before[site] != after[site]} == {"xian"}


def test_a_build_at_each_turn_is_a_build_from_nothing(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    for number, now in enumerate(["2026-10-20 08:59", "2026-10-20 09:00", "2026-10-31 23:59", "2026-11-01 00:00"]):
        step, clean = Shown(kept, now), Shown(tmp_path / str(number), now)

        assert public_tree(step.root) == public_tree(clean.root), now


def test_a_site_that_has_none_below_has_no_such_page_and_reads_as_before(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, at("2026-10-25 10:00"))

    assert not list((root / "build/public").glob("*/open"))
    home = (root / "build/public/sheng/index.html").read_text(encoding="utf-8")
    assert "/open/" not in home
    assert "征求意见" not in home[home.index("<main") : home.index("</main>")]
    assert all(not view.gathered for view in federate(root, at("2026-10-25 10:00")).views.values())


def test_a_withdrawn_or_hidden_one_is_named_nowhere_above(tmp_path: Path) -> None:
    more = {
        "gone": "withdrawn: {reason: 有误, time: 2026-10-21 09:00}\n",
        "hidden": "status: hidden\n",
        "draft": "status: draft\n",
        "shown": "",
    }
    files = {f"{XIAN}consultations/{name}.md": call(name, "2026-10-20", "2026-10-31", line) for name, line in more.items()}
    views = federate(write_cluster(tmp_path, files), at("2026-10-25 10:00")).views

    named = {guest.document.id.slug for view in views.values() for guests in view.gathered.values() for guest in guests}
    assert named == {"shown"}


def test_what_flows_up_too_is_named_once_and_leads_home(tmp_path: Path) -> None:
    files = {
        FILE: call("村道征求意见", "2026-10-20 09:00", "2026-10-31", "share: {up: true}\n"),
        "content/city/shi/accepted.yaml": "accepted:\n  - {id: 'xian:consultation/road', by: 某某, on: 2026-10-20}\n",
    }
    root = write_cluster(tmp_path, files)
    run(root, at("2026-10-25 10:00"))
    items = json.loads((root / "build/public/shi/open/open.json").read_text(encoding="utf-8"))["items"]

    assert [item["url"] for item in items] == ["https://rd.test.example/xian/consultation/road.html"]
    assert "村道征求意见" in (root / "build/public/shi/consultation/index.html").read_text(encoding="utf-8")


def test_one_site_alone_gathers_from_the_manifests_of_others(tmp_path: Path) -> None:
    now = at("2026-10-25 10:00")
    root = write_cluster(tmp_path, {FILE: ROAD})
    run(root, now)
    whole = federate(root, now).views["sheng"]
    alone = resolve(load(root, neighbours=Neighbours("sheng", root / "build" / "manifests")), now).views["sheng"]

    assert [(g.document.title, g.url, g.document.phase) for g in alone.gathered["consultation"]] == [
        (g.document.title, g.url, g.document.phase) for g in whole.gathered["consultation"]
    ]


def test_a_province_with_its_own_periods_says_them_on_the_page(tmp_path: Path) -> None:
    cluster = (FAULTS / "_base/sites/cluster.yaml").read_text(encoding="utf-8")
    periods = "periods: {consultation: {result: {days: 10, law: 某省条例第三十三条}}}\n"
    root = write_cluster(tmp_path, {FILE: ROAD, "sites/cluster.yaml": cluster + periods})
    report = run(root, at("2026-11-11 00:00"))
    [finding] = [f for f in report.findings if f.code == "consult-result-overdue"]

    assert "结束 10 天未公布采纳情况（某省条例第三十三条）" in finding.message
    page = (root / "build/public/xian/consultation/road.html").read_text(encoding="utf-8")
    assert "采纳情况应在2026年11月10日前公布，现在还没有公布" in page
    overview = root / "build/public/xian/consultation/index.html"
    assert 'data-state="结果未见公开"' in overview.read_text(encoding="utf-8")
    run(root, at("2026-11-10 23:59"))
    assert "结果未见公开" not in overview.read_text(encoding="utf-8")
