"""What became of each site in a run, each in one word; whoever keeps sites back says so here."""

from collections.abc import Collection
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # they come before the report, which is made of this
    from ..stages.catalogue import Catalogue
    from ..stages.check import Checked


class Outcome(StrEnum):
    """What became of a site: what readers see is new, or as it was, and then why."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    HELD = "held"
    WITHHELD = "withheld"
    FAILED = "failed"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        """In words."""
        return {
            "published": "已发布",
            "unchanged": "没有变化",
            "held": "等人确认",
            "withheld": "检查不许发布",
            "failed": "没有做成",
            "removed": "已撤下",
        }[self.value]

    @property
    def keeps(self) -> bool:
        """True when the site keeps its last release, though it should have another."""
        return self in {Outcome.HELD, Outcome.WITHHELD, Outcome.FAILED}


def outcomes(
    catalogue: "Catalogue",
    checked: "Checked",
    published: Collection[str] = (),
    failed: Collection[str] = (),
    removed: Collection[str] = (),
    held: Collection[str] = (),
) -> dict[str, Outcome]:
    """What became of every site that this run was about, in the order of the tree.

    `published` are those whose public release is another now, `failed` those that could not be published, `held` those kept
    back until somebody says that it is meant. Of two words for one site the graver one counts.
    """
    built = catalogue.built
    there = {site.site for site in catalogue.sites}
    found = dict.fromkeys(there, Outcome.UNCHANGED) | dict.fromkeys(published, Outcome.PUBLISHED)
    found |= dict.fromkeys(removed, Outcome.REMOVED) | dict.fromkeys(held, Outcome.HELD)
    found |= dict.fromkeys(built.federation.blocked | (checked.withheld & there) - {*held}, Outcome.WITHHELD)
    found |= dict.fromkeys(built.failed | {*failed}, Outcome.FAILED)
    order = [site for site in built.federation.views if site in found]
    return {site: found[site] for site in (*order, *sorted(found.keys() - set(order)))}
