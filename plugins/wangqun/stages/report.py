"""What a run came to: as a value, as JSON, and as the pages of build/reports."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ..domain.federation import Federation
from ..domain.finding import Finding, Severity
from ..stored import make_folder, remove, replace_text
from .baseline import FORMAT, WITHOUT, Baseline, Judged, judge
from .ledger import Published
from .outcomes import Outcome

REPORTS = Path("build/reports")
INDEX, DATA = "index.html", "report.json"


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to: what became of each site (outcomes.py), how many pages there are, and what was found."""

    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    pages: int = 0
    findings: tuple[Finding, ...] = ()
    baseline: Baseline = WITHOUT

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
            "findings": [each.as_json() for each in judged],
        }

    def _of(self, wanted: Outcome) -> tuple[str, ...]:
        return tuple(site for site, outcome in self.outcomes.items() if outcome is wanted)


def _counts(judged: Iterable[Judged], site: str) -> dict[str, dict[str, int]]:
    """How many of a site's findings are new, and how many old, by severity."""
    own = Counter((each.new, each.finding.severity) for each in judged if each.finding.site == site)
    return {name: {str(severity): own[new, severity] for severity in Severity} for name, new in (("new", True), ("old", False))}


def write_reports(root: Path, federation: Federation, report: Report, published: Mapping[str, Published]) -> None:
    """build/reports: a page for the cluster, one for each site, and all of it as JSON; those of gone sites are removed."""
    from ..render.report import cluster_page, site_pages, summarise

    folder = root / REPORTS
    make_folder(folder)
    releases = {site: entry.release for site, entry in published.items()}
    summary = summarise(federation, report.findings, releases, report.failed)
    data = json.dumps(report.as_json(federation.now), ensure_ascii=False, indent=2) + "\n"
    texts = {INDEX: cluster_page(summary), DATA: data, **dict(site_pages(summary))}
    for name, text in texts.items():
        replace_text(folder / name, text)
    for path in folder.iterdir():
        if path.name not in texts and path.suffix in {".html", ".json", ".new"}:
            remove(path)
