"""All that a unit handles, all of a subject, all of a deputy: lists with an address, where there are a few."""

import re
from pathlib import Path
from urllib.parse import quote

import pytest

from clusters import public_tree, run, write_cluster
from consultations.calls import XIAN
from wangqun.pipeline import federate

from .pieces import suggestion
from .test_people import OTHER, PEOPLE, PERSON
from .test_walk import GOOD, HIDDEN, at

pytestmark = pytest.mark.usefixtures("in_one_process")

NOW = at("2026-04-10 09:00")
ANSWERED = ("2025-11-20 提交", "2025-11-30 交办", "2026-01-10 答复", "2026-01-20 评价")
SAID = "outcome: A类\nreply: {text: 好}\nsatisfaction: {result: 满意}\n"
UNIT, SUBJECT = "suggestion/unit/县水利局.html", "suggestion/subject/水利.html"
BASE = {name: text.replace("date: 2026-", "date: 2024-") for name, text in GOOD.items()}


def piece(number: int, units: str = "县水利局", lead: str = "石清晏", answered: bool = False) -> dict[str, str]:
    """A suggestion that some unit handles, by its number."""
    steps, extra = (ANSWERED, SAID) if answered else (ANSWERED[:2], "")
    text = suggestion(*steps, extra=extra, title=f"第{number}件", lead=lead)
    text = text.replace("number: '3'", f"number: '{number}'").replace("[县水利局]", f"[{units}]")
    return {f"{XIAN}suggestions/s{number}.md": text}


def several(*pieces: dict[str, str]) -> dict[str, str]:
    return {name: text for each in pieces for name, text in each.items()}


def built(root: Path, files: dict[str, str]) -> dict[str, str]:
    """What the county's site shows, by path."""
    run(write_cluster(root, BASE | files), NOW)
    tree = public_tree(root)
    return {name.removeprefix("xian/"): text.decode(errors="replace") for name, text in tree.items() if name.startswith("xian/")}


def about(page: str, label: str) -> str:
    """What a suggestion's page says behind a label."""
    found = re.findall(rf"<dt>{label}</dt><dd>(.*?)</dd>", page.partition("<footer")[0])[0]
    return str(found)


def facts(page: str) -> list[str]:
    return re.findall(r"<li>(.*?)</li>", page.partition('<ul class="facts">')[2].partition("</ul>")[0])


def test_three_have_a_list_to_which_each_of_them_leads_and_two_have_none(tmp_path: Path) -> None:
    more = piece(5, "县教育局, 县财政局")
    site = built(tmp_path, several(piece(1), piece(2), piece(3), piece(4, "县教育局"), more))
    link = f'<a href="/xian/{quote(UNIT)}">县水利局</a>'

    assert re.findall(r">(第\d件)</a>", site[UNIT]) == ["第1件", "第2件", "第3件"]
    assert about(site["suggestion/s1.html"], "主办单位") == link
    assert about(site["suggestion/s5.html"], "主办单位") == "县教育局、县财政局"
    assert [name for name in site if name.startswith("suggestion/unit/")] == [UNIT]
    assert f'href="/xian/{quote(UNIT)}"' in site["suggestion/by/unit.html"]
    assert "县教育局" in site["suggestion/by/unit.html"]
    assert link in site["suggestion/by/statistics.html"]
    assert quote(UNIT) in site["sitemap.xml"]
    assert quote(SUBJECT) in about(site["suggestion/s5.html"], "类别")


@pytest.mark.parametrize(("many", "rates"), [(4, []), (5, ["办复率 80.0%（4/5）", "满意率 100.0%（4/4）"])])
def test_rates_and_days_are_told_of_five_and_more(many: int, rates: list[str], tmp_path: Path) -> None:
    answered = (piece(number, answered=True) for number in range(2, many + 1))
    told = facts(built(tmp_path, several(piece(1), *answered))[UNIT])

    assert told[:3] == [f"件数 {many}", f"交办 {many}", f"答复 {many - 1}"]
    assert [each for each in told if "%" in each and not each.startswith("基本")] == rates
    assert any("天" in each for each in told) == bool(rates)


def test_what_is_not_public_counts_in_no_list(tmp_path: Path) -> None:
    hidden = {f"{XIAN}suggestions/hidden-one.md": HIDDEN.replace("'3'", "'9'")}
    site = built(tmp_path, several(piece(1), piece(2), hidden))

    assert UNIT not in site and SUBJECT not in site


def test_a_deputy_has_one_list_however_he_is_written(tmp_path: Path) -> None:
    mixed = several(*(piece(number, lead=lead) for number, lead in enumerate([PERSON, "石清晏", PERSON, OTHER, "无此人"], 1)))
    unknown = piece(6, lead="person:9999999999")
    site = built(tmp_path, PEOPLE | mixed | unknown)
    [path] = [name for name in site if name.startswith("suggestion/deputy/")]

    assert path == f"suggestion/deputy/{PERSON.replace(':', '-')}.html"
    assert re.findall(r">(第\d件)</a>", site[path]) == ["第1件", "第2件", "第3件"]
    assert "<h1>石清晏提出的建议</h1>" in site[path].replace("<wbr>", "")
    assert "9999999999" not in site["suggestion/by/deputy.html"]
    assert "无此人" in site["suggestion/by/deputy.html"]


def test_many_of_a_deputy_are_found_from_his_page(tmp_path: Path) -> None:
    site = built(tmp_path, PEOPLE | several(*(piece(number, lead=PERSON) for number in range(1, 7))))
    panel = site["deputy/0123456789.html"].partition("提出的建议")[2]

    assert f'href="/xian/suggestion/deputy/{PERSON.replace(":", "-")}.html"' in panel


@pytest.mark.parametrize("to", ["县教育局", "县水利局, 县教育局"])
def test_an_edit_makes_the_lists_that_it_changes_and_no_others(to: str, tmp_path: Path) -> None:
    before = several(*map(piece, range(1, 5)), *(piece(number, "县教育局") for number in (5, 6)), piece(7, "县财政局"))
    root = tmp_path / "long"
    first = built(root, before)
    second = built(root, piece(4, to))
    clean = built(tmp_path / "clean", before | piece(4, to))
    changed = {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)}
    education = "suggestion/unit/县教育局.html"

    assert second == clean
    assert education in second and education not in first
    assert {education, UNIT, "suggestion/by/unit.html", *(f"suggestion/s{number}.html" for number in (4, 5, 6))} <= changed
    assert changed.isdisjoint(f"suggestion/s{number}.html" for number in (1, 2, 3, 7))


def test_no_old_address_takes_the_place_of_a_list(tmp_path: Path) -> None:
    taken = piece(1) | piece(2) | piece(3)
    name = f"{XIAN}suggestions/s1.md"
    taken[name] = taken[name].replace("events:", f"aliases: [/{UNIT}]\nevents:")
    found = federate(write_cluster(tmp_path, BASE | taken), NOW)

    assert [f.code for f in found.findings if f.code.startswith("alias")] == ["alias-taken"]
