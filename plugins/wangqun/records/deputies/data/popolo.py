"""Popolo: persons, memberships, organizations, posts and areas of one site as plain JSON values (popoloproject.com)."""

from collections.abc import Iterator
from typing import Any

from ....domain.deputy import Deputy, Mandate, Post
from ....domain.roster import Elector
from ..choices import END_REASONS, ORIGINS
from .outlook import Outlook

Json = dict[str, Any]
_FACTS = {
    "gender": "gender",
    "birth": "birth_date",
    "ethnicity": "ethnicity",
    "education": "education",
    "party": "party",
    "employer_post": "employer_post",
}


def persons(outlook: Outlook) -> list[Json]:
    """Every person, by key; empty values are left out."""
    return [person(outlook, deputy) for deputy in outlook.people]


def person(outlook: Outlook, deputy: Deputy) -> Json:
    """One person."""
    page = outlook.absolute(deputy.url)
    canonical = deputy.canonical or page
    links = [{"url": page, "note": outlook.view.member.site.record.short_name}]
    links += [{"url": canonical, "note": "规范网址"}] if canonical != page else []
    facts = {public: deputy.facts[key].value for key, public in _FACTS.items() if key in deputy.facts}
    return _filled(
        id=deputy.key,
        name=deputy.name,
        sort_name=deputy.pinyin,
        other_names=[{"name": name} for name in deputy.other_names],
        **facts,
        image=outlook.absolute(deputy.photo),
        conflicts=sorted(deputy.conflicts),
        contact_details=list(_contacts(outlook, deputy)),
        links=links,
        sources=outlook.sources(deputy),
        updated=deputy.updated,
    )


def _contacts(outlook: Outlook, deputy: Deputy) -> Iterator[Json]:
    for contact in outlook.contacts(deputy):
        for kind, value in (("voice", contact.phone), ("email", contact.email), ("address", contact.address)):
            if value:
                sources = outlook.sources(deputy, (contact.source,))
                yield {"type": kind, "value": value, "note": contact.congress_name, "sources": sources}


def memberships(outlook: Outlook, deputy: Deputy) -> list[Json]:
    """A person's mandates, then offices."""
    found = [_mandate(outlook, deputy, mandate) for mandate in deputy.mandates]
    return found + [_office(outlook, deputy, post) for post in deputy.posts]


def _mandate(outlook: Outlook, deputy: Deputy, mandate: Mandate) -> Json:
    return _filled(
        id=f"{deputy.key}/mandate/{mandate.congress}/{mandate.term_no}",
        label=f"{mandate.congress_name}代表",
        role="代表",
        person_id=deputy.key,
        organization_id=congress_id(mandate.congress),
        post_id=seat_id(mandate.congress, mandate.term_no, mandate.elector),
        term=mandate.term_no,
        level=mandate.level,
        elector=mandate.elector_name,
        delegation=mandate.delegation,
        group=mandate.group,
        origin=ORIGINS.get(mandate.origin, mandate.origin),
        start_date=mandate.start,
        end_date=mandate.end,
        status=mandate.status,
        end_reason=END_REASONS.get(mandate.end_reason, mandate.end_reason),
        end_notice=outlook.absolute(mandate.end_notice_url),
        suspensions=[_filled(start_date=start, end_date=end) for start, end in mandate.suspensions],
        sources=outlook.sources(deputy, mandate.sources),
    )


def _office(outlook: Outlook, deputy: Deputy, post: Post) -> Json:
    return _filled(
        id=f"{deputy.key}/post/{post.congress}/{post.organ_name}/{post.title}/{post.start}",
        label=f"{post.congress_name}{post.organ_name}{post.title}",
        role=post.title,
        person_id=deputy.key,
        organization_id=organ_id(post),
        term=post.term_no,
        start_date=post.start,
        end_date=post.end,
        sources=outlook.sources(deputy, post.sources),
    )


def popolo(outlook: Outlook) -> Json:
    """Everything of one site, each list by id."""
    people = outlook.people
    return {
        "persons": persons(outlook),
        "memberships": _by_id(m for deputy in people for m in memberships(outlook, deputy)),
        "organizations": _by_id(_organizations(outlook)),
        "posts": _by_id(_seats(outlook)),
        "areas": _by_id(_areas(outlook)),
    }


def _organizations(outlook: Outlook) -> Iterator[Json]:
    site = outlook.view.member.site
    url = outlook.absolute("/" if not outlook.view.member.address.prefix else f"{outlook.view.member.address.prefix}/")
    for deputy in outlook.people:
        for post in deputy.posts:
            yield _congress(post.congress, post.congress_name)
            yield {
                "id": organ_id(post),
                "name": post.organ_name,
                "classification": post.organ,
                "parent_id": congress_id(post.congress),
            }
        for mandate in deputy.mandates:
            yield _congress(mandate.congress, mandate.congress_name, outlook.absolute(mandate.congress_url))
    for delegation in outlook.roster.delegations:
        yield {
            "id": f"{congress_id(site.id)}/{delegation.kind}/{delegation.key}",
            "name": delegation.name,
            "classification": delegation.kind,
            "parent_id": congress_id(site.id),
        }
    yield _congress(site.id, outlook.roster.congress_name or site.record.name, url)  # the last of an id counts


def _congress(site: str, name: str, url: str = "") -> Json:
    return _filled(id=congress_id(site), name=name, classification="congress", links=[{"url": url, "note": name}] if url else [])


def _seats(outlook: Outlook) -> Iterator[Json]:
    """Posts: the seats of a constituency or electing unit, those of other congresses as far as somebody here holds one."""
    site, roster = outlook.view.member.site, outlook.roster
    for deputy in outlook.people:
        for mandate in deputy.mandates:
            if mandate.elector:
                yield _filled(
                    id=seat_id(mandate.congress, mandate.term_no, mandate.elector),
                    label=f"{mandate.congress_name}代表（{mandate.elector_name}）",
                    role="代表",
                    organization_id=congress_id(mandate.congress),
                    term=mandate.term_no,
                )
    term = roster.term.term_no if roster.term else 0
    for elector in (*roster.constituencies, *roster.electing_units):
        yield _filled(
            id=seat_id(site.id, term, elector.key),
            label=f"{roster.congress_name or site.record.name}代表（{elector.name}）",
            role="代表",
            organization_id=congress_id(site.id),
            area_id=area_id(site.id, term, elector) if elector.kind == "constituency" else "",
            term=term,
            seats=elector.quota,
        ) | ({"vacant": elector.vacant} if elector.quota and not elector.unread else {})


def _areas(outlook: Outlook) -> Iterator[Json]:
    site, roster = outlook.view.member.site, outlook.roster
    term = roster.term.term_no if roster.term else 0
    for elector in roster.constituencies:
        own = area_id(site.id, term, elector)
        for place in elector.places:
            yield {"id": f"area:{place.code}", "name": place.name, "identifier": place.code, "classification": "place"}
        places = sorted(f"area:{place.code}" for place in elector.places)
        yield _filled(
            id=own,
            name=elector.name,
            identifier=elector.no,
            classification="constituency",
            scope=elector.scope,
            voters=elector.voters,
            places=places,
        )


def congress_id(site: str) -> str:
    """The id of a congress: it is that of its site."""
    return f"congress:{site}"


def organ_id(post: Post) -> str:
    """The id of an organ of a congress."""
    return f"{congress_id(post.congress)}/{post.organ}/{post.organ_name}"


def seat_id(congress: str, term: int, elector: str) -> str:
    """The id of the seats of a constituency or electing unit in a term, "" without one."""
    return f"seat:{congress}/{term}/{elector}" if elector else ""


def area_id(site: str, term: int, elector: Elector) -> str:
    """The id of a constituency as an area."""
    return f"area:{site}/{term}/{elector.key}"


def _filled(**values: Any) -> Json:
    """What is known: no empty texts, lists, or numbers that stand for unknown."""
    return {key: value for key, value in values.items() if value not in ("", [], (), None, 0)}


def _by_id(found: Iterator[Json]) -> list[Json]:
    known = {value["id"]: value for value in found}
    return [known[key] for key in sorted(known)]
