"""What a worker does that converts bodies: one after another, each within limits of its own; here or on another machine."""

import re
from collections.abc import Iterator
from pathlib import Path
from time import process_time
from typing import Any

from ..crew import Errand, Unsound
from ..domain.document import Document
from ..domain.finding import Hit
from ..domain.frozen import frozen
from ..workers import Allowance
from .bounds import TIME_LIMIT, BodyUnfit
from .converted import Converted, Slot, unpacked
from .engines import Engines
from .html import ATTRIBUTES, RULES, TAGS, convert
from .settings import shared_settings

LONGEST = int(2 * TIME_LIMIT)  # s of computing after which the process ends: no signal stops a body in the midst of one match
SOON = 0.05  # s of computing that bodies may take together before their limits are set anew: setting them costs like a short body
_TAG = re.compile(r'<(/?[a-z][a-z0-9]*)((?: [^\s="<>]+(?:="[^"]*")?)*) ?/?>|<')
_NAME = re.compile(r' ([^\s="<>]+)(?:="[^"]*")?')
_OURS = ("div", "rect", "svg")
_TAGS = frozenset({*TAGS, *_OURS} | {f"/{tag}" for tag in (*TAGS, *_OURS)})
_NAMES = frozenset(
    {
        "tabindex",
        "aria-hidden",
        "aria-label",
        "data-hint",
        "data-label",
        "rel",
        "x",
        *(name for names in ATTRIBUTES.values() for name in names),
    }
)


@frozen
class Conversion:
    """The work itself, picklable: bytes for each body, or in words why it has none."""

    options: dict[str, Any]

    def __call__(self, documents: tuple[Document, ...]) -> Iterator[bytes | str]:
        """Convert some bodies, in their order."""
        allowance, engines, due = Allowance.given(), Engines(self.options), 0.0
        for document in documents:
            if (now := process_time()) >= due:
                allowance.begin(LONGEST)
                due = now + SOON
            try:
                yield convert(document.body, document.markup, document.dialect, engines, document.item.LAW).packed()
            except BodyUnfit as error:
                yield str(error)


def _ready(root: Path) -> Conversion:
    options = shared_settings(root)["MARKDOWN"]
    Engines(options).markdown("", "office")  # its patterns, once for all processes
    return Conversion(options)


def _sent(documents: tuple[Document, ...]) -> tuple[Document, ...]:
    return documents


def _told(documents: tuple[Document, ...], made: bytes | str) -> Any:
    if isinstance(made, str):
        return made
    body = unpacked(made)
    return (
        tuple(body.literals),
        tuple(map(tuple, body.slots)),
        tuple(body.ids),
        [(*hit[:3], dict(hit.values)) for hit in body.told],
    )


def _taken(documents: tuple[Document, ...], data: Any) -> bytes | str:
    if isinstance(data, str):
        return data[:2000]
    literals, slots, ids, told = data
    body = Converted(_texts(literals), tuple(Slot(*each) for each in slots), _texts(ids), tuple(Hit(*each) for each in told))
    if len(literals) != len(slots) + 1 or not all(map(_is_slot, body.slots)) or not all(map(_is_hit, body.told)):
        raise Unsound("正文不完整")
    if not _is_safe("".join(literals)):
        raise Unsound("正文里有不许有的标签")
    return body.packed()


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, tuple) or not all(isinstance(each, str) for each in value):
        raise TypeError("no texts")
    return value


def _is_slot(slot: Slot) -> bool:
    *texts, line, column = slot
    return all(type(each) is str for each in texts) and type(line) is type(column) is int and slot.name in _NAMES


def _is_hit(hit: Hit) -> bool:
    values = hit.values.items()
    return (
        hit.code in RULES
        and type(hit.line) is type(hit.column) is int
        and all(type(each) is str for pair in values for each in pair)
    )


def _is_safe(html: str) -> bool:
    """True when it has no tags and attributes but those that the allow-list leaves and the engine adds."""
    return all(tag in _TAGS and _NAMES.issuperset(_NAME.findall(rest)) for tag, rest in set(_TAG.findall(html)))


CONVERTING: Errand[tuple[Document, ...], tuple[Document, ...], bytes | str] = Errand(_ready, _sent, _told, _taken, len)
