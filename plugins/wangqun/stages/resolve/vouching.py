"""Files that no program can look into: who has looked, and whether it was at what is here now (docs/domain.md §4)."""

import json
import re
from collections.abc import Collection, Iterator, Mapping

from ...domain.cluster import Cluster
from ...domain.document import Document
from ...domain.finding import Finding, Place
from ...domain.item import ManualCheck
from ...domain.links import plain_path, source_of
from ...scan.attachments import CHECK_STALE, IDLE, UNSCANNED, UNSCANNED_IMPORTED

NOBODY = frozenset({"姓名", "某人", "person", "name"})  # what stands in the line to fill in
_PLAIN = re.compile(r"[\w./-]+")


def unchecked_file(
    document: Document, source: str, target: str, place: Place, cluster: Cluster, real: Mapping[str, str]
) -> Iterator[Finding]:
    """What to say of an unscanned file that a document names as `target`; nothing once somebody has looked at these bytes.

    A piece vouches for itself: the check of another one that names the same file does not count here.
    """
    why, digest = cluster.unscanned[document.site][source], cluster.files[document.site][source].digest
    problems = [_problem(check, digest) for check in _checks(document, source, real)]
    if "" in problems:
        return
    said = {"target": target, "digest": digest, **_line(document, source, real)}
    if document.item.imported:
        yield UNSCANNED_IMPORTED.at(place, why=f"{why}；{problems[0]}" if problems else why, **said)
    elif problems:
        yield CHECK_STALE.at(place, problem=problems[0], **said)
    else:
        yield UNSCANNED.at(place, why=why, **said)


def idle_files(cluster: Cluster, site: str, published: Collection[str], named: Collection[str]) -> Iterator[Finding]:
    """Unscanned files in images/, all of which else is public, that no document at all names."""
    for source, why in sorted(cluster.unscanned.get(site, {}).items()):
        if source.startswith("images/") and source not in published and source not in named:
            yield IDLE.at(Place(site, cluster.files[site][source].path), why=why)


def _checks(document: Document, source: str, real: Mapping[str, str]) -> Iterator[ManualCheck]:
    """Every check of a file that the document's header states."""
    item = document.item
    for attachment in item.attachments:
        if attachment.manual_check and _named(document, attachment.file, real) == source:
            yield attachment.manual_check
    for check in item.manual_checks:
        if _named(document, check.file, real) == source:
            yield check


def _named(document: Document, path: str, real: Mapping[str, str]) -> str:
    """The source that a path in the header means; `real` are those that misspelt ones mean."""
    source = source_of(document, plain_path(path))
    return real.get(source, source)


def _problem(check: ManualCheck, digest: str) -> str:
    """Why a check does not count; "" when it does."""
    if check.person.casefold() in NOBODY:
        return f"没有写明是谁看的（{check.person}）"
    if not check.sha256:
        return "没有写明看的是哪一份（sha256）"
    return "" if check.sha256.casefold() == digest else f"{check.person} 看过以后文件改过"


def _line(document: Document, source: str, real: Mapping[str, str]) -> dict[str, str]:
    """Where in the header the check goes and what stands around it."""
    own = [a.file for a in document.item.attachments if _named(document, a.file, real) == source]
    if own:
        return {"where": f"，在文件头的附件“{own[0]}”下写", "before": "manual_check: {", "after": "}"}
    path = "/" + source
    file = path if _PLAIN.fullmatch(path) else json.dumps(path, ensure_ascii=False)
    if document.item.manual_checks:
        return {"where": "，在文件头 manual_checks 的方括号里加一项", "before": f"{{file: {file}, ", "after": "}"}
    return {"where": "，在文件头写", "before": f"manual_checks: [{{file: {file}, ", "after": "}]"}
