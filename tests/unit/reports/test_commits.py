"""Which commit wrote a line: git's answer, bounded in time, and honest where it knows nothing."""

import json
import os
import subprocess
from pathlib import Path
from time import monotonic

import pytest

from wangqun.domain.commit import UNCOMMITTED, UNKNOWN, Commit
from wangqun.reports.commits import KEPT, LONGEST_NAME, commits

IDENTITY = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)


def git(root: Path, *words: str, author: str = "张三", day: str = "2026-03-02", stdin: bytes | None = None) -> str:
    person = {"NAME": author, "EMAIL": "z@test.example", "DATE": f"{day}T23:30:00+0800"}
    names = {f"GIT_{who}_{key}": value for who in ("AUTHOR", "COMMITTER") for key, value in person.items()}
    done = subprocess.run(["git", "-C", str(root), *words], input=stdin, capture_output=True, check=True, env=os.environ | names)
    return done.stdout.decode().strip()


def commit(root: Path, files: dict[str, str], **who: str) -> str:
    if not (root / ".git").exists():
        git(root, "init", "-q")
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "一次提交", **who)
    return git(root, "rev-parse", "HEAD")[:10]


def test_each_line_has_the_commit_that_wrote_it_and_a_file_the_last_that_touched_it(tmp_path: Path) -> None:
    first = commit(tmp_path, {"content/a.md": "一\n二\n", "content/b.md": "一\n"})
    second = commit(tmp_path, {"content/a.md": "一\n贰\n"}, author="李四", day="2026-04-01")

    assert commits(tmp_path, [("content/a.md", 1), ("content/a.md", 2), ("content/a.md", 0), ("content/b.md", 0)]) == {
        ("content/a.md", 1): Commit(first, "张三", "2026-03-02"),
        ("content/a.md", 2): Commit(second, "李四", "2026-04-01"),
        ("content/a.md", 0): Commit(second, "李四", "2026-04-01"),
        ("content/b.md", 0): Commit(first, "张三", "2026-03-02"),
    }


def test_a_file_that_has_moved_keeps_the_authors_of_its_lines(tmp_path: Path) -> None:
    first = commit(tmp_path, {"content/a.md": "".join(f"{number}\n" for number in range(20)), "content/c.md": "一\n"})
    git(tmp_path, "mv", "content/a.md", "content/b.md")
    second = commit(tmp_path, {"content/new.md": "别的\n"}, author="李四")
    found = commits(tmp_path, [("content/b.md", 3), ("content/b.md", 0), ("content/new.md", 1)])

    assert [commit.id for commit in found.values()] == [second, first, second]


def test_a_thousand_files_of_one_commit_need_a_handful_of_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = commit(tmp_path, {f"content/{number}.md": f"{number}\n" for number in range(1000)})
    second = commit(tmp_path, {"content/7.md": "7\n二\n"})
    (tmp_path / "content/8.md").write_text("8\n二\n", encoding="utf-8")
    asked: list[object] = []
    real = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *words, **rest: asked.append(words) or real(*words, **rest))
    found = commits(
        tmp_path, [*((f"content/{number}.md", 1) for number in range(1000)), ("content/7.md", 2), ("content/8.md", 2)]
    )

    assert {commit.id for spot, commit in found.items() if spot[1] == 1} == {first}
    assert [found["content/7.md", 2].id, found["content/8.md", 2]] == [second, UNCOMMITTED]
    assert len(asked) < 12


def test_a_folder_has_the_last_commit_below_it(tmp_path: Path) -> None:
    commit(tmp_path, {"content/x/a.md": "一\n", "content/xy/a.md": "一\n"})
    second = commit(tmp_path, {"content/x/b.md": "一\n"})
    commit(tmp_path, {"content/xy/a.md": "二\n"})

    assert commits(tmp_path, [("content/x", 0)])["content/x", 0].id == second


def test_lines_and_files_that_are_not_committed_say_so(tmp_path: Path) -> None:
    first = commit(tmp_path, {"content/a.md": "一\n"})
    (tmp_path / "content/a.md").write_text("一\n二\n", encoding="utf-8")
    (tmp_path / "content/new.md").write_text("一\n", encoding="utf-8")
    found = commits(tmp_path, [("content/a.md", 1), ("content/a.md", 2), ("content/new.md", 1), ("content/new.md", 0)])

    assert [found["content/a.md", 1].id, found["content/a.md", 2]] == [first, UNCOMMITTED]
    assert [found["content/new.md", 1], found["content/new.md", 0]] == [UNCOMMITTED, UNCOMMITTED]


def test_outside_git_all_is_unknown_and_before_the_first_commit_uncommitted(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("一\n", encoding="utf-8")
    outside = commits(tmp_path, [("a.md", 1)])
    git(tmp_path, "init", "-q")

    assert [outside, commits(tmp_path, [("a.md", 1)])] == [{("a.md", 1): UNKNOWN}, {("a.md", 1): UNCOMMITTED}]


def test_a_shallow_clone_knows_what_it_has_and_blames_nobody_for_the_rest(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    commit(source, {"content/a.md": "一\n", "content/b.md": "一\n"})
    commit(source, {"content/c.md": "一\n"}, author="李四")
    last = commit(source, {"content/a.md": "一\n二\n"}, author="王五")
    git(tmp_path, "clone", "-q", "--depth", "2", f"file://{source}", "clone")
    clone = tmp_path / "clone"
    spots = [("content/a.md", 1), ("content/a.md", 2), ("content/b.md", 0)]
    found = commits(clone, spots)

    assert [found[spot] for spot in spots] == [UNKNOWN, Commit(last, "王五", "2026-03-02"), UNKNOWN]

    git(clone, "fetch", "-q", "--unshallow")

    assert [commits(clone, spots)[spot].author for spot in spots] == ["张三", "王五", "张三"]


def test_a_cluster_below_the_top_of_its_repository_is_known_too(tmp_path: Path) -> None:
    first = commit(tmp_path, {"sub/content/a.md": "一\n", "sub/content/b.md": "一\n"})
    (tmp_path / "sub/content/new.md").write_text("一\n", encoding="utf-8")
    found = commits(tmp_path / "sub", [("content/a.md", 1), ("content/b.md", 0), ("content/new.md", 0)])

    assert [commit.id for commit in found.values()] == [first, first, UNCOMMITTED.id]


@pytest.mark.parametrize(
    "name", ["content/-n.md", "-c", "content/a b\"c'.md", "content/:(top)x.md", "content/*.md", "content/中文.md"]
)
def test_a_file_s_name_is_no_option_and_no_pattern(name: str, tmp_path: Path) -> None:
    first = commit(tmp_path, {name: "一\n"})
    commit(tmp_path, {"content/other.md": "一\n"})
    found = commits(tmp_path, [(name, 1), (name, 0)])

    assert [found[name, 1].id, found[name, 0].id] == [first, first]


def test_an_author_s_name_is_one_bounded_line_without_anyone_s_number(tmp_path: Path) -> None:
    commit(tmp_path, {"content/a.md": "一\n"})
    names = [b"<b>x</b>\x1b[31m \xff 13800138000", b"n" * 500]
    for number, name in enumerate(names):
        tree = git(tmp_path, "write-tree")
        blob = git(tmp_path, "hash-object", "-w", "--stdin", stdin=f"{number}\n".encode())
        git(tmp_path, "update-index", "--add", "--cacheinfo", f"100644,{blob},content/{number}.md")
        tree = git(tmp_path, "write-tree")
        who = name.replace(b"<", b"(").replace(b">", b")") + b" <a@b> 1772443800 +0800\n"
        raw = f"tree {tree}\nparent {git(tmp_path, 'rev-parse', 'HEAD')}\n".encode() + b"author " + who + b"committer " + who
        made = git(tmp_path, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", stdin=raw + b"\nx\n")
        git(tmp_path, "reset", "-q", "--hard", made)
    found = commits(tmp_path, [("content/0.md", 1), ("content/0.md", 0), ("content/1.md", 1)])

    assert found["content/0.md", 1] == found["content/0.md", 0]
    assert found["content/0.md", 1].author == "(b)x(/b)�[31m � 138****8000"
    assert len(found["content/1.md", 1].author) == LONGEST_NAME


def test_what_a_hook_has_set_does_not_lead_astray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = commit(tmp_path, {"content/a.md": "一\n"})
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_WORK_TREE", "/nowhere")

    assert commits(tmp_path, [("content/a.md", 1)])["content/a.md", 1].id == first


def test_the_time_is_bounded_and_what_was_not_told_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path, {"content/a.md": "一\n"})
    slow = tmp_path / "bin"
    slow.mkdir()
    (slow / "git").write_text("#!/bin/sh\nexec sleep 60\n", encoding="utf-8")
    (slow / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{slow}:{os.environ['PATH']}")
    began = monotonic()
    found = commits(tmp_path, [("content/a.md", 1), ("content/a.md", 0)], seconds=0.5)

    assert set(found.values()) == {UNKNOWN}
    assert monotonic() - began < 5


def test_without_git_nothing_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert commits(tmp_path, [("a.md", 1)]) == {("a.md", 1): UNKNOWN}


def test_what_was_told_is_remembered_until_the_file_is_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(tmp_path, {f"content/{number}.md": "一\n" for number in range(40)} | {".gitignore": "build/\n"})
    spots = [(f"content/{number}.md", 1) for number in range(40)]
    first = commits(tmp_path, spots)
    asked: list[tuple[str, ...]] = []
    real = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda command, **rest: asked.append(tuple(command)) or real(command, **rest))
    again = commits(tmp_path, spots)

    assert again == first
    assert [command for command in asked if "blame" in command] == []

    commit(tmp_path, {"content/3.md": "二\n"}, author="李四")
    asked.clear()
    third = commits(tmp_path, spots)

    assert third["content/3.md", 1].author == "李四"
    assert {spot: third[spot] for spot in spots if spot[0] != "content/3.md"} == {
        spot: first[spot] for spot in spots if spot[0] != "content/3.md"
    }
    assert len([command for command in asked if "blame" in command]) == 1


@pytest.mark.parametrize(
    "damage", [b"", b"\xff\xfe", b"[]", b'{"head": 3}', b'{"head": "--output=x", "known": []}', b"[" * 100_000]
)
def test_a_damaged_memory_is_none(damage: bytes, tmp_path: Path) -> None:
    first = commit(tmp_path, {"content/a.md": "一\n", ".gitignore": "build/\n"})
    (tmp_path / KEPT).parent.mkdir(parents=True)
    (tmp_path / KEPT).write_bytes(damage)

    assert commits(tmp_path, [("content/a.md", 1)])["content/a.md", 1].id == first
    assert json.loads((tmp_path / KEPT).read_text(encoding="utf-8"))["known"][0][:2] == ["content/a.md", 1]


def test_a_line_that_is_not_there_is_unknown(tmp_path: Path) -> None:
    commit(tmp_path, {"content/a.md": "一\n"})
    commit(tmp_path, {"content/a.md": "二\n"})

    assert commits(tmp_path, [("content/a.md", 9), ("content/none.md", 1)]) == {
        ("content/a.md", 9): UNKNOWN,
        ("content/none.md", 1): UNKNOWN,
    }
