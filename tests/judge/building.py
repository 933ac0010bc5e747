"""Sources on disk, built again and again in one folder and once in an empty one, each time in a process of its own."""

import gc
import multiprocessing
import os
import resource
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from clusters import in_turn, left, public_tree, read_here, tree, write_cluster
from wangqun import crew
from wangqun.options import Listener, Options
from wangqun.pipeline import run
from wangqun.render.compiled import compile_templates
from wangqun.render.settings import DEFAULTS
from wangqun.render.warm import FEW, warm
from wangqun.stages.check import Allowed
from wangqun.store import sweep

from .sources import SETTINGS, Sources, beginning

OPTIONS = Options(jobs=1, whoosh=False, allowed=Allowed(preview=True))  # the guard holds sites back, and remembers: none here
LONG_AGO = 1_700_000_000  # s: files get later times from edit to edit, none so young that a build would not trust it
Tree = dict[str, bytes]
_MEMORY = Path("/dev/shm")


def workplace() -> "tempfile.TemporaryDirectory[str]":
    """A folder for builds, in memory where there is such a place: to sync it to a disk takes longer than the build."""
    folder = _MEMORY if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) else None
    return tempfile.TemporaryDirectory(prefix="wangqun-judge-", dir=folder)


class Differs(AssertionError):
    """An incremental build is not what a clean one makes; the message names the files and what differs in them."""


class BuildFailed(Exception):
    """A build ended in an error; the message has it."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds of an incremental and a clean build, with their workers; whether the former was about a few sites."""

    incremental: float
    clean: float
    near: bool = False


def beforehand(folder: Path) -> None:
    """Load, by a build of other sources of the same sorts in an empty folder, what every build needs, what workers need too, and
    compile all templates; processes forked later need not.
    """
    files = {path: content.replace(b"\xe6\xae\xb5", b"\xe8\x8a\x82") for path, content in beginning().files.items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crew, "run_parts", in_turn)
        read_here(patch)
        warm(write_cluster(folder, files, base=False), sites=FEW + 1)
        run(folder, datetime.fromisoformat("2026-11-23T00:00+08:00"), options=OPTIONS)


def outputs(root: Path) -> Tree:
    """Every byte a build makes for others: what is public, and the manifests with the files beside them."""
    manifests = {f"manifests/{path}": content for path, content in tree(root / "build" / "manifests").items()}
    return public_tree(root) | manifests


def differences(incremental: Mapping[str, bytes], clean: Mapping[str, bytes]) -> list[str]:
    """What an incremental build has too much, too little or otherwise, a line each."""
    told = [f"left over: {path}" for path in sorted(incremental.keys() - clean.keys())]
    told += [f"missing: {path}" for path in sorted(clean.keys() - incremental.keys())]
    for path in sorted(path for path in incremental.keys() & clean.keys() if incremental[path] != clean[path]):
        old, new = incremental[path], clean[path]
        at = max(0, next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new))) - 40)
        told.append(f"otherwise: {path}\n    is    {old[at : at + 120].decode(errors='replace')!r}")
        told.append(f"    clean {new[at : at + 120].decode(errors='replace')!r}")
    return told


def _nothing() -> None:
    """No change of the engine."""


@dataclass(slots=True)
class Workshop:
    """A folder with the sources built incrementally, and another that is emptied before each build. What a run about a few sites
    leaves is held to what one about all leaves in its place, reports too.

    `spoil` is done in each process of an incremental build before it builds: an engine with something taken away; `renew` in all
    processes: another version of it.
    """

    folder: Path
    options: Options = OPTIONS
    spoil: Callable[[], None] = _nothing
    renew: Callable[[], None] = _nothing
    written: dict[str, bytes] = field(default_factory=dict)
    ticks: "count[int]" = field(default_factory=lambda: count(LONG_AGO))

    @property
    def root(self) -> Path:
        """Where what was built before is kept."""
        return self.folder / "incremental"

    @property
    def clean(self) -> Path:
        """Where nothing is."""
        return self.folder / "clean"

    @property
    def twin(self) -> Path:
        """Where a run is made again about all."""
        return self.folder / "twin"

    def write(self, sources: Sources) -> None:
        """Make both folders hold these sources, files that are the same untouched; those that changed get a later time."""
        for path in self.written.keys() - sources.files.keys():
            for root in (self.root, self.clean):
                _take_away(root, path)
        for path, content in sources.files.items():
            if self.written.get(path) != content:
                time = next(self.ticks)
                for root in (self.root, self.clean):
                    target = root / path
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(content)
                    os.utime(target, (time, time))
        for root in (self.root, self.clean):  # each process forked later would; and few themes are kept, the last ones asked for
            compile_templates(root, DEFAULTS | SETTINGS)
        self.written = dict(sources.files)

    def touch(self, path: str) -> None:
        """Give a file a later time."""
        time = next(self.ticks)
        for root in (self.root, self.clean):
            os.utime(root / path, (time, time))

    def build(self, sources: Sources) -> None:
        """Write and build sources incrementally.

        Raises:
            BuildFailed: it ended in an error.
        """
        self.write(sources)
        problem, *_ = _result(_start(self.root, sources.now, self.options, self.renew, self.spoil))
        if problem:
            raise BuildFailed(problem)

    def cleanly(self, sources: Sources) -> Tree:
        """Write sources; what a clean build alone makes of them.

        Raises:
            BuildFailed: it ended in an error.
        """
        self.write(sources)
        shutil.rmtree(self.clean / "build", ignore_errors=True)
        problem, *_ = _result(_start(self.clean, sources.now, self.options, self.renew))
        if problem:
            raise BuildFailed(problem)
        return outputs(self.clean)

    def judge(self, sources: Sources) -> Cost:
        """Write and build sources both ways, at once, and compare.

        Raises:
            Differs: the two are not the same, byte for byte; or the run was about a few sites, and one about all leaves something
                else.
            BuildFailed: one of them ended in an error.
        """
        may_be_near = self._may_be_near(sources)
        self.write(sources)
        shutil.rmtree(self.clean / "build", ignore_errors=True)
        if may_be_near:
            shutil.rmtree(self.twin, ignore_errors=True)
            shutil.copytree(self.root, self.twin, symlinks=True)
            (self.twin / sweep.STILL).unlink()
        started = [
            _start(self.root, sources.now, self.options, self.renew, self.spoil),
            _start(self.clean, sources.now, self.options, self.renew),
        ]
        results = [_result(each) for each in started]
        near = results[0].near
        if near:
            results.append(_result(_start(self.twin, sources.now, self.options, self.renew, self.spoil)))
        if problems := [result.problem for result in results if result.problem]:
            raise BuildFailed(problems[0])
        told = differences(outputs(self.root), outputs(self.clean))
        told += differences(left(self.root), left(self.twin)) if near else []
        if told:
            raise Differs("\n".join(told))
        return Cost(results[0].spent, results[1].spent, near)

    def _may_be_near(self, sources: Sources) -> bool:
        """True when a run may be about a few sites: nothing else than pieces has changed or come."""
        changed = (path for path, content in sources.files.items() if self.written.get(path) != content)
        is_all_there = self.written.keys() <= sources.files.keys()
        return is_all_there and all(path.endswith(".md") for path in changed) and (self.root / sweep.STILL).is_file()


class _Result(NamedTuple):
    """How a build ended: what went wrong, "" for nothing; the processor seconds; whether it was about a few sites."""

    problem: str
    spent: float
    near: bool


class _Seen(Listener):
    """Whether the last try of a run was about a few sites."""

    near = False

    def stage(self, name: str, result: Any, seconds: float, cpu: float) -> None:
        if name == "load":
            self.near = result.near is not None


def _take_away(root: Path, path: str) -> None:
    """Delete a file with the folders that are empty then, as a checkout does."""
    (root / path).unlink()
    for folder in Path(path).parents:
        if any((root / folder).iterdir()):
            return
        (root / folder).rmdir()


def _start(root: Path, now: datetime, options: Options, *before: Callable[[], None]) -> Any:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_build, args=(theirs, root, now, options, before))
    process.start()
    theirs.close()
    return ours, process


def _result(started: Any) -> _Result:
    """How a build ended; so has its process."""
    ours, process = started
    try:
        result = _Result(*ours.recv())
    except EOFError:
        result = _Result("ended without a word", 0.0, False)
    process.join()
    ours.close()
    return result


def _build(connection: Any, root: Path, now: datetime, options: Options, before: tuple[Callable[[], None], ...]) -> None:
    gc.disable()  # the process ends with its build
    crew.run_parts = in_turn  # it is a process of its own already
    read_here(pytest.MonkeyPatch())
    problem, seen = "", _Seen()
    begun = _spent()
    sweep.RACY = -(10**18)  # no file is too young to be known by its time: two builds are further apart than a clock's tick
    try:
        for each in before:
            each()
        run(root, now, options=options, listener=seen)
    except Exception as error:  # whatever it is, the sequence of edits that led to it is what counts
        problem = f"{type(error).__name__}: {error}"
    connection.send((problem, _spent() - begun, seen.near))
    connection.close()


def _spent() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)
