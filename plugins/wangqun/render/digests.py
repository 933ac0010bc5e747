"""Taking stock of a folder."""

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path


def digests(folder: Path, known: Mapping[str, str] | None = None) -> dict[str, str]:
    """Every file below `folder`: path with forward slashes -> SHA-256, in path order; of those `known` the file is not read."""
    known = known or {}
    found = {}
    for base, _, names in os.walk(folder):
        below = "" if base == str(folder) else os.path.relpath(base, folder).replace(os.sep, "/") + "/"
        for name in names:
            path = below + name
            if (digest := known.get(path)) is None:
                with open(os.path.join(base, name), "rb") as file:
                    digest = sha256(file.read()).hexdigest()
            found[path] = digest
    return dict(sorted(found.items()))
