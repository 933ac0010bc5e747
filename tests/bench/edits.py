"""Edits at random: each is built incrementally and held to a clean build, byte for byte; and what each kind of edit costs."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import mean, median

from ..judge.building import BuildFailed, Cost, Differs, Workshop, beforehand, workplace
from ..judge.edits import Step, parse
from ..judge.machine import BEGINNING, replay, search, walk
from ..judge.previewing import preview_edits, some_steps
from .measure import CommandFailed
from .report import Figure

SEQUENCE = 50  # edits from one beginning
SEED = 1
WALKED = 10  # of so many edits one is of a part of the demo, which has records of every kind and takes ten times as long
PREVIEWED = 40  # of so many edits one more is made in a running preview


class Tally:
    """Every edit that was judged: its kind, its seconds, its processor seconds; says from time to time how far it is."""

    def __init__(self, wanted: int, say: Callable[[str], None]) -> None:
        self.costs: dict[str, list[Cost]] = defaultdict(list)
        self.seconds: list[float] = []
        self.wanted, self.say = wanted, say

    @property
    def edits(self) -> int:
        """How many edits there were so far."""
        return len(self.seconds) - len(self.costs[BEGINNING.kind])

    def __call__(self, step: Step, seconds: float, cost: Cost) -> None:
        """One more."""
        self.costs[step.kind].append(cost)
        self.seconds.append(seconds)
        if self.edits % 100 == 0:
            self.say(f"{self.edits} of {self.wanted} edits, {sum(self.seconds):.0f} s")


def bench_edits(
    sites: int, articles: int, say: Callable[[str], None], edits: int = 2000, seed: int = SEED, told: str = ""
) -> list[Figure]:
    """What `edits` edits, the same for the same `seed`, came to; with steps that are `told`, those instead.

    Raises:
        CommandFailed: what is told are no steps.
    """
    tally = Tally(edits, say)
    differ = 0
    try:
        if told:
            _replay(told, tally)
        turn = 0
        if not told:
            walk(edits // WALKED, seed, tally)
            say(f"{preview_edits(some_steps(seed, edits // PREVIEWED))} pages drawn in a preview")
        while not told and tally.edits < edits:
            number, left = seed + turn, edits - tally.edits
            sequences = max(2, left // SEQUENCE)
            say(f"seed {number}: {sequences} sequences of at most {SEQUENCE} edits")
            search(min(SEQUENCE, left) * sequences, sequences, number, tally)
            turn += 1000
    except (Differs, BuildFailed) as error:
        differ = 1
        say(f"an incremental build is not what a clean one makes. Again: python -m tests.bench --only edits --steps '…'\n{error}")
    return [Figure("edits.differ", differ, "sequences", most=0), *_figures(tally)]


def _replay(told: str, tally: Tally) -> None:
    try:
        steps = parse(told)
    except ValueError as error:
        raise CommandFailed(f"no step: {error}") from None
    with workplace() as folder:
        beforehand(Path(folder) / "warm")
        replay(steps, Workshop(Path(folder) / "work"), tally)


def _figures(tally: Tally) -> list[Figure]:
    if not tally.seconds:
        return []
    all_costs = [cost for costs in tally.costs.values() for cost in costs]
    return [
        Figure("edits.edits", tally.edits, "edits"),
        Figure("edits.near", sum(cost.near for cost in all_costs), "edits"),
        Figure("edits.builds", 2 * len(all_costs), "builds"),
        Figure("edits.step", mean(tally.seconds), "s a step"),
        Figure("edits.step-cpu", mean(cost.incremental + cost.clean for cost in all_costs), "CPU s a step"),
        Figure("edits.incremental-cpu", mean(cost.incremental for cost in all_costs), "CPU s"),
        Figure("edits.clean-cpu", mean(cost.clean for cost in all_costs), "CPU s"),
        *(
            Figure(f"edits.{kind}", median(cost.incremental for cost in costs), f"CPU s, median of {len(costs)}")
            for kind, costs in sorted(tally.costs.items())
        ),
    ]
