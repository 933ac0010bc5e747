"""A pipe, on which a careless reader would wait for ever."""

import os
from pathlib import Path


def prepare(root: Path) -> None:
    os.mkfifo(root / "content/county/xian/news/faulty.md")
