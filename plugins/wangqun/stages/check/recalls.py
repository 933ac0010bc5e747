"""Withdrawn pieces that are still shown because their site is kept back."""

from collections.abc import Iterator, Mapping

from ...domain.federation import Federation
from ...domain.finding import Finding, Own, Place, Rule, Severity
from ...store.ledger import Ledger

RECALL_HELD = Rule(
    "recall-held",
    Severity.BLOCK,
    "本站没有重新生成，仍在展示已{state}的 {id}",
    "{mend}；等不及时由运维撤下 build/public 里本站的链接。",
    "保密法 art. 34",
)


def findings(federation: Federation, ledger: Ledger, kept_back: Mapping[str, str]) -> Iterator[Finding]:
    """Withdrawn pieces that a site which is kept back still shows in its last release; with the option that lets it go on."""
    gone = [d for departed in federation.departed.values() for d in departed if d.item.withdrawn]
    for site in sorted(kept_back.keys() & ledger.sites.keys()):
        for document in gone:
            name = f"{document.id.kind}/{document.id.slug}" if document.site == site else str(document.id)
            if name in ledger.sites[site].inputs:
                yield RECALL_HELD.at(Place(site), state="撤回", id=document.id, mend=mend_of(kept_back[site]))


def mend_of(option: str) -> str:
    """What publishes the site again; `option` is what its guard wants to hear, "" when a mistake keeps it back."""
    return Own(f"要它立刻撤下，核对以后运行 wangqun build {option}" if option else "先改正本站的错误再生成")
