"""resolve: Cluster -> Federation. Sites are placed on their tree, documents made public or not, links decided, people merged."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from ...domain.cluster import Cluster
from ...domain.federation import Federation, SiteView
from ...domain.finding import Finding, Severity
from ...domain.moment import SHANGHAI
from ...records.deputies.merging import sort_out, unite
from ...store.rows import uncollected
from .atlas import Atlas
from .documents import OwnDocuments, is_withheld, sort_documents
from .names import NONE, photo_faults
from .of_people import of_people, strangers
from .screen import screen
from .succession import end
from .tree import place_sites
from .views import make_views, told_of

__all__ = ["resolve"]

NOT_NOW = "现在不公开"


@uncollected()
def resolve(cluster: Cluster, now: datetime) -> Federation:
    """Every site's view of the cluster as of `now`, and all that is wrong with what was written."""
    findings: list[Finding] = list(cluster.findings)
    cluster = screen(cluster, now, findings)
    members, barred = place_sites(cluster, findings)
    written = sort_out(cluster, members, now.date().isoformat(), findings)
    own_documents = sort_documents(cluster, members, written.decisions, now, findings)
    views, flowed, atlas = make_views(cluster, members, own_documents, written.given_up, now, findings)
    people = unite(
        cluster,
        written,
        atlas.link,
        lambda site: atlas.photos(views[site]) if site in views else {},
        findings,
    )
    findings += photo_faults(cluster.rows, lambda site: atlas.misnamed(site) if site in views else NONE)
    public = ((site, held.public) for site, held in atlas.own_documents.items())
    views |= of_people(cluster.kinds, members, public, views, people.inputs)
    judged = (document for site in views for document in own_documents[site].public)
    findings += strangers(cluster.kinds, judged, lambda person: person in written.people)
    turns = {site: people.next_change(site) for site in views}
    own = {site: own_documents[site] for site in views}
    due = {site: moment for site, held in own.items() if (moment := _next_due(atlas, held, views[site], turns[site], now))}
    quiet = {document.place().shown for held in own_documents.values() for document in held.waiting}
    told = (_of_waiting(f, quiet) for f in findings if _is_ours(cluster, f.site))
    ordered = tuple(sorted(told, key=lambda finding: finding.order))
    departed = {site: (*held.withdrawn, *held.moved) for site, held in own.items()}
    waiting = {site: held.waiting for site, held in own.items()}
    beside = {site: held.public for site, held in atlas.own_documents.items()} if cluster.near else {}
    return Federation(
        cluster.record,
        now,
        views,
        barred,
        flowed.appearances,
        departed,
        waiting,
        cluster.foreign,
        due,
        ordered,
        people,
        flowed.offers,
        cluster.kinds,
        members,
        cluster.near,
        beside,
        cluster.changes,
        flowed.yielding,
    )


def _of_waiting(finding: Finding, quiet: Collection[str]) -> Finding:
    """The same, which says of none of the `quiet` files, of drafts and pieces to come, that it is published all the same."""
    if finding.effect == Severity.WARN.effect and finding.path in quiet:
        return replace(finding, effect=NOT_NOW)
    return finding


def _is_ours(cluster: Cluster, site: str) -> bool:
    """True for a site that this run judges."""
    return site in cluster.near.sites if cluster.near else site not in cluster.foreign


def _next_due(atlas: Atlas, held: OwnDocuments, view: SiteView, turn: str, now: datetime) -> datetime | None:
    """When one of a site's pieces, or one whose course they tell, next appears, expires, is withdrawn, or ceases to be shown,
    or its roster turns (ISO date). None when nothing is due.
    """
    cluster = atlas.cluster
    moments = [d.item.date for d in held.waiting if d.item.status in {"published", "hidden"} and d.item.date]
    told = [document for document, _ in told_of(atlas, held.public)]
    moments += [d.item.date for d in told if d.item.date and d.is_offered]
    timed = [timed for document in (*held.public, *held.waiting) for timed in document.timed]
    moments += [moment for known in timed for moment in (known.since, known.until) if moment]
    below = (guest for named in (view.gathered, view.of_people) for guests in named.values() for guest in guests)
    counted = (d for d in held.waiting if is_withheld(d) and not cluster.kinds[d.id.kind].is_silent("counted"))
    shown = (*held.public, *counted, *(guest.document for guest in (*view.guests, *below, *view.joined.values())))
    moments += [d.item.withdrawn.time for d in (*shown, *told) if d.item.withdrawn]
    moments += [moment for document in shown for _, moment in cluster.kinds[document.id.kind].turns(document)]
    rules = {rule.id: rule.until for rule in cluster.record.flows}
    ends = [rules.get(name) for guest in view.guests for name in guest.rules]
    ends += [guest.document.item.share.until for guest in view.guests if guest.document.item.share]
    ends += [waived.waiver.expires_on for waived in cluster.waivers]
    moments += [datetime.combine(end + timedelta(days=1), time(), SHANGHAI) for end in ends if end and end < date.max]
    moments += filter(None, (end(view.member.site.record),))
    moments += [datetime.combine(date.fromisoformat(turn), time(), SHANGHAI)] if turn else []
    return min((moment for moment in moments if moment > now), default=None)
