"""`wangqun` as a process of its own that has been loaded before: a fork of one that waits, which spares what imports cost.

A start has its own arguments, folder, environment, mask and streams, and ends with its own code; what `wangqun` itself does
before it is loaded is proven by those tests that start the program itself.
"""

import array
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from importlib import import_module
from io import StringIO
from pathlib import Path
from select import select
from tempfile import TemporaryDirectory
from typing import NoReturn

from click import Command

CALLER = """\
#!{python} -IS
import array, json, os, signal, socket, sys
told = {{"arguments": sys.argv[1:], "folder": os.getcwd(), "environment": dict(os.environ), "mask": os.umask(0)}}
told["deaf"] = [each for each in signal.valid_signals() if signal.getsignal(each) == signal.SIG_IGN]
line = socket.socket(socket.AF_UNIX)
line.connect({address!r})
line.sendmsg([b"!"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
line.sendall(json.dumps(told).encode())
line.shutdown(socket.SHUT_WR)
ended = line.makefile("rb").read()
os._exit(int(ended or 255))
"""
READY = b"ready\n"


@contextmanager
def started(folder: Path) -> Iterator[Path]:
    """A program in `folder` that does what `wangqun` does."""
    address, program = str(folder / "line"), folder / "wangqun"
    program.write_text(CALLER.format(python=sys.executable, address=address), encoding="utf-8")
    program.chmod(0o755)
    with subprocess.Popen([sys.executable, __file__, address], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as waiting:
        assert waiting.stdin and waiting.stdout
        assert waiting.stdout.readline() == READY
        yield program


def serve(address: str) -> None:
    """Build a cluster, so that all is loaded, and fork for each that calls until nobody can any more; then wait for all."""
    from wangqun.cli import COMMANDS, main
    from wangqun.domain.frozen import write_all
    from wangqun.render.compiled import compile_templates
    from wangqun.render.settings import shared_settings

    for place in COMMANDS.values():
        import_module(f"wangqun.cli.{place.partition('.')[0]}")
    with TemporaryDirectory() as folder, redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        for arguments in (["init", folder], ["-C", folder, "build"]):
            with suppress(SystemExit):
                main(arguments)
        compile_templates(Path(folder), shared_settings(Path(folder)))
    write_all()
    gc.freeze()
    with socket.socket(socket.AF_UNIX) as asked, suppress(ChildProcessError):
        asked.bind(address)
        asked.listen()
        os.write(1, READY)
        while asked in select([asked, 0], [], [])[0]:
            line, _ = asked.accept()
            if os.fork() == 0:
                asked.close()
                answer(line, main)
            line.close()
        while os.wait():
            pass


def answer(line: socket.socket, command: Command) -> NoReturn:
    """Be the process that is asked for, and say with which code it ends."""
    code = 255
    try:
        _, ((_, _, sent), *_), _, _ = line.recvmsg(1, socket.CMSG_SPACE(3 * array.array("i").itemsize))
        for number, stream in enumerate(array.array("i", sent)):
            os.dup2(stream, number)
            os.close(stream)
        told = json.loads(line.makefile("rb").read())
        for each in told["deaf"]:
            signal.signal(each, signal.SIG_IGN)
        os.umask(told["mask"])
        os.chdir(told["folder"])
        os.environ.clear()
        os.environ.update(told["environment"])
        sys.argv[1:] = told["arguments"]
        command(prog_name="wangqun")
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        line.sendall(str(code).encode())
        os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1])
