"""check: everything that is wrong, once, in stable order."""

from typing import TYPE_CHECKING

from ...domain.federation import Federation
from ...domain.finding import Finding, Place, Rule, Severity

if TYPE_CHECKING:  # other stages use modules of this package
    from ..index import Catalogue

SITE_EMPTY = Rule("site-empty", Severity.INFO, "本站还没有内容", "在 content/{level}/{site}/ 里提交第一篇稿件。")


def check(federation: Federation, catalogue: "Catalogue") -> tuple[Finding, ...]:
    """All findings of the run, in stable order, each once."""
    findings = [*federation.findings, *catalogue.built.findings, *catalogue.findings]
    for site in catalogue.sites:
        findings += site.findings
        view = federation.views[site.site]
        if not view.documents:
            record = view.member.site
            findings.append(SITE_EMPTY.at(Place(record.id), level=record.level, site=record.id))
    return tuple(sorted(dict.fromkeys(findings), key=lambda finding: finding.order))
