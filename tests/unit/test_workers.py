"""Processes that do one task after another are to each task as if they had been made for it."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from wangqun import workers
from wangqun.workers import Crash, run_each, run_parts

linux = pytest.mark.skipif(sys.platform != "linux", reason="needs fork and Linux's limits")
pytestmark = linux
held: list[bytearray] = []


def pid_of(task: object) -> int:
    return os.getpid()


def test_a_process_does_one_task_after_another() -> None:
    found = dict(run_each({str(number): number for number in range(12)}, pid_of, 2))

    assert len(found) == 12
    assert len(set(found.values())) <= 2
    assert os.getpid() not in found.values()


@dataclass(frozen=True)
class Apart:
    apart: bool = True

    def __call__(self, task: int) -> int:
        return os.getpid()


def test_work_that_asks_for_it_has_a_process_for_each_task() -> None:
    assert len(set(dict(run_each({str(number): number for number in range(5)}, Apart(), 2)).values())) == 5


def test_tasks_are_begun_in_their_order() -> None:
    assert [name for name, _ in run_each({"c": 1, "a": 2, "b": 3}, pid_of, 1)] == ["c", "a", "b"]


def test_a_process_that_dies_costs_its_task_one_attempt(tmp_path: Path) -> None:
    def work(name: str) -> str:
        mark = tmp_path / name
        if name == "b" and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return name

    assert dict(run_each({"a": "a", "b": "b", "c": "c"}, work, 1)) == {"a": "a", "b": "b", "c": "c"}


def test_a_task_whose_process_dies_twice_crashes_and_no_other(tmp_path: Path) -> None:
    def work(name: str) -> str:
        if name == "b":
            with (tmp_path / "tries").open("a") as file:
                file.write("x")
            os.kill(os.getpid(), signal.SIGKILL)
        return name

    found = dict(run_each({"a": "a", "b": "b", "c": "c"}, work, 2))

    assert found == {"a": "a", "b": Crash("进程意外结束（-9）"), "c": "c"}
    assert (tmp_path / "tries").read_text() == "xx"


def test_a_task_that_has_told_something_is_not_begun_again() -> None:
    def parts(task: str) -> Iterator[str]:
        yield f"{task}1"
        if task == "b":
            os.kill(os.getpid(), signal.SIGKILL)
        yield f"{task}2"

    found = list(run_parts({"a": "a", "b": "b", "c": "c"}, parts, 1))

    assert found == [("a", "a1"), ("a", "a2"), ("b", "b1"), ("b", Crash("进程意外结束（-9）")), ("c", "c1"), ("c", "c2")]


def test_what_an_error_leaves_no_other_task_sees() -> None:
    def work(task: int) -> int:
        if task == 1:
            raise ValueError("wrong")
        return os.getpid()

    found = dict(run_each({"0": 0, "1": 1, "2": 2, "3": 3}, work, 1))

    assert found["1"] == Crash("ValueError: wrong")
    assert found["0"] != found["2"] == found["3"]


def test_time_counts_from_the_beginning_of_each_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "TIME_LIMIT", 1)

    def compute(seconds: float) -> int:
        began = time.process_time()
        while time.process_time() < began + seconds:
            pass
        return os.getpid()

    found = dict(run_each({"a": 0.8, "b": 0.8, "c": 0.8, "endless": 99, "d": 0.1}, compute, 1))

    assert found["endless"] == Crash("进程意外结束（-24）")
    assert found["a"] == found["b"] == found["c"] != found["d"]


def test_memory_counts_from_the_beginning_of_each_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MEMORY_LIMIT", 2**30)
    monkeypatch.setattr(workers, "GROWTH", 2**40)

    def take(size: int) -> int:
        held.append(bytearray(size))
        return os.getpid()

    found = dict(run_each({"a": 700 * 2**20, "b": 700 * 2**20, "large": 2**31, "c": 1}, take, 1))

    assert found["large"] == Crash("MemoryError: ")
    assert found["a"] == found["b"]


def test_a_process_that_has_grown_is_replaced() -> None:
    def take(size: int) -> int:
        held.append(bytearray(os.urandom(1) * size))
        return os.getpid()

    found = dict(run_each({"a": 1, "large": workers.GROWTH + 2**24, "b": 1, "c": 1}, take, 1))

    assert found["a"] == found["large"] != found["b"] == found["c"]


def test_what_refers_to_itself_is_gone_before_the_next_task() -> None:
    def take(size: int) -> int:
        ring: list[object] = [bytearray(os.urandom(1) * size)]
        ring.append(ring)
        return os.getpid()

    found = dict(run_each({str(number): workers.GROWTH // 2 for number in range(5)}, take, 1))

    assert len(set(found.values())) == 1


def test_limits_of_others_count_all_that_a_process_does(monkeypatch: pytest.MonkeyPatch) -> None:
    given = workers.Allowance(None, 600)
    monkeypatch.setattr(workers.Allowance, "given", classmethod(lambda cls: given))

    assert len(set(dict(run_each({"a": 1, "b": 2}, pid_of, 1)).values())) == 2


def test_nobody_works_on_when_nobody_asks_any_more() -> None:
    running = run_each({str(number): number for number in range(6)}, pid_of, 2)
    _, pid = next(running)
    running.close()  # type: ignore[attr-defined]

    with pytest.raises(ProcessLookupError):
        os.kill(int(str(pid)), 0)
