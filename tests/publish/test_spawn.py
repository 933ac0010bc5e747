"""Where processes cannot be forked (macOS, Windows) they are spawned: all that a task holds travels, the bytes are the same."""

import multiprocessing
from pathlib import Path
from typing import Any

import pytest

from clusters import NOW, article, public_tree, run, write_cluster
from wangqun.options import Options
from wangqun.stages.load import recall

FILES = {f"content/county/xian/news/{number}.md": article(f"第{number}篇", f"正文{number}。\n\n## 小标题") for number in range(4)}


def test_spawned_processes_make_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forked, spawned = (write_cluster(tmp_path / name, FILES) for name in ("forked", "spawned"))
    run(forked, NOW)
    asked: list[Any] = []
    context = multiprocessing.get_context("spawn")

    def spawning(method: str) -> Any:
        asked.append(method)
        return context

    monkeypatch.setattr(multiprocessing, "get_context", spawning)
    monkeypatch.setattr(recall, "MANY", 1)
    report = run(spawned, NOW, options=Options(jobs=2))

    assert report.failed == ()
    assert len(asked) >= 3, "reading, converting and building"
    assert public_tree(spawned) == public_tree(forked)
