"""The reader's search made in workers is that made in one process; one that dies costs its site the search of this run alone."""

import os
import signal
from pathlib import Path

import pytest

from clusters import NOW, article, public_tree, write_cluster
from wangqun.options import Options
from wangqun.pipeline import run
from wangqun.search import parts
from wangqun.search.store import Store
from wangqun.stages.check import Allowed
from wangqun.stages.search import making

from .test_reader_search import CITY, NEWS, STEPS, assert_clean, change, told

PARALLEL = Options(jobs=4, allowed=Allowed(frozenset({"xian"})))


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers for the smallest cluster."""
    monkeypatch.setattr(making, "MANY", 0)
    monkeypatch.setattr(parts, "FEW", 0)


@pytest.mark.usefixtures("eager")
def test_workers_write_what_one_process_writes(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "root", {})
    for step in ({}, *STEPS[:4]):
        change(root, step)  # type: ignore[arg-type]
        run(root, NOW, options=PARALLEL)
    assert_clean(root, tmp_path / "clean")
    run(tmp_path / "clean", NOW, options=Options(jobs=4, force=True))

    assert public_tree(root) == public_tree(tmp_path / "clean")


def dying(monkeypatch: pytest.MonkeyPatch, root: Path, site: str, once: Path | None = None) -> None:
    """Kill each worker that writes a site's shard, or only the first."""
    ours, put = os.getpid(), Store.put

    def dies(store: Store, data: bytes) -> bytes:
        if os.getpid() != ours and store.folder == root / "build/search" / site and not (once and once.exists()):
            if once:
                once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return put(store, data)

    monkeypatch.setattr(Store, "put", dies)


@pytest.mark.usefixtures("eager")
@pytest.mark.parametrize("site", ["xian", "sheng"])
def test_a_worker_that_dies_costs_its_site_the_search_of_this_run(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_cluster(tmp_path / "root", {})
    run(root, NOW)
    before = told(root, site)
    change(root, {NEWS: article("检查城区排水", "易涝点。"), CITY + "news/other.md": article("别处的稿件")})
    for path in (root / "build/search").glob("*/*"):  # so that the top's is assembled anew
        path.unlink()
    with monkeypatch.context() as patch:
        dying(patch, root, site)
        report = run(root, NOW, options=PARALLEL)
    stale = [finding for finding in report.findings if finding.code == "search-stale"]

    assert [finding.site for finding in stale] == [site]
    assert "-9" in stale[0].message
    assert report.failed == ()
    assert told(root, site) == before
    assert "别处的稿件" in (root / "build/public/shi/article/other.html").read_text(encoding="utf-8")
    run(root, NOW, options=PARALLEL)
    assert_clean(root, tmp_path / "clean")


@pytest.mark.usefixtures("eager")
def test_a_worker_that_dies_once_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(tmp_path / "root", {})
    run(root, NOW)
    change(root, {NEWS: article("检查城区排水", "易涝点。"), CITY + "news/other.md": article("别处的稿件")})
    with monkeypatch.context() as patch:
        dying(patch, root, "xian", tmp_path / "died")
        report = run(root, NOW, options=PARALLEL)

    assert (tmp_path / "died").exists()
    assert report.findings == ()
    assert_clean(root, tmp_path / "clean")
