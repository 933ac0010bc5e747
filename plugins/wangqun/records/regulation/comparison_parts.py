"""A comparison that is too long for one page: by which divisions of the newer text it is cut, and which changes are in each."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ...domain.document import Document
from ...domain.law.compared import Change
from ...domain.law.provision import Provision, cut
from ...domain.law.versions import Heading, Version

MOST = 40_000  # characters of a text of which a page shows what did not change, too; of longer ones it leads there
LONGEST = 60_000  # characters that one page shows of both texts: packed, 90 KB at most


class Part(NamedTuple):
    """A division that has a page of its own: its headings, the name of its page, its articles by number."""

    title: str
    name: str
    numbers: frozenset[str]


def is_long(old: Document, new: Document) -> bool:
    """True when so much is to be shown that one page would be too long. Told from the lines of both without comparing them.

    Raises:
        Changed: a file is another one now than when it was checked.
    """
    bodies = old.body, new.body
    if sum(map(len, bodies)) <= LONGEST:
        return False
    before, after = ([_lines(article) for article in cut(body)] for body in bodies)
    changed = _differing(after, before)
    rest = sum(len(line) for article in after for line in article)
    return _differing(before, after) + changed + (rest - changed if rest <= MOST else 0) > LONGEST


def _lines(article: str) -> list[str]:
    """The lines of an article; headings are left out."""
    return [stripped for line in article.split("\n") if (stripped := line.strip()) and not stripped.startswith("#")]


def _differing(articles: Iterable[Sequence[str]], others: Iterable[Sequence[str]]) -> int:
    """How many characters the articles have that are not among others word by word."""
    held = {line for article in others for line in article}
    return sum(sum(map(len, article)) for article in articles if not held.issuperset(article))


def parts_of(old: Version, new: Version) -> tuple[Part, ...]:
    """The widest divisions of the newer text, of one that is too long itself its own; none where it has fewer than two."""
    found = tuple(_cut(new, new.articles, 0, [article.paragraphs for article in old.articles]))
    taken: set[str] = set()
    return tuple(part._replace(name=_free(part.name, taken)) for part in found) if len(found) > 1 else ()


def _cut(new: Version, articles: Sequence[Provision], depth: int, others: Sequence[Sequence[str]]) -> Iterator[Part]:
    runs: list[tuple[Heading, list[Provision]]] = []
    loose: list[Provision] = []  # what stands before the first division goes with it
    for heading, run in groupby(articles, lambda one: _at(new, one, depth)):
        if heading is None and runs:
            runs[-1][1].extend(run)
        elif heading is None:
            loose += run
        else:
            runs.append((heading, [*loose, *run]))
            loose = []
    for heading, inside in runs:
        shown = 2 * _differing((one.paragraphs for one in inside), others)  # as much again stands beside it
        narrower = list(_cut(new, inside, depth + 1, others)) if shown > LONGEST else []
        if len(narrower) > 1:
            yield from (part._replace(title=f"{heading.name}　{part.title}") for part in narrower)
        else:
            name = (heading.anchor or heading.name).replace("/", "-")
            yield Part(heading.name, name, frozenset(one.number for one in inside))


def _at(new: Version, article: Provision, depth: int) -> Heading | None:
    above = new.above.get(article.number, ())
    return above[depth] if len(above) > depth else None


def _free(name: str, taken: set[str]) -> str:
    """A name that no other part has."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    taken.add(found)
    return found


def places(changes: Iterable[Change], parts: Sequence[Part]) -> tuple[int, ...]:
    """In which part each change stands, by number: by its article in the newer text, of one that is gone by what is before."""
    by_number = {number: at for at, part in enumerate(parts) for number in part.numbers}
    found, last = [], 0
    for change in changes:
        last = next((by_number[number] for number in change.new if number in by_number), last)
        found.append(last)
    return tuple(found)
