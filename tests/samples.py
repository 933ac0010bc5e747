"""Files as editors submit them, made on the spot: pictures by Pillow, PDF by hand, office documents by zipfile."""

import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from PIL import Image

WEBM = b"\x1a\x45\xdf\xa3" + bytes(60)
SHEET = {".csv": "项目,预算\n税收,100\n非税,50\n合计,150\n".encode()}
FORMATS = {".jpg": "JPEG", ".png": "PNG", ".gif": "GIF", ".webp": "WEBP", ".avif": "AVIF"}
GPS = {1: "N", 2: (38.0, 2.0, 30.5), 3: "E", 4: (114.0, 30.0, 1.0)}


def picture(suffix: str = ".jpg", size: tuple[int, int] = (24, 16), **how: Any) -> bytes:
    """A small picture with a gradient."""
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    file = BytesIO()
    image.save(file, FORMATS[suffix], **how)
    return file.getvalue()


def sample(suffix: str) -> bytes:
    """The least sound file of a type."""
    if suffix in FORMATS:
        return picture(suffix)
    return {".pdf": pdf(), ".webm": WEBM, ".mp4": b"\0\0\0\x20ftypisom", ".vtt": b"WEBVTT\n"}.get(suffix) or SHEET[suffix]


def photo(
    suffix: str = ".jpg", orientation: int = 1, author: str = "刘拍", text: str = "", place: bool = True, **how: Any
) -> bytes:
    """A picture as a camera makes it, with EXIF."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = author.encode()
    exif[0x010E] = (text or "会场").encode()
    if place:
        exif.get_ifd(0x8825).update(GPS)
    return picture(suffix, exif=exif, **how)


def animation(suffix: str = ".gif", frames: int = 3, **how: Any) -> bytes:
    """A picture that moves."""
    images = [Image.new("RGB", (24, 16), (40 * n, 90, 120)) for n in range(frames)]
    file = BytesIO()
    images[0].save(file, FORMATS[suffix], save_all=True, append_images=images[1:], duration=100, loop=0, **how)
    return file.getvalue()


def png(width: int, height: int) -> bytes:
    """A PNG that declares a size and has no more than a line of it."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def pdf(text: str = "Hello", author: str = "", pages: int = 1, image: bool = False) -> bytes:
    """A PDF file; without `text` it has a picture on each page and nothing to read."""
    shown = "BT /F1 12 Tf 20 100 Td (" + text.replace("(", "").replace(")", "") + ") Tj ET" if text else ""
    scan = not text or image
    content = (shown + (" /X Do" if scan else "")).encode("latin-1")
    kids = " ".join(f"{10 + n} 0 R" for n in range(pages))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        5: b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\n"
        b"stream\n\0\nendstream",
        6: f"<< /Author ({author}) >>".encode("latin-1"),
    }
    resources = "/Font << /F1 3 0 R >>" + (" /XObject << /X 5 0 R >>" if scan else "")
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << {resources} >> >>"
    objects |= {10 + n: page.encode() for n in range(pages)}
    file = bytearray(b"%PDF-1.4\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(file)
    file += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        file += b"%d 1\n%010d 00000 n \n" % (number, place)
    file += b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)
    return bytes(file)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip with those parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return file.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{}</dc:creator></cp:coreProperties>'
)


def docx(*paragraphs: str, author: str = "", inner: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A text document; `inner` is more WordprocessingML for its body."""
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {_W}><w:body>{body}{inner}</w:body></w:document>",
        "docProps/core.xml": _CORE.format(author),
    }
    return package(parts | dict(more or {}))


def xlsx(rows: Sequence[Sequence[str]], state: str = "visible") -> bytes:
    """A workbook with one sheet; texts are shared strings, digits are numbers."""
    shared = [cell for row in rows for cell in row if not cell.isdigit()]
    cells = "".join(
        "<row>"
        + "".join(f"<c><v>{c}</v></c>" if c.isdigit() else f'<c t="s"><v>{shared.index(c)}</v></c>' for c in row)
        + "</row>"
        for row in rows
    )
    return package(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/workbook.xml": f'<workbook {_S}><sheets><sheet name="表" state="{state}"/></sheets></workbook>',
            "xl/sharedStrings.xml": f"<sst {_S}>" + "".join(f"<si><t>{text}</t></si>" for text in shared) + "</sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet {_S}><sheetData>{cells}</sheetData></worksheet>",
        }
    )
