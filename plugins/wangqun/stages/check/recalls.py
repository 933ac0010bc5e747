"""Withdrawn pieces that are still shown because their site is kept back."""

from collections.abc import Collection, Iterator

from ...domain.federation import Federation
from ...domain.finding import Finding, Place, Rule, Severity
from ...store.ledger import Ledger

RECALL_HELD = Rule(
    "recall-held",
    Severity.BLOCK,
    "本站没有重新生成，仍在展示已撤回的 {id}",
    "先改正本站的错误再生成；等不及时由运维撤下 build/public 里本站的链接。",
    "保密法 art. 34",
)


def findings(federation: Federation, ledger: Ledger, kept_back: Collection[str]) -> Iterator[Finding]:
    """Withdrawn pieces that a site which is kept back still shows in its last release."""
    gone = [d for departed in federation.departed.values() for d in departed if d.item.withdrawn]
    for site in sorted(set(kept_back) & ledger.sites.keys()):
        for document in gone:
            name = f"{document.id.kind}/{document.id.slug}" if document.site == site else str(document.id)
            if name in ledger.sites[site].inputs:
                yield RECALL_HELD.at(Place(site), id=document.id)
