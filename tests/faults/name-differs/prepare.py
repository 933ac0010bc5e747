"""Files whose names are written in another case, width or normal form; two that differ by case alone."""

from pathlib import Path

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>\n'


def prepare(root: Path) -> None:
    folder = root / "content/county/xian/images"
    folder.mkdir()
    for name in (
        "大写.svg",
        "图（1）.svg",
        "cafe\u0301.svg",
        "甲 乙.svg",
        "题图.SVG",
        "两.SVG",
        "两.svg",
        "Wen.svg",
        "lu.SVG",
        "lu.svg",
    ):
        (folder / name).write_text(PICTURE, encoding="utf-8")
