"""What Chromium shows of the vectors by which hidden text is found."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from clusters import REPO

pytestmark = pytest.mark.browser
CASES = json.loads((REPO / "tests" / "vectors" / "visible.json").read_text(encoding="utf-8"))
SEEN = Path(__file__).with_name("seen.js").read_text(encoding="utf-8")


def test_chromium_shows_what_the_vectors_say(browser: Browser) -> None:
    page = browser.new_page()
    shown = []
    for case in CASES:
        page.set_content(f"<!doctype html><body>{case['html']}")
        shown.append({"html": case["html"], "seen": page.evaluate(SEEN)})
    page.close()

    assert shown == CASES
