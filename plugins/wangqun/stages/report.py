"""What a run came to: as a value, as JSON, and as the pages of build/reports."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from ..domain.federation import Federation
from ..domain.finding import Finding
from ..stored import make_folder, remove, replace_text
from .ledger import Published

REPORTS = Path("build/reports")
INDEX, DATA = "index.html", "report.json"


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to: sites whose public release changed, those that stayed as they were, those kept back, findings."""

    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    failed: tuple[str, ...]
    removed: tuple[str, ...]
    pages: int
    findings: tuple[Finding, ...]

    def of(self, sites: tuple[str, ...]) -> "Report":
        """The report as it concerns some sites and the cluster itself; all of it when none is named."""
        if not sites:
            return self
        found = tuple(finding for finding in self.findings if finding.site in {"", *sites})
        return replace(self, failed=tuple(site for site in self.failed if site in sites), findings=found)

    def as_json(self, now: datetime) -> dict[str, Any]:
        """The machine-readable form of a run as of `now`."""
        return {
            "now": now.isoformat(),
            "changed": self.changed,
            "unchanged": self.unchanged,
            "failed": self.failed,
            "removed": self.removed,
            "pages": self.pages,
            "findings": [finding.as_json() for finding in self.findings],
        }


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
