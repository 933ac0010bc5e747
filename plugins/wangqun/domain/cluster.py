"""The cluster as written: what `load` read, before anything is derived."""

from dataclasses import dataclass
from pathlib import Path

from .document import Document, StaticFile
from .finding import Finding
from .site import ClusterRecord, Site


@dataclass(frozen=True, slots=True)
class Cluster:
    """Everything under sites/ and content/, with what is wrong with it. Documents and files are keyed by site id."""

    root: Path
    record: ClusterRecord
    sites: dict[str, Site]
    documents: dict[str, tuple[Document, ...]]
    files: dict[str, dict[str, StaticFile]]
    findings: tuple[Finding, ...]
