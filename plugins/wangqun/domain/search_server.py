"""The search server that readers without script are led to: a URL template, as sites/cluster.yaml states it."""

import re
from urllib.parse import parse_qsl, urlsplit

from .frozen import frozen

QUERY, SITE = "{query}", "{site}"
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*", re.ASCII)
_PATH = re.compile(r"(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._~-]*)+", re.ASCII)


@frozen
class ServerTemplate:
    """`https://host/path?q={query}&site={site}` taken apart: the form's `field` takes the query, `others` are sent with it.

    `path` and the values of `others` may hold `{site}`; `origin` is "https://host[:port]".
    """

    origin: str
    path: str
    field: str
    others: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, url: str) -> "ServerTemplate | None":
        """The template in a URL; None when it is not https, or `{query}` not the whole of one value after the question mark."""
        try:
            parts = urlsplit(url)
            pairs = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=True)
            port = parts.port
        except ValueError:
            parts, pairs, port = urlsplit(""), [], None
        fields = [name for name, value in pairs if value == QUERY]
        others = tuple((name, value) for name, value in pairs if value != QUERY)
        host = parts.hostname or ""
        path = parts.path or "/"
        rest = "".join((path, *fields, *(name + value for name, value in others))).replace(SITE, "")
        plain = parts.scheme == "https" and _HOST.fullmatch(host) and _PATH.fullmatch(path.replace(SITE, "x"))
        loose = parts.fragment or parts.username is not None or not url.isascii() or any(mark in rest for mark in "{}")
        if not plain or loose or len(fields) != 1:
            return None
        return cls(f"https://{host}:{port}" if port and port != 443 else f"https://{host}", path, fields[0], others)
