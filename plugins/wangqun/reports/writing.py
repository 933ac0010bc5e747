"""build/reports: pages for the cluster and each office, the same as JSON, the status, metrics."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..stored import make_folder, remove, replace_text
from .calendars import with_calendar, write_calendars
from .commits import commits
from .offices import SITES, compared, json_of, office_json
from .remembered import Told, told_of
from .report import DATA, INDEX, KEPT, METRICS, REPORTS, STATUS, Report, as_text

if TYPE_CHECKING:  # whoever tells again what was found needs neither
    from ..domain.federation import Federation
    from ..render.report import ClusterReport


def write_reports(
    root: Path, federation: "Federation", report: Report, seconds: float | None = None, last: Told | None = None
) -> Report:
    """The report with who wrote what was found, and build/reports made of it; `seconds` is what a build took, None for a check.
    One about a few sites is joined with what the `last` run told of all others.

    A page for the cluster and each site, the same as JSON, a calendar of what is to be done; those of gone sites are removed. A
    build leaves its status too.
    """
    report, summary, sender = told_of(federation, report, last)
    write_calendars(root / REPORTS, federation)
    report, texts = texts_of(root, summary, sender, report, seconds)
    write_texts(root, texts)
    return report


def texts_of(
    root: Path, summary: "ClusterReport", sender: str, report: Report, seconds: float | None
) -> tuple[Report, dict[str, str]]:
    """The report with who wrote what was found, and every file of build/reports; `sender` is from whom letters are."""
    from ..render.report import cluster_page, site_pages
    from .metrics import metrics
    from .status import read_status, settled, status

    folder = root / REPORTS
    report = replace(report, commits=commits(root, {(f.path, f.line) for f in report.findings if f.path}))
    now = read_status(folder / STATUS)
    summary = settled(summary, report, now)
    summary = summary.each(lambda site: replace(compared(folder, site), commits=report.commits))
    texts = {DATA: as_text(report.as_json(summary.now))}
    if seconds is not None:
        now = status(summary, report, seconds)
        texts |= {STATUS: as_text(now), METRICS: metrics(now)}
    texts |= {INDEX: cluster_page(summary, now), **dict(site_pages(summary, with_calendar(folder)))}
    texts |= {json_of(site.id): as_text(office_json(site, summary.now, sender)) for site in summary.offices}
    return report, texts


def write_texts(root: Path, texts: Mapping[str, str]) -> None:
    """Make them what is in build/reports."""
    folder = root / REPORTS
    make_folder(folder / SITES)
    for name, text in texts.items():
        replace_text(folder / name, text)
    for path in (*folder.iterdir(), *(folder / SITES).iterdir()):
        name = path.relative_to(folder).as_posix()
        if name not in {*texts, *KEPT} and path.suffix in {".html", ".json", ".new"}:
            remove(path)
