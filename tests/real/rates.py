"""How often each check of texts speaks up on real laws, where hardly anything it looks for can stand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wangqun.scan import conflicts
from wangqun.scan.hidden import conceal
from wangqun.scan.passages import Passage, of_name
from wangqun.scan.scanner import RULES, scan_written
from wangqun.scan.wording import DEFAULT, Wording

from .data import unpack

SETS = ("laws_national", "laws_local")


@dataclass(frozen=True, slots=True)
class Rates:
    """`texts` and their `characters` in all; `hits` of each code, and the `documents` that have at least one."""

    texts: int
    characters: int
    hits: dict[str, int]
    documents: dict[str, int]


def read_texts(into: Path) -> Iterator[tuple[Path, str]]:
    """Path and text of all 2,352 laws.

    Raises:
        DataMissing: the data sets are not there.
    """
    for name in SETS:
        for path in sorted((unpack(name, into) / "md").rglob("*.md")):
            yield path, path.read_text(encoding="utf-8")


def measure(texts: Iterator[tuple[Path, str]]) -> Rates:
    """Look through every text and every file name as `load` does."""
    from wangqun.domain.finding import Place

    words, hits, documents = Wording(DEFAULT), Counter(dict.fromkeys(RULES, 0)), Counter(dict.fromkeys(RULES, 0))
    number = characters = 0
    for number, (path, text) in enumerate(texts, 1):  # noqa: B007 - counted
        passages = (of_name(Place("", path.name)), Passage(text, 1))
        found = (*scan_written(passages, words), *conflicts.find(text, "markdown"), *conceal(text, "markdown", "office", 1)[1])
        hits.update(hit.code for hit in found)
        documents.update({hit.code for hit in found})
        characters += len(text)
    return Rates(number, characters, dict(hits), dict(documents))
