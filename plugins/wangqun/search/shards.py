"""The index that readers' browsers search: shards of postings, tables of fragments, and index.json that names them all.

Documents are numbered by date, undated ones first, so that a new one is the last and an edit touches the shards of its own words.
What is written depends on the documents alone, never on how they came to be so.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from math import log2
from pathlib import Path
from typing import Any

from ..domain.frozen import frozen
from ..stored import WRONG
from .cutting import MADE_BY, NAME, Piece, Rows, shard_hash
from .edits import edit
from .pieces import Doc
from .postings import HEAD, LONG, RANGE, Row
from .store import Store, split_names
from .tokens import token_of

ROWS = 1600  # of a shard, about 2.5 KB compressed
GROUP = 64  # shard names in one file
FRAGMENTS = 128  # fragment names in one file, about
LAID_OUT = [*MADE_BY, ROWS, GROUP, FRAGMENTS, LONG, RANGE, HEAD]  # a state laid out otherwise is of no use
PATCHED = 24  # documents that may differ before everything is assembled anew


@frozen
class State:
    """An index as it was last written; `fragments` and `rows` are counts for each document, names are the bytes of names."""

    documents: tuple[Doc, ...]
    fragments: tuple[int, ...]
    rows: tuple[int, ...]
    shards: tuple[bytes, ...]
    tables: tuple[bytes, ...]

    def as_json(self) -> dict[str, Any]:
        """What is to be kept of it until the next run, fit for JSON."""
        names = {"shards": b"".join(self.shards).hex(), "tables": b"".join(self.tables).hex()}
        counts = {"fragments": self.fragments, "rows": self.rows}
        return {"format": LAID_OUT, "documents": self.documents, **counts, **names}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> "State":
        """What was kept.

        Raises:
            ValueError, KeyError, TypeError: it is not that, or of another format.
        """
        if data["format"] != LAID_OUT:
            raise ValueError(data["format"])
        documents = tuple((date, key, digest, tuple(filters)) for date, key, digest, filters in data["documents"])
        shards, tables = (tuple(split_names(bytes.fromhex(data[name]))) for name in ("shards", "tables"))
        return cls(documents, tuple(data["fragments"]), tuple(data["rows"]), shards, tables)

    @property
    def bits(self) -> int:
        """There are 2**bits shards, the number that fits `ROWS` best."""
        return bits_for(sum(self.rows))

    @property
    def block(self) -> int:
        """Documents whose fragments one table names."""
        return block_for(len(self.documents), sum(self.fragments))


def bits_for(rows: int) -> int:
    """The number of shards, as a power of two."""
    return max(0, round(log2(max(rows, 1) / ROWS)))


def block_for(documents: int, fragments: int) -> int:
    """A power of two, so that a table names about `FRAGMENTS`."""
    return 1 << max(0, round(log2(FRAGMENTS * max(documents, 1) / max(fragments, 1))))


def in_order(documents: Sequence[Doc]) -> tuple[Doc, ...]:
    """By date, then id; those without a date first."""
    return tuple(sorted(documents))


def update(
    store: Store,
    before: State | None,
    documents: tuple[Doc, ...],
    piece: Callable[[str], Piece],
    others: Callable[[], Iterable[tuple[Path, State]]] = tuple,
    jobs: int = 1,
) -> State:
    """Bring the files of an index up to date; files of earlier states stay. `piece` gives a piece by its digest, `others` indexes
    that hold some of its documents already, with their folders. At most `jobs` processes assemble at a time.

    Raises:
        OSError, ValueError: a file cannot be written, or a piece that is needed is not there, or not whole.
        Died: a process ended before it was done, twice.
    """
    if before is not None and _is_whole(store, before):
        if before.documents == documents:
            return before
        try:
            if (after := _patched(store, before, documents, piece)) is not None:
                return after
        except (OSError, *WRONG):  # a file or a piece is lost or damaged: make all of it anew
            pass
    try:
        return _assembled(store, documents, piece, others(), jobs)
    except (ValueError, LookupError):  # one of the others is not whole
        return _assembled(store, documents, piece, (), 1)


def fragment_names(store: Store, state: State, ids: Collection[str]) -> set[str]:
    """The fragments of some documents.

    Raises:
        OSError, ValueError: a table is not there, or not whole.
    """
    names: set[str] = set()
    for number, document in enumerate(state.documents):
        if document[1] in ids:
            table = list(read_table(store.get(state.tables[number // state.block])))
            names |= {name.hex() for name in table[number % state.block]}
    return names


def read_table(data: bytes) -> Iterator[list[bytes]]:
    """The names of each document's fragments."""
    at = 0
    while at < len(data):
        count = data[at] << 8 | data[at + 1]
        yield split_names(data[at + 2 : at + 2 + NAME * count])
        at += 2 + NAME * count


def _is_whole(store: Store, state: State) -> bool:
    """True when its shards, its tables and what the tables name are there."""
    if not all(name.hex() in store.there for name in (*state.shards, *state.tables)):
        return False
    try:
        tables = [read_table(store.get(name)) for name in state.tables]
        return all(name.hex() in store.there for table in tables for names in table for name in names)
    except (OSError, *WRONG):
        return False


def _assembled(
    store: Store, documents: tuple[Doc, ...], piece: Callable[[str], Piece], others: Iterable[tuple[Path, State]], jobs: int
) -> State:
    """All of it anew: from indexes that hold its documents, from pieces what none holds."""
    from .assembly import gather
    from .merging import NONE, Index
    from .parts import Parts

    numbers = {(key, digest): number for number, (_, key, digest, _) in enumerate(documents)}
    fragments: list[list[bytes]] = [[] for _ in documents]
    counts = [0 for _ in documents]
    indexes = []
    for folder, state in others:
        index = Index(folder, state.shards, array("I", (numbers.pop(doc[1:3], NONE) for doc in state.documents)))
        other = Store(folder)
        named = (names for table in state.tables for names in read_table(other.get(table)))
        for number, names, rows in zip(index.numbers, named, state.rows, strict=True):
            if number != NONE:
                fragments[number], counts[number] = names, rows
                for name in names:
                    store.adopt(name, other)
        indexes.append(index)

    def rows_beside() -> Iterator[tuple[int, Rows]]:
        for number, document in enumerate(documents):
            if not fragments[number]:
                made = piece(document[2])
                fragments[number], counts[number] = [store.put(fragment) for fragment in made.fragments], made.rows.count
                yield number, made.rows

    beside = gather(rows_beside())
    lengths = tuple(map(len, fragments))
    shards = Parts(store, documents, indexes, beside, bits_for(sum(counts))).make(sum(counts), jobs)
    tables = _tables(store, fragments, block_for(len(documents), sum(lengths)))
    return State(documents, lengths, tuple(counts), tuple(shards), tables)


def _tables(store: Store, fragments: Sequence[Sequence[bytes]], block: int) -> tuple[bytes, ...]:
    return tuple(store.put(_table(fragments[at : at + block])) for at in range(0, len(fragments), block))


def _table(fragments: Sequence[Sequence[bytes]]) -> bytes:
    return b"".join(len(names).to_bytes(2, "big") + b"".join(names) for names in fragments)


def _patched(store: Store, before: State, documents: tuple[Doc, ...], piece: Callable[[str], Piece]) -> State | None:
    """The state after few documents changed; None when it is better to begin anew."""
    old, longest = before.documents, max(len(before.documents), len(documents))
    changed = [n for n in range(longest) if n >= len(old) or n >= len(documents) or old[n] != documents[n]]
    if len(changed) > PATCHED:
        return None
    fragments, rows = list(before.fragments[: len(documents)]), list(before.rows[: len(documents)])
    edits: dict[str, dict[int, tuple[Row, ...]]] = defaultdict(dict)
    named: dict[int, list[bytes]] = {}
    for number in changed:
        was = _tokens(piece(old[number][2]), old[number][3]) if number < len(old) else {}
        now: dict[str, tuple[Row, ...]] = {}
        if number < len(documents):
            made = piece(documents[number][2])
            now = _tokens(made, documents[number][3])
            named[number] = [store.put(fragment) for fragment in made.fragments]
            counts = len(made.fragments), made.rows.count
            if number < len(fragments):
                fragments[number], rows[number] = counts
            else:
                fragments.append(counts[0])
                rows.append(counts[1])
        for token in was.keys() | now.keys():
            if was.get(token) != now.get(token):
                edits[token][number] = now.get(token, ())
    after = State(documents, tuple(fragments), tuple(rows), before.shards, before.tables)
    if (after.bits, after.block) != (before.bits, before.block):
        return None
    shards = list(before.shards)
    of_shard: dict[int, list[str]] = defaultdict(list)
    for token in edits:
        of_shard[shard_hash(token) >> 32 - after.bits].append(token)
    for number, tokens in of_shard.items():
        shard = store.get_shard(shards[number])
        for token in tokens:
            edit(shard, token, edits[token], store)
        shards[number] = store.put_shard(shard)
    tables = _patched_tables(store, before, after, named)
    return State(documents, after.fragments, after.rows, tuple(shards), tables)


def _patched_tables(store: Store, before: State, after: State, named: Mapping[int, list[bytes]]) -> tuple[bytes, ...]:
    block = after.block
    tables = list(before.tables[: -(-len(after.documents) // block)])
    touched = {number // block for number in named}
    if len(after.documents) < len(before.documents) and len(after.documents) % block:
        touched.add(len(after.documents) // block)
    for place in sorted(touched):
        names = list(read_table(store.get(before.tables[place]))) if place < len(before.tables) else []
        start = place * block
        size = min(block, len(after.documents) - start)
        names = [named.get(start + offset) or names[offset] for offset in range(size)]
        tables[place : place + 1] = [store.put(_table(names))]
    return tuple(tables)


def _tokens(piece: Piece, filters: Sequence[str]) -> dict[str, tuple[Row, ...]]:
    """Every token of a document -> its rows."""
    rows = piece.rows
    found: dict[str, list[Row]] = defaultdict(list)
    for key, *row in zip(rows.keys, rows.chunks, rows.impacts, rows.followers, strict=True):
        found[token_of(key)].append((row[0], row[1], row[2]))
    for word, places in rows.words.items():
        found[word] = [(chunk, impact, 0) for chunk, impact in places]
    for name in filters:
        found[name] = [(0, 0, 0)]
    return {token: tuple(places) for token, places in found.items()}
