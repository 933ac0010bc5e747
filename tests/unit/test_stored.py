"""Files kept under build/ are read and written in one place, and that place takes anything for what it is."""

import ast
import json
import os
from pathlib import Path

import pytest

from clusters import REPO
from wangqun import stored

SOURCE = REPO / "plugins" / "wangqun"
DIRECT = {"read_text", "read_bytes", "write_text", "write_bytes", "open", "load", "loads"}
MODULES = {"json", "marshal", "pickle", "os", "io"}
ELSEWHERE = {  # what these read and write by themselves does not stand under build/, or is this run's own staging
    "cli/search.py": "the file that export is told to write",
    "scan/scanner.py": "the engine's own modules",
    "deploy/preview.py": "the folder that preview is told to write",
    "deploy/recipes.py": "recipes in a cluster's repository",
    "authoring/importing/placing.py": "content/ and sites/",
    "authoring/laws/files.py": "laws that somebody names",
    "authoring/laws/versions.py": "a list of pairs that somebody names",
    "authoring/importing/pieces.py": "an old site",
    "authoring/importing/settings.py": "an old site",
    "ask/people.py": "content/",
    "stages/catalogue/cluster_pool.py": "staging",
    "render/compress.py": "staging",
    "render/copies.py": "from content/ into staging",
    "render/digests.py": "staging",
    "render/known.py": "the engine, the theme, plugins, extensions",
    "render/dependencies.py": "rules of a time zone",
    "render/old_site.py": "an old site's theme",
    "render/phrases.py": "the list of words beside it",
    "authoring/suggestions/__init__.py": "a table that somebody names",
    "search/named.py": "JSON of an index whose seal was sound, guarded by who asks",
    "render/wording.py": "templates and a cluster's own words",
    "render/writer.py": "staging, the theme",
    "authoring/scaffold.py": "content/ and sites/",
    "authoring/schema.py": "the folder that schema is told to write",
    "serve/building.py": "what a build prints",
    "serve/server.py": "the preview's own script",
    "serve/shown.py": "the theme",
    "serve/saying.py": "lines of two processes of ours, guarded there",
    "render/studio.py": "the theme",
    "reports/baseline.py": "a report that somebody names, and in words why it is none",
    "render/inspection.py": "staging",
    "authoring/newcomer.py": "a folder of its own for a moment",
    "stages/publish/releases.py": "staging",
    "store/ledger.py": "the ledger before it had a seal, guarded there",
    "stages/load/files.py": "content/ and sites/",
    "stages/load/manifests.py": "JSON that was read guarded",
    "stages/load/stamps.py": "content/, and /proc",
    "authoring/known.py": "sites/",
    "store/pages.py": "a value whose seal was sound",
    "store/rows.py": "a value whose seal was sound",
    "store/bodies.py": "a head whose seal was sound, guarded there",
    "render/converted.py": "a body whose digest was sound",
    "workers.py": "/proc",
    "still.py": "a value whose seal was sound, guarded there",
    "store/search.py": "JSON of a state whose seal was sound, guarded by who asks",
    "search/kept.py": "JSON within a piece whose seal was sound",
    "store/sources.py": "a value whose seal was sound",
    "stages/load/remembered.py": "a value within a seal that was sound, guarded",
    "away/link.py": "what a run gives its own scheduler and workers, and hears of them, in a folder made for it",
    "stages/build/travelling.py": "files that a run or its worker has just made, held to their digests",
}
DAMAGE = {
    "nothing": b"",
    "half a character": "人".encode()[:2],
    "no text": b"\xff\xfe{}",
    "no JSON": b"{",
    "too deep": b"[" * 100_000,
    "too many digits": b'{"a": ' + b"9" * 5000 + b"}",
    "beyond numbers": b'{"a": 1e999}',
    "a list": b"[]",
    "a number": b"7",
    "another key": b'{"b": 1}',
    "another type": b'{"a": {"c": []}}',
}


def _direct(path: Path) -> set[str]:
    """Names of calls in a module that read or write a file, or take apart what was read."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id == "open":
            found.add("open")
        elif isinstance(node.func, ast.Attribute) and node.func.attr in DIRECT:
            owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
            is_of_module = owner in MODULES
            if (node.func.attr in {"load", "loads"}) <= is_of_module and owner not in {"Image", "Store", "writer"}:
                found.add(node.func.attr)
    return found


def test_nothing_else_reads_or_writes_the_build_folder_by_itself() -> None:
    direct = {path.relative_to(SOURCE).as_posix() for path in SOURCE.rglob("*.py") if _direct(path)} - {"stored.py"}

    assert direct - ELSEWHERE.keys() == set()
    assert ELSEWHERE.keys() - direct == set(), "no longer needed"


@pytest.mark.parametrize("damage", DAMAGE)
def test_whatever_stands_there_is_none_or_what_was_asked_for(damage: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(DAMAGE[damage])

    assert stored.read_json(path, lambda data: int(data["a"])) is None
    assert stored.read_sealed_json(path, dict) is None
    assert stored.read_sealed(path) is None


@pytest.mark.parametrize("what", ["nothing", "folder", "link", "link to nothing", "pipe", "file in the way"])
def test_what_is_no_file_is_none_and_gives_way_to_one(what: str, tmp_path: Path) -> None:
    path, other = tmp_path / "folder" / "a.json", tmp_path / "other.json"
    other.write_text('{"a": 1}', encoding="utf-8")
    path.parent.mkdir()
    match what:
        case "folder":
            (path / "more").mkdir(parents=True)
        case "link":
            path.symlink_to(other)
        case "link to nothing":
            path.symlink_to(tmp_path / "nothing")
        case "pipe":
            os.mkfifo(path)
        case "file in the way":
            path.parent.rmdir()
            path.parent.write_text("x", encoding="utf-8")
    before = stored.read_bytes(path), stored.read_text(path), stored.read_json(path, dict), stored.read_sealed(path)
    stored.write(path, '{"a": 2}', synced=True)

    assert before == (None, None, None, None)
    assert not path.is_symlink()
    assert stored.read_json(path, lambda data: data["a"]) == 2
    assert other.read_text(encoding="utf-8") == '{"a": 1}'
    assert [each.name for each in path.parent.iterdir()] == ["a.json"]


@pytest.mark.parametrize("left", ["folder", "link", "file"])
def test_what_a_killed_run_left_is_no_hindrance(left: str, tmp_path: Path) -> None:
    path, fresh, other = tmp_path / "a", tmp_path / "a.new", tmp_path / "other"
    other.write_text("other", encoding="utf-8")
    match left:
        case "folder":
            (fresh / "more").mkdir(parents=True)
        case "link":
            fresh.symlink_to(other)
        case _:
            fresh.write_text("half", encoding="utf-8")
    stored.write(path, "whole")

    assert (path.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) == ("whole", "other")


def test_an_inode_that_others_share_is_not_written_to(tmp_path: Path) -> None:
    path, other = tmp_path / "a", tmp_path / "b"
    path.write_text("one", encoding="utf-8")
    os.link(path, other)
    stored.write(path, "two")

    assert (path.read_text(encoding="utf-8"), other.read_text(encoding="utf-8")) == ("two", "one")


def test_the_same_text_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "a"
    stored.replace_text(path, "一")
    first = path.stat().st_ino
    stored.replace_text(path, "一")
    same = path.stat().st_ino
    stored.replace_text(path, "二")

    assert same == first
    assert path.read_text(encoding="utf-8") == "二"


def test_a_seal_tells_every_changed_bit_and_leaves_json_that_anyone_reads(tmp_path: Path) -> None:
    path, value = tmp_path / "a.json", {"words": "人大", "more": [1, 2]}
    whole = stored.sealed_json(value)
    path.write_bytes(whole)
    read = stored.read_sealed_json(path, dict)
    told = []
    for bit in range(len(whole) * 8):
        changed = bytearray(whole)
        changed[bit // 8] ^= 1 << bit % 8
        path.write_bytes(bytes(changed))
        told.append(stored.read_sealed(path))

    assert read == value
    assert json.loads(whole) == value | {"sum": json.loads(whole)["sum"]}
    assert set(told) == {None}


def test_only_what_must_outlive_a_crash_is_synced_with_its_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(os.readlink(f"/proc/self/fd/{handle}")))
    stored.write(tmp_path / "a", "one")
    unsynced = list(synced)
    stored.write(tmp_path / "a", "two", synced=True)

    assert unsynced == []
    assert synced == [str(tmp_path / "a.new"), str(tmp_path)]
