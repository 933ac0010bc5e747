"""What a template sees is named by all of it: whatever differs in one place has another key, what is equal has the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from wangqun.pages.context import TEMPLATES, Link, SiteContext
from wangqun.pages.keys import Volatile, key_of
from wangqun.records import KINDS
from wangqun.records.deputies import context as people

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.text().map(Markup) | st.binary(),
    lambda parts: (
        st.lists(parts) | st.lists(parts).map(tuple) | st.dictionaries(st.text(), parts) | st.builds(Link, parts, parts, parts)
    ),
)


def _seen(kind: Any) -> Iterator[type]:
    """Every class of which values can be in a page of a class."""
    if is_dataclass(kind) and isinstance(kind, type):
        yield kind
    hints = get_type_hints(kind).values() if is_dataclass(kind) else get_args(kind)
    for hint in hints:
        if hint is not kind:
            yield from _seen(hint)


CONTEXTS = sorted(
    {each for page in (SiteContext, *TEMPLATES.values(), *vars(people).values()) for each in _seen(page)},
    key=lambda each: each.__qualname__,
)


def _shape(value: Any) -> Any:
    """The value with the type of each part: True is not 1, text is not markup."""
    if is_dataclass(value):
        return type(value), [_shape(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Mapping):
        return type(value), [(_shape(key), _shape(part)) for key, part in value.items()]
    return type(value), [_shape(part) for part in value] if isinstance(value, list | tuple) else str(value)


@pytest.mark.parametrize("context", CONTEXTS, ids=lambda context: context.__name__)
def test_each_field_of_each_value_counts(context: type) -> None:
    names = [field.name for field in fields(context)]
    plain = dict.fromkeys(names, "一")
    keys = [key_of(context(**plain)), *(key_of(context(**plain | {name: "二"})) for name in names)]

    assert len(set(keys)) == len(names) + 1


def test_the_classes_that_pages_are_made_of_are_all_looked_at() -> None:
    assert {"SiteContext", "ArticlePage", "Head", "Meta", "Entry", "DeputyPage", "LookupPage", "StationPage"} <= {
        context.__name__ for context in CONTEXTS
    }
    assert len(KINDS) > 1


@given(VALUES, VALUES)
def test_values_have_one_key_when_they_look_the_same_and_only_then(one: Any, other: Any) -> None:
    assert (key_of(one) == key_of(other)) == (_shape(one) == _shape(other))


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_how_parts_are_shared_does_not_count(texts: list[str]) -> None:
    shared = tuple(texts)
    apart = tuple("".join(list(text)) for text in texts)

    assert key_of((shared, shared)) == key_of((shared, apart)) == key_of((apart, tuple(apart)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<b>", Markup("<b>")),
        (("一", "二"), ["一", "二"]),
        (("一二",), ("一", "二")),
        (1, True),
        (None, ""),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (Link("一", None), ("一", None, False)),
        ((("一",), "二"), ("一", ("二",))),
    ],
    ids=str,
)
def test_values_that_a_template_can_tell_apart_have_different_keys(one: Any, other: Any) -> None:
    assert key_of(one) != key_of(other)


@dataclass
class Open:
    """A value that could change after it was named."""

    text: str = ""


@pytest.mark.parametrize(
    "value",
    [object(), iter(()), lambda: 1, {1, 2}, Open(), 1j, (Link("一", None), [{"a": object()}])],
    ids="object iterator function set open complex nested".split(),
)
def test_what_could_look_otherwise_next_time_has_no_key(value: Any) -> None:
    with pytest.raises(Volatile):
        key_of(value)


def test_a_time_with_its_zone_has_a_key() -> None:
    naive = datetime(2026, 11, 23)

    assert key_of(naive) != key_of(naive.astimezone()) != key_of(naive.date())
