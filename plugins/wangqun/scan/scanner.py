"""Scanning text by all its rules at once: what is found depends on the text and the rules alone, so it is kept by digest."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from types import ModuleType

from ..domain import homes, names, private
from ..domain import text as letters
from ..domain.finding import Finding, Hit, Place, Rule
from . import (
    archives,
    attachments,
    blanks,
    characters,
    cleaning,
    colours,
    conflicts,
    exif,
    hidden,
    inside,
    lists,
    looks,
    markup,
    office,
    passages,
    pdf,
    pictures,
    plain,
    privacy,
    secrecy,
    styles,
    surnames,
    svg,
    urls,
    visible,
    wording,
)
from .passages import Passage
from .wording import Wording

RULES: dict[str, Rule] = {
    rule.code: rule
    for family in (privacy, secrecy, wording, conflicts, blanks, characters, hidden, pictures, svg, attachments)
    for rule in family.RULES
}
_CODE: tuple[ModuleType, ...] = (
    *(homes, private, surnames, urls, passages, lists, privacy, secrecy, wording, conflicts, blanks),
    *(exif, cleaning, pictures, svg, attachments, plain, archives, markup, office, pdf, inside),
    *(letters, names, characters, colours, styles, looks, visible, hidden),
)


SHORT = 40  # characters
_ELEVEN_DIGITS = re.compile("(?:[^0-9]*[0-9]){11}")


def scan(text: Iterable[Passage], words: Wording) -> tuple[Hit, ...]:
    """Everything unfit in some passages of one file, in order of place."""
    hits: list[Hit] = []
    for passage in text:
        if _is_plain(passage.text):
            hits += words.find(passage)
            continue
        hits += (*privacy.find(passage), *secrecy.find(passage), *words.find(passage))
    return tuple(sorted(hits, key=lambda hit: (hit.line, hit.code, sorted(hit.values.items()))))


def _is_plain(text: str) -> bool:
    """True for ASCII, such as nearly all names of files, that has fewer digits than the shortest number of a person."""
    return text.isascii() and "&" not in text and not _ELEVEN_DIGITS.match(text)


def scan_written(text: Iterable[Passage], words: Wording) -> tuple[Hit, ...]:
    """Everything unfit in passages that an editor typed: unlike a file from elsewhere they can be put right letter by letter."""
    passages = tuple(passage for passage in text if not _says_nothing(passage, words))
    letters_ = (hit for passage in passages for hit in characters.find(passage))
    return (*scan(passages, words), *blanks.find(passages), *letters_)


def _says_nothing(passage: Passage, words: Wording) -> bool:
    """True for a short value in which nothing can be found: the same few stand in every header."""
    return len(passage.text) <= SHORT and _is_fit(passage.text, passage.key, words)


@lru_cache(maxsize=16_384)
def _is_fit(text: str, key: str, words: Wording) -> bool:
    passage = Passage(text, 1, key)
    return not (scan((passage,), words) or any(blanks.find((passage,))) or any(characters.find(passage)))


def tell(hits: Iterable[Hit], place: Place) -> Iterator[Finding]:
    """Hits in a file as findings."""
    for hit in hits:
        yield RULES[hit.code].at(place.at(hit.line, hit.column), **hit.values)


def ruleset(words: Wording, readers: Iterable[ModuleType] = ()) -> str:
    """A digest of the rules and their code: what was found under others must be looked for again."""
    digest = sha256(repr(sorted(words.words.items())).encode())
    for module in (*_CODE, *readers):
        digest.update(_source(module))
    return digest.hexdigest()[:16]


@cache
def _source(module: ModuleType) -> bytes:
    """The code of a module, or of all modules of a package."""
    path = Path(str(module.__file__))
    return b"".join(part.read_bytes() for part in (sorted(path.parent.glob("*.py")) if path.stem == "__init__" else [path]))
