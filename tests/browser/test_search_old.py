"""A browser that cannot take zlib's format apart by itself, an older phone's, finds the same."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from .conftest import Reader

pytestmark = pytest.mark.browser


def test_without_decompression_by_the_browser_the_same_is_found(reader: Callable[..., Reader]) -> None:
    found = {}
    scripts = []
    for name, before in (("new", ""), ("old", "delete window.DecompressionStream;")):
        visitor = reader(390)
        visitor.page.add_init_script(before)
        visitor.page.on("request", lambda asked: scripts.append(asked.url.rpartition("/")[2]) if ".js" in asked.url else None)
        page = visitor.open("/search/?q=水库大坝")
        expect(page.get_by_role("status")).to_contain_text("找到")
        found[name] = page.locator(".hit").all_inner_texts()
        assert (page.evaluate("typeof DecompressionStream") == "undefined") == (name == "old")
        assert visitor.troubles == []

    assert found["new"] == found["old"]
    assert "水库大坝" in found["old"][0]
    assert scripts.count("inflate.js") == 1
