"""Postings and shards: what is written is read again, and what is spliced is what would have been written."""

from hypothesis import given
from hypothesis import strategies as st

from wangqun.search.cutting import LEVELS, TITLE
from wangqun.search.postings import (
    Posting,
    Row,
    Shard,
    Tail,
    count_documents,
    decode_posting,
    decode_shard,
    encode_posting,
    encode_shard,
    put,
    splice,
    take,
)

NUMBERS = st.integers(0, 5) | st.integers(0, 300) | st.integers(0, 3_000_000)
CHUNKS = st.lists(st.integers(0, 3) | st.integers(0, 70) | st.integers(0, 2000), min_size=1, max_size=6, unique=True).map(sorted)
TOKENS = st.sampled_from(["人大", "大", "の", "かな", "2026", "第12条", "𠀀", "𠀀大", "=kind:article", "abc", "ཡིག"])


@st.composite
def rows(draw: st.DrawFn) -> tuple[Row, ...]:
    """The rows of one document, with the title's mark on the first, where reading puts it."""
    title = draw(st.booleans()) * TITLE
    bits = st.just(0) if draw(st.booleans()) else st.integers(0, 255)
    found = [(chunk, draw(st.integers(0, LEVELS - 1)), draw(bits)) for chunk in draw(CHUNKS)]
    return ((found[0][0], found[0][1] | title, found[0][2]), *found[1:])


POSTINGS = st.dictionaries(NUMBERS, rows(), max_size=12)


@given(POSTINGS)
def test_a_posting_is_read_as_it_was_written(posting: Posting) -> None:
    streams = encode_posting(posting)

    assert list(decode_posting(streams).items()) == sorted(posting.items())
    assert count_documents(streams) == len(posting)


@given(POSTINGS, NUMBERS, st.just(()) | rows(), st.data())
def test_splicing_gives_what_writing_anew_gives(
    posting: Posting, number: int, fresh: tuple[Row, ...], data: st.DataObject
) -> None:
    if posting and data.draw(st.booleans()):
        number = data.draw(st.sampled_from(sorted(posting)))
    wanted = {key: value for key, value in (posting | {number: fresh}).items() if value}

    assert splice(encode_posting(posting), number, fresh) == encode_posting(wanted)


@given(st.dictionaries(TOKENS, POSTINGS.filter(bool)), st.data())
def test_a_shard_is_read_as_it_was_written(postings: dict[str, Posting], data: st.DataObject) -> None:
    long = data.draw(st.lists(st.sampled_from(sorted(postings)), unique=True)) if postings else []
    tail = Tail(5000, 700_000, [b"", b"\1\0\0\0\0\2", b"\0\0\0\0\0\1"])
    shard = Shard({token: encode_posting(posting) for token, posting in postings.items()}, dict.fromkeys(long, tail))

    assert decode_shard(encode_shard(shard)) == shard


@given(st.lists(st.integers(0, 2**40)))
def test_varints_are_read_as_they_were_written(values: list[int]) -> None:
    out = bytearray()
    for value in values:
        put(out, value)
    at, found = 0, []
    while at < len(out):
        value, at = take(bytes(out), at)
        found.append(value)

    assert found == values
