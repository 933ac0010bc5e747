"""Pieces of the generated Markdown pages."""

from collections.abc import Iterable, Sequence

NOTICE = "<!-- 由 make schema 根据代码生成，请勿手改。 -->"


def page(title: str, *blocks: str) -> str:
    """A whole page: title, notice, then blocks with an empty line between them."""
    return "\n\n".join([f"# {title}", NOTICE, *(block.strip("\n") for block in blocks if block.strip())]) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; `|` and line ends in cells are made safe."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def code(text: str) -> str:
    """A text as inline code."""
    return f"`{text}`"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
