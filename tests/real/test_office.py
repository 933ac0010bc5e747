"""Every law is on its page: no Han character, letter or figure of 2,352 texts is lost or out of order."""

import pytest

from wangqun.render.engines import Engines
from wangqun.render.settings import DEFAULTS
from written import shown, written

from .data import DataMissing
from .rates import read_texts

pytestmark = pytest.mark.real


def test_no_character_of_a_law_is_lost(tmp_path) -> None:
    engines = Engines(DEFAULTS["MARKDOWN"])
    try:
        texts = list(read_texts(tmp_path))
    except DataMissing as missing:
        pytest.skip(str(missing))

    lost = [path.name for path, text in texts if shown(engines.markdown(text, "office")) != written(text)]

    assert len(texts) == 2352
    assert lost == []
