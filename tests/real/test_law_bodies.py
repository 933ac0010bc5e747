"""Every real law becomes a page: no Han character, letter or figure is lost or out of order, and its anchors are those that
reading its text gives, none more, none less, none twice.
"""

from pathlib import Path

import pytest

from wangqun.domain.law.places import places
from wangqun.domain.law.reading import read_body
from wangqun.render.bounds import BodyUnfit
from wangqun.render.converted import Converted
from wangqun.render.engines import Engines
from wangqun.render.html import convert
from wangqun.render.settings import DEFAULTS
from written import shown, written

from .test_lawtext import END

pytestmark = pytest.mark.real
Pages = list[tuple[str, str, Converted | None]]


@pytest.fixture(scope="module")
def pages(texts: list[tuple[Path, str]]) -> Pages:
    """File, body and page of each law; None where there is none."""
    engines = Engines(DEFAULTS["MARKDOWN"])
    found: Pages = []
    for path, text in texts:
        body = text.partition(END)[2]
        try:
            page = convert(body, "markdown", "office", engines, law=True)
        except BodyUnfit:
            page = None
        found.append((path.name, body, page))
    return found


def test_each_has_one(pages: Pages) -> None:
    assert len(pages) == 2352
    assert [name for name, _, page in pages if page is None] == []


def test_no_character_of_a_head_is_lost(texts: list[tuple[Path, str]]) -> None:
    engines = Engines(DEFAULTS["MARKDOWN"])
    heads = {path: text.partition(END)[0] for path, text in texts}

    assert [path.name for path, head in heads.items() if shown(engines.markdown(head, "office")) != written(head)] == []
    assert sum(bool(written(head)) for head in heads.values()) > 2300


def test_no_character_of_a_body_is_lost(pages: Pages) -> None:
    assert [name for name, body, page in pages if page and shown("".join(page.literals)) != written(body)] == []
    assert sum(bool(page and page.literals != ("",)) for _, _, page in pages) > 2300


def test_the_anchors_are_those_of_the_text(pages: Pages) -> None:
    wanted = [sorted(anchor for place in places(read_body(body)) for anchor in place.anchors) for _, body, _ in pages]

    assert [name for (name, _, page), ids in zip(pages, wanted, strict=True) if page and sorted(page.ids) != ids] == []
