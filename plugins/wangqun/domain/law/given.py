"""Which articles answer each other as an amending decision states it: what an editor writes, read into pairs of numbers."""

from collections.abc import Iterator, Mapping
from typing import Any

from .provision import digits

ADDED = "新增"
FORM = "写成“第三条: 第四条”，一条分作几条的写“第三条: [第四条, 第五条]”，删去的写“第三条:”，新增的写“新增: [第六条]”"


class NotGiven(ValueError):
    """A line that states nothing; `key` is what stands before its colon, the message says why in Chinese."""

    def __init__(self, key: Any, message: str) -> None:
        super().__init__(message)
        self.key = key


def read_given(written: Mapping[Any, Any]) -> tuple[tuple[str, str], ...]:
    """Pairs of numbers, old and new, "" where an article has no answer.

    Raises:
        NotGiven: an entry does not say that.
    """
    return tuple(pair for key, value in written.items() for pair in _pairs(key, value))


def _pairs(key: Any, value: Any) -> Iterator[tuple[str, str]]:
    entries = value if isinstance(value, list | tuple) else [value]
    old = "" if key == ADDED else _number(key, key)
    for entry in entries or [None]:
        if not old and entry is None:
            raise NotGiven(key, f"“{ADDED}”没有写条号")
        yield old, "" if entry is None else _number(key, entry)


def _number(key: Any, written: Any) -> str:
    """A number in digits, from 第三条, 3 or 12-1."""
    number = digits(written.strip()) if isinstance(written, str) else ""
    if not all(part.isascii() and part.isdigit() and len(part) < 5 and int(part) for part in number.split("-")):
        raise NotGiven(key, f"“{written}”不是条号")
    return number
