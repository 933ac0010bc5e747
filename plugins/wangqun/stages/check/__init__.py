"""check: what is wrong, each thing once, in stable order, and which sites must not be published for it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.asked import ASKING, Allowed
from ...domain.federation import Federation
from ...domain.finding import Finding, Place, Rule, Severity, few, fold
from ...domain.frozen import frozen
from ...domain.near import Wider
from ...render import inspection as pages
from ...store.ledger import Gone, Ledger
from . import addresses, columns, dates, footer, recalls, words
from .guard import Guarded, guard

if TYPE_CHECKING:
    from ..catalogue import Catalogue

__all__ = ["Allowed", "Checked", "check"]

SITE_EMPTY = Rule("site-empty", Severity.INFO, "本站还没有内容", "在 content/{level}/{site}/ 里提交第一篇稿件。")
WITHHOLDING = frozenset(
    rule.code
    for rule in (
        footer.FOOTER_MISSING,
        footer.FOOTER_FORMAT,
        footer.EMBLEM_MISSING,
        pages.META_MISSING,
        pages.META_EMPTY,
        pages.META_FORMAT,
        pages.NOTICE_EXPIRED,
    )
)
"""Codes that, as a block, keep their whole site from being published; any other block has left its own document out already."""


@frozen
class Checked:
    """All findings in stable order; sites that keep their last release; when each document was first seen; which addresses
    each site has lost (ledger.py); what is asked first (guard.py), whose held sites are withheld too."""

    findings: tuple[Finding, ...]
    withheld: frozenset[str]
    seen: dict[str, str]
    lost: Mapping[str, tuple[Gone, ...]]
    guarded: Guarded


def check(
    federation: Federation,
    catalogue: "Catalogue",
    ledger: Ledger,
    root: Path,
    allowed: Allowed = ASKING,
    earlier: Federation | None = None,
) -> Checked:
    """The findings of the run, each once, and what follows from them; `allowed` and `earlier` are for its guard.

    Raises:
        Wider: what a run about a few sites came to cannot be told without others.
    """
    built = catalogue.built
    seen = dates.first_seen(federation, ledger.seen if ledger.sites or ledger.seen else None)
    found = [*federation.findings, *built.findings, *_rendering(federation, catalogue, ledger), *_empty(federation)]
    found += [
        *columns.findings(federation),
        *dates.findings(federation, seen),
        *footer.findings(federation),
        *words.findings(root),
    ]
    found = [finding for finding in found if finding.site not in federation.foreign]
    withheld = frozenset(f.site for f in found if f.severity is Severity.BLOCK and f.code in WITHHOLDING)
    shown = {site.site: site.rendered.keys() for site in catalogue.sites if site.site not in withheld}
    guarded = guard(root, federation, shown, built.whole, ledger, found, allowed, earlier)
    found += guarded.findings
    kept_back = {**dict.fromkeys(built.failed | federation.blocked | withheld, ""), **guarded.held}
    found += recalls.findings(federation, ledger, kept_back)
    withheld |= guarded.held.keys()
    lost = {site: entry.lost for site, entry in ledger.sites.items()}
    for site in catalogue.sites:
        if site.site not in withheld:
            lost[site.site] = addresses.lost(root, federation, site, ledger.sites.get(site.site))
    if not federation.near:
        found += addresses.findings(federation, lost, found, seen)
    elif withheld or not addresses.are_as_before(federation, lost, ledger):
        raise Wider
    told = fold(dict.fromkeys(found))
    return Checked(tuple(few(sorted(told, key=lambda finding: finding.order))), withheld, seen, lost, guarded)


def _rendering(federation: Federation, catalogue: "Catalogue", ledger: Ledger) -> Iterator[Finding]:
    """What rendering complained of: of this run's sites now, of those left out by wish when they were last published."""
    fresh = {site.site: site.findings for site in catalogue.sites}
    for site in federation.views:
        if site in fresh:
            yield from fresh[site]
        elif site in ledger.sites and site not in catalogue.built.failed:
            yield from ledger.sites[site].findings


def _empty(federation: Federation) -> Iterator[Finding]:
    for view in federation.views.values():
        record = view.member.site
        if not view.documents:
            yield SITE_EMPTY.at(Place(record.id), level=record.level, site=record.id)
