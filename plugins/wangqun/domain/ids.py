"""Identity: `site:kind/slug`, never a path, never made from a title (docs/design.md law 3)."""

import hashlib
import re
import unicodedata
from typing import NamedTuple
from urllib.parse import quote

SITE_ID = re.compile(r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
RESERVED_SITES = frozenset({"person", "index", "manifest"})  # index.html and manifest.json beside those of sites
_ID = re.compile(r"^(?P<site>[a-z][a-z0-9-]*):(?P<kind>[a-z_]+)/(?P<slug>[^\s/#?]+)$")
_NOT_SLUG = re.compile(r"[^\w.]+", re.UNICODE)
_AS_IT_IS = re.compile(r"[A-Za-z0-9_.~/-]*")  # what `quote` leaves; to look is many times as fast
SLUG_BYTES = 200  # a slug becomes a file name of at most 255 bytes, with a page suffix and an extension


class DocumentId(NamedTuple):
    """The identity of a published thing, e.g. `yannan:article/dam-inspection`."""

    site: str
    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.site}:{self.kind}/{self.slug}"


def parse_id(text: str) -> DocumentId | None:
    """The id written in `text`, or None when it is none."""
    match = _ID.match(unicodedata.normalize("NFC", text))
    return DocumentId(match["site"], match["kind"], match["slug"]) if match else None


def quoted(path: str) -> str:
    """A path, percent-encoded."""
    return path if _AS_IT_IS.fullmatch(path) else quote(path)


def slugify(text: str) -> str:
    """A slug for a file name or a column or tag name: NFC, lower case, letters and digits of any script, `-` for the rest.

    Chinese characters stay as they are, so homophones never merge. Longer than 200 bytes is cut and given a digest. May be "".
    """
    slug = _NOT_SLUG.sub("-", unicodedata.normalize("NFC", text).lower())
    slug = re.sub(r"[-.]{2,}", "-", slug).strip("-.")
    raw = slug.encode()
    if len(raw) <= SLUG_BYTES:
        return slug
    digest = hashlib.sha256(raw).hexdigest()[:8]
    return raw[: SLUG_BYTES - 9].decode(errors="ignore").rstrip("-.") + "-" + digest
