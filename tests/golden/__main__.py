"""`python -m tests.golden`: pin the pages anew."""

import tempfile
from pathlib import Path

from .pages import HERE, PAGES, build_demo, normalised

with tempfile.TemporaryDirectory() as folder:
    public = build_demo(HERE.parents[1], Path(folder) / "demo")
    for name, page in PAGES.items():
        path = HERE / f"{name}.txt"
        path.write_text(normalised((public / page).read_text(encoding="utf-8")), encoding="utf-8")
        print(path)
