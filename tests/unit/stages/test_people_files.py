"""Reading records of people, and remembering them between runs."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from clusters import write_cluster
from wangqun.domain.cluster import Cluster, Memory
from wangqun.stages.load import load
from wangqun.store.rows import PATH, read_known_rows, write_known_rows

KEY = "person:7k3m9q2x4t"
FOLDER = "content/county/xian/"
DEPUTY = f"# 说明\nperson: {KEY}\nname: 闻正言\nmandates:\n  - {{term: 17, constituency: c1, from: 2022-01-10}}\n"
LISTED = f"- person: {KEY}\n  name: 闻正言\n\n- person: person:8m4n9r3y5v\n  name: 鲁问津\n"


def _remembered(root: Path, cluster: Cluster) -> Memory:
    write_known_rows(root, cluster.memory.rules, cluster.memory.rows, 0)
    return Memory(cluster.memory.rules, rows=read_known_rows(root, cluster.memory.rules))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A county with a deputy, a list of deputies, and a file that nothing can be made of."""
    files = {"deputies/wen.yaml": DEPUTY, "deputies/all.yaml": LISTED, "deputies/bad.yaml": "person: [\n", "terms.yaml": ""}
    return write_cluster(tmp_path, {FOLDER + name: text for name, text in files.items()})


def test_a_file_holds_one_record_or_a_list_of_them(root: Path) -> None:
    rows = load(root).rows

    assert [(r.path.rpartition("/")[2], r.values["name"], r.line, r.line_of("name")) for r in rows] == [
        ("all.yaml", "闻正言", 1, 2),
        ("all.yaml", "鲁问津", 4, 5),
        ("wen.yaml", "闻正言", 2, 3),
    ]
    assert rows[2].dates == ("2022-01-10",)
    assert rows[2].line_of("mandates", 0, "from") == 5


def test_a_broken_file_stops_no_other(root: Path) -> None:
    cluster = load(root)

    assert [(f.code, f.path) for f in cluster.findings] == [("yaml-syntax", FOLDER + "deputies/bad.yaml")]
    assert len(cluster.rows) == 3


def test_a_folder_of_another_name_holds_no_people(tmp_path: Path) -> None:
    assert load(write_cluster(tmp_path, {FOLDER + "deputes/wen.yaml": DEPUTY, FOLDER + "news/deputies.yaml": DEPUTY})).rows == ()


def test_what_is_remembered_equals_what_was_read(root: Path) -> None:
    first = load(root)

    again = load(root, _remembered(root, first))

    assert first.rows == again.rows
    assert first.findings == again.findings
    assert first.memory.rows == again.memory.rows


def test_nothing_is_read_again_that_has_not_changed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = _remembered(root, load(root))
    read = []

    def spy(*args: Any) -> None:
        read.append(args[0])

    monkeypatch.setattr("wangqun.stages.load.row_files.read_merged", spy)
    cluster = load(root, memory)

    assert read == []
    assert cluster.memory.rows is memory.rows


def test_an_edited_file_is_read_again_and_no_other(root: Path) -> None:
    memory = _remembered(root, load(root))
    (root / FOLDER / "deputies/wen.yaml").write_text(DEPUTY.replace("闻正言", "闻正严"), encoding="utf-8")

    rows = load(root, memory).rows

    assert [r.values["name"] for r in rows] == ["闻正言", "鲁问津", "闻正严"]
    assert rows[0] is memory.rows[FOLDER + "deputies/all.yaml"].rows[0]
    assert rows == load(root).rows


def test_a_file_that_is_gone_is_forgotten(root: Path) -> None:
    memory = _remembered(root, load(root))
    (root / FOLDER / "deputies/all.yaml").unlink()

    cluster = load(root, memory)

    assert [r.values["name"] for r in cluster.rows] == ["闻正言"]
    assert FOLDER + "deputies/all.yaml" not in cluster.memory.rows


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\xe9\x02"])
def test_a_damaged_memory_counts_as_empty(root: Path, damage: bytes) -> None:
    cluster = load(root)
    _remembered(root, cluster)
    (root / PATH).write_bytes(damage)

    assert read_known_rows(root, cluster.memory.rules) == {}


def test_a_memory_made_under_other_rules_counts_as_empty(root: Path) -> None:
    _remembered(root, load(root))

    assert read_known_rows(root, "other rules") == {}


def test_a_file_that_may_change_again_unseen_is_not_remembered(root: Path) -> None:
    cluster = load(root)
    write_known_rows(root, cluster.memory.rules, cluster.memory.rows, 10**12)
    known = read_known_rows(root, cluster.memory.rules)
    path = root / FOLDER / "deputies/wen.yaml"
    status = path.stat()
    path.write_text(DEPUTY.replace("闻正言", "闻正严"), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    assert {file.mtime for file in known.values()} == {0}
    assert "闻正严" in {row.values["name"] for row in load(root, Memory(cluster.memory.rules, rows=known)).rows}


def test_a_fresh_checkout_with_the_cache_reads_bytes_and_parses_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(root)
    memory = _remembered(root, first)
    (root / FOLDER / "deputies/bad.yaml").unlink()
    for path in (root / FOLDER).rglob("*.yaml"):
        os.utime(path, (1, 1))
        shutil.copy(path, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)
    monkeypatch.setattr("wangqun.stages.load.row_files.parse_yaml", lambda *text: pytest.fail("parsed"))
    again = load(root, memory)
    known = _remembered(root, again)

    assert again.rows == first.rows
    assert load(root, known).memory.rows is known.rows
