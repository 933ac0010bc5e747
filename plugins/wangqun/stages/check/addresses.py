"""Addresses that were public and have gone without a word: told in every build until they are answered (docs/decisions/0023).

The ledger only says what is told here; what is public never depends on it (docs/design.md law 6).
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ...domain.document import Document
from ...domain.federation import Federation, SiteView
from ...domain.finding import Finding, Place, Rule, Severity
from ...records.deputies.addresses import is_page
from ...store.ledger import Gone, Ledger, Published
from .former import former, is_own_folder
from .successors import Successors

if TYPE_CHECKING:  # build looks at pages with a module of this package
    from ..catalogue import SiteFiles

GONE = "公开过的网址 {address} 打不开了（{title}）"
SOURCE = "docs/editors.md"
LOST = Rule(
    "address-lost",
    Severity.WARN,
    GONE,
    "改了名的，在新文件的文件头写 aliases: [{address}]；不再公开的，新建 {path}，文件头写 title: {quoted}{needed} 和"
    " withdrawn: {{reason: 请填写, time: {time}}}。",
    SOURCE,
)
RENAMED = Rule("address-lost", Severity.WARN, GONE, "看来改成了这一篇：在 {path} 的文件头写 aliases: [{aliases}]。", SOURCE)
MOVED = Rule(
    "address-lost",
    Severity.WARN,
    GONE,
    "看来迁到了 {site}：把原文件放回 {path}，文件头加 moved_to: {site}；在 {other} 的文件头写 id: {id} 和 aliases: [{aliases}]。",
    SOURCE,
)
SET_BACK = Rule(
    "address-lost",
    Severity.WARN,
    GONE,
    "要恢复的，删去 {key} 这一行；不再公开的，把这一行换成 withdrawn: {{reason: 请填写, time: {time}}}。",
    SOURCE,
)
FOLDER = Rule(
    "address-lost",
    Severity.WARN,
    GONE,
    "改了标题的、撤回的，在 {path} 的文件头写 aliases: [{aliases}]，转到它的网页。",
    SOURCE,
)
NOT_PUBLIC = Rule(
    "address-lost",
    Severity.WARN,
    GONE,
    "要恢复的，写成 {key}: 公开；确实不公开的，在说明这件事的稿件的文件头写 aliases: [{address}]。",
    SOURCE,
)
RECORD = Rule(
    "address-lost",
    Severity.WARN,
    GONE,
    "把这一条放回 {path}，代表离任的写 to 和 end_reason；确实撤销的，在说明这件事的稿件的文件头写 aliases: [{address}]。",
    SOURCE,
)
ATTACHMENT = Rule(
    "address-lost",
    Severity.WARN,
    "公开过的附件 {address} 打不开了（{title}）",
    "让文件用回原来的名字；换了或撤了文件的，在 {path} 的文件头写 corrected: {{note: 请填写, time: {time}}}。",
    SOURCE,
)


def lost(root: Path, federation: Federation, site: "SiteFiles", before: Published | None) -> tuple[Gone, ...]:
    """What a site showed once and does not show any more, by path; `before` is what the ledger says of it.

    Records that are merely not shown now (a past term's constituencies) are not lost: only those that nobody keeps any more.
    """
    if before is None or site.site in federation.foreign:
        return ()
    gone = [entry for entry in before.lost if entry.path not in site.rendered]
    if site.folder is not None:  # a fresh rendering: nothing can have gone from any other
        gone += former(root, site.site, federation.kinds, before, site.rendered, federation.now)
    kept = federation.people.kept(site.site) if gone else frozenset()
    found = {entry.path: entry for entry in reversed(gone) if entry.path not in kept}  # what is known longest counts
    return tuple(found[path] for path in sorted(found))


def findings(
    federation: Federation, gone: Mapping[str, Collection[Gone]], found: Iterable[Finding], seen: Mapping[str, str]
) -> Iterator[Finding]:
    """One for each lost address that neither a blocked file nor a date explains; `found` are all other findings."""
    if not any(gone.values()):
        return
    faulty = {finding.path for finding in found if finding.severity is Severity.BLOCK and finding.path}
    successors = Successors(federation, seen)
    for site, entries in gone.items():
        if entries and site in federation.views and site not in federation.foreign:
            yield from _Site(federation, federation.views[site], faulty, successors).findings(entries)


def are_as_before(federation: Federation, gone: Mapping[str, Collection[Gone]], ledger: Ledger) -> bool:
    """True when a run about a few sites finds the same addresses lost as the last one, and what was told of them holds: none of
    them led to a file that has changed, nor stands in one the text that did or does.
    """
    if federation.changes.outward and any(gone.values()):
        return False
    changed = [d for view in federation.views.values() for d in view.documents if d.id in federation.changes.all]
    changed += [d for group in federation.waiting.values() for d in group if d.id in federation.changes.all]
    paths = {document.path for document in changed}
    return all(tuple(entries) == ledger.sites[site].lost for site, entries in gone.items()) and not any(
        entry.digest in federation.changes.digests or entry.source in paths for entries in gone.values() for entry in entries
    )


class _Site:
    """One site's lost addresses, and what stands where they led."""

    def __init__(self, federation: Federation, view: SiteView, faulty: Collection[str], successors: Successors) -> None:
        self.faulty, self.successors, self.kinds = faulty, successors, federation.kinds
        site = view.member.site
        self.here = Place(site.id, f"content/{site.level}/{site.id}")
        self.public = {str(document.id): document for document in view.documents}
        self.waiting = {document.file: document for document in federation.waiting.get(site.id, ())}
        departed = federation.departed.get(site.id, ())
        self.departed = {document.file for document in departed}
        self.written = {document.path: document for document in (*view.documents, *departed)}
        self.time = f"{federation.now:%Y-%m-%d %H:%M}"

    def findings(self, entries: Iterable[Gone]) -> Iterator[Finding]:
        for entry in entries:
            if entry.path in self.departed or self._is_faulty(entry.source):
                continue  # its own finding says what to do
            if entry.owner:
                yield from self._attachment(entry)
            elif is_own_folder(entry.path, self.kinds):
                yield from self._folder(entry)
            else:
                yield from self._record(entry) if is_page(entry.path) else self._piece(entry)

    def _is_faulty(self, path: str) -> bool:
        """True when the file, or a folder it lies in, is blocked."""
        return path in self.faulty or any(path.startswith(f"{folder}/") for folder in self.faulty)

    def _attachment(self, entry: Gone) -> Iterator[Finding]:
        piece = self.public.get(entry.owner)
        if piece and (piece.item.corrected.time.isoformat() if piece.item.corrected else "") == entry.corrected:
            values = {"address": f"/{entry.path}", "title": entry.title, "path": piece.path, "time": self.time}
            yield ATTACHMENT.at(piece.place("attachments"), **values)

    def _folder(self, entry: Gone) -> Iterator[Finding]:
        """Of a law's own address; of one whose text has gone or waits, that is told."""
        if text := self.written.get(entry.source) or self.successors.of(self.here.site, entry):
            address = f"/{entry.path.removesuffix('index.html')}"
            yield FOLDER.at(
                text.place("title"), address=address, title=entry.title, path=text.path, aliases=_listed(text, address)
            )

    def _record(self, entry: Gone) -> Iterator[Finding]:
        yield RECORD.at(self.here, address=f"/{entry.path}", title=entry.title, path=entry.source)

    def _piece(self, entry: Gone) -> Iterator[Finding]:
        address, title = f"/{entry.path}", entry.title or "题目不详"
        if document := self.waiting.get(entry.path):
            item = document.item
            key = "openness" if item.openness != "public" else "status" if item.status not in {"published", "hidden"} else ""
            if key == "openness" and "openness" not in document.lines and "public" in document.lines:  # as suggestions have it
                yield NOT_PUBLIC.at(document.place("public"), address=address, title=title, key="public")
            elif key:
                yield SET_BACK.at(document.place(key), address=address, title=title, key=key, time=self.time)
            return  # else it waits for its day, or its own finding says what to do
        other = self.successors.of(self.here.site, entry)
        if other is None:
            path = entry.source or f"{self.here.path}/{Path(entry.path).stem}.md"
            quoted = json.dumps(title[:100], ensure_ascii=False)  # a title may hold what YAML reads otherwise
            needed = self._needed(entry.path.partition("/")[0])
            yield LOST.at(self.here, address=address, title=title, path=path, quoted=quoted, needed=needed, time=self.time)
        elif other.site == self.here.site:
            aliases = _listed(other, address)
            yield RENAMED.at(other.place(), address=address, title=title, path=other.path, aliases=aliases)
        else:
            kind, slug = entry.path.removesuffix(".html").split("/", 1)
            values = {"site": other.site, "path": entry.source, "other": other.path, "id": f"{self.here.site}:{kind}/{slug}"}
            yield MOVED.at(self.here, address=address, title=title, aliases=_listed(other, f"/{other.file}"), **values)

    def _needed(self, kind: str) -> str:
        """What else must stand in the header of a piece of this kind, withdrawn or not: `、原来的 open_on、close_on`."""
        fields = self.kinds[kind].record.model_fields if kind in self.kinds else {}
        names = "、".join(name for name, info in fields.items() if info.is_required())
        return f"、原来的 {names}" if names else ""


def _listed(document: Document, address: str) -> str:
    """The old addresses of a piece with one more, as its header lists them."""
    return ", ".join((*document.item.aliases, address))
