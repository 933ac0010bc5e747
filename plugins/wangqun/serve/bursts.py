"""Saves come in bursts: what belongs together is told at once, and nothing saved meanwhile is missed."""

import threading
from collections.abc import Callable
from time import monotonic

QUIET = 0.03  # s without another event before a burst is told
PATIENCE = 1.0  # s after which it is told all the same


class Bursts:
    """A thread that tells which paths were touched, in their order, each once."""

    def __init__(self, tell: Callable[[tuple[str, ...]], None]) -> None:
        self._tell = tell
        self._touched: dict[str, None] = {}
        self._event = threading.Event()
        self._stopped = False
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._loop, name="wangqun-bursts", daemon=True)
        self._thread.start()

    def touch(self, path: str) -> None:
        """Something was saved."""
        with self._lock:
            self._touched[path] = None
        self._event.set()

    def stop(self) -> None:
        """Tell what there is, and end."""
        self._stopped = True
        self._event.set()
        self._thread.join()

    def _loop(self) -> None:
        while not self._stopped:
            self._event.wait()
            end = monotonic() + PATIENCE
            while not self._stopped and monotonic() < end:
                self._event.clear()
                if not self._event.wait(QUIET):
                    break
            self._event.clear()
            with self._lock:
                touched, self._touched = tuple(self._touched), {}
            if touched:
                self._tell(touched)
