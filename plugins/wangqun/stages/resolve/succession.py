"""Until when an organ is there, which was there before it, and which is in its place (docs/domain.md §3.2)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime

from ...domain.federation import Member, Neighbour
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.moment import end_of
from ...domain.site import SiteRecord
from .lines import neighbour

SITE_DATES = Rule(
    "site-dates",
    Severity.WARN,
    "撤销日期 {to} 早于设立日期 {since}，没有采用",
    "核对站点文件的 valid_from 和 valid_to。",
    "docs/domain.md §3.2",
)
PREDECESSOR_UNKNOWN = Rule(
    "site-predecessor",
    Severity.WARN,
    "前身“{name}”不是别的站点的编号，没有采用",
    "在 predecessors 里写站点编号，如 {near}；没有网站的前身不写。",
    "docs/domain.md §3.2",
)
Heirs = Mapping[str, tuple[Member, ...]]


def heirs_of(members: Mapping[str, Member]) -> Heirs:
    """The sites that name a site as the one before them, in tree order."""
    found: dict[str, tuple[Member, ...]] = {}
    for member in members.values():
        for name in _before(member, members):
            found[name] = (*found.get(name, ()), member)
    return found


def end(record: SiteRecord) -> datetime | None:
    """The moment from which an organ is there no more."""
    return end_of(record.valid_to) if record.valid_to and not _is_wrong(record) else None


def ended(record: SiteRecord, now: datetime) -> date | None:
    """The last day of an organ that is there no more."""
    over = end(record)
    return record.valid_to if over and over <= now else None


def origins(member: Member, members: Mapping[str, Member]) -> tuple[Neighbour, ...]:
    """The sites of the organs that were there before."""
    return tuple(neighbour(members, members[name].site, member) for name in _before(member, members))


def successors(member: Member, members: Mapping[str, Member], heirs: Heirs) -> tuple[Neighbour, ...]:
    """The sites of the organs that are in a site's place."""
    return tuple(neighbour(members, heir.site, member) for heir in heirs.get(member.site.id, ()))


def faults(member: Member, members: Mapping[str, Member]) -> Iterator[Finding]:
    """What is wrong with what a site's record says of all this."""
    site = member.site
    if _is_wrong(site.record):
        place = Place(site.id, site.path, site.lines.get("valid_to", 0))
        yield SITE_DATES.at(place, to=site.record.valid_to, since=site.record.valid_from)
    there = set(_before(member, members))
    for name in site.record.predecessors:
        if name not in there:
            place = Place(site.id, site.path, site.lines.get("predecessors", 0))
            yield PREDECESSOR_UNKNOWN.at(place, name=name, near=next(iter(sorted(members.keys() - {site.id})), ""))


def _before(member: Member, members: Mapping[str, Member]) -> Iterable[str]:
    return dict.fromkeys(name for name in member.site.record.predecessors if name in members and name != member.site.id)


def _is_wrong(record: SiteRecord) -> bool:
    return bool(record.valid_from and record.valid_to and record.valid_to < record.valid_from)
