"""Chosen demo pages read as they did when they were last looked at."""

from pathlib import Path

import pytest

from .pages import HERE, PAGES, normalised


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_reads_as_it_was_pinned(name: str, demo: Path) -> None:
    html = (demo / "build" / "public" / PAGES[name]).read_text(encoding="utf-8")
    pinned = (HERE / f"{name}.txt").read_text(encoding="utf-8")

    assert pinned == normalised(html), "if the change is meant: python -m tests.golden"
