"""Which sites are not published unless somebody says so: too much of them would go, or the clock has jumped.

A guard decides whether a site is published, never what (docs/design.md law 6).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from datetime import datetime
from pathlib import Path

from ...domain.asked import ASKING, Allowed
from ...domain.cluster import Cluster
from ...domain.federation import Federation
from ...domain.finding import Finding, Place
from ...domain.frozen import frozen
from ...store.ledger import Ledger
from ..plan import UnknownSite
from ..resolve import resolve
from . import clock, removal
from .dates import is_scheduled
from .recalls import RECALL_HELD, mend_of


@frozen
class Guarded:
    """Sites that stay as they are, each with the option that lets it go on, and what is told of them.

    `leaving` are sites that the cluster no longer has and that are to be taken down. `trusted` is false when the clock of this
    run is doubted, so that no later one may take it for the time of the last build.
    """

    findings: tuple[Finding, ...] = ()
    held: Mapping[str, str] = field(default_factory=dict)
    leaving: tuple[str, ...] = ()
    trusted: bool = True


def guard(
    root: Path,
    federation: Federation,
    shown: Mapping[str, Collection[str]],
    whole: bool,
    ledger: Ledger,
    found: Iterable[Finding],
    allowed: Allowed = ASKING,
    earlier: Federation | None = None,
) -> Guarded:
    """The judgement on sites about to be published: `shown` maps each to the paths it is to have.

    `whole` says that sites which the cluster no longer has go too. `found` are the findings of the run, `earlier` what the same
    files would show at the time of the last build when the clock of this one is odd.
    """
    gone = removal.gone_sites(root, federation, ledger.sites) if whole else []
    if allowed.preview:
        return Guarded(leaving=tuple(gone))
    findings: list[Finding] = []
    held: dict[str, str] = {}
    public = {
        site: removal.public_now(root, site, ledger.sites.get(site), federation.kinds)
        for site in (federation.views if earlier else shown)
    }
    there = {site: before for site, before in public.items() if before}
    turned = clock.turned(earlier, federation, ledger, there) if earlier else {}
    if earlier and not allowed.clock:
        held |= dict.fromkeys(turned.keys() & shown.keys(), "--allow-clock")
        findings += (clock.finding(earlier, federation, site, turned[site]) for site in held)
    faults = list(found)
    for site, paths in shown.items():
        if site not in there:
            continue
        explained = {entry.path for entry in turned[site].hidden} if site in turned else set()
        going = removal.Removal(root, federation, site, there[site], paths, faults, explained)
        if going.is_grave and site not in allowed.removal:
            findings.append(removal.finding(root, federation, site, going))
            held[site] = f"{held[site]} --allow-removal {site}" if site in held else f"--allow-removal {site}"
        if site in held:
            names = (entry.path.removesuffix(".html") for entry in going.blocked)
            findings += (RECALL_HELD.at(Place(site), state="拦下", id=name, mend=mend_of(held[site])) for name in names)
    for site in gone:
        if site not in allowed.removal:
            findings.append(removal.gone_finding(root, federation, site, ledger.sites.get(site)))
            held[site] = f"--allow-removal {site}"
    return Guarded(tuple(findings), held, tuple(site for site in gone if site not in held), allowed.clock or not turned)


def known_sites(root: Path, federation: Federation, ledger: Ledger, allowed: Allowed) -> None:
    """Nothing when every site that may go is or was there.

    Raises:
        UnknownSite: one was never heard of.
    """
    there = federation.views.keys() | federation.blocked | ledger.gone.keys()
    if unknown := sorted(allowed.removal - there - set(removal.gone_sites(root, federation, ledger.sites))):
        raise UnknownSite(f"--allow-removal：没有站点 {'、'.join(unknown)}。已有：{'、'.join(federation.views)}")


def scheduled(federation: Federation, before: frozenset[str]) -> frozenset[str]:
    """The ids of all pieces that wait for their day; in a run about a few sites those of others do as `before`."""
    waiting = [document for group in federation.waiting.values() for document in group]
    now = frozenset(str(document.id) for document in waiting if is_scheduled(document, federation.now))
    if not federation.near:
        return now
    public = (document for view in federation.views.values() for document in view.documents)
    departed = (document for group in federation.departed.values() for document in group)
    return now | (before - {str(document.id) for document in (*waiting, *public, *departed)})


def before_a_jump(cluster: Cluster, ledger: Ledger, now: datetime) -> Federation | None:
    """The same files as of the last build, where the clock has jumped since; None where it has not, or there was none."""
    return resolve(cluster, ledger.now) if ledger.now and clock.is_odd(now, ledger.now) else None
