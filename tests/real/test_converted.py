"""Real laws become the same pages whether their links are filled in afterwards or followed while they are cleaned."""

from dataclasses import replace

import pytest

from clusters import NOW, article, write_cluster
from onestep import same
from wangqun.pipeline import federate

from .data import DataMissing
from .rates import read_texts

pytestmark = pytest.mark.real

EVERY = 6  # of 2,352


def test_laws_become_the_same_pages(tmp_path) -> None:
    try:
        texts = list(read_texts(tmp_path))[::EVERY]
    except DataMissing as missing:
        pytest.skip(str(missing))
    view = federate(write_cluster(tmp_path / "cluster", {"content/county/xian/news/a.md": article()}), NOW).views["xian"]
    document = view.documents[0]

    assert len(texts) == 392
    assert [path.name for path, text in texts if not same(replace(document, text=text), view.scope)] == []
