"""What a run knows of other machines: who is there, which task is with whom, and whether an answer can be what it should be."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from io import BufferedReader, BytesIO
from pathlib import Path
from secrets import token_hex
from selectors import EVENT_READ, DefaultSelector
from time import monotonic
from typing import Any, BinaryIO, TypeVar, cast

from ..crew import Errand, Unreached, Unsound
from ..domain.asked import Dask
from ..domain.finding import Finding, Place, Rule, Severity
from ..stored import WRONG
from ..workers import Crash
from .facts import facts, world
from .sources import Unfit, told
from .wire import get_frame, opened, packed, put_frame, rooted, unsealed

WORKER_UNLIKE = Rule(
    "worker-unlike",
    Severity.INFO,
    "分担的机器 {worker} 与本机不同，没有用它：{unlike}",
    "把那台机器上装的改成和本机一样的版本，再启动它。",
    "docs/decisions/0039",
)
ANSWER_REFUSED = Rule(
    "worker-answer-refused",
    Severity.INFO,
    "分担的机器 {worker} 交回的东西不能用（{problem}），没有采用，也不再用它",
    "检查那台机器和它的网络；它的活已由别的机器或本机重做。",
    "docs/decisions/0039",
)
WORKERS_GONE = Rule(
    "workers-gone",
    Severity.INFO,
    "没有分担的机器可用了（{why}），余下的由本机做完",
    "检查这些机器和网络，再启动它们。",
    "docs/decisions/0039",
)
PATIENCE = 45  # s until somebody has to be there, and again when all are gone
GRACE = 10  # s for which nobody may be there later
AHEAD = 2  # tasks for each thread of a worker, so that none waits for the next

T = TypeVar("T")
R = TypeVar("R")


@dataclass(slots=True)
class Machines:
    """Dask's workers, through a process that talks with the scheduler. `findings` gathers what was wrong with any of them."""

    root: Path
    asked: Dask
    say: Callable[[str], None]
    findings: list[Finding] = field(default_factory=list)
    threads: dict[str, int] = field(default_factory=dict)
    avoided: set[str] = field(default_factory=set)
    done: Counter[str] = field(default_factory=Counter)
    lost: str = ""
    link: Sequence[str] = (sys.executable, "-P", "-m", "wangqun.away.link")
    _process: "subprocess.Popen[bytes] | None" = None
    _to: BinaryIO = field(default_factory=BytesIO)
    _from: BinaryIO = field(default_factory=BytesIO)
    _selector: DefaultSelector = field(default_factory=DefaultSelector)
    _header: bytes = b""
    _number: int = 0

    def start(self) -> None:
        """Begin to look for them; nothing is waited for.

        Raises:
            Unreached: they could not see the cluster's sources.
        """
        run = token_hex(8)
        try:
            source = told(self.root, self.asked.sources)
        except Unfit as error:
            raise Unreached(str(error)) from error
        self._header = packed({"run": run, "facts": facts(), "world": world(self.root), "source": source})
        process = subprocess.Popen(self.link, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603
        self._process, self._to = process, cast(BinaryIO, process.stdin)
        self._from = cast(BinaryIO, cast(BufferedReader, process.stdout).raw)  # `select` knows of no buffer
        self._selector.register(self._from, EVENT_READ)
        asked = {"run": run, "address": self.asked.address, "local": self.asked.local, "security": self.asked.security}
        put_frame(self._to, packed(asked))

    def stop(self) -> None:
        """Let them go."""
        process, self._process, self.lost = self._process, None, self.lost or "已经结束"
        if process is not None:
            self._selector.close()
            for pipe in (self._to, self._from):
                with suppress(OSError):
                    pipe.close()
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
            process.kill()
            process.wait()

    @property
    def size(self) -> int:
        """How many tasks are done there at a time.

        Raises:
            Unreached: nobody has ever been there.
        """
        self._wait_for_the_first()
        return sum(self._usable().values())

    def _usable(self) -> dict[str, int]:
        return {} if self.lost else {address: n for address, n in self.threads.items() if address not in self.avoided}

    def _wait_for_the_first(self) -> None:
        until = monotonic() + PATIENCE
        while not (self.threads or self.avoided or self.lost) and monotonic() < until:
            self._next(until - monotonic())
        if not (self.threads or self.avoided or self.done):
            raise Unreached(f"连不上 dask（{self.asked.shown}）：{self.lost or '没有 worker'}。")

    def answers(self, tasks: Mapping[str, T], errand: Errand[T, Any, R]) -> Iterator[tuple[str, list[R | Crash]]]:
        """All parts of each task's result as they come; nothing of tasks that nobody there did as it should be done."""
        self._wait_for_the_first()
        waiting = list(tasks)[::-1]
        out: dict[int, str] = {}
        since = monotonic()
        while waiting or out:
            usable = self._usable()
            while waiting and len(out) < AHEAD * sum(usable.values()):
                name = waiting.pop()
                out[self._send((errand.ready, errand.told, errand.sent(tasks[name])))] = name
            if usable:
                since = monotonic()
            elif self.lost or (not self.threads.keys() - self.avoided and (self.avoided or monotonic() - since > GRACE)):
                self._give_up()
                return
            event = self._next(1)
            if event is None or event[1] not in out:
                continue
            name = out.pop(event[1])
            if event[0] == "failed":
                continue
            parts = self._taken(event[2], event[3], tasks[name], errand)
            if parts is None:
                waiting.append(name)
            elif not (isinstance(parts[-1], Crash) and parts[-1].was_killed):  # for want of memory there, perhaps
                yield name, parts

    def _send(self, task: Any) -> int:
        self._number += 1
        frame = packed(("do", self._number, self._header, rooted(task, self.root), sorted(self.avoided)))
        try:
            put_frame(self._to, frame)
        except OSError:
            self.lost = self.lost or "进程意外结束"
        return self._number

    def _next(self, seconds: float) -> tuple[str, int, str, bytes] | None:
        """What was said next, when it is about a task; all else is taken note of."""
        if self.lost or not self._selector.select(max(0.0, seconds)):
            return None
        try:
            event: tuple[Any, ...] = opened(get_frame(self._from))
        except (EOFError, ValueError):
            event = ("lost", "进程意外结束")
        if event[0] in {"done", "failed"}:
            return cast("tuple[str, int, str, bytes]", event)
        if event[0] == "workers":
            self.threads = dict(event[1])
        else:
            self.lost = str(event[1])
        return None

    def _taken(self, worker: str, answer: bytes, task: T, errand: Errand[T, Any, R]) -> list[R | Crash] | None:
        """The parts of a result; None, with a finding, when they cannot be used."""
        try:
            data = unsealed(answer)
            if unlike := data.get("unlike"):
                return self._avoid(WORKER_UNLIKE.at(Place(), worker=worker, unlike="、".join(map(str, unlike))[:1000]), worker)
            told, wanted, crash = data["parts"], errand.size(task), data["crash"]
            ending = [] if crash is None else [Crash(_text(crash[0])[:500], _number(crash[1]))]
            if len(told) > wanted or (len(told) < wanted and not ending):
                raise Unsound(f"份数不对，{len(told)} 份")
            parts: list[R | Crash] = [*(errand.taken(task, opened(part)) for part in told), *ending]
        except WRONG as error:
            problem = str(error)[:200] if isinstance(error, Unsound) else "不是约定的数据"
            return self._avoid(ANSWER_REFUSED.at(Place(), worker=worker, problem=problem), worker)
        self.done[worker] += 1
        return parts

    def _avoid(self, finding: Finding, worker: str) -> list[Any] | None:
        """None, when the worker is avoided from now on."""
        if worker not in self.avoided:
            self.avoided.add(worker)
            self.findings.append(finding)
        return None

    def _give_up(self) -> None:
        if not any(finding.code == WORKERS_GONE.code for finding in self.findings):
            why = self.lost or ("全都不能用" if self.avoided else "全都断开了")
            self.findings.append(WORKERS_GONE.at(Place(), why=why))
            self.say(self.findings[-1].message)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value


def _number(value: Any) -> int:
    if type(value) is not int:
        raise TypeError(type(value).__name__)
    return value
