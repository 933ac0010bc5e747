"""`wangqun why`: where a piece comes from and why it is where it is. Git is asked for the commits."""

import os
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from ..domain.commit import UNCOMMITTED, UNKNOWN
from ..domain.document import Document
from ..domain.federation import Federation
from ..domain.finding import Place
from ..domain.flow import Appearance, Reason
from ..domain.frozen import frozen
from ..domain.ids import DocumentId, parse_id
from ..domain.offer import Offer
from ..domain.refused import Refused
from ..operations import foresee
from ..reports.commits import commits
from ..stages.load import load
from ..stages.resolve.documents import state_of
from ..store.ledger import read_ledger

STATES = {"public": "已公开", "withdrawn": "已撤回", "moved": "已迁走", "waiting": "未公开"}


class Unexplained(Refused):
    """The id is unknown, or the piece is not on the site asked about; the message says which."""


@frozen
class Explanation:
    """One piece: its file, state and addresses, its appearances, where it waits, the last commit of each file named."""

    document: Document
    state: str
    url: str
    appearances: tuple[tuple[Appearance, str], ...]
    offers: tuple[Offer, ...]
    today: date
    commits: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """The machine-readable form."""
        return {
            "id": str(self.document.id),
            "title": self.document.title,
            "site": self.document.site,
            "state": self.state,
            "url": self.url,
            "origin": self._place(self.document.place("title")),
            "appearances": [
                {
                    "site": appearance.site,
                    "column": appearance.column,
                    "mode": appearance.mode,
                    "url": url,
                    "reasons": [self._reason(reason) for reason in appearance.reasons],
                }
                for appearance, url in self.appearances
            ],
            "waiting": [offer.as_json(self.today) for offer in self.offers],
        }

    def _reason(self, reason: Reason) -> dict[str, Any]:
        accepted = reason.accepted
        return {
            "rule": reason.rule,
            "kind": reason.kind,
            **self._place(reason.place),
            "accepted": {"by": accepted.by, "on": accepted.on.isoformat(), **self._place(accepted.place)} if accepted else None,
        }

    def _place(self, place: Place) -> dict[str, Any]:
        return {"path": place.path, "line": place.line, "commit": self.commits.get(place.path)}

    def lines(self) -> list[str]:
        """The form for a terminal."""
        document = self.document
        found = [
            f"{document.id}　{document.title}",
            f"  {STATES[self.state]}　{self.url if self.state == 'public' else ''}".rstrip(),
            f"  原文 {self._at(document.place('title'))}",
        ]
        for appearance, url in self.appearances:
            how = "成页" if appearance.mode == "page" else "列表"
            found.append(f"  → {appearance.site} 的 {appearance.column}（{how}）　{url}")
            for reason in appearance.reasons:
                verb = "下发" if reason.kind == "push" else "报送"
                found.append(f"      {verb}：{_rule(reason.rule)}　{self._at(reason.place)}")
                if reason.accepted:
                    found.append(f"      采用：{reason.accepted.by}，{reason.accepted.on}　{self._at(reason.accepted.place)}")
        for offer in self.offers:
            found.append(f"  … 等待 {offer.site_name}（{offer.site}）采用：{_rule(offer.rule)}　{self._at(offer.place)}")
            found.append(f"      由 {offer.site} 在 {offer.path} 的 accepted: 下面写 {offer.line(self.today)}")
        if not self.appearances and not self.offers:
            found.append("  没有出现在其他站点")
        return found

    def _at(self, place: Place) -> str:
        where = place.path + (f":{place.line}" if place.line else "")
        commit = self.commits.get(place.path)
        return where + (f"（{commit}）" if commit else "")


def _rule(name: str) -> str:
    return "文件头 share" if name == "header" else f"规则 {name}"


@frozen
class Waiting:
    """Everything that waits to be accepted as of a day, at one site or at all."""

    offers: tuple[Offer, ...]
    today: date

    def as_json(self) -> list[dict[str, str]]:
        """The machine-readable form."""
        return [offer.as_json(self.today) for offer in self.offers]

    def lines(self) -> list[str]:
        """The form for a terminal: by site, each with the file and the lines to add."""
        found: list[str] = []
        for (site, name, path), group in groupby(self.offers, lambda offer: (offer.site, offer.site_name, offer.path)):
            offers = list(group)
            found.append(f"{name}（{site}）　{len(offers)} 篇等待采用；要采用的，在 {path} 的 accepted: 下面写：")
            for offer in offers:
                found += [f"  {offer.line(self.today)}", f"      {offer.title}（{offer.home}，{_rule(offer.rule)}）"]
        return found or ["没有稿件等待采用。"]


def what_waits(root: Path, now: datetime, site: str | None = None) -> Waiting:
    """What waits to be accepted at one site, or at all.

    Raises:
        Unexplained: there is no such site.
    """
    federation = foresee(root, now).federation
    if site and site not in federation.views:
        raise Unexplained(f"没有站点“{site}”；站点编号是 sites/ 里的文件名。")
    return Waiting(tuple(offer for offer in federation.offers if site in {None, offer.site}), now.date())


def explain(root: Path, now: datetime, written: str, site: str | None = None) -> Explanation:
    """Why a piece is where it is, on one site or on all.

    Raises:
        Unexplained: no such piece, or it is not on that site.
    """
    cluster = load(root, read_ledger(root).memory)
    federation = foresee(root, now, cluster=cluster).federation  # without what the last run found unfit
    wanted = parse_id(written.removeprefix("id:")) or _id_of(root, cluster.documents, written)
    document = _find(federation, cluster.documents, wanted) if wanted else None
    if document is None:
        raise Unexplained(f"没有编号或文件为“{written}”的稿件；编号形如 站点:article/网址名，文件从 content/ 写起。")
    state = state_of(document, now)
    views = federation.views
    if state == "public" and (document.site not in views or document.id not in {d.id for d in views[document.site].documents}):
        state = "waiting"
    shown = []
    for appearance in federation.appearances:
        if appearance.id == document.id and site in {None, appearance.site}:
            guest = next(g for g in views[appearance.site].guests if g.document.id == document.id)
            address = views[appearance.site].member.address
            shown.append((appearance, address.absolute(guest.path) if guest.path else guest.canonical))
    offers = tuple(o for o in federation.offers if o.id == document.id and site in {None, o.site})
    if site and not shown and not offers and site != document.site:
        raise Unexplained(f"{document.id} 没有出现在站点“{site}”，也没有在那里等待采用。")
    home = views.get(document.site)
    url = home.member.address.absolute(document.url) if home else ""
    return Explanation(document, state, url, tuple(shown), offers, now.date(), _commits(root, document, [a for a, _ in shown]))


def _id_of(root: Path, documents: dict[str, tuple[Document, ...]], written: str) -> DocumentId | None:
    """The id of the piece in a file, named from the root of the cluster or from where the command was given."""
    places = {written.removeprefix("./"), os.path.relpath(written, root)}
    return next((d.id for group in documents.values() for d in group if d.path in places), None)


def _find(federation: Federation, documents: dict[str, tuple[Document, ...]], wanted: DocumentId) -> Document | None:
    for view in federation.views.values():
        for document in view.documents:
            if document.id == wanted:
                return document
    return next((d for group in documents.values() for d in group if d.id == wanted and not d.item.id), None)


def _commits(root: Path, document: Document, appearances: list[Appearance]) -> dict[str, str]:
    """The last commit of each file named: short hash, date, author; nothing where git knows none."""
    paths = {document.path}
    for appearance in appearances:
        for reason in appearance.reasons:
            paths |= {reason.place.path} | ({reason.accepted.place.path} if reason.accepted else set())
    found = commits(root, ((path, 0) for path in paths))
    return {path: f"{c.id} {c.day} {c.author}" for (path, _), c in found.items() if c not in {UNKNOWN, UNCOMMITTED}}
