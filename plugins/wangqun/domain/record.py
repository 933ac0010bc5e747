"""What authors write: frozen pydantic records over plain text values; every derived thing is a dataclass instead."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationInfo
from pydantic_core import PydanticCustomError

from .level import LEVELS, Level
from .moment import PartialDate, known_part, parse_date, parse_moment, written_as
from .names import person_name
from .text import one_line, strip_controls


class Record(BaseModel):
    """Base of everything a person writes; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _moment(value: Any) -> Any:
    return _parsed(parse_moment, value)


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
        return value
    try:
        return parse(value)
    except PartialDate as error:
        raise PydanticCustomError("date_partial", "日期“{value}”不完整", {"value": value}) from error
    except ValueError as error:
        raise PydanticCustomError("date_invalid", "“{value}”不是日期", {"value": value}) from error


def _one_line(value: Any, info: ValidationInfo) -> Any:
    """One clean line; what had to be taken out of it is told to the list that is the validation's context."""
    if not isinstance(value, str):
        return value
    if "\n" in value.strip():
        raise PydanticCustomError("line_break", "文字中有换行")
    line = one_line(value)
    if line != value and info.context is not None:
        info.context.append((value, line))
    return line


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


def _target(value: Any) -> Any:
    """The name of a level by its Chinese word too; the key of a site as it stands."""
    read = LEVELS.read(value)
    return read.value if isinstance(read, Level) else value


LONGEST_LINE = 1000  # characters: a title stands in many lists
Line = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=LONGEST_LINE)]
PersonName = Annotated[
    str,
    BeforeValidator(_person_name),  # after the one below it
    BeforeValidator(_one_line),
    StringConstraints(min_length=1, max_length=LONGEST_LINE),
]
Text = Annotated[str, BeforeValidator(_lines), StringConstraints(min_length=1)]
Names = Annotated[tuple[Line, ...], BeforeValidator(split_names)]
Target = Annotated[Line, BeforeValidator(_target)]
Targets = Annotated[tuple[Target, ...], BeforeValidator(split_names)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Day = Annotated[date, BeforeValidator(_date)]
KnownDay = Annotated[str, BeforeValidator(_known_day)]
"""A day, or a year or month of which no more is known, as ISO text."""
