"""The process that alone talks with dask: the run has no threads, and whatever others send is never read as code here.

The run writes `("do", number, header, payload, avoided)`; it reads `("workers", {address: threads})`, `("failed", number)`,
`("done", number, address, answer)` and `("lost", why)`.
"""

import io
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from time import sleep
from typing import Any, BinaryIO

import distributed
import distributed.protocol.pickle
from distributed.security import Security

from ..workers import die_with_parent
from .hand import lend
from .wire import get_frame, opened, packed, put_frame

PATIENCE = 30  # s until a scheduler has answered
OFTEN = 0.5  # s between two looks at who is there
_HARMLESS = {("builtins", "bytes"), ("builtins", "memoryview")}  # dask names the type of what it sends


CLIENT: Any = distributed.Client  # without types
SECURITY: Any = Security


class Unread(Exception):
    """Stands for what somebody else has pickled."""


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _HARMLESS:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def read_as_data(pickled: Any, *, buffers: Any = ()) -> Any:
    """What was pickled when it is plain data, else a word that it was not read: no function of it is called."""
    try:
        return _Reader(io.BytesIO(pickled), buffers=buffers).load()
    except Exception:  # damaged or foreign: taking it apart may raise anything
        return Unread("not read")


class Speaker:
    """Writes events, one at a time, from whatever thread."""

    def __init__(self, pipe: BinaryIO) -> None:
        self.pipe, self.lock = pipe, Lock()

    def say(self, *event: Any) -> None:
        """One event."""
        with self.lock:
            put_frame(self.pipe, packed(event))


def main() -> None:
    """Do what the run says until it is done."""
    die_with_parent()
    events = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    speaker = Speaker(events)
    asked = opened(get_frame(sys.stdin.buffer))
    distributed.protocol.pickle.loads = read_as_data
    with tempfile.TemporaryDirectory(prefix="wangqun-dask-") as folder, _cluster(asked, Path(folder)) as (address, security):
        try:
            client: Any = CLIENT(address, security=security, timeout=PATIENCE, set_as_default=False, direct_to_workers=True)
        except Exception as error:  # whatever keeps the two apart
            speaker.say("lost", f"{type(error).__name__}: {error}"[:300])
            return
        Thread(target=_watch, args=(client, speaker, asked["local"]), daemon=True).start()
        done: SimpleQueue[tuple[int, Any]] = SimpleQueue()
        Thread(target=_fetch, args=(client, done, speaker), daemon=True).start()
        _serve(client, sys.stdin.buffer, done, asked["run"])
        os._exit(0) if not asked["local"] else client.close(timeout=1)


def _serve(client: Any, pipe: BinaryIO, done: "SimpleQueue[tuple[int, Any]]", run: str) -> None:
    """Hand tasks to the scheduler until the run hangs up."""
    while True:
        try:
            _, number, header, payload, avoided = opened(get_frame(pipe))
        except (EOFError, ValueError):
            return
        workers = [address for address in client.nthreads() if address not in avoided] if avoided else None
        future = client.submit(
            lend, header, payload, key=f"wangqun-{run}-{number}", pure=False, workers=workers, allow_other_workers=False
        )
        future.add_done_callback(lambda future, number=number: done.put((number, future)))


def _fetch(client: Any, done: "SimpleQueue[tuple[int, Any]]", speaker: Speaker) -> None:
    """Pass on what tasks came to."""
    while True:
        number, future = done.get()
        try:
            holders = next(iter(client.who_has([future]).values()), ())
            answer = future.result(timeout=PATIENCE) if future.status == "finished" else None
        except Exception:  # the worker went with it: dask has told nobody yet
            answer, holders = None, ()
        if isinstance(answer, bytes):
            speaker.say("done", number, str(next(iter(holders), "")), answer)
        else:
            speaker.say("failed", number)
        future.release()


def _watch(client: Any, speaker: Speaker, local: int) -> None:
    """Tell who is there, whenever that changes."""
    before: dict[str, int] | None = None
    while True:
        try:
            now = {str(address): int(threads) for address, threads in client.nthreads().items()}
        except Exception as error:  # whatever keeps the two apart
            speaker.say("lost", f"{type(error).__name__}: {error}"[:300])
            return
        if now != before and (before is not None or len(now) >= local):
            speaker.say("workers", before := now)
        sleep(OFTEN if before else OFTEN / 10)


@contextmanager
def _cluster(asked: dict[str, Any], folder: Path) -> Iterator[tuple[str, Any]]:
    """A scheduler's address and how to speak with it: one that is there, or one of this machine with its own workers."""
    if not asked["local"]:
        yield asked["address"], SECURITY(**asked["security"], require_encryption=asked["address"].startswith("tls:"))
        return
    security = SECURITY.temporary()
    files = {}
    for name in ("tls_ca_file", "tls_scheduler_cert", "tls_scheduler_key"):
        path = folder / f"{name}.pem"
        path.write_text(getattr(security, name))
        files[name] = str(path)
    told = folder / "scheduler.json"
    own = {"ca-file": "tls_ca_file", "cert": "tls_scheduler_cert", "key": "tls_scheduler_key"}
    common = [*(f"--tls-{option}={files[name]}" for option, name in own.items()), f"--scheduler-file={told}", "--no-dashboard"]
    processes = [_start("scheduler", "--host=tls://127.0.0.1", "--port=0", *common)]
    alone = ["--nthreads=1", "--no-nanny", "--host=tls://127.0.0.1", "--memory-limit=0", f"--local-directory={folder}"]
    processes += [_start("worker", *alone, *common) for _ in range(asked["local"])]
    try:
        for _ in range(PATIENCE * 20):
            if told.exists() and told.stat().st_size:
                break
            sleep(0.05)
        paths = SECURITY(
            tls_ca_file=files["tls_ca_file"],
            tls_client_cert=files["tls_scheduler_cert"],
            tls_client_key=files["tls_scheduler_key"],
            require_encryption=True,
        )
        yield json.loads(told.read_text("utf-8"))["address"], paths
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _start(what: str, *options: str) -> "subprocess.Popen[bytes]":
    """A process of dask's own that ends with this one."""
    code = f"from wangqun.workers import die_with_parent as d; d(); from distributed.cli.dask_{what} import main; main()"
    return subprocess.Popen([sys.executable, "-P", "-c", code, *options], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


if __name__ == "__main__":
    main()
