"""plan: Federation -> Plan. Which sites are to be built, and why."""

from collections.abc import Collection
from dataclasses import dataclass

from ..domain.federation import Federation, SiteView


class UnknownSite(Exception):
    """A site was asked for that the cluster does not have; the message names those it has."""


@dataclass(frozen=True, slots=True)
class Job:
    """One site to build, with the reason in words."""

    view: SiteView
    why: str

    @property
    def site(self) -> str:
        """The site's id."""
        return self.view.member.site.id


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs of one run, parents before children. `whole` is true when no site was left out by wish."""

    federation: Federation
    jobs: tuple[Job, ...]
    whole: bool


def plan(federation: Federation, only: Collection[str] = ()) -> Plan:
    """Jobs for the sites in `only`, or for all.

    Raises:
        UnknownSite: `only` names a site that is not there.
    """
    unknown = sorted(set(only) - federation.views.keys() - federation.blocked)
    if unknown:
        raise UnknownSite(f"没有站点 {'、'.join(unknown)}。已有：{'、'.join(federation.views)}")
    views = [view for site, view in federation.views.items() if not only or site in only]
    return Plan(federation, tuple(Job(view, "named" if only else "all") for view in views), whole=not only)
