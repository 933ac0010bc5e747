"""Other machines that work for a run: its bytes are those of a run without them, whatever they send."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from clusters import NOW, article, public_tree, run, tree, write_cluster
from wangqun import pipeline
from wangqun.away import elsewhere, wire
from wangqun.away.facts import facts, world
from wangqun.away.nursery import Nursery
from wangqun.away.wire import packed, rooted
from wangqun.crew import Crew, Unreached
from wangqun.domain.asked import Dask
from wangqun.options import Options
from wangqun.reports.report import Report
from wangqun.stages import convert
from wangqun.stored import remove
from wangqun.workers import Crash

from .puppet import WORKER, spoilt

PUPPET = Path(__file__).with_name("puppet.py")
FILES = {
    **{f"content/county/xian/news/{n}.md": article(f"第{n}篇", f"正文{n}，见[头一篇](0.md)。\n\n## 小标题") for n in range(3)},
    "content/county/xian/images/a.txt": "附件\n",
    "content/city/shi/news/one.md": article("一篇", "![图](../images/b.svg) 正文。", extra="share: {to: [xian], mode: page}\n"),
    "content/city/shi/images/b.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>',
}
AWAY = Options(dask=Dask(local=1))
Away = Callable[[str], tuple[Path, Report]]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cluster as one machine builds it."""
    root = write_cluster(tmp_path_factory.mktemp("here"), FILES)
    run(root, NOW)
    return root


@pytest.fixture
def away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Away:
    """The same built with one other machine, which spoils its answers in some way."""
    monkeypatch.setenv("MARK", str(tmp_path / "marked"))
    monkeypatch.setattr(convert, "LEAST", 1)
    monkeypatch.setattr(elsewhere, "PATIENCE", 5)
    monkeypatch.setattr(elsewhere, "GRACE", 1)

    def built(what: str) -> tuple[Path, Report]:
        link = (sys.executable, str(PUPPET), what)
        monkeypatch.setattr(elsewhere, "Machines", partial(elsewhere.Machines, link=link))
        root = write_cluster(tmp_path / "root", FILES)
        return root, run(root, NOW, options=AWAY)

    return built


def codes(report: Any) -> list[str]:
    return [finding.code for finding in report.findings]


def test_what_others_do_is_what_is_done_here(away: Away, here: Path) -> None:
    root, report = away("honest")

    assert codes(report) == []
    assert public_tree(root) == public_tree(here)
    assert tree(root / "build/manifests") == tree(here / "build/manifests")
    assert not list((root / "build/cache/staging").glob("*/*"))


def test_an_edit_is_done_here(away: Away, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root, _ = away("honest")
    edited = {"content/county/xian/news/1.md": article("第1篇", "另一段正文。")}
    write_cluster(root, edited, base=False)
    clean = write_cluster(tmp_path / "clean", FILES | edited)
    monkeypatch.setattr(convert, "LEAST", 10)
    monkeypatch.setattr(elsewhere, "rooted", None)  # nothing may be sent
    report = run(root, NOW, options=AWAY)
    run(clean, NOW)

    assert "xian" in report.changed and codes(report) == []
    assert public_tree(root) == public_tree(clean)


class Caught(NamedTuple):
    """A task as it was given away, and what a worker told of its result, as bytes."""

    machines: Any
    errand: Any
    task: Any
    answer: bytes


@pytest.fixture(scope="module")
def caught(tmp_path_factory: pytest.TempPathFactory) -> Caught:
    """What an honest worker answers to the task of one site."""
    folder = tmp_path_factory.mktemp("caught")
    root = write_cluster(folder / "root", FILES)
    machines = elsewhere.Machines(root, Dask(local=1), print)
    crew = Crew(1, machines)
    found: list[Caught] = []

    def answers(tasks: Mapping[str, Any], errand: Any) -> Iterator[Any]:
        nursery = Nursery(folder / "scratch")
        header = packed({"run": "1", "facts": facts(), "world": world(root), "source": {"folder": str(root)}})
        for site, task in tasks.items():
            payload = rooted((errand.ready, errand.told, errand.sent(task)), root)
            if site == "xian":
                found.append(Caught(machines, errand, task, nursery.answer(header, payload)))
        yield from ()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(elsewhere.Machines, "answers", lambda self, tasks, errand: answers(tasks, errand))
        patch.setattr(pipeline, "crew_for", lambda *asked: nullcontext(crew))
        run(root, NOW)
    return found[0]


REFUSED = [
    *("digest", "outside", "rooted", "dotted", "inside", "missing", "unseen", "piece", "index", "number"),
    *("flipped", "pickled", "wrapped", "short", "few", "many", "crash"),
]


@pytest.mark.parametrize("what", REFUSED)
def test_an_answer_that_cannot_be_right_is_refused(
    caught: Caught, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setenv("MARK", str(tmp_path / "marked"))
    machines = elsewhere.Machines(caught.machines.root, Dask(local=1), print)
    task = replace(caught.task, output=tmp_path / "there" / "xian")
    honest = machines._taken(WORKER, caught.answer, task, caught.errand)
    for path in (tmp_path / "there").iterdir():
        remove(path)

    assert honest and not isinstance(honest[-1], Crash)
    assert machines._taken(WORKER, spoilt(what, caught.answer), task, caught.errand) is None
    assert codes(machines) == ["worker-answer-refused"]
    assert machines.avoided == {WORKER}
    assert [path.name for path in tmp_path.rglob("*")] == ["there"], "nothing was written, nothing was run"


def test_an_answer_has_a_size_that_it_may_have(caught: Caught, monkeypatch: pytest.MonkeyPatch) -> None:
    machines = elsewhere.Machines(caught.machines.root, Dask(local=1), print)
    monkeypatch.setattr(wire, "LARGEST", len(caught.answer) - 1)

    assert machines._taken(WORKER, caught.answer, caught.task, caught.errand) is None
    assert codes(machines) == ["worker-answer-refused"]


@pytest.mark.parametrize("what", ["outside", "script", "pickled"])
def test_what_was_refused_is_done_again(away: Away, here: Path, tmp_path: Path, what: str) -> None:
    root, report = away(what)

    assert codes(report) == ["worker-answer-refused", "workers-gone"]
    assert WORKER in report.findings[0].message
    assert not (tmp_path / "marked").exists(), "nothing of it was run"
    assert public_tree(root) == public_tree(here)


def test_a_page_from_elsewhere_is_looked_at_like_one_from_here(away: Away) -> None:
    root, report = away("untagged")

    assert set(codes(report)) == {"meta-missing"}
    assert set(report.failed) == {"sheng", "shi", "xian"}
    assert not list((root / "build/public").glob("*"))


def test_a_machine_that_differs_is_named_and_not_used(away: Away, here: Path) -> None:
    root, report = away("unlike")

    assert codes(report) == ["worker-unlike", "workers-gone"]
    assert "Python（本机 3.11.7，它 3.12.1）" in report.findings[0].message
    assert public_tree(root) == public_tree(here)


def test_what_was_killed_elsewhere_is_done_here(away: Away, here: Path) -> None:
    root, report = away("killed")

    assert codes(report) == []
    assert public_tree(root) == public_tree(here)


def test_when_all_are_gone_the_rest_is_done_here(away: Away, here: Path) -> None:
    root, report = away("dies")

    assert codes(report) == ["workers-gone"]
    assert public_tree(root) == public_tree(here)
    said = json.loads((root / "build/reports/report.json").read_text("utf-8"))
    assert any(finding["code"] == "workers-gone" for finding in said["findings"])


def test_a_run_does_not_begin_without_anybody(away: Away, tmp_path: Path) -> None:
    with pytest.raises(Unreached, match="没有 worker"):
        away("nobody")
    assert not (tmp_path / "root/build/public").exists()
