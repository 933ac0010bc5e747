"""Pictures from untrusted offices: whole, of the type they claim, of a bounded size; their metadata is read, then left out."""

import re
import warnings
import zlib
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import NamedTuple

from ..domain.finding import Hit, Rule, Severity
from ..domain.shape import UNSHAPED, Shape
from .cleaning import BadPicture, Metadata, StuckMetadata, orientation, split_picture
from .exif import decode, read_exif
from .passages import Passage

BROKEN = Rule(
    "image-broken",
    Severity.BLOCK,
    "图片打不开：{problem}",
    "重新导出图片再提交；扩展名要与图片的格式一致。",
    "docs/design.md law 7",
)
TOO_BIG = Rule(
    "image-too-large",
    Severity.BLOCK,
    "图片过大（{width}×{height}，{frames} 帧）",
    "缩小后再提交；网页上的图片宽 2000 像素足够。",
    "docs/design.md law 7",
)
METADATA = Rule(
    "image-metadata",
    Severity.INFO,
    "含{what}，发布时已去掉，照常发布",
    "不用改；仓库里的原图也不想带着它的，另存时去掉拍摄信息。",
    "PIPL art. 28",
)
STUCK = Rule(
    "image-metadata-kept", Severity.BLOCK, "AVIF 图片含拍摄信息，系统去不掉", "另存为 JPEG 或 PNG 再提交。", "PIPL art. 28"
)
RULES = (BROKEN, TOO_BIG, METADATA, STUCK)

MAX_PIXELS = 64_000_000
MAX_FRAMES = 512_000_000  # pixels of all frames together
_LYING = 5  # ways of turning a picture from which on its width is its height
_TEXT = 64 * 1024  # bytes of text taken from one piece of metadata
_FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".gif": "GIF", ".webp": "WEBP", ".avif": "AVIF"}
_XMP_AUTHOR, _XMP_PLACE = (
    re.compile(rb"dc:creator|photoshop:Credit|tiff:Artist"),
    re.compile(rb"exif:GPSL|photoshop:City|Iptc4xmp"),
)
_IPTC_AUTHOR, _IPTC_PLACE = re.compile(rb"\x1c\x02[\x50\x55\x6e]"), re.compile(rb"\x1c\x02[\x5a\x5c\x5f]")


class Looked(NamedTuple):
    """What a picture came to: its faults, the text in its metadata, digest and size of the bytes to publish; its width and height
    as it is seen, turned where its metadata say so.
    """

    hits: tuple[Hit, ...]
    passages: tuple[Passage, ...] = ()
    digest: str = ""
    size: int = 0
    shape: Shape = UNSHAPED


def look_at_picture(raw: bytes, suffix: str) -> Looked:
    """Take a picture apart; nothing of it is decoded."""
    try:
        picture = split_picture(raw, suffix)
    except StuckMetadata:
        return Looked((STUCK.hit(),))
    except BadPicture as error:
        return Looked((BROKEN.hit(problem=error),))
    width, height, frames = picture.width, picture.height, picture.frames
    if not _is_too_big(width, height, frames):
        try:
            width, height, frames = _seen_by_decoder(picture.published, _FORMATS[suffix])
        except Exception:  # whatever a decoder says of a picture that only looks whole
            return Looked((BROKEN.hit(problem="里面的数据不完整或不合格式"),))
    if _is_too_big(width, height, frames):
        return Looked((TOO_BIG.hit(width=width, height=height, frames=frames),))
    passages: list[Passage] = []
    told = dict[str, bool]()
    for part in picture.metadata:
        located, authored, texts = _read(part)
        told |= {"拍摄地点": told.get("拍摄地点", False) or located, "作者": told.get("作者", False) or authored}
        passages += (Passage(text, 0, "metadata") for text in texts)
    what = "、".join(word for word, there in told.items() if there)
    hits = (METADATA.hit(what=what),) if what else ()
    shape = (height, width) if orientation(picture.metadata) >= _LYING else (width, height)
    return Looked(hits, tuple(passages), sha256(picture.published).hexdigest(), len(picture.published), shape)


def _is_too_big(width: int, height: int, frames: int) -> bool:
    return width * height > MAX_PIXELS or width * height * frames > MAX_FRAMES


def _seen_by_decoder(raw: bytes, kind: str) -> tuple[int, int, int]:
    """Width, height and frames as the common decoder reads them from the picture's header."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own warning of large pictures; the bounds here are stricter
        with Image.open(BytesIO(raw), formats=[kind]) as image:
            frames = 1 if kind in {"JPEG", "GIF"} else int(getattr(image, "n_frames", 1))
            return image.width, image.height, frames


def _read(part: Metadata) -> tuple[bool, bool, tuple[str, ...]]:
    """Whether a piece of metadata says where and by whom, and the text in it."""
    raw = part.raw
    match part.kind:
        case "exif":
            exif = read_exif(raw)
            return exif.located, exif.authored, exif.texts
        case "iptc":
            return bool(_IPTC_PLACE.search(raw)), bool(_IPTC_AUTHOR.search(raw)), (decode(raw[:_TEXT]),)
        case "png-text":
            keyword, text = _png_text(raw)
            xmp = keyword == b"XML:com.adobe.xmp"
            author = bool(_XMP_AUTHOR.search(text)) if xmp else keyword.lower() in {b"author", b"artist"} and bool(text.strip())
            return xmp and bool(_XMP_PLACE.search(text)), author, tuple(_lines(text))
    return bool(_XMP_PLACE.search(raw)), bool(_XMP_AUTHOR.search(raw)), tuple(_lines(raw[:_TEXT]))


def _lines(raw: bytes) -> Iterator[str]:
    """Markup and all, with marks that would hide the values of attributes as line ends."""
    yield re.sub(r"[<>\"]+", "\n", decode(raw))


def _png_text(raw: bytes) -> tuple[bytes, bytes]:
    """Keyword and text of a PNG's text chunk, at most 64 KB of it."""
    kind, (keyword, _, rest) = raw[:4], raw[4:].partition(b"\0")
    packed = kind == b"zTXt"
    if kind == b"zTXt":
        rest = rest[1:]
    elif kind == b"iTXt":
        packed, rest = rest[:1] == b"\1", rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    if packed:
        try:
            rest = zlib.decompressobj().decompress(rest, _TEXT)
        except zlib.error:
            rest = b""
    return keyword, rest[:_TEXT]
