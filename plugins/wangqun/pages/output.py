"""One file of a site."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from ..domain.document import Document
from ..domain.frozen import frozen

T = TypeVar("T")


def made(value: T) -> Callable[[], T]:
    """The maker of what is there already."""
    return partial(_same, value)


def _same(value: T) -> T:
    return value


@frozen
class Output:
    """A file below its site: a page (`template`, shown with `value`), a text, or a copy of the file `source`; one of the three.
    `digest` is the SHA-256 that the file will have, where that is known before it is made. `made_of` is all that a page
    or text is made of beside site and templates, where to say that costs less than to make its value: what is made of the same
    is not made again.

    `address` is the absolute URL by which the sitemap names it, with the time of its last change; None where it names none.
    What makes it is called when it is written, and not before. `tags` are the official meta tags that the page must have;
    `document` is what it is the page of, where it is one's; `about` tells machines of whom or what else it is (schema.org).
    """

    path: str
    template: str = ""
    value: Callable[[], Any] | None = None
    text: Callable[[], str] | None = None
    source: str = ""
    digest: str = ""
    made_of: tuple[object, ...] = ()
    address: str | None = None
    changed: datetime | None = None
    tags: tuple[str, ...] = ()
    document: Document | None = None
    about: Mapping[str, Any] | None = None


@frozen
class Shown:
    """A page that was written and must have official tags: `title` is what the engine gave as its ArticleTitle, "" for none.

    `told` is what its readers must be told, each in the ways in which that may be said.
    """

    path: str
    tags: tuple[str, ...]
    title: str
    document: Document | None
    told: tuple[tuple[str, ...], ...] = ()
