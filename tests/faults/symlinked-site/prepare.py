"""A site whose whole content folder is a link to somewhere else on the machine."""

import shutil
from pathlib import Path


def prepare(root: Path) -> None:
    folder = root / "content/county/xian"
    shutil.move(folder, root / "elsewhere")
    folder.symlink_to(root / "elsewhere", target_is_directory=True)
