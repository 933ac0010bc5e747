"""无障碍声明: says what is tested, and nothing else (无障碍环境建设法 art. 32)."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from ..domain.said import said
from .context import AccessibilityPage, FooterItem, Head, Link
from .criteria import CRITERIA, LIMITS
from .official import SITE_TAGS, STATEMENT_PAGES, own_page, site_meta
from .output import Output
from .places import STATEMENT

if TYPE_CHECKING:
    from .site import Pages

TITLE = said("无障碍声明")
_FEEDBACK = frozenset({"主办单位", "联系方式"})


def outputs(pages: "Pages") -> Iterator[Output]:
    """The statement."""
    make = partial(statement, pages)
    yield Output(f"{STATEMENT}index.html", "accessibility", make, address=pages.absolute(STATEMENT), tags=SITE_TAGS)


def statement(pages: "Pages") -> AccessibilityPage:
    """What is tested, what is not done, whom to tell; with what the congress itself says of it."""
    own = own_page(pages.view, STATEMENT_PAGES)
    title = next((d.title for d in pages.standing if own == pages.url(d.url)), "")
    return AccessibilityPage(
        head=Head(TITLE, pages.absolute(STATEMENT), site_meta(pages.view), section=pages.url(STATEMENT)),
        crumbs=(Link(said("首页"), pages.site.home), Link(TITLE, None, True)),
        title=TITLE,
        criteria=tuple(criterion.text for criterion in CRITERIA),
        limits=LIMITS,
        feedback=tuple(_feedback(pages)),
        more=Link(title, own) if own and title else None,
    )


def _feedback(pages: "Pages") -> Iterator[FooterItem]:
    yield from (item for item in pages.site.footer if item.label in _FEEDBACK)
