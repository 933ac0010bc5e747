"""Dask's scheduler and workers as an operator starts them, with certificates made for the moment."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from distributed.security import Security

from wangqun.cli.machines import KEYS

PATIENCE = 60
HERE = "tls://127.0.0.1"


@dataclass(frozen=True, slots=True)
class Machines:
    """A scheduler's address, the folder of keys, and the processes of its workers in the order in which they were asked for."""

    address: str
    keys: Path
    workers: tuple["subprocess.Popen[bytes]", ...]


def write_keys(folder: Path) -> Path:
    """An authority, a certificate of it and its key; the folder."""
    made: Any = Security.temporary()  # type: ignore[no-untyped-call]
    folder.mkdir(parents=True)
    for attribute, name in KEYS.items():
        (folder / name).write_text(getattr(made, attribute), encoding="ascii")
    return folder


@contextmanager
def machines(folder: Path, workers: Sequence[Mapping[str, str]]) -> Iterator[Machines]:
    """A scheduler, and a worker for each environment that is given beyond the usual one."""
    keys = write_keys(folder / "keys")
    told = folder / "scheduler.json"
    tls = [f"--tls-ca-file={keys / 'ca.pem'}", f"--tls-cert={keys / 'cert.pem'}", f"--tls-key={keys / 'key.pem'}"]
    common = [*tls, f"--scheduler-file={told}", "--no-dashboard", f"--host={HERE}"]
    running = [_start("scheduler", folder, {}, "--port=0", *common)]
    try:
        for number, environment in enumerate(workers):
            place = f"--local-directory={folder / str(number)}"
            running.append(
                _start("worker", folder, environment, "--nthreads=1", "--no-nanny", "--memory-limit=0", place, *common)
            )
        until = monotonic() + PATIENCE
        while not (told.exists() and told.stat().st_size) and monotonic() < until:
            sleep(0.1)
        yield Machines(json.loads(told.read_text("utf-8"))["address"], keys, tuple(running[1:]))
    finally:
        for process in running[::-1]:
            process.kill()
            process.wait()


def _start(what: str, folder: Path, environment: Mapping[str, str], *options: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *options]
    silent = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=folder, env={**os.environ, **environment}, stdin=silent, stdout=silent, stderr=silent)
