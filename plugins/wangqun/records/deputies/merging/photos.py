"""Photos that records of deputies name and that no page shows: each is told, at its line."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from ....domain.claims import Row
from ....domain.cluster import Cluster
from ....domain.finding import Finding, Place, Rule, Severity

PHOTO_MISSING = Rule(
    "photo-missing",
    Severity.WARN,
    "照片“{photo}”{problem}，名录里没有照片",
    "照片放进本站的 images/，写从本站内容文件夹算起的路径，如 images/wen.jpg。",
)


def findings(rows: Iterable[Row], cluster: Cluster, published: Callable[[str], Mapping[str, str]]) -> Iterator[Finding]:
    """One finding for each photo that is named and not `published` by the site that names it."""
    for row in rows:
        if row.kind != "deputies" or "photo" not in row.values:
            continue
        photo = row.values["photo"]
        if photo not in published(row.site):
            yield PHOTO_MISSING.at(
                Place(row.site, row.path, row.line_of("photo")), photo=photo, problem=_problem(cluster, row.site, photo)
            )


def _problem(cluster: Cluster, site: str, photo: str) -> str:
    if photo in cluster.refused.get(site, ()):
        return "没有通过检查"
    return "没有公开（不在 images/ 里）" if photo in cluster.files.get(site, {}) else "没有这个文件"
