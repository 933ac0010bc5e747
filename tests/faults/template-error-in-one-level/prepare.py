"""A template reads what the context does not have, on county sites only."""

import shutil
from pathlib import Path


def prepare(root: Path) -> None:
    shutil.copytree(Path(__file__).parents[3] / "themes" / "renda", root / "themes" / "renda")
    path = root / "themes/renda/templates/footer.html"
    text = path.read_text(encoding="utf-8")
    path.write_text("{% if site.level == 'county' %}{{ site.nothing }}{% endif %}" + text, encoding="utf-8")
