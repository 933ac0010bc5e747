"""What pages of people say to machines (schema.org): nothing that readers do not see on them."""

from typing import Any

from ...domain.deputy import Deputy
from ...domain.roster import Station
from .view import RosterView
from .words import mandate_title

Json = dict[str, Any]


def person_data(people: RosterView, deputy: Deputy) -> Json | None:
    """A deputy: name, office, congress, picture and public contact; None for one without a name."""
    if not deputy.name:
        return None
    here = deputy.here
    told: Json = {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": deputy.name,
        "alternateName": list(deputy.other_names),
        "url": deputy.canonical or people.absolute(deputy.page),
        "image": people.view.member.address.origin + deputy.photo if deputy.photo.startswith("/") else "",
    }
    if here.status != "ended":
        told |= {
            "jobTitle": mandate_title(here),
            "memberOf": {"@type": "GovernmentOrganization", "name": here.congress_name},
            "telephone": next((contact.phone for contact in deputy.contacts if contact.phone), ""),
            "email": next((contact.email for contact in deputy.contacts if contact.email), ""),
        }
    return {key: value for key, value in told.items() if value}


def station_data(people: RosterView, station: Station) -> Json:
    """A station: where it is and how to reach it."""
    told: Json = {
        "@context": "https://schema.org",
        "@type": "Place",
        "name": station.name,
        "url": people.absolute(station.page),
        "address": station.address,
        "telephone": station.phone,
    }
    return {key: value for key, value in told.items() if value}


def roster_data(people: RosterView) -> Json:
    """The roster: whose it is and how many are on it."""
    return {
        "@context": "https://schema.org",
        "@type": "CollectionPage",
        "name": "代表名录",
        "url": people.absolute("deputy/"),
        "about": {"@type": "GovernmentOrganization", "name": people.view.member.site.record.name},
        "mainEntity": {"@type": "ItemList", "numberOfItems": len(people.roster.deputies)},
    }
