"""A site's record in conflict: the site is left out, the others stand."""

from pathlib import Path


def prepare(root: Path) -> None:
    path = root / "sites/county/xian.yaml"
    text = path.read_text(encoding="utf-8")
    sides = "<<<<<<< HEAD\ndescription: 甲\n=======\ndescription: 乙\n>>>>>>> 分支\n"
    path.write_text(text + sides, encoding="utf-8")
