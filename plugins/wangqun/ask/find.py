"""`wangqun search`: what is public on one site or on all, found by its words."""

import os
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from ..domain.frozen import frozen
from ..domain.refused import Refused
from ..search.index import disown, folder_of, read_known
from ..search.query import Hit, Query, ask, locate
from ..search.tokens import normalize, query_tokens
from ..stages.index import behind, index, marks, unknown
from ..store.lock import Busy, in_turn
from ..store.manifest import MANIFEST
from ..store.search import PUBLIC, findable, public_sites
from ..stored import read_json

T = TypeVar("T")

BEFORE, AFTER = 24, 56  # characters of the snippet around the hit


class Unsearchable(Refused):
    """There is nothing to search; the message says why and what to do."""


@frozen
class Found:
    """One result. `past` says of what holds no more how it ended, "" of all else. `snippet` is a piece of its text, in which
    `bold` marks the hit from start to end (0, 0 for none).
    """

    id: str
    site: str
    kind: str
    column: str
    title: str
    url: str
    date: str
    past: str
    snippet: str
    bold: tuple[int, int]
    score: float


@frozen
class Answer:
    """The best results, how many there are in all, and what the asker must know."""

    results: tuple[Found, ...]
    total: int
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        fields = ("id", "site", "kind", "column", "title", "url", "date", "past", "snippet", "score")
        rows = [{name: getattr(found, name) for name in fields} for found in self.results]
        return {"total": self.total, "notes": list(self.notes), "results": rows}


def search(root: Path, text: str, sites: Iterable[str] = (), narrow: Query | None = None, limit: int = 10) -> Answer:
    """Public documents that hold every token of `text`, the phrase in the title first, then in the text, then
    what holds before what holds no more, then by BM25F.

    When none does, those that hold any, with a note. `narrow` gives kind, column and since.

    Raises:
        Unsearchable: no such site, none can be indexed, or `text` has nothing to look for.
    """
    query, hits, notes = hits_of(root, text, sites, narrow)
    return Answer(tuple(_found(hit, query) for hit in hits[:limit]), len(hits), notes)


def hits_of(
    root: Path, text: str, sites: Iterable[str] = (), narrow: Query | None = None
) -> tuple[Query, list[Hit], tuple[str, ...]]:
    """What was asked, all that `search` would find, best first, and what the asker must know.

    Raises:
        Unsearchable: as `search` does.
    """
    query = replace(narrow or Query((), ""), tokens=tuple(query_tokens(text)), phrase=" ".join(text.split()))
    if not query.tokens:
        raise Unsearchable("没有可以检索的字、词。")
    chosen = chosen_sites(root, sites)
    notes = follow(root, chosen)
    asking = _Asking(root, query)
    hits: list[Hit] = []
    for every in (True, False):
        hits = [hit for site in chosen for hit in asking(site, every)]
        if hits or len(query.tokens) == 1:
            break
        if every:
            asking.notes.append("没有一篇含有全部字词，下面是含有其中一部分的。")
    if asking.lacking == set(chosen):
        raise Unsearchable("还没有索引，也补不上。请先运行 wangqun build。")
    if asking.lacking:
        notes.append(f"没有索引或索引已损坏，未检索：{'、'.join(sorted(asking.lacking))}。运行 wangqun build 重建。")
    hits.sort(key=lambda hit: hit.order)
    said = asking.notes if hits else ["没有找到。"]
    return query, hits, (*said, *notes)


def follow(root: Path, sites: Collection[str]) -> list[str]:
    """Bring the indexes of sites up to what is public, as far as they are behind; what the asker must know of it."""
    late = behind(root, sites)
    if not late:
        return _strange(root, sites)
    with suppress(Busy, OSError), in_turn(root):
        index(root, os.cpu_count() or 1)
    still = behind(root, late)
    done = [site for site in late if site not in still]
    notes = [f"索引落后于公开的内容，已先补上：{'、'.join(done)}。"] if done else []
    if still:
        notes.append(f"索引落后于公开的内容，现在补不上，结果可能不全：{'、'.join(still)}。稍后再查，或运行 wangqun build。")
    return notes + _strange(root, sites)


def _strange(root: Path, sites: Collection[str]) -> list[str]:
    if not (found := unknown(root, sites)):
        return []
    return [f"公开的版本和索引对不上（退回过版本，或生成中断过），结果可能不全：{'、'.join(found)}。运行 wangqun build。"]


class _Asking:
    """Asks the sites' indexes; one that proves damaged is made anew and asked again. `lacking` are sites without any."""

    def __init__(self, root: Path, query: Query) -> None:
        self.root, self.query = root, query
        self.public: dict[str, Public] = {}
        self.lacking: set[str] = set()
        self.notes: list[str] = []

    def __call__(self, site: str, every: bool) -> list[Hit]:
        """What a site has to say."""
        for again in (False, True):
            public = self.public.get(site) or self.public.setdefault(site, Public(self.root, site))
            if public.known is not None:
                try:
                    return ask(folder_of(self.root, site), self.query, every, public)
                except Unsearchable:
                    raise
                except Exception:  # noqa: S110 - damage shows as any error of Whoosh's
                    pass
            if again or site in self.lacking or not _mended(self.root, site):
                break
            del self.public[site]
        self.lacking.add(site)
        return []


def _mended(root: Path, site: str) -> bool:
    """True when an index that proved damaged was made anew."""
    try:
        with in_turn(root):
            disown(folder_of(root, site))
            index(root)
    except (Busy, OSError):
        return False
    return read_known(folder_of(root, site)) is not None


def chosen_sites(root: Path, sites: Iterable[str]) -> list[str]:
    """Those sites, each once; all that are published when none is named.

    Raises:
        Unsearchable: one of them is not published, or none is.
    """
    published = public_sites(root)
    chosen = list(dict.fromkeys(sites)) or published
    if strange := [site for site in chosen if site not in published]:
        raise Unsearchable(f"没有已发布的站点 {'、'.join(strange)}。已有：{'、'.join(published) or '（无）'}")
    if not chosen:
        raise Unsearchable("还没有发布过，请先运行 wangqun build。")
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
    """Tells whether what an index says of a site is what readers see there: of documents their manifest knows, of all else what
    was published with it. `known` is what the index says that it holds, None when it is not whole.
    """

    def __init__(self, root: Path, site: str) -> None:
        self.pages = root / PUBLIC / site
        self.known = read_known(folder_of(root, site))
        texts = findable(root, site)
        self.wanted = None if texts is None else marks(texts)
        self.digests: dict[str, str] | None = None

    def __call__(self, fields: dict[str, str]) -> bool:
        """True for what is public now. `fields` are the stored ones of an entry."""
        key, known = fields["id"], self.known or {}
        if self.wanted is not None and self.wanted.get(key) != known.get(key, ""):
            return False
        if not fields["digest"]:
            return self.wanted is not None and (self.pages / fields["file"]).is_file()
        if self.digests is None:
            path = self.pages / MANIFEST
            self.digests = of_manifest(path, lambda data: {e["id"]: e["source_digest"] for e in data["documents"]})
        return self.digests.get(key) == fields["digest"]


def _found(hit: Hit, query: Query) -> Found:
    fields = hit.fields
    text = fields["body"]
    at = locate(text, (normalize(query.phrase), *sorted(query.tokens, key=len, reverse=True)))
    start = max(0, at[0] - BEFORE) if at else 0
    end = min(len(text), (at[1] if at else 0) + AFTER)
    head, tail = "…" * (start > 0), "…" * (end < len(text))
    bold = (at[0] - start + len(head), at[1] - start + len(head)) if at else (0, 0)
    plain = {name: fields[name] for name in ("id", "site", "kind", "column", "title", "url", "date", "past")}
    return Found(**plain, snippet=head + text[start:end] + tail, bold=bold, score=round(hit.score, 3))
