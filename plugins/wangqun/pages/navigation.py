"""What stands in a site's navigation."""

from collections.abc import Callable, Container, Iterable, Iterator

from ..domain.document import Document
from ..domain.federation import SiteView
from ..domain.site import Column
from .context import Link


def navigation(
    view: SiteView,
    used: Container[str],
    standing: Iterable[Document],
    fronts: Iterable[Link],
    column_url: Callable[[Column], str],
) -> Iterator[Link]:
    """Columns in use, or the standing page that stands in for one; the roster after the column of deputies, else last.

    `used` has the keys of columns with content, `fronts` are what kinds lead to.
    """
    prefix = view.member.address.prefix
    pages = {document.id.slug: document for document in standing}
    waiting = [*fronts]
    for column in view.columns:
        if column.key in used:
            yield Link(column.title, column_url(column))
        elif document := pages.get(column.key):
            yield Link(column.title, f"{prefix}/{document.url}")
        if column.key == "deputies":
            yield from waiting
            waiting = []
    yield from waiting
