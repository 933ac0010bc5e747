"""What a process has read is read again whenever it may be otherwise."""

import os
from pathlib import Path

import pytest

from wangqun.render import known as knowing
from wangqun.render.brought import tree_digest
from wangqun.render.known import files_below, known

LONG_AGO = 1_700_000_000  # s


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file is too young to be known by its time."""
    monkeypatch.setattr(knowing, "RACY", -(10**18))


def test_a_file_that_stays_is_read_once(tmp_path: Path, old: None) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")

    assert known(str(path)) is known(str(path))


def test_a_young_file_is_read_each_time(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")

    assert known(str(path)) is not known(str(path))


def test_a_file_of_another_size_time_or_place_is_read_again(tmp_path: Path, old: None) -> None:
    path, other = tmp_path / "a", tmp_path / "b"
    seen = []
    for data, time, moved in ((b"one", 1, False), (b"longer", 1, False), (b"LONGER", 2, False), (b"MOVED!", 2, True)):
        (other if moved else path).write_bytes(data)
        os.utime(other if moved else path, (LONG_AGO + time, LONG_AGO + time))
        if moved:
            other.replace(path)
        seen.append(known(str(path)).data)

    assert seen == [b"one", b"longer", b"LONGER", b"MOVED!"]


def test_a_file_that_is_gone_is_not_there(tmp_path: Path, old: None) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one")
    known(str(path))
    path.unlink()

    with pytest.raises(FileNotFoundError):
        known(str(path))


def test_files_come_folder_by_folder_without_what_was_compiled(tmp_path: Path) -> None:
    for name in ("a.b/c", "a/d", "a/__pycache__/e.pyc", "__pycache__/f", "a.b/__pycache__/g/h"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "a")

    assert files_below(tmp_path) == [(name, str(tmp_path / name)) for name in ("a/d", "a.b/c")]
    assert files_below(tmp_path / "none") == []


def test_a_tree_is_told_from_any_other(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    told = set()
    for name, data in (("a", b"1"), ("a", b"2"), ("b", b"2"), ("c", b"")):
        (tmp_path / "t" / name).write_bytes(data)
        told.add(tree_digest([tmp_path / "t"]))
    (tmp_path / "t" / "a").unlink()
    told |= {
        tree_digest([tmp_path / "t"]),
        tree_digest([tmp_path / "t" / "b"]),
        tree_digest([]),
        tree_digest([tmp_path / "none"]),
    }

    assert len(told) == 7, "two of the last are of nothing"
