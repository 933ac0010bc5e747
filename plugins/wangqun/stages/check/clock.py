"""A clock that jumps: what it alone would hide or release, told before it does (docs/decisions/0027)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from ...domain.document import Document
from ...domain.federation import Federation, SiteView
from ...domain.finding import Finding, Own, Place, Rule, Severity
from ...store.ledger import Gone, Ledger, Published
from ..plan import is_as_published
from .removal import foreseen, named, own_pages

ABSENT = ("", None)
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


class Turned(NamedTuple):
    """What the clock alone releases and hides on one site: pieces that stand otherwise there than at the last build."""

    released: tuple[Gone, ...]
    hidden: tuple[Gone, ...]


def turned(earlier: Federation, federation: Federation, ledger: Ledger, shown: Mapping[str, Published]) -> dict[str, Turned]:
    """By site, where there is anything; `shown` is what readers see of each.

    After a long rest a piece counts as hidden only when its file is that of the last release, and as released only when it waited
    for its day then: what somebody wrote or withdrew since goes its own way. What changes below a top site changes
    its search and feed too.
    """
    found: dict[str, Turned] = {}
    for site, view in federation.views.items():  # parents first
        if site in shown and site in earlier.views:
            found[site] = _on_site(earlier, federation, site, shown[site], ledger)
            if view.top and view.top.id in found:
                above, here = found[view.top.id], (_elsewhere(site, entries) for entries in found[site])
                found[view.top.id] = Turned(*(own + below for own, below in zip(above, here, strict=True)))
    return {site: each for site, each in found.items() if each.released or each.hidden}


def _elsewhere(site: str, entries: Iterable[Gone]) -> tuple[Gone, ...]:
    """Pieces of a site as another one names them."""
    return tuple(Gone(f"{site}/{entry.path}", "", entry.title) for entry in entries if not entry.path.startswith("from/"))


def _on_site(earlier: Federation, federation: Federation, site: str, before: Published, ledger: Ledger) -> Turned:
    then, now = _states(earlier.views[site]), _states(federation.views[site])
    back = federation.now < earlier.now
    released, hidden = [], []
    for path in sorted(path for path in then.keys() | now.keys() if then.get(path, ABSENT)[0] != now.get(path, ABSENT)[0]):
        document = then.get(path, ABSENT)[1] or now.get(path, ABSENT)[1]
        if document is None:
            continue
        entry = Gone(path, "", document.title)
        if now.get(path, ABSENT)[0] == "page":
            if str(document.id) in (ledger.seen if back else ledger.scheduled):
                released.append(entry)
        elif path in before.files or str(document.id) in before.inputs:
            home = ledger.sites.get(document.site)
            if back or (home and is_as_published(document, home.inputs)):
                hidden.append(entry)
    for path in sorted(then.keys() & now.keys()):
        earlier_one, document = then[path][1], now[path][1]
        if earlier_one and document and _words_turn(earlier_one, document, ledger):
            entry = Gone(path, "", f"{document.title}里到时才公开的内容")
            (hidden if back else released).append(entry)
    hidden += [Gone(path, "") for path in sorted(_people(earlier, federation, site, own_pages(before.files, federation.kinds)))]
    return Turned(tuple(released), tuple(hidden))


def finding(earlier: Federation, federation: Federation, site: str, found: Turned) -> Finding:
    """What is told of a site that is held for it."""
    parts = ((found.released, "公开"), (found.hidden, "撤下"))
    what = "，".join(f"{verb} {len(entries)} 篇：{named(entries)}" for entries, verb in parts if entries)
    last = f"上一次生成（{earlier.now:%Y-%m-%d %H:%M}）"
    jump = f"早于{last}" if federation.now < earlier.now else f"比{last}晚 {(federation.now - earlier.now).days} 天"
    return CLOCK.at(Place(site), now=f"{federation.now:%Y-%m-%d %H:%M}", jump=jump, what=Own(what))


def _states(view: SiteView) -> dict[str, tuple[str, Document | None]]:
    """What stands at the address of each piece that a site shows, its own and those of others."""
    stones: dict[str, tuple[str, Document | None]] = {stone.path: ("stone", None) for stone in view.tombstones}
    guests = {f"from/{guest.document.site}/{guest.document.file}": ("page", guest.document) for guest in view.guests}
    return {**stones, **guests, **{document.file: ("page", document) for document in view.documents}}


def _words_turn(then: Document, now: Document, ledger: Ledger) -> bool:
    """True when the clock alone shows or hides words of a piece (Kind.as_of): its file is that of the last release."""
    if then.item is now.item or then.item == now.item:
        return False
    home = ledger.sites.get(then.site)
    return bool(home and is_as_published(then, home.inputs))


def _people(earlier: Federation, federation: Federation, site: str, public: Collection[str]) -> Iterator[str]:
    """Public pages of records that were shown at the earlier moment and are not any more."""
    if not any(path.partition("/")[0] in {"deputy", "constituency", "station"} for path in public):
        return
    then, now = (
        foreseen(replace(each.views[site], documents=(), tombstones=(), redirects={}, roster=each.people.roster(site)))
        for each in (earlier, federation)
    )
    yield from (then - now) & set(public)
