"""Real laws become the same pages whether their links are filled in afterwards or followed while they are cleaned."""

from dataclasses import replace
from pathlib import Path

import pytest

from clusters import NOW, article, write_cluster
from onestep import same
from wangqun.pipeline import federate

pytestmark = pytest.mark.real

EVERY = 6  # of 2,352


def test_laws_become_the_same_pages(texts: list[tuple[Path, str]], tmp_path: Path) -> None:
    some = texts[::EVERY]
    view = federate(write_cluster(tmp_path / "cluster", {"content/county/xian/news/a.md": article()}), NOW).views["xian"]
    document = view.documents[0]

    assert len(some) == 392
    assert [path.name for path, text in some if not same(replace(document, text=text), view.scope)] == []
