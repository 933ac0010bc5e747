"""An index merged from others is, byte by byte, the one made from all pieces, in one process or in several."""

import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from wangqun.search import parts
from wangqun.search.pieces import Doc
from wangqun.search.postings import Shard
from wangqun.search.shards import State, in_order, update
from wangqun.search.store import Store
from wangqun.workers import Died

from .test_shards import WORDS, Pieces, contents, harm, small, written

assert small  # the fixture


def below(doc: Doc) -> Doc:
    """A document as the index of another site knows it."""
    return (*doc[:3], doc[3][:1])


class Sites:
    """Documents over a few sites, each with an index of its own."""

    def __init__(self, folder: Path, seed: int, sites: int = 4) -> None:
        chance = random.Random(seed)
        self.pieces = Pieces()
        self.all = [
            self.pieces.document(n, written(chance), chance.choice(WORDS), f"2026-01-{chance.randrange(1, 29):02}", f"=site:{n}")
            for n in range(70)
        ]
        self.folders: list[tuple[Path, State]] = []
        for site in range(1, sites):  # what has number 0 is of the top itself
            own = in_order([below(doc) for n, doc in enumerate(self.all) if n % sites == site or (site == 1 and n % 3 == 0)])
            store = Store.open(folder / f"site{site}")
            self.folders.append((store.folder, update(store, None, own, self.pieces.__getitem__)))
        self.wanted = in_order(self.all[:-6])  # a site has more than its top is told

    def others(self) -> Iterator[tuple[Path, State]]:
        """The sites' indexes."""
        return iter(self.folders)

    def anew(self, folder: Path) -> tuple[str, dict[str, bytes]]:
        """The index from all pieces."""
        store = Store.open(folder)
        return contents(store, update(store, None, self.wanted, self.pieces.__getitem__))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("large", "jobs"), [(10**6, 1), (300, 1), (10**6, 3), (300, 3)])
@pytest.mark.parametrize("seed", range(3))
def test_a_merged_index_is_the_one_made_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, large: int, jobs: int
) -> None:
    monkeypatch.setattr(parts, "LARGE", large)
    monkeypatch.setattr(parts, "FEW", 0)
    sites = Sites(tmp_path, seed)
    held = {doc[2] for _, state in sites.folders for doc in state.documents}
    beside = Pieces({digest: piece for digest, piece in sites.pieces.items() if digest not in held})
    store = Store.open(tmp_path / "merged")
    state = update(store, None, sites.wanted, beside.__getitem__, sites.others, jobs)

    assert len(state.shards) > 4
    assert any(store.get_shard(name).tails for name in state.shards)
    assert contents(store, state) == sites.anew(tmp_path / "anew")
    assert store.there == {path.name for path in store.folder.iterdir()}


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("damage", ["gone", "short", "flipped"])
@pytest.mark.parametrize("which", ["shard", "table", "range", "folder"])
def test_an_index_that_is_not_whole_is_not_merged(tmp_path: Path, which: str, damage: str) -> None:
    sites = Sites(tmp_path, 1)
    folder, state = sites.folders[1]
    ranges = [
        name for shard in map(Store(folder).get_shard, state.shards) for tail in shard.tails.values() for name in tail.ranges
    ]
    wanted = {"shard": state.shards[0], "table": state.tables[0], "range": next(filter(None, ranges))}
    for path in folder.iterdir() if which == "folder" else [folder / wanted[which].hex()]:
        harm(path, damage)
    store = Store.open(tmp_path / "merged")
    state = update(store, None, sites.wanted, sites.pieces.__getitem__, sites.others)

    assert contents(store, state) == sites.anew(tmp_path / "anew")


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("always", [False, True])
def test_a_part_whose_worker_dies_is_made_by_another_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, always: bool) -> None:
    monkeypatch.setattr(parts, "FEW", 0)
    sites, ours, died = Sites(tmp_path, 2), os.getpid(), tmp_path / "died"
    put = Store.put_shard

    def dies(store: Store, shard: Shard) -> bytes:
        if os.getpid() != ours and (always or not died.exists()):
            died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return put(store, shard)

    monkeypatch.setattr(Store, "put_shard", dies)
    store = Store.open(tmp_path / "merged")
    if always:
        with pytest.raises(Died, match="-9"):
            update(store, None, sites.wanted, sites.pieces.__getitem__, sites.others, 2)
        return
    state = update(store, None, sites.wanted, sites.pieces.__getitem__, sites.others, 2)

    assert contents(store, state) == sites.anew(tmp_path / "anew")


@pytest.mark.usefixtures("small")
def test_fragments_are_copied_where_a_file_cannot_have_two_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*names: object) -> None:
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)
    sites = Sites(tmp_path, 0)
    store = Store.open(tmp_path / "merged")
    state = update(store, None, sites.wanted, sites.pieces.__getitem__, sites.others)

    assert contents(store, state) == sites.anew(tmp_path / "anew")


@pytest.mark.usefixtures("small")
def test_an_index_merged_from_others_takes_an_edit_as_any_does(tmp_path: Path) -> None:
    sites = Sites(tmp_path, 2)
    store = Store.open(tmp_path / "merged")
    state = update(store, None, sites.wanted, sites.pieces.__getitem__, sites.others)
    edited = sites.pieces.document(5, "供水排水", "改", sites.all[5][0], "=site:5")
    newest = sites.pieces.document(99, "大会", "新", "2026-12-01", "=site:5")
    sites.wanted = in_order([*(doc for doc in sites.wanted if doc[1] != edited[1]), edited, newest])
    state = update(store, state, sites.wanted, sites.pieces.__getitem__, lambda: pytest.fail("assembled anew"))

    assert contents(store, state) == sites.anew(tmp_path / "anew")
