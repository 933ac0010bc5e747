"""_folder.yaml: what a folder says of all documents in it and below."""

from collections.abc import Iterable
from pathlib import Path

from ...domain.finding import Finding, Place
from ...domain.item import Dialect
from ...domain.site import FolderRecord
from ...scan.wording import Wording
from .files import FoundFile
from .sites import read_record

FOLDERS = ("_folder.yaml", "_folder.yml")


def is_folder_file(source: str) -> bool:
    """True for a file that speaks of its folder."""
    return source.rpartition("/")[2] in FOLDERS


def read_dialects(
    root: Path, entries: Iterable[FoundFile], place: Place, words: Wording, findings: list[Finding]
) -> dict[str, Dialect]:
    """The dialects that a site's folders name, by folder below its content; "" is the content folder itself."""
    found: dict[str, Dialect] = {}
    for entry in entries:
        if is_folder_file(entry.source):
            shown = f"{place.path}/{entry.source}"
            record, _ = read_record(root / shown, shown, FolderRecord, place.site, findings, words)
            if record and record.markdown:
                found[entry.source.rpartition("/")[0]] = record.markdown
    return found


def dialect_of(source: str, dialects: dict[str, Dialect], otherwise: Dialect) -> Dialect:
    """What the nearest folder above a document says."""
    folder = source
    while dialects and folder:
        folder = folder.rpartition("/")[0]
        if folder in dialects:
            return dialects[folder]
    return otherwise
