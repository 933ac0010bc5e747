"""The index of one site: what changed is written, what is damaged is made anew."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from wangqun.search import index
from wangqun.search.index import KNOWN, Change, Entry, Section, disown, read_known
from wangqun.search.index import update as update_index
from wangqun.search.pieces import keep_pieces, text
from wangqun.search.query import Query, ask
from wangqun.search.tokens import query_tokens


def entry(slug: str, title: str = "一篇稿件", body: str = "正文一段。", column: str = "news") -> Entry:
    return Entry(
        site="xian",
        site_name="示例县人大",
        id=f"xian:article/{slug}",
        kind="article",
        column=column,
        title=title,
        headings="",
        sections=(Section("", "", body),),
        names="张三",
        date="2026-03-02",
        origin="https://x",
        is_elsewhere=False,
        prefix="",
        file=f"article/{slug}.html",
        digest="d",
    )


def update(folder: Path, entries: list[Entry]) -> Change:
    """Bring an index up to these entries, of which each is cut first."""
    pieces = folder.parent / "pieces"
    texts = {key: piece for _, key, piece, _ in keep_pieces(pieces, entries)}
    digests = {each.id: each.digest for each in entries}
    return update_index(folder, texts, lambda key: text(pieces, texts[key]), digests)


def found(folder: Path, text: str, every: bool = True, **narrow: str) -> list[str]:
    query = Query(tuple(query_tokens(text)), text, **narrow)
    return [hit.fields["id"].rpartition("/")[2] for hit in ask(folder, query, every, lambda fields: True)]


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    folder = tmp_path / "xian"
    first = update(folder, [entry("a"), entry("b"), entry("c")])
    second = update(folder, [entry("a"), entry("b", body="排水检查。"), entry("d")])

    assert first == Change(3, 0, True)
    assert second == Change(2, 1, False)
    assert found(folder, "排水") == ["b"]
    assert sorted(found(folder, "正文")) == ["a", "d"]


def test_nothing_is_opened_when_nothing_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update(tmp_path / "xian", [entry("a")])
    monkeypatch.setattr(index, "_write", None)

    assert update(tmp_path / "xian", [entry("a")]) == Change(0, 0, False)


def test_many_updates_leave_few_segments_and_lose_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "xian"
    entries = [entry(f"a{number}") for number in range(20)]
    update(folder, entries)
    for number in range(40):
        entries[number % 20] = entry(f"a{number % 20}", body=f"第{number}次改动。")
        update(folder, entries)

    assert len(list(folder.glob("*.seg"))) <= index.SEGMENTS
    assert len(found(folder, "改动")) == 20
    assert found(folder, "第三十九次") == ["a19"]
    assert found(folder, "第三次") == []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves a damaged file open
@pytest.mark.parametrize("damage", ["short", "gone", "garbage", "format", "unfinished", "flipped"])
def test_a_damaged_index_is_made_anew(damage: str, tmp_path: Path) -> None:
    folder = tmp_path / "xian"
    update(folder, [entry("a")])
    segment = next(folder.glob("*.seg"))
    known = folder / KNOWN
    match damage:
        case "short":
            segment.write_bytes(segment.read_bytes()[:100])
        case "gone":
            segment.unlink()
        case "garbage":
            known.write_text("{", encoding="utf-8")
        case "format":
            known.write_text(known.read_text(encoding="utf-8").replace('"format":"', '"format":"0'), encoding="utf-8")
        case "unfinished":
            disown(folder)
        case "flipped":
            segment.write_bytes(b"\xff" * segment.stat().st_size)
    change = update(folder, [entry("a", body="新的排水检查。")])

    assert change == Change(1, 0, True)
    assert found(folder, "排水") == ["a"]


def test_a_killed_writer_leaves_an_index_that_the_next_makes_anew(tmp_path: Path) -> None:
    folder = tmp_path / "xian"
    update(folder, [entry("a")])
    program = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom whoosh.writing import SegmentWriter\n"
        "SegmentWriter.commit = lambda *args, **kwargs: os.kill(os.getpid(), signal.SIGKILL)\n"
        "from wangqun.search.index import update\n"
        "from wangqun.search.kept import Text\n"
        "texts = ('title', 'headings', 'body', 'names')\n"
        "stored = dict.fromkeys(('site', 'kind', 'column', 'date', 'url', 'file', 'past', *texts), '')\n"
        "one = Text(stored | {'id': 'xian:article/b'}, dict.fromkeys(texts, {}))\n"
        "update(Path(sys.argv[1]), {'xian:article/b': 'mark'}, lambda key: one, {'xian:article/b': ''})\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", program, str(folder)], check=False, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    after_kill = read_known(folder)
    change = update(folder, [entry("a"), entry("b")])

    assert killed.returncode == -signal.SIGKILL
    assert after_kill is None
    assert change == Change(2, 0, True)
    assert sorted(found(folder, "正文")) == ["a", "b"]


def test_what_is_gone_leaves_the_files_and_an_edit_costs_no_more_than_itself(tmp_path: Path) -> None:
    folder = tmp_path / "xian"
    others = [entry(f"a{number}") for number in range(5)]
    update(folder, others)
    update(folder, [*others, entry("secret", body="水库泄洪的机密数字。")])
    before = _holds(folder, "泄洪")
    segments = set(folder.glob("*.seg"))
    update(folder, [replace(others[0], title="改过的题目"), *others[1:], entry("secret", body="水库泄洪的机密数字。")])
    edited = set(folder.glob("*.seg"))
    update(folder, [replace(others[0], title="改过的题目"), *others[1:]])

    assert before
    assert segments < edited
    assert not _holds(folder, "泄洪")
    assert sorted(found(folder, "正文")) == ["a0", "a1", "a2", "a3", "a4"]


def _holds(folder: Path, token: str) -> bool:
    """True when any file of an index has this token in it."""
    return any(token.encode() in path.read_bytes() for path in folder.iterdir())


def test_the_phrase_in_the_title_comes_first_then_in_the_text(tmp_path: Path) -> None:
    folder = tmp_path / "xian"
    apart = "水库很多。库大了。大坝不少。"
    entries = [
        entry("apart", body=apart * 9),
        entry("text", body="检查水库大坝。"),
        entry("title", title="水库大坝", body="无。"),
    ]
    update(folder, [*entries, entry("half", body="水库。")])

    assert found(folder, "水库大坝") == ["title", "text", "apart"]
    assert set(found(folder, "水库大坝", every=False)) == {"title", "text", "apart", "half"}


def test_kind_column_and_date_narrow(tmp_path: Path) -> None:
    folder = tmp_path / "xian"
    page = replace(entry("p"), kind="page", date="")
    update(folder, [entry("a"), entry("b", column="laws"), page])

    assert found(folder, "正文", column="laws") == ["b"]
    assert found(folder, "正文", kind="page") == ["p"]
    assert found(folder, "正文", since="2026-03-03") == []
    assert sorted(found(folder, "正文", since="2026-03-02")) == ["a", "b"]
    assert sorted(found(folder, "张三")) == ["a", "b", "p"]
