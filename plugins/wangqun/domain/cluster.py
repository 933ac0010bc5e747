"""The cluster as written: what `load` read, before anything is derived."""

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, Protocol

from .claims import Row
from .document import Document, StaticFile
from .finding import Finding, Hit, Place
from .flow import Accepted
from .frozen import frozen
from .near import NOTHING, Changes, Near
from .shape import UNSHAPED, Shape
from .site import ClusterRecord, Site
from .waiver import Waived

if TYPE_CHECKING:
    from ..records.kind import Kinds


class Stamp(NamedTuple):
    """What is known of a static file; unchanged size, time (ns; 0 for one that cannot be trusted) and inode spare reading it
    again, unchanged bytes spare looking into it again.

    `digest` is the SHA-256 of its bytes as they are published and `published` their number: pictures lose their metadata.
    `hits` are what scanning it found. `raw` is the SHA-256 of its bytes as they are, `shape` how wide and high a picture is.
    """

    size: int
    mtime: int
    digest: str
    published: int
    hits: tuple[Hit, ...] = ()
    inode: int = 0
    raw: str = ""
    shape: Shape = UNSHAPED


class KnownText(NamedTuple):
    """What is known of a document's file: its stamp, as with `Stamp`, the SHA-256 of its bytes, how Markdown was to be read
    unless it says otherwise, and what it came to (stages/load/remembered.py).
    """

    size: int
    mtime: int
    inode: int
    digest: str
    dialect: str
    reading: bytes

    @property
    def is_fatal(self) -> bool:
        """True of a file that ended the process which read it: nothing is known but that, and it is not read again."""
        return not self.reading


DOCUMENT = "documents"


class Lost(NamedTuple):
    """Something written that was left out when it was read: what rests on it follows from that and is no fault of its own.

    `kind` is `DOCUMENT`, or the kind of a record of people with the part of it that is lost (`deputies.mandates`). `names`
    say which one, as others name it (a document by its source); () when that cannot be told. `path` and `line` are those of
    the finding that says why.
    """

    kind: str
    site: str
    names: tuple[str, ...]
    path: str
    line: int


class KnownFile(NamedTuple):
    """What is known of a YAML file of people; its stamp, as with `Stamp`, or digest spares parsing it again."""

    size: int
    mtime: int
    rows: tuple[Row, ...]
    findings: tuple[Finding, ...]
    lost: tuple[Lost, ...] = ()
    inode: int = 0
    digest: str = ""


class KnownSite(NamedTuple):
    """What is known of a site's files, by source."""

    texts: Mapping[str, KnownText] = MappingProxyType({})
    stamps: Mapping[str, Stamp] = MappingProxyType({})


class ReadSite(NamedTuple):
    """What a run has read of a site: the content `folder`, under what `shape` of engine and rules, the sources of the documents
    that may be remembered; what was known `before` and is `now`, None when that is the same.
    """

    folder: str
    shape: str
    names: frozenset[str]
    before: KnownSite | None = None
    now: KnownSite | None = None


class Ends(Protocol):
    """Where links within pages can end, as far as bodies have been converted."""

    def fragments(self, document: Document) -> frozenset[str]:
        """The places within pages that a document links to."""

    def has(self, document: Document, fragment: str) -> bool:
        """Whether the page of a document may have such a place."""


@frozen
class Memory:
    """What earlier runs learned of files that have not changed since.

    `rows` of YAML of people by path, under the rules named by `rules`, a digest: other rules want another look. `sources` is the
    folder that holds what is known of each site's files, None for nothing; `sites` are those that this run has read.
    """

    rules: str = ""
    rows: dict[str, KnownFile] = field(default_factory=dict)
    sources: Path | None = None
    sites: dict[str, ReadSite] = field(default_factory=dict)


@frozen
class Cluster:
    """Everything under sites/ and content/, with what is wrong with it. Documents, files and acceptances are keyed by site id.

    `rule_places` says where each flow rule stands; `memory` what this run learned of files; `foreign` the sites known by their
    manifests only; `broken` the ids of site records that cannot be read at all; `unscanned` says, by site
    and source, why no program can look into a file; `refused` the sources of files, by site, and
    `screened` the paths of documents that scanning found unfit; `unfit` says, by path, why documents cannot be converted; `ends`
    knows where links can end, once that is known; `near` is what a run about a few sites knows of others, `changes` what has
    changed then;
    `rows` what every level has written of people; `lost` what could not be read of either;
    `kinds` of what kinds its documents are.
    """

    root: Path
    record: ClusterRecord
    sites: dict[str, Site]
    documents: dict[str, tuple[Document, ...]]
    files: dict[str, dict[str, StaticFile]]
    accepted: dict[str, tuple[Accepted, ...]]
    waivers: tuple[Waived, ...]
    rule_places: dict[str, Place]
    memory: Memory
    foreign: frozenset[str]
    broken: frozenset[str]
    findings: tuple[Finding, ...]
    rows: tuple[Row, ...] = ()
    unscanned: dict[str, dict[str, str]] = field(default_factory=dict)
    refused: dict[str, frozenset[str]] = field(default_factory=dict)
    screened: frozenset[str] = frozenset()
    unfit: Mapping[str, Finding] = field(default_factory=dict)
    ends: Ends | None = None
    lost: tuple[Lost, ...] = ()
    kinds: "Kinds" = field(default_factory=dict, repr=False, compare=False)
    near: Near | None = None
    changes: Changes = NOTHING
