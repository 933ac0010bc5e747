"""`wangqun export`: everything that is public, one document after the other, for a search server to take in."""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..search.index import disown, folder_of, open_index
from ..stages.index import behind, unknown
from .find import Public, Unsearchable, chosen_sites, follow, of_manifest

AS_WRITTEN = ("id", "site", "kind", "column", "title", "body", "names", "url", "past")


def export_sites(root: Path, sites: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
    """Every public document and deputy of the sites, of all when none is named, as the index of `wangqun search` has them.

    `key` names an entry in letters and digits alone; `headings` is a list; `date` is ISO text and `year` a number, None for
    both when there is no date; `past` says how what holds no more ended, "" for what does.

    Raises:
        Unsearchable: no such site, or an index is behind and cannot be brought up to date, or proves damaged while it is read.
    """
    chosen = chosen_sites(root, sites)
    follow(root, chosen)
    if lacking := [*behind(root, chosen), *unknown(root, chosen)]:
        raise Unsearchable(f"索引落后于公开的内容，补不上：{'、'.join(lacking)}。请先运行 wangqun build。")
    return (entry for site in chosen for entry in _of_site(root, site))


def as_lines(entries: Iterable[Mapping[str, Any]], index: str = "") -> Iterator[str]:
    """Each entry as a line of JSON, before it the action line of OpenSearch's bulk format when `index` is given."""
    for entry in entries:
        if index:
            yield _line({"index": {"_index": index, "_id": entry["key"]}})
        yield _line(entry)


def _of_site(root: Path, site: str) -> Iterator[dict[str, Any]]:
    name = of_manifest(root / "build" / "manifests" / f"{site}.json", lambda data: str(data["short_name"]))
    is_public = Public(root, site)
    for fields in _stored(folder_of(root, site), site):
        if is_public(fields):
            date = fields["date"]
            yield {
                "key": sha256(f"{site} {fields['id']}".encode()).hexdigest()[:32],
                **{field: fields[field] for field in AS_WRITTEN},
                "site_name": name,
                "headings": fields["headings"].split("\n") if fields["headings"] else [],
                "date": date or None,
                "year": int(date[:4]) if date else None,
            }


def _stored(folder: Path, site: str) -> Iterator[dict[str, str]]:
    try:
        index = open_index(folder)
        try:
            with index.reader() as reader:
                for _, fields in reader.iter_docs():
                    yield fields
        finally:
            index.close()
    except Exception as error:  # damage shows as any error of Whoosh's
        disown(folder)
        raise Unsearchable(f"{site} 的索引已损坏，没有全部写出。再来一次会先重建它。") from error


def _line(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
