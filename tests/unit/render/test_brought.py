"""Settings look the same in every run that sets the same, and otherwise in any that does not."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from markdown.extensions.toc import TocExtension

from wangqun.render.brought import brought, extensions_of_others


class Thing:
    """Something a setting may hold."""

    def __init__(self, value: Any) -> None:
        self.value = value


def held() -> Thing:
    """A thing that holds itself."""
    thing = Thing(1)
    thing.value = thing
    return thing


SAME: list[Any] = [{"b", "a"}, len, Thing, partial(pow, 2), {("a", 1): 2}, Path("a"), {1: "a", "b": 2}]


@pytest.mark.parametrize("make", [lambda: SAME, lambda: Thing([1]), held, lambda: TocExtension(title="一")])
def test_what_is_set_alike_looks_alike(make: Any) -> None:
    assert brought({"A": make()}, ()) == brought({"A": make()}, ())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a"}, {"b"}),
        (len, max),
        (Thing(1), Thing(2)),
        (partial(pow, 2), partial(pow, 3)),
        ({("a", 1): 2}, {("a", 1): 3}),
        (Path("a"), Path("b")),
        (TocExtension(title="一"), TocExtension(title="二")),
    ],
)
def test_what_is_set_otherwise_looks_otherwise(one: Any, other: Any) -> None:
    assert brought({"A": one}, ()) != brought({"A": other}, ())


@pytest.mark.parametrize(
    ("options", "others"),
    [
        ({"extension_configs": {"markdown.extensions.toc": {}}}, []),
        ({"extensions": ["toc", "markdown.extensions.extra"]}, []),
        ({"extensions": ["own.math:Math", "json"], "extension_configs": None}, ["own.math", "json"]),
        ({"extensions": [Thing(1)]}, [__name__]),
        ({}, []),
    ],
)
def test_extensions_of_others_are_told_from_those_that_come_along(options: dict[str, Any], others: list[str]) -> None:
    assert extensions_of_others(options) == others
