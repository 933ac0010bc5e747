"""The anchors of every real law's page are those that reading its text gives, none more, none less, none twice."""

from pathlib import Path

import pytest

from wangqun.domain.law.places import places
from wangqun.domain.law.reading import read_body
from wangqun.render.bounds import BodyUnfit
from wangqun.render.engines import Engines
from wangqun.render.html import convert
from wangqun.render.settings import DEFAULTS

from .data import DataMissing
from .rates import read_texts
from .test_lawtext import END

pytestmark = pytest.mark.real


def test_the_anchors_of_a_page_are_those_of_the_text(tmp_path: Path) -> None:
    try:
        texts = {path.name: text.partition(END)[2] for path, text in read_texts(tmp_path)}
    except DataMissing as missing:
        pytest.skip(str(missing))
    engines = Engines(DEFAULTS["MARKDOWN"])
    other, unfit = [], []
    for name, body in texts.items():
        wanted = [anchor for place in places(read_body(body)) for anchor in place.anchors]
        try:
            found = convert(body, "markdown", "office", engines, law=True).ids
        except BodyUnfit:
            unfit.append(name)
            continue
        if sorted(found) != sorted(wanted):
            other.append(name)

    assert len(texts) > 2000
    assert (other, unfit) == ([], [])
