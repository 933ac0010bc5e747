"""The steps that every pipeline takes, run as a pipeline runs them: in fresh clones, the state carried over."""

import json
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from .repositories import PROGRAM, commit, new_cluster, piece, run, wangqun

OLD = "content/city/shiji/news/old.md"
BAD = "content/county/xianji/news/bad.md"
GOOD = "content/county/xianji/news/good.md"
NO_DATE = piece("没有这一天", "2026-02-31 09:00")


def _step(clone: Path, *arguments: str, code: int = 0, **env: str) -> str:
    return run(clone, "sh", "deploy/wangqun.sh", *arguments, code=code, env={"WANGQUN": PROGRAM, **env})


@pytest.fixture
def step(loaded: str) -> Callable[..., str]:
    """A step in a clone with a program that is loaded already, as `_step` is with the program itself."""
    return partial(_step, WANGQUN=loaded)


@pytest.fixture(scope="module")
def upstream(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cluster with recipes and one old mistake; never written to."""
    cluster = new_cluster(tmp_path_factory.mktemp("upstream") / "rd")
    wangqun(cluster, "deploy", "init", "--for", "gitlab")
    return commit(cluster, "流水线，和一个旧的错", **{OLD: NO_DATE})


@pytest.fixture
def clone(upstream: Path, tmp_path: Path) -> Path:
    run(tmp_path, "git", "clone", "-q", str(upstream), "clone")
    return tmp_path / "clone"


def _branch(clone: Path, **files: str) -> None:
    """A branch that goes on, while main goes on too."""
    run(clone, "git", "switch", "-qc", "gaijian")
    commit(clone, "改动", **files)


def test_a_merge_request_fails_for_its_own_mistakes_only(step: Callable[..., str], clone: Path) -> None:
    _branch(clone, **{BAD: NO_DATE, GOOD: piece("水库检查")})

    said = step(clone, "check", "codequality", code=1)

    found = json.loads((clone / "build/ci/findings.codequality").read_text("utf-8"))
    assert BAD in {each["location"]["path"] for each in found if each["severity"] == "blocker"}, said
    assert (clone / "build/ci/reports/index.html").is_file()
    run(clone, "git", "rm", "-q", BAD)
    commit(clone, "改好")
    step(clone, "check", "codequality")  # the old mistake of the city is still there
    preview = clone / "build/ci/preview"
    assert "水库检查" in (preview / "rd.example.gov.cn/xianji/article/good.html").read_text("utf-8")
    assert not (preview / "rd.example.gov.cn/shiji").exists()  # nothing of it changes
    assert "http.server --directory rd.example.gov.cn" in (preview / "怎样看.txt").read_text("utf-8")


def test_findings_become_annotations(step: Callable[..., str], clone: Path) -> None:
    _branch(clone, **{BAD: NO_DATE})

    said = step(clone, "check", "github", code=1)

    assert [line for line in said.splitlines() if line.startswith("::error") and f"file={BAD},line=3" in line]


def test_findings_become_sarif_and_the_clone_stays_as_it_was(step: Callable[..., str], clone: Path) -> None:
    _branch(clone, **{BAD: NO_DATE})
    before = run(clone, "git", "rev-parse", "HEAD")

    step(clone, "check", "sarif", code=1)

    runs = json.loads((clone / "build/ci/findings.sarif").read_text("utf-8"))["runs"]
    places = {place["physicalLocation"]["artifactLocation"]["uri"] for r in runs[0]["results"] for place in r["locations"]}
    assert BAD in places
    assert run(clone, "git", "rev-parse", "HEAD") == before
    assert run(clone, "git", "status", "--short") == ""
    assert len(run(clone, "git", "worktree", "list").splitlines()) == 1
    assert not (clone / "build/public").exists()


def test_without_history_all_counts_and_that_is_said(step: Callable[..., str], upstream: Path, tmp_path: Path) -> None:
    run(tmp_path, "git", "clone", "-q", str(upstream), "shallow")
    clone = tmp_path / "shallow"
    run(clone, "git", "switch", "-q", "--orphan", "apart")
    run(clone, "git", "checkout", "-q", "main", "--", ".")
    commit(clone, "没有共同的历史")

    said = step(clone, "check", code=1, WANGQUN_COMMENT_URL="http://127.0.0.1:9/", WANGQUN_COMMENT_TOKEN="geheim")

    assert "没有 main 的历史可比" in said
    assert f"{OLD}:3" in said
    assert "评论没有发出去" in said  # and that fails nothing
    assert "geheim" not in said


class _Comments(BaseHTTPRequestHandler):
    got: ClassVar[list[tuple[str, str, str]]] = []

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        self.got.append((self.path, self.headers["Authorization"], body))
        self.send_response(201 if "right" in self.headers["Authorization"] else 403)
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@pytest.fixture
def comments() -> Iterator[str]:
    _Comments.got.clear()
    server = HTTPServer(("127.0.0.1", 0), _Comments)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/v1/repos/a/b/issues/7/comments"
    server.shutdown()
    thread.join()
    server.server_close()


def test_findings_become_a_comment(step: Callable[..., str], clone: Path, comments: str) -> None:
    _branch(clone, **{BAD: NO_DATE})

    said = step(clone, "check", code=1, WANGQUN_COMMENT_URL=comments, WANGQUN_COMMENT_TOKEN="right")

    path, token, body = _Comments.got[0]
    assert (path, token) == ("/api/v1/repos/a/b/issues/7/comments", "token right")
    assert f"{BAD}:3" in body
    assert "评论没有发出去" not in said


def test_state_is_carried_from_one_runner_to_the_next(upstream: Path, tmp_path: Path) -> None:
    state, web = tmp_path / "state.tar", tmp_path / "web" / "build"
    web.parent.mkdir()
    carried = {"WANGQUN_STATE": str(state), "WANGQUN_TARGET": str(web.parent)}
    run(tmp_path, "git", "clone", "-q", str(upstream), "first")
    said = _step(tmp_path / "first", "publish", code=1, **carried)  # without anything before, the old mistake counts
    assert "没有上一次的状态" in said
    assert (web / "public/xianji/index.html").is_file()
    assert (web / "public/xianji").is_symlink()

    run(tmp_path, "git", "clone", "-q", str(upstream), "second")
    commit(tmp_path / "second", "一篇", **{GOOD: piece("水库检查")})
    said = _step(tmp_path / "second", "publish", **carried)
    assert "没有上一次的状态" not in said
    assert (web / "public/xianji/article/good.html").is_file()
    report = json.loads((tmp_path / "second/build/reports/report.json").read_text("utf-8"))
    assert "shiji" in report["unchanged"]
    assert "已退回" in wangqun(tmp_path / "second", "rollback", "xianji")
    assert not [link for link in web.rglob("*") if link.is_symlink() and not link.exists()]

    run(tmp_path, "git", "clone", "-q", str(tmp_path / "second"), "third")
    assert "不生成" in _step(tmp_path / "third", "publish", "--if-due", **carried)


@pytest.mark.parametrize("damage", [b"", b"no archive", None], ids=["emptied", "garbled", "cut"])
def test_damaged_state_is_made_anew(step: Callable[..., str], clone: Path, tmp_path: Path, damage: bytes | None) -> None:
    state = tmp_path / "state.tar"
    if damage is None:
        step(clone, "publish", code=1, WANGQUN_STATE=str(state))
        damage = state.read_bytes()[:200_000]
    state.write_bytes(damage)

    said = step(clone, "publish", code=1, WANGQUN_STATE=str(state))

    assert "上一次的状态已损坏" in said
    assert (clone / "build/public/xianji/index.html").is_file()
    assert "已损坏" not in step(clone, "publish", WANGQUN_STATE=str(state))


def test_what_is_generated_cannot_be_committed(step: Callable[..., str], clone: Path) -> None:
    (clone / ".gitignore").write_text("", "utf-8")
    commit(clone, "台账", **{"build/cache/ledger.json": "{}"})

    for each in ("check", "publish"):
        assert "build/ 是生成的，不能提交" in step(clone, each, code=2)


def test_without_the_program_its_wheel_is_asked_for(clone: Path) -> None:
    assert "deploy/ 里要有一个 wangqun-*.whl" in run(clone, "sh", "deploy/wangqun.sh", "install", code=2)
    assert "先运行 sh deploy/wangqun.sh install" in run(clone, "sh", "deploy/wangqun.sh", "check", code=2)
