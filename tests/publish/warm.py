"""A process that has all loaded that a build needs, and begins builds as children of its own, which can be killed like any other.

Run as a program: it reads `build <folder>`, `poll` or `wait` and says the child's number, or how it ended.
"""

import gc
import os
import sys
from contextlib import suppress
from tempfile import TemporaryDirectory

from wangqun.cli import main as command

BUILD = ("build", "--jobs", "2", "--today", "2026-11-23")


def main() -> None:
    """Build one cluster here, then others as they are asked for."""
    tell = os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    with TemporaryDirectory() as folder:
        for arguments in (["init", folder], ["-C", folder, *BUILD]):
            with suppress(SystemExit):
                command(arguments)
    gc.freeze()
    child = 0
    for line in sys.stdin:
        word, _, root = line.rstrip("\n").partition(" ")
        if word == "build":
            child = os.fork()
            if not child:
                os.setsid()
                command(["-C", root, *BUILD])  # ends the process
            answer = str(child)
        else:
            ended, status = os.waitpid(child, os.WNOHANG if word == "poll" else 0)
            answer = str(os.waitstatus_to_exitcode(status)) if ended else "running"
        print(answer, file=tell, flush=True)


if __name__ == "__main__":
    main()
