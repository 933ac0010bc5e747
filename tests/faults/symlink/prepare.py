"""Links out of the content folder: to a file, to a picture, to a folder, and to another site's article."""

from pathlib import Path


def prepare(root: Path) -> None:
    content = root / "content/county/xian"
    (content / "images").mkdir()
    (content / "images/passwd.txt").symlink_to("/etc/passwd")
    (content / "news/linked.md").symlink_to(root / "content/city/shi/news/good.md")
    (content / "secret").symlink_to("/etc", target_is_directory=True)
