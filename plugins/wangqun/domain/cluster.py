"""The cluster as written: what `load` read, before anything is derived."""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from .document import Document, StaticFile
from .finding import Finding, Place
from .flow import Accepted
from .site import ClusterRecord, Site


class Stamp(NamedTuple):
    """A file's size, modification time (ns) and SHA-256: unchanged size and time spare reading it again."""

    size: int
    mtime: int
    digest: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Everything under sites/ and content/, with what is wrong with it. Documents, files and acceptances are keyed by site id.

    `rule_places` says where each flow rule stands; `stamps` what is known of static files, by path;
    `foreign` the sites known by their manifests only; `broken` the ids of site records that cannot be read at all.
    """

    root: Path
    record: ClusterRecord
    sites: dict[str, Site]
    documents: dict[str, tuple[Document, ...]]
    files: dict[str, dict[str, StaticFile]]
    accepted: dict[str, tuple[Accepted, ...]]
    rule_places: dict[str, Place]
    stamps: dict[str, Stamp]
    foreign: frozenset[str]
    broken: frozenset[str]
    findings: tuple[Finding, ...]
