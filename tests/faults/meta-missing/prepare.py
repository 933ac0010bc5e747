"""The cluster's own theme leaves two official tags out on county sites."""

import shutil
from pathlib import Path

OLD = "{% for meta in page.head.meta %}"
NEW = '{% for meta in page.head.meta if site.level != "county" or meta.name not in ["SiteName", "PubDate"] %}'


def prepare(root: Path) -> None:
    shutil.copytree(Path(__file__).parents[3] / "themes" / "renda", root / "themes" / "renda")
    path = root / "themes/renda/templates/base.html"
    text = path.read_text(encoding="utf-8")
    assert OLD in text
    path.write_text(text.replace(OLD, NEW), encoding="utf-8")
