"""The cluster as written: what `load` read, before anything is derived."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from .document import Document, StaticFile
from .finding import Finding, Place
from .flow import Accepted
from .site import ClusterRecord, Site
from .unfit import Unfit


class Stamp(NamedTuple):
    """A file's size, modification time (ns) and SHA-256: unchanged size and time spare reading it again."""

    size: int
    mtime: int
    digest: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Everything under sites/ and content/, with what is wrong with it. Documents, files and acceptances are keyed by site id.

    `rule_places` says where each flow rule stands; `stamps` what is known of static files, by path;
    `foreign` the sites known by their manifests only; `broken` the ids of site records that cannot be read at all;
    `unfit` verdicts on documents, by path, that are to be left out.
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
    unfit: Mapping[str, Unfit] = field(default_factory=dict)

    def without(self, verdicts: Iterable[Unfit]) -> "Cluster":
        """The same with more documents left out: they stay known, so that links to them become text, and nobody sees them."""
        return replace(self, unfit={**self.unfit, **{verdict.path: verdict for verdict in verdicts}})
