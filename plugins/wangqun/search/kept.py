"""The file of a piece: what the index of readers takes of it, then what `wangqun search` does."""

import json
from array import array
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from sys import byteorder
from typing import Any

from ..domain.frozen import frozen
from ..stored import read_sealed, seal, unsealed, write
from .cutting import Piece, Rows, head_of
from .index import HEADS, TEXTS, Entry
from .tokens import count_tokens, token_of

FORMAT = f"{byteorder} 3\n".encode()  # raised when what a piece holds changes; kept on another kind of machine, it is no use
_COLUMNS = (("I", 4), ("I", 4), ("H", 2), ("B", 1), ("B", 1))  # of each row: times, key, chunk, impact, followers; bytes


@frozen
class Text:
    """A document as Whoosh takes it: what is stored of it, and how often each token stands in each of `TEXTS`."""

    stored: dict[str, str]
    counts: dict[str, Mapping[str, int]]


def write_piece(path: Path, piece: Piece, entry: Entry) -> None:
    """Keep a piece, and the text that it was cut from, for other runs and other indexes."""
    rows = piece.rows
    stored = _json({name: getattr(entry, name) for name in (*HEADS, *TEXTS)})
    sizes = {"rows": len(rows.keys), "fragments": [len(each) for each in piece.fragments], "stored": len(stored)}
    line = _json({**sizes, "words": rows.words, "times": piece.words}) + b"\n"
    columns = (piece.times, rows.keys, rows.chunks, rows.impacts, rows.followers)
    body = b"".join((*(column.tobytes() for column in columns), *piece.fragments, stored))
    write(path, seal(FORMAT + line + body))


def is_kept(path: Path | str) -> bool:
    """True when a piece is there, whole and in the form that is read."""
    return (read_sealed(path) or b"").startswith(FORMAT)


def is_whole(data: bytes) -> bool:
    """The same of the bytes of its file."""
    return (unsealed(data) or b"").startswith(FORMAT)


def read_piece(path: Path) -> Piece:
    """A piece that was kept.

    Raises:
        ValueError: it is not there, or not whole.
    """
    return _opened(path)[0]


def read_text(path: Path) -> Text:
    """The text of a piece, counted when it was cut.

    Raises:
        ValueError: it is not there, or not whole.
    """
    piece, data = _opened(path)
    stored: dict[str, str] = json.loads(data.decode("utf-8", "surrogatepass"))
    body = dict(piece.words)
    for token, times in zip(map(token_of, piece.rows.keys), piece.times, strict=True):
        body[token] = body.get(token, 0) + times
    for token, times in _counted(head_of(stored["title"], stored["names"])).items():
        body[token] -= times
    own = {name: _counted(stored[name]) for name in TEXTS if name != "body"}
    return Text(stored, {**own, "body": {token: times for token, times in body.items() if times}})


def _opened(path: Path) -> tuple[Piece, bytes]:
    """A piece, and what is stored of its text."""
    data = read_sealed(path)
    if data is None or not data.startswith(FORMAT):
        raise ValueError("not there, damaged, or in another form")
    _, line, body = data.split(b"\n", 2)
    head = json.loads(line.decode("utf-8", "surrogatepass"))
    sizes = [head["rows"] * size for _, size in _COLUMNS] + [*head["fragments"], head["stored"]]
    if len(body) != sum(sizes):
        raise ValueError("cut short")
    parts, at = [], 0
    for size in sizes:
        parts.append(body[at : at + size])
        at += size
    times, keys, chunks, impacts, followers = (array(kind, part) for (kind, _), part in zip(_COLUMNS, parts, strict=False))
    words = {word: [(chunk, impact) for chunk, impact in rows] for word, rows in head["words"].items()}
    return Piece(Rows(keys, chunks, impacts, followers, words), tuple(parts[len(_COLUMNS) : -1]), times, head["times"]), parts[-1]


def _counted(text: str) -> Counter[str]:
    """How often each token stands in a short text."""
    characters, words, pairs = count_tokens(text)
    return characters + words + Counter(dict(zip(map(token_of, pairs.keys), pairs.times, strict=True)))


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
