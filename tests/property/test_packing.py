"""Packing a record and unpacking it gives the same record in every respect, without validating it again."""

import marshal
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, Field, ValidationError

from strategies import titles
from unit.records.invented import MORE
from wangqun.domain.finding import Finding
from wangqun.domain.item import Item
from wangqun.domain.moment import SHANGHAI
from wangqun.domain.record import Form, Record
from wangqun.records import records
from wangqun.records.kind import Kind
from wangqun.store.packing import Unpackable, packer

MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1))
RECORDS = records(MORE)


def _values(record: type[BaseModel]) -> st.SearchStrategy[dict[str, Any]]:
    """What a header may say of a record: all that it must, any of the rest."""
    fields = {name: _value(info.annotation, tuple(info.metadata)) for name, info in record.model_fields.items()}
    must = {name: fields[name] for name, info in record.model_fields.items() if info.is_required()}
    return st.fixed_dictionaries(must, optional={name: value for name, value in fields.items() if name not in must})


def _value(kind: Any, beside: tuple[Any, ...] = ()) -> st.SearchStrategy[Any]:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _value(inner[0], (*beside, *inner[1:]))
    if form := next((note for note in beside if isinstance(note, Form)), None):
        example = st.just(form.example.strip("'"))
        return example | MOMENTS.map(lambda at: f"{at:%Y-%m-%d %H:%M:%S}") if kind in {datetime, date} else example
    if origin in {Union, UnionType}:
        return st.one_of(*map(_value, inner))
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        return st.lists(_value(inner[0]), max_size=3)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from([member.value for member in kind])
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _values(kind)
    plain: dict[Any, st.SearchStrategy[Any]] = {
        str: titles(),
        bool: st.booleans(),
        int: st.integers(1, 99),
        NoneType: st.none(),
        datetime: MOMENTS.map(lambda at: f"{at:%Y-%m-%d %H:%M}"),
        date: MOMENTS.map(lambda at: f"{at:%Y-%m-%d}"),
    }
    return plain[kind]


EXTRA = st.dictionaries(
    st.sampled_from(["x_more", "另有", "layout"]),
    st.recursive(titles() | st.none(), lambda of: st.lists(of) | st.just({"a": "b"})),
)
_of = cache(_values)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
def test_a_record_is_the_same_when_it_is_unpacked(record: type[Item], data: st.DataObject) -> None:
    try:
        item = record.model_validate(data.draw(_of(record)) | data.draw(EXTRA))
    except ValidationError:
        assume(False)
    pack, unpack = packer(record)

    assert_same(unpack(marshal.loads(marshal.dumps(pack(item)))), item)


def assert_same(found: Any, item: Any) -> None:
    """All that can be asked of a record is answered alike."""
    assert found == item and item == found
    assert repr(found) == repr(item)
    assert list(found.__dict__) == list(item.__dict__)
    assert found.model_fields_set == item.model_fields_set and type(found.model_fields_set) is set
    assert found.model_extra == item.model_extra
    assert found.__pydantic_private__ == item.__pydantic_private__
    assert found.model_dump_json() == item.model_dump_json()
    assert found.model_dump(exclude_defaults=True) == item.model_dump(exclude_defaults=True)
    assert found.model_dump(mode="json", exclude_unset=True) == item.model_dump(mode="json", exclude_unset=True)
    assert _types(found) == _types(item)
    assert found.model_copy(update={"tags": ("a",)}) == item.model_copy(update={"tags": ("a",)})


def _types(value: Any) -> Any:
    """The types of a value and of all that it holds."""
    if isinstance(value, BaseModel):
        return type(value), {name: _types(held) for name, held in value}
    if isinstance(value, tuple | list):
        return type(value), [_types(each) for each in value]
    return type(value), getattr(value, "tzinfo", None)


def test_the_types_of_all_fields_of_all_kinds_are_known() -> None:
    assert len(RECORDS) >= 4
    assert all(packer(record) for record in RECORDS)


@pytest.mark.parametrize(
    "kind", [Decimal, complex, Finding, Decimal | None, tuple[Decimal, ...], date | datetime, Literal[Decimal], dict[date, str]]
)
def test_a_type_that_is_not_known_is_refused_when_its_kind_is_made(kind: Any) -> None:
    body = {"__annotations__": {"odd": kind}, "__module__": __name__, "__doc__": "Odd."}
    odd = type("Odd", (Item,), {**body, "odd": Field(None, description="怪"), "model_config": {"arbitrary_types_allowed": True}})

    with pytest.raises(TypeError, match="odd"):
        Kind("odd", "怪", record=odd)


class _Many(Record):
    """All that may stand in a record beside what today's kinds have."""

    names: list[str] = Field(default_factory=list)
    days: list[date] = Field(default_factory=list)
    by_name: dict[str, date] = Field(default_factory=dict)
    some: frozenset[str] = frozenset()
    anything: Any = None
    pair: tuple[str, int] | None = None
    either: bool | date | None = None


def test_lists_and_mappings_are_nobody_elses() -> None:
    pack, unpack = packer(_Many)
    packed = marshal.dumps(pack(_Many()))
    one, other = (unpack(marshal.loads(packed)) for _ in range(2))
    one.names.append("一")
    full = _Many(
        names=["一"], days=[date(2026, 1, 2)], by_name={"a": date(2026, 1, 2)}, some=frozenset("ab"), anything=[1], pair=("a", 1)
    )

    assert (other.names, _Many().names) == ([], [])
    assert_same(unpack(marshal.loads(marshal.dumps(pack(full)))), full)
    for either in (True, date(2026, 1, 2), None):
        assert unpack(marshal.loads(marshal.dumps(pack(_Many(either=either))))).either == either


@pytest.mark.parametrize("value", [datetime(2026, 1, 1), datetime(2026, 1, 1, tzinfo=SHANGHAI, fold=1), "2026-01-01"])
def test_a_value_of_another_type_than_its_field_says_is_not_taken(value: Any) -> None:
    with pytest.raises((Unpackable, AttributeError)):
        packer(Item).pack(Item.model_construct(date=value))
