"""One measured build of the reader's index in a process of its own: `python -m tests.bench.search_build cold|change FOLDER`."""

import json
import random
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from wangqun.search.entries import sections
from wangqun.search.index import Entry
from wangqun.search.named import index_json
from wangqun.search.pieces import Doc, keep_pieces, piece
from wangqun.search.shards import State, in_order, update
from wangqun.search.store import Store

from .search_corpus import LENGTH, SEED, SENTENCE, TODAY, Document, read_documents

JOBS = 2
EDITS = 9
ORIGIN = "https://laws.example"
ABOUT: dict[str, list[object]] = {"sites": [], "kinds": [], "columns": [], "years": []}
SEARCH, PIECES, STATE, SITES = "search", "pieces", "state.json", "sites"
LONG_AGO = "1900-01-01"
CHANGES: dict[str, float | None] = {"edit": 100.0, "add": None, "backdate": None, "delete": None}  # ms at most


def entry_of(document: Document) -> Entry:
    """What the render stage would tell the index of a page."""
    return Entry(
        site=document.site,
        site_name=document.site,
        id=document.key,
        kind="article",
        column="fagui",
        title=document.title,
        headings="",
        sections=tuple(sections(document.html)),
        names="",
        date=document.date,
        origin=ORIGIN,
        is_elsewhere=False,
        prefix=f"/{document.site}",
        file=document.key.partition("/")[2],
        digest="",
    )


def write_index(folder: Path, before: State | None, documents: Sequence[Doc], others: Iterable[tuple[Path, State]] = ()) -> State:
    """Bring the index in `folder` up to date, with what others hold of it; its state is kept beside it."""
    store = Store.open(folder / SEARCH / "d")
    state = update(store, before, in_order(documents), partial(piece, folder / PIECES), lambda: others, JOBS)
    (folder / SEARCH / "index.json").write_text(index_json(store, state, ABOUT, ORIGIN), encoding="utf-8")
    (folder / STATE).write_text(json.dumps(state.as_json()), encoding="utf-8")
    return state


def cold(root: Path) -> dict[str, float]:
    """An index from nothing: seconds on the clock, processor seconds, the largest process in MB."""
    documents = read_documents(root / "documents.jsonl")
    for name in (SEARCH, PIECES):
        shutil.rmtree(root / name, ignore_errors=True)
    started, used = perf_counter(), process_time()
    with get_context("fork").Pool(JOBS) as pool:
        cut = pool.map(partial(_cut, root / PIECES), [documents[job::JOBS] for job in range(JOBS)])
    write_index(root, None, [doc for part, _, _ in cut for doc in part])
    cost = {"wall": perf_counter() - started, "cpu": process_time() - used + sum(cpu for _, cpu, _ in cut)}
    return cost | {"memory": max(_peak(), *(peak for _, _, peak in cut))}


def _cut(pieces: Path, documents: Sequence[Document]) -> tuple[list[Doc], float, float]:
    """What a worker does: its documents, processor seconds, and the most memory it held."""
    used = process_time()
    return _docs(pieces, documents), process_time() - used, _peak()


def _docs(pieces: Path, documents: Iterable[Document]) -> list[Doc]:
    """Documents with the lists by which the whole cluster's index is narrowed."""
    return [
        (date, key, digest, (*lists, f"=site:{key.partition('/')[0]}", f"=under:{key.partition('/')[0]}"))
        for date, key, digest, lists in keep_pieces(pieces, map(entry_of, documents))
    ]


def change(root: Path) -> dict[str, float]:
    """Seconds of updates of a copy of the index: the median of nine after an edit of one sentence, then one with a new document;
    then with the newest document dated back before all others, and without it: both number nearly all documents anew.
    """
    folder = root / "changed"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name in (SEARCH, PIECES):
        shutil.copytree(root / name, folder / name)
    shutil.copyfile(root / STATE, folder / STATE)
    documents = read_documents(root / "documents.jsonl")
    chance = random.Random(SEED)
    seconds = []
    for number, document in enumerate(chance.sample(documents, EDITS)):
        edited = document.html.replace("。", f"，第{number}次改过的一句话。", 1)
        seconds.append(_seconds(folder, replace(document, html=edited)))
    found = (sentence for document in chance.sample(documents, 100) for sentence in SENTENCE.findall(document.html))
    text = ""
    while len(text) < LENGTH:
        text += next(found)
    home = documents[0].key.partition("/")[0]
    added = Document(documents[0].site, f"{home}/added.html", "新增的一件", TODAY, f"<p>{text}</p>")
    spent = {"edit": median(seconds), "add": _seconds(folder, added)}
    _write_sites(folder)
    return spent | {"backdate": _anew(folder, replace(added, date=LONG_AGO)), "delete": _anew(folder, replace(added, html=""))}


def _seconds(folder: Path, document: Document) -> float:
    """How long it takes, from the state kept in `folder`, until its index has the document as it is now."""
    started = perf_counter()
    before = _state(folder)
    (doc,) = _docs(folder / PIECES, [document])
    write_index(folder, before, [*(known for known in before.documents if known[1] != doc[1]), doc])
    return perf_counter() - started


def _write_sites(folder: Path) -> None:
    """The index of each site beside that of all, as a cluster has them."""
    sites: dict[str, list[Doc]] = {}
    for doc in _state(folder).documents:
        sites.setdefault(doc[1].partition("/")[0], []).append(doc)
    for site, documents in sites.items():
        own = folder / SITES / site
        own.mkdir(parents=True)
        (own / PIECES).symlink_to(folder / PIECES)
        write_index(own, None, documents)


def _anew(folder: Path, document: Document) -> float:
    """How long it takes until the index of its site and that of all have a document as it is now, or not, when it is empty."""
    started = perf_counter()
    fresh = _docs(folder / PIECES, [document]) if document.html else []
    for place in (folder / SITES / document.key.partition("/")[0], folder):
        before = _state(place)
        others = () if place != folder else ((own, _state(own)) for own in sorted((folder / SITES).iterdir()))
        kept = [known for known in before.documents if known[1] != document.key]
        write_index(place, before, [*kept, *fresh], ((own / SEARCH / "d", state) for own, state in others))
    return perf_counter() - started


def _state(folder: Path) -> State:
    return State.of(json.loads((folder / STATE).read_text(encoding="utf-8")))


def _peak() -> float:
    """The most memory held since this program began, in MB; getrusage would tell of the process that started it, too."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def main() -> None:
    """Print the cost as a line of JSON."""
    print(json.dumps({"cold": cold, "change": change}[sys.argv[1]](Path(sys.argv[2]))))


if __name__ == "__main__":
    main()
