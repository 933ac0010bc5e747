"""What all pages of deputies share: addresses, meta tags, list entries, names of sites and delegations."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from ...domain.deputy import Deputy
from ...domain.federation import SiteView
from ...domain.roster import Elector, Roster
from ...domain.said import said, together
from ...domain.site import Column
from ...domain.sourced import Source
from ...pages.context import Head, Link, Meta
from ...pages.official import column_meta, site_meta
from ...records.deputies.words import office_of
from .context import PersonEntry
from .words import name_of, reason_text, sounds, status_text

ROSTER, CONSTITUENCIES, STATIONS = "deputy/", "constituency/", "station/"
COLUMN = Column(key="deputy", title=said("代表名录"), kind="static", description="人大代表的基本信息、履职情况和联系渠道")


@dataclass(frozen=True)
class RosterView:
    """One site's roster with what its pages need to know of the site."""

    view: SiteView

    @cached_property
    def roster(self) -> Roster:
        """The roster of the site."""
        return self.view.roster

    @cached_property
    def known(self) -> dict[str, Deputy]:
        """Every deputy with a page here, by person key."""
        return {deputy.key: deputy for deputy in (*self.roster.former, *self.roster.deputies)}

    @cached_property
    def electors(self) -> dict[str, Elector]:
        """Constituencies and electing units by key."""
        return {elector.key: elector for elector in (*self.roster.electing_units, *self.roster.constituencies)}

    @cached_property
    def delegations(self) -> dict[str, str]:
        """Key of each delegation and group -> its name."""
        return {delegation.key: delegation.name for delegation in self.roster.delegations}

    @cached_property
    def meta(self) -> tuple[Meta, ...]:
        """The tags of every page of the roster."""
        return (*site_meta(self.view), *column_meta(self.view, COLUMN))

    @cached_property
    def site_names(self) -> dict[str, str]:
        """Site id -> short name, as far as this site's surroundings tell."""
        return {neighbour.id: neighbour.short_name for neighbour in (*self.view.breadcrumb, *self.view.kin)}

    def url(self, path: str) -> str:
        """Where a file below the site is reached; `index.html` by its folder."""
        folder, _, name = path.rpartition("/")
        return f"{self.view.member.address.prefix}/{quote(folder + '/' if name == 'index.html' else path)}"

    def absolute(self, path: str) -> str:
        """The full URL of a file below the site."""
        return self.view.member.address.origin + self.url(path)

    def head(self, title: str, path: str, canonical: str = "") -> Head:
        """The head of a page; search engines keep it unless its canonical address is another."""
        own = self.absolute(path)
        return Head(title, canonical or own, self.meta, index=canonical in {"", own}, section=self.url(ROSTER))

    def content_meta(self, title: str, updated: str, url: str) -> tuple[Meta, ...]:
        """The tags of a content page: title, date when one is authored, source, address."""
        date = (Meta("PubDate", f"{updated} 00:00"),) if updated else ()
        name = self.view.member.site.record.short_name
        return (Meta("ArticleTitle", title), *date, Meta("ContentSource", name), Meta("Url", url))

    def crumbs(self, title: str, *between: Link) -> tuple[Link, ...]:
        """首页 › 代表名录 › … › this page."""
        first = Link(said("首页"), self.url(""))
        return (first, Link(said("代表名录"), self.url(ROSTER)), *between, Link(title, None, True))

    def provider(self, sources: Iterable[Source], deputy: Deputy) -> str:
        """由青岚县人大、柳汐镇人大提供; "" when no site's name is known."""
        names = self.site_names | _names_in(deputy)
        found = dict.fromkeys(names[source.site] for source in sources if source.site in names)
        return provided("、".join(found))

    def delegation(self, key: str) -> str:
        """A delegation's name; what is no key is a name."""
        return self.delegations.get(key, key)

    def entry(self, deputy: Deputy) -> PersonEntry:
        """A deputy as a line of a list."""
        facts = deputy.facts
        here = deputy.here
        about = [facts[key].value for key in ("gender", "ethnicity") if key in facts]
        posts = [office_of(post) for post in deputy.posts if not post.end and post.congress == here.congress]
        name = name_of(deputy)
        return PersonEntry(
            name=name,
            url=deputy.url,
            sounds=sounds(deputy.pinyin),
            about="，".join(about),
            employer_post=facts["employer_post"].value if "employer_post" in facts else "",
            elector=here.elector_name,
            delegation=self.delegation(here.delegation),
            posts=together("、", posts) if posts else "",
            status=here.status,
            status_text=status_text(here),
        )

    def entries(self, keys: Iterable[str]) -> tuple[PersonEntry, ...]:
        """Lines for the keys that have a page here."""
        return tuple(self.entry(self.known[key]) for key in keys if key in self.known)

    def vacancy_state(self, left_by: str, reason: str) -> tuple[str, str]:
        """Why a seat is empty, and what is to come."""
        return (reason_text(reason), said("待补选")) if left_by or reason else (said("未选出"), said("待另行选举或补选"))


def provided(names: str) -> str:
    """由青岚县人大、柳汐镇人大提供; "" of nobody."""
    return said("由%(names)s提供", names=names) if names else ""


def _names_in(deputy: Deputy) -> dict[str, str]:
    """Site id -> short name, as a deputy's own records tell."""
    pairs = [(post.congress, post.congress_name) for post in deputy.posts]
    pairs += [(mandate.congress, mandate.congress_name) for mandate in deputy.mandates]
    pairs += [(record.source.site, record.provider) for record in deputy.records]
    pairs += [(report.source.site, report.provider) for report in deputy.reports]
    return {site: name for site, name in pairs if name}
