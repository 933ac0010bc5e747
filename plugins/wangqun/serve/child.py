"""The preview's child as its parent sees it: started, spoken to, listened to, replaced."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from .saying import Said, Saved, read, written

MODULE = f"{__package__}.resident"


class Child:
    """A process that keeps the cluster of a `tree` in memory; a thread hands on what it says. `ended` is called with what it last
    printed when it ends without being asked to.
    """

    def __init__(self, tree: Path, jobs: int, on_said: Callable[[Said], None], ended: Callable[[str], None]) -> None:
        self._command = [sys.executable, "-m", MODULE, str(tree), str(jobs)]
        alone = {"GIT_CEILING_DIRECTORIES": str(tree.resolve().parent)}  # nobody asks git who wrote what is not committed
        self._environment = os.environ | alone
        self._on_said, self._ended = on_said, ended
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._lock = threading.RLock()

    def start(self) -> None:
        """Have a new one, and none of what the last one kept."""
        pipe = subprocess.PIPE
        with self._lock:
            self._stop()
            process = subprocess.Popen(  # noqa: S603 - our own command
                self._command, stdin=pipe, stdout=pipe, stderr=pipe, env=self._environment
            )
            self._process = process
        threading.Thread(target=self._listen, args=(process,), name="wangqun-child", daemon=True).start()

    def tell(self, saved: Saved) -> None:
        """Tell it what was saved; a new one when there is none any more."""
        with self._lock, suppress(OSError):  # one that has just ended: `ended` says so
            if self._closed:
                return
            if self._process is None or self._process.poll() is not None:
                self.start()
            if self._process and (stream := self._process.stdin):
                stream.write(written(saved))
                stream.flush()

    def close(self) -> None:
        """End it for good; what it has under way ends with it."""
        with self._lock:
            self._closed = True
            self._stop()

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        printed: list[str] = []
        errors = threading.Thread(target=self._keep_last, args=(process, printed), daemon=True)
        errors.start()
        with process:
            for line in process.stdout or ():
                said = read(line)
                if process is self._process and said is not None and not isinstance(said, Saved):
                    self._on_said(said)
            errors.join()
        if process is self._process:
            self._ended(printed[-1] if printed else "没有输出")

    @staticmethod
    def _keep_last(process: "subprocess.Popen[bytes]", printed: list[str]) -> None:
        for line in process.stderr or ():
            if text := line.decode("utf-8", "replace").strip():
                printed[:] = [text]
