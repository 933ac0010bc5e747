"""The cluster's own theme has a template that cannot be compiled."""

from pathlib import Path

from clusters import own_template


def prepare(root: Path) -> None:
    own_template(root, "article.html").write_text("{% if page %}", encoding="utf-8")
