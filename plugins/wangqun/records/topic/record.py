"""Header of a matter: what it joins."""

from typing import cast

from pydantic import Field

from ...domain.document import Document
from ...domain.item import Item
from ...domain.record import Names


class Topic(Item):
    """Header of a matter. How far it has come follows from the records that it joins and is never written."""

    members: Names = Field((), description="这件事的各份材料的编号，不论哪个网站的")


def of(document: Document) -> Topic:
    """What the header of a matter says."""
    return cast(Topic, document.item)
