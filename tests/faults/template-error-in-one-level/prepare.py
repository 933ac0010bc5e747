"""A template reads what the context does not have, on county sites only."""

from pathlib import Path

from clusters import own_template


def prepare(root: Path) -> None:
    path = own_template(root, "footer.html")
    text = path.read_text(encoding="utf-8")
    path.write_text("{% if site.level == 'county' %}{{ site.nothing }}{% endif %}" + text, encoding="utf-8")
