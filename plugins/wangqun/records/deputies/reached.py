"""Who represents a place, each person once, and how to reach them."""

from collections.abc import Iterable, Iterator
from typing import Any

from ...domain.deputy import roles
from ...domain.roster import Representative
from ...domain.said import together, word
from ...pages.context import Link
from .context import LookupDeputy, LookupRole
from .deputy import next_reception
from .words import UNKNOWN_NAME, phone_url


def deputies(
    representatives: Iterable[Representative], as_of: str, above: Iterable[Representative] = ()
) -> Iterator[LookupDeputy]:
    """Each person once, with all that they are, in the order given; of those `above` only what they are besides."""
    found: dict[Any, list[Representative]] = {}
    for one in representatives:
        found.setdefault(_who(one), []).append(one)
    for one in above:
        if _who(one) in found:
            found[_who(one)].append(one)
    for held in found.values():
        first = held[0]
        station = next((at for each in held for at in each.stations), None)
        own = next((each.phone for each in held if each.phone), "")
        at_phone = next((at for each in held for at in each.stations if at.phone), None)
        phone = own or (at_phone.phone if at_phone else "")
        next_day = next_reception(first.reception_days, first.stations, as_of)
        yield LookupDeputy(
            name=first.name or UNKNOWN_NAME,
            url=next(filter(None, (_safe(each.url) for each in held)), None),
            roles=tuple(dict.fromkeys(LookupRole(roles(each.role), each.elector_name) for each in held)),
            phone=phone,
            phone_url=phone_url(phone) if phone else None,
            phone_of="" if own or not at_phone else at_phone.name,
            station=Link(station.name, _safe(station.url)) if station else None,
            next_text=together(" ", filter(None, (next_day.date_text, word(next_day.weekday), next_day.hours)))
            if next_day
            else "",
            next_iso=next_day.date_iso if next_day else "",
        )


def _who(one: Representative) -> Any:
    return one.person or (one.name, one.url)


def _safe(url: str) -> str | None:
    """A URL that leads to a page, of this host or by http(s) of another; None for any other text."""
    return url if url.startswith(("https://", "http://")) or (url.startswith("/") and not url.startswith("//")) else None
