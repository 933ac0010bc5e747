"""Taking stock of a folder."""

import os
from hashlib import sha256
from pathlib import Path


def digests(folder: Path) -> dict[str, str]:
    """Every file below `folder`: path with forward slashes -> SHA-256, in path order."""
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder).replace(os.sep, "/")] = sha256(file.read()).hexdigest()
    return dict(sorted(found.items()))
