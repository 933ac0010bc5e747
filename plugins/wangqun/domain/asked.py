"""What a run is asked, as far as its verbs read it: what may happen unasked, whose content is here, what is kept."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from .frozen import frozen

KEPT = 3  # releases of each site


@frozen
class Allowed:
    """What may happen unasked: `removal` names sites of which much may go, `clock` says that the clock is right.

    `preview` is for eyes that no guard serves: everything may.
    """

    removal: frozenset[str] = frozenset()
    clock: bool = False
    preview: bool = False


ASKING = Allowed()


@frozen
class Neighbours:
    """The one site whose content is here, and the folder with everyone's manifests."""

    site: str
    folder: Path


@frozen
class Dask:
    """Other machines that work for a run: the scheduler's `address`, or `local` workers of this machine; files of keys, and by
    which `sources` workers see the cluster: `shared`, a folder, or `git`, a commit.
    """

    address: str = ""
    local: int = 0
    security: Mapping[str, str] = field(default_factory=dict)
    sources: str = "shared"

    @property
    def shown(self) -> str:
        """As it was written."""
        return self.address or f"local:{self.local}"
