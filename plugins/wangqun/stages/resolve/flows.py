"""下发 and 报送: which pieces appear on which other sites, and why. Only originals flow, so there are no loops."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import groupby

from ...domain.cluster import Cluster
from ...domain.columns import STANDARD
from ...domain.document import Document
from ...domain.federation import Member
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.flow import Accepted, Appearance, FlowRule, Mode, Reason
from ...domain.frozen import frozen
from ...domain.ids import DocumentId
from ...domain.item import Share
from ...domain.level import Level
from ...domain.near import Claim, Wider
from ...domain.offer import Offer
from ...records import columns as columns_of_kinds
from ...records.kind import Kinds
from .documents import OwnDocuments

FLOW_TARGET = Rule(
    "flow-target", Severity.WARN, "“{target}”不是本站的下级，不能下发", "写下级站点的编号或层级。", "docs/design.md law 4"
)
FLOW_UNKNOWN = Rule(
    "flow-unknown",
    Severity.WARN,
    "规则 {rule} 的“{field}”里没有“{name}”这个站点或层级",
    "改成站点的编号（sites/ 里的文件名），或层级 province、city、county、township。",
)
FLOW_TWICE = Rule("flow-duplicate", Severity.BLOCK, "规则编号 {rule} 重复，后一条没有生效", "给其中一条换一个 id。", part=True)
REPORT_WAITING = Rule(
    "report-waiting",
    Severity.INFO,
    "{count} 篇报送稿件等待采用，如 {id}；采用以前本站不显示",
    "要采用的，在 {path} 的 accepted: 下面写 {line}；全部名单见 wangqun why --waiting {site}。",
)
REPORT_LIMITED = Rule("report-limited", Severity.INFO, "{site} 的“{column}”本期已满，这一篇没有显示", "下一期另行报送。")
ACCEPT_UNKNOWN = Rule("accept-unknown", Severity.WARN, "采用的“{id}”没有向本站报送，或现在没有公开", "改正编号，或删去这一行。")
HEADER = "header"


@frozen
class _Wish:
    """A document that a rule, or its own header, wants on a site."""

    document: Document
    site: str
    rule: FlowRule
    place: Place


def flow(
    cluster: Cluster, members: dict[str, Member], own_documents: dict[str, OwnDocuments], now: datetime, findings: list[Finding]
) -> tuple[dict[str, list[Appearance]], tuple[Offer, ...], tuple[Claim, ...]]:
    """Appearances by receiving site, in order of id, what waits to be accepted, and what gives way to a site's own.

    Rule order does not matter; deriving again changes nothing.

    Raises:
        Wider: in a run about a few sites, something that has changed may be shown on others, or something of others is or is no
            longer shown for want of a site's own.
    """
    rules = _rules(cluster, members, findings)
    below = _descendants(members)
    wishes: dict[tuple[str, str], list[_Wish]] = {}
    concerned: set[str] = set()
    for home, held in own_documents.items():
        level = members[home].site.level.value
        active = [r for r in rules if not r.is_over(now.date()) and (not r.origin or {home, level} & set(r.origin))]
        routes = [(rule, _receivers(rule, members[home], members, below[home])) for rule in active]
        for document in held.public:
            if not cluster.kinds[document.id.kind].flows or not document.is_listed:
                continue
            for wish in _wishes(document, routes, members, below[home], cluster, now, findings):
                if cluster.near and wish.site not in cluster.near.sites:
                    if document.id in cluster.changes.outward:
                        concerned.add(wish.site)
                    continue  # what appears there does so as before
                wishes.setdefault((wish.rule.id, wish.site), []).append(wish)
    if concerned:
        raise Wider(about=concerned)
    own = {site: {d.column for d in held.public if d.is_listed and not d.standing} for site, held in own_documents.items()}
    accepted = {site: {entry.id: entry for entry in entries} for site, entries in cluster.accepted.items()}
    found: dict[str, dict[DocumentId, Appearance]] = {site: {} for site in members}
    waiting: dict[str, dict[DocumentId, _Wish]] = {}
    yielding: set[Claim] = set()
    for (_, site), group in sorted(wishes.items()):
        granted: list[tuple[_Wish, str, Accepted | None]] = []
        for wish in group:
            entry = accepted.get(site, {}).get(wish.document.id)
            needs = wish.rule.kind == "report" and wish.rule.accept == "listed" and not entry
            if needs and wish.document.column not in _accepts(cluster, members[site]):
                waiting.setdefault(site, {}).setdefault(wish.document.id, wish)
                continue
            column = (entry.column if entry else None) or _into(wish, members[site], cluster.kinds)
            if wish.rule.unless_own and column in own[site]:
                yielding.add((wish.document.id, wish.document.site, site))
            else:
                granted.append((wish, column, entry))
        for wish, column, entry in _within_limit(granted, members, findings):
            _add(found[site], wish, column, entry)
    if cluster.near and (homes := cluster.near.homes_that_yield_otherwise(yielding) - cluster.near.sites):
        raise Wider(about=homes)
    offers = tuple(_offers(members, waiting, found))
    _tell_waiting(offers, now, findings)
    for site, entries in cluster.accepted.items():
        for entry in entries:
            if site in found and entry.id not in found[site] and entry.id not in waiting.get(site, ()):
                findings.append(ACCEPT_UNKNOWN.at(entry.place, id=entry.id))
    shown = {site: [appearances[key] for key in sorted(appearances)] for site, appearances in found.items()}
    return shown, offers, tuple(sorted(yielding))


def _rules(cluster: Cluster, members: dict[str, Member], findings: list[Finding]) -> list[FlowRule]:
    """The cluster's rules by id, each once; names they use are checked."""
    rules: dict[str, FlowRule] = {}
    known = {*members, *Level}
    for rule in cluster.record.flows:
        place = cluster.rule_places.get(rule.id, Place("", "sites/cluster.yaml"))
        if rule.id in rules or rule.id == HEADER:
            findings.append(FLOW_TWICE.at(place, rule=rule.id))
            continue
        rules[rule.id] = rule
        for field, names in (("from", rule.origin), ("to", rule.to), ("under", rule.under)):
            for name in names:
                if name not in known:
                    findings.append(FLOW_UNKNOWN.at(place, rule=rule.id, field=field, name=name))
    return [rules[name] for name in sorted(rules)]


def _wishes(
    document: Document,
    routes: Iterable[tuple[FlowRule, set[str]]],
    members: dict[str, Member],
    below: dict[str, int],
    cluster: Cluster,
    now: datetime,
    findings: list[Finding],
) -> Iterator[_Wish]:
    """Where the cluster's rules and the piece's own header want it."""
    for rule, receivers in routes:
        if (rule.columns and document.column not in rule.columns) or (rule.tags and not set(rule.tags) & set(document.item.tags)):
            continue
        place = cluster.rule_places.get(rule.id, Place("", "sites/cluster.yaml"))
        for receiver in receivers:
            yield _Wish(document, receiver, rule, place)
    share, member = document.item.share, members[document.site]
    for rule in _own_rules(share, member) if share else ():
        if not rule.is_over(now.date()):
            _check_targets(document, rule, below, findings)
            for receiver in _receivers(rule, member, members, below):
                yield _Wish(document, receiver, rule, document.place("share"))


def _own_rules(share: Share, member: Member) -> Iterator[FlowRule]:
    """A piece's own wish as rules: one for what goes down, one for what goes up."""
    construct = partial(FlowRule.model_construct, id=HEADER, until=share.until, unless_own=share.unless_own, mode=share.mode)
    if share.to or share.under or share.descendants or share.depth:
        yield construct(kind="push", to=share.to, under=share.under, depth=share.depth)
    if share.up:
        up: tuple[str, ...] = ()
        if isinstance(share.up, Level):
            up = tuple(above.id for above in member.ancestors if above.level.rank >= share.up.rank)
            if not up:
                return  # nobody above stands so low
        yield construct(kind="report", to=up)


def _descendants(members: dict[str, Member]) -> dict[str, dict[str, int]]:
    """For each site, the sites below it and how many levels down."""
    below: dict[str, dict[str, int]] = {site: {} for site in members}
    for site, member in members.items():
        for steps, above in enumerate(reversed(member.ancestors), start=1):
            if above.id in below:
                below[above.id][site] = steps
    return below


def _receivers(rule: FlowRule, home: Member, members: dict[str, Member], below: dict[str, int]) -> set[str]:
    """Sites a rule sends to from `home`: for push among its descendants, for report among its ancestors."""
    if rule.kind == "report":
        above = [site.id for site in home.ancestors if site.id in members]
        return {i for i in above if i in rule.to or members[i].site.level in rule.to} if rule.to else set(above[-1:])
    chosen = set()
    for site, steps in below.items():
        member = members[site]
        chain = {site, *(above.id for above in member.ancestors)} if rule.under else set()
        named = site in rule.to or member.site.level in rule.to or bool(chain & set(rule.under))
        if (named or not (rule.to or rule.under)) and (rule.depth is None or steps <= rule.depth):
            chosen.add(site)
    return chosen


def _check_targets(document: Document, rule: FlowRule, below: Collection[str], findings: list[Finding]) -> None:
    """A header may name only the site's own descendants."""
    for name in (*rule.to, *rule.under) if rule.kind == "push" else ():
        if name not in below and name not in {level.value for level in Level}:
            findings.append(FLOW_TARGET.at(document.place("share"), target=name))


def _accepts(cluster: Cluster, member: Member) -> Collection[str]:
    """Columns from which a receiver takes every report."""
    profile = cluster.record.levels.get(member.site.level)
    own = member.site.record.accepts
    return own if own is not None else profile.accepts if profile else ()


def _into(wish: _Wish, receiver: Member, kinds: Kinds) -> str:
    """The column a piece appears in: the rule's, else for push its own when the receiver knows it, for report `lower`."""
    if wish.rule.into:
        return wish.rule.into
    if wish.rule.kind == "report":
        return "lower"
    known = {column.key for column in receiver.columns} | STANDARD.keys() | columns_of_kinds(kinds).keys()
    return wish.document.column if wish.document.column in known else "notices"


def _within_limit(
    granted: list[tuple[_Wish, str, Accepted | None]], members: dict[str, Member], findings: list[Finding]
) -> Iterator[tuple[_Wish, str, Accepted | None]]:
    """What a rule's limit lets through, the earliest of each origin, column and period first."""
    counts: dict[tuple[object, ...], int] = {}
    ordered = sorted(granted, key=lambda g: (g[0].document.date.timestamp() if g[0].document.date else 0.0, g[0].document.id))
    for wish, column, entry in ordered:
        limit = wish.rule.limit
        if limit:
            key = (wish.document.site, column, limit.period(wish.document.date))
            counts[key] = counts.get(key, 0) + 1
            if counts[key] > limit.count:
                name = members[wish.site].site.record.short_name
                findings.append(REPORT_LIMITED.at(wish.document.place(), site=name, column=column))
                continue
        yield wish, column, entry


def _add(found: dict[DocumentId, Appearance], wish: _Wish, column: str, entry: Accepted | None) -> None:
    """Join one more reason: rules come in order of their ids, the first decides the column, a page wins over a listing."""
    reason = Reason(wish.rule.id, wish.rule.kind, wish.place, entry)
    document = wish.document
    before = found.get(document.id)
    if before is None:
        found[document.id] = Appearance(document.id, document.site, wish.site, column, wish.rule.mode, (reason,))
        return
    mode: Mode = "page" if "page" in {before.mode, wish.rule.mode} else "listing"
    found[document.id] = replace(before, mode=mode, reasons=(*before.reasons, reason))


def _offers(
    members: dict[str, Member], waiting: dict[str, dict[DocumentId, _Wish]], found: dict[str, dict[DocumentId, Appearance]]
) -> Iterator[Offer]:
    """What waits at each site, in order of site and id; a piece that is shown there by another rule does not wait."""
    for site, wishes in sorted(waiting.items()):
        record = members[site].site
        path = f"content/{record.level}/{site}/accepted.yaml"
        for document_id, wish in sorted(wishes.items()):
            if document_id not in found[site]:
                document, name = wish.document, record.record.short_name
                yield Offer(document_id, document.title, document.site, site, name, wish.rule.id, wish.place, path)


def _tell_waiting(offers: Iterable[Offer], now: datetime, findings: list[Finding]) -> None:
    """One finding for each site at which something waits."""
    for (site, path), group in groupby(offers, lambda offer: (offer.site, offer.path)):
        first, *others = group
        place, count = Place(site, path), 1 + len(others)
        findings.append(REPORT_WAITING.at(place, count=count, id=first.id, path=path, line=first.line(now.date()), site=site))
