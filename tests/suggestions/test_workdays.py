"""Working days of a cluster's own: a year that the system does not have yet, a correction of one that it has."""

import re
from pathlib import Path

import pytest

from clusters import public_tree, write_cluster
from consultations.calls import XIAN
from wangqun.pipeline import run

from .pieces import suggestion
from .test_walk import Shown, at

pytestmark = pytest.mark.usefixtures("in_one_process")

RATED = ("2026-09-20 提交", "2026-09-21 交办", "2026-12-20 答复")
TEXT = suggestion(*RATED, extra="outcome: A类\nreply: {text: 好}\n", day="2026-09-21")
TWENTY = "periods: {suggestion: {feedback: 20个工作日}}\n"
YEAR = "workdays:\n- {year: 2027, off: [{from: 2027-01-01, to: 2027-01-03}], worked: [2027-01-09]}\n"
NOW = "2026-12-21 09:00"


def shown(root: Path, more: str, now: str = NOW) -> Shown:
    base = write_cluster(root, {})
    cluster = (base / "sites/cluster.yaml").read_text(encoding="utf-8")
    return Shown(root, now, TEXT, {"sites/cluster.yaml": cluster + more})


def due(found: Shown) -> list[str]:
    """By when the deputy is to say what he thinks of it, as the page tells."""
    return re.findall(r'<li data-step="due">\s*<p class="step"><b>代表评价</b> <time datetime="(.*?)">', found.page)


def test_a_year_that_nobody_has_is_a_finding_and_one_that_the_cluster_has_is_counted(tmp_path: Path) -> None:
    unknown, known = shown(tmp_path / "a", TWENTY), shown(tmp_path / "b", TWENTY + YEAR)

    assert ("workdays-unknown" in unknown.found, due(unknown)) == (True, [])
    assert ("workdays-unknown" in known.found, due(known)) == (False, ["2027-01-15"])  # 9 in December, 6 to the 9th, 5 more


def test_a_correction_takes_the_place_of_what_the_system_has(tmp_path: Path) -> None:
    corrected = "- {year: 2026, off: [{from: 2026-12-21, to: 2026-12-31}]}\n"

    assert due(shown(tmp_path, TWENTY + YEAR + corrected)) == ["2027-01-28"]


def test_a_year_that_is_added_changes_what_it_is_about_as_a_clean_build_would(tmp_path: Path) -> None:
    long, clean = shown(tmp_path / "long", TWENTY), shown(tmp_path / "clean", TWENTY + YEAR)
    cluster = long.root / "sites/cluster.yaml"
    cluster.write_text(cluster.read_text(encoding="utf-8") + YEAR, encoding="utf-8")
    report = run(long.root, at(NOW))

    assert public_tree(long.root) == public_tree(clean.root)
    assert "xian" in report.changed
    assert (long.root / f"{XIAN}suggestions/bridges.md").is_file()
