"""The cluster's people for a top site: every person once, from the file that each site of this run publishes of its own."""

import errno
import json
from collections.abc import Iterable, Mapping
from hashlib import sha256

from ...domain.federation import Federation, SiteView
from ...records.deputies.data.lines import CLUSTER, CLUSTER_INDEX, CLUSTER_PEOPLE, CLUSTER_SUMS, PEOPLE_LINES, merge_lines
from ...stored import read_bytes
from .cluster_pool import NOTHING, SiteData


def cluster_people(
    federation: Federation, top: SiteView, found: Mapping[str, SiteData], before: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """The files to add to a top site (path -> text), and those that its last release has already (path -> SHA-256).

    `found` are the files of the sites of this run, `before` the files of the top site's last release. The index names every
    site's file with its digest, and the rest follows from those alone: an index that is the same spares reading them.
    """
    below = federation.below(top.member.site)
    views = [view for view in below if PEOPLE_LINES in found.get(view.member.site.id, NOTHING).files]
    if not views:
        return {}, {}
    index = _index(federation.cluster.name, federation.cluster.data_licence, views, found)
    if before.get(CLUSTER_INDEX) == _digest(index) and all(path in before for path in CLUSTER):
        return {}, {path: before[path] for path in CLUSTER}
    people = merge_lines(_whole(found[view.member.site.id]) for view in views).decode()
    files = {CLUSTER_INDEX: index, CLUSTER_PEOPLE: people}
    rows = sorted((path.rpartition("/")[2], _digest(text)) for path, text in files.items())
    return files | {CLUSTER_SUMS: "".join(f"{digest}  {name}\n" for name, digest in rows)}, {}


def _whole(site: SiteData) -> bytes:
    path = site.folder / PEOPLE_LINES
    data = read_bytes(path)
    if data is None or sha256(data).hexdigest() != site.files[PEOPLE_LINES]:  # of a site that this run was not asked to build
        raise OSError(errno.EBADMSG, "damaged", str(path))
    return data


def _index(name: str, licence: str, views: Iterable[SiteView], found: Mapping[str, SiteData]) -> str:
    """Every site's data, in tree order."""
    sites = [
        {
            "id": view.member.site.id,
            "name": view.member.site.record.name,
            "level": view.member.site.level,
            "parent": view.member.site.record.parent,
            "url": view.member.address.absolute("data/"),
            "dictionary": view.member.address.absolute("data/dictionary.json"),
            "people": view.member.address.absolute(PEOPLE_LINES),
            "sha256": found[view.member.site.id].files[PEOPLE_LINES],
        }
        for view in views
    ]
    return json.dumps({"cluster": name, "licence": licence, "sites": sites}, ensure_ascii=False, indent=1) + "\n"


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
