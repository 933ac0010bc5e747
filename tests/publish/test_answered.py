"""A run in which nothing changed is answered from the last one; whatever it is made from, another version of it is none."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from clusters import NOW, article, public_tree, write_cluster
from wangqun.options import Listener, Options
from wangqun.pipeline import run
from wangqun.reports.report import Report
from wangqun.store import sources, sweep

PIECE = "content/county/xian/news/piece.md"
CLUSTER = "sites/cluster.yaml"
RULE = "flows:\n- {id: up, kind: report, from: [xian], columns: [news], to: [province]}\n"
SETTINGS = "import os\nFEED_MAX_ITEMS = int(os.environ.get('WQ_MOST', '3'))\n"


class Stages(Listener):
    """The stages that a run goes through."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def stage(self, name: str, result: Any, seconds: float, cpu: float) -> None:
        """Keep its name."""
        self.names.append(name)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cluster with a piece that waits for its acceptance, in which nothing is too young to be remembered."""
    for module in (sources, sweep):
        monkeypatch.setattr(module, "RACY", -(10**18))
    root = write_cluster(tmp_path, {PIECE: article("甲", "正文"), "pelicanconf.py": SETTINGS})
    (root / CLUSTER).write_text((root / CLUSTER).read_text(encoding="utf-8") + RULE, encoding="utf-8")
    return root


def answered(root: Path, minutes: int = 0, **options: Any) -> tuple[bool, Report]:
    """Whether a run was answered from what is remembered, and its report."""
    heard = Stages()
    report = run(root, NOW + timedelta(minutes=minutes), options=Options(whoosh=False, **options), listener=heard)
    return heard.names == ["still"], report


def test_the_same_is_answered_alike(root: Path) -> None:
    _, first = answered(root)
    before = public_tree(root)
    was_answered, second = answered(root, 5)

    assert was_answered
    assert "report-waiting" in {finding.code for finding in first.findings}
    assert second.findings == first.findings
    assert second.releases == first.releases and set(second.outcomes) == set(first.outcomes)
    assert public_tree(root) == before


def _edit(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / PIECE).write_text(article("甲", "别的正文"), encoding="utf-8")


def _set(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WQ_MOST", "2")


def _damage(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = root / "build/public/xian/article/piece.html"
    page.write_text("别的", encoding="utf-8")


def _lose(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "build/manifests/xian.json").unlink()


@pytest.mark.parametrize("change", [_edit, _set, _damage, _lose])
def test_another_version_of_anything_is_looked_into(
    change: Callable[[Path, pytest.MonkeyPatch], None], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(root)
    assert answered(root)[0]
    change(root, monkeypatch)

    assert not answered(root)[0]
    assert answered(root)[0]


@pytest.mark.parametrize("minutes", [24 * 60, -1])
def test_another_day_and_an_earlier_moment_are_looked_into(minutes: int, root: Path) -> None:
    answered(root)

    assert not answered(root, minutes)[0]
