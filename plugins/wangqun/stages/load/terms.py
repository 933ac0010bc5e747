"""Terms of days in sites/cluster.yaml: does any kind have them?"""

from collections.abc import Iterator

from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.site import ClusterRecord
from ...records.kind import Kinds

TERM_UNKNOWN = Rule(
    "term-unknown",
    Severity.WARN,
    "terms 里的“{name}”不是哪类材料的期限，没有用",
    "改成下列之一：{known}。",
    "docs/operators.md",
)


def unknown_terms(record: ClusterRecord, kinds: Kinds) -> Iterator[Finding]:
    """What the cluster's terms name in vain."""
    known = "、".join(f"{name}.{key}" for name, kind in kinds.items() for key in kind.terms) or "（没有）"
    for name, own in record.terms.items():
        for key in own or ("",):
            if key not in (kinds[name].terms if name in kinds else ()):
                yield TERM_UNKNOWN.at(Place("", "sites/cluster.yaml"), name=f"{name}.{key}".rstrip("."), known=known)
