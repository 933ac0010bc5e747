"""A question that another process answers: the answer is the same, whatever becomes of that process."""

import os
from collections.abc import Callable
from time import sleep

import pytest

from wangqun.store import aside
from wangqun.store.aside import asked

pytestmark = pytest.mark.usefixtures("in_one_process")


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("answer", [True, False])
def test_the_answer_is_that_of_the_question(answer: bool, jobs: int) -> None:
    with asked(lambda: answer, jobs) as told:
        assert told() is answer


def test_where_two_may_work_another_process_finds_it() -> None:
    here = os.getpid()

    with asked(lambda: os.getpid() != here, 2) as two, asked(lambda: os.getpid() != here, 1) as one:
        assert two() is aside._FORKS
        assert not one()


def _raises() -> bool:
    raise ValueError


@pytest.mark.parametrize("fate", [lambda: os._exit(3), lambda: os.kill(os.getpid(), 9), _raises])
def test_a_process_that_comes_to_nothing_is_done_without(fate: Callable[[], bool]) -> None:
    here = os.getpid()

    with asked(lambda: True if os.getpid() == here else fate(), 2) as told:
        assert told()


def test_where_there_can_be_no_other_process_it_is_asked_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> int:
        raise OSError

    monkeypatch.setattr(os, "fork", none)

    with asked(lambda: True, 2) as told:
        assert told()


def test_a_process_whose_answer_nobody_wants_is_ended() -> None:
    ours, theirs = os.pipe()

    def slow() -> bool:
        os.write(theirs, f"{os.getpid()}\n".encode())
        sleep(600)
        return True

    with asked(slow, 2):
        number = int(os.read(ours, 20))
    os.close(ours)
    os.close(theirs)

    with pytest.raises(ChildProcessError):  # it is not left to be waited for
        os.waitpid(number, os.WNOHANG)
