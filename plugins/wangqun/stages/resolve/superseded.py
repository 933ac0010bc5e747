"""Pieces that say of each other that they were superseded, so that no one of them holds."""

from collections.abc import Mapping

from ...domain.document import Document
from ...domain.finding import Finding, Rule, Severity
from ...domain.ids import DocumentId, parse_id
from ...domain.near import Wider
from .atlas import Atlas

LOOP = Rule(
    "superseded-loop",
    Severity.WARN,
    "几篇稿件互相写“被取代”，转了一圈：{chain}",
    "在现行的那一篇里删去 superseded_by。",
)


def loops(atlas: Atlas) -> list[Finding]:
    """One finding for each loop, at the piece of it that comes first by its id.

    Raises:
        Wider: in a run about a few sites, something that has changed belongs to a loop with others.
    """
    following = {id_: parse_id(d.item.superseded_by) for id_, (d, _) in atlas.known.items() if d.item.superseded_by}
    seen: set[DocumentId] = set()
    near, changed = atlas.cluster.near, atlas.cluster.changes.outward
    found = []
    for start in sorted(following):
        path: dict[DocumentId, None] = {}
        at: DocumentId | None = start
        while at in following and at not in seen and at not in path:
            path[at] = None
            at = following[at]
        if at in path:
            loop = list(path)[list(path).index(at) :]
            if near and not changed.isdisjoint(loop) and (homes := {atlas.known[each][0].site for each in loop} - near.sites):
                raise Wider(about=homes)
            found.append(_finding(atlas.known, loop))
        seen |= path.keys()
    return found


def _finding(known: Mapping[DocumentId, tuple[Document, bool]], loop: list[DocumentId]) -> Finding:
    first = min(loop)
    turned = loop[loop.index(first) :] + loop[: loop.index(first)]
    document, _ = known[first]
    return LOOP.at(document.place("superseded_by"), chain=" → ".join(map(str, (*turned, first))))
