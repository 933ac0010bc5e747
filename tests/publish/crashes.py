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

COMMAND = [sys.executable, "-m", "wangqun", "build", "--jobs", "2", "--today", "2026-11-23"]


@dataclass(frozen=True)
class Kill:
    """One killed build: when it was killed, whether it was still running, and which sites were not whole afterwards."""

    after: float
    was_running: bool
    torn: tuple[str, ...]


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


def build(root: Path) -> float:
    """A whole build in a process of its own; its seconds."""
    start = time.perf_counter()
    subprocess.run([*COMMAND[:3], "-C", str(root), *COMMAND[3:]], check=True, capture_output=True)
    return time.perf_counter() - start


def kill_builds(root: Path, times: int, seed: int = 1) -> list[Kill]:
    """Edit, start a build, kill it and its workers at a random moment, look; `times` times over."""
    chance = random.Random(seed)
    edit(root, 0)
    build(root)
    edit(root, -1)
    whole = build(root)
    kills = []
    for number in range(1, times + 1):
        edit(root, number)
        command = [*COMMAND[:3], "-C", str(root), *COMMAND[3:]]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        after = chance.uniform(0.25, 1.0) * whole
        time.sleep(after)
        running = process.poll() is None
        if running:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        kills.append(Kill(after, running, torn_sites(root)))
    return kills
