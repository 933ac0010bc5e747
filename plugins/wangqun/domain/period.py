"""A period of days that provinces set by their own rules."""

from typing import Annotated

from pydantic import Field

from .record import Line, Record


class Period(Record):
    """期限: a number of days, and the rule it is from."""

    days: Annotated[int, Field(ge=1, le=3650)] = Field(description="天数")
    law: Line | None = Field(None, description="出处，如 云泽省地方立法条例第三十一条")

    @property
    def source(self) -> str:
        """The rule it is from, in words."""
        return self.law or "本省规定"
