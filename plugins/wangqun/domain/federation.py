"""The federation: sites placed on their tree, documents with public addresses, and each site's view of the whole."""

from dataclasses import dataclass
from datetime import datetime

from .document import Document
from .finding import Finding
from .ids import DocumentId
from .site import Address, Cadence, ClusterRecord, Column, Site


@dataclass(frozen=True, slots=True)
class Member:
    """A site with its derived place. `ancestors` runs from the top down to the parent; `children` only those with a site."""

    site: Site
    address: Address
    ancestors: tuple[Site, ...]
    children: tuple[str, ...]
    platform: str
    columns: tuple[Column, ...]
    cadence: Cadence
    review_stages: int


@dataclass(frozen=True, slots=True)
class Target:
    """What a link to another document needs: `url` seen from the linking site, None when it is not public now."""

    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another site as a link: administrative kin for breadcrumb and switcher."""

    id: str
    title: str
    short_name: str
    url: str | None


@dataclass(frozen=True, slots=True)
class SiteView:
    """One site's slice of the federation: all that rendering it may read.

    `documents` are those public now, newest first, undated last; `columns` those declared and those its documents brought
    along. `files` maps each published file's source to its path below the site, `sizes` that path to bytes; `sources` each
    document's source to its path, None when it is not public; `targets` holds every `id:` the documents link to;
    `redirects` maps old paths of this site to new ones.
    """

    member: Member
    cluster: ClusterRecord
    now: datetime
    documents: tuple[Document, ...]
    columns: tuple[Column, ...]
    files: dict[str, str]
    sizes: dict[str, int]
    sources: dict[str, str | None]
    targets: dict[DocumentId, Target]
    redirects: dict[str, str]
    breadcrumb: tuple[Neighbour, ...]
    kin: tuple[Neighbour, ...]


@dataclass(frozen=True, slots=True)
class Federation:
    """Every site's view, in tree order (parents first, then by division code and id)."""

    cluster: ClusterRecord
    now: datetime
    views: dict[str, SiteView]
    blocked: frozenset[str]
    findings: tuple[Finding, ...]
