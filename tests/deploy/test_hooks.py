"""The hooks of a bare repository, with real pushes: what is good is published, what is bad is told, the rest goes on."""

import subprocess
import time
from pathlib import Path

import pytest

from .repositories import PROGRAM, commit, new_cluster, piece, run, wangqun

GOOD = "content/county/xianji/news/good.md"
BAD = "content/city/shiji/news/bad.md"
NO_DATE = piece("没有这一天", "2026-02-31 09:00")


class Served:
    """A clone, its bare repository with hooks, and the folder they publish from."""

    def __init__(self, folder: Path, program: str) -> None:
        self.clone = new_cluster(folder / "编辑 的副本")
        self.bare, self.tree = folder / "rd.git", folder / "网站 群"
        arguments = ("--root", str(self.tree), "--repository", str(self.bare), "--program", program)
        wangqun(self.clone, "deploy", "init", "--for", "hook", *arguments)
        run(folder, "git", "init", "-q", "--bare", "-b", "main", str(self.bare))
        for hook in (self.clone / "deploy/hooks").iterdir():
            (self.bare / "hooks" / hook.name).write_bytes(hook.read_bytes())
            (self.bare / "hooks" / hook.name).chmod(0o755)
        run(self.clone, "git", "remote", "add", "origin", str(self.bare))
        commit(self.clone, "钩子")

    def push(self, *arguments: str, code: int = 0) -> str:
        return run(self.clone, "git", "push", *(arguments or ("origin", "HEAD")), code=code)

    def page(self, site: str, path: str) -> Path:
        return self.tree / "build/public" / site / path


def _open_to_all(served: Served) -> Served:
    (served.bare / "hooks/pre-receive").unlink()
    return served


@pytest.fixture
def served(tmp_path: Path, loaded: str) -> Served:
    return Served(tmp_path, loaded)


@pytest.fixture
def open_to_all(served: Served) -> Served:
    """Without pre-receive: whatever comes is taken."""
    return _open_to_all(served)


@pytest.fixture
def itself(tmp_path: Path) -> Served:
    """The same with hooks that start the program itself."""
    return _open_to_all(Served(tmp_path, PROGRAM))


def test_a_push_is_published(itself: Served) -> None:
    said = itself.push()

    assert "已发布。" in said
    assert itself.page("xianji", "index.html").is_file()
    commit(itself.clone, "一篇", **{GOOD: piece("水库检查")})
    itself.push()
    assert "水库检查" in itself.page("xianji", "article/good.html").read_text("utf-8")
    run(itself.clone, "git", "rm", "-q", GOOD)
    commit(itself.clone, "删去")
    itself.push()
    assert not (itself.tree / GOOD).exists()
    assert not itself.page("xianji", "article/good.html").exists()


def test_a_bad_piece_is_told_to_the_one_who_pushes_it_and_the_rest_is_published(open_to_all: Served) -> None:
    open_to_all.push()
    commit(open_to_all.clone, "两篇", **{BAD: NO_DATE, GOOD: piece("水库检查")})

    said = open_to_all.push()

    assert f"{BAD}:3" in said
    assert "其余的照常发布" in said
    assert not open_to_all.page("shiji", "article/bad.html").exists()
    assert open_to_all.page("xianji", "article/good.html").is_file()
    commit(open_to_all.clone, "别人的一篇", **{"content/county/xianji/news/next.md": piece("又一篇")})
    assert "已发布。" in open_to_all.push()  # the old mistake is nobody's new one
    assert open_to_all.page("xianji", "article/next.html").is_file()


def test_other_branches_and_tags_are_nobodys_news(open_to_all: Served) -> None:
    open_to_all.push()
    run(open_to_all.clone, "git", "switch", "-qc", "gaijian")
    commit(open_to_all.clone, "试一试", **{GOOD: piece("水库检查")})
    run(open_to_all.clone, "git", "tag", "v1")

    assert "检查" not in open_to_all.push("origin", "gaijian", "v1")
    assert not open_to_all.page("xianji", "article/good.html").exists()


def test_what_is_generated_cannot_be_committed(open_to_all: Served) -> None:
    """Whoever could push build/ could put another ledger, or another public file, in place of ours."""
    open_to_all.push()
    before = open_to_all.page("xianji", "index.html").read_bytes()
    (open_to_all.clone / ".gitignore").write_text("", "utf-8")
    commit(open_to_all.clone, "台账", **{"build/cache/ledger.json": "{}", GOOD: piece("水库检查")})

    assert "没有发布：build/ 是生成的" in open_to_all.push()
    assert open_to_all.page("xianji", "index.html").read_bytes() == before
    assert not (open_to_all.tree / GOOD).exists()


def test_nobodys_own_copy_is_overwritten(open_to_all: Served) -> None:
    open_to_all.tree.mkdir()
    run(open_to_all.tree, "git", "init", "-q")
    (open_to_all.tree / "draft.md").write_text("没有提交的改动", "utf-8")

    assert "工作副本" in open_to_all.push()
    assert [path.name for path in open_to_all.tree.iterdir() if path.name != ".git"] == ["draft.md"]


def test_what_was_left_undone_is_made_up_for_by_the_timer(open_to_all: Served) -> None:
    """A push whose build was killed: nothing is due, and yet the timer's run publishes what the branch has."""
    open_to_all.push()
    publish = str(open_to_all.bare / "hooks/wangqun-publish")
    assert "不生成" in run(open_to_all.bare, publish, "--if-due")
    commit(open_to_all.clone, "一篇", **{GOOD: piece("水库检查")})
    open_to_all.push("--receive-pack", "git -c core.hooksPath=/dev/null receive-pack", "origin", "main")
    (open_to_all.bare / "wangqun.index.lock").write_text("", "utf-8")  # left by a killed checkout

    run(open_to_all.bare, publish, "--if-due")

    assert open_to_all.page("xianji", "article/good.html").is_file()
    assert "不生成" in run(open_to_all.bare, publish, "--if-due")


def test_two_pushes_at_once_publish_the_last(open_to_all: Served) -> None:
    open_to_all.push()
    holder = subprocess.Popen(["flock", str(open_to_all.tree / "build/checkout.lock"), "sleep", "2"])
    time.sleep(0.3)
    commit(open_to_all.clone, "一篇", **{GOOD: piece("水库检查")})
    first = subprocess.Popen(["git", "push", "-q", "origin", "main"], cwd=open_to_all.clone, stderr=subprocess.PIPE, text=True)
    time.sleep(0.3)
    commit(open_to_all.clone, "再一篇", **{"content/county/xianji/news/next.md": piece("又一篇")})

    said = open_to_all.push()

    holder.wait(10)
    assert "另一次发布正在进行" in said + first.communicate(timeout=120)[1]
    assert open_to_all.page("xianji", "article/good.html").is_file()
    assert open_to_all.page("xianji", "article/next.html").is_file()


def test_one_who_goes_away_leaves_no_work_half_done(itself: Served) -> None:
    itself.push()
    commit(itself.clone, "一篇", **{GOOD: piece("水库检查")})
    push = subprocess.Popen(["git", "push", "-q", "origin", "main"], cwd=itself.clone, stderr=subprocess.PIPE)
    mark = itself.tree / GOOD
    until = time.monotonic() + 60
    while not mark.exists() and time.monotonic() < until:
        time.sleep(0.01)
    push.kill()
    push.communicate(timeout=60)
    while not itself.page("xianji", "article/good.html").is_file() and time.monotonic() < until:
        time.sleep(0.1)

    assert itself.page("xianji", "article/good.html").is_file()


def _operator(served: Served) -> None:
    who = run(served.bare, "id", "-un").strip()
    run(served.bare, "git", "config", "--add", "wangqun.operator", who)


def test_before_a_push_is_taken_only_its_own_mistakes_count(served: Served) -> None:
    _operator(served)
    commit(served.clone, "旧的错", **{BAD: NO_DATE})
    refused = served.push(code=1)
    assert "不收：有新的阻断" in refused
    assert f"{BAD}:3" in refused
    assert not served.tree.exists()

    kept = served.bare / "hooks/pre-receive"
    kept.rename(served.bare / "pre-receive")
    served.push()  # there from before the check was
    (served.bare / "pre-receive").rename(kept)
    commit(served.clone, "好的一篇", **{GOOD: piece("水库检查")})
    assert "已发布。" in served.push()
    commit(served.clone, "又一个错", **{"content/county/xianji/news/bad.md": NO_DATE})
    commit(served.clone, "藏起来", **{"content/county/xianji/.gitattributes": "* export-ignore\n"})
    assert "content/county/xianji/news/bad.md:3" in served.push(code=1)  # what an archive would leave out is checked too


def test_only_operators_change_more_than_content_and_nobody_deletes_the_branch(served: Served) -> None:
    assert "content/ 以外的文件只有运行人员可以改" in served.push(code=1)  # nobody is one yet
    _operator(served)
    served.push()
    run(served.bare, "git", "config", "--unset-all", "wangqun.operator")
    commit(served.clone, "一篇", **{GOOD: piece("水库检查")})
    assert "已发布。" in served.push()  # an editor's own business
    commit(served.clone, "程序", **{"pelicanconf.py": "import os\n"})
    said = served.push(code=1)
    assert "  pelicanconf.py" in said
    run(served.clone, "git", "reset", "-q", "--hard", "HEAD~")
    (served.clone / "content/county/xianji/news").joinpath("moved.yaml").write_text("", "utf-8")
    run(served.clone, "git", "mv", "sites/city/shiji.yaml", "content/county/xianji/news/shiji.yaml")
    commit(served.clone, "移走")
    assert "  sites/city/shiji.yaml" in served.push(code=1)
    run(served.bare, "git", "config", "receive.denyDeleteCurrent", "ignore")
    assert "不能删除" in served.push("origin", ":main", code=1)
    assert served.page("xianji", "").is_dir()
