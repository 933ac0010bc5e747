"""The types of plain values are those of the records that they are read from."""

from collections.abc import Sequence
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

import pytest

from wangqun.domain import written
from wangqun.domain.record import Record
from wangqun.records.deputies.record import FIELDS

VALUES: dict[str, Any] = {
    "deputies": written.DeputyValues,
    "terms": written.TermValues,
    "constituencies": written.ElectorValues,
    "electing_units": written.ElectorValues,
    "delegations": written.DelegationValues,
    "stations": written.StationValues,
    "duty_records": written.DutyRecordValues,
    "duty_reports": written.DutyReportValues,
    "decisions": written.DecisionValues,
}
SHARED = {"constituencies", "electing_units"}  # one type for both, so that either has fields which it does not know


def _bare(annotation: Any) -> Any:
    """An annotation without what surrounds the type: Annotated, NotRequired, None."""
    if get_origin(annotation) in {Annotated, NotRequired}:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in {Union, UnionType}:
        (only,) = {_bare(each) for each in get_args(annotation)} - {NoneType}
        return only
    return annotation


def _differences(model: type[Record], values: Any, where: str, shared: bool = False) -> list[str]:
    found = []
    fields = {info.alias or name: info for name, info in model.model_fields.items()}
    hints = get_type_hints(values, include_extras=True)
    found += [f"{where}.{key} has no type" for key in fields.keys() - hints.keys()]
    found += [f"{where}.{key} is no field" for key in hints.keys() - fields.keys() if not shared]
    for key in fields.keys() & hints.keys():
        at = f"{where}.{key}"
        if fields[key].is_required() != (key in values.__required_keys__):
            found.append(f"{at}: required {fields[key].is_required()}")
        found += _unlike(_bare(fields[key].annotation), _bare(hints[key]), at)
    return found


def _unlike(wanted: Any, typed: Any, at: str) -> list[str]:
    if get_origin(wanted) is tuple:
        if get_origin(typed) is not Sequence:
            return [f"{at}: {typed} is no sequence"]
        return _unlike(_bare(get_args(wanted)[0]), _bare(get_args(typed)[0]), at)
    if isinstance(wanted, type) and issubclass(wanted, Record):
        return _differences(wanted, typed, at) if is_typeddict(typed) else [f"{at}: {typed} is no {wanted}"]
    plain = {type(value) for value in get_args(wanted)} if get_origin(wanted) is Literal else {str if wanted is date else wanted}
    return [] if plain == {typed} else [f"{at}: {typed} for {plain}"]


@pytest.mark.parametrize("kind", FIELDS)
def test_the_values_of_a_record_are_typed_as_its_fields(kind: str) -> None:
    assert _differences(FIELDS[kind], VALUES[kind], kind, kind in SHARED) == []


def test_a_type_that_differs_is_told() -> None:
    class Other(Record):
        term_no: str
        start: date | None = None
        more: int = 0

    assert sorted(_differences(Other, written.TermValues, "t")) == [
        "t.more has no type",
        "t.reserved_quota is no field",
        "t.sc_seats is no field",
        "t.seats is no field",
        "t.start: required False",
        "t.term_no: <class 'int'> for {<class 'str'>}",
    ]
