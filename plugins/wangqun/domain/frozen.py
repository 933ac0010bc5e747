"""Values: what `dataclass(frozen=True, slots=True)` makes, for a tenth of what that takes to load (docs/decisions/0061).

`dataclasses.fields`, `replace` and type checkers take a value for what it is, a dataclass.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields, is_dataclass
from functools import partial
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform, overload

T = TypeVar("T")
_PARAMS = "__dataclass_params__"
_WAITING: list[type[Any]] = []
"""Classes of which no value may have been made."""


@overload
def frozen(of: type[T], /) -> type[T]: ...
@overload
def frozen(*, kw_only: bool = ..., eq: bool = ...) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(of: type[T] | None = None, /, *, kw_only: bool = False, eq: bool = True) -> Any:
    """The class as a frozen dataclass with slots.

    Python's own writes and compiles six functions for each class, most of them for classes of which a run never makes a value.
    Here nothing is compiled but `__init__`, and that when the first value is made.
    """
    if of is None:
        return partial(_frozen, kw_only=kw_only, eq=eq)
    return _frozen(of, kw_only=kw_only, eq=eq)


def _frozen(of: type[T], *, kw_only: bool, eq: bool) -> Any:
    own = {name for name, held in of.__dict__.items() if held is not None}  # a hash of None is none
    shared: dict[str, Any] = {"__setattr__": _refuse, "__delattr__": _refuse, "__repr__": _told}
    shared |= {"__getstate__": _state, "__setstate__": _take_state}
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)(of)
    shared["__init__"] = _first(made)
    if eq:
        shared |= _compared(tuple(each.name for each in fields(made) if each.compare))
    for name, function in shared.items():
        if name not in own:
            setattr(made, name, function)
    _WAITING.append(made)
    return made


def write_all() -> None:
    """Write `__init__` of all classes there are, so that no process forked later has to."""
    while _WAITING:
        kind = _WAITING.pop()
        if getattr(kind.__init__, "__code__", None) is _FIRST:
            type.__setattr__(kind, "__init__", _maker(kind))


def is_frozen(kind: type) -> bool:
    """True for a class of such values, made here or by Python."""
    return kind.__setattr__ is _refuse or (is_dataclass(kind) and getattr(kind, _PARAMS).frozen)


def _first(kind: type[Any]) -> Callable[..., None]:
    """`__init__` of a class until the first is made."""

    def first(self: Any, *given: Any, **named: Any) -> None:
        made = _maker(kind)
        type.__setattr__(kind, "__init__", made)
        made(self, *given, **named)

    return first


_FIRST = _first(object).__code__


def _maker(kind: type[Any]) -> Callable[..., None]:
    """`__init__` of a class; what is neither given to it nor has a default, `__post_init__` sets."""
    known: dict[str, Any] = {"_missing": MISSING}
    takes: dict[bool, list[str]] = {False: ["self"], True: ["*"]}
    does = []
    for each in fields(kind):
        name, make, default = each.name, f"_make_{each.name}", f"_else_{each.name}"
        given = wanted = name
        without = ""
        if each.default_factory is not MISSING:
            known[make], without = each.default_factory, f"{make}()"
            given, wanted = f"{name}=_missing", f"{without} if {name} is _missing else {name}"
        elif each.default is not MISSING:
            known[default], without = each.default, default
            given = f"{name}={default}"
        if each.init:
            takes[bool(each.kw_only)].append(given)
        elif without:
            wanted = without
        else:
            continue
        known[f"_put_{name}"] = getattr(kind, name).__set__
        does.append(f"_put_{name}(self, {wanted})")
    if hasattr(kind, "__post_init__"):
        does.append("self.__post_init__()")
    takes_all = ", ".join(takes[False] + (takes[True] if takes[True] != ["*"] else []))
    exec(f"def __init__({takes_all}):\n " + "\n ".join(does or ["pass"]), known)  # noqa: S102 - as dataclasses does
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{kind.__qualname__}.__init__"
    return made


def _compared(names: tuple[str, ...]) -> dict[str, Callable[..., Any]]:
    """How values of a class are the same when all these are."""
    get = attrgetter(*names) if names else None
    all_of: Callable[[Any], Any] = get if get and len(names) > 1 else lambda one: (get(one),) if get else ()

    def is_same(self: Any, other: Any) -> bool:
        return all_of(self) == all_of(other) if other.__class__ is self.__class__ else NotImplemented

    def digest(self: Any) -> int:
        return hash(all_of(self))

    is_same.__code__ = is_same.__code__.replace(co_filename="<string>")  # as of Python's own: pytest says how two differ
    return {"__eq__": is_same, "__hash__": digest}


def _refuse(self: Any, name: str, *_: Any) -> NoReturn:
    raise FrozenInstanceError(f"a {type(self).__qualname__} stays as it is: {name!r}")


def _told(self: Any) -> str:
    told = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(told)})"


def _state(self: Any) -> list[Any]:
    return [getattr(self, each.name) for each in fields(self)]


def _take_state(self: Any, state: list[Any]) -> None:
    for each, held in zip(fields(self), state, strict=True):
        object.__setattr__(self, each.name, held)
