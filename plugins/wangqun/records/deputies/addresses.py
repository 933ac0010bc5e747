"""Addresses of the pages that records of people have, below a site."""

import re
from collections.abc import Mapping
from typing import Any

FOLDERS = {"deputies": "deputy", "constituencies": "constituency", "stations": "station"}
_PAGE = re.compile(r"(?:deputy/[0-9a-hjkmnp-tv-z]{10}|(?:constituency|station)/(?!index\.)[a-z0-9][a-z0-9_-]{0,40})\.html")


def page_of(kind: str, values: Mapping[str, Any]) -> str:
    """Where the page of a record stands, e.g. `station/hall.html`; "" for kinds without pages."""
    if kind not in FOLDERS:
        return ""
    key = str(values["person"]).removeprefix("person:") if kind == "deputies" else values["key"]
    return f"{FOLDERS[kind]}/{key}.html"


def is_page(path: str) -> bool:
    """True for a path that the page of some record may have."""
    return _PAGE.fullmatch(path) is not None
