"""Files as they become public: pictures without their metadata, all others as they are."""

import shutil
from pathlib import Path

from ..scan.cleaning import clean_picture, is_cleaned


def copy_public(source: str | Path, target: str | Path, name: str) -> None:
    """Copy a file; `name`, the path under which it is public, says of what type it is.

    Raises:
        BadPicture: it is a picture that cannot be published.
        OSError: it cannot be read or written.
    """
    if is_cleaned(name):
        Path(target).write_bytes(clean_picture(Path(source).read_bytes(), name[name.rfind(".") :]))
    else:
        shutil.copyfile(source, target)
