"""The cluster's own theme shows no banners."""

from pathlib import Path

from clusters import own_template

OLD = "{% for banner in page.banners %}"
NEW = "{% for banner in [] %}"


def prepare(root: Path) -> None:
    own_template(root, "pieces.html", OLD, NEW)
