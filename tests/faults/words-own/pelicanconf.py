"""Words of the cluster's own, of which some cannot be used."""

from pathlib import Path

TRANSLATIONS = [Path(__file__).parent / "words" / name for name in ("own.po", "old.po", "gbk.po", "lost.po")]
