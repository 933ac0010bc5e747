"""The files that laws have besides the pages of their texts, and where they stand."""

from collections.abc import Iterator

from ...domain.federation import SiteView
from ...pages.opendata import Data, joined
from ...pages.output import Output
from ...pages.site import Pages
from . import comparison_data
from .comparisons import comparison_addresses, comparison_pages
from .exports import data as exported
from .exports import files


def outputs(pages: Pages) -> Iterator[Output]:
    """All of them."""
    yield from comparison_pages(pages)
    yield from files.exports(pages)


def addresses(view: SiteView) -> Iterator[str]:
    """Where they stand."""
    yield from comparison_addresses(view)
    yield from files.addresses(view)


SHEETS = (exported.SHEET, comparison_data.SHEET)


def data(pages: Pages) -> Data | None:
    """The open data about them."""
    return joined([exported.data(pages), comparison_data.data(pages)])
