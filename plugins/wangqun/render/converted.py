"""A converted body: safe HTML with a slot for each link, which is filled in for the page that shows it."""

import marshal
import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import unquote

from ..domain.document import Document
from ..domain.finding import Finding, Hit, Place, Rule, Severity
from ..domain.frozen import frozen
from ..domain.hosts import OUTSIDE, TOLD, is_outside
from ..domain.links import Scope, follow, urlsplit_or_none
from ..domain.shape import UNSHAPED, Shape, form_of

ASSET_FOREIGN = Rule(
    "asset-third-party",
    Severity.WARN,
    "引用了站外的图片或音视频“{target}”，已去掉",
    "把文件放进 images/ 再引用。",
    "PIPL art. 36",
)
_LOADING = frozenset({"src", "poster"})  # no tag has them for anything else
_ESCAPES = (("&", "&amp;"), ("\u00a0", "&nbsp;"), ('"', "&quot;"), ("<", "&lt;"), (">", "&gt;"))
_WIDTH = re.compile(r' width="([0-9]{1,4})"')
_FORMAT = 2  # of marshal: the last in which equal values are equal bytes


class Slot(NamedTuple):
    """An attribute that leads somewhere, as it is written; of a picture or a medium also where in the body, from 1, 0 unknown."""

    tag: str
    name: str
    value: str
    line: int = 0
    column: int = 0


@frozen
class Converted:
    """`literals` of HTML, one more than there are `slots` between them; the `ids` of its elements; what had to be taken out,
    in lines of the body.
    """

    literals: tuple[str, ...]
    slots: tuple[Slot, ...] = ()
    ids: tuple[str, ...] = ()
    told: tuple[Hit, ...] = ()

    @property
    def fragments(self) -> frozenset[str]:
        """The places within pages that its links lead to."""
        written = (slot.value.strip() for slot in self.slots if slot.name == "href")
        return frozenset(unquote(value.partition("#")[2]) for value in written if "#" in value)

    def packed(self) -> bytes:
        """The same as bytes; equal bodies are equal bytes."""
        told = [(hit.code, hit.line, hit.column, dict(hit.values)) for hit in self.told]
        return marshal.dumps((self.literals, tuple(map(tuple, self.slots)), self.ids, told), _FORMAT)


EMPTY = Converted(("",))


def unpacked(data: bytes) -> Converted:
    """What was packed; the bytes are known to be those that were written."""
    literals, slots, ids, told = marshal.loads(data)  # noqa: S302 - nothing is read whose digest is not the one noted
    return Converted(literals, tuple(Slot(*slot) for slot in slots), ids, tuple(Hit(*hit) for hit in told))


def resolved(body: Converted, document: Document, scope: Scope, rules: Mapping[str, Rule], findings: list[Finding]) -> str:
    """The HTML of a document's body with every link resolved in `scope`; `findings` gathers what had to be taken out."""
    for hit in body.told:
        findings.append(rules[hit.code].at(_place(document, hit.line, hit.column), **hit.values))
    parts = [body.literals[0]]
    leads_out, pictures = False, 0
    for slot, literal in zip(body.slots, body.literals[1:], strict=True):
        href = _href(slot, document, scope, findings)
        if href is not None:
            parts.append(f' {slot.name}="{_escaped(href)}"')
            if slot.tag == "a":
                leads_out = is_outside(href, scope.hosts)
            elif slot.tag == "img":
                parts.append(_room(scope.shapes.get(href, UNSHAPED), pictures, parts[-2] + literal.partition(">")[0]))
                pictures += 1
        parts.append(literal)
        if leads_out and (end := literal.find("</a>")) >= 0:
            leads_out = False
            parts[-1] = literal if literal.endswith(TOLD, 0, end) else f"{literal[:end]}{OUTSIDE}{literal[end:]}"
    return "".join(parts)


def _room(shape: Shape, before: int, tag: str) -> str:
    """What a picture says of itself, so that the page keeps its room until it is there; all but the first come when they are
    needed. What the `tag` says already stands.
    """
    said, form = tag[tag.rfind("<img") :], form_of(shape)
    late = ' loading="lazy"' if before and " loading=" not in said else ""
    width, height = shape
    if not all(shape) or " height=" in said:
        told = ""
    elif wanted := _WIDTH.search(said):
        told = f' height="{round(int(wanted[1]) * height / width)}"'
    else:
        told = "" if " width=" in said else f' width="{width}" height="{height}"'
    return told + (f' data-form="{form}"' if form else "") + late


def _href(slot: Slot, document: Document, scope: Scope, findings: list[Finding]) -> str | None:
    """Where a link leads; None when its attribute goes."""
    href = follow(scope, document, slot.value).href
    if href is not None and slot.name in _LOADING:
        parts = urlsplit_or_none(href)
        if parts is None or parts.scheme or parts.netloc or href.startswith("//"):
            findings.append(ASSET_FOREIGN.at(_place(document, slot.line, slot.column), target=slot.value))
            return None
    return href


def _place(document: Document, line: int, column: int = 0) -> Place:
    """A place in a body as one in its file."""
    return Place(document.site, document.path, document.body_line + line - 1 if line else 0, column)


def _escaped(value: str) -> str:
    """The value of an attribute as nh3 writes it."""
    for character, written in _ESCAPES:
        if character in value:
            value = value.replace(character, written)
    return value
