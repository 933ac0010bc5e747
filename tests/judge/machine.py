"""The state machine that edits a cluster at random and judges each step, and the same for steps that were told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import perf_counter

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from .building import BuildFailed, Cost, Differs, Workshop, beforehand, workplace
from .edits import DEMO, KINDS, Step, apply
from .of_pieces import pick
from .of_records import OF_RECORDS, part_of_demo
from .sources import Sources, beginning

BEGINNING = Step("beginning")
"""What is judged before the first edit, as those who watch hear of it."""
NUMBERS = st.integers(0, 999)
OFTEN = 3
"""Of so many edits one, as its second number has it, is followed by that of a body, of which runs may be about a few sites."""
WALKED = (*(each.__name__ for each in (*OF_RECORDS, *OF_RECORDS)), "clock", "clock", "back", "nothing")
Watch = Callable[[Step, float, Cost], None]


@dataclass(slots=True)
class Judge:
    """A cluster that is edited step by step; after each, what was built of it is held to a clean build."""

    workshop: Workshop
    watch: Watch = lambda step, seconds, cost: None
    steps: list[Step] = field(default_factory=list)
    sources: Sources = field(default_factory=beginning)

    def __post_init__(self) -> None:
        self._judge(BEGINNING)

    def do(self, step: Step) -> bool:
        """Make one edit; false when there was nothing to edit.

        Raises:
            Differs, BuildFailed: with the steps that lead there.
        """
        made = apply(self.sources, step)
        if made is None:
            return False
        self.sources = made
        self.steps.append(step)
        if step.kind == "nothing":
            self.workshop.touch(pick(sorted(made.files), step.b))
        self._judge(step)
        return True

    def _judge(self, step: Step) -> None:
        start = perf_counter()
        try:
            cost = self.workshop.judge(self.sources)
        except (Differs, BuildFailed) as error:
            raise type(error)(f"{'; '.join(map(str, self.steps))}\nnow {self.sources.now:%Y-%m-%d %H:%M}\n{error}") from None
        self.watch(step, perf_counter() - start, cost)


def machine(watch: Watch = lambda step, seconds, cost: None) -> type[RuleBasedStateMachine]:
    """A state machine with a rule for each kind of edit."""

    def begin(self: RuleBasedStateMachine) -> None:
        RuleBasedStateMachine.__init__(self)
        self.folder = workplace()  # type: ignore[attr-defined]
        self.judge = Judge(Workshop(Path(self.folder.name)), watch)  # type: ignore[attr-defined]

    def rule_of(kind: str) -> Callable[..., None]:
        def edit(self: RuleBasedStateMachine, a: int, b: int) -> None:
            self.judge.do(Step(kind, a, b))  # type: ignore[attr-defined]
            if b % OFTEN == 1:
                self.judge.do(Step("body", a + b, a))  # type: ignore[attr-defined]

        edit.__name__ = kind
        return rule(a=NUMBERS, b=NUMBERS)(edit)

    end = {"__init__": begin, "teardown": lambda self: self.folder.cleanup()}
    return type("Edits", (RuleBasedStateMachine,), {kind: rule_of(kind) for kind in KINDS} | end)


def search(edits: int, sequences: int, number: int, watch: Watch = lambda step, seconds, cost: None) -> None:
    """So many edits in so many sequences, each from the beginning; the same for the same number.

    Raises:
        Differs, BuildFailed: one went wrong; the message has the shortest sequence that could be found.
    """
    with workplace() as folder:
        beforehand(Path(folder))
        each = settings(
            max_examples=sequences,
            stateful_step_count=edits // sequences,
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
            verbosity=Verbosity.quiet,
            report_multiple_bugs=False,
        )
        run_state_machine_as_test(seed(number)(machine(watch)), settings=each)


def walk(edits: int, number: int, watch: Watch = lambda step, seconds, cost: None) -> None:
    """So many edits at random of a part of the demo, which has records of every kind; the same for the same number.

    Raises:
        Differs, BuildFailed: one went wrong; the message has all the steps.
    """
    chance = Random(number)
    with workplace() as folder:
        beforehand(Path(folder) / "warm")
        judge = replay((Step(DEMO),), Workshop(Path(folder) / "work"), watch)
        while len(judge.steps) <= edits:
            judge.do(Step(chance.choice(WALKED), chance.randrange(1000), chance.randrange(1000)))


def replay(steps: Iterable[Step], workshop: Workshop, watch: Watch = lambda step, seconds, cost: None) -> Judge:
    """Make some edits one after another from the beginning, or from a part of the demo when the first step says so.

    Raises:
        Differs, BuildFailed: one went wrong.
    """
    told = list(steps)
    is_demo = told[:1] == [Step(DEMO)]
    judge = Judge(workshop, watch, told[:1], part_of_demo()) if is_demo else Judge(workshop, watch)
    for step in told[is_demo:]:
        judge.do(step)
    return judge
