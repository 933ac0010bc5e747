"""What the header of any document names."""

from collections.abc import Iterator

from ..domain.document import Document


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
