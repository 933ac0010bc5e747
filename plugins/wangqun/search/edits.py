"""Changing what a shard says of one token, short list or long."""

from collections.abc import Mapping

from .postings import (
    LONG,
    RANGE,
    Posting,
    Row,
    Shard,
    Tail,
    best,
    count_documents,
    count_rows,
    decode_posting,
    encode_posting,
    in_ranges,
    splice,
)
from .store import Store


def add(shard: Shard, token: str, posting: Posting, store: Store) -> None:
    """Put a whole posting into a shard: in one slice, or when it is long as a head with ranges."""
    shard.tails.pop(token, None)
    if len(posting) <= LONG:
        shard.slices[token] = encode_posting(posting)
        return
    shard.slices[token] = encode_posting(best(posting))
    ranges = [b""] * (max(posting) // RANGE + 1)
    for number, part in in_ranges(posting):
        ranges[number] = store.put_range(encode_posting(part))
    shard.tails[token] = Tail(len(posting), count_rows(posting.values()), ranges)


def edit(shard: Shard, token: str, edits: Mapping[int, tuple[Row, ...]], store: Store) -> None:
    """Give a token other rows in some documents; () for none."""
    tail = shard.tails.get(token)
    if tail is None:
        streams = shard.slices.get(token, (b"", b"", b""))
        for number, rows in edits.items():
            streams = splice(streams, number, rows)
        shard.slices[token] = streams
        if not streams[0]:
            del shard.slices[token]
        elif count_documents(streams) > LONG:
            add(shard, token, decode_posting(streams), store)
        return
    head = decode_posting(shard.slices[token])
    documents, chunks, ranges = tail.documents, tail.chunks, list(tail.ranges)
    for part, some in in_ranges(dict(edits)):
        ranges += [b""] * (part + 1 - len(ranges))
        posting = decode_posting(store.get_range(ranges[part])) if ranges[part] else {}
        fresh = _edited(posting, some)
        documents += len(fresh) - len(posting)
        chunks += sum(map(len, fresh.values())) - sum(map(len, posting.values()))
        ranges[part] = store.put_range(encode_posting(fresh)) if fresh else b""
    while ranges and not ranges[-1]:
        ranges.pop()
    if documents <= LONG or head.keys() & edits.keys():
        whole: Posting = {}
        for name in filter(None, ranges):
            whole |= decode_posting(store.get_range(name))
        add(shard, token, whole, store)
        return
    tail.documents, tail.chunks, tail.ranges = documents, chunks, ranges
    shard.slices[token] = encode_posting(best(head | {number: rows for number, rows in edits.items() if rows}))


def _edited(posting: Posting, edits: Mapping[int, tuple[Row, ...]]) -> Posting:
    return {number: rows for number, rows in (posting | dict(edits)).items() if rows}
