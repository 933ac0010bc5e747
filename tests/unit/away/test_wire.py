"""What travels between machines: tasks whose paths mean the same place there, data that is never code."""

import pickle
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from wangqun.away import wire
from wangqun.away.wire import get_frame, is_exact, opened, packed, put_frame, rooted, sealed, unrooted, unsealed


@pytest.mark.parametrize(
    "value",
    [(), (1, -2, 2**63), ("字", "\udc80", b"\0\xff"), {"a": (None, True, 1.5), 3: {"x", "y"}}, (((((),),),),)],
    ids=["nothing", "numbers", "texts", "mapping", "nested"],
)
def test_plain_data_comes_back(value: Any) -> None:
    assert opened(packed(value)) == value
    assert unsealed(sealed(value)) == value
    assert is_exact(value)


@pytest.mark.parametrize("value", [[1], (frozenset(), [2]), {"a": [3]}, object(), Path("a"), 2**64, len])
def test_what_would_come_back_otherwise_is_known(value: Any) -> None:
    assert is_exact(value) == (value == (frozenset(),))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xc1",
        pickle.dumps(len),
        packed((1, 2))[:-1],
        packed(1) + b"x",
        b"\xdf\xff\xff\xff\xff",
        b"\xc7\x01\x05x",
        b"\x91" * 5000,
    ],
)
def test_what_is_no_data_is_a_value_error(data: bytes) -> None:
    with pytest.raises(ValueError):
        opened(data)


def test_one_bit_or_one_byte_too_many_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    good = sealed(("a", "b"))
    for bad in (good[:-1], good + b"x", good[:40] + bytes([good[40] ^ 1]) if len(good) > 40 else good[:-1], b""):
        with pytest.raises(ValueError):
            unsealed(bad)
    monkeypatch.setattr(wire, "LARGEST", len(good) - 1)
    with pytest.raises(ValueError, match="太大"):
        unsealed(good)


def test_paths_below_the_root_are_below_the_root_there(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    task = {"root": here, "file": here / "content" / "a.md", "other": Path("/usr/share"), "same": [here, here]}

    assert unrooted(rooted(task, here), there) == {
        "root": there,
        "file": there / "content" / "a.md",
        "other": Path("/usr/share"),
        "same": [there, there],
    }


def test_frames_end_where_they_end() -> None:
    pipe = BytesIO()
    for data in (b"", b"abc", b"x" * 100_000):
        put_frame(pipe, data)
    pipe.seek(0)

    assert [len(get_frame(pipe)) for _ in range(3)] == [0, 3, 100_000]
    with pytest.raises(EOFError):
        get_frame(pipe)
