"""Where the real data lies: `$WANGQUN_DATA`, else `<repo>/../shared/data`. Tests and benchmarks find it here alone."""

import os
import tarfile
from pathlib import Path

REPO = Path(__file__).resolve().parents[2]


class DataMissing(Exception):
    """A data set is in neither place; the message says where it was looked for and how to name another place."""


def data_folder() -> Path:
    """The folder that holds the data sets: `$WANGQUN_DATA` when it is set, else the one beside the repository."""
    named = os.environ.get("WANGQUN_DATA")
    return Path(named) if named else REPO.parent / "shared" / "data"


def unpack(name: str, into: Path) -> Path:
    """The folder of data set `name`: as it lies unpacked in the data folder or below `into`, else unpacked there.

    Raises:
        DataMissing: there is neither the folder nor `<name>.tar.xz`.
    """
    folder = data_folder()
    if (folder / name).is_dir():
        return folder / name
    if (into / name).is_dir():
        return into / name
    archive = folder / f"{name}.tar.xz"
    if not archive.is_file():
        raise DataMissing(f"no {name} or {archive.name} in {folder}: set WANGQUN_DATA to the folder with the real data")
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")
    return into / name
