"""The cluster's own theme writes an official tag without its content on county sites."""

from pathlib import Path

from clusters import own_template

OLD = '<meta name="{{ meta.name }}" content="{{ meta.content }}">'
NEW = '<meta name="{{ meta.name }}" content="{{ "" if site.level == "county" and meta.name == "ColumnType" else meta.content }}">'


def prepare(root: Path) -> None:
    own_template(root, "base.html", OLD, NEW)
