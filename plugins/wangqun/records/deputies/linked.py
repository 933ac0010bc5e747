"""What pages of people say to machines (schema.org): nothing that readers do not see on them."""

from typing import Any

from ...domain.deputy import Deputy
from ...domain.roster import Station
from .view import ROSTER, RosterView
from .words import mandate_title

Json = dict[str, Any]


def person_data(people: RosterView, deputy: Deputy) -> Json:
    """A deputy: name, office, congress, picture and public contact."""
    here = deputy.here
    found: Json = {
        "@type": "Person",
        "name": deputy.name,
        "alternateName": list(deputy.other_names),
        "url": deputy.canonical or people.absolute(deputy.page),
        "image": people.view.member.address.origin + deputy.photo if deputy.photo.startswith("/") else "",
    }
    if here.status != "ended":
        found |= {
            "jobTitle": mandate_title(here),
            "memberOf": {"@type": "GovernmentOrganization", "name": here.congress_name},
            "telephone": next((contact.phone for contact in deputy.contacts if contact.phone), ""),
            "email": next((contact.email for contact in deputy.contacts if contact.email), ""),
        }
    return {key: value for key, value in found.items() if value}


def station_data(people: RosterView, station: Station) -> Json:
    """A station: where it is and how to reach it."""
    found: Json = {
        "@type": "Place",
        "name": station.name,
        "url": people.absolute(station.page),
        "address": station.address,
        "telephone": station.phone,
    }
    return {key: value for key, value in found.items() if value}


def told(people: RosterView) -> dict[str, Json]:
    """By file, of whom or what pages are: deputies with a name, stations, how many are on the roster."""
    roster = people.roster
    found = {f"{ROSTER}index.html": {"@type": "ItemList", "numberOfItems": len(roster.deputies)}}
    found |= {deputy.page: person_data(people, deputy) for deputy in people.known.values() if deputy.name}
    return found | {station.page: station_data(people, station) for station in roster.stations}
