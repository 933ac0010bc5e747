"""verify: is what lies under build/ what the ledger says was published? Every byte is read (docs/decisions/0026)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.refused import Refused
from ...search.cutting import is_file_name
from ...search.store import Store
from ...store.ledger import Ledger, Left, Published
from ...store.manifest import MANIFEST, MANIFESTS, people_file
from ...store.search import DATA, INDEX, PUBLIC, names_in
from ...store.whole import RELEASES, contents, expected, is_named_right, release_folder, shown
from ...stored import read_bytes, read_json, read_text
from .shared import FILES

SOURCE = "docs/decisions/0026"
COST = "读者看到的可能不是所发布的"
REPAIR = "运行 wangqun verify --repair 重做这个站点，并查明是谁、什么时候改的。"
CHANGED = Rule(
    "verify-changed", Severity.BLOCK, "与发布时不同：被改动、清空、损坏，或换成了链接、文件夹（现在是 {found}）", REPAIR, SOURCE
)
MISSING = Rule("verify-missing", Severity.BLOCK, "发布过的文件不在了", REPAIR, SOURCE)
SURPLUS = Rule(
    "verify-surplus",
    Severity.BLOCK,
    "不是发布的，却在这里",
    "先看清是什么、从哪里来；运行 wangqun verify --repair 清除；仍然列出的，自己移出 build。",
    SOURCE,
)
LINK = Rule(
    "verify-link",
    Severity.BLOCK,
    "没有指向所发布的版本（应指向 {wanted}，现在{found}）",
    "是真实的文件夹的，先移走；然后运行 wangqun verify --repair。",
    SOURCE,
)
RELEASE = Rule(
    "verify-release",
    Severity.BLOCK,
    "以前的版本 {release} 与它的名称不符，被改动或损坏了，不能退回",
    "运行 wangqun verify --repair 删去它；以前的版本不能重做。",
    SOURCE,
)
LEDGER = Rule(
    "verify-ledger",
    Severity.BLOCK,
    "台账不在或损坏了，只能核对版本与名称是否相符",
    "运行 wangqun verify --repair 全部重新生成；以前的版本随之不能退回。",
    SOURCE,
)
_LONGEST = 60  # characters of a link's target in a message


class NeverPublished(Refused):
    """A site was asked for that the ledger does not know; the message names those it knows."""


def verify(root: Path, ledger: Ledger | None, only: Collection[str] = ()) -> tuple[Finding, ...]:
    """One finding for each thing under build/ that is not what was published, of the sites named or of all; nothing is written.

    Raises:
        NeverPublished: one of `only` is not in the ledger.
    """
    if ledger is None:
        return tuple(sorted(_without_ledger(root, only), key=lambda finding: finding.order))
    if unknown := sorted(set(only) - ledger.sites.keys()):
        raise NeverPublished(f"没有发布过站点 {'、'.join(unknown)}。已有：{'、'.join(ledger.sites) or '（无）'}")
    found: list[Finding] = []
    for site, entry in ledger.sites.items():
        if not only or site in only:
            found += [*_link(root, site, entry.release), *_releases(root, site, entry)]
            found += [*_search(root, site, entry), *_manifests(root, site, entry, ledger.shared)]
    if not only:
        for site, entry in ledger.gone.items():  # kept for a rollback
            found += _earlier(root, site, (entry.release, *entry.history))
        found += [*_strangers(root, ledger.sites), *_shared(root)]
    return tuple(sorted(found, key=lambda finding: finding.order))


def doubted(root: Path, ledger: Ledger, found: Collection[Finding]) -> Ledger:
    """The ledger with nothing taken on trust of the sites in `found`, so that the next run reads all their bytes and makes anew
    what is damaged; without earlier releases that are.
    """
    sites = dict(ledger.sites)
    for site in {finding.site for finding in found} & sites.keys():
        history = tuple(name for name in sites[site].history if is_named_right(root, site, name))
        sites[site] = replace(sites[site], look="", searched="", history=history)
    gone = dict(ledger.gone)
    for site in {finding.site for finding in found} & gone.keys():
        entry = gone.pop(site)
        if names := [name for name in (entry.release, *entry.history) if is_named_right(root, site, name)]:
            gone[site] = replace(entry, release=names[0], history=tuple(names[1:]))
    return replace(ledger, sites=sites, gone=gone, shared={})


def _told(rule: Rule, site: str, path: Path, **values: str) -> Finding:
    return rule.at(Place(site, path.as_posix()), cost=COST, **values)


def _link(root: Path, site: str, release: str) -> Iterator[Finding]:
    if shown(root, site) != release:
        link = root / PUBLIC / site
        found = f"是 {str(link.readlink())[:_LONGEST]}" if link.is_symlink() else "不是链接" if link.exists() else "不在了"
        yield _told(LINK, site, PUBLIC / site, wanted=release, found=found)


def _releases(root: Path, site: str, entry: Published) -> Iterator[Finding]:
    folder = RELEASES / site
    if not (root / folder / entry.release).is_dir() or (root / folder / entry.release).is_symlink():
        found = _state(root / folder / entry.release)
        rule = CHANGED if found else MISSING
        yield _told(rule, site, folder / entry.release, found=found)
    elif entry.files:
        yield from _compared(site, folder / entry.release, expected(site, entry.files), contents(root / folder / entry.release))
    elif not is_named_right(root, site, entry.release):  # gone back to: its files are not listed any more
        yield _told(RELEASE, site, folder / entry.release, release=entry.release)
    yield from _earlier(root, site, entry.history)
    kept = {entry.release, *entry.history}
    for path in (root / folder).iterdir() if (root / folder).is_dir() else ():
        if path.name not in kept:
            yield _told(SURPLUS, site, folder / path.name)


def _earlier(root: Path, site: str, releases: Iterable[str]) -> Iterator[Finding]:
    for name in releases:
        if not is_named_right(root, site, name):
            yield _told(RELEASE, site, RELEASES / site / name, release=name)


def _compared(site: str, folder: Path, wanted: Mapping[str, str], found: Mapping[str, str]) -> Iterator[Finding]:
    for path in sorted(wanted.keys() | found.keys()):
        if path not in found:
            yield _told(MISSING, site, folder / path)
        elif path not in wanted:
            yield _told(SURPLUS, site, folder / path)
        elif found[path] != wanted[path]:
            yield _told(CHANGED, site, folder / path, found=_short(found[path]))


def _search(root: Path, site: str, entry: Published) -> Iterator[Finding]:
    if INDEX not in entry.files:
        return
    folder = DATA / site
    if not (root / folder).is_dir():
        yield _told(MISSING, site, folder)
        return
    store = Store.open(root / folder)
    for name in store.strangers():
        is_ours = is_file_name(name)
        yield (
            _told(CHANGED, site, folder / name, found=_state(root / folder / name))
            if is_ours
            else _told(SURPLUS, site, folder / name)
        )
    index = release_folder(root, site, entry.release) / INDEX
    names = names_in(store, read_text(index))
    if names is None:  # what names the others is lost: it is named by the index itself
        names = read_json(index, lambda data: {data["about"], *data["shards"], *data["tables"]}) or set()
    for name in sorted(names - store.there):
        yield _told(MISSING, site, folder / name)


def _manifests(root: Path, site: str, entry: Published, shared: Mapping[str, Left]) -> Iterator[Finding]:
    """What other checkouts take must be the manifest that the site itself shows, and what was written there of people."""
    people = people_file(site)
    wanted = {f"{site}.json": entry.files.get(MANIFEST), people: shared[people].digest if people in shared else None}
    for path, digest in wanted.items():
        data = read_bytes(root / MANIFESTS / path) if digest else None
        if digest and (data is None or sha256(data).hexdigest() != digest):
            yield _of_manifest(root, site, MANIFESTS / path)


def _of_manifest(root: Path, site: str, path: Path) -> Finding:
    found = _state(root / path)
    return _told(CHANGED, site, path, found=found) if found else _told(MISSING, site, path)


def _shared(root: Path) -> Iterator[Finding]:
    folder = MANIFESTS / FILES
    for path in sorted((root / folder).iterdir()) if (root / folder).is_dir() else ():
        if sha256(read_bytes(path) or b"").hexdigest() != path.name:
            yield _of_manifest(root, "", folder / path.name)


def _strangers(root: Path, sites: Collection[str]) -> Iterator[Finding]:
    """What stands in build/public beside the sites."""
    for path in sorted((root / PUBLIC).iterdir()) if (root / PUBLIC).is_dir() else ():
        if path.name not in sites:
            yield _told(SURPLUS, "", PUBLIC / path.name)


def _without_ledger(root: Path, only: Collection[str]) -> Iterator[Finding]:
    yield _told(LEDGER, "", Path("build/cache/ledger.json"))
    for path in sorted((root / PUBLIC).iterdir()) if (root / PUBLIC).is_dir() else ():
        if not only or path.name in only:
            release = shown(root, path.name)
            if release is None:
                yield from _link(root, path.name, "")
            elif not is_named_right(root, path.name, release):
                yield _told(RELEASE, path.name, RELEASES / path.name / release, release=release)


def _short(found: str) -> str:
    """The beginning of a digest, or of where a link leads, for a message."""
    return found[:_LONGEST] if found.startswith("->") else found[:16]


def _state(path: Path) -> str:
    """What stands at a path, in a word or as a digest; "" for nothing."""
    data = read_bytes(path)
    if data is not None:
        return _short(sha256(data).hexdigest())
    if path.is_symlink():
        return f"-> {path.readlink()}"[:_LONGEST]
    return "文件夹" if path.is_dir() else "读不出来" if path.exists() else ""
