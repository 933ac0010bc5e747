"""What authors write: frozen pydantic records over plain text values; every derived thing is a dataclass instead."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Annotated, Any, ClassVar, get_args

from pydantic import (
    AfterValidator,
    AliasChoices,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from .frozen import frozen
from .level import LEVELS, Level
from .moment import YEARS, AmbiguousDate, FarDate, PartialDate, known_part, parse_date, parse_deadline, parse_moment, written_as
from .names import person_name
from .text import one_line, strip_controls


class Record(BaseModel):
    """Base of everything a person writes; unknown keys are errors, an empty value is as good as none.

    Only in a field named in `HOLDS` it is a value like any other, and a wrong one: nobody knows what it was to keep back.
    What a fault costs is said beside the fields, too: an item of a list in `APART`, else a field in `SPARE`, else the record.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, defer_build=True)

    HOLDS: ClassVar[frozenset[str]] = frozenset()
    """Fields that hold something back."""
    APART: ClassVar[frozenset[str]] = frozenset()
    """Fields whose items stand each for itself: a record without one of them says less, and nothing that it did not say before.

    A list that narrows (a flow's `columns`, where none means all) or holds back (`suspensions`, `reviews`) is no such list: a
    fault in it costs what it stands in.
    """
    SPARE: ClassVar[frozenset[str]] = frozenset()
    """Fields that a record says nothing wrong without: nothing else rests on them, and no other value takes their place."""

    @model_validator(mode="before")
    @classmethod
    def _written(cls, values: Any) -> Any:
        if not isinstance(values, dict) or not any(map(is_empty, values.values())):
            return values
        fields = _fields(cls) - cls.HOLDS
        return {key: value for key, value in values.items() if key not in fields or not is_empty(value)}


@cache
def _fields(record: type[BaseModel]) -> frozenset[str]:
    """What the fields of a record may be called in a file."""
    names: set[str] = set()
    for name, info in record.model_fields.items():
        alias = info.validation_alias
        names |= {str(choice) for choice in alias.choices} if isinstance(alias, AliasChoices) else {str(alias or name)}
    return frozenset(names)


@cache
def lists_apart(record: type[BaseModel]) -> frozenset[str]:
    """The names of `APART` of a record and of the records that stand in it."""
    found: set[str] = set()
    ahead, seen = [record], {record}
    while ahead:
        here = ahead.pop()
        found |= getattr(here, "APART", frozenset())
        inner = {each for info in here.model_fields.values() for each in _records_in(info.annotation)} - seen
        seen |= inner
        ahead += inner
    return frozenset(found)


def _records_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)


def is_empty(value: Any) -> bool:
    """True for what says nothing: no value at all, or a text of which nobody sees anything."""
    if not isinstance(value, str) or not value:
        return value is None or value == ""
    if value[0].isalnum():  # as nearly all do
        return False
    if value.isprintable():
        return value.isspace()
    return not one_line(value[:_GLANCE]).strip() and not one_line(value).strip()


def filled(values: Any) -> Any:
    """A mapping by free names without those that have no value."""
    return {key: value for key, value in values.items() if not is_empty(value)} if isinstance(values, dict) else values


@frozen
class Form:
    """Beside a type in `Annotated`: how its values are written, by an example and in words."""

    example: str
    words: str


def _moment(value: Any) -> Any:
    return _parsed(parse_moment, value)


def _deadline(value: Any) -> Any:
    return _parsed(parse_deadline, value)


def _date(value: Any) -> Any:
    return _parsed(parse_date, value)


def _known_day(value: Any) -> Any:
    """The day, or the year or month alone, as ISO text."""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if not isinstance(value, str):
        return value
    known = known_part(value)
    return written_as(parse_date(known.first), known.part) if known else _date(value).isoformat()


def _parsed(parse: Any, value: Any) -> Any:
    if not isinstance(value, str):
        if isinstance(value, date) and value.year not in YEARS:  # TOML has dates of its own
            raise _far(value.isoformat())
        return value
    try:
        return parse(value)
    except PartialDate as error:
        raise PydanticCustomError("date_partial", "日期“{value}”不完整", {"value": value}) from error
    except AmbiguousDate as error:
        readings = {"readings": " 或 ".join(error.readings), "first": error.readings[0]}
        raise PydanticCustomError("date_ambiguous", "“{value}”可以读作几天", {"value": value, **readings}) from error
    except FarDate as error:
        raise _far(value) from error
    except ValueError as error:
        raise PydanticCustomError("date_invalid", "“{value}”不是日期", {"value": value}) from error


def _far(text: str) -> PydanticCustomError:
    years = {"first": YEARS[0], "last": YEARS[-1]}
    return PydanticCustomError("date_far", "“{value}”的年份不在 {first} 到 {last} 之间", {"value": text, **years})


def _one_line(value: Any, info: ValidationInfo) -> Any:
    """One clean line; what had to be taken out of it is told to the list that is the validation's context."""
    if not isinstance(value, str) or (len(value) <= _SHORT and _is_one_line(value)):
        return value
    if "\n" in value.strip():
        raise PydanticCustomError("line_break", "文字中有换行")
    line = one_line(value)
    if line != value and info.context is not None:
        info.context.append((value, line))
    return line


@lru_cache(maxsize=16_384)
def _is_one_line(text: str) -> bool:
    """True for a short text that is one clean line as it stands: the same few stand in every header."""
    return one_line(text) == text


def _person_name(value: Any) -> Any:
    return person_name(value) if isinstance(value, str) else value


def _lines(value: Any) -> Any:
    return strip_controls(value)[0] if isinstance(value, str) else value


def split_names(value: Any) -> Any:
    """A list, or one text with its parts divided by `,` `;` `，` `、` `；`, as Pelican reads tags and authors."""
    if not isinstance(value, str):
        return value
    for mark in "；，、":
        value = value.replace(mark, ";" if mark == "；" or ";" in value else ",")
    parts = value.split(";" if ";" in value else ",")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def is_mailbox(text: str) -> bool:
    """True for an address that `Mailbox` takes as it is."""
    return len(text) <= LONGEST_MAILBOX and re.fullmatch(_MAILBOX, text) is not None


def _blank(value: Any) -> Any:
    return "" if value is None else value


def _exact(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _alike(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _once(key: Callable[[str], str]) -> AfterValidator:
    """Each name once, as it is written first; what `key` gives for two names says whether they are one."""

    def distinct(names: tuple[str, ...]) -> tuple[str, ...]:
        if len(names) < 2 and "" not in names:
            return names
        first: dict[str, str] = {}
        for name in filter(None, names):
            first.setdefault(key(name), name)
        return tuple(first.values())

    return AfterValidator(distinct)


def _target(value: Any) -> Any:
    """The name of a level by its Chinese word too; the key of a site as it stands."""
    read = LEVELS.read(value)
    return read.value if isinstance(read, Level) else value


_GLANCE = 64  # characters that show of nearly every text that it says something
_SHORT = 40  # characters of a text that is likely to come again
LONGEST_LINE = 1000  # characters: a title stands in many lists
Line = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=LONGEST_LINE)]
PersonName = Annotated[
    str,
    BeforeValidator(_person_name),  # after the one below it
    BeforeValidator(_one_line),
    StringConstraints(min_length=1, max_length=LONGEST_LINE),
]
Text = Annotated[str, BeforeValidator(_lines), StringConstraints(min_length=1)]
_Name = Annotated[  # may be empty: what is left out by the list it stands in would change the numbers of the others
    str, BeforeValidator(_one_line), BeforeValidator(_blank), StringConstraints(max_length=LONGEST_LINE)
]
each_once = _once(_exact)
Names = Annotated[tuple[_Name, ...], BeforeValidator(split_names), each_once]
_HOST_PART = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
_MAILBOX = rf"[A-Za-z0-9_][A-Za-z0-9_+=~-]*(?:\.[A-Za-z0-9_+=~-]+)*@{_HOST_PART}(?:\.{_HOST_PART})+"
LONGEST_MAILBOX = 254  # characters (RFC 5321)
Mailbox = Annotated[  # plain ASCII on one line: it stands in a header of a letter as it is; none that looks like an option
    str,
    BeforeValidator(_one_line),
    StringConstraints(pattern=f"^{_MAILBOX}$", max_length=LONGEST_MAILBOX),
    Form("bangongshi@rd.example.gov.cn", "用户名@域名，用户名只用字母、数字和 . - _ +"),
]
Mailboxes = Annotated[tuple[Mailbox, ...], BeforeValidator(split_names), each_once]
Labels = Annotated[tuple[_Name, ...], BeforeValidator(split_names), _once(_alike)]  # words that only readers tell apart
Target = Annotated[Line, BeforeValidator(_target)]
Targets = Annotated[tuple[Target, ...], BeforeValidator(split_names)]
Moment = Annotated[datetime, BeforeValidator(_moment), Form("2026-03-01 09:30", "年-月-日 时:分")]
Deadline = Annotated[datetime, BeforeValidator(_deadline), Form("2026-03-31", "年-月-日，到当天 24:00 止；或年-月-日 时:分")]
"""Until when something goes on: a day alone means through its 24:00."""
Day = Annotated[date, BeforeValidator(_date), Form("2026-03-01", "年-月-日")]
KnownDay = Annotated[str, BeforeValidator(_known_day), Form("2013", "年、年-月或年-月-日")]
"""A day, or a year or month of which no more is known, as ISO text."""
