"""The cluster's own theme leaves two official tags out on county sites."""

from pathlib import Path

from clusters import own_template

OLD = "{% for meta in page.head.meta %}"
NEW = '{% for meta in page.head.meta if site.level != "county" or meta.name not in ["SiteName", "PubDate"] %}'


def prepare(root: Path) -> None:
    own_template(root, "base.html", OLD, NEW)
