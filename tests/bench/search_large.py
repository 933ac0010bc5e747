"""The reader's search and Pagefind among 18,000 and 100,000 generated pieces: printed, without aims."""

import os
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from .measure import CommandFailed
from .report import Figure
from .search import byte_figures, searches
from .search_browser import Bytes, chromium, weigh
from .search_corpus import generated, known_texts, plain_page, read_corpora, write_documents
from .search_own import Own
from .search_pagefind import Pagefind
from .search_server import serving

SIZES = (18_000, 100_000)


def bench_large(sites: int, pieces: int, say: Callable[[str], None]) -> list[Figure]:
    """Index, build and bytes at each size.

    Raises:
        DataMissing: the laws or the questions are not there.
        CommandFailed: a build failed, or there is no Chromium.
    """
    figures = []
    for count in SIZES:
        with tempfile.TemporaryDirectory(prefix="wangqun-search-") as temporary:
            figures += _at(count, Path(temporary), say)
    return figures


def _at(count: int, work: Path, say: Callable[[str], None]) -> list[Figure]:
    national, local = read_corpora(work)
    root = work / f"generated-{count}"
    root.mkdir()
    documents = list(generated([*national, *local], count))
    write_documents(root / "documents.jsonl", documents)
    for document in documents:
        path = root / "pages" / document.key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(plain_page(document), encoding="utf-8")
    say(f"{count:,} pieces, {sum(len(document.html) for document in documents) / count:.0f} characters each")
    del documents
    texts = known_texts(work)
    rows: dict[str, tuple[float, float, float]] = {}
    weighed: dict[str, Bytes] = {}
    for search in searches(say):
        os.sync()
        try:
            cost = search.build(root)
        except CommandFailed as error:  # Pagefind wants more memory than many machines have
            if search.name == Own.name:
                raise
            _tell(say, search.name, f"could not be measured: {error}")
            continue
        rows[search.name] = (search.size(root) / 1e6, cost.wall, cost.memory)
        _tell(say, search.name, "{:.2f} MB as served, built in {:.1f} s with {:.0f} MB".format(*rows[search.name]))
        with serving() as server, chromium() as browser:
            weighed[search.name] = weigh(browser, server, search.contender(root, server), texts, partial(_tell, say, search.name))
    if Own.name not in rows:
        return []
    name, peer = f"search.{count // 1000}k", rows.get(Pagefind.name)
    beside = peer or (None, None, None)
    labels = (("index-size", "MB as served"), ("build", "s"), ("build-memory", "MB, largest process"))
    return [
        *(
            Figure(f"{name}.{label}", own, unit, "lower", peer and Pagefind.name, other)
            for (label, unit), own, other in zip(labels, rows[Own.name], beside, strict=True)
        ),
        *byte_figures(name, weighed[Own.name], weighed.get(Pagefind.name), (None, None)),
    ]


def _tell(say: Callable[[str], None], name: str, text: str) -> None:
    say(f"{name}: {text}")
