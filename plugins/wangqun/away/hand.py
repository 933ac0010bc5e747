"""What a worker runs: it hands a task to a nursery of its own thread, and never reads what the task is."""

import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import get_ident
from typing import Any

from distributed import get_worker

from ..stored import remove
from .wire import get_frame, put_frame, sealed


@dataclass(slots=True)
class _Keeper:
    """One nursery at a time; another when that ends."""

    process: "subprocess.Popen[bytes] | None" = None
    scratch: Path = Path()

    def ask(self, header: bytes, payload: bytes) -> bytes:
        """The answer of the nursery; when it ends before that, that it did."""
        if self.process is None or self.process.poll() is not None:
            self._start()
        process: Any = self.process
        try:
            put_frame(process.stdin, header)
            put_frame(process.stdin, payload)
            return get_frame(process.stdout)
        except (OSError, EOFError):
            process.kill()
            code = process.wait()
            return sealed({"parts": [], "crash": (f"进程意外结束（{code}）", code or -1)})

    def _start(self) -> None:
        if self.scratch.name:
            with suppress(OSError):
                remove(self.scratch)
        self.scratch = Path(tempfile.mkdtemp(prefix="wangqun-", dir=get_worker().local_directory))
        command = [sys.executable, "-P", "-m", "wangqun.away.nursery", str(self.scratch)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603


@cache
def _keeper(thread: int) -> _Keeper:
    return _Keeper()


def lend(header: bytes, payload: bytes) -> bytes:
    """Have a task done."""
    return _keeper(get_ident()).ask(header, payload)
