"""What a run came to: as a value, as JSON, and as the pages of build/reports."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..domain.commit import Commit, Spot
from ..domain.finding import Finding, Severity
from ..domain.frozen import frozen
from .baseline import FORMAT, WITHOUT, Baseline, Judged, judge
from .commits import named
from .outcomes import Outcome

if TYPE_CHECKING:
    from ..domain.site import ClusterRecord

REPORTS = Path("build/reports")
INDEX, DATA, STATUS, METRICS, TOLD = "index.html", "report.json", "status.json", "metrics.prom", "told.json"
KEPT = frozenset({STATUS, TOLD})  # those that a check does not write, and no run removes


@frozen
class Report:
    """What a run came to: what became of each site (outcomes.py), how many pages there are, and what was found.

    `releases` is what readers see of each site now; `commits` says who wrote the lines that findings name.
    """

    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    pages: int = 0
    findings: tuple[Finding, ...] = ()
    baseline: Baseline = WITHOUT
    releases: Mapping[str, str] = field(default_factory=dict)
    commits: Mapping[Spot, Commit] = field(default_factory=dict)

    @property
    def changed(self) -> tuple[str, ...]:
        """Sites whose public release is another now."""
        return self._of(Outcome.PUBLISHED)

    @property
    def unchanged(self) -> tuple[str, ...]:
        """Sites that are as they should be and were before."""
        return self._of(Outcome.UNCHANGED)

    @property
    def failed(self) -> tuple[str, ...]:
        """Sites that keep their last release, whatever the reason."""
        return tuple(sorted(site for site, outcome in self.outcomes.items() if outcome.keeps))

    @property
    def removed(self) -> tuple[str, ...]:
        """Sites that are gone."""
        return self._of(Outcome.REMOVED)

    @property
    def judged(self) -> tuple[Judged, ...]:
        """The findings beside the baseline."""
        return judge(self.findings, self.baseline)

    def of(self, sites: tuple[str, ...]) -> "Report":
        """The report as it concerns some sites and the cluster itself; all of it when none is named."""
        if not sites:
            return self
        found = tuple(finding for finding in self.findings if finding.site in {"", *sites})
        return replace(self, outcomes={site: outcome for site, outcome in self.outcomes.items() if site in sites}, findings=found)

    def beside(self, findings: tuple[Finding, ...]) -> "Report":
        """The report with what was found when all else was done: it is the run's, and no site's."""
        return replace(self, findings=(*self.findings, *findings))

    def fails(self, strict: bool = False) -> bool:
        """True when something new blocks, or a site waits for somebody's word; when `strict`, when anything is new."""
        judged = self.judged
        return any(each.blocks or (strict and each.new) for each in judged) or Outcome.HELD in self.outcomes.values()

    def as_json(self, now: datetime, error: Mapping[str, str] | None = None) -> dict[str, Any]:
        """The machine-readable form of a run as of `now`; `error` says why there was none (`kind`, `message`)."""
        judged = self.judged
        sites = dict.fromkeys([*self.outcomes, *sorted({each.finding.site for each in judged} - {""})])
        return {
            "format": FORMAT,
            "now": now.isoformat(),
            "error": error and dict(error),
            "sites": {site: {"outcome": self.outcomes.get(site)} | _counts(judged, site) for site in sites},
            "cluster": _counts(judged, ""),
            "changed": self.changed,
            "unchanged": self.unchanged,
            "failed": self.failed,
            "removed": self.removed,
            "pages": self.pages,
            "baseline": self.baseline.as_json(),
            "findings": [each.as_json() | named(each.finding, self.commits) for each in judged],
        }

    def _of(self, wanted: Outcome) -> tuple[str, ...]:
        return tuple(site for site, outcome in self.outcomes.items() if outcome is wanted)


def _counts(judged: Iterable[Judged], site: str) -> dict[str, dict[str, int]]:
    """How many of a site's findings are new, and how many old, by severity."""
    own = Counter((each.new, each.finding.severity) for each in judged if each.finding.site == site)
    return {name: {str(severity): own[new, severity] for severity in Severity} for name, new in (("new", True), ("old", False))}


def sender_of(cluster: "ClusterRecord") -> str:
    """From whom letters are: the address that the cluster names, else one at its own host, else one that nobody has."""
    from ..domain.record import is_mailbox
    from ..domain.site import Address

    host = Address.of(cluster.base_url).host.partition(":")[0]
    try:
        own = f"wangqun@{host.encode('idna').decode('ascii')}"
    except UnicodeError:
        own = ""
    return cluster.report_from or (own if is_mailbox(own) else "wangqun@wangqun.invalid")


def as_text(data: Any) -> str:
    """JSON for people and programs."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
