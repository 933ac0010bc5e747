"""The rows of some shards of an index, taken from indexes that were made of its documents before: nothing is counted again."""

from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..domain.frozen import frozen
from .assembly import Columns, Ints, Small, shards_of
from .cutting import LEVELS, TITLE, shard_hash
from .postings import SKIP, STREAMS, Posting, decode_posting, take, take_tails
from .store import Store

LEFT_OUT = -1
NONE = 0xFFFFFFFF  # the number of a document that is not in the index to be made

Longs = npt.NDArray[np.int64]


@frozen
class Index:
    """An index that is there: its folder, its shards, and the number that each of its documents has in the one to be made."""

    folder: Path
    shards: tuple[bytes, ...]
    numbers: "array[int]"


@dataclass(slots=True)
class _Blocks:
    """Slices of pairs, one after the other as they lie in shards: key, the first of its index's numbers in all of them, lengths;
    the three streams. One with `LEFT_OUT` in place of numbers is not wanted.
    """

    keys: list[Ints] = field(default_factory=list)
    firsts: list[Longs] = field(default_factory=list)
    lengths: list[Longs] = field(default_factory=list)
    streams: tuple[list[bytes], list[bytes], list[bytes]] = field(default_factory=lambda: ([], [], []))

    def add(self, keys: Ints, firsts: Longs, lengths: Longs, streams: Iterable[bytes]) -> None:
        """Slices that lie together."""
        self.keys.append(keys)
        self.firsts.append(firsts)
        self.lengths.append(lengths)
        for all_, stream in zip(self.streams, streams, strict=True):
            all_.append(stream)


def merged(indexes: Iterable[Index], beside: Columns, bits: int, start: int, end: int) -> Columns:
    """All rows of the shards from `start` to `end` of 2**`bits`, those of documents `beside` the indexes with them, in the order
    of shards, keys and documents. Lists beside the tokens are not taken over.

    Raises:
        OSError, ValueError, IndexError: a file is not there, or not whole.
    """
    blocks, numbers, words = _Blocks(), array("I"), dict[str, Posting]()
    for index in indexes:
        store, of = Store(index.folder), len(index.shards)
        for name in index.shards[(start * of) >> bits : ((end * of - 1) >> bits) + 1]:
            for word, posting in _taken(store, name, len(numbers), blocks):
                if not word.startswith("=") and start <= shard_hash(word) >> 32 - bits < end:
                    found = ((index.numbers[number], rows) for number, rows in posting.items())
                    words.setdefault(word, {}).update((number, rows) for number, rows in found if number != NONE)
        numbers += index.numbers
    for word, posting in beside.words.items():
        if start <= shard_hash(word) >> 32 - bits < end:
            words.setdefault(word, {}).update(posting)
    where = shards_of(beside.keys, bits)
    own = beside.at((where >= start) & (where < end))
    taken = _decoded(blocks, np.array(numbers, np.uint32), bits, start, end)
    joined = Columns(
        np.concatenate((taken.keys, own.keys)),
        np.concatenate((taken.documents, own.documents)),
        np.concatenate((taken.chunks, own.chunks)),
        np.concatenate((taken.impacts, own.impacts)),
        np.concatenate((taken.followers, own.followers)),
        {word: posting for word, posting in words.items() if posting},
    )
    return joined.at(np.argsort(_ranks(joined, bits), kind="stable"))


def _ranks(columns: Columns, bits: int) -> npt.NDArray[np.uint64]:
    """Numbers by which rows are sorted: of equal keys that stand together first, then of the document."""
    keys, ranks = np.unique(columns.keys, return_inverse=True)
    where = shards_of(keys, bits)
    place = np.empty(len(keys), np.uint64)
    place[np.argsort(where.astype(np.uint64) << np.uint64(32) | keys)] = np.arange(len(keys), dtype=np.uint64)
    return place[ranks] << np.uint64(32) | columns.documents


def _taken(store: Store, name: bytes, first: int, blocks: _Blocks) -> Iterator[tuple[str, Posting]]:
    """Words with their postings; pairs go to `blocks`."""
    data = store.opened(name)
    pairs, at = take(data, 0)
    count, at = take(data, at)
    planes = np.frombuffer(data, np.uint8, 4 * pairs, at).reshape(4, pairs).astype(np.uint32)
    keys = planes[0] << np.uint32(24) | planes[1] << np.uint32(16) | planes[2] << np.uint32(8) | planes[3]
    at += 4 * pairs
    words = []
    for _ in range(count):
        length, at = take(data, at)
        words.append(data[at : at + length].decode("utf-8", "surrogatepass"))
        at += length
    tokens = pairs + count
    ends = np.flatnonzero(np.frombuffer(data, np.uint8, offset=at) < 128)[: STREAMS * tokens]
    size = int(ends[-1]) + 1 if tokens else 0
    lengths = _values(np.frombuffer(data, np.uint8, size, at)).reshape(STREAMS, tokens)
    at += size
    streams: list[bytes] = []
    slices: list[list[bytes]] = []
    for row in lengths:
        end = at + int(row[:pairs].sum())
        streams.append(data[at:end])
        slices.append([])
        for length in row[pairs:].tolist():
            slices[-1].append(data[end : end + length])
            end += length
        at = end
    tails, _ = take_tails(data, at)
    firsts = np.full(pairs, first, np.int64)
    firsts[[number for number in tails if number < pairs]] = LEFT_OUT
    blocks.add(keys, firsts, lengths[:, :pairs], streams)
    for number, tail in tails.items():
        for streams_ in map(store.get_range, filter(None, tail.ranges)):
            if number < pairs:
                blocks.add(keys[number : number + 1], np.array([first]), np.array([list(map(len, streams_))]).T, streams_)
            else:
                yield words[number - pairs], decode_posting(streams_)
    for number, word in enumerate(words):
        if pairs + number not in tails:
            yield word, decode_posting((slices[0][number], slices[1][number], slices[2][number]))


def _decoded(blocks: _Blocks, numbers: Ints, bits: int, start: int, end: int) -> Columns:
    """The rows of all blocks that belong to the shards from `start` to `end`, and to documents that have a number."""
    keys = np.concatenate([np.zeros(0, np.uint32), *blocks.keys])
    firsts = np.concatenate([np.zeros(0, np.int64), *blocks.firsts])
    lengths = np.concatenate([np.zeros((STREAMS, 0), np.int64), *blocks.lengths], axis=1)
    documents, chunks, followers = (np.frombuffer(b"".join(stream), np.uint8) for stream in blocks.streams)
    where = shards_of(keys, bits)
    wanted = (firsts != LEFT_OUT) & (where >= start) & (where < end)

    values = _values(documents)  # of each document that a block names
    ends = np.searchsorted(np.flatnonzero(documents < 128), np.cumsum(lengths[0]))  # documents up to the end of each block
    block = np.repeat(np.arange(len(keys)), np.diff(ends, prepend=0))
    place = _within((values >> 1) + 1, np.append(0, ends)[block])
    number = np.full(len(values), NONE, np.uint32)
    known = wanted[block]
    number[known] = numbers[firsts[block[known]] + place[known]]

    at = np.flatnonzero(chunks != SKIP)  # a byte that is no skip is a row
    row = chunks[at]
    last = (row >> 7).astype(np.int64)
    document = np.cumsum(last) - last
    first = np.flatnonzero(np.append(1, last)[: len(row)])  # row of each document
    gaps = (row & 15).astype(np.int64) + SKIP * (np.diff(at, prepend=-1) - 1)
    chunk = _within(gaps + 1, first[document])
    impact: Small = (row >> 4 & LEVELS - 1).astype(np.uint8)
    impact[first] |= (values & 1).astype(np.uint8) * np.uint8(TITLE)
    of_block = block[document]
    follower = np.zeros(len(row), np.uint8)
    follower[(lengths[2] > 0)[of_block]] = followers
    columns = Columns(keys[of_block], number[document], chunk.astype(np.uint16), impact, follower, {})
    return columns if (number != NONE).all() else columns.at(columns.documents != NONE)


def _within(steps: Longs, firsts: Longs) -> Longs:
    """Sums of steps, less one, that begin anew at each of `firsts`."""
    sums: Longs = np.append(0, np.cumsum(steps))
    return sums[1:] - sums[firsts] - 1


def _values(data: Small) -> Longs:
    """All varints in some bytes."""
    ends = np.flatnonzero(data < 128)
    starts = np.append(0, ends + 1)[:-1]
    values = np.zeros(len(ends), np.int64)
    for place in range(int((ends - starts).max(initial=-1)) + 1):
        longer = starts + place <= ends
        values[longer] |= (data[starts[longer] + place] & 127).astype(np.int64) << 7 * place
    return values
