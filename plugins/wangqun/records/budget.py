"""How much of a kind one document may ask for: what lists make pages or links must not grow without bounds."""

from dataclasses import replace
from functools import cache
from typing import get_origin

from ..domain.document import Document
from ..domain.finding import Finding, Rule, Severity
from ..domain.item import Item

TOO_MANY = Rule("too-many", Severity.WARN, "“{field}”写了 {have} 项，只用前 {limit} 项", "删去多余的。", "docs/design.md law 7")
LIMITS = {"tags": 30, "aliases": 50, "related": 50, "keywords": 50, "authors": 50, "attachments": 200, "figures": 200}


MOST = 200  # of any list in a field of a kind's own


@cache
def limits(record: type[Item]) -> dict[str, int]:
    """The longest that each list in a header may be: those of all documents that are counted, and all of the record's own."""
    lists = [name for name, info in record.model_fields.items() if get_origin(info.annotation) is tuple]
    return {name: LIMITS.get(name, MOST) for name in lists if name in LIMITS or name not in Item.model_fields}


def within_budget(document: Document, findings: list[Finding]) -> Document:
    """The document with no list in its header longer than `limits` allows; what was cut is told."""
    cut = {}
    for field, limit in limits(type(document.item)).items():
        values = getattr(document.item, field)
        if len(values) > limit:
            cut[field] = values[:limit]
            findings.append(TOO_MANY.at(document.place(field), field=field, have=len(values), limit=limit))
    return replace(document, item=document.item.model_copy(update=cut)) if cut else document
