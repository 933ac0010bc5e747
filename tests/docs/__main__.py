"""Write every generated page whose text has changed: `python -m tests.docs`."""

from .generated import ROOT, pages


def main() -> None:
    """Write what changed and say so."""
    for name, text in pages().items():
        path = ROOT / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"wrote {name}")


main()
