"""Clusters in memory for properties of flows: random trees, pieces, rules and acceptances, no files."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from wangqun.domain.cluster import Cluster, Memory
from wangqun.domain.document import Document
from wangqun.domain.finding import Place
from wangqun.domain.flow import Accepted, FlowRule, Limit
from wangqun.domain.ids import DocumentId
from wangqun.domain.item import Imported, Share, Withdrawn
from wangqun.domain.level import Level
from wangqun.domain.moment import SHANGHAI
from wangqun.domain.site import ClusterRecord, Site, SiteRecord
from wangqun.records import KINDS
from wangqun.records.article import Article

NOW = datetime(2026, 11, 23, tzinfo=SHANGHAI)
LEVELS = (Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP)
COLUMNS = ("news", "notices", "meetings")
IMPORTED = Imported(original_url="https://old.example/", original_date=date(2020, 1, 1))


@dataclass(frozen=True)
class World:
    """A cluster and what it was drawn from."""

    cluster: Cluster
    parents: dict[str, str | None]

    def above(self, site: str) -> list[str]:
        """Ancestors of a site, the parent first."""
        chain = []
        at = self.parents[site]
        while at is not None:
            chain.append(at)
            at = self.parents[at]
        return chain


def make_document(site: str, number: int, column: str, moment: datetime, share: Share | None, withdrawn: bool) -> Document:
    """A piece of `site` with a slug made of its number."""
    gone = Withdrawn(reason="有误", time=NOW - timedelta(days=1)) if withdrawn else None
    item = Article(title=f"{site}第{number}篇", date=moment, imported=IMPORTED, share=share, withdrawn=gone)
    path = f"content/{site}/{column}/n{number}.md"
    identity = DocumentId(site, "article", f"n{number}")
    return Document(
        identity, site, f"{site}第{number}篇", item, column, path, f"{column}/n{number}.md", "markdown", "正文", 1, "", "", {}
    )


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Trees of two to eight sites, up to five pieces each, up to five rules, some acceptances."""
    parents: dict[str, str | None] = {"s0": None}
    levels = {"s0": 0}
    for number in range(1, draw(st.integers(2, 8))):
        possible = [site for site in parents if levels[site] < len(LEVELS) - 1]
        parent = draw(st.sampled_from(possible))
        parents[f"s{number}"] = parent
        levels[f"s{number}"] = draw(st.integers(levels[parent] + 1, len(LEVELS) - 1))
    sites = {
        site: Site(
            site, LEVELS[levels[site]], SiteRecord(name=site, short_name=site, parent=parents[site]), f"sites/{site}.yaml", {}
        )
        for site in parents
    }
    names = st.sampled_from([*parents, *(level.value for level in LEVELS)])
    some = st.lists(names, max_size=2, unique=True).map(tuple)
    documents: dict[str, tuple[Document, ...]] = {}
    for site in parents:
        pieces = []
        for number in range(draw(st.integers(0, 5))):
            share = draw(st.none() | shares(some))
            moment = NOW - timedelta(days=draw(st.integers(1, 60)))
            pieces.append(
                make_document(site, number, draw(st.sampled_from(COLUMNS)), moment, share, draw(st.integers(0, 5)) == 0)
            )
        documents[site] = tuple(pieces)
    flows = tuple(draw(rules(f"r{number}", some)) for number in range(draw(st.integers(0, 5))))
    everything = [document.id for group in documents.values() for document in group]
    accepted = {}
    for site in parents:
        chosen = draw(st.lists(st.sampled_from(everything), max_size=3, unique=True)) if everything else []
        accepted[site] = tuple(Accepted(i, "某某", NOW.date(), None, Place(site, "accepted.yaml", 1)) for i in chosen)
    record = ClusterRecord(name="测试", root="s0", base_url="https://rd.example/", flows=flows)
    files: dict[str, dict[str, object]] = {site: {} for site in parents}
    cluster = Cluster(Path(), record, sites, documents, files, accepted, (), {}, Memory(), frozenset(), frozenset(), ())  # type: ignore[arg-type]
    return World(replace(cluster, kinds=KINDS), parents)


def shares(names: st.SearchStrategy[tuple[str, ...]]) -> st.SearchStrategy[Share]:
    """What a header may ask for."""
    return st.builds(
        Share,
        up=st.none() | st.booleans() | st.sampled_from(list(Level)),
        to=names,
        under=names,
        descendants=st.booleans(),
        depth=st.none() | st.integers(1, 3),
        until=st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31)),
        unless_own=st.booleans(),
        mode=st.sampled_from(["listing", "page"]),
    )


@st.composite
def rules(draw: st.DrawFn, name: str, names: st.SearchStrategy[tuple[str, ...]]) -> FlowRule:
    """One rule of the cluster."""
    values = {
        "id": name,
        "kind": draw(st.sampled_from(["push", "report"])),
        "from": draw(names),
        "columns": draw(st.lists(st.sampled_from(COLUMNS), max_size=2, unique=True)),
        "to": draw(names),
        "under": draw(names),
        "depth": draw(st.none() | st.integers(1, 3)),
        "until": draw(st.none() | st.dates(date(2026, 11, 1), date(2026, 12, 31))),
        "into": draw(st.none() | st.sampled_from(COLUMNS)),
        "mode": draw(st.sampled_from(["listing", "page"])),
        "unless_own": draw(st.booleans()),
        "accept": draw(st.sampled_from(["auto", "listed"])),
        "limit": draw(st.none() | st.builds(Limit, count=st.integers(1, 2), per=st.sampled_from(["week", "month", "year"]))),
    }
    return FlowRule.model_validate(values)
