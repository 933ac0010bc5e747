"""Terms and mandates as of a day: which term runs, and whether a mandate is held, suspended or over (代表法 art. 2, 61, 62)."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ....domain.claims import TermRow
from ....domain.deputy import Status
from ....domain.written import MandateValues

TERM_EXPIRED = "term_expired"


class TermOf(NamedTuple):
    """One term of one congress; `end` is the opening of the next, "" while none is known."""

    term_no: int
    start: str
    end: str
    row: TermRow


class Standing(NamedTuple):
    """A mandate as of a day; `status` "" when it has not begun."""

    status: Status | str
    start: str
    end: str
    end_reason: str


def terms_of(rows: Iterable[TermRow]) -> dict[int, TermOf]:
    """A congress's terms by number; the earliest written of two with one number counts."""
    ordered = sorted(
        {int(row.values["term_no"]): row for row in reversed([*rows])}.items(), key=lambda item: item[1].values["start"]
    )
    ends = [*(row.values["start"] for _, row in ordered[1:]), ""]
    return {number: TermOf(number, row.values["start"], end, row) for (number, row), end in zip(ordered, ends, strict=False)}


def current(terms: Mapping[int, TermOf], today: str) -> TermOf | None:
    """The latest term that has begun."""
    begun = [term for term in terms.values() if term.start <= today]
    return max(begun, key=lambda term: term.start, default=None)


def stands(mandate: MandateValues, term: TermOf | None, today: str) -> Standing:
    """Whether a mandate is held on a day. It ends on its own end, or with its term."""
    start = mandate.get("from") or (term.start if term else "")
    if start > today:
        return Standing("", start, "", "")
    end = mandate.get("to", "")
    if end and end <= today:
        return Standing("ended", start, end, mandate.get("end_reason", ""))
    if term and term.end and term.end <= today:
        return Standing("ended", start, term.end, TERM_EXPIRED)
    if "suspensions" in mandate and any(
        s["from"] <= today and not (s.get("to", "") and s["to"] <= today) for s in mandate["suspensions"]
    ):
        return Standing("suspended", start, end, "")
    return Standing("active", start, end, "")
