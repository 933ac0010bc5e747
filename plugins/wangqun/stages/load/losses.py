"""What goes with a record of people, or with a part of it, that was left out: by the names under which others rest on it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...domain.cluster import Lost
from ...domain.deputy import PERSON_KEY
from ...domain.finding import Place
from ...records.deputies.values import KEY_PATTERN
from .salvage import Left

NAMED_BY = {"deputies": "person", "terms": "term_no"}  # others are named by their key
_NAME = re.compile(rf"{PERSON_KEY.pattern}|{KEY_PATTERN}")


def losses(kind: str, place: Place, record: Any, line: int, part: Left | None = None) -> Iterator[Lost]:
    """The losses of a record written as `record`, or of one part of it, for the finding at `line`.

    Mandates and posts go with their record, one by one: no other level may say that they are held.
    """
    values = record if isinstance(record, dict) else {}
    name = values.get(NAMED_BY.get(kind, "key"))
    names = (name,) if isinstance(name, str) and _NAME.match(name) else ()  # a name that is none may stand for any
    if part is None or not part.path:
        yield Lost(kind, place.site, names, place.path, line)
        for field in ("mandates", "posts") if kind == "deputies" else ():
            offices = values.get(field) or ()
            for office in offices if isinstance(offices, list) else (offices,):
                yield Lost(f"{kind}.{field}", place.site, (*names, *_office(field, office, place.site)), place.path, line)
        return
    field = str(part.path[0])
    office = _office(field, part.value, place.site) if kind == "deputies" else ()
    yield Lost(f"{kind}.{field}", place.site, (*names, *office), place.path, line)


def _office(field: str, value: Any, site: str) -> tuple[str, ...]:
    """What names a mandate (congress, term and elector) or a post (congress, organ and title) of a person; a term is a number."""
    values: Mapping[str, Any] = value if isinstance(value, dict) else {}
    congress = values.get("congress") or site
    if field == "mandates":
        term = str(values.get("term", ""))
        elector = values.get("constituency") or values.get("electing_unit") or ""
        return (str(congress), term if term.isdecimal() else "", str(elector))
    if field == "posts":
        return (str(congress), *(str(values.get(key) or "") for key in ("organ", "organ_name", "title")))
    return ()
