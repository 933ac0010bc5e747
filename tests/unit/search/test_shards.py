"""An index brought up to date by a few edits is the index made from nothing, long lists and damage included."""

import json
import random
from base64 import b64decode
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from wangqun.search import assembly, edits, named, postings, shards
from wangqun.search.assembly import assemble, gather
from wangqun.search.cutting import TITLE, Piece, piece_of, shard_hash
from wangqun.search.index import Entry, Section
from wangqun.search.named import index_json, used_names
from wangqun.search.pieces import Doc
from wangqun.search.postings import Posting, Shard, decode_posting, encode_shard
from wangqun.search.shards import State, bits_for, in_order, update
from wangqun.search.store import Store

WORDS = "人大 代表 供水 排水 排 の かな 第十二条 2026 abc 𠀀大 大会".split()
NAMES = ("LONG", "RANGE", "HEAD")
Make = Callable[[Store, State | None, Sequence[Doc]], State]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists are long from 13 documents on, ranges are of 8, heads of 5, files of names short."""
    for module in (assembly, edits, postings, shards):
        for name, value in zip(NAMES, (12, 8, 5), strict=True):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, value)
    monkeypatch.setattr(shards, "GROUP", 4)
    monkeypatch.setattr(shards, "ROWS", 60)
    monkeypatch.setattr(shards, "FRAGMENTS", 8)


class Pieces(dict[str, Piece]):
    """Pieces by digest, in memory."""

    def document(self, number: int, text: str, title: str = "题", date: str = "2026-01-01", *lists: str) -> Doc:
        """A document of which a piece is kept."""
        digest = f"{number}|{date}|{title}|{text}"
        sections = tuple(Section("", "", part) for part in text.split("|") if part)
        row = ("xian", "县", f"xian:article/{number:03}", "article", "news", title, "", sections, "", date)
        self[digest] = piece_of(Entry(*row, "https://x.example", False, "/a.html", "a.html", ""))
        return date, f"xian:article/{number:03}", digest, ("=kind:article", *lists)


def contents(store: Store, state: State) -> tuple[str, dict[str, bytes]]:
    """What a reader gets of an index: index.json and every file that it leads to."""
    text = index_json(store, state, {"sites": []}, "https://x.example")
    return text, {name: store.get(bytes.fromhex(name)) for name in sorted(used_names(store, text))}


def written(chance: random.Random) -> str:
    """A text of a few words, now and then of many chunks."""
    chunks = chance.choice([1, 1, 1, 2, 20])
    return "|".join("，".join(chance.choices(WORDS, k=chance.randint(1, 4))) + "，" * 3990 * (chunks > 1) for _ in range(chunks))


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("seed", range(6))
def test_a_patched_index_is_the_one_made_from_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    pieces = Pieces()
    documents = {n: pieces.document(n, written(chance)) for n in range(40)}
    store = Store.open(tmp_path / "patched")
    state = update(store, None, in_order(list(documents.values())), pieces.__getitem__)
    for step in range(16):
        for _ in range(chance.randint(1, 5)):
            number = chance.randrange(60)
            kind = chance.choice(["edit", "title", "lists", "remove", "remove"])
            if kind == "remove":
                documents.pop(number, None)
            else:
                title = chance.choice(WORDS) if kind == "title" else "题"
                lists = [f"=column:{chance.choice('ab')}"] if kind == "lists" else []
                date = f"2026-01-{number + 1:02}" if number < 28 and number in documents else "2026-02-01"
                documents[number] = pieces.document(number, written(chance), title, date, *lists)
        wanted = in_order(list(documents.values()))
        state = update(store, state, wanted, pieces.__getitem__)
        anew = Store.open(tmp_path / f"anew{step}")

        assert contents(store, state) == contents(anew, update(anew, None, wanted, pieces.__getitem__))
        assert State.of(json.loads(json.dumps(state.as_json()))) == state


@pytest.mark.usefixtures("small")
def test_a_list_grows_long_and_short_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pieces, store = Pieces(), Store.open(tmp_path / "patched")
    documents = [pieces.document(n, f"供水{n}", "供水" if n % 7 == 0 else "题") for n in range(11)]
    state = update(store, None, tuple(documents), pieces.__getitem__)
    monkeypatch.setattr(shards, "_assembled", None)  # every step from here on is a patch
    monkeypatch.setattr(shards, "ROWS", 10**9)
    monkeypatch.setattr(shards, "FRAGMENTS", 10**9)
    kept = []
    for count in (11, 14, 25, 24, 17, 16, 13, 12, 5, 0, 13, 30):
        documents = [pieces.document(n, f"供水{n}", "供水" if n % 7 == 0 else "题") for n in range(count)]
        with monkeypatch.context() as patch:
            if not kept:
                patch.setattr(shards, "_assembled", assembled)
            state = update(store, state if kept else None, tuple(documents), pieces.__getitem__)
        kept.append((state, tuple(documents)))
    monkeypatch.setattr(shards, "_assembled", assembled)

    for number, (state, wanted) in enumerate(kept):
        anew = Store.open(tmp_path / f"anew{number}")
        assert contents(store, state) == contents(anew, update(anew, None, wanted, pieces.__getitem__))


assembled = shards._assembled


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize(("seed", "bits", "rows"), [(1, 0, 10**6), (2, 3, 10**6), (3, 5, 40)])
def test_assembling_at_once_gives_what_adding_each_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, bits: int, rows: int
) -> None:
    monkeypatch.setattr(assembly, "ROWS", rows)
    chance = random.Random(seed)
    pieces = Pieces()
    made = [pieces[pieces.document(n, written(chance), chance.choice(WORDS))[2]] for n in range(50)]
    expected: list[dict[str, Posting]] = [{} for _ in range(1 << bits)]
    for number, piece in enumerate(made):
        for token, places in shards._tokens(piece, ()).items():
            expected[shard_hash(token) >> 32 - bits].setdefault(token, {})[number] = places
    plain, store = Store.open(tmp_path / "plain"), Store.open(tmp_path / "numpy")
    wanted = []
    for tokens in expected:
        shard = Shard()
        for token, posting in tokens.items():
            edits.add(shard, token, posting, plain)
        wanted.append(encode_shard(shard))

    assert [encode_shard(shard) for shard in assemble(gather(enumerate(piece.rows for piece in made)), bits, store)] == wanted
    assert store.there == plain.there


def test_an_index_of_nothing_can_be_made_and_filled_and_emptied(tmp_path: Path) -> None:
    pieces, store = Pieces(), Store.open(tmp_path / "patched")
    first = update(store, None, (), pieces.__getitem__)
    filled = update(store, first, (pieces.document(1, "供水"),), pieces.__getitem__)
    emptied = update(store, filled, (), pieces.__getitem__)

    assert contents(store, emptied) == contents(store, first)
    assert len(used_names(store, contents(store, filled)[0])) > len(used_names(store, contents(store, first)[0]))


def test_a_document_that_is_not_changed_costs_nothing(tmp_path: Path) -> None:
    pieces, store = Pieces(), Store.open(tmp_path)
    documents = tuple(pieces.document(n, f"供水{n}") for n in range(5))
    state = update(store, None, documents, pieces.__getitem__)

    assert update(store, state, documents, {}.__getitem__) is state


@pytest.mark.parametrize(
    ("which", "damage"),
    [(which, damage) for which in ("shard", "table") for damage in ("gone", "short", "flipped")] + [("fragment", "gone")],
)
def test_a_lost_or_damaged_file_is_made_anew_when_a_document_changes(tmp_path: Path, which: str, damage: str) -> None:
    pieces, store = Pieces(), Store.open(tmp_path / "patched")
    documents = [pieces.document(n, f"供水{n}") for n in range(5)]
    state = update(store, None, tuple(documents), pieces.__getitem__)
    names = {"shard": state.shards[0], "table": state.tables[0]}
    fragment = next(shards.read_table(store.get(state.tables[0])))[0]
    harm(tmp_path / "patched" / names.get(which, fragment).hex(), damage)
    documents[4] = pieces.document(4, "排水4")
    store = Store.open(tmp_path / "patched")
    state = update(store, state, tuple(documents), pieces.__getitem__)
    anew = Store.open(tmp_path / "anew")

    assert contents(store, state) == contents(anew, update(anew, None, tuple(documents), pieces.__getitem__))


@pytest.mark.parametrize("which", ["shard", "table", "fragment"])
def test_a_lost_file_is_made_anew_when_nothing_changes(tmp_path: Path, which: str) -> None:
    pieces, store = Pieces(), Store.open(tmp_path)
    documents = tuple(pieces.document(n, f"供水{n}") for n in range(5))
    state = update(store, None, documents, pieces.__getitem__)
    before = contents(store, state)
    names = {"shard": state.shards[0], "table": state.tables[0]}
    harm(tmp_path / names.get(which, next(shards.read_table(store.get(state.tables[0])))[0]).hex(), "gone")
    store = Store.open(tmp_path)

    assert contents(store, update(store, state, documents, pieces.__getitem__)) == before


@pytest.mark.usefixtures("small")
def test_a_lost_range_is_made_anew_when_its_documents_change(tmp_path: Path) -> None:
    pieces, store = Pieces(), Store.open(tmp_path / "patched")
    documents = [pieces.document(n, "供水") for n in range(30)]
    state = update(store, None, tuple(documents), pieces.__getitem__)
    tail = next(tail for name in state.shards for token, tail in store.get_shard(name).tails.items() if token == "供水")
    harm(tmp_path / "patched" / tail.ranges[0].hex(), "gone")
    documents[3] = pieces.document(3, "供水排水")
    store = Store.open(tmp_path / "patched")
    state = update(store, state, tuple(documents), pieces.__getitem__)
    anew = Store.open(tmp_path / "anew")

    assert contents(store, state) == contents(anew, update(anew, None, tuple(documents), pieces.__getitem__))


def harm(path: Path, how: str) -> None:
    """Damage a file."""
    if how == "gone":
        path.unlink()
    else:
        data = path.read_bytes()
        path.write_bytes(data[:-1] if how == "short" else data[:-1] + bytes([data[-1] ^ 255]))


def test_a_lost_piece_is_an_error(tmp_path: Path) -> None:
    def lost(digest: str) -> Piece:
        raise FileNotFoundError(digest)

    with pytest.raises(FileNotFoundError):
        update(Store.open(tmp_path), None, (("", "xian:article/1", "d", ()),), lost)


@pytest.mark.parametrize("text", ['"{}"', "null", "[]", "{}", '{"format": 0}', '{"format": 1, "documents": [1]}'])
def test_a_state_that_is_none_is_refused(text: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        State.of(json.loads(text))


@pytest.mark.usefixtures("small")
def test_the_head_of_a_long_list_has_titles_first_then_the_strongest_then_the_newest() -> None:
    posting = {n: ((0, 1 + (n == 20) + (TITLE if n in {3, 5} else 0), 0),) for n in range(40)}

    assert list(postings.best(posting)) == [3, 5, 20, 38, 39]


def test_shards_are_as_many_as_fit_their_rows() -> None:
    assert [bits_for(rows) for rows in (0, 1, shards.ROWS, 2 * shards.ROWS, 64 * shards.ROWS)] == [0, 0, 0, 1, 6]


def test_files_of_earlier_states_stay_until_they_are_swept(tmp_path: Path) -> None:
    pieces, store = Pieces(), Store.open(tmp_path)
    first = update(store, None, (pieces.document(1, "供水"),), pieces.__getitem__)
    before = contents(store, first)
    second = update(store, first, (pieces.document(1, "排水"),), pieces.__getitem__)
    after = contents(store, second)

    assert contents(store, first) == before
    store.sweep(after[1].keys())
    assert contents(store, second) == after
    assert {path.name for path in tmp_path.iterdir()} == set(after[1])


@pytest.mark.usefixtures("small")
def test_a_long_list_is_whole_in_its_ranges(tmp_path: Path) -> None:
    pieces, store = Pieces(), Store.open(tmp_path)
    documents = tuple(pieces.document(n, "供水") for n in range(30))
    state = update(store, None, documents, pieces.__getitem__)
    shard = next(shard for shard in map(store.get_shard, state.shards) if "供水" in shard.slices)
    tail = shard.tails["供水"]
    parts = [list(decode_posting(store.get_range(name))) for name in tail.ranges]

    assert (tail.documents, tail.chunks) == (30, 30)
    assert parts == [list(range(0, 8)), list(range(8, 16)), list(range(16, 24)), list(range(24, 30))]
    assert list(decode_posting(shard.slices["供水"])) == [25, 26, 27, 28, 29]


def test_a_small_index_brings_along_what_every_question_needs_and_a_large_one_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pieces, store = Pieces(), Store.open(tmp_path / "d")
    state = update(store, None, tuple(pieces.document(n, f"供水{n}") for n in range(9)), pieces.__getitem__)
    head = json.loads(index_json(store, state, {"sites": []}, "https://x.example"))
    needed = {head["about"], *head["shards"], *head["tables"]}

    assert {name: b64decode(held) for name, held in head["held"].items()} == {
        name: store.get(bytes.fromhex(name)) for name in needed
    }
    monkeypatch.setattr(named, "HELD", 20)
    large = json.loads(index_json(store, state, {"sites": []}, "https://x.example"))
    assert large == {key: value for key, value in head.items() if key != "held"}


def test_a_damaged_file_is_not_brought_along(tmp_path: Path) -> None:
    pieces, store = Pieces(), Store.open(tmp_path / "d")
    state = update(store, None, (pieces.document(1, "供水"),), pieces.__getitem__)
    path = store.folder / state.tables[0].hex()
    path.write_bytes(bytes(path.stat().st_size))

    assert "held" not in json.loads(index_json(store, state, {"sites": []}, "https://x.example"))
