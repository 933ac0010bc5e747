"""A comparison that is too long for one page: its pages are short, lead to each other, and are made when a text changes."""

import gzip
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

import pytest

from clusters import NOW, public_tree, run, write_cluster
from longlaw import CHAPTERS, FILES, LAWS, NAME, TITLE, body, text
from wangqun.domain.numerals import in_chinese
from wangqun.records.regulation import comparisons

pytestmark = pytest.mark.usefixtures("in_one_process")

PAGE = 90 * 1024
FOLDER = f"build/public/sheng/regulation/{TITLE}/"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cluster."""
    root = write_cluster(tmp_path_factory.mktemp("long"), FILES)
    assert not run(root, NOW).failed
    return root


def pages(root: Path) -> dict[str, str]:
    """The pages of the comparison, the leading one as ""."""
    found = {path.stem: path.read_text(encoding="utf-8") for path in (root / FOLDER / NAME).iterdir()}
    return {"": (root / FOLDER / f"{NAME}.html").read_text(encoding="utf-8"), **found}


def ids(html: str) -> Iterator[str]:
    """The places on a page."""
    yield from map(unescape, re.findall(r' id="([^"]+)"', html))


def links(html: str) -> Iterator[tuple[str, str]]:
    """Where a page leads to within the comparison: page and place."""
    for url in re.findall(r'href="([^"]+)"', html):
        path, _, place = unquote(unescape(url)).partition("#")
        if path.startswith(f"/regulation/{TITLE}/{NAME}") and path.endswith(".html"):
            yield path.rpartition("/")[2].removesuffix(".html").removeprefix(NAME), place


def test_every_page_is_short_enough_and_one_would_not_be(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = pages(root)
    sizes = {name: len(gzip.compress(html.encode())) for name, html in found.items()}
    assert sorted(found) == ["", *sorted(f"第{in_chinese(at + 1)}章" for at in range(CHAPTERS))]
    assert max(sizes.values()) < PAGE

    monkeypatch.setattr(comparisons, "is_long", lambda old, new: False)
    whole = write_cluster(tmp_path, FILES)
    run(whole, NOW)

    assert not (whole / FOLDER / NAME).exists()
    assert len(gzip.compress((whole / FOLDER / f"{NAME}.html").read_bytes())) > PAGE


def test_all_links_between_its_pages_lead_somewhere(root: Path) -> None:
    found = pages(root)
    places = {name: set(ids(html)) for name, html in found.items()}

    assert {name for name, _ in links(found[""])} == {*found} - {""}
    for html in found.values():
        for name, place in links(html):
            assert name in found
            assert not place or place in places[name]
    order = [f"第{in_chinese(at + 1)}章" for at in range(CHAPTERS)]
    for at, name in enumerate(order):
        turns = re.findall(r'rel="(prev|next)" href="([^"]+)"', found[name])
        near = {sort: unquote(url).rpartition("/")[2].removesuffix(".html").removeprefix(NAME) for sort, url in turns}
        assert near == {"prev": order[at - 1] if at else ""} | ({"next": order[at + 1]} if at + 1 < CHAPTERS else {})


def test_an_old_link_to_an_article_finds_the_way_on(root: Path) -> None:
    found = pages(root)
    leading = re.search(r'<a href="([^"]+)">[^<]*(?:<span id="[^"]+"></span>)*<span id="第五十五条">', found[""])

    assert leading and unquote(leading[1]).startswith(f"/regulation/{TITLE}/{NAME}/第三章.html#")
    assert "第五十五条" in set(ids(found["第三章"]))


def test_the_sitemap_names_all_of_them_and_each_its_own_address(root: Path) -> None:
    sitemap = (root / "build/public/sheng/sitemap.xml").read_text(encoding="utf-8")

    for name, html in pages(root).items():
        address = f"https://rd.test.example/regulation/{quote(TITLE)}/{NAME}{f'/{quote(name)}' if name else ''}.html"
        assert f"<loc>{address}</loc>" in sitemap
        assert f'<link rel="canonical" href="{address}">' in html


@pytest.mark.parametrize("edit", ["longer", "shorter", "none"])
def test_an_edit_leaves_what_a_clean_build_makes(edit: str, root: Path, tmp_path: Path) -> None:
    fresh = {"longer": body(True, "又添一句"), "shorter": body(True)[:3000], "none": body(True)}[edit]
    kept = write_cluster(tmp_path / "kept", FILES)
    run(kept, NOW)
    before = pages(kept)
    (kept / f"{LAWS}new.md").write_text(text("2020-03-27", fresh), encoding="utf-8")
    run(kept, NOW)
    clean = write_cluster(tmp_path / "clean", FILES | {f"{LAWS}new.md": text("2020-03-27", fresh)})
    run(clean, NOW)

    assert public_tree(kept) == public_tree(clean)
    if edit == "shorter":
        assert not (kept / FOLDER / NAME).exists()
    else:
        assert (pages(kept) == before) is (edit == "none")
