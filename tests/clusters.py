"""Tiny clusters for tests: the shared base of tests/faults, a dictionary of files, and a copy of the demo."""

import os
import re
import resource
import shutil
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from wangqun import pipeline, workers
from wangqun.domain.moment import SHANGHAI
from wangqun.options import ORDINARY, Listener, Options
from wangqun.reports.report import Report
from wangqun.search.named import used_names
from wangqun.search.store import Store
from wangqun.stages.load import stamps

REPO = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 11, 23, tzinfo=SHANGHAI)
FAULTS = REPO / "tests" / "faults"
UPKEEP = {"home-stale", "column-stale", "column-empty", "columns-stale-veto", "columns-empty-veto"}  # what small clusters neglect
IMPORTED = "imported: {original_url: https://old.test.example/1, original_date: 2026-03-01}\n"
_TAKEN = re.compile(rb'"seconds": [0-9.]+|duration_seconds [0-9.]+|\xe7\x94\xa8\xe6\x97\xb6 [0-9.]+')  # seconds, in three places

CACHED = "bodies ledger.json lock pages search sources templates.json whoosh".split()
"""What stands in build/cache after a run, as `cached` says it."""


def run(
    root: Path, now: datetime, only: Collection[str] = (), options: Options = ORDINARY, listener: Listener | None = None
) -> Report:
    """`pipeline.run` without the index of `wangqun search`, which would be a quarter of a small cluster's cost."""
    return pipeline.run(root, now, only, replace(options, whoosh=False), listener)


def in_turn(tasks: Mapping[str, Any], work: Any, jobs: int) -> Iterator[tuple[str, Any]]:
    """`workers.run_parts` by this process, one task after another, but for what must have a process of its own."""
    if getattr(work, "apart", False):
        yield from workers.run_parts(tasks, work, jobs)
        return
    limits = {kind: resource.getrlimit(kind) for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS)}
    try:
        for name, task in tasks.items():
            try:
                for part in work(task):
                    yield name, part
            except Exception as error:
                yield name, workers.Crash(f"{type(error).__name__}: {error}")
    finally:
        for kind, limit in limits.items():  # bodies have theirs
            resource.setrlimit(kind, limit)


def read_here(patch: pytest.MonkeyPatch) -> None:
    """Let attachments, which must be sound, be read by this process: a fork for each costs more than a tiny site."""
    patch.setattr(stamps, "run_each", lambda tasks, work, jobs: ((path, work(task)) for path, task in tasks.items()))
    patch.setattr(stamps, "_bound", lambda: None)


def read_folder(folder: Path) -> dict[str, str]:
    """Every text file below `folder` by its relative path."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@cache
def _base() -> dict[str, str]:
    return read_folder(FAULTS / "_base")


def write_cluster(root: Path, files: Mapping[str, str | bytes], base: bool = True) -> Path:
    """Write `files`, texts or bytes, below `root`, over a sound province, city and county when `base`; the root."""
    for name, text in ((_base() if base else {}) | dict(files)).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def article(title: str = "一篇稿件", body: str = "正文一段。", date: str = "2026-03-02 09:00", extra: str = "") -> str:
    """An article that no check complains of; `extra` are more header lines, each with its line end."""
    return f"---\ntitle: {title}\ndate: {date}\n{IMPORTED}{extra}---\n{body}\n"


def cached(root: Path) -> list[str]:
    """The names in build/cache, but for what is there only when the sources were old enough to be known by their times."""
    return sorted(path.name for path in (root / "build" / "cache").iterdir() if path.name != "still.bin")


def copy_demo(root: Path) -> Path:
    """The demo cluster's sources below `root`, without anything built; the root."""
    for name in ("sites", "content"):
        shutil.copytree(REPO / name, root / name)
    shutil.copy2(REPO / "pelicanconf.py", root / "pelicanconf.py")
    return root


def own_template(root: Path, name: str, old: str = "", new: str = "") -> Path:
    """A template of the cluster's own copy of the theme, with `new` in place of `old`; its path."""
    shutil.copytree(REPO / "themes" / "renda", root / "themes" / "renda")
    path = root / "themes" / "renda" / "templates" / name
    if old:
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def copy_built_demo(demo: Path, root: Path) -> Path:
    """A copy of the built demo, of which a run renders only what is otherwise; the root."""
    return Path(shutil.copytree(demo, root, symlinks=True, ignore=shutil.ignore_patterns("done")))


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with its bytes."""
    start = len(str(folder := folder.resolve())) + 1
    paths = sorted(f"{base}/{name}" for base, _, names in os.walk(folder) for name in names)
    return {path[start:]: Path(path).read_bytes() for path in paths if os.path.isfile(path)}


def public_tree(root: Path) -> dict[str, bytes]:
    """Every public file of a cluster: `site/path` with its bytes; of the search's data files those that a reader is led to."""
    sites = sorted((root / "build" / "public").glob("[!.]*"))
    found = {f"{site.name}/{path}": content for site in sites for path, content in tree(site.resolve()).items()}
    assert found, "nothing is public"
    return found | {f"{site.name}/search/d/{name}": content for site in sites for name, content in search_data(site).items()}


def left(root: Path) -> dict[str, bytes]:
    """All that a run leaves for others, but for how long it took."""
    reports = {name: _TAKEN.sub(b"", text) for name, text in tree(root / "build" / "reports").items()}
    return reports | public_tree(root) | {f"manifests/{name}": text for name, text in tree(root / "build" / "manifests").items()}


def search_data(site: Path) -> dict[str, bytes]:
    """The data files to which the search/index.json of a public site leads."""
    index = site / "search" / "index.json"
    if not index.is_file():
        return {}
    names = used_names(Store.open(site / "search" / "d"), index.read_text(encoding="utf-8"))
    return {name: (site / "search" / "d" / name).read_bytes() for name in sorted(names)}
