"""Writing what other runs read."""

from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Make `text` the content of a file by one rename; nothing when it is already."""
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        fresh = path.with_name(f"{path.name}.new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
