"""The files that laws have besides the pages of their texts, and where they stand."""

from collections.abc import Iterator

from ...domain.federation import SiteView
from ...pages.output import Output
from ...pages.site import Pages
from .exports import files


def outputs(pages: Pages) -> Iterator[Output]:
    """All of them."""
    yield from files.exports(pages)


def addresses(view: SiteView) -> Iterator[str]:
    """Where they stand."""
    yield from files.addresses(view)
