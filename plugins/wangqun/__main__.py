"""`wangqun` and `python -m wangqun`: the command, loaded without looking for garbage, of which loading leaves none."""

import gc
import os
import sys
from codecs import lookup

SELDOM = (50_000, 20, 20)
"""How many objects may be new before garbage is looked for: a run keeps nearly all that it makes, each look is in vain."""


def main() -> None:
    """Run the command."""
    if sys.getfilesystemencoding() != "utf-8":
        _begin_again()
    gc.disable()  # a fifth of what a start takes
    from .cli import main as command

    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()
    command(prog_name="wangqun")


def _begin_again() -> None:
    """Start anew with names of files in UTF-8, as git and servers have them, whatever the system's locale is: by another encoding
    they would be other names, and what has them would be unpublished. What is said is in the terminal's, where that has Chinese.
    """
    environment = os.environ | {"PYTHONUTF8": "1"}
    if lookup(sys.stdout.encoding).name != "ascii":
        environment.setdefault("PYTHONIOENCODING", sys.stdout.encoding)
    os.execve(sys.executable, [os.fsencode(sys.executable), *map(_in_utf8, sys.orig_argv[1:])], environment)  # noqa: S606


def _in_utf8(argument: str) -> bytes:
    """An argument as it was given where that is UTF-8; else what was typed, in UTF-8."""
    given = os.fsencode(argument)
    try:
        given.decode()
    except UnicodeDecodeError:
        return argument.encode(errors="surrogateescape")
    return given


if __name__ == "__main__":
    main()
