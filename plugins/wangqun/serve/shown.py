"""What the preview shows, in layers: pages drawn just now, what was built last, the last good page of what is broken."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from ..domain.markup import MARKUP
from ..domain.site import Address
from ..stored import read_bytes
from .saying import Drawn, Dressed, Page, Settled

_DRESS = re.compile(rb"/theme/[0-9a-f]{12}/")
_READ = frozenset({*MARKUP, ".yaml", ".yml"})  # what pages are made of, not what they load
_BARE = Dressed("", {}, "")


@dataclass(slots=True)
class Shown:
    """The sites by id, and the files below `public` that are shown of each; `earlier` folders hold releases of each site, where
    a page that is `blocked` now may still stand. `sources` names the file of content of each page.

    `built` are the folders that were public when everything was built last: what a build publishes shows together with what it
    says. Where nothing is built anew, what is public shows, whoever publishes it.

    `drawn` are pages newer than what was built, with the number of saves that they are of, `good` those that were shown last and
    were not built since; `saved` the files that pages may load, by name, the save, and whether it is built; `dress` the theme's.
    """

    public: Path
    sites: Mapping[str, Address]
    earlier: tuple[Path, ...] = ()
    sources: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    blocked: Collection[str] = ()
    built: Mapping[str, Path] = field(default_factory=dict)
    drawn: dict[Page, tuple[int, bytes]] = field(default_factory=dict)
    saved: dict[bytes, tuple[int, bool]] = field(default_factory=dict)
    good: dict[Page, bytes] = field(default_factory=dict)
    dress: Dressed = _BARE

    def save(self, number: int, paths: Iterable[str]) -> None:
        """Take note of pictures and other files that were saved: once they are built, pages that name them are others."""
        for path in map(PurePosixPath, paths):
            if path.parts[0] == "content" and path.suffix.lower() not in _READ:
                self.saved[quote(path.name).encode()] = (number, False)

    def draw(self, drawn: Drawn) -> None:
        """Show a page that is newer than what was built."""
        self.drawn[drawn.site, drawn.path] = (drawn.number, drawn.html.encode("utf-8", "surrogatepass"))

    def settle(self, settled: Settled) -> None:
        """Show what was built; what is newer stays, and what was drawn of a site that could not be built."""
        if settled.sites is not None and settled.sources is not None:
            there = settled.sites.items()
            sites = {site: Address(*address) for site, address in there if (self.public / site).is_dir()}
            self.sites = sites or self.sites
            known = self.sources
            self.sources = {site: {**known.get(site, {}), **pages} for site, pages in settled.sources.items()}
        self.built = {site: (self.public / site).resolve() for site in self.sites}
        self.blocked = {found["path"] for found in settled.findings if found["severity"] == "block"}
        failed = self.sites if settled.trouble else settled.failed or ()
        for page, (number, data) in tuple(self.drawn.items()):
            if number <= settled.number and page[0] not in failed:
                self.good[page] = data
                del self.drawn[page]
        for name, (number, _) in tuple(self.saved.items()):
            self.saved[name] = (number, number <= settled.number)
        self.good = {page: data for page, data in self.good.items() if not find_file(self._folder(page[0]), page[1])}

    def source(self, site: str, path: str) -> str:
        """The file of content that a page is made of; "" for a page of several."""
        return self.sources.get(site, {}).get(path, "")

    def read(self, site: str, path: str) -> bytes | None:
        """A file of a site by its path below it; None when there is none."""
        if site not in self.sites:
            return None
        if drawn := self.drawn.get((site, path)):
            return drawn[1]
        if file := find_file(self._folder(site), path):
            return read_bytes(file)
        if found := self.dress.files.get(path):
            return _theme_file(Path(found))
        return self._last_good(site, path)

    def mark(self, site: str, path: str) -> str:
        """A digest of a page, but for what it takes over without being loaded again; "" when there is none."""
        return self.mark_of(self.read(site, path))

    def mark_of(self, data: bytes | None) -> str:
        """The same of one that has been read."""
        if data is None:
            return ""
        shown = [f"{name.decode()} {number}" for name, (number, built) in self.saved.items() if built and name in data]
        return sha256(_DRESS.sub(b"/theme/", data) + "\n".join((self.dress.rest, *shown)).encode()).hexdigest()[:16]

    def _folder(self, site: str) -> Path:
        """Where the files of a site are."""
        return self.built.get(site) or self.public / site

    def _last_good(self, site: str, path: str) -> bytes | None:
        """A page as it was before something of it was blocked."""
        source = self.source(site, path)
        if not source or source not in self.blocked:
            return None
        if good := self.good.get((site, path)):
            return good
        releases = (release for folder in self.earlier for release in _newest_first(folder / site))
        return next((read_bytes(file) for release in releases if (file := find_file(release, path))), None)


def find_file(folder: Path, path: str) -> Path | None:
    """The regular file a URL path below a site names; a folder means its index.html. Never outside the folder."""
    parts = [part for part in path.split("/") if part]
    if any(part in {".", ".."} or "\\" in part or "\0" in part for part in parts):
        return None
    file = folder.joinpath(*parts)
    if path.endswith("/"):
        file = file / "index.html"
    return file if file.is_file() else None


def _newest_first(folder: Path) -> list[Path]:
    try:
        return sorted((path for path in folder.iterdir() if path.is_dir()), key=lambda path: -path.stat().st_mtime)
    except OSError:
        return []


def _theme_file(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:  # it went this moment
        return None
