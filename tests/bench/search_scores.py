"""How good answers are: shares found, and reciprocal ranks of the first right one."""

from collections.abc import Iterable, Sequence
from statistics import fmean
from typing import Any

from wangqun.search.tokens import normalize

from .search_corpus import Corpus, Question

AT = 10  # hits that count
Answers = Sequence[dict[str, Any]]


def recall(questions: Sequence[Question], answers: Answers) -> float:
    """The share of all pairs of a string and a page that holds it which the whole list of hits has."""
    pairs = zip(questions, answers, strict=True)
    hit = sum(len(question.pages & {row["key"] for row in answer["hits"]}) for question, answer in pairs)
    return hit / sum(len(question.pages) for question in questions)


def exact(questions: Sequence[Question], answers: Answers, corpus: Corpus) -> tuple[int, int]:
    """How many of the first ten hits claim to hold the string as it stands, and how many of these do not."""
    claims = [
        normalize(question.text) in normalize(corpus.pages[row["key"]].text)
        for question, answer in zip(questions, answers, strict=True)
        for row in answer["hits"][:AT]
        if row.get("exact")
    ]
    return len(claims), claims.count(False)


def reciprocal(found: Iterable[object], right: Iterable[object]) -> float:
    """1 by the rank of the first right one among the first ten different ones; 0 when there is none."""
    wanted = set(right)
    return next((1 / rank for rank, row in enumerate(list(dict.fromkeys(found))[:AT], 1) if row in wanted), 0.0)


def by_kind(questions: Sequence[Question], answers: Answers) -> dict[str, float]:
    """The mean reciprocal rank of each kind of question."""
    rows: dict[str, list[float]] = {}
    for question, answer in zip(questions, answers, strict=True):
        rows.setdefault(question.kind, []).append(reciprocal((row["key"] for row in answer["hits"]), question.pages))
    return {kind: fmean(values) for kind, values in rows.items()}


def laws(questions: Sequence[Question], answers: Answers) -> float:
    """The mean reciprocal rank of the first law that answers."""
    pairs = zip(questions, answers, strict=True)
    return fmean(reciprocal((row["key"] for row in answer["hits"]), question.pages) for question, answer in pairs)


def articles(questions: Sequence[Question], answers: Answers) -> tuple[float, float]:
    """By the score of the sections shown under all hits, and in the order in which they are shown."""
    best, shown = [], []
    for question, answer in zip(questions, answers, strict=True):
        under = [
            (section["score"], (row["key"], section["label"])) for row in answer["hits"] for section in row.get("sections", ())
        ]
        shown.append(reciprocal((article for _, article in under), question.articles))
        under.sort(key=lambda section: -section[0])
        best.append(reciprocal((article for _, article in under), question.articles))
    return fmean(best), fmean(shown)
