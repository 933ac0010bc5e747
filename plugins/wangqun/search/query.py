"""Asking the index of one site: documents that hold every token, or any, best first."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from ..domain.frozen import frozen
from .index import TEXTS, open_index
from .tokens import normalize

WEIGHTS = {"title": 4.0, "headings": 2.0, "names": 2.0, "body": 1.0}


@frozen
class Query:
    """What is looked for. `tokens` as `query_tokens` cuts them, `phrase` the words as written; `kind`, `column` and `since`
    (ISO date) narrow, "" does not.
    """

    tokens: tuple[str, ...]
    phrase: str
    kind: str = ""
    column: str = ""
    since: str = ""


@frozen
class Hit:
    """One document found. `rank` is 2 for the phrase in the title, 1 in the text, 0 otherwise; `score` is BM25F."""

    fields: dict[str, str]
    rank: int
    score: float

    @property
    def order(self) -> tuple[int, bool, float, str]:
        """Sort key, best first; of equal rank what holds no more is behind all that does."""
        return (-self.rank, self.fields["past"] != "", -self.score, self.fields["id"])


def ask(folder: Path, query: Query, every: bool, is_public: Callable[[dict[str, str]], bool]) -> list[Hit]:
    """Every public document that holds all tokens when `every`, else any of them; best first.

    Raises:
        Exception: whatever Whoosh raises when the index is damaged.
    """
    from whoosh.query.compound import And
    from whoosh.query.terms import Term
    from whoosh.scoring import BM25F

    if not query.tokens:
        return []
    parts = [_any([Term(name, token, boost=WEIGHTS[name]) for name in TEXTS]) for token in query.tokens]
    wanted: Any = And(parts) if every else _any(parts)
    narrow = [Term(name, value) for name, value in (("kind", query.kind), ("column", query.column)) if value]
    index = open_index(folder)
    try:
        with index.searcher(weighting=BM25F()) as searcher:
            found = searcher.search(wanted, limit=None, filter=And(narrow) if narrow else None)
            hits = [(hit.fields(), float(hit.score or 0)) for hit in found]
    finally:
        index.close()
    phrase = normalize(query.phrase).strip()
    kept = (pair for pair in hits if pair[0]["date"] >= query.since and is_public(pair[0]))
    return sorted((Hit(fields, _rank(fields, phrase), score) for fields, score in kept), key=lambda hit: hit.order)


def _any(queries: list[Any]) -> Any:
    """Any of some queries, their matches found one after another: for a small index Whoosh would fill tables of 2,048 scores."""
    from whoosh.query.compound import Or

    found = Or(queries)
    found.matcher_type = Or.DEFAULT_MATCHER
    return found


def _rank(fields: dict[str, str], phrase: str) -> int:
    if phrase in normalize(fields["title"]):
        return 2
    return int(phrase in normalize(fields["body"]))


def locate(text: str, wanted: Iterable[str]) -> tuple[int, int] | None:
    """Where `text` first holds one of `wanted` (normalized), tried in their order: start and end in `text` as it is written."""
    starts: list[int] = []
    plain = ""
    for number, character in enumerate(text):
        folded = normalize(character)
        plain += folded
        starts += [number] * len(folded)
    for needle in wanted:
        at = plain.find(needle) if needle else -1
        if at >= 0:
            return starts[at], starts[at + len(needle) - 1] + 1
    return None
