"""Names of files as they are written and as they are: what differs only by case, width or normal form is taken for the file."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from ...domain.claims import Row
from ...domain.cluster import Cluster
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.patterns import pattern
from ..load.names import TWIN

DIFFERS = Rule(
    "name-differs",
    Severity.WARN,
    "没有“{target}”，与它只差大小写或全半角的是“{real}”，已照它发布",
    "改成 {wanted}，与文件名一字不差。",
)
DOUBTFUL = Rule(
    "name-differs",
    Severity.BLOCK,
    "没有“{target}”，与它只差大小写或全半角的有“{candidates}”，不知道是哪一个",
    "改成其中一个的名字，如 {wanted}。",
)


class Misnamed(NamedTuple):
    """Names that no file of a site has: `real` says which file is meant, `doubtful` which files could be."""

    real: Mapping[str, str]
    doubtful: Mapping[str, tuple[str, ...]]


NONE = Misnamed({}, {})
_PATH = pattern(r"[^?#]*")


def alike(source: str) -> str:
    """What names have in common that a reader takes for one: `图/大写.JPG`, `图/大写.jpg`, `图/大写．jpg`."""
    if source.isascii():
        return source.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", source).casefold())


def misnamed(named: Iterable[str], there: Iterable[str], twins: Iterable[str]) -> Misnamed:
    """Of the sources that are `named` those that are not `there`; `twins` are files left out beside another of their name."""
    known = frozenset(there)
    wrong = {source for source in named if source not in known}
    if not wrong:
        return NONE
    by_form: dict[str, list[str]] = {}
    for source in sorted({*known, *twins}):
        by_form.setdefault(alike(source), []).append(source)
    found = {source: tuple(by_form.get(alike(source), ())) for source in wrong}
    return Misnamed(
        {source: files[0] for source, files in found.items() if len(files) == 1},
        {source: files for source, files in found.items() if len(files) > 1},
    )


def twins_of(cluster: Cluster, site: str) -> Iterator[str]:
    """Sources of a site's files that were refused beside another that differs by case or normal form."""
    for finding in cluster.findings:
        if finding.code == TWIN.code and finding.site == site:
            yield "/".join(finding.path.split("/")[3:])


def name_fault(target: str, source: str, names: Misnamed, place: Place) -> Finding | None:
    """What is wrong with the name of a file that is written as `target` and means `source`; None when nothing is."""
    if real := names.real.get(source):
        return DIFFERS.at(place, target=target, real=real.rpartition("/")[2], wanted=as_written(target, real))
    if files := names.doubtful.get(source):
        shown = "”“".join(file.rpartition("/")[2] for file in files)
        return DOUBTFUL.at(place, target=target, candidates=shown, wanted=as_written(target, files[0]))
    return None


def photo_faults(rows: Iterable[Row], names: Callable[[str], Misnamed]) -> Iterator[Finding]:
    """The same for the photos of deputies: one that could be several is not shown, and only that."""
    for row in rows:
        if row.kind == "deputies" and (photo := row.values.get("photo")) and (known := names(row.site)) is not NONE:
            fault = name_fault(photo, photo, known, Place(row.site, row.path, row.line_of("photo")))
            if fault:
                yield replace(fault, severity=Severity.WARN)


def as_written(target: str, real: str) -> str:
    """A reference with the names that the file has: its steps up, its `{static}` and what follows the path stay."""
    path = _PATH.match(target)
    written = path[0] if path else target
    head, brace, tail = written.rpartition("}")
    steps, parts = tail.split("/"), real.split("/")
    count = next((number for number, step in enumerate(reversed(steps)) if step in {"", ".", ".."}), len(steps))
    count = min(count, len(parts))
    names = [part.replace(" ", "%20") if "%" in tail else part for part in parts]
    kept = steps[: len(steps) - count]
    return head + brace + "/".join([*kept, *names[len(names) - count :]]) + target[len(written) :]
