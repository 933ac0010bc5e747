"""Patterns that are compiled when they are first asked for."""

import pickle
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest

from wangqun.domain import patterns
from wangqun.domain.patterns import pattern


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are compiled during a test."""
    found: list[str] = []
    compiled = re.compile

    def compile_told(text: str, flags: int) -> Any:
        found.append(text)
        return compiled(text, flags)

    monkeypatch.setattr(re, "compile", compile_told)
    return found


@pytest.mark.parametrize("asked", ["search", "match", "fullmatch", "findall", "split"])
def test_a_pattern_answers_as_one_that_was_compiled_at_once(asked: str) -> None:
    text, where = r"第(\d+)条", "第12条和第3条"

    first, second = getattr(pattern(text), asked)(where), getattr(re.compile(text), asked)(where)

    assert (repr(first), getattr(first, "regs", None)) == (repr(second), getattr(second, "regs", None))


def test_what_it_is_made_of_is_known_before_it_is_made(made: list[str]) -> None:
    waiting = pattern("a|b", re.DOTALL)

    assert (waiting.pattern, made) == ("a|b", [])


def test_it_is_made_once(made: list[str]) -> None:
    kept = pattern("[甲乙]", re.IGNORECASE)

    assert (kept.sub("丙", "甲丁"), kept.flags & re.IGNORECASE, kept.sub("丙", "乙")) == ("丙丁", re.IGNORECASE, "丙")
    assert made == ["[甲乙]"]


def test_what_a_pattern_does_not_know_is_an_error() -> None:
    with pytest.raises(AttributeError):
        pattern("a").finde("a")  # type: ignore[attr-defined]


def test_a_pattern_can_be_sent_to_another_process() -> None:
    used = pattern("b+")
    used.search("b")

    for sent in (pattern("b+"), used):
        assert pickle.loads(pickle.dumps(sent)).sub("c", "abba") == "aca"


def test_every_pattern_of_the_programme_can_be_compiled() -> None:
    package = Path(patterns.__file__).parents[1]
    modules = [import_module(found.name) for found in walk_packages([str(package)], "wangqun.")]
    kept = [value for module in modules for value in vars(module).values()]
    ours: list[Any] = [value for value in kept if isinstance(value, patterns._Waiting | patterns._Ready)]

    assert len(ours) > 100
    assert all(isinstance(each.flags, int) for each in ours)
