"""The reader's search beside Pagefind over the same 2,352 laws, both asked in real headless Chromium in the same run."""

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Protocol

from playwright.sync_api import Browser

from .measure import Cost, repeat
from .report import Figure
from .search_browser import Bytes, Contender, ask_all, chromium, percentile95, weigh
from .search_build import CHANGES
from .search_corpus import (
    Corpus,
    Question,
    build_corpus,
    copy_pages,
    documents_of,
    known_items,
    lay_questions,
    read_corpora,
    substrings,
    write_documents,
)
from .search_own import Own
from .search_pagefind import Pagefind
from .search_scores import AT, articles, by_kind, exact, laws, recall
from .search_server import StaticServer, serving

KNOWN = {"title": 0.99, "phrase": 0.95, "region+topic": 0.98, "title-typo": 0.98, "facet-issuer": None}
LAW, ARTICLE = 0.58, 0.44
SIZE = 0.75  # of Pagefind's
FIRST, LATER = 100.0, 50.0  # kB of 1,000 bytes


class Search(Protocol):
    """A search that is built over a folder with the pages of a set in `pages` and as documents in `documents.jsonl`."""

    name: str
    forms: Sequence[str]

    def is_there(self) -> bool:
        """Whether it can take part."""

    def build(self, folder: Path) -> Cost:
        """Its index, made anew."""

    def changed(self, folder: Path, cold: Cost) -> Mapping[str, float]:
        """Seconds until the index is right again after each of `CHANGES`, where making it anew costs `cold`."""

    def size(self, folder: Path) -> int:
        """Bytes to be served."""

    def contender(self, folder: Path, server: StaticServer) -> Contender:
        """Served, and ready to be asked."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything of one search; rates from 0 to 1, `known` by kind; `articles` by score and as shown."""

    recall: float
    exact: tuple[int, int]
    known: Mapping[str, float]
    laws: float
    articles: tuple[float, float]
    size: int
    cost: Cost
    changed: Mapping[str, float]
    bytes: Bytes


def bench_search(sites: int, pieces: int, say: Callable[[str], None]) -> list[Figure]:
    """All figures of the reader's search, with Pagefind's beside them where it is installed.

    Raises:
        DataMissing: the laws or the questions are not there.
        CommandFailed: a build failed, or there is no Chromium.
    """
    with tempfile.TemporaryDirectory(prefix="wangqun-search-") as temporary:
        work = Path(temporary)
        national, local = read_corpora(work)
        corpora = {}
        for name, laws in (("all", [*national, *local]), ("local", local), ("national", national)):
            corpora[name] = corpus = build_corpus(name, work / name, laws)
            copy_pages(corpus)
            write_documents(corpus.root / "documents.jsonl", documents_of(corpus))
            say(f"{name}: {len(corpus.pages):,} laws published as a cluster")
        found = {}
        for search in searches(say):
            with serving() as server, chromium() as browser:
                found[search.name] = _measure(search, corpora, work, server, browser, say)
    return _figures(found[Own.name], found.get(Pagefind.name)) if Own.name in found else []


def searches(say: Callable[[str], None]) -> list[Search]:
    """Those that can take part; each missing one is named in one line."""
    both: list[Search] = [Own(), Pagefind()]
    for search in both:
        if not search.is_there():
            say(f"{search.name}: its search is not here, measured without it")
    return [search for search in both if search.is_there()]


def _measure(
    search: Search,
    corpora: Mapping[str, Corpus],
    work: Path,
    server: StaticServer,
    browser: Browser,
    say: Callable[[str], None],
) -> Measured:
    def tell(text: str) -> None:
        say(f"{search.name}: {text}")

    cost = repeat(partial(search.build, corpora["all"].root))
    for name in ("local", "national"):
        search.build(corpora[name].root)
    size = search.size(corpora["all"].root)
    tell(f"index of all built in {cost.wall:.2f} s with {cost.memory:.0f} MB, {size / 1e6:.2f} MB as served")
    changed = search.changed(corpora["all"].root, cost)
    tell("right again after " + ", ".join(f"{name} {changed[name] * 1000:,.0f} ms" for name in CHANGES))
    asked = {name: search.contender(corpus.root, server) for name, corpus in corpora.items()}
    whole = (0.0, (0, 0))
    questions = substrings(corpora["all"])
    for form in search.forms:
        answers = ask_all(browser, server, asked["all"], _texts(form, questions), whole=True)
        share = recall(questions, answers)
        tell(f"{share:.2%} of what holds one of {len(questions)} strings found, asked as {form.format('…')}")
        whole = max(whole, (share, exact(questions, answers, corpora["all"])))
    questions = known_items(corpora["local"], work)
    known = dict.fromkeys(KNOWN, 0.0)
    for form in search.forms:
        answers = ask_all(browser, server, asked["local"], _texts(form, questions), limit=AT)
        for kind, value in by_kind(questions, answers).items():
            known[kind] = max(known[kind], value)
    tell(", ".join(f"{kind} {value:.3f}" for kind, value in known.items()))
    questions = lay_questions(corpora["national"], work)
    answers = ask_all(browser, server, asked["national"], _texts("{}", questions), limit=AT)
    law, article = laws(questions, answers), articles(questions, answers)
    tell(f"{len(questions)} lay questions: law {law:.3f}, article {article[0]:.3f} ({article[1]:.3f} in the order shown)")
    weighed = weigh(browser, server, asked["all"], _texts("{}", known_items(corpora["local"], work)), tell)
    return Measured(*whole, known, law, article, size, cost, changed, weighed)


def _texts(form: str, questions: Iterable[Question]) -> list[str]:
    return [form.format(question.text) for question in questions]


def _figures(own: Measured, peer: Measured | None) -> list[Figure]:
    """Wangqun's figures, with the peer's where it was there."""

    def figure(
        name: str, unit: str, of: Callable[[Measured], float], better: Any = "higher", alone: bool = False, **aims: float | None
    ) -> Figure:
        beside = peer and not alone
        return Figure(
            f"search.{name}",
            of(own),
            unit,
            better,
            Pagefind.name if beside else None,
            of(peer) if peer and not alone else None,
            **aims,
        )

    return [
        figure("recall", "share of pairs", lambda m: m.recall, floor=1.0),
        figure("exact-claimed", "hits of the first ten", lambda m: m.exact[0], None, alone=True),
        figure("exact-false", "of them do not hold it", lambda m: m.exact[1], "lower", alone=True, most=0),
        *(figure(f"known-{kind}", "MRR@10", lambda m, kind=kind: m.known[kind], floor=aim) for kind, aim in KNOWN.items()),
        figure("questions-law", "MRR@10", lambda m: m.laws, floor=LAW),
        figure("questions-article", "MRR@10", lambda m: m.articles[0], alone=True, floor=ARTICLE),
        figure("questions-article-shown", "MRR@10", lambda m: m.articles[1], alone=True),
        figure("index-size", "MB as served", lambda m: m.size / 1e6, "lower", least=1 / SIZE),
        figure("build", "s", lambda m: m.cost.wall, "lower", least=1.0),
        figure("build-memory", "MB, largest process", lambda m: m.cost.memory, "lower"),
        *(
            figure(f"{name}-one", "ms", lambda m, name=name: m.changed[name] * 1000, "lower", most=aim)
            for name, aim in CHANGES.items()
        ),
        *byte_figures("search", own.bytes, peer and peer.bytes, (FIRST, LATER)),
    ]


def byte_figures(name: str, own: Bytes, peer: Bytes | None, aims: tuple[float | None, float | None]) -> list[Figure]:
    """Median and 95th percentile of a session's first query and of each later one; `aims` are those of the medians."""
    figures = []
    for part, aim in zip(("first", "later"), aims, strict=True):
        for way, of in (("median", median), ("p95", percentile95)):
            value = of(getattr(own, part)) / 1000
            beside = of(getattr(peer, part)) / 1000 if peer else None
            figures.append(
                Figure(
                    f"{name}.bytes-{part}-{way}",
                    value,
                    "kB over the network",
                    "lower",
                    peer and Pagefind.name,
                    beside,
                    most=aim if way == "median" else None,
                )
            )
    return figures
