"""What every answer says besides its content: policies, caching, types. The same for all servers."""

_KINDS = ("script", "style", "img", "media", "font", "connect")
_OWN = "; ".join(("default-src 'none'", *(f"{kind}-src 'self'" for kind in _KINDS)))
PAGES = f"{_OWN}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
SEARCH = f"{_OWN}; base-uri 'none'; frame-ancestors 'none'"  # where its form may lead only the page itself knows
PDF = (
    "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'none'"  # browsers show none in a sandbox
)
OTHERS = "default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"

PAGE_PATHS = r"(\.html|/)$"
SEARCH_PATHS = r"/search/(index\.html)?$"
PDF_PATHS = r"(?i)\.pdf$"

FIXED = "/(theme/[0-9a-f]{12}|search/d)/"  # below a site: what is named by its content
FOREVER = "public, max-age=31536000, immutable"
ASK = "no-cache"

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

TEXTS = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "txt": "text/plain",
    "csv": "text/csv",
    "vtt": "text/vtt",
    "ics": "text/calendar",
    "xml": "application/xml",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "webmanifest": "application/manifest+json",
    "svg": "image/svg+xml",
}
BINARIES = {
    "jpg jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "mp4": "video/mp4",
    "webm": "video/webm",
    "ogv": "video/ogg",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "ogg oga": "audio/ogg",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ofd": "application/ofd",
    "wps": "application/wps-office.wps",
    "et": "application/wps-office.et",
    "dps": "application/wps-office.dps",
}


def robots(addresses: list[str]) -> str:
    """robots.txt of a host: everything may be read, and where the maps of its sites are."""
    return "User-agent: *\nDisallow:\n\n" + "".join(f"Sitemap: {address}sitemap.xml\n" for address in addresses)
