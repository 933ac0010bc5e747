"""The cluster's own theme writes an official tag without its content on county sites."""

import shutil
from pathlib import Path

OLD = '<meta name="{{ meta.name }}" content="{{ meta.content }}">'
NEW = '<meta name="{{ meta.name }}" content="{{ "" if site.level == "county" and meta.name == "ColumnType" else meta.content }}">'


def prepare(root: Path) -> None:
    shutil.copytree(Path(__file__).parents[3] / "themes" / "renda", root / "themes" / "renda")
    path = root / "themes/renda/templates/base.html"
    text = path.read_text(encoding="utf-8")
    assert OLD in text
    path.write_text(text.replace(OLD, NEW), encoding="utf-8")
