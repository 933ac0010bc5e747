"""`wangqun search`: what is public on one site or on all, found by its words."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from ..search.index import disown, folder_of, is_there, read_known
from ..search.query import Hit, Query, ask, locate
from ..search.tokens import normalize, query_tokens
from ..stored import read_json

T = TypeVar("T")

BEFORE, AFTER = 24, 56  # characters of the snippet around the hit


class Unsearchable(Exception):
    """There is nothing to search; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Found:
    """One result. `snippet` is a piece of its text, in which `bold` marks the hit from start to end (0, 0 for none)."""

    id: str
    site: str
    kind: str
    column: str
    title: str
    url: str
    date: str
    snippet: str
    bold: tuple[int, int]
    score: float


@dataclass(frozen=True, slots=True)
class Answer:
    """The best results, how many there are in all, and what the asker must know."""

    results: tuple[Found, ...]
    total: int
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        fields = ("id", "site", "kind", "column", "title", "url", "date", "snippet", "score")
        rows = [{name: getattr(found, name) for name in fields} for found in self.results]
        return {"total": self.total, "notes": list(self.notes), "results": rows}


def search(root: Path, text: str, sites: Iterable[str] = (), narrow: Query | None = None, limit: int = 10) -> Answer:
    """Public documents that hold every token of `text`, the phrase in the title first, then in the text, then by BM25F.

    When none does, those that hold any, with a note. `narrow` gives kind, column and since.

    Raises:
        Unsearchable: no such site, none is indexed, or `text` has nothing to look for.
    """
    query = replace(narrow or Query((), ""), tokens=tuple(query_tokens(text)), phrase=" ".join(text.split()))
    if not query.tokens:
        raise Unsearchable("没有可以检索的字、词。")
    chosen = chosen_sites(root, sites)
    lacking = {site for site in chosen if not is_there(root, site)}
    if lacking == set(chosen):
        raise Unsearchable("还没有索引，请先运行 wangqun build（不带 --no-whoosh）。")
    notes = []
    hits: list[Hit] = []
    public = {site: Public(root, site) for site in chosen}
    for every in (True, False):
        for site in chosen:
            if site not in lacking:
                try:
                    hits += ask(folder_of(root, site), query, every, public[site])
                except Unsearchable:
                    raise
                except Exception:  # damage shows as any error of Whoosh's
                    if read_known(folder_of(root, site)) is not None or is_there(root, site):
                        disown(folder_of(root, site))
                    lacking.add(site)
        if hits or len(query.tokens) == 1:
            break
        if every:
            notes.append("没有一篇含有全部字词，下面是含有其中一部分的。")
    if lacking:
        notes.append(f"没有索引或索引已损坏，未检索：{'、'.join(sorted(lacking))}。运行 wangqun build 重建。")
    hits.sort(key=lambda hit: hit.order)
    if not hits:
        notes = ["没有找到。", *(note for note in notes if "索引" in note)]
    return Answer(tuple(_found(hit, query) for hit in hits[:limit]), len(hits), tuple(notes))


def chosen_sites(root: Path, sites: Iterable[str]) -> list[str]:
    """Those sites, each once; all that are published when none is named.

    Raises:
        Unsearchable: one of them is not published.
    """
    published = sorted(path.stem for path in (root / "build" / "manifests").glob("*.json") if path.stem != "manifest")
    published = [site for site in published if "." not in site]
    chosen = list(dict.fromkeys(sites)) or published
    if unknown := [site for site in chosen if site not in published]:
        raise Unsearchable(f"没有已发布的站点 {'、'.join(unknown)}。已有：{'、'.join(published) or '（无）'}")
    return chosen


def of_manifest(path: Path, take: Callable[[Any], T]) -> T:
    """What `take` finds in a site's manifest.

    Raises:
        Unsearchable: it is not there, or damaged.
    """
    found = read_json(path, take)
    if found is None:
        raise Unsearchable(f"清单 {path.name} 读不出来，运行 wangqun build 重建。")
    return found


class Public:
    """Tells whether what an index says of a site is what the site shows; reads the manifest when first asked."""

    def __init__(self, root: Path, site: str) -> None:
        self.pages = root / "build" / "public" / site
        self.manifest = root / "build" / "manifests" / f"{site}.json"
        self.digests: dict[str, str] | None = None

    def __call__(self, fields: dict[str, str]) -> bool:
        """True for what is public now. `fields` are the stored ones of an entry."""
        if not fields["digest"]:
            return (self.pages / fields["file"]).is_file()
        if self.digests is None:
            self.digests = of_manifest(self.manifest, lambda data: {e["id"]: e["source_digest"] for e in data["documents"]})
        return self.digests.get(fields["id"]) == fields["digest"]


def _found(hit: Hit, query: Query) -> Found:
    fields = hit.fields
    text = fields["body"]
    at = locate(text, (normalize(query.phrase), *sorted(query.tokens, key=len, reverse=True)))
    start = max(0, at[0] - BEFORE) if at else 0
    end = min(len(text), (at[1] if at else 0) + AFTER)
    head, tail = "…" * (start > 0), "…" * (end < len(text))
    bold = (at[0] - start + len(head), at[1] - start + len(head)) if at else (0, 0)
    plain = {name: fields[name] for name in ("id", "site", "kind", "column", "title", "url", "date")}
    return Found(**plain, snippet=head + text[start:end] + tail, bold=bold, score=round(hit.score, 3))
