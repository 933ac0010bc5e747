"""Both searches find the same: the reader's, in the page, and `wangqun search`, by Whoosh."""

from pathlib import Path

import pytest

from engine import ask_engine, by_whoosh, paths_of, questions_of
from wangqun.search.index import folder_of, open_index


def texts_of(root: Path, site: str) -> list[str]:
    """Titles and texts of what a site shows."""
    index = open_index(folder_of(root, site))
    with index.searcher() as searcher:
        found = [f"{fields['title']} {fields['body']}" for fields in searcher.all_stored_fields()]
    index.close()
    return sorted(found)


def test_the_top_site_finds_what_whoosh_finds(demo: Path, tmp_path: Path) -> None:
    sites = [path.name for path in (demo / "build/public").glob("[!.]*")]
    asked = questions_of([text for site in sites for text in texts_of(demo, site)], 200, 1)
    answers = ask_engine(demo / "build/public/yunze", [(text, {}) for text in asked], tmp_path)

    found = dict(zip(asked, map(paths_of, answers), strict=True))
    assert {text: found[text] ^ by_whoosh(demo, text) for text in asked if found[text] ^ by_whoosh(demo, text)} == {}
    assert all(answer["complete"] for answer in answers)
    assert [answer["total"] for answer in answers] == [sum(hit["full"] for hit in answer["hits"]) for answer in answers]
    assert sum(bool(paths) for paths in found.values()) > 120


@pytest.mark.parametrize("kind", ["article", "page", "deputy"])
def test_a_county_narrowed_finds_what_whoosh_finds(kind: str, demo: Path, tmp_path: Path) -> None:
    asked = questions_of(texts_of(demo, "qinglan"), 60, 2)
    answers = ask_engine(demo / "build/public/qinglan", [(text, {"kind": kind}) for text in asked], tmp_path)

    found = dict(zip(asked, map(paths_of, answers), strict=True))
    wanted = {text: by_whoosh(demo, text, ("qinglan",), kind) for text in asked}
    assert {text: found[text] ^ wanted[text] for text in asked if found[text] ^ wanted[text]} == {}


def test_the_top_site_narrowed_to_one_finds_what_that_one_finds(demo: Path, tmp_path: Path) -> None:
    asked = questions_of(texts_of(demo, "yannan"), 60, 3)
    answers = ask_engine(demo / "build/public/yunze", [(text, {"site": "yannan"}) for text in asked], tmp_path)

    found = dict(zip(asked, map(paths_of, answers), strict=True))
    wanted = {text: by_whoosh(demo, text, ("yannan",)) for text in asked}
    assert {text: found[text] ^ wanted[text] for text in asked if found[text] ^ wanted[text]} == {}
