"""Records as plain values that marshal takes, and back without being validated again: they were when they were read."""

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, NoReturn, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ..domain.document import Timed
from ..domain.finding import Finding, Hit, Severity, values_of
from ..domain.moment import SHANGHAI

Turn = Callable[[Any], Any]
Packed = tuple[dict[str, Any], tuple[tuple[str, Any], ...], set[str], dict[str, Any] | None]
"""Values that were given and are plain; those that are not, turned; the names given; extra values."""

_PLAIN = frozenset({str, int, float, bool, bytes, NoneType, Any})
_MANY = (tuple, list, frozenset, set)
_set = object.__setattr__
_moment: Callable[..., datetime] = datetime


class Unpackable(ValueError):
    """A value that is not what its field's type says: it is read anew each time."""


class Packer(NamedTuple):
    """How records of one class are packed and unpacked."""

    pack: Callable[[Any], Packed]
    unpack: Callable[[Packed], Any]


class _Turns(NamedTuple):
    """How a value is made plain, always a tuple, and back."""

    there: Turn
    back: Turn


@cache
def packer(record: type[BaseModel]) -> Packer:
    """The way to pack records of a class.

    Raises:
        TypeError: one of its fields, or of those of the records in it, has a type that cannot be packed.
    """
    if record.__private_attributes__:
        raise TypeError(f"{record.__name__}: private attributes")
    turns = {name: found for name, info in record.model_fields.items() if (found := _of_field(record, name, info))}
    blank = {name: info.default if _has_default(info) else None for name, info in record.model_fields.items()}
    needed = frozenset(name for name, info in record.model_fields.items() if not _has_default(info))
    back = {name: found.back for name, found in turns.items()}

    def pack(value: Any) -> Packed:
        if type(value) is not record:
            raise Unpackable(type(value).__name__)
        plain: dict[str, Any] = {}
        turned = []
        values, given = value.__dict__, value.__pydantic_fields_set__
        for name in needed | given:  # all others have their defaults; extra ones stand apart
            if name not in blank:
                continue
            held = values[name]
            if found := turns.get(name):
                turned.append((name, None if held is None else found.there(held)))
            else:
                plain[name] = held
        return plain, tuple(turned), given, value.__pydantic_extra__

    def unpack(packed: Packed) -> Any:
        plain, turned, given, extra = packed
        values = blank | plain
        for name, held in turned:
            values[name] = None if held is None else back[name](held)
        made = record.__new__(record)
        _set(made, "__dict__", values)
        _set(made, "__pydantic_fields_set__", given)
        _set(made, "__pydantic_extra__", extra)
        _set(made, "__pydantic_private__", None)
        return made

    return Packer(pack, unpack)


def _has_default(info: FieldInfo) -> bool:
    """True when a field has a default that all records may share."""
    return not info.is_required() and info.default_factory is None and _is_fixed(info.default)


def _is_fixed(value: Any) -> bool:
    return type(value) in _PLAIN or isinstance(value, Enum | date) or (type(value) is tuple and all(map(_is_fixed, value)))


def _of_field(record: type[BaseModel], name: str, info: FieldInfo) -> _Turns | None:
    try:
        return _of(info.annotation)
    except TypeError as error:
        raise TypeError(f"{record.__name__}.{name}: {error}") from error


def _of(kind: Any) -> _Turns | None:
    """How values of a type are turned; None for those that are plain already."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _of(inner[0])
    if kind in _PLAIN or kind is None:
        return None
    if origin is Literal:
        return None if all(type(value) in _PLAIN for value in inner) else _refused(kind)
    if origin in {Union, UnionType}:
        return _of_one(kind, inner)
    if origin in _MANY:
        return _of_many(kind, origin, inner)
    if origin is dict:
        keys, held = map(_of, inner)
        return _refused(kind) if keys else _of_mapping(held.there, held.back) if held else None
    if kind is datetime:
        return _Turns(_pack_moment, lambda held: _moment(*held, SHANGHAI))
    if kind is date:
        return _Turns(_pack_day, lambda held: date(*held))
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = {member.value: member for member in kind}
        return _Turns(lambda value: (_exactly(kind, value).value,), lambda held: members[held[0]])
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return _Turns(*packer(kind))
    return _refused(kind)


def _of_one(kind: Any, choices: tuple[Any, ...]) -> _Turns | None:
    """One of several types, of which one at most is turned: that is known by being a tuple."""
    found = [turns for turns in map(_of, choices) if turns]
    if not found:
        return None
    plain = tuple(choice for choice in map(_bare, choices) if choice in _PLAIN or choice is None)
    if len(found) > 1 or len(plain) + 1 < len(choices) or Any in plain:
        return _refused(kind)
    ((there, back),) = found
    exact = frozenset(NoneType if choice is None else choice for choice in plain)
    return _Turns(
        lambda value: value if type(value) in exact else there(value), lambda held: back(held) if type(held) is tuple else held
    )


def _bare(kind: Any) -> Any:
    """A type without what stands beside it; that of its values for one that names them."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) is Literal:
        return type(get_args(kind)[0])
    return kind


def _of_many(kind: Any, origin: Any, inner: tuple[Any, ...]) -> _Turns | None:
    if origin is tuple and not (len(inner) == 2 and inner[1] is Ellipsis):
        return None if not any(map(_of, inner)) else _refused(kind)
    held = _of(inner[0])
    if held is None:
        return None
    there, back = held
    if origin is tuple:
        return _Turns(lambda value: tuple([there(each) for each in value]), lambda packed: tuple([back(each) for each in packed]))
    return _Turns(lambda value: tuple([there(each) for each in value]), lambda packed: origin([back(each) for each in packed]))


def _of_mapping(there: Turn, back: Turn) -> _Turns:
    return _Turns(
        lambda value: tuple([(key, there(each)) for key, each in value.items()]),
        lambda packed: {key: back(each) for key, each in packed},
    )


def _pack_moment(value: Any) -> tuple[int, ...]:
    if type(value) is not datetime or value.tzinfo is not SHANGHAI or value.fold:
        raise Unpackable(repr(value))
    return (value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond)


def _pack_day(value: Any) -> tuple[int, ...]:
    day: date = _exactly(date, value)
    return (day.year, day.month, day.day)


def _exactly(kind: Any, value: Any) -> Any:
    if type(value) is not kind:
        raise Unpackable(repr(value))
    return value


def _refused(kind: Any) -> NoReturn:
    raise TypeError(f"{kind} cannot be packed (store/packing.py)")


def pack_finding(finding: Finding) -> tuple[Any, ...]:
    """The values of a finding."""
    code, severity, *rest = values_of(finding)
    return (code, severity.value, *rest)


def unpack_finding(values: Any) -> Finding:
    """The finding that has these values."""
    code, severity, *rest = values
    return Finding(code, Severity(severity), *rest)


def pack_hit(hit: Hit) -> tuple[Any, ...]:
    """The values of a hit."""
    return (hit.code, hit.line, hit.column, dict(hit.values))


def pack_timed(timed: Timed) -> tuple[Any, ...]:
    """The values of a finding that is told for a time."""
    return (pack_finding(timed.finding), *(moment and _pack_moment(moment) for moment in timed[1:]))


def unpack_timed(values: Any) -> Timed:
    """The finding that is told for a time which has these values."""
    finding, *moments = values
    return Timed(unpack_finding(finding), *(moment and _moment(*moment, SHANGHAI) for moment in moments))
