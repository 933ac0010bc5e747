"""One measured build of the reader's index in a process of its own: `python -m tests.bench.search_build cold|change FOLDER`."""

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from .search_corpus import Document, read_documents

BUILDER = "wangqun.search.shards"
EDITS = 9


def write_index(documents: Sequence[Document], folder: Path) -> None:
    """Make the reader's index of `documents`, or bring the one in `folder` up to date."""
    # Wiring: the only lines that know the builder (and BUILDER above, its module).
    from wangqun.search.shards import update

    update(folder, documents)


def cold(root: Path) -> dict[str, float]:
    """An index from nothing: seconds on the clock, processor seconds, the largest process in MB."""
    documents = read_documents(root / "documents.jsonl")
    shutil.rmtree(root / "search", ignore_errors=True)
    started, used = perf_counter(), process_time()
    write_index(documents, root / "search")
    cost = {"wall": perf_counter() - started, "cpu": process_time() - used}
    return cost | {"memory": _peak()}


def change(root: Path) -> dict[str, float]:
    """Updates of a copy of the index: the median of nine after an edit of one sentence, then one with a new document."""
    folder = root / "changed"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "search", folder)
    documents = read_documents(root / "documents.jsonl")
    edits = []
    for number in range(EDITS):
        at = len(documents) * number // EDITS
        documents[at] = replace(documents[at], html=documents[at].html.replace("。", f"，第{number}次改过的一句话。", 1))
        edits.append(_seconds(write_index, documents, folder))
    documents.append(replace(documents[0], slug="added", title="新增的一件", html="<p>新增一件文件，别处没有这句话。</p>"))
    return {"edit": median(edits), "add": _seconds(write_index, documents, folder)}


def _peak() -> float:
    """The most memory held since this program began, in MB; getrusage would tell of the process that started it, too."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def _seconds(work: Callable[[Sequence[Document], Path], None], documents: Sequence[Document], folder: Path) -> float:
    started = perf_counter()
    work(documents, folder)
    return perf_counter() - started


def main() -> None:
    """Print the cost as a line of JSON."""
    print(json.dumps({"cold": cold, "change": change}[sys.argv[1]](Path(sys.argv[2]))))


if __name__ == "__main__":
    main()
