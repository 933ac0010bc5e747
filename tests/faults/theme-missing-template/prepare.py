"""The cluster's own theme lacks the template of lists."""

from pathlib import Path

from clusters import own_template


def prepare(root: Path) -> None:
    own_template(root, "list.html").unlink()
