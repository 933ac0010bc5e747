"""What docs/reference/bodies.md says that readers see is what Chromium shows."""

import re

from playwright.sync_api import Browser

from docs import converters
from docs.bodies import bodies
from docs.seen import FORMS, seen

_SPACE = re.compile(r"[\s\u3000]+")
_OURS = str.maketrans(dict.fromkeys(FORMS | set("☑☐"), " "))


def _lines(lines: list[str]) -> list[str]:
    """Lines without marks and numbers, which are no text to a browser."""
    plain = (_SPACE.sub(" ", line.translate(_OURS)).strip() for line in lines)
    return [line for line in plain if line]


def test_every_body_reads_so_in_a_browser(browser: Browser) -> None:
    sources = [body.source for body in bodies()]
    recorded = converters.hugo_recorded()
    page = browser.new_page()
    wrong = []
    for html in [*converters.by_office(sources), *converters.by_pelican(sources), *recorded["default"], *recorded["open"]]:
        page.set_content(f"<!doctype html><meta charset=utf-8>{html}<style>ol {{ list-style: none }}</style>")
        shown = _lines(page.evaluate("document.body ? document.body.innerText : ''").split("\n"))
        meant = _lines(seen(html))
        if len(shown) != len(meant) or any(a not in {b, re.sub(r"^\d+\. ", "", b)} for a, b in zip(shown, meant, strict=True)):
            wrong.append((meant, shown))
    page.close()

    assert wrong == []
