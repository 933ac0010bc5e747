"""What stands in a site's navigation: at most seven groups, each with the lists, overviews and pages that belong together."""

from collections.abc import Callable, Container, Iterable

from ..domain.document import Document
from ..domain.federation import SiteView
from ..domain.said import said, word
from ..domain.site import COLUMN_GROUPS, Column, ColumnGroup
from .context import Group, Link

Front = tuple[ColumnGroup, Link]
"""What a kind leads to, with the group in which it stands."""


def navigation(
    view: SiteView,
    used: Container[str],
    standing: Iterable[Document],
    fronts: Iterable[Front],
    column_url: Callable[[Column], str],
) -> tuple[Group, ...]:
    """The groups that have something: first what kinds lead to, then columns in use or the standing page that stands in for one.

    `used` has the keys of columns with content.
    """
    prefix = view.member.address.prefix
    pages = {document.id.slug: document for document in standing}
    found: dict[ColumnGroup, list[Link]] = {}
    for group, link in fronts:
        found.setdefault(group, []).append(link)
    for column in view.columns:
        if column.key in used:
            before = found.setdefault(column.group, [])
            before.append(Link(_apart(column.title, before), column_url(column)))
        elif document := pages.get(column.key):
            found.setdefault(column.group, []).append(Link(column.title, f"{prefix}/{document.url}"))
    return tuple(Group(title, tuple(found[key])) for key, title in COLUMN_GROUPS.items() if key in found)


def _apart(title: str, before: Iterable[Link]) -> str:
    """The title of a column as its link says it: one that ends like what stands beside it, 正在征求意见, says that it has all."""
    return (
        said("全部%(title)s", title=word(title))
        if any(link.title != title and link.title.endswith(title) for link in before)
        else title
    )
