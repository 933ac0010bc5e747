"""Which articles answer each other as an amending decision states it, from a file that an editor keeps."""

from collections.abc import Iterator
from typing import Any

from ...domain.law.provision import digits
from ...stages.load.marked import Marked, YamlError, parse_yaml

ADDED = "新增"
_FORM = "写成“第三条: 第四条”，一条分作几条的写“第三条: [第四条, 第五条]”，删去的写“第三条:”，新增的写“新增: [第六条]”"


def read_given(text: str) -> tuple[tuple[str, str], ...]:
    """Pairs of numbers, old and new, "" where an article has no answer.

    Raises:
        YamlError: the text does not say that.
    """
    marked = parse_yaml(text)
    if not isinstance(marked.value, dict):
        raise YamlError(_FORM, 1, 1)
    return tuple(pair for key, value in marked.value.items() for pair in _pairs(marked, key, value))


def _pairs(marked: Marked, key: Any, value: Any) -> Iterator[tuple[str, str]]:
    entries = value if isinstance(value, list) else [value]
    old = "" if key == ADDED else _number(marked, key, key)
    for entry in entries or [None]:
        if not old and entry is None:
            raise YamlError(_FORM, *marked.find((key,)))
        yield old, "" if entry is None else _number(marked, key, entry)


def _number(marked: Marked, key: Any, written: Any) -> str:
    """A number in digits, from 第三条, 3 or 12-1."""
    number = digits(written.strip()) if isinstance(written, str) else ""
    if not all(part.isascii() and part.isdigit() and len(part) < 5 and int(part) for part in number.split("-")):
        raise YamlError(f"“{written}”不是条号；{_FORM}", *marked.find((key,)))
    return number
