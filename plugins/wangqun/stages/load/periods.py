"""Periods of days in sites/cluster.yaml: does any kind have them?"""

from collections.abc import Iterator

from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.site import ClusterRecord
from ...records.kind import Kinds

PERIOD_UNKNOWN = Rule(
    "period-unknown",
    Severity.WARN,
    "periods 里的“{name}”不是哪类材料的期限，没有用",
    "改成下列之一：{known}。",
    "docs/operators.md",
)


def unknown_periods(record: ClusterRecord, kinds: Kinds) -> Iterator[Finding]:
    """What the cluster's periods name in vain."""
    known = "、".join(f"{name}.{key}" for name, kind in kinds.items() for key in kind.periods) or "（没有）"
    for name, own in record.periods.items():
        for key in own or ("",):
            if key not in (kinds[name].periods if name in kinds else ()):
                yield PERIOD_UNKNOWN.at(Place("", "sites/cluster.yaml"), name=f"{name}.{key}".rstrip("."), known=known)
