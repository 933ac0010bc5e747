"""In place of the process that talks with dask: one worker, real but for what it is told to spoil of its answers.

Run as a program: `puppet.py <what>`.
"""

import os
import pickle
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, BinaryIO

from wangqun.away.nursery import Nursery
from wangqun.away.wire import get_frame, opened, packed, put_frame, sealed, unsealed

WORKER = "tls://192.0.2.7:4242"


class Bomb:
    """Code that would leave a mark where it is unpickled."""

    def __reduce__(self) -> Any:
        return os.system, (f"touch {os.environ['MARK']}",)


def page(data: dict[str, Any], name: str, content: bytes) -> None:
    """Put a file into an answer, with its right digest."""
    data["files"][name] = sha256(content).hexdigest()
    data["contents"][name] = content


def _files(spoil: Callable[[dict[str, Any]], None]) -> Callable[[Any], Any]:
    def spoilt(data: Any) -> Any:
        if isinstance(data, dict):
            data = {**data, "files": dict(data["files"]), "contents": dict(data["contents"])}
            spoil(data)
        return data

    return spoilt


def _without_a_digest(data: dict[str, Any]) -> None:
    data["contents"]["index.html"] += b"<!-- -->"


def _unseen(data: dict[str, Any]) -> None:
    data["shown"] = [each for each in data["shown"] if not each[0].startswith("article/")]


def _no_tags(data: dict[str, Any]) -> None:
    page(data, "index.html", b"<html><head><title>x</title></head></html>")


def _no_piece(data: dict[str, Any]) -> None:
    data["pieces"] = {name: piece[:-9] for name, piece in data["pieces"].items()}


def _script(data: Any) -> Any:
    return ((data[0][0] + "<script>1</script>", *data[0][1:]), *data[1:]) if isinstance(data, tuple) else data


def _lying_index(data: dict[str, Any]) -> None:
    state, files = data["index"]
    data["index"] = (state, {name: content + b"x" for name, content in files.items()})


PARTS: dict[str, Callable[[Any], Any]] = {
    "honest": lambda data: data,
    "digest": _files(_without_a_digest),
    "outside": _files(lambda data: page(data, "../xian/index.html", b"x")),
    "rooted": _files(lambda data: page(data, "/tmp/x", b"x")),
    "dotted": _files(lambda data: page(data, ".htaccess", b"x")),
    "inside": _files(lambda data: page(data, "index.html/x", b"x")),
    "missing": _files(lambda data: data["contents"].pop("index.html")),
    "unseen": _files(_unseen),
    "untagged": _files(_no_tags),
    "piece": _files(_no_piece),
    "index": _files(_lying_index),
    "script": _script,
    "number": lambda data: 7,
}
WHOLE: dict[str, Callable[[bytes], bytes]] = {
    "flipped": lambda answer: answer[:-1] + bytes([answer[-1] ^ 1]),
    "pickled": lambda answer: pickle.dumps(Bomb()),
    "wrapped": lambda answer: sealed({"parts": [pickle.dumps(Bomb())], "crash": None}),
    "few": lambda answer: sealed({"parts": [], "crash": None}),
    "many": lambda answer: sealed({"parts": unsealed(answer)["parts"] * 9, "crash": None}),
    "killed": lambda answer: sealed({"parts": [], "crash": ("进程意外结束（-9）", -9)}),
    "short": lambda answer: answer[:20],
    "crash": lambda answer: sealed({"parts": [], "crash": ({"no": "text"}, 0)}),
    "unlike": lambda answer: sealed({"unlike": ["Python（本机 3.11.7，它 3.12.1）"]}),
}


def spoilt(what: str, answer: bytes) -> bytes:
    """An answer as this worker gives it."""
    if what in WHOLE:
        return WHOLE[what](answer)
    data = unsealed(answer)
    return sealed({**data, "parts": [packed(PARTS[what](opened(part))) for part in data["parts"]]})


def _listen(tasks: BinaryIO, asked: "SimpleQueue[bytes]") -> None:
    """Read while answers are made, so that whoever asks need not wait."""
    with suppress(EOFError):
        while True:
            asked.put(get_frame(tasks))
    asked.put(b"")


def main() -> None:
    """Answer what is asked; `dies` after the first answer."""
    what = sys.argv[1]
    events: BinaryIO = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    tasks = os.fdopen(os.dup(0), "rb", 0)  # without a lock: children are forked while a thread reads
    get_frame(tasks)
    put_frame(events, packed(("workers", {} if what == "nobody" else {WORKER: 1})))
    asked: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(tasks, asked), daemon=True).start()
    answered = 0
    with TemporaryDirectory() as scratch:
        nursery = Nursery(Path(scratch))
        while frame := asked.get():
            _, number, header, payload, _ = opened(frame)
            if what == "dies" and answered:
                os._exit(1)
            answer = spoilt("honest" if what == "dies" else what, nursery.answer(header, payload))
            put_frame(events, packed(("done", number, WORKER, answer)))
            answered += 1


if __name__ == "__main__":
    main()
