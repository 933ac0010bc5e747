"""Scanning text by all its rules at once: what is found depends on the text and the rules alone, so it is kept by digest."""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from inspect import getsource
from types import ModuleType

from ...domain import exif, homes, private, surnames
from ...domain import pictures as taken_apart
from ...domain.finding import Finding, Hit, Place, Rule
from . import addresses, attachments, conflicts, lists, office, passages, pdf, pictures, privacy, secrecy, svg, wording
from .passages import Passage
from .wording import Wording

RULES: dict[str, Rule] = {
    rule.code: rule for family in (privacy, secrecy, wording, pictures, svg, attachments, conflicts) for rule in family.RULES
}
_CODE: tuple[ModuleType, ...] = (
    *(homes, private, surnames, addresses, passages, lists, privacy, secrecy, wording, conflicts),
    *(exif, taken_apart, pictures, svg, attachments, office, pdf),
)


def scan(text: Iterable[Passage], words: Wording) -> tuple[Hit, ...]:
    """Everything unfit in some passages of one file, in order of place."""
    hits: list[Hit] = []
    for passage in text:
        hits += (*privacy.find(passage), *secrecy.find(passage), *words.find(passage))
    return tuple(sorted(hits, key=lambda hit: (hit.line, hit.code, sorted(hit.values.items()))))


def tell(hits: Iterable[Hit], place: Place) -> Iterator[Finding]:
    """Hits in a file as findings."""
    for hit in hits:
        yield RULES[hit.code].at(place.at(hit.line, hit.column), **hit.values)


def ruleset(words: Wording, readers: Iterable[ModuleType] = ()) -> str:
    """A digest of the rules and their code: what was found under others must be looked for again."""
    digest = sha256(repr(sorted(words.words.items())).encode())
    for module in (*_CODE, *readers):
        digest.update(getsource(module).encode())
    return digest.hexdigest()[:16]
