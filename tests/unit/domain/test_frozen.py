"""A frozen value is to everybody what Python's frozen dataclass with slots is."""

import copy
import pickle
import re
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

import pytest

import wangqun
from wangqun.domain.frozen import frozen, is_frozen, write_all

T = TypeVar("T")
Decorator = Callable[..., Any]


def pythons(**options: Any) -> Any:
    """What `frozen` stands for."""
    return dataclass(frozen=True, slots=True, **options)


def ours(**options: Any) -> Any:
    """`frozen`, with options or as it is."""
    return frozen(**options) if options else frozen


def plain(of: Decorator) -> type[Any]:
    @of()
    class Plain:
        """A day and what is done."""

        day: int
        done: str = "什么"
        more: list[int] = field(default_factory=list, compare=False)
        secret: str = field(default="密", repr=False, metadata={"help": "密"})
        KNOWN: ClassVar[int] = 3

        @property
        def said(self) -> str:
            """Both."""
            return f"{self.day} {self.done}"

    return Plain


def named(of: Decorator) -> type[Any]:
    @of(kw_only=True)
    class Named:
        done: str = "什么"
        day: int

    return Named


def itself(of: Decorator) -> type[Any]:
    @of(eq=False)
    class Itself:
        day: int

    return Itself


def empty(of: Decorator) -> type[Any]:
    @of()
    class Empty:
        pass

    return Empty


def one(of: Decorator) -> type[Any]:
    @of()
    class One(Generic[T]):
        day: T

    return One


def worked_out(of: Decorator) -> type[Any]:
    @of()
    class WorkedOut:
        day: int
        twice: int = field(init=False)
        known: int = field(init=False, default=3)
        noted: list[int] = field(init=False, default_factory=list)

        def __post_init__(self) -> None:
            object.__setattr__(self, "twice", 2 * self.day)

    return WorkedOut


def child(of: Decorator) -> type[Any]:
    @of()
    class Child(plain(of)):  # type: ignore[misc] # made here
        own: tuple[int, ...] = ()

    return Child


def compared(of: Decorator) -> type[Any]:
    @of()
    class Compared:  # noqa: PLW1641 - that is what is asked
        day: int
        done: str = ""

        def __eq__(self, other: object) -> bool:
            return type(other) is type(self) and other.day == self.day

        def __repr__(self) -> str:
            return f"am {self.day}."

    return Compared


GIVEN: tuple[tuple[tuple[Any, ...], dict[str, Any]], ...] = (
    ((), {}),
    ((1,), {}),
    ((2,), {}),
    ((1, "甲"), {}),
    ((), {"day": 1}),
    ((1,), {"done": "乙", "secret": "丙"}),
    ((1,), {"more": [1]}),
    ((1, "甲", [2], "丙", (3,)), {}),
    ((1,), {"day": 1}),
    ((), {"done": "甲"}),
    ((1,), {"nothing": 1}),
    ((1, 2, 3, 4, 5, 6), {}),
    (([],), {}),
)
KINDS = (plain, named, itself, empty, one, worked_out, child, compared)


def attempt(act: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """What comes of it, or what is raised."""
    try:
        return act(*given, **named)
    except (TypeError, AttributeError) as error:
        return type(error), str(error) if isinstance(error, TypeError) else ""


def told_of(kind: type[Any]) -> list[Any]:
    """All that may be asked of a class and of values of it."""
    values = [attempt(kind, *given, **names) for given, names in GIVEN]
    made = [value for value in values if isinstance(value, kind)]
    return [
        [(each.name, each.init, each.repr, each.compare, each.kw_only, dict(each.metadata)) for each in fields(kind)],
        (kind.__match_args__, is_frozen(kind), bool(kind.__doc__)),
        [value for value in values if not isinstance(value, kind)],
        [(astuple(value), asdict(value), hasattr(value, "__dict__")) for value in made],
        [(copy.copy(value) == value, astuple(copy.deepcopy(value))) for value in made],
        [repr(attempt(replace, value, day=9)) for value in made],
        [isinstance(attempt(hash, value), int) for value in made],
        [repr(value) for value in made],
        [[a == b for a in made] for b in made],
        [[attempt(hash, a) == attempt(hash, b) for a in made] for b in made if isinstance(attempt(hash, b), int)],
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_it_does_what_pythons_own_does(kind: Callable[[Decorator], type[Any]]) -> None:
    assert told_of(kind(ours)) == told_of(kind(pythons))


@pytest.mark.parametrize("kind", [plain, named, one, child])
def test_it_stays_as_it_is(kind: Callable[[Decorator], type[Any]]) -> None:
    value = kind(ours)(day=1)

    with pytest.raises(FrozenInstanceError, match="day"):
        value.day = 3
    with pytest.raises(FrozenInstanceError, match="day"):
        del value.day
    assert value.day == 1


@frozen
class Sent:
    """A value that another process is sent."""

    day: int
    more: tuple[str, ...] = ()


def test_it_can_be_sent_elsewhere() -> None:
    value = Sent(1, ("甲",))

    assert pickle.loads(pickle.dumps(value)) == value
    assert {value: 1}[Sent(1, ("甲",))] == 1


def test_nothing_is_written_for_a_class_before_one_is_made() -> None:
    kind = plain(ours)
    before = kind.__init__

    assert kind(1).said == "1 什么"
    written = kind.__init__
    assert written is not before
    assert kind(2) != kind(1)
    assert kind.__init__ is written


def test_all_can_be_written_before_a_process_is_forked() -> None:
    kinds = [plain(ours), named(ours), worked_out(ours)]
    kinds[0](1)
    made = kinds[0].__init__

    write_all()

    assert kinds[0].__init__ is made
    written = [kind.__init__ for kind in kinds]
    assert [kind(day=1).day for kind in kinds] == [1, 1, 1]
    assert [kind.__init__ for kind in kinds] == written


def test_threads_that_make_the_first_at_once_both_make_one() -> None:
    kind = child(ours)
    begun = kind.__init__

    kind(1)
    other = kind.__new__(kind)
    begun(other, 2, own=(3,))

    assert other == kind(2, own=(3,))


@pytest.mark.parametrize("wanted", [dataclass, dataclass(slots=True)])
def test_what_may_change_is_no_value(wanted: Decorator) -> None:
    class Changing:
        day: int

    assert not is_frozen(wanted(Changing))
    assert not is_frozen(int)


def test_the_package_makes_its_values_in_one_way() -> None:
    package = Path(wangqun.__file__).parent
    wanted = re.compile(r"^ *@dataclass\((?=.*frozen=True)(?=.*slots=True)", re.MULTILINE)
    others = [path for path in package.rglob("*.py") if wanted.search(path.read_text(encoding="utf-8"))]

    assert others == []
