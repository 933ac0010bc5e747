"""Real laws that are read without the engine become what the engine makes of them."""

from pathlib import Path

import pytest

from wangqun.render.engines import Engines
from wangqun.render.office.plain import plain
from wangqun.render.settings import DEFAULTS

pytestmark = pytest.mark.real
EVERY = 4  # of 2,352
COMMENT = "<!-- INFO END -->"  # of those who gathered them


def test_laws_read_the_same_without_the_engine(texts: list[tuple[Path, str]]) -> None:
    some = [(path.name, text.replace(COMMENT, "")) for path, text in texts[::EVERY]]
    quick, engine = Engines(DEFAULTS["MARKDOWN"]), Engines(DEFAULTS["MARKDOWN"] | {"tab_length": 4})

    assert sum(plain(text, 1) is not None for _, text in some) > 0.9 * len(some) > 500
    assert [name for name, text in some if quick.markdown(text, "office") != engine.markdown(text, "office")] == []
