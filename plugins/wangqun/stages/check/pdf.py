"""Text of PDF files by pypdf, in a process of its own: a hostile file can only end that process."""

import logging
import warnings
from collections.abc import Iterator
from typing import Any

from .attachments import MAX_TEXT, Read
from .passages import Passage

_PAGES = 2000


def read_pdf(path: str) -> Read:
    """Text, author and annotations of a PDF file. Whatever is odd ends in `unread`.

    Raises:
        Exception: whatever pypdf raises of a broken file; the process that calls this is there to be lost.
    """
    from pypdf import PdfReader
    from pypdf.errors import PdfReadError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    warnings.simplefilter("ignore")
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            return Read(unread="已加密")
        return _read(reader)
    except (PdfReadError, RecursionError, ValueError, KeyError, TypeError, AttributeError, OSError, MemoryError):
        return Read(unread="文件损坏，或过于复杂")


def _read(reader: Any) -> Read:
    passages: list[Passage] = []
    told: list[str] = []
    without: list[int] = []
    length, why = 0, ""
    for number, page in enumerate(reader.pages, 1):
        if number > _PAGES or length > MAX_TEXT:
            why = "过长，只检查了一部分"
            break
        text = page.extract_text() or ""
        if text.strip():
            passages.append(Passage(text, 0, "attachment"))
            length += len(text)
        elif _has_picture(page):
            without.append(number)
        for note in _notes(page):
            told.append("批注")
            passages.append(Passage(note, 0, "attachment"))
    about = reader.metadata or {}
    for key in ("/Author", "/Title", "/Subject", "/Keywords"):
        if value := str(about.get(key) or "").strip():
            passages.append(Passage(value, 0, "about"))
            told += ["作者"] if key == "/Author" else []
    if not any(passage.key == "attachment" for passage in passages):
        why = "没有文字层"
    elif without and not why:
        why = f"第 {'、'.join(map(str, without[:5]))}{' 等' if len(without) > 5 else ''} 页没有文字层"
    if not why and "/EmbeddedFiles" in (reader.trailer["/Root"].get("/Names") or {}):
        why = "内嵌了别的文件"
    return Read(tuple(passages), tuple(told), why)


def _has_picture(page: Any) -> bool:
    """True when a page shows an image, as a scanned one does."""
    resources: Any = page.get("/Resources") or {}
    objects: Any = resources.get("/XObject") or {}
    return any(objects[name].get("/Subtype") in {"/Image", "/Form"} for name in objects)


def _notes(page: Any) -> Iterator[str]:
    """What readers have written on a page."""
    for note in page.get("/Annots") or ():
        found = note.get_object()
        text = str(found.get("/Contents") or "").strip()
        if text and found.get("/Subtype") not in {"/Link", "/Widget"}:
            yield text
