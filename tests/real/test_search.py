"""Both searches find the same among real laws, and a law is first for its own name."""

from pathlib import Path

from engine import ask_engine, by_whoosh, paths_of, questions_of

from .conftest import Published


def test_the_page_finds_what_whoosh_finds(published: Published, tmp_path: Path) -> None:
    laws = published.laws[:: max(len(published.laws) // 300, 1)]
    asked = questions_of([law.text for law in laws], 200, 4)
    site = published.federation.cluster.root
    answers = ask_engine(published.folder(site), [(text, {}) for text in asked], tmp_path)

    found = dict(zip(asked, map(paths_of, answers), strict=True))
    wanted = {text: by_whoosh(published.root, text) for text in asked}
    assert {text: sorted(found[text] ^ wanted[text])[:5] for text in asked if found[text] != wanted[text]} == {}
    assert all(answer["complete"] for answer in answers)


def test_a_law_is_first_for_its_name(published: Published, tmp_path: Path) -> None:
    names = sorted({law.title for law in published.laws})[::20]
    answers = ask_engine(published.folder(published.federation.cluster.root), [(name, {}) for name in names], tmp_path)

    first = ["".join(part for part, _ in answer["hits"][0]["title"]) if answer["hits"] else "" for answer in answers]
    assert [name for name, found in zip(names, first, strict=True) if name != found] == []
