"""An invented kind, made of one module, two templates and one registry line, is seen wherever a kind is asked."""

import csv
import io
import json
import pickle
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator

from clusters import NOW, REPO, UPKEEP, article, copy_demo, public_tree, write_cluster
from docs import kinds as kinds_reference
from docs.records import headers_page
from docs.test_search_files import Reader
from engine import by_whoosh
from wangqun.authoring import schema
from wangqun.authoring.scaffold import new_document
from wangqun.domain.federation import Federation
from wangqun.domain.ids import DocumentId
from wangqun.domain.moment import SHANGHAI
from wangqun.options import Options
from wangqun.pages.addresses import addresses, engines, reserved
from wangqun.pages.document import in_script
from wangqun.pages.opendata import DICTIONARY, SUMS, datasets
from wangqun.pages.outputs import outputs
from wangqun.pages.site import Pages
from wangqun.pipeline import federate, run
from wangqun.records import KINDS as SHIPPED
from wangqun.records import registry
from wangqun.records.kind import Kind, Kinds
from wangqun.stages.publish import Report

from .notice_period import NOTICE_PERIOD, STATES, NoticePeriod

pytestmark = pytest.mark.usefixtures("in_one_process")

KINDS = registry(*SHIPPED.values(), NOTICE_PERIOD)
THEME = Path(__file__).parent / "theme"
XIAN = "content/county/xian"
OPENS, CLOSES = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI), datetime(2026, 11, 30, 18, tzinfo=SHANGHAI)


def period(
    title: str, opens: datetime = OPENS, closes: datetime = CLOSES, date: str = "2026-11-19 09:00", extra: str = ""
) -> str:
    """A notice that no check complains of."""
    own = f"opens: {opens:%Y-%m-%d %H:%M}\ncloses: {closes:%Y-%m-%d %H:%M}\n{extra}"
    return article(title, "名单见附件。", date, own)


FILES: dict[str, str] = {
    f"{XIAN}/news/list.md": article("拟任人员名单"),
    f"{XIAN}/periods/now.md": period(
        "任前公示", extra="about: xian:article/list\nphone: 0970-5550188\nobjections: 2\nshare: {up: true}\n"
    ),
    "content/city/shi/accepted.yaml": "accepted:\n  - {id: 'xian:notice_period/now', by: 某某, on: 2026-11-20}\n",
    f"{XIAN}/periods/later.md": period("候选人公示", opens=CLOSES, closes=CLOSES + timedelta(7)),
    f"{XIAN}/periods/past.md": period("旧公示", OPENS - timedelta(400), CLOSES - timedelta(400), "2025-10-01 09:00"),
}


@dataclass(frozen=True)
class Built:
    """A cluster with the invented kind, and what its last run had to say."""

    root: Path
    report: Report

    def text(self, path: str, site: str = "xian") -> str:
        """A public file."""
        return (self.root / "build/public" / site / path).read_text(encoding="utf-8")


def make(root: Path, files: Mapping[str, str], now: datetime = NOW, kinds: Kinds = KINDS) -> Built:
    """The base cluster with `files`, in a theme that is renda with two more templates."""
    theme = root / "themes/notices"
    if not theme.exists():
        shutil.copytree(REPO / "themes/renda", theme)
        shutil.copytree(THEME, theme / "templates", dirs_exist_ok=True)
    write_cluster(root, {"pelicanconf.py": 'THEME = "notices"\n', **files})
    return Built(root, run(root, now, options=Options(kinds=kinds)))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The cluster as of NOW; read it only."""
    return make(tmp_path_factory.mktemp("kinds"), FILES)


@pytest.fixture(scope="module")
def federation(built: Built) -> Federation:
    """What was decided before it was written."""
    return federate(built.root, NOW, KINDS)


def test_nothing_is_found_wrong(built: Built) -> None:
    assert [str(f) for f in built.report.findings if f.code not in UPKEEP] == []


def test_every_kind_answers_every_question() -> None:
    for kind in KINDS.values():
        for asked in fields(Kind):
            answer = getattr(kind, asked.name)
            assert answer is not None or "没有时为空" in asked.metadata["help"], f"{kind.name}.{asked.name}"
    assert pickle.loads(pickle.dumps(KINDS)).keys() == KINDS.keys()  # as workers get it


def test_its_page_says_its_state_and_has_its_tags_and_json_ld(built: Built) -> None:
    text = built.text("notice_period/now.html")
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)[0])

    assert "公示进行中，截止 2026-11-30 18:00" in text
    assert '<meta name="PeriodEnd" content="2026-11-30 18:00">' in text
    assert (data["@type"], data["name"], data["endDate"]) == ("PublicationEvent", "任前公示", "2026-11-30T18:00:00+08:00")
    assert "PublicationEvent" not in built.text("article/list.html")


def test_json_in_a_page_ends_no_script() -> None:
    value = {"name": "</script><!--<script>&"}
    text = in_script(value)

    assert not set("<>&") & set(text)
    assert value == json.loads(text)


def test_lists_home_navigation_and_feed_name_it(built: Built) -> None:
    home = built.text("index.html")
    listed = built.text("periods/index.html")

    assert "正在公示" in home and "公示一览" in home
    assert all(title in listed for title in ("任前公示", "候选人公示", "旧公示"))
    assert "进行中" in listed and "未开始" in listed and "已截止" in listed
    assert "任前公示" in built.text("feeds/all.atom.xml")
    assert "任前公示" in built.text("feeds/cluster.atom.xml", "sheng")
    assert "任前公示" in built.text("search/a-z.html")


def test_its_overview_has_counts_filters_groups_and_charts_with_tables(built: Built) -> None:
    text = built.text("notice_period/index.html")
    filtered = built.text("notice_period/state/open.html")
    titles = re.findall(r'<li><a href="/xian/notice_period/\w+\.html">(.*?)</a>', text)

    assert titles == ["任前公示", "候选人公示", "旧公示"]  # in the order of the kind
    assert "公示至 2026-11-30 18:00" in text  # facts of a line
    assert "<li>共 3</li><li>未开始 1</li><li>进行中 1</li><li>已截止 1</li>" in text
    assert '<a href="/xian/notice_period/state/open.html">进行中 1</a>' in text
    assert "<h2>2026 年</h2>" in text and "<h2>2025 年</h2>" in text
    assert '<tr><td>2026</td><td data-share="100">2</td></tr>' in text and '<td data-share="50">1</td>' in text
    assert 'aria-current="page">进行中 1' in filtered
    assert '"@type":"CollectionPage"' in text and '"@type":"CollectionPage"' in filtered
    assert "任前公示" in filtered and "旧公示" not in filtered


def test_the_sitemap_names_its_pages(built: Built) -> None:
    text = built.text("sitemap.xml")
    for path in ("notice_period/now.html", "notice_period/</loc>", "notice_period/state/closed.html", "data/</loc>"):
        assert f"/xian/{path}" in text


def test_open_data_has_its_table_with_dictionary_schema_and_sums(built: Built) -> None:
    rows = list(csv.DictReader(io.StringIO(built.text("data/notice_periods.csv").removeprefix("\ufeff"))))
    shape = json.loads(built.text("data/schema/notice_periods.json"))
    dictionary = json.loads(built.text("data/dictionary.json"))
    [columns] = [file["fields"] for file in dictionary["files"] if file["path"] == "notice_periods.csv"]
    sums = dict(reversed(line.split("  ")) for line in built.text("data/SHA256SUMS").splitlines())

    assert [(row["title"], row["state"], row["objections"]) for row in rows] == [
        ("任前公示", "进行中", "2"),
        ("候选人公示", "未开始", ""),
        ("旧公示", "已截止", ""),
    ]
    assert rows[0]["url"] == "https://rd.test.example/xian/notice_period/now.html"
    assert [*rows[0]] == [column["name"] for column in columns] == [*shape["properties"]]
    for row in rows:
        typed = row | {"objections": int(row["objections"]) if row["objections"] else None}
        assert list(Draft202012Validator(shape).iter_errors(typed)) == []
    assert sums.keys() == {"notice_periods.csv", "schema/notice_periods.json", "dictionary.json"}
    for name, digest in sums.items():
        assert sha256((built.root / "build/public/xian/data" / name).read_bytes()).hexdigest() == digest
    assert "公示 3 行。" in built.text("data/index.html")
    assert 'href="/xian/data/"' in built.text("index.html")
    assert not (built.root / "build/public/sheng/data/index.html").exists()  # a site without any table has no such page
    pooled = built.text("data/cluster/notice_periods.csv", "sheng").removeprefix("\ufeff")
    assert [row["site"] for row in csv.DictReader(io.StringIO(pooled, newline=""))] == ["xian"] * 3


def test_a_site_with_a_roster_opens_both_in_one_place(tmp_path: Path) -> None:
    files = {"content/county/qinglan/periods/now.md": period("任前公示")}
    found = federate(write_cluster(copy_demo(tmp_path), files, base=False), NOW, KINDS)
    view = replace(found.views["qinglan"], roster=found.people.roster("qinglan"))
    pages = Pages(view, "theme/x", 20, KINDS)
    alone = Pages(view, "theme/x", 20, SHIPPED | {NOTICE_PERIOD.name: replace(NOTICE_PERIOD, table=None)})
    both, people = (datasets(view, each.opened) for each in (pages, alone))
    dictionary, before = (json.loads(each[DICTIONARY].text) for each in (both, people))
    own = {"data/notice_periods.csv", "data/schema/notice_periods.json"}

    assert both.keys() - people.keys() == own
    assert all(both[name] == people[name] for name in people.keys() - {DICTIONARY, SUMS})
    assert {f"data/{line.split('  ')[1]}" for line in both[SUMS].text.splitlines()} == both.keys() - {SUMS}
    assert (before["title"], dictionary["title"]) == (
        "青岚县人大代表、征求意见、监督事项、建议、事项公开数据",
        "青岚县人大代表、征求意见、监督事项、建议、事项、公示公开数据",
    )
    assert [key for key in before if key not in {"title", "citation", "files", "as_of"} and before[key] != dictionary[key]] == []


def test_its_days_are_a_calendar(built: Built) -> None:
    calendar = Calendar.from_ical(built.text("notice_period/days.ics"))
    found = {str(event["summary"]): event["dtstart"].dt for event in calendar.walk("VEVENT")}

    assert found["公示截止：任前公示"] == CLOSES
    assert len(found) == 3
    assert len({str(event["uid"]) for event in calendar.walk("VEVENT")}) == 3
    assert not (built.root / "build/public/sheng/notice_period").exists()


def test_the_search_finds_its_words_and_is_narrowed_by_its_state(built: Built) -> None:
    reader = Reader(built.root / "build/public/xian/search")
    about = json.loads(reader.file(reader.head["about"]))

    [kind] = [kind for kind in about["kinds"] if kind["id"] == "notice_period"]
    [facet] = kind["facets"]
    assert (kind["title"], facet["id"], facet["title"]) == ("公示", "state", "状态")
    assert {value["id"]: value["title"] for value in facet["values"]} == STATES
    [document] = reader.postings("=state:open")
    assert [*reader.postings("异议")] == [document]  # words beside the text
    assert "任前公示" in str(reader.fragment(document, 0))
    assert "异议电话 0970-5550188；公示的是 xian:article/list。书面异议也可以" in str(reader.fragment(document, 0))  # in one line
    assert by_whoosh(built.root, "异议电话", ("xian",)) == {"/xian/notice_period/now.html"}
    elsewhere = Reader(built.root / "build/public/shi/search")
    assert "notice_period" not in {kind["id"] for kind in json.loads(elsewhere.file(elsewhere.head["about"]))["kinds"]}


def test_the_manifest_holds_it_and_the_next_moment_at_which_it_turns(built: Built) -> None:
    manifest = json.loads(built.text("manifest.json"))
    [now] = [entry for entry in manifest["documents"] if entry["id"] == "xian:notice_period/now"]

    assert now["header"]["objections"] == 2
    assert manifest["next_build_due"] == CLOSES.isoformat()


def test_what_it_is_about_knows_of_it(federation: Federation) -> None:
    [mention] = federation.views["xian"].mentions[DocumentId("xian", "article", "list")]

    assert (mention.field, str(mention.document.id)) == ("about", "xian:notice_period/now")


def test_its_state_turns_with_time_everywhere(tmp_path: Path) -> None:
    make(tmp_path, FILES)
    later = make(tmp_path, {}, CLOSES)
    reader = Reader(tmp_path / "build/public/xian/search")

    told = {f.code for f in later.report.findings if f.code not in UPKEEP}
    assert told == {"item-ending"}  # the last of them ends within days; no part of an overview is missed
    assert "公示已截止" in later.text("notice_period/now.html")
    assert "任前公示,2026-11-19,2026-11-20 09:00,2026-11-30 18:00,已截止" in later.text("data/notice_periods.csv")
    assert "<li>共 3</li><li>进行中 1</li><li>已截止 2</li>" in later.text("notice_period/index.html")
    assert len(reader.postings("=state:closed")) == 2
    assert not (tmp_path / "build/public/xian/notice_period/state/coming.html").exists()
    assert json.loads(later.text("manifest.json"))["next_build_due"] == (CLOSES + timedelta(7)).isoformat()


def test_it_flows_up_and_a_recall_reaches_every_place(built: Built, tmp_path: Path) -> None:
    make(tmp_path, FILES)
    gone = "withdrawn: {reason: 名单有误, time: 2026-11-22 10:00}\nshare: {up: true}\n"
    recalled = make(tmp_path, {f"{XIAN}/periods/now.md": period("任前公示", extra=gone)})

    assert "任前公示" in built.text("lower/index.html", "shi")
    assert "任前公示" in built.text("notice_period/index.html", "shi")  # with what the site shows of others
    assert [path for path, content in public_tree(tmp_path).items() if "任前公示".encode() in content] == []
    assert "名单有误" in recalled.text("notice_period/now.html")


def test_a_kind_that_keeps_out_of_feeds_and_flows_does(tmp_path: Path) -> None:
    quiet = make(tmp_path, FILES, kinds=KINDS | {NOTICE_PERIOD.name: replace(NOTICE_PERIOD, in_feed=False, flows=False)})

    assert "拟任人员名单" in quiet.text("feeds/all.atom.xml")
    assert "任前公示" not in quiet.text("feeds/all.atom.xml")
    assert "拟任人员名单" in quiet.text("feeds/cluster.atom.xml", "sheng")
    assert "任前公示" not in quiet.text("feeds/cluster.atom.xml", "sheng")
    assert not (tmp_path / "build/public/shi/lower").exists()
    assert "任前公示" in quiet.text("periods/index.html")


def test_a_wrong_one_is_left_out_everywhere(tmp_path: Path) -> None:
    wrong = make(tmp_path, {f"{XIAN}/periods/wrong.md": period("倒置的公示", CLOSES, OPENS)})

    assert [f.code for f in wrong.report.findings if f.code not in UPKEEP] == ["period-order"]
    assert [path for path, content in public_tree(tmp_path).items() if "倒置的公示".encode() in content] == []
    assert not (tmp_path / "build/public/xian/data").exists()


def test_of_its_lists_a_faulty_item_is_left_out_alone(tmp_path: Path) -> None:
    people = "listed:\n  - {name: 闻正言}\n  - {name: 沈知远, born: 春天}\n  - {nam: 江望舒}\n"
    federation = federate(write_cluster(tmp_path, {f"{XIAN}/periods/now.md": period("任前公示", extra=people)}), NOW, KINDS)
    (item,) = (document.item for document in federation.views["xian"].documents if document.id.slug == "now")

    assert isinstance(item, NoticePeriod)
    assert [each.name for each in item.listed] == ["闻正言"]
    found = {(f.code, f.line) for f in federation.findings if f.path.endswith("now.md")}
    assert found == {("field-dropped", 9), ("field-dropped", 10), ("field-unknown", 10)}


def test_new_schema_and_reference_know_it(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    draft = new_document(root, "xian", "新的公示", "periods", "fresh", NOW, KINDS).read_text(encoding="utf-8")
    shape = json.loads(schema.as_text("notice_period", schema.forms(KINDS)))

    assert "opens: 请填写" in draft and "#about: 请填写" in draft
    assert shape["title"] == "公示"
    assert {"opens", "closes"} <= {*shape["required"]}
    assert "公示截止的时间" in headers_page(KINDS)
    assert "公示 `notice_period`" in kinds_reference.page(KINDS)


def test_new_lays_out_what_must_be_there_though_the_kind_has_no_sample(tmp_path: Path) -> None:
    root, kinds = write_cluster(tmp_path, {}), SHIPPED | {NOTICE_PERIOD.name: replace(NOTICE_PERIOD, sample={})}
    path = new_document(root, "xian", "新的公示", "periods", "fresh", NOW, kinds)
    found = [finding for finding in federate(root, NOW, kinds).findings if finding.path.endswith(path.name)]

    assert "opens: 请填写  # 公示开始的时间\n" in path.read_text(encoding="utf-8")
    assert [str(finding) for finding in found if finding.severity == "block"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "topic"},
        {"name": "search"},  # the engine's
        {"name": "gazette"},  # a column of provinces and cities
        {"name": "gazette/one"},
        {"name": "station"},  # where deputies have pages
        {"folder": "matters"},
        {"folder": "notices"},
        {"folder": "images"},
        {"folder": ""},
        {"title": ""},
    ],
)
def test_a_kind_that_takes_what_is_anothers_is_refused_at_once(wrong: dict[str, str]) -> None:
    assert registry(*SHIPPED.values(), NOTICE_PERIOD) == KINDS
    with pytest.raises(TypeError):
        registry(*SHIPPED.values(), replace(NOTICE_PERIOD, **wrong))  # type: ignore[arg-type]


@pytest.mark.parametrize("alias", ["/notice_period/", "/notice_period/days.ics/a.html", "/notice_period/state/open.html"])
def test_no_old_address_takes_the_place_of_its_overview(alias: str, tmp_path: Path) -> None:
    files = FILES | {f"{XIAN}/news/old.md": article("旧址", extra=f"aliases: [{alias}]\n")}
    found = federate(write_cluster(tmp_path, files), NOW, KINDS)

    assert [f.code for f in found.findings if f.code.startswith("alias")] == ["alias-taken"]


def test_other_old_addresses_beside_its_pages_stay(tmp_path: Path) -> None:
    files = FILES | {f"{XIAN}/news/old.md": article("旧址", extra="aliases: [/notice_period/2019.html]\n")}

    assert "notice_period/2019.html" in federate(write_cluster(tmp_path, files), NOW, KINDS).views["xian"].redirects


def test_addresses_name_every_file_before_it_is_made(federation: Federation, demo_federation: Federation) -> None:
    for found, kinds in ((federation, KINDS), (demo_federation, SHIPPED)):
        for site, view in found.views.items():
            whole = replace(view, roster=found.people.roster(site))
            bodies = {("", d.source): "" for d in view.documents}
            bodies |= {(g.document.site, g.document.source): "" for g in view.guests}
            made = {output.path for output in outputs(Pages(whole, "theme/x", 20, kinds), bodies, "", 20)}
            columns = {column.key for column in view.columns}
            told = {*addresses(view, kinds), *view.redirects}
            rest = {path for path in made - told if path.partition("/")[0] not in engines(kinds) | columns}

            assert rest == set()
            assert not columns & reserved(kinds)
