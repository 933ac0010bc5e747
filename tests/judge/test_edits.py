"""Law 6: whatever is edited, what is built of it is what a clean build makes, byte for byte (2,000: `make bench ONLY=edits`)."""

from collections import Counter
from pathlib import Path

import pytest

from wangqun.records import KINDS as KNOWN

from .building import Cost, Differs, Workshop, differences
from .edits import KINDS, Step, apply, parse
from .machine import BEGINNING, replay, search
from .of_records import OF_RECORDS, part_of_demo
from .sources import beginning

SEQUENCES, EDITS, SEED = 2, 20, 15
TOLD = "add 1 1; site 2 1; flow 0 2; clock 2 0; person 0 1; back 1 0"  # a sequence as a failure prints it


def test_edits_at_random_leave_what_a_clean_build_makes() -> None:
    made: Counter[str] = Counter()
    near: Counter[bool] = Counter()

    def watch(step: Step, seconds: float, cost: Cost) -> None:
        made[step.kind] += 1
        near[cost.near] += 1

    search(EDITS * SEQUENCES, SEQUENCES, SEED, watch)

    assert made.total() - made[BEGINNING.kind] >= EDITS * 3 // 4
    assert near[True]


def test_a_sequence_that_was_told_is_done_again_and_judged(tmp_path: Path) -> None:
    judge = replay(parse(TOLD), Workshop(tmp_path))

    assert [str(step) for step in judge.steps] == TOLD.split("; ")


def test_the_judge_sees_a_build_that_kept_too_much(tmp_path: Path) -> None:
    def frozen() -> None:
        from wangqun.stages import plan

        plan.inputs_of.__code__ = (lambda view: {"site": "same"}).__code__

    with pytest.raises(Differs, match="body 0 0"):
        replay([Step("body")], Workshop(tmp_path, spoil=frozen))


def test_what_differs_is_told_file_by_file() -> None:
    told = differences({"a": b"1", "b": b"old", "d": b"same"}, {"b": b"new", "c": b"2", "d": b"same"})

    assert told == ["left over: a", "missing: c", "otherwise: b\n    is    'old'", "    clean 'new'"]


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_edit_changes_something_and_the_same_each_time(kind: str) -> None:
    first = part_of_demo() if kind in {each.__name__ for each in OF_RECORDS} else beginning()
    path = next(path for path in sorted(first.files) if path.endswith(".md"))
    start = first.edited({path.replace(".md", "-more.md"): first.files[path]})
    steps = [Step(kind, a, b) for a, b in ((0, 0), (1, 1), (2, 2), (7, 5))]
    made = [apply(start, step) for step in steps]

    assert any(each and (each.files != start.files or each.now != start.now or kind == "nothing") for each in made)
    assert made == [apply(start, step) for step in steps]


def test_a_part_of_the_demo_has_records_of_every_kind() -> None:
    folders = {path.split("/")[3] for path in part_of_demo().files if path.startswith("content/") and path.endswith(".md")}

    assert {kind.folder for kind in KNOWN.values() if kind.is_document and kind.folder} <= folders


@pytest.mark.parametrize("text", ["body", "body 1", "body 1 x", "nobody 1 2", "body 1 2 3"])
def test_a_step_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse(f"clock 1 2; {text}")
