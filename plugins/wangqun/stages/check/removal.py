"""Pages that would answer 404 once a site is published, and when they are too many to go unasked (docs/decisions/0027)."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from ...domain.federation import Federation, SiteView
from ...domain.finding import Finding, Own, Place, Rule, Severity
from ...records import KINDS
from ...records.kind import Kinds
from ...store.ledger import Gone, Published
from ...store.whole import release_folder, shown
from .former import former, is_own_page, paged

LEAST = 20  # pages, of a site that is not lost whole
SHARE = 10  # more than one in so many
SHOWN = 5  # of them in a message
REMOVAL = Rule(
    "mass-removal",
    Severity.BLOCK,
    "发布后，本站公开的 {total} 个网址里有 {lost} 个打不开：{first}。本站没有发布，读者看到的仍是上一次的",
    "{why}确实要撤下的，核对以后运行 wangqun build --allow-removal {site}。",
    "docs/operators.md",
)
SITE_GONE = Rule(
    "mass-removal",
    Severity.BLOCK,
    "站点 {site} 的文件不在 sites/ 里了，撤下后它公开的 {total} 个网址全部打不开{first}。没有撤下，读者看到的仍是上一次的",
    "不是有意的，把 sites/<层级>/{site}.yaml 放回去，再生成一次；确实要撤下整个站点的（改了编号的也是），运行"
    " wangqun build --allow-removal {site}。",
    "docs/operators.md",
)


def public_now(root: Path, site: str, before: Published | None, kinds: Kinds = KINDS) -> Published | None:
    """What readers see of a site: as the ledger says, else (there is none, or a rollback) as build/public has it."""
    if before and before.files:
        return before
    release = shown(root, site)
    if release is None:
        return before
    folder = release_folder(root, site, release)
    found = (page.relative_to(folder).as_posix() for part in sorted(paged(kinds)) for page in (folder / part).rglob("*.html"))
    return Published(release, dict.fromkeys((*found, "index.html"), ""))


def own_pages(paths: Iterable[str], kinds: Kinds = KINDS) -> set[str]:
    """Those of some paths that count: the pages of pieces and of records."""
    return {path for path in paths if is_own_page(path, kinds)}


def foreseen(view: SiteView, kinds: Kinds = KINDS) -> set[str]:
    """The pages that a view with its roster will have, without rendering it."""
    roster = view.roster
    people = [deputy.page for deputy in (*roster.deputies, *roster.former)]
    people += [*(elector.page for elector in roster.constituencies), *(station.page for station in roster.stations)]
    written = [*(document.file for document in view.documents), *(stone.path for stone in view.tombstones)]
    return own_pages((*written, *view.redirects, *people), kinds)


class Removal:
    """One site's pages that go: `total` were public, `lost` answer nothing, `blocked` go because their file is blocked."""

    def __init__(
        self,
        root: Path,
        federation: Federation,
        site: str,
        before: Published,
        now_shown: Collection[str],
        found: Iterable[Finding],
        explained: Collection[str] = (),
    ) -> None:
        pages = own_pages(before.files, federation.kinds)
        gone = pages.difference(now_shown)
        gone -= federation.people.kept(site) if gone else frozenset()
        self.total, self.lost, self.blocked = len(pages), [], []  # type: int, list[Gone], list[Gone]
        if not gone:
            return
        there = frozenset(before.files) - gone
        told = {
            entry.path: entry
            for entry in former(root, site, federation.kinds, before, there, federation.now)
            if entry.path in gone
        }
        faults = [finding for finding in found if finding.severity is Severity.BLOCK and finding.path]
        whole = {finding.path for finding in faults if finding.effect == Severity.BLOCK.effect}
        parts = Counter(finding.path for finding in faults if finding.path not in whole)  # each costs one record of its file
        files = {document.file: document.path for document in federation.waiting.get(site, ())}
        for path in sorted(gone):
            entry = told.get(path) or Gone(path, "")
            source = files.get(path, entry.source)
            if source in whole or parts[source] > 0:
                parts[source] -= 1
                self.blocked.append(entry)
            elif path not in explained:
                self.lost.append(entry)

    @property
    def is_grave(self) -> bool:
        """True when it goes only if somebody says so."""
        return is_grave(len(self.lost), self.total)


def is_grave(lost: int, total: int) -> bool:
    """True for a whole site, and for more than a tenth of it when that is at least twenty pages."""
    return lost > 0 and (lost == total or (lost >= LEAST and lost * SHARE > total))


def finding(root: Path, federation: Federation, site: str, removal: Removal) -> Finding:
    """What is told of a site that is held for it."""
    lost = removal.lost
    first, why = Own(named(lost)), Own(_why(root, federation, site, lost))
    return REMOVAL.at(Place(site), site=site, total=removal.total, lost=len(lost), first=first, why=why)


def gone_sites(root: Path, federation: Federation, published: Collection[str]) -> list[str]:
    """Public sites that the cluster no longer has, whether or not the ledger remembers them."""
    public = root / "build" / "public"
    links = public.iterdir() if public.is_dir() else ()
    there = {path.name for path in links if not path.name.startswith(".") and shown(root, path.name)}
    return sorted((there | set(published)) - federation.views.keys() - federation.blocked)


def gone_finding(root: Path, federation: Federation, site: str, before: Published | None) -> Finding:
    """What is told of a site that is held because its record is gone."""
    last = public_now(root, site, before, federation.kinds) or Published("", {})
    pages = own_pages(last.files, federation.kinds)
    told = {entry.path: entry for entry in former(root, site, federation.kinds, last, (), federation.now)} if pages else {}
    entries = [told.get(path) or Gone(path, "") for path in sorted(pages)]
    return SITE_GONE.at(Place(site), site=site, total=len(pages) + 1, first=Own(f"：{named(entries)}" if entries else ""))


def named(entries: Sequence[Gone]) -> str:
    """The first few in words."""
    first = [f"/{entry.path}" + (f"（{entry.title}）" if entry.title else "") for entry in entries[:SHOWN]]
    return "、".join(first) + (" 等" if len(entries) > SHOWN else "")


def _why(root: Path, federation: Federation, site: str, lost: Collection[Gone]) -> str:
    """The likely reason, and what to do when nobody meant it."""
    level = federation.views[site].member.site.level
    home = f"content/{level}/{site}"
    if not any(_files(root / "content")):
        return "content/ 是空的：不是有意的，把它取回来，再生成一次；"
    if not any(_files(root / home)):
        return f"{home}/ 是空的：不是有意的，把它取回来，再生成一次；"
    waiting = {document.file: document for document in federation.waiting.get(site, ())}
    later = [d for d in map(waiting.get, (entry.path for entry in lost)) if d and d.date and d.date > federation.now]
    if later:
        return f"其中 {len(later)} 篇的 date 晚于现在（{federation.now:%Y-%m-%d %H:%M}）：先核对这台机器的时间和 --today；"
    held = sum(entry.path in waiting for entry in lost)
    if held * 2 > len(lost):
        return f"其中 {held} 篇的文件头改成了不公开：不是有意的，改回去，再生成一次；"
    return f"这些文件不在 {home}/ 里了，或改了网址名：不是有意的，放回去，或写上 aliases，再生成一次；"


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
