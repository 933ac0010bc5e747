"""The cluster's own theme shows no banners."""

import shutil
from pathlib import Path

OLD = "{% for banner in page.banners %}"
NEW = "{% for banner in [] %}"


def prepare(root: Path) -> None:
    shutil.copytree(Path(__file__).parents[3] / "themes" / "renda", root / "themes" / "renda")
    path = root / "themes/renda/templates/pieces.html"
    text = path.read_text(encoding="utf-8")
    assert OLD in text
    path.write_text(text.replace(OLD, NEW), encoding="utf-8")
