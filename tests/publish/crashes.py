"""Killing builds at random moments and looking at what readers see; shared by the tests (10 kills) and the bench (100)."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from wangqun.render.digests import digests
from wangqun.store.whole import release_digest


@dataclass(frozen=True)
class Kill:
    """One killed build: when it was killed, whether it was still running, and which sites were not whole afterwards."""

    after: float
    was_running: bool
    torn: tuple[str, ...]


class Builder:
    """Whole builds, one after the other, each in a process of its own with a session of its own."""

    def __enter__(self) -> "Builder":
        command = [sys.executable, str(Path(__file__).with_name("warm.py"))]
        self._warm = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self._ended = "0"
        return self

    def __exit__(self, *_: object) -> None:
        self._warm.communicate()

    def start(self, root: Path) -> int:
        """Begin a build; the number of its process."""
        return int(self._ask(f"build {root}"))

    def is_running(self) -> bool:
        """False when the last one has ended."""
        self._ended = self._ask("poll")
        return self._ended == "running"

    def wait(self) -> int:
        """How the last one ended."""
        if self._ended == "running":
            self._ended = self._ask("wait")
        return int(self._ended)

    def build(self, root: Path) -> float:
        """A whole build, which must go well; its seconds."""
        begun = time.perf_counter()
        self.start(root)
        assert self.wait() == 0
        return time.perf_counter() - begun

    def _ask(self, line: str) -> str:
        self._ended = "running"
        assert self._warm.stdin
        assert self._warm.stdout
        self._warm.stdin.write(f"{line}\n")
        return self._warm.stdout.readline().rstrip("\n")


def torn_sites(root: Path) -> tuple[str, ...]:
    """Public sites that are not byte for byte the release whose name they bear, or that lead nowhere."""
    torn = []
    for link in sorted((root / "build" / "public").glob("[!.]*")):
        if not link.is_dir() or release_digest(digests(link)) != link.resolve().name:
            torn.append(link.name)
    return tuple(torn)


def edit(root: Path, number: int) -> None:
    """Change one piece of every site, so that there is something to publish in each."""
    for number_of_site, path in enumerate(sorted((root / "content").glob("*/*/news/good.md"))):
        text = path.read_text(encoding="utf-8").split("\n第", 1)[0].rstrip("\n")
        path.write_text(f"{text}\n第{number}次改动，第{number_of_site}个站点。\n", encoding="utf-8")


def kill_builds(builder: Builder, root: Path, times: int, seed: int = 1) -> list[Kill]:
    """Edit, start a build, kill it and its workers at a random moment, look; `times` times over."""
    chance = random.Random(seed)
    edit(root, 0)
    builder.build(root)
    edit(root, -1)
    whole = builder.build(root)
    kills = []
    for number in range(1, times + 1):
        edit(root, number)
        process = builder.start(root)
        after = chance.uniform(0.05, 1.0) * whole
        time.sleep(after)
        running = builder.is_running()
        if running:
            os.killpg(process, signal.SIGKILL)
            builder.wait()
        kills.append(Kill(after, running, torn_sites(root)))
    return kills
