"""Whose a host is: the cluster's own, an authority's, or somebody else's."""

from collections.abc import Collection

from .links import urlsplit_or_none

OUTSIDE = '<span class="outside">（站外）</span>'
"""What stands within a link that leads out, after its text."""
TOLD = ("（站外）", "(站外)", "（外部链接）")
_OFFICIAL = ("gov.cn", "政务", "xn--zfr164b")  # domains that only organs of state have


def is_outside(url: str, hosts: Collection[str]) -> bool:
    """True for an address on the web that neither the cluster has, whose `hosts` these are, nor an organ of state."""
    if url[:4].lower() != "http" and not url.startswith("//"):
        return False
    parts = urlsplit_or_none(url)
    host = ((parts.hostname if parts else None) or "").rstrip(".")
    if not host or host in hosts:
        return False
    return not any(host == domain or host.endswith(f".{domain}") for domain in _OFFICIAL)
