"""The plain values of a row, by kind: what a record of deputies comes to when it has been read (records/deputies/record.py).

They stay dicts, since there are tens of thousands of them; `tests/unit/records/test_written.py` holds them to the records.
"""

from collections.abc import Sequence
from typing import Literal, NotRequired, TypedDict

ElectorKind = Literal["constituency", "electing_unit", ""]
SpanValues = TypedDict("SpanValues", {"from": str, "to": NotRequired[str]})
MandateValues = TypedDict(
    "MandateValues",
    {
        "congress": NotRequired[str],
        "term": int,
        "constituency": NotRequired[str],
        "electing_unit": NotRequired[str],
        "delegation": NotRequired[str],
        "group": NotRequired[str],
        "origin": NotRequired[str],
        "from": str,
        "to": NotRequired[str],
        "suspensions": NotRequired[Sequence[SpanValues]],
        "end_reason": NotRequired[str],
        "end_notice": NotRequired[str],
    },
)
PostValues = TypedDict(
    "PostValues",
    {
        "organ": str,
        "organ_name": NotRequired[str],
        "title": str,
        "congress": NotRequired[str],
        "term": NotRequired[int],
        "from": str,
        "to": NotRequired[str],
    },
)


class OtherNameValues(TypedDict):
    """曾用名."""

    name: str
    until: NotRequired[str]


class ContactValues(TypedDict):
    """公开联系方式."""

    phone: NotRequired[str]
    email: NotRequired[str]
    address: NotRequired[str]
    consent_on: str


class ReceptionValues(TypedDict):
    """接待日."""

    date: NotRequired[str]
    day: NotRequired[int]
    weekday: NotRequired[int]
    week: NotRequired[int]
    start: NotRequired[str]
    end: NotRequired[str]
    note: NotRequired[str]
    key: NotRequired[str]


class DeputyValues(TypedDict):
    """代表."""

    person: str
    name: NotRequired[str]
    other_names: NotRequired[Sequence[OtherNameValues]]
    gender: NotRequired[str]
    ethnicity: NotRequired[str]
    birth: NotRequired[str]
    education: NotRequired[str]
    party: NotRequired[str]
    employer_post: NotRequired[str]
    photo: NotRequired[str]
    mandates: NotRequired[Sequence[MandateValues]]
    posts: NotRequired[Sequence[PostValues]]
    contact_public: NotRequired[ContactValues]
    station: NotRequired[Sequence[str]]
    reception_days: NotRequired[Sequence[ReceptionValues]]
    updated: NotRequired[str]


class TermValues(TypedDict):
    """届."""

    term_no: int
    start: str
    seats: int
    reserved_quota: NotRequired[int]
    sc_seats: NotRequired[int]


class PlaceValues(TypedDict):
    """A village or community of a constituency."""

    code: str
    name: str
    town: NotRequired[str]


class ElectorValues(TypedDict):
    """What constituencies and electing units have in common, and what only one of them has."""

    key: str
    name: str
    term: int
    quota: int
    no: NotRequired[str]
    scope: NotRequired[str]
    places: NotRequired[Sequence[PlaceValues]]
    voters: NotRequired[int]
    external: NotRequired[bool]


class DelegationValues(TypedDict):
    """代表团 or 代表小组."""

    key: str
    name: str
    kind: NotRequired[str]
    term: int
    leader: NotRequired[str]


class ActivityValues(TypedDict):
    """What a station did."""

    date: str
    text: str


class StationValues(TypedDict):
    """代表联络站."""

    key: str
    name: str
    type: NotRequired[str]
    address: str
    geo: NotRequired[str]
    phone: NotRequired[str]
    head: NotRequired[str]
    hours: NotRequired[str]
    deputies: NotRequired[Sequence[str]]
    reception_days: NotRequired[Sequence[ReceptionValues]]
    activities: NotRequired[Sequence[ActivityValues]]
    updated: NotRequired[str]


class RatingValues(TypedDict):
    """测评, in votes."""

    satisfied: int
    basically: int
    dissatisfied: int


class DutyRecordValues(TypedDict):
    """履职记录."""

    date: str
    type: str
    persons: Sequence[str]
    congress: NotRequired[str]
    organizer: NotRequired[str]
    place: NotRequired[str]
    text: str
    confirmed_by_deputy: NotRequired[bool]


class DutyReportValues(TypedDict):
    """述职."""

    person: str
    date: str
    form: NotRequired[str]
    audience: NotRequired[str]
    congress: NotRequired[str]
    voters_present: NotRequired[int]
    text: str
    comments: NotRequired[str]
    rating: NotRequired[RatingValues]


class DecisionValues(TypedDict):
    """裁定."""

    action: str
    persons: Sequence[str]
    field: NotRequired[str]
    value: NotRequired[str]
    instead_of: NotRequired[Sequence[str]]
    by: str
    on: str
    reason: str
