"""All shards of an index at once, with numpy: what `shards.py` does for a few documents, for any number of them."""

from array import array
from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from ..domain.frozen import frozen
from .cutting import LEVELS, Rows, shard_hash
from .edits import add
from .postings import HEAD, LONG, RANGE, SKIP, Posting, Shard, Slice, Tail, put, take
from .store import Store
from .tokens import token_of

ROWS = 2_000_000  # sorted at a time: about 100 MB

Ints = npt.NDArray[np.uint32]
Small = npt.NDArray[np.uint8]


@frozen
class Columns:
    """The rows of all documents: token key, document, chunk, impact, followers; and the words, each with its posting."""

    keys: Ints
    documents: Ints
    chunks: npt.NDArray[np.uint16]
    impacts: Small
    followers: Small
    words: dict[str, Posting]

    def at(self, which: "npt.NDArray[np.intp] | npt.NDArray[np.bool_] | slice") -> "Columns":
        """Some of the rows."""
        keys, documents, chunks = self.keys[which], self.documents[which], self.chunks[which]
        return Columns(keys, documents, chunks, self.impacts[which], self.followers[which], self.words)


def gather(documents: Iterable[tuple[int, Rows]]) -> Columns:
    """The rows of documents with their numbers, in order."""
    keys, numbers, chunks, impacts, followers = array("I"), array("I"), array("H"), array("B"), array("B")
    words: dict[str, Posting] = {}
    for number, rows in documents:
        keys += rows.keys
        chunks += rows.chunks
        impacts += rows.impacts
        followers += rows.followers
        numbers += array("I", [number]) * len(rows.keys)
        for word, places in rows.words.items():
            words.setdefault(word, {})[number] = tuple((chunk, impact, 0) for chunk, impact in places)
    first, second = np.array(keys, np.uint32), np.array(numbers, np.uint32)
    small = np.array(impacts, np.uint8), np.array(followers, np.uint8)
    return Columns(first, second, np.array(chunks, np.uint16), *small, words)


def assemble(columns: Columns, bits: int, store: Store, first: int = 0, last: int | None = None) -> Iterator[Shard]:
    """The 2**bits shards in order, or those from `first` to `last` of which the columns are."""
    where = shards_of(columns.keys, bits)
    of_shard: dict[int, list[str]] = {}
    for word in columns.words:
        of_shard.setdefault(shard_hash(word) >> 32 - bits, []).append(word)
    for start, end in _passes(where, first, 1 << bits if last is None else last):
        chosen = np.flatnonzero((where >= start) & (where < end))
        order = chosen[np.argsort(where[chosen].astype(np.uint64) << np.uint64(32) | columns.keys[chosen], kind="stable")]
        shards = dict(_shards(columns, order, where, store))
        for number in range(start, end):
            shard = shards.get(number) or Shard()
            for word in of_shard.get(number, ()):
                add(shard, word, columns.words[word], store)
            yield shard


def shards_of(keys: Ints, bits: int) -> Ints:
    """In which of 2**bits shards pairs stand."""
    return hashes(keys) >> np.uint32(32 - bits) if bits else np.zeros(len(keys), np.uint32)


def hashes(keys: Ints) -> Ints:
    """`shard_hash` of many pairs."""
    first, second = keys >> np.uint32(16), keys & np.uint32(0xFFFF)
    value = (np.uint32(2166136261) ^ first) * np.uint32(16777619)
    value = np.where(second > 0, (value ^ second) * np.uint32(16777619), value)
    value ^= value >> np.uint32(15)
    value *= np.uint32(0x85EBCA6B)
    return value ^ value >> np.uint32(13)


def _passes(where: Ints, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Stretches of shards that hold at most `ROWS` rows, or one shard."""
    counts = np.bincount(where, minlength=last)[first:last]
    start, held = first, 0
    for number, count in enumerate(counts.tolist(), first):
        if held and held + count > ROWS:
            yield start, number
            start, held = number, 0
        held += count
    yield start, last


def _shards(columns: Columns, order: npt.NDArray[np.intp], where: Ints, store: Store) -> Iterator[tuple[int, Shard]]:
    if not len(order):
        return
    sorted_ = columns.at(order)
    keys = sorted_.keys
    starts = np.flatnonzero(np.r_[True, keys[1:] != keys[:-1]])  # equal keys stand together: a key has one shard
    ends = np.r_[starts[1:], len(keys)]
    encoder = _Encoder(sorted_)
    shard, number = Shard(), -1
    places = where[order][starts].tolist()
    for place, key, start, end in zip(places, keys[starts].tolist(), starts.tolist(), ends.tolist(), strict=True):
        if place != number:
            if number >= 0:
                yield number, shard
            shard, number = Shard(), place
        token = token_of(key)
        if encoder.documents_of(start, end) <= LONG:
            shard.slices[token] = encoder.slice(start, end)
        else:
            shard.slices[token], shard.tails[token] = _long(sorted_, start, end, encoder, store)
    yield number, shard


class _Encoder:
    """`encode_posting` for all rows at once; a token's slice is cut from the result."""

    def __init__(self, columns: Columns) -> None:
        keys, documents, chunks, impacts = columns.keys, columns.documents, columns.chunks, columns.impacts
        fresh = np.r_[True, keys[1:] != keys[:-1]]
        heads = fresh | np.r_[True, documents[1:] != documents[:-1]]
        at = np.flatnonzero(heads)
        before = np.r_[-1, documents[at[:-1]].astype(np.int64)]
        before[fresh[at]] = -1
        title = np.maximum.reduceat(impacts, at) >> 7
        values = (documents[at].astype(np.int64) - before - 1) << 1 | title
        data, lengths = _varints(values)
        self.documents = data.tobytes()
        self.entry = np.cumsum(np.r_[0, heads])  # entries before each row
        self.document_ends = np.cumsum(np.r_[0, lengths])
        last = np.r_[heads[1:], True]
        gaps = chunks.astype(np.int64)
        gaps[1:] -= np.where(heads[1:], 0, chunks[:-1].astype(np.int64) + 1)
        skips = gaps // SKIP
        self.chunk_ends = np.cumsum(np.r_[0, skips + 1])
        out = np.full(int(self.chunk_ends[-1]), SKIP, np.uint8)
        out[self.chunk_ends[1:] - 1] = last.astype(np.uint8) << 7 | (impacts & LEVELS - 1) << 4 | (gaps % SKIP).astype(np.uint8)
        self.chunks = out.tobytes()
        self.followers = columns.followers.tobytes()

    def documents_of(self, start: int, end: int) -> int:
        """How many documents the rows name."""
        return int(self.entry[end] - self.entry[start])

    def slice(self, start: int, end: int) -> Slice:
        """The slice of a token's rows."""
        first, last = self.entry[start], self.entry[end]
        documents = self.documents[self.document_ends[first] : self.document_ends[last]]
        followers = self.followers[start:end]
        return documents, self.chunks[self.chunk_ends[start] : self.chunk_ends[end]], followers if any(followers) else b""

    def span(self, start: int, end: int, number: int) -> Slice:
        """The slice of some of a token's rows, of which the first document has this number."""
        documents, chunks, followers = self.slice(start, end)
        value, after = take(documents, 0)
        first = bytearray()
        put(first, number << 1 | value & 1)
        return bytes(first) + documents[after:], chunks, followers


def _long(all_: Columns, start: int, end: int, encoder: _Encoder, store: Store) -> tuple[Slice, Tail]:
    """Head and tail of the long list of one token, as `add` makes them."""
    columns = all_.at(slice(start, end))
    documents, impacts = columns.documents, columns.impacts
    at = np.flatnonzero(np.r_[True, documents[1:] != documents[:-1]])
    numbers = documents[at]
    title = np.maximum.reduceat(impacts, at) >> 7
    strength = np.maximum.reduceat(impacts & LEVELS - 1, at)
    head = np.isin(documents, numbers[np.lexsort((numbers, strength, title))[-HEAD:]])
    names = [b""] * (int(numbers[-1]) // RANGE + 1)
    part = documents // RANGE
    places = np.flatnonzero(np.r_[True, part[1:] != part[:-1], True]).tolist()
    for first, last in pairwise(places):
        streams = encoder.span(start + first, start + last, int(documents[first]))
        names[int(part[first])] = store.put_range(streams)
    best = columns.at(head)
    return _Encoder(best).slice(0, len(best.keys)), Tail(len(numbers), len(documents), names)


def _varints(values: npt.NDArray[np.int64]) -> tuple[Small, npt.NDArray[np.int64]]:
    """Their bytes, one after the other, and how many each takes; values below 2**28."""
    digits = np.stack([values >> shift & 127 for shift in (0, 7, 14, 21)], axis=1).astype(np.uint8)
    lengths = 1 + (values >= 1 << 7).astype(np.int64) + (values >= 1 << 14) + (values >= 1 << 21)
    column = np.arange(4)
    digits[column < lengths[:, None] - 1] |= 128
    return digits[column < lengths[:, None]], lengths
