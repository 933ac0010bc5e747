"""What authors write: frozen pydantic records over plain text values; every derived thing is a dataclass instead."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from .moment import AmbiguousDate, PartialDate, parse_date, parse_moment
from .text import clean


class Record(BaseModel):
    """Base of everything a person writes; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


def _moment(value: Any) -> Any:
    return _parsed(parse_moment, value)


def _date(value: Any) -> Any:
    return _parsed(parse_date, value)


def _parsed(parse: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return parse(value)
    except PartialDate as error:
        raise PydanticCustomError("date_partial", "日期“{value}”不完整", {"value": value}) from error
    except AmbiguousDate as error:
        readings = {"readings": " 或 ".join(error.readings), "first": error.readings[0]}
        raise PydanticCustomError("date_ambiguous", "“{value}”可以读作几天", {"value": value, **readings}) from error
    except ValueError as error:
        raise PydanticCustomError("date_invalid", "“{value}”不是日期", {"value": value}) from error


def _one_line(value: Any) -> Any:
    if isinstance(value, str) and "\n" in value.strip():
        raise PydanticCustomError("line_break", "文字中有换行")
    return clean(value) if isinstance(value, str) else value


def split_names(value: Any) -> Any:
    """A list, or one text with its parts divided by `,` `;` `，` `、` `；`, as Pelican reads tags and authors."""
    if not isinstance(value, str):
        return value
    for mark in "；，、":
        value = value.replace(mark, ";" if mark == "；" or ";" in value else ",")
    parts = value.split(";" if ";" in value else ",")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


LONGEST_LINE = 1000  # characters: a title stands in many lists
Line = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1, max_length=LONGEST_LINE)]
Text = Annotated[str, StringConstraints(min_length=1)]
Names = Annotated[tuple[Line, ...], BeforeValidator(split_names)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Day = Annotated[date, BeforeValidator(_date)]
