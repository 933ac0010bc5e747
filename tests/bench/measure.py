"""Running commands and what they cost: wall clock, processor time, memory."""

import json
import os
import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

TIMES = 3
LONG = 20.0  # seconds; a run that takes longer is made once


class CommandFailed(Exception):
    """A command ended with an exit code other than 0; the message has its last words."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, processor seconds of the whole process tree, and the largest single process of it in MB."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run one command in `folder` and wait for it and all its children.

    Raises:
        CommandFailed: it failed.
    """
    return run_told(command, folder, subprocess.STDOUT)[0]


def run_told(command: Sequence[str], folder: Path, errors: int = subprocess.DEVNULL) -> tuple[Cost, bytes]:
    """The same, with what the command wrote; `errors` is where its complaints go.

    Raises:
        CommandFailed: it failed.
    """
    start = perf_counter()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=errors) as process:
        assert process.stdout is not None
        words = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandFailed(
            f"{' '.join(command)} in {folder}: exit {process.returncode}\n{words.decode(errors='replace')[-2000:]}"
        )
    return Cost(perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), words


def run_json(command: Sequence[str], folder: Path) -> dict[str, Any]:
    """What a command that measures itself prints: one object of JSON.

    Raises:
        CommandFailed: it failed.
    """
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)
    if done.returncode:
        raise CommandFailed(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr[-2000:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def run_all(commands: Sequence[tuple[Sequence[str], Path]], jobs: int) -> Cost:
    """Run commands, `jobs` at a time: wall clock of all, processor seconds summed, the largest single process.

    Raises:
        CommandFailed: one of them failed.
    """
    start = perf_counter()
    with ThreadPoolExecutor(jobs) as pool:
        costs = list(pool.map(lambda task: run(*task), commands))
    return Cost(perf_counter() - start, sum(cost.cpu for cost in costs), max(cost.memory for cost in costs))


def repeat(work: Callable[[], Cost], prepare: Callable[[], None] = lambda: None) -> Cost:
    """Medians of three runs, each after `prepare` and with nothing left to be written to disk; of one run when it is long."""
    costs: list[Cost] = []
    while len(costs) < TIMES and (not costs or costs[0].wall <= LONG):
        prepare()
        os.sync()
        costs.append(work())
    return Cost(median(c.wall for c in costs), median(c.cpu for c in costs), max(c.memory for c in costs))
