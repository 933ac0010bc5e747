"""Both searches find the same: the reader's, in the page, and `wangqun search`, by Whoosh."""

from pathlib import Path

import pytest

from clusters import NOW, article, write_cluster
from engine import ask_engine, by_whoosh, paths_of, questions_of
from wangqun.pipeline import run
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


@pytest.mark.parametrize("written", ["三十四条规定执行", "三十四条规\n定执行"])
def test_an_exact_phrase_comes_first_however_many_hold_its_pairs(written: str, tmp_path: Path) -> None:
    phrase = "三十四条规定执行"
    scattered = "三十个人。十四座桥。四条路。条规完备。规定明白。定执行人。执行到底。" * 4
    pieces = {f"p{number}": article(f"第{number}篇", scattered, "2026-03-02 09:00") for number in range(150)}
    pieces["exact"] = article("一份批复", f"{'旧事。' * 300}按第{written}。", "2020-03-02 09:00")
    write_cluster(tmp_path / "c", {f"content/county/xian/news/{slug}.md": text for slug, text in pieces.items()})
    run(tmp_path / "c", NOW)
    (answer,) = ask_engine(tmp_path / "c/build/public/xian", [(f"{phrase}", {})], tmp_path / "node")

    assert answer["total"] == 151
    assert answer["hits"][0]["url"].endswith("/article/exact.html")
    assert [hit["exact"] for hit in answer["hits"][:2]] == [True, False]
