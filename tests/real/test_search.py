"""Both searches find the same among real laws, and a law is first for its own name."""

from collections import Counter
from pathlib import Path

import pytest

from engine import ask_engine, by_whoosh, paths_of, questions_of
from wangqun.options import Options
from wangqun.pipeline import run

from .conftest import NOW, Published
from .laws import Law, write_cluster


@pytest.fixture(scope="module")
def top(published: Published) -> str:
    """The province with most laws; the root of this cluster lies elsewhere, so that each province is a top of its own."""
    return Counter(law.place.site for law in published.laws if law.place.level == "province").most_common(1)[0][0]


def below(published: Published, top: str) -> list[Law]:
    """The laws that the search of a province finds."""
    return [law for law in published.laws if top in (law.place.site, law.place.parent)]


@pytest.fixture(scope="module")
def indexed(published: Published, top: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Whoosh finds the laws of that province: to index those of all four, of which it is asked nothing, takes longest."""
    root = tmp_path_factory.mktemp("indexed")
    write_cluster(root, below(published, top))
    run(root, NOW, options=Options(jobs=2))
    return root


def test_the_page_finds_what_whoosh_finds(published: Published, indexed: Path, top: str, tmp_path: Path) -> None:
    laws = below(published, top)
    sites = tuple({law.place.site for law in laws})
    asked = questions_of([law.text for law in laws], 40, 4)
    answers = ask_engine(published.folder(top), [(text, {}) for text in asked], tmp_path)

    found = dict(zip(asked, map(paths_of, answers), strict=True))
    wanted = {text: by_whoosh(indexed, text, sites) for text in asked}
    assert {text: sorted(found[text] ^ wanted[text])[:5] for text in asked if found[text] != wanted[text]} == {}
    assert all(answer["complete"] for answer in answers)


def test_a_law_is_first_for_its_name(published: Published, top: str, tmp_path: Path) -> None:
    names = sorted({law.title for law in below(published, top)})[::4]
    answers = ask_engine(published.folder(top), [(name, {}) for name in names], tmp_path)

    assert len(names) > 20
    first = ["".join(part for part, _ in answer["hits"][0]["title"]) if answer["hits"] else "" for answer in answers]
    assert [name for name, found in zip(names, first, strict=True) if name != found] == []
