"""Tasks that share a process have limits of their own, and what one of them breaks costs no other its result."""

import mmap
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from clusters import NOW, article, public_tree, run, write_cluster
from wangqun import workers
from wangqun.options import Options
from wangqun.render import warm
from wangqun.workers import Crash, run_together

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs fork, and limits of processes")
TASKS = {name: name for name in "abcd"}


def burn(seconds: float) -> int:
    """Compute for so long; the process that did it."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass
    return os.getpid()


def test_the_tasks_of_a_portion_share_a_process_and_no_others() -> None:
    found = dict(run_together([["a", "c"], ["b"], ["d"]], TASKS, lambda task: os.getpid(), 2))

    assert found.keys() == TASKS.keys()
    assert found["a"] == found["c"]
    assert len({found["a"], found["b"], found["d"], os.getpid()}) == 4


@pytest.mark.parametrize(
    ("end", "told"),
    [
        (lambda: os._exit(3), "进程意外结束（3）"),
        (lambda: os.kill(os.getpid(), signal.SIGTERM), "进程意外结束（-15）"),
        (lambda: os.kill(os.getpid(), signal.SIGKILL), "进程意外结束（-9）"),
        (lambda: {}["x"], "KeyError: 'x'"),
    ],
)
@pytest.mark.parametrize("bad", TASKS)
def test_what_one_breaks_costs_no_other_its_result(bad: str, end: Callable[[], object], told: str) -> None:
    found = dict(run_together([list(TASKS)], TASKS, lambda task: (end(), task)[1] if task == bad else task, 1))

    assert found == {name: Crash(told) if name == bad else name for name in TASKS}


def test_what_another_left_behind_is_not_held_against_a_task() -> None:
    left: list[str] = []

    def upset(task: str) -> str:
        if left:
            raise RuntimeError(f"{left} was here")
        left.append(task)
        return task

    assert dict(run_together([["a", "b"], ["c", "d"]], TASKS, upset, 2)) == TASKS


def test_who_fails_alone_is_tried_once_and_who_is_killed_from_outside_twice(tmp_path: Path) -> None:
    def note(task: str) -> None:
        with (tmp_path / task).open("a", encoding="utf-8") as file:
            file.write("x")
        os.kill(os.getpid(), signal.SIGKILL if task == "a" else signal.SIGTERM)

    found = dict(run_together([["a"], ["b"]], {"a": "a", "b": "b"}, note, 1))

    assert found == {"a": Crash("进程意外结束（-9）"), "b": Crash("进程意外结束（-15）")}
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in "ab"] == ["xx", "x"]


def test_each_may_compute_as_long_as_if_it_were_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "TIME_LIMIT", 1)
    found = dict(run_together([["a", "b", "c"]], dict.fromkeys("abc", 0.6), burn, 1))  # more in all than one may

    assert not [result for result in found.values() if isinstance(result, Crash)]
    assert len(set(found.values())) == 1


def test_each_may_take_as_much_memory_as_if_it_were_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MEMORY_LIMIT", 2 * 1024**3)
    kept: list[mmap.mmap] = []

    def hoard(size: int) -> int:
        kept.append(mmap.mmap(-1, size))
        return len(kept)

    sizes = {"a": 10**9, "b": 10**9, "c": 10**9, "d": 3 * 10**9}
    found = dict(run_together([list("abcd")], sizes, hoard, 1))

    assert found == {"a": 1, "b": 2, "c": 3, "d": Crash("OSError: [Errno 12] Cannot allocate memory")}


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], dict[str, str]]:
    """Which process made each site."""
    work = warm.Work.__call__

    def noted(self: warm.Work, task: warm.Task) -> warm.Done:
        (tmp_path / f"by-{task.view.member.site.id}").write_text(str(os.getpid()), encoding="utf-8")
        return work(self, task)

    monkeypatch.setattr(warm.Work, "__call__", noted)
    return lambda: {path.name.removeprefix("by-"): path.read_text(encoding="utf-8") for path in tmp_path.glob("by-*")}


@pytest.mark.parametrize(("jobs", "shared"), [(1, 1), (2, 2), (3, 3)])
def test_small_sites_share_a_process_where_others_have_enough_to_do(
    jobs: int, shared: int, tmp_path: Path, processes: Callable[[], dict[str, str]]
) -> None:
    run(write_cluster(tmp_path / "root", {}), NOW, options=Options(jobs=jobs))

    assert len(set(processes().values())) == shared


def test_a_large_site_has_a_process_of_its_own(tmp_path: Path, processes: Callable[[], dict[str, str]]) -> None:
    run(write_cluster(tmp_path / "root", {f"content/city/shi/news/{n}.md": article(f"第 {n} 篇") for n in range(80)}), NOW)
    made = processes()

    assert len({made["sheng"], made["shi"], made["xian"]}) == 3


@pytest.mark.parametrize(
    "settings",
    [
        "PLUGINS = ['own']\n",
        "def aloud(text):\n    return text\n\n\nJINJA_FILTERS = {'aloud': aloud}\n",
        "MARKDOWN = {'extensions': ['own'], 'extension_configs': {}}\n",
    ],
)
def test_with_code_of_others_each_site_has_a_process_of_its_own(
    settings: str, tmp_path: Path, processes: Callable[[], dict[str, str]]
) -> None:
    run(write_cluster(tmp_path / "root", {"pelicanconf.py": f"THEME = 'renda'\nFEED_MAX_ITEMS = 30\n{settings}"}), NOW)
    made = processes()

    assert len(made) == len(set(made.values())) == 3


@pytest.mark.parametrize("bad", ["sheng", "shi", "xian"])
def test_a_site_that_ends_its_process_takes_no_other_with_it(bad: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = warm.Work.__call__

    def dying(self: warm.Work, task: warm.Task) -> warm.Done:
        done = work(self, task)
        if task.view.member.site.id == bad:
            os._exit(7)
        return done

    sound = write_cluster(tmp_path / "sound", {})
    run(sound, NOW)
    monkeypatch.setattr(warm.Work, "__call__", dying)
    root = write_cluster(tmp_path / "root", {})
    report = run(root, NOW)

    assert [(finding.code, finding.site) for finding in report.findings] == [("build-failed", bad)]
    assert {path.partition("/")[0] for path in public_tree(root)} == {"sheng", "shi", "xian"} - {bad}
