"""How long it takes a preview that is running to tell an open page that it is another, once its file is saved."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import IO, Any
from urllib.parse import urlencode, urlsplit

from .measure import TIMES, CommandFailed

PATIENCE = 600  # s
LOOKED = 3.0  # s that somebody looks at a page before he saves
_BUILT = "已生成"


def resident_edit(root: Path, page: str, edit: Callable[[], None], today: str) -> float:
    """Seconds from a save to the event on which the page is loaded again, the median of some, each with all built before.

    `page` is the path of the page that `edit` changes, below the first site.

    Raises:
        CommandFailed: the preview ended.
    """
    command = (sys.executable, "-m", "wangqun", "-C", str(root), "serve", "--port", "0", "--today", today)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}) as process:
        assert process.stdout is not None
        try:
            address = _line(process.stdout, "http://").split()[-1]
            return median([_measured(process.stdout, address + page, edit) for _ in range(TIMES)])
        finally:
            process.terminate()  # SIGINT is ignored by what was started in the background


def _measured(said: IO[str], address: str, edit: Callable[[], None]) -> float:
    with _events(address) as stream:
        states = _states(stream)
        next(states)
        sleep(LOOKED)
        os.sync()
        start = perf_counter()
        edit()
        while not next(states)["reload"]:
            pass
        seconds = perf_counter() - start
    _line(said, _BUILT)
    return seconds


def _events(address: str) -> Any:
    """What the page is told, asked for as its script does."""
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        script = answer.read().decode().partition('id="wq-live-script"')[2].partition(">")[0]
    named = {name: script.partition(f'data-{name}="')[2].partition('"')[0] for name in ("site", "file", "seen")}
    parts = urlsplit(address)
    return urllib.request.urlopen(f"{parts.scheme}://{parts.netloc}/.wangqun/events?{urlencode(named)}", timeout=PATIENCE)


def _states(stream: Any) -> Iterator[dict[str, Any]]:
    for line in stream:
        if line.startswith(b"data: "):
            yield json.loads(line[6:])


def _line(said: IO[str], word: str) -> str:
    """The next line that has a word in it."""
    for line in said:
        if word in line:
            return line
    raise CommandFailed("wangqun serve ended")
