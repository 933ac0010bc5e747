"""Whether the cluster's own words can be used (render/wording.py)."""

from collections.abc import Iterator
from pathlib import Path

from ...domain.finding import Finding
from ...render.settings import shared_settings, worded


def findings(root: Path) -> Iterator[Finding]:
    """What is wrong with the catalogues that pelicanconf.py names."""
    shared = shared_settings(root)
    if worded(shared):
        from ...render import wording  # only for a cluster that has any

        yield from wording.findings(root, shared)
