"""A deputy's page says at every level what the person has handed in; an edit in a few sites leads to what a clean build makes."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from clusters import public_tree, run, write_cluster
from consultations.calls import SHENG, SHI, XIAN
from wangqun.cli import main

from .pieces import suggestion
from .test_walk import at

pytestmark = pytest.mark.usefixtures("in_one_process")

PERSON = "person:0123456789"
OTHER = "person:0123456788"
TERMS = "- {term_no: 17, start: 2023-02-07, seats: 3}\n"
COUNTY = f"- person: {PERSON}\n  name: 石清晏\n  mandates: [{{term: 17, constituency: c1, from: 2023-02-07}}]\n"
PROVINCE = f"- person: {PERSON}\n  name: 石清晏\n  mandates: [{{term: 17, electing_unit: shi, from: 2023-02-07}}]\n"
PEOPLE = {
    f"{XIAN}terms.yaml": TERMS,
    f"{XIAN}constituencies.yaml": "- {key: c1, no: '1', name: 第一选区, term: 17, quota: 3}\n",
    f"{XIAN}deputies/deputies.yaml": COUNTY
    + f"- person: {OTHER}\n  name: 路修远\n  mandates: [{{term: 17, constituency: c1, from: 2023-02-07}}]\n",
    f"{SHENG}terms.yaml": TERMS,
    f"{SHENG}electing_units.yaml": "- {key: shi, name: 示例市, term: 17, quota: 3}\n",
    f"{SHENG}deputies/deputies.yaml": PROVINCE,
}
ABOVE = f"{SHENG}suggestions/rivers.md"


def led(text: str, person: str = PERSON) -> str:
    return text.replace("lead_deputy: 石清晏", f"lead_deputy: {person}")


RIVERS = led(suggestion("2026-01-22 提交", "2026-02-03 交办", title="修好各县便桥", day="2026-01-23"))
BRIDGES = led(suggestion("2025-11-20 提交", "2025-11-30 交办"))
FILES = PEOPLE | {ABOVE: RIVERS, f"{XIAN}suggestions/bridges.md": BRIDGES}


def panel(root: Path, site: str, person: str = PERSON) -> list[str]:
    """The titles on a deputy's page of what he has handed in."""
    text = (root / f"build/public/{site}/deputy/{person.removeprefix('person:')}.html").read_text(encoding="utf-8")
    part = text.partition("<h2>提出的建议</h2>")[2].partition("</section>")[0]
    return re.findall(r'<a class="title" href="[^"]*">(.*?)</a>', part)


def test_a_persons_page_names_what_stands_at_other_levels(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    run(root, at("2026-03-10 09:00"))

    assert panel(root, "xian") == panel(root, "sheng") == ["修好各县便桥", "修好便桥"]
    assert panel(root, "xian", OTHER) == []
    assert "来自 示例省人大" in (root / "build/public/xian/deputy/0123456789.html").read_text(encoding="utf-8")


def test_a_state_that_turns_above_turns_below(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    run(root, at("2026-05-03 23:59"))
    page = root / "build/public/xian/deputy/0123456789.html"
    assert (
        json.loads((root / "build/public/xian/manifest.json").read_text())["next_build_due"] == at("2026-05-04 00:00").isoformat()
    )
    assert page.read_text(encoding="utf-8").count("办理中</span>") == 1

    run(root, at("2026-05-04 00:00"))
    assert "办理中</span>" not in page.read_text(encoding="utf-8")


def test_what_is_not_public_above_is_not_named_below(tmp_path: Path) -> None:
    hidden = RIVERS.replace("public: 公开", "public: 不公开\npublic_reason: 秘密").replace("修好各县便桥", "不可说湾")
    root = write_cluster(tmp_path, FILES | {ABOVE: hidden})
    run(root, at("2026-03-10 09:00"))

    assert panel(root, "xian") == ["修好便桥"]
    assert [name for name, text in public_tree(root).items() if "不可说湾".encode() in text] == []


@pytest.mark.parametrize(
    "edited",
    [
        {ABOVE: RIVERS.replace("修好各县便桥", "修好全部便桥")},
        {ABOVE: RIVERS.replace("public: 公开", "public: 不公开\npublic_reason: 秘密")},
        {ABOVE: led(suggestion("2026-01-22 提交", title="修好各县便桥", day="2026-01-23"), OTHER)},
        {f"{XIAN}suggestions/bridges.md": BRIDGES.replace("修好便桥", "修好一座便桥")},
        {f"{SHI}news/good.md": "---\ntitle: 另一篇\ndate: 2026-03-01 09:00\n---\n正文。\n"},
    ],
)
def test_an_edit_leaves_what_a_clean_build_makes(edited: dict[str, str], tmp_path: Path) -> None:
    root, clean = write_cluster(tmp_path / "a", FILES), write_cluster(tmp_path / "b", FILES | edited)
    run(root, at("2026-03-10 09:00"))
    for name, text in edited.items():
        (root / name).write_text(text, encoding="utf-8")
    told = CliRunner().invoke(main, ["-C", str(root), "build", "--today", "2026-03-10 09:00"])
    assert told.exit_code in {0, 1}, told.output
    CliRunner().invoke(main, ["-C", str(clean), "build", "--today", "2026-03-10 09:00"])

    assert public_tree(root) == public_tree(clean)


@pytest.mark.parametrize(("lead", "told"), [("路修远", []), (OTHER, ["修好各县便桥"])])
def test_a_name_in_what_another_site_shares_is_nobody_here(lead: str, told: list[str], tmp_path: Path) -> None:
    text = suggestion(
        "2026-01-22 提交", title="修好各县便桥", day="2026-01-23", lead=lead, extra="share: {to: [xian], mode: page}\n"
    )
    root = write_cluster(tmp_path, PEOPLE | {ABOVE: text})
    run(root, at("2026-02-10 09:00"))
    shown = (root / "build/public/xian/from/sheng/suggestion/rivers.html").read_text(encoding="utf-8")

    assert panel(root, "xian", OTHER) == told
    assert ("deputy/0123456788.html" in shown) == bool(told)


def _manifest(public: Mapping[str, bytes]) -> Any:
    return json.loads(public["xian/manifest.json"])


def test_who_is_decided_to_be_one_person_is_named_by_the_key_that_is_kept(tmp_path: Path) -> None:
    """Pages, lists, the person's own page and data; the address of the other key leads on."""
    same = f"- {{action: same, persons: ['{PERSON}', '{OTHER}'], by: 省人大, on: 2026-01-05, reason: 核对}}\n"
    files = FILES | {f"{XIAN}deputies/deputies.yaml": COUNTY.replace(PERSON, OTHER)}
    files[f"{XIAN}suggestions/bridges.md"] = led(suggestion("2025-11-20 提交", "2025-11-30 交办"), OTHER)
    decided = files | {f"{SHENG}decisions/same.yaml": same}
    root, clean = write_cluster(tmp_path / "a", files), write_cluster(tmp_path / "b", decided)
    run(root, at("2026-03-10 09:00"))
    assert panel(root, "xian", OTHER) == ["修好便桥"]
    write_cluster(root, decided, base=False)
    for each in (root, clean):
        run(each, at("2026-03-10 09:00"))
    public = public_tree(root)

    assert panel(root, "xian") == panel(root, "sheng") == ["修好各县便桥", "修好便桥"]
    page = public["xian/suggestion/bridges.html"].decode()
    assert re.search(r"领衔代表</dt><dd><a href=\"[^\"]*/deputy/0123456789.html\">石清晏</a>", page)
    assert "deputy/0123456789.html" in public["xian/deputy/0123456788.html"].decode()
    led_on = {each["url"].rpartition("/")[2]: each["to"].rpartition("/")[2] for each in _manifest(public)["redirects"]}
    assert led_on == {"0123456788.html": "0123456789.html"}
    tables = {name: text.decode() for name, text in public.items() if name.endswith("suggestions.csv")}
    assert [name for name, text in tables.items() if OTHER in text] == []
    assert PERSON in tables["xian/data/suggestions.csv"]
    assert public == public_tree(clean)
