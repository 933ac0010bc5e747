"""How documents are written, by the endings of their names."""

from typing import Literal

Markup = Literal["markdown", "rst"]
MARKUP: dict[str, Markup] = {".md": "markdown", ".markdown": "markdown", ".mkd": "markdown", ".mdown": "markdown", ".rst": "rst"}


def is_document(path: str) -> bool:
    """True for the file of a document."""
    return path.lower().endswith(tuple(MARKUP))
