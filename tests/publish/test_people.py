"""People and incremental builds: any sequence of edits leaves what a clean build makes (docs/design.md law 6)."""

import shutil
from pathlib import Path

import pytest

from clusters import NOW, public_tree, run, write_cluster
from wangqun.operations import foresee

pytestmark = pytest.mark.usefixtures("in_one_process")

KEY = "person:7k3m9q2x4t"
COUNTY, CITY = "content/county/xian/", "content/city/shi/"


def _deputy(site: str, birth: str = "1970-05", more: str = "") -> str:
    mandate = {
        "xian": "{term: 17, constituency: c1, from: 2022-01-10}",
        "shi": "{term: 15, electing_unit: xian, from: 2022-02-10}",
    }[site]
    return f'person: {KEY}\nname: 闻正言\nbirth: "{birth}"\nmandates:\n  - {mandate}\nreception_days: [{{day: 5}}]\n{more}'


FILES = {
    COUNTY + "terms.yaml": "- {term_no: 17, start: 2022-01-10, seats: 1}\n",
    COUNTY + "constituencies.yaml": "- {key: c1, name: 第一选区, term: 17, quota: 1}\n",
    COUNTY + "deputies/wen.yaml": _deputy("xian"),
    CITY + "terms.yaml": "- {term_no: 15, start: 2022-02-10, seats: 1}\n",
    CITY + "electing_units.yaml": "- {key: xian, name: 示例县, term: 15, quota: 1}\n",
    CITY + "deputies/wen.yaml": _deputy("shi"),
}
DECISION = (
    f'action: take\npersons: ["{KEY}"]\nfield: birth\nvalue: 1971-05\ninstead_of: [1970-05]\n'
    "by: 市人大常委会\non: 2026-03-01\nreason: 核对登记表\n"
)
EDITS = [
    {COUNTY + "deputies/wen.yaml": _deputy("xian", "1971-05")},
    {CITY + "decisions/birth.yaml": DECISION},
    {COUNTY + "deputies/wen.yaml": _deputy("xian", "1971-05", "party: 无党派\n")},
    {COUNTY + "stations.yaml": "- {key: hall, name: 河湾联络站, address: 河湾路 1 号}\n"},
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A county and its city with one deputy of both."""
    return write_cluster(tmp_path / "cluster", FILES)


def test_any_edit_leaves_what_a_clean_build_makes(root: Path, tmp_path: Path) -> None:
    run(root, NOW)
    for number, edit in enumerate(EDITS):
        write_cluster(root, edit, base=False)
        run(root, NOW)
        clean = tmp_path / f"clean-{number}"
        shutil.copytree(root, clean, ignore=shutil.ignore_patterns("build"))
        run(clean, NOW)

        assert public_tree(clean) == public_tree(root)


def test_an_edit_of_a_county_is_built_where_the_person_is_shown(root: Path) -> None:
    run(root, NOW)
    write_cluster(root, EDITS[0], base=False)

    why = {job.site: job.why for job in foresee(root, NOW).jobs}

    assert why == {"shi": (f"{KEY} changed",), "xian": ("written changed", f"{KEY} changed")}


def test_an_unchanged_cluster_is_not_built_again(root: Path) -> None:
    run(root, NOW)

    assert foresee(root, NOW).jobs == ()
