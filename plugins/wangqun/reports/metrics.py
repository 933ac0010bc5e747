"""The status of a cluster as Prometheus reads it: the text format of node_exporter's textfile collector."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from .outcomes import Outcome
from .status import KEPT_BACK, PUBLISHED, UNPUBLISHED

Sample = tuple[dict[str, str], float]


def metrics(status: Mapping[str, Any]) -> str:
    """One family after the other, each with its HELP and TYPE; times are Unix seconds. A moment that is not known is left out."""
    build, sites = status["build"], status["sites"]
    due = status["next_build_due"]
    whole: list[tuple[str, str, Iterable[Sample]]] = [
        ("last_build_timestamp_seconds", "When the last build began.", [({}, _time(build["at"]))]),
        ("last_build_duration_seconds", "How long the last build took.", [({}, build["seconds"])]),
        ("last_build_success", "1 when the last build published every site it was asked for.", [({}, not build["kept_back"])]),
        ("last_build_pages", "Pages that the last build wrote.", [({}, build["pages"])]),
        ("next_build_due_timestamp_seconds", "When a site next changes by itself.", [({}, _time(due))] if due else []),
        ("sites", "Sites of the cluster.", [({}, len(sites))]),
        ("site_findings", 'Findings by site and severity; site "" is the cluster itself.', _findings(status)),
        ("site_published", "1 when readers see the site as it is written.", _are(sites, PUBLISHED)),
        ("site_kept_back", "1 when readers see an earlier release of the site.", _are(sites, KEPT_BACK)),
        ("site_unpublished", "1 when readers see nothing of the site.", _are(sites, UNPUBLISHED)),
        ("site_held", "1 when the site waits for somebody to confirm.", _have(sites, [Outcome.HELD], False)),
        ("site_outcome", "What became of the site: 1 for the one outcome that it had.", _have(sites, Outcome, True)),
        (
            "site_state_since_timestamp_seconds",
            "Since when the site has been published, kept back or unpublished.",
            [({"site": site["site"]}, _time(site["since"])) for site in sites if site["since"]],
        ),
        (
            "site_next_build_due_timestamp_seconds",
            "When the site next changes by itself.",
            [({"site": site["site"]}, _time(site["next_build_due"])) for site in sites if site["next_build_due"]],
        ),
    ]
    return "".join(line + "\n" for name, text, samples in whole for line in _family(f"wangqun_{name}", text, samples))


def _findings(status: Mapping[str, Any]) -> Iterator[Sample]:
    for entry in ({"site": "", "findings": status["findings"]}, *status["sites"]):
        for severity, count in entry["findings"].items():
            yield {"site": entry["site"], "severity": severity}, count


def _are(sites: Iterable[Mapping[str, Any]], state: str) -> Iterator[Sample]:
    return (({"site": site["site"]}, site["state"] == state) for site in sites)


def _have(sites: Iterable[Mapping[str, Any]], outcomes: Iterable[Outcome], told: bool) -> Iterator[Sample]:
    for site in sites:
        for outcome in outcomes:
            yield {"site": site["site"]} | ({"outcome": outcome.value} if told else {}), site["outcome"] == outcome


def _time(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def _family(name: str, text: str, samples: Iterable[Sample]) -> Iterator[str]:
    lines = [f"{name}{_labels(labels)} {_number(value)}" for labels, value in samples]
    if lines:
        escaped = text.replace("\\", r"\\").replace("\n", r"\n")
        yield from (f"# HELP {name} {escaped}", f"# TYPE {name} gauge", *lines)


def _labels(labels: Mapping[str, str]) -> str:
    if not labels:
        return ""
    return "{" + ",".join(f'{name}="{_escaped(value)}"' for name, value in labels.items()) + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")


def _number(value: float) -> str:
    return f"{float(value):.15g}"
