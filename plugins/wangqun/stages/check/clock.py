"""A clock that jumps: what it alone would hide or release, told before it does (docs/decisions/0027)."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from ...domain.federation import Federation, SiteView
from ...domain.finding import Finding, Own, Place, Rule, Severity
from ..ledger import Gone, Ledger, Published
from ..plan import document_digest
from .removal import foreseen, named, own_pages

IDLE = timedelta(days=30)  # between two builds, after which the clock is doubted
CLOCK = Rule(
    "clock-jump",
    Severity.BLOCK,
    "这一次的时间是 {now}，{jump}，单凭时间就会{what}。本站没有发布，读者看到的仍是上一次的",
    "先核对这台机器的时间和 --today；时间没有错的，运行 wangqun build --allow-clock（写了 --today 的照写）。",
    "docs/operators.md",
)


def is_odd(now: datetime, last: datetime | None) -> bool:
    """True for a moment before the last build, or more than thirty days after it."""
    return last is not None and (now < last or now - last > IDLE)


class Turned:
    """What the clock alone hides and releases on one site: addresses that say something else now than at the last build.

    After a long rest a piece counts as hidden only when its file is that of the last release, and as released only when it waited
    for its day then: what somebody wrote or withdrew since goes its own way.
    """

    def __init__(self, earlier: Federation, federation: Federation, site: str, before: Published, ledger: Ledger) -> None:
        then, now = (_states(each.views[site]) if site in each.views else {} for each in (earlier, federation))
        back = federation.now < earlier.now
        public = own_pages(before.files)
        documents = {d.file: d for each in (earlier, federation) if site in each.views for d in each.views[site].documents}
        self.hidden, self.released = [], []  # type: list[Gone], list[Gone]
        for path in sorted(then.keys() | now.keys()):
            document = documents.get(path)
            if document is None or then.get(path) == now.get(path):
                continue
            entry = Gone(path, "", document.title)
            if now.get(path) == "page":
                if str(document.id) in (ledger.seen if back else ledger.scheduled):
                    self.released.append(entry)
            elif path in public:
                known = before.inputs.get(f"{document.id.kind}/{document.id.slug}")
                if back or known == document_digest(document):
                    self.hidden.append(entry)
        self.hidden += [Gone(path, "") for path in sorted(_people(earlier, federation, site, public))]

    @property
    def is_felt(self) -> bool:
        """True when it changes anything."""
        return bool(self.hidden or self.released)


def finding(earlier: Federation, federation: Federation, site: str, turned: Turned) -> Finding:
    """What is told of a site that is held for it."""
    parts = ((turned.released, "公开"), (turned.hidden, "撤下"))
    what = "，".join(f"{verb} {len(entries)} 个网址：{named(entries)}" for entries, verb in parts if entries)
    last = f"上一次生成（{earlier.now:%Y-%m-%d %H:%M}）"
    jump = f"早于{last}" if federation.now < earlier.now else f"比{last}晚 {(federation.now - earlier.now).days} 天"
    return CLOCK.at(Place(site), now=f"{federation.now:%Y-%m-%d %H:%M}", jump=jump, what=Own(what))


def _states(view: SiteView) -> dict[str, str]:
    """What stands at the address of each of a site's own pieces."""
    return {stone.path: "stone" for stone in view.tombstones} | {document.file: "page" for document in view.documents}


def _people(earlier: Federation, federation: Federation, site: str, public: Collection[str]) -> Iterator[str]:
    """Public pages of records that were shown at the earlier moment and are not any more."""
    if not any(path.partition("/")[0] in {"deputy", "constituency", "station"} for path in public):
        return
    then, now = (
        foreseen(replace(each.views[site], documents=(), tombstones=(), redirects={}, roster=each.people.roster(site)))
        if site in each.views
        else set()
        for each in (earlier, federation)
    )
    yield from (then - now) & set(public)
