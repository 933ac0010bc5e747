"""What a plain document answers: the contract's defaults, and what the header of any document names."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from ..domain.document import Document
from ..domain.said import said
from ..pages.kinds import Event, Line
from ..pages.site import Pages


def nothing(*asked: Any) -> tuple[()]:
    """No values."""
    return ()


def never(*asked: Any) -> bool:
    """Not this one."""
    return False


def always(*asked: Any) -> bool:
    """Every one."""
    return True


def none(*asked: Any) -> None:
    """No value."""
    return None


def nobody(*asked: Any) -> Mapping[Any, Any]:
    """Nothing about anyone."""
    return {}


def no_words(*asked: Any) -> str:
    """No words."""
    return ""


def as_it_is(document: Document, now: datetime) -> Document:
    """All of it may be public."""
    return document


def published(document: Document) -> Iterable[Event]:
    """That it was published, on the day of which its writer is sure."""
    return (Event("published", said("发布"), document.date),) if document.date and document.has_day else ()


def its_own(pages: Pages, document: Document) -> str:
    """The address of its own page."""
    return document.url


def line(document: Document) -> Line:
    """Its title, with its picture."""
    return Line(picture=document.item.image)


def files(document: Document) -> Iterator[tuple[str, str]]:
    """Files of the site: the field, and the path as written."""
    item = document.item
    yield from (("attachments", attachment.file) for attachment in item.attachments)
    if item.image:
        yield "image", item.image.file


def references(document: Document) -> list[tuple[str, str]]:
    """Other pieces: the field, and the id as written."""
    item = document.item
    named = [("related", written) for written in item.related] if item.related else []
    return [*named, ("superseded_by", item.superseded_by)] if item.superseded_by else named


def shows(document: Document) -> bool:
    """True when the header gives readers something to see: attachments, a picture."""
    return bool(document.item.attachments or document.item.image)
