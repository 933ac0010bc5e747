"""The bytes of a shard: which documents hold a token, in which chunks, how strongly (docs/reference/search-files.md).

All numbers are varints: seven bits a byte, lowest first, the eighth set when more follow.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, count, islice

from .cutting import LEVELS, NAME, TITLE
from .tokens import pair_key

SKIP = 15  # a byte of the chunks that names none: fifteen chunks without the token
_ENDS = bytes(byte >> 7 for byte in range(256))
_MORE = bytes(range(128, 256))
RANGE = 4096  # documents of one range of a long list
LONG = 4096  # a list of more documents is kept in ranges, with its best documents in the shard
HEAD = 512  # how many those are

Row = tuple[int, int, int]  # chunk, impact (0 to LEVELS - 1, with TITLE where the token stands in the title), bits of followers
Posting = dict[int, tuple[Row, ...]]  # document number -> its rows, by chunk
Slice = tuple[bytes, bytes, bytes]  # the three streams of one posting: documents, chunks, followers
STREAMS = 3


@dataclass(slots=True)
class Tail:
    """What a long list has beside its head: how many documents and chunks in all, and the file of each range, b"" for none."""

    documents: int
    chunks: int
    ranges: list[bytes]


@dataclass(slots=True)
class Shard:
    """A shard as it is read and written: each token's slice, and the tails of long lists."""

    slices: dict[str, Slice] = field(default_factory=dict)
    tails: dict[str, Tail] = field(default_factory=dict)


def encode_posting(posting: Posting) -> Slice:
    """A posting as its three streams.

    Of a document: how many documents after the one before, doubled, plus one when the token stands in its title. Of a chunk:
    one byte, the highest bit set for the last chunk of its document, three bits for the impact, four for the gap to the chunk
    before; `SKIP` stands for fifteen more of the gap. Of followers: one byte for each chunk; none at all when no bit is set.
    """
    documents, chunks, followers = bytearray(), bytearray(), bytearray()
    before = -1
    for number in sorted(posting):
        _put_document(documents, number - before - 1, posting[number])
        before = number
        chunks += _chunk_bytes(posting[number])
        followers += bytes(row[2] for row in posting[number])
    return bytes(documents), bytes(chunks), _if_any(bytes(followers))


def decode_posting(streams: Slice) -> Posting:
    """The reverse. `TITLE` comes back on a document's first row.

    Raises:
        IndexError: it is cut short.
    """
    documents, chunks, followers = streams
    posting: Posting = {}
    at = place = row = 0
    number = -1
    while at < len(documents):
        value, at = take(documents, at)
        number += (value >> 1) + 1
        rows: list[Row] = []
        title, last, chunk = (value & 1) * TITLE, 0, -1
        while not last:
            byte = chunks[place]
            place += 1
            if byte == SKIP:
                chunk += SKIP
                continue
            last = byte >> 7
            chunk += (byte & 15) + 1
            rows.append((chunk, byte >> 4 & LEVELS - 1 | title, followers[row] if followers else 0))
            title, row = 0, row + 1
        posting[number] = tuple(rows)
    return posting


def splice(streams: Slice, number: int, rows: tuple[Row, ...]) -> Slice:
    """A posting with other rows for one document, () for none, without taking the whole of it apart."""
    documents, chunks, followers = streams
    at = index = 0
    before, here, start, value = -1, -1, 0, 0
    while at < len(documents):
        start = at
        value, at = take(documents, at)
        here = before + (value >> 1) + 1
        if here >= number:
            break
        before = here
        index += 1
    else:
        start, here = len(documents), -1
    found = here == number
    following = documents[at:]
    gap_after = -1  # documents between the one before and the one after this, when that changes
    if here >= 0 and not found:
        gap_after, title, following = here, value & 1, documents[at:]
    elif found and not rows and at < len(documents):
        value, after = take(documents, at)
        gap_after, title, following = here + (value >> 1) + 1, value & 1, documents[after:]
    fresh = bytearray()
    if rows:
        _put_document(fresh, number - before - 1, rows)
        before = number
    if gap_after >= 0:
        put(fresh, (gap_after - before - 1) << 1 | title)
    ends = compress(count(1), chunks.translate(_ENDS))
    from_ = next(islice(ends, index - 1, None)) if index else 0
    to = next(ends) if found else from_
    bits = followers or bytes(_count(chunks))
    first, last = _count(chunks[:from_]), _count(chunks[:to])
    spliced = bits[:first] + bytes(row[2] for row in rows) + bits[last:]
    return documents[:start] + bytes(fresh) + following, chunks[:from_] + _chunk_bytes(rows) + chunks[to:], _if_any(spliced)


def _count(chunks: bytes) -> int:
    """How many rows a stream of chunks has."""
    return len(chunks) - chunks.count(SKIP)


def _if_any(followers: bytes) -> bytes:
    """A stream of followers; b"" when it tells nothing."""
    return followers if any(followers) else b""


def count_documents(streams: Slice) -> int:
    """How many documents a slice names."""
    return len(streams[0].translate(None, _MORE))


def _put_document(out: bytearray, gap: int, rows: Sequence[Row]) -> None:
    put(out, gap << 1 | any(row[1] & TITLE for row in rows))


def _chunk_bytes(rows: Sequence[Row]) -> bytes:
    out = bytearray()
    last = -1
    for chunk, impact, _ in rows:
        gap = chunk - last - 1
        last = chunk
        out += bytes([SKIP]) * (gap // SKIP)
        out.append((chunk == rows[-1][0]) << 7 | (impact & LEVELS - 1) << 4 | gap % SKIP)
    return bytes(out)


def encode_shard(shard: Shard) -> bytes:
    """All of a shard, before compression: the tokens, the lengths of their slices, the slices, the tails."""
    pairs = sorted(token for token in shard.slices if pair_key(token))
    words = sorted(token for token in shard.slices if not pair_key(token))
    tokens = pairs + words
    out = bytearray()
    put(out, len(pairs))
    put(out, len(words))
    for unit in (0, 1):
        codes = [ord(token[unit]) if unit < len(token) else 0 for token in pairs]
        out += bytes(code >> 8 for code in codes)
        out += bytes(code & 255 for code in codes)
    for word in words:
        text = word.encode("utf-8", "surrogatepass")
        put(out, len(text))
        out += text
    for stream in range(STREAMS):
        for token in tokens:
            put(out, len(shard.slices[token][stream]))
    for stream in range(STREAMS):
        for token in tokens:
            out += shard.slices[token][stream]
    put(out, len(shard.tails))
    for number, token in enumerate(tokens):
        if token in shard.tails:
            tail = shard.tails[token]
            for value in (number, tail.documents, tail.chunks, len(tail.ranges)):
                put(out, value)
            out += b"".join(name or bytes(NAME) for name in tail.ranges)
    return bytes(out)


def decode_shard(data: bytes) -> Shard:
    """The reverse.

    Raises:
        IndexError, ValueError: it is not whole.
    """
    pairs, at = take(data, 0)
    words, at = take(data, at)
    high1, low1, high2, low2 = (data[at + plane * pairs : at + (plane + 1) * pairs] for plane in range(4))
    at += 4 * pairs
    firsts = (chr(h << 8 | low) for h, low in zip(high1, low1, strict=True))
    seconds = (chr(h << 8 | low) if h or low else "" for h, low in zip(high2, low2, strict=True))
    tokens = [first + second for first, second in zip(firsts, seconds, strict=True)]
    for _ in range(words):
        length, at = take(data, at)
        tokens.append(data[at : at + length].decode("utf-8", "surrogatepass"))
        at += length
    lengths: list[int] = []
    for _ in range(STREAMS * len(tokens)):
        length, at = take(data, at)
        lengths.append(length)
    parts: list[bytes] = []
    for length in lengths:
        parts.append(data[at : at + length])
        at += length
    streams = (parts[stream * len(tokens) : (stream + 1) * len(tokens)] for stream in range(STREAMS))
    shard = Shard(dict(zip(tokens, zip(*streams, strict=True), strict=True)))
    tails, at = take_tails(data, at)
    shard.tails = {tokens[number]: tail for number, tail in tails.items()}
    if at != len(data):
        raise ValueError("a shard of another length")
    return shard


def take_tails(data: bytes, at: int) -> tuple[dict[int, Tail], int]:
    """The tails that stand last in a shard, by the number of their token, and the place after them."""
    tails: dict[int, Tail] = {}
    count, at = take(data, at)
    for _ in range(count):
        number, at = take(data, at)
        documents, at = take(data, at)
        chunks, at = take(data, at)
        ranges, at = take(data, at)
        names = [data[at + place * NAME : at + (place + 1) * NAME] for place in range(ranges)]
        at += ranges * NAME
        tails[number] = Tail(documents, chunks, [b"" if name == bytes(NAME) else name for name in names])
    return tails, at


def best(posting: Posting) -> Posting:
    """The head of a long list: documents with the token in the title first, then by impact, then the newest."""

    def weight(number: int) -> tuple[bool, int, int]:
        rows = posting[number]
        return (any(row[1] & TITLE for row in rows), max(row[1] & LEVELS - 1 for row in rows), number)

    return {number: posting[number] for number in sorted(sorted(posting, key=weight)[-HEAD:])}


def in_ranges(posting: Posting) -> Iterator[tuple[int, Posting]]:
    """A long list by ranges of document numbers; those in which it has none are left out."""
    numbers = sorted(posting)
    start = 0
    while start < len(numbers):
        part = numbers[start] // RANGE
        end = bisect_left(numbers, (part + 1) * RANGE, start)
        yield part, {number: posting[number] for number in numbers[start:end]}
        start = end


def count_rows(postings: Iterable[Sequence[Row]]) -> int:
    """How many chunks they name."""
    return sum(map(len, postings))


def put(out: bytearray, value: int) -> None:
    """Append a varint."""
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)


def take(data: bytes, at: int) -> tuple[int, int]:
    """The varint at a place, and the place after it."""
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
