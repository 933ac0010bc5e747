"""Pages that compare the texts of a law: which there are, what they show, and when they are made anew."""

import csv
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import jsonschema
import pytest

import lanterns
from clusters import NOW, article, run, write_cluster
from consultations.calls import SHENG
from wangqun.records.regulation import comparisons

FOLDER = f"build/public/sheng/regulation/{lanterns.TITLE}/"
NEXT, LAST = "2003-09-01..2015-03-27", "2015-03-27..2025-12-01"
WHOLE, DRAFT = "2003-09-01..2025-12-01", "draft..2025-12-01"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A province with three texts of a regulation, the draft of the last one and its consultation."""
    root = write_cluster(tmp_path_factory.mktemp("lanterns"), lanterns.files())
    report = run(root, NOW)
    assert [str(finding) for finding in report.findings if "lantern" in finding.path] == []
    return root


def page(root: Path, name: str) -> str:
    """A page that compares."""
    return (root / FOLDER / f"{name}.html").read_text(encoding="utf-8")


def shown(html: str) -> str:
    """What readers see of a page."""
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_each_text_is_compared_with_the_next_the_first_with_the_last_and_the_draft_with_what_was_adopted(built: Path) -> None:
    names = {path.name for path in (built / FOLDER).iterdir() if ".." in path.name and path.suffix in {".html", ".json"}}

    assert names == {f"{name}{ending}" for name in (NEXT, LAST, WHOLE, DRAFT) for ending in (".html", ".json")}
    sitemap = (built / "build/public/sheng/sitemap.xml").read_text(encoding="utf-8")
    assert quote(f"{lanterns.TITLE}/{NEXT}.html") in sitemap


def test_a_page_says_what_changed_and_marks_it(built: Path) -> None:
    html = page(built, NEXT)

    assert (
        "旧文本 9 条，新文本 10 条：修改 2 条，新增 1 条，删去 1 条，分条 1 处；其余 5 条文字未改，其中 3 条只有条号变动。"
        in html
    )
    assert re.search(r"提前<del><span[^>]*>删去〔</span>三十<span[^>]*>〕</span></del><ins><span[^>]*>新增〔</span>六十", html)
    assert "第三条分作第三条、第四条" in html and "原第五条" in html
    assert f'href="/regulation/lanterns-2015.html#{quote("第五条")}"' in html
    assert f'href="/regulation/lanterns-2003.html#{quote("第四条")}"' in html


def test_every_address_of_an_article_is_a_place_of_its_page(built: Path) -> None:
    public = built / "build/public/sheng"
    for name in (NEXT, LAST, WHOLE, DRAFT):
        for path, anchor in set(re.findall(r'href="/((?:regulation|article)/[^"#]*\.html)#([^"]*)"', page(built, name))):
            assert f'id="{unquote(anchor)}"' in (public / path).read_text(encoding="utf-8"), (name, path, anchor)


def test_hostile_text_stays_text(built: Path) -> None:
    for name in (NEXT, LAST, WHOLE, DRAFT):
        html = page(built, name)
        assert "<img src=x" not in html and lanterns.HOSTILE in shown(html)


def test_opinions_on_the_draft_stand_beside_its_articles(built: Path) -> None:
    html = page(built, DRAFT)
    found = re.finditer(r'<section class="change"[^>]*id="([^"]*)">(.*?)</section>', html, re.DOTALL)
    sections = {section[1]: shown(section[2]) for section in found}

    assert "结束的时间太早（31 条）" in sections["第六条"] and "改为十一时" in sections["第六条"]
    assert "管一管灯会上空的无人机" in sections["第十一条"]
    assert not any("灯会应当收门票" in text for text in sections.values())
    assert "灯会应当收门票" in shown(html)
    assert 'href="/consultation/lantern-call.html"' in html and "草案 10 条，通过的文本 11 条" in html


def test_opinions_are_public_with_the_result_and_not_before(tmp_path: Path) -> None:
    later = lanterns.consultation().replace("date: 2026-02-20", "date: 2026-12-20")
    root = write_cluster(tmp_path, lanterns.files(lantern_call=later))
    run(root, NOW)

    assert "无人机（8 条）" not in shown(page(root, DRAFT)) and "结束的时间太早" not in shown(page(root, DRAFT))


def test_the_same_for_programs(built: Path) -> None:
    for name in (NEXT, LAST, WHOLE, DRAFT):
        found = json.loads((built / FOLDER / f"{name}.json").read_text(encoding="utf-8"))
        assert found["law"] == lanterns.TITLE and found["old"]["url"].startswith("https://")
        texts = {"old": lanterns.FIRST, "new": lanterns.SECOND} if name == NEXT else {}
        for side, lines in texts.items():
            segments = [one for change in found["changes"] for passage in change["passages"] for one in passage["segments"]]
            told = "".join(one["text"] for one in segments if one[side] >= 0)
            written = "".join(re.sub("^第[^　]*条　", "", line) for line in lines if not line.startswith("#"))
            assert sorted(told) == sorted(written)
    changes = json.loads((built / FOLDER / f"{NEXT}.json").read_text(encoding="utf-8"))["changes"]
    split = next(change for change in changes if change["kind"] == "split")
    assert split["new"] == [{"article": "第三条", "anchor": "第三条"}, {"article": "第四条", "anchor": "第四条"}]
    assert split["passages"][0]["old"] == [{"article": "第三条", "anchor": "第三条", "paragraph": 1}]


def test_open_data_names_every_comparison_and_what_its_data_mean(built: Path) -> None:
    public = built / "build/public/sheng"
    rows = list(csv.DictReader((public / "data/regulation_comparisons.csv").read_text(encoding="utf-8-sig").splitlines()))
    schema = json.loads((public / "data/schema/regulation_comparison.json").read_text(encoding="utf-8"))

    assert [unquote(row["json"]).rpartition("/")[2] for row in rows] == [f"{name}.json" for name in (NEXT, LAST, WHOLE, DRAFT)]
    assert {row["old_date"] for row in rows} == {"2003-09-01", "2015-03-27", ""}
    assert set(described(schema)) == {True}
    for name in (NEXT, LAST, WHOLE, DRAFT):
        jsonschema.validate(json.loads((built / FOLDER / f"{name}.json").read_text(encoding="utf-8")), schema)


def described(schema: Any) -> Iterator[bool]:
    """Whether each key that a schema knows says what it means."""
    if isinstance(schema, dict):
        yield from ("description" in each for each in schema.get("properties", {}).values())
        for each in schema.values():
            yield from described(each)


def test_what_the_header_states_wins(tmp_path: Path) -> None:
    stated = lanterns.text("2015-03-27", lanterns.SECOND, "2015-05-01", "renumbered: {第五条: 第七条}\n")
    root = write_cluster(tmp_path, lanterns.files(lanterns_2015=stated))
    report = run(root, NOW)

    assert [finding.code for finding in report.findings if "lantern" in finding.path] == []
    assert "第五条移作第七条" in page(root, NEXT) and "删去 1 条" not in page(root, NEXT)


Edit = Callable[[Path], Any]


def _elsewhere(root: Path) -> None:
    (root / SHENG / "news/other.md").write_text(article("别的稿件", "正文改过。"), encoding="utf-8")


def _first(root: Path) -> None:
    path = root / SHENG / "regulations/lanterns-2003.md"
    path.write_text(path.read_text(encoding="utf-8").replace("五两", "六两"), encoding="utf-8")


def _opinion(root: Path) -> None:
    path = root / SHENG / "consultations/lantern-call.md"
    path.write_text(path.read_text(encoding="utf-8").replace("31", "32"), encoding="utf-8")


@pytest.mark.parametrize(
    ("edit", "made"),
    [(None, []), (_elsewhere, []), (_first, [NEXT, WHOLE]), (_opinion, [DRAFT])],
    ids=["nothing", "another piece", "a text", "the ledger"],
)
def test_texts_are_compared_where_one_of_the_two_has_changed(
    edit: Edit | None, made: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = lanterns.files() | {f"{SHENG}news/other.md": article("别的稿件", "正文。")}
    root = write_cluster(tmp_path / "cluster", files)
    run(root, NOW)
    told = tmp_path / "told.txt"  # sites are built by processes of their own
    told.write_text("", encoding="utf-8")
    compare = comparisons._compared

    def counted(asked: Any, pairing: Any, read: Any) -> Any:
        with told.open("a", encoding="utf-8") as file:
            file.write(pairing.path.rpartition("/")[2] + "\n")
        return compare(asked, pairing, read)

    monkeypatch.setattr(comparisons, "_compared", counted)
    before = {name: page(root, name) for name in (NEXT, LAST, WHOLE, DRAFT)}
    if edit:
        edit(root)
    run(root, NOW)

    assert told.read_text(encoding="utf-8").split() == made
    assert [name for name, html in before.items() if page(root, name) != html] == made


HOLDS = {
    "a draft": "status: draft\n",
    "hidden": "status: hidden\n",
    "withdrawn": "withdrawn: {reason: 文字有误, time: 2026-11-01 09:00}\n",
    "not yet": "",
}


@pytest.mark.parametrize("how", HOLDS)
def test_what_is_not_public_is_compared_with_nothing(how: str, built: Path, tmp_path: Path) -> None:
    date = "2026-12-24 09:00" if how == "not yet" else "2026-01-05 09:00"
    held = lanterns.text("2015-03-27", lanterns.SECOND, "2015-05-01", HOLDS[how], date=date)
    root = write_cluster(tmp_path, lanterns.files())
    run(root, NOW)
    (root / SHENG / "regulations/lanterns-2015.md").write_text(held, encoding="utf-8")
    run(root, NOW)

    assert {path.name for path in (root / FOLDER).iterdir() if ".." in path.name and path.suffix == ".html"} == {
        f"{WHOLE}.html",
        f"{DRAFT}.html",
    }
    assert page(root, WHOLE) != page(built, WHOLE)  # which is the next one now


@pytest.mark.parametrize("name", ["lantern_draft", "lantern_call"])
def test_a_draft_that_is_not_public_is_compared_with_nothing(name: str, tmp_path: Path) -> None:
    written = {"lantern_draft": lanterns.draft(), "lantern_call": lanterns.consultation()}[name]
    root = write_cluster(tmp_path, lanterns.files(**{name: written.replace("---\n", "---\nstatus: draft\n", 1)}))
    run(root, NOW)

    assert not (root / FOLDER / f"{DRAFT}.html").exists() and (root / FOLDER / f"{WHOLE}.html").exists()


def test_a_draft_without_articles_is_compared_with_nothing(tmp_path: Path) -> None:
    notice = lanterns.draft().partition("## ")[0] + "草案见附件，第三条有改动。\n"
    root = write_cluster(tmp_path, lanterns.files(lantern_draft=notice))
    run(root, NOW)

    assert not (root / FOLDER / f"{DRAFT}.html").exists() and (root / FOLDER / f"{WHOLE}.html").exists()


def test_what_is_kept_is_what_would_be_made(built: Path, tmp_path: Path) -> None:
    root = write_cluster(tmp_path, lanterns.files())
    run(root, NOW)
    _first(root)
    run(root, NOW)
    fresh = write_cluster(tmp_path / "fresh", lanterns.files())
    _first(fresh)
    run(fresh, NOW)

    for name in (NEXT, LAST, WHOLE, DRAFT):
        assert page(root, name) == page(fresh, name)
    assert page(root, NEXT) != page(built, NEXT)
