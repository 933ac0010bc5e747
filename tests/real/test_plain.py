"""Real laws that are read without the engine become what the engine makes of them."""

import pytest

from wangqun.render.engines import Engines
from wangqun.render.office.plain import plain
from wangqun.render.settings import DEFAULTS

from .data import DataMissing
from .rates import read_texts

pytestmark = pytest.mark.real
EVERY = 4  # of 2,352
COMMENT = "<!-- INFO END -->"  # of those who gathered them


def test_laws_read_the_same_without_the_engine(tmp_path) -> None:
    try:
        texts = [(path.name, text.replace(COMMENT, "")) for path, text in list(read_texts(tmp_path))[::EVERY]]
    except DataMissing as missing:
        pytest.skip(str(missing))
    quick, engine = Engines(DEFAULTS["MARKDOWN"]), Engines(DEFAULTS["MARKDOWN"] | {"tab_length": 4})

    assert sum(plain(text, 1) is not None for _, text in texts) > 0.9 * len(texts) > 500
    assert [name for name, text in texts if quick.markdown(text, "office") != engine.markdown(text, "office")] == []
