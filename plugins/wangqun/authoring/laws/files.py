"""Files that hold laws, read as text: plain, Markdown and .docx. What cannot be read says why, in Chinese."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ...domain.text import private_use, strip_controls
from ...scan.archives import Unread
from .docx import read_docx

TEXTS = {".txt": False, ".text": False, ".md": True, ".markdown": True}
"""Suffixes of texts, and whether they are Markdown."""
MAX_BYTES = 20 * 1024 * 1024
_OTHER = {
    ".doc": "旧格式的 Word 文件，请另存为 .docx",
    ".wps": "WPS 的格式，请另存为 .docx",
    ".pdf": "PDF 里没有段落，请用 .docx 或者文字",
    ".ofd": "OFD 里没有段落，请用 .docx 或者文字",
    ".rtf": "请另存为 .docx",
}


class Written(NamedTuple):
    """The text of a file, whether it is Markdown, and what was odd about the file."""

    text: str
    markdown: bool
    doubts: tuple[str, ...]


def files_in(paths: Iterable[Path]) -> Iterator[Path]:
    """The files named, and those that can be read in the folders named, in order; none by way of a link within them."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, inner, names in os.walk(path):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            found = (Path(folder, name) for name in sorted(names) if not name.startswith((".", "~$")))
            yield from (each for each in found if each.suffix.lower() in {*TEXTS, ".docx"} and not each.is_symlink())


def read_file(path: Path) -> Written:
    """The text of a file.

    Raises:
        Unread: it is none of those, damaged, too large, or not there.
    """
    suffix = path.suffix.lower()
    if suffix not in {*TEXTS, ".docx"}:
        raise Unread(_OTHER.get(suffix, f"不读这种文件（{suffix or '没有扩展名'}）；可以读 .txt、.md、.docx"))
    try:
        if not path.is_file():
            raise Unread("没有这个文件")
        if path.stat().st_size > MAX_BYTES:
            raise Unread(f"文件太大（超过 {MAX_BYTES // 1024 // 1024} MB）")
        if suffix == ".docx":
            with path.open("rb") as file:
                text, doubts = read_docx(file)
            return _cleaned(text, True, doubts)
        return _cleaned(*_decoded(path.read_bytes(), TEXTS[suffix]))
    except OSError as error:
        raise Unread(f"读不了（{error.strerror}）") from error


def _decoded(data: bytes, markdown: bool) -> tuple[str, bool, tuple[str, ...]]:
    for coding in ("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", "gb18030"):
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            continue
        return text, markdown, () if coding != "gb18030" else ("文件不是 UTF-8，照 GB 18030 读了：请核对有没有乱码",)
    raise Unread("既不是 UTF-8，也不是 GB 18030 的文字")


def _cleaned(text: str, markdown: bool, doubts: tuple[str, ...]) -> Written:
    clean, first = strip_controls(text.replace("\r\n", "\n").replace("\r", "\n"))
    if first >= 0:
        doubts = (*doubts, f"第 {text.count(chr(10), 0, first) + 1} 行起有看不见的控制字符：已删去")
    if own := private_use(clean):
        line = clean.count("\n", 0, own[0][0]) + 1
        doubts = (
            *doubts,
            f"有 {len(own)} 个字只有某种字体才认得，读者看到方框或空白：第一个在第 {line} 行，请改成通用的字",
        )
    return Written(clean, markdown, doubts)
