"""What of a faulty record can be had: all but the smallest thing that each fault costs (docs/editors.md 一处错只少一处)."""

from collections.abc import Hashable
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.record import Record, lists_apart
from .marked import Marked
from .portions import Path, at, item_around, marked_without
from .validate import FIELD_DROPPED, FIELD_INVALID, M, checked, told
from .wanted import path_in_words

ITEM_INVALID = Rule("item-invalid", Severity.BLOCK, "“{field}”{problem}，{item} 没有采用，其余照常", "{fix}", part=True)


class Left(NamedTuple):
    """What was left out of a record: where it stood, what was written there, and the finding that says why."""

    path: Path
    value: Any
    why: Finding


def salvage(model: type[M], marked: Marked, place: Place) -> tuple[M | None, Marked, list[Finding], list[Left]]:
    """The record, None when it cannot be had; the values it was made from; all that is wrong; what was left out of it.

    A fault costs the innermost item of a list that stands for itself, else a field that the record can do without, else
    the record: what is protected, holds something back or is not known at all is never passed over.
    """
    try:
        record, notes = checked(model, marked.value, marked, place)
        return record, marked, notes, []
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=True)
    costs = [_cost(model, marked.value, fault) for fault in faults]
    if None in costs:
        found = [told(model, fault, marked.value, marked, place, FIELD_INVALID) for fault in faults]
        return None, marked, found, [Left((), marked.value, found[costs.index(None)])]
    found = []
    left: dict[Path, Left] = {}
    for fault, cost in zip(faults, filter(None, costs), strict=True):
        if isinstance(cost[-1], int):
            finding = told(model, fault, marked.value, marked, place, ITEM_INVALID, item=path_in_words(cost))
        else:
            finding = told(model, fault, marked.value, marked, place, FIELD_DROPPED)
        found.append(finding)
        left.setdefault(cost, Left(cost, at(marked.value, cost), finding))
    sound, rest, more, also = salvage(model, marked_without(marked, left), place)
    return sound, rest, found + more, [*left.values(), *also]


def _cost(model: type[Record], values: Any, fault: ErrorDetails) -> tuple[Hashable, ...] | None:
    """The path of what a fault costs; None for the whole record."""
    loc = fault["loc"]
    if item := item_around(values, loc, lists_apart(model)):
        return item
    if not loc or loc[0] not in model.SPARE or not isinstance(values, dict) or loc[0] not in values:
        return None
    return loc[:2] if loc[0] in {"footer", "columns"} and len(loc) > 1 and isinstance(values[loc[0]], dict) else loc[:1]
