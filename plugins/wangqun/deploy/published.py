"""What is public, as servers must know it: hosts, the sites on each, and what every release says of itself in its manifest."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from ..domain.frozen import frozen
from ..domain.ids import SITE_ID
from ..domain.refused import Refused
from ..domain.site import Address, check_address
from ..store.manifest import MANIFEST
from ..stored import read_json

PUBLIC = Path("build/public")
_INDEX = "/index.html"


class DeployRefused(Refused):
    """It cannot be done as asked; the message says why, in Chinese."""


@frozen
class Shown:
    """A public site. `moved` maps old paths on its host to where they lead, `gone` paths to the file below `build/public` that
    says why; paths are as a server reads them, percent-decoded and with the site's prefix. `icon` is below the site, "" for none.
    """

    site: str
    address: Address
    moved: dict[str, str]
    gone: dict[str, str]
    icon: str = ""
    robots: bool = False

    @property
    def prefix(self) -> str:
        """Its place on the host, "" for all of it."""
        return self.address.prefix


@frozen
class Host:
    """A host and its sites, by prefix. `name` is what requests say, `port` what the address adds to it ("" for the usual)."""

    name: str
    port: str
    sites: tuple[Shown, ...]

    @property
    def key(self) -> str:
        """The host with its port, also the name of its files."""
        return f"{self.name}_{self.port}" if self.port else self.name

    @property
    def top(self) -> Shown | None:
        """The site that has the whole host."""
        return next((shown for shown in self.sites if not shown.prefix), None)

    @property
    def lowest_first(self) -> tuple[Shown, ...]:
        """The sites, those inside of others before them."""
        return tuple(sorted(self.sites, key=lambda shown: (-shown.prefix.count("/"), shown.prefix)))


def hosts(root: Path) -> tuple[Host, ...]:
    """Every host of the cluster as it is published now, in order of name.

    Raises:
        DeployRefused: nothing is public, or a manifest cannot be read.
    """
    links = sorted(path for path in (root / PUBLIC).glob("[!.]*") if path.is_dir() and SITE_ID.fullmatch(path.name))
    if not links:
        raise DeployRefused("还没有生成任何站点，请先运行 wangqun build。")
    found: dict[tuple[str, str], list[Shown]] = {}
    for link in links:
        shown = _shown(link)
        parts = urlsplit(shown.address.origin)
        port = str(parts.port) if parts.port else ""
        found.setdefault((_in_ascii(parts.hostname or "", link), port), []).append(shown)
    return tuple(Host(*key, tuple(sorted(sites, key=lambda s: s.prefix))) for key, sites in sorted(found.items()))


def _shown(link: Path) -> Shown:
    path = link / MANIFEST
    told = read_json(path, lambda data: _told(link.name, data))
    if told is None:
        raise DeployRefused(f"{path} 读不出来，请先运行 wangqun build --force {link.name}。")
    icons = sorted(icon.relative_to(link).as_posix() for icon in link.glob("theme/*/icon.svg"))
    return Shown(link.name, *told, icons[0] if icons else "", (link / "robots.txt").is_file())


def _told(site: str, data: dict[str, Any]) -> tuple[Address, dict[str, str], dict[str, str]]:
    """What a manifest says of addresses."""
    address = Address.of(check_address(data["url"]))
    gone = {
        each: f"{site}/{path.removeprefix(address.prefix).lstrip('/')}"
        for url in data.get("tombstones", ())
        for path in [_path_of(url)]
        for each in _spellings(path)
    }
    return address, dict(_old(data.get("redirects", ()), address)), gone


def _old(entries: Any, address: Address) -> Iterator[tuple[str, str]]:
    for entry in entries:
        target = str(entry["to"])
        if target.startswith(f"{address.origin}/"):
            target = target.removeprefix(address.origin)
        for path in _spellings(_path_of(entry["url"])):
            yield path, target


def _path_of(url: str) -> str:
    return unquote(urlsplit(url).path)


def _spellings(path: str) -> Iterator[str]:
    """A path in every way in which readers ask for it: that of a folder's index is mostly left out."""
    yield path
    if path.endswith(_INDEX):
        yield path.removesuffix(_INDEX) + "/"
        yield path.removesuffix(_INDEX)


def _in_ascii(host: str, link: Path) -> str:
    """A host as requests name it."""
    try:
        return host.encode("idna").decode()
    except UnicodeError as error:
        raise DeployRefused(f"站点 {link.name} 的主机名“{host}”不能用在网址里，请改 address。") from error
