"""serve: bursts are told at once, pages learn what has become another, what is saved shows and is not published."""

import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from filelock import FileLock

from clusters import NOW, article, public_tree, write_cluster
from previews import previewed
from wangqun.domain.site import Address
from wangqun.records import KINDS
from wangqun.serve.building import Outcome
from wangqun.serve.bursts import Bursts
from wangqun.serve.live import Live
from wangqun.serve.preview import serve_public
from wangqun.serve.saying import Drawn, Dressed, Judged, Settled
from wangqun.serve.server import make_server
from wangqun.serve.settling import Work, settle
from wangqun.serve.shown import Shown
from wangqun.serve.tree import FOLDER, own_tree
from wangqun.serve.watch import matters, watch
from wangqun.stages.load import load

PIECE = "content/county/xian/news/live.md"
BOMB = "> " * 400 + "深" + "\n\n" + "*".join("_a" * 20_000)


def eventually(claim: Callable[[], object], seconds: float = 30.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if claim():
            return True
        time.sleep(0.02)
    return False


def test_a_burst_of_saves_is_told_once_each_path_once() -> None:
    told: list[tuple[str, ...]] = []
    bursts = Bursts(told.append)
    for number in range(20):
        bursts.touch(f"{number % 2}.md")
        time.sleep(0.002)
    eventually(lambda: told)
    time.sleep(0.2)
    bursts.stop()

    assert told == [("0.md", "1.md")]


def test_what_is_saved_while_a_burst_is_told_is_told_next() -> None:
    started, go_on = threading.Event(), threading.Event()
    told: list[tuple[str, ...]] = []

    def tell(paths: tuple[str, ...]) -> None:
        started.set()
        go_on.wait(5)
        told.append(paths)

    bursts = Bursts(tell)
    bursts.touch("first.md")
    started.wait(5)
    bursts.touch("second.md")
    go_on.set()
    caught_up = eventually(lambda: len(told) == 2)
    bursts.stop()

    assert caught_up
    assert told == [("first.md",), ("second.md",)]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/county/xian/news/a.md", True),
        ("sites/cluster.yaml", True),
        ("themes/renda/static/css/style.css", True),
        ("plugins/wangqun/cli.py", True),
        ("pelicanconf.py", True),
        ("build/public/xian/index.html", False),
        ("content/county/xian/news/.a.md.swp", False),
        ("content/county/xian/news/a.md~", False),
        ("plugins/wangqun/__pycache__/cli.pyc", False),
        ("README.md", False),
    ],
)
def test_only_what_a_build_reads_matters(path: str, expected: bool) -> None:
    assert matters(Path(path)) is expected


def test_saves_makes_moves_and_deletions_are_seen(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    seen: list[str] = []
    stop = watch(root, seen.append)
    news = root / "content/county/xian/news"
    steps = []
    for act, name in (
        (lambda: (news / "new.md").write_text("x", encoding="utf-8"), "new.md"),
        (lambda: (news / "new.md").rename(news / "moved.md"), "moved.md"),
        ((news / "moved.md").unlink, "moved.md"),
    ):
        seen.clear()
        act()
        steps.append(eventually(lambda name=name: any(name in path or "new.md" in path for path in seen)))
    stop()

    assert steps == [True, True, True]


def test_a_folder_made_later_or_anew_is_watched(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {PIECE: article()})
    seen: list[str] = []
    stop = watch(root, seen.append)
    (root / "themes").mkdir()
    made = eventually(lambda: "themes" in seen)
    (root / "themes/a.css").write_text("x", encoding="utf-8")
    inside = eventually(lambda: "themes/a.css" in seen)
    (root / "content").rename(root / "aside")
    (root / "aside").rename(root / "content")
    back = eventually(lambda: seen.count("content") > 1)
    seen.clear()
    (root / PIECE).write_text("x", encoding="utf-8")
    again = eventually(lambda: PIECE in seen)
    stop()

    assert (made, inside, back, again) == (True, True, True, True)


def test_of_a_move_both_places_are_told(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {PIECE: article()})
    seen: list[str] = []
    stop = watch(root, seen.append)
    (root / PIECE).rename(root / "content/county/xian/news/moved.md")
    both = eventually(lambda: {PIECE, "content/county/xian/news/moved.md"} <= set(seen))
    stop()

    assert both


@contextmanager
def served(shown: Shown, live: Live) -> Iterator[str]:
    """What is shown, at an address."""
    server = make_server(shown, 0, live)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        text: str = answer.read().decode()
    return text


def status(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@dataclass
class Reader:
    """A page somebody has open: what it was when it was loaded, and all that it has been told since."""

    address: str
    text: str = ""
    states: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = get(self.address)
        script = self.text.partition('id="wq-live-script"')[2].partition(">")[0]
        named = {name: script.partition(f'data-{name}="')[2].partition('"')[0] for name in ("site", "file", "seen")}
        parts = urlsplit(self.address)
        events = f"{parts.scheme}://{parts.netloc}/.wangqun/events?{urlencode(named)}"
        self.stream = urllib.request.urlopen(events, timeout=120)
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        try:
            for line in self.stream:
                if line.startswith(b"data: "):
                    self.states.append(json.loads(line[6:]))
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            return  # the server has gone

    def is_told(self, claim: Callable[[dict[str, Any]], object]) -> bool:
        """True once the last word is such."""
        return eventually(lambda: self.states and claim(self.states[-1]))

    def messages(self) -> list[str]:
        """What is wrong, by the last word."""
        return [finding["message"] for finding in self.states[-1]["findings"]]


def write_site(root: Path, pages: dict[str, str]) -> Shown:
    for name, text in pages.items():
        path = root / "xian" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<html><body>{text}</body></html>", encoding="utf-8")
    return Shown(root, {"xian": Address("https://rd.test.example", "")})


def test_only_the_page_that_is_another_now_is_to_be_loaded_again(tmp_path: Path) -> None:
    shown, live = write_site(tmp_path, {"article/a.html": "甲", "article/b.html": "乙"}), Live()
    live.tell(Outcome((), ({"severity": "warn", "path": "", "message": "一条"},)))
    with served(shown, live) as base:
        one = Reader(f"{base}/article/a.html")
        at_first = one.is_told(lambda state: not state["reload"]) and one.messages() == ["一条"]
        other = Reader(f"{base}/article/b.html")
        at_first = at_first and other.is_told(lambda state: not state["reload"])
        shown.draw(Drawn(1, "xian", "article/a.html", "<body>甲，改过</body>"))
        live.tell()
        drawn = one.is_told(lambda state: state["reload"]) and other.is_told(lambda state: state["version"] == "2")

        assert at_first
        assert drawn
        assert not other.states[-1]["reload"]
        assert "甲，改过" in get(f"{base}/article/a.html")
        assert live.open == [["xian", "article/b.html"], ["xian", "article/a.html"]], "the last opened first"


def test_another_style_is_no_other_page_and_another_script_is_one(tmp_path: Path) -> None:
    old, new = "a" * 12, "b" * 12
    shown, live = write_site(tmp_path, {"index.html": f'<link href="/theme/{old}/style.css">'}), Live()
    style = tmp_path / "style.css"
    style.write_text("body { color: red }", encoding="utf-8")
    with served(shown, live) as base:
        reader = Reader(f"{base}/")
        reader.is_told(lambda state: True) if live.tell() else None
        shown.dress = Dressed(f"theme/{new}", {f"theme/{new}/style.css": str(style)}, "")
        shown.draw(Drawn(1, "xian", "index.html", f'<html><body><link href="/theme/{new}/style.css"></body></html>'))
        live.tell()
        dressed = reader.is_told(lambda state: state["theme"] == f"theme/{new}" and not state["reload"])

        assert dressed
        assert "red" in get(f"{base}/theme/{new}/style.css")
        shown.dress = shown.dress._replace(rest="another script")
        live.tell()
        assert reader.is_told(lambda state: state["reload"])


def test_a_picture_saved_anew_makes_pages_that_show_it_others_once_it_is_built(tmp_path: Path) -> None:
    shown = write_site(tmp_path, {"a.html": '<img src="/images/%E5%9B%BE.jpg">', "b.html": "没有图"})
    before = {name: shown.mark("xian", name) for name in ("a.html", "b.html")}
    shown.save(2, ["content/county/xian/images/图.jpg", "content/county/xian/news/b.md", "sites/county/xian.yaml"])
    shown.settle(Settled(1, [], []))
    assert {name: shown.mark("xian", name) for name in before} == before, "it is not there yet"

    shown.settle(Settled(2, [], []))
    assert shown.mark("xian", "a.html") != before["a.html"]
    assert shown.mark("xian", "b.html") == before["b.html"]


def test_a_trouble_is_told_before_the_findings_it_comes_with(tmp_path: Path) -> None:
    live = Live()
    live.tell(Outcome((), ({"severity": "block", "path": "a.md", "message": "一条"},), "读不出来"))
    assert [finding["message"] for finding in live.findings] == ["读不出来", "一条"]

    live.judge(Judged(1, ["a.md"], [{"severity": "block", "path": "a.md", "message": "另一条"}]))
    assert [finding["message"] for finding in live.findings] == ["读不出来", "另一条"]


def test_a_page_of_what_is_blocked_is_the_last_good_one_and_of_what_is_gone_none(tmp_path: Path) -> None:
    shown = write_site(tmp_path / "public", {"404.html": "没有"})
    write_site(tmp_path / "releases" / "xian", {"article/a.html": "上一次的", "article/b.html": "撤走的"})
    shown.earlier = (tmp_path / "releases",)
    shown.sources = {"xian": {"article/a.html": "a.md", "article/b.html": "b.md"}}
    shown.settle(Settled(1, [], [{"severity": "block", "path": "a.md"}, {"severity": "block", "path": ""}]))
    with served(shown, Live()) as base:
        assert "上一次的" in get(f"{base}/article/a.html")
        assert status(f"{base}/article/b.html") == 404
        assert status(f"{base}/article/none.html") == 404


def test_a_drawn_page_gives_way_to_what_was_built_after_it(tmp_path: Path) -> None:
    shown = write_site(tmp_path, {"a.html": "建成的"})
    shown.draw(Drawn(2, "xian", "a.html", "画出的"))
    shown.settle(Settled(1, [], []))
    assert shown.read("xian", "a.html") == "画出的".encode()

    shown.settle(Settled(2, [], []))
    assert "建成的".encode() in (shown.read("xian", "a.html") or b"")


def test_a_site_whose_file_is_saved_again_while_it_is_built_is_told_as_not_built(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {PIECE: article("现场", "第一稿。")})
    cluster = load(root, kinds=KINDS)
    write_cluster(root, {PIECE: article("现场", "第二稿。")}, base=False)
    first = settle(Work(1, root, NOW, 1, cluster))
    second = settle(Work(2, root, NOW, 1, None))

    assert (first.failed, second.failed) == (["xian"], [])


@pytest.mark.parametrize("told", [{"failed": ["xian"]}, {"trouble": "读不出来"}])
def test_a_drawn_page_stays_where_its_site_could_not_be_built(tmp_path: Path, told: dict[str, Any]) -> None:
    shown = write_site(tmp_path, {"a.html": "建成的"})
    shown.draw(Drawn(2, "xian", "a.html", "画出的"))
    shown.settle(Settled(2, [], [], **told))
    assert shown.read("xian", "a.html") == "画出的".encode()

    shown.settle(Settled(3, [], []))
    assert "建成的".encode() in (shown.read("xian", "a.html") or b"")


def test_what_a_build_publishes_shows_once_it_is_told(tmp_path: Path) -> None:
    shown = write_site(tmp_path / "releases" / "1", {"a.html": "先前的"})
    shown.public = tmp_path
    (tmp_path / "xian").symlink_to("releases/1/xian")
    shown.settle(Settled(1, [], []))
    write_site(tmp_path / "releases" / "2", {"b.html": "后来的"})
    (tmp_path / "xian").unlink()
    (tmp_path / "xian").symlink_to("releases/2/xian")
    assert (shown.read("xian", "a.html") is None, shown.read("xian", "b.html")) == (False, None)

    shown.settle(Settled(2, [], []))
    assert (shown.read("xian", "a.html"), shown.read("xian", "b.html") is None) == (None, False)


def test_what_was_drawn_and_never_built_is_the_last_good_page_of_what_is_blocked(tmp_path: Path) -> None:
    shown = write_site(tmp_path, {"index.html": "首页"})
    shown.sources = {"xian": {"a.html": "a.md"}}
    shown.draw(Drawn(1, "xian", "a.html", "画出的"))
    shown.settle(Settled(2, [], [{"severity": "block", "path": "a.md"}]))
    assert shown.read("xian", "a.html") == "画出的".encode()

    shown.settle(Settled(3, [], []))
    assert shown.read("xian", "a.html") is None


def test_a_page_knows_the_file_it_is_made_of(tmp_path: Path) -> None:
    shown = write_site(tmp_path, {"article/a.html": "一篇"})
    shown.sources = {"xian": {"article/a.html": 'content/county/xian/news/"a&b.md'}}
    with served(shown, Live()) as base:
        text = get(f"{base}/article/a.html")

    assert 'data-site="xian" data-file="article/a.html"' in text
    assert 'data-path="content/county/xian/news/&quot;a&amp;b.md"' in text


@dataclass
class Preview:
    """A preview as somebody has it who writes: the root, where a site is shown, and what was said."""

    root: Path
    said: list[str] = field(default_factory=list)

    def base(self, site: str = "xian") -> str:
        """Where a site is shown."""
        return next(line.split()[-1] for line in self.said if line.startswith(f"{site} "))

    def save(self, text: str, path: str = PIECE) -> None:
        """Save a file."""
        write_cluster(self.root, {path: text}, base=False)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Preview:
    """A preview of a small cluster, ready: to start one costs more than all that is done with it."""
    found = Preview(write_cluster(tmp_path_factory.mktemp("preview"), {PIECE: article("现场", "第一稿。")}))
    day = "2026-11-23"
    threading.Thread(target=serve_public, args=(found.root, 0, lambda: NOW, found.said.append, True, day), daemon=True).start()
    assert eventually(lambda: any(line.startswith("xian ") for line in found.said), 60)
    return found


@pytest.fixture
def preview(running: Preview) -> Preview:
    """The preview of a small cluster whose piece is in its first draft and sound, whatever others have saved beside it."""
    mark = f"第一稿。{time.monotonic_ns()}"
    reader = Reader(f"{running.base()}article/live.html")
    running.save(article("现场", mark))
    assert reader.is_told(lambda state: not state["findings"] and mark in get(reader.address))
    return running


def test_what_is_saved_shows_at_once_and_is_not_published(preview: Preview) -> None:
    public = public_tree(preview.root)
    reader = Reader(f"{preview.base()}article/live.html")
    reader.is_told(lambda state: not state["reload"])
    preview.save(article("现场", "第二稿。"))
    drawn = reader.is_told(lambda state: state["reload"])
    shows = "第二稿。" in get(reader.address)
    preview.save(article("刚写的一篇"), "content/province/sheng/news/fresh.md")
    listed = eventually(lambda: "刚写的一篇" in get(preview.base("sheng")))

    assert (drawn, shows, listed) == (True, True, True)
    assert "/.wangqun/live.js" in get(f"{preview.base('sheng')}article/fresh.html")
    assert public_tree(preview.root) == public


def test_what_is_wrong_is_told_over_the_last_good_page_until_it_is_mended(preview: Preview) -> None:
    reader = Reader(f"{preview.base()}article/live.html")
    preview.save(article("现场", "第二稿，[坏链接](none.md)。"))
    told = reader.is_told(lambda state: any("none.md" in finding["message"] for finding in state["findings"]))
    finding = next(finding for finding in reader.states[-1]["findings"] if "none.md" in finding["message"])
    eventually(lambda: "阻断 1 条" in preview.said[-1])
    last_good = get(reader.address)
    preview.save(article("现场", "第三稿。"))
    mended = reader.is_told(lambda state: state["reload"] and not state["findings"])

    assert told
    assert (finding["path"], finding["line"], finding["severity"]) == (PIECE, 6, "block")
    assert finding["hint"]
    assert "第一稿。" in last_good
    assert mended
    assert "第三稿。" in get(reader.address)


def test_settings_take_effect_and_say_what_is_wrong_with_them(preview: Preview) -> None:
    for number in range(3):
        preview.save(article(f"第{number}篇"), f"content/county/xian/news/n{number}.md")
    reader = Reader(f"{preview.base()}news/")
    preview.save("DEFAULT_PAGINATION = 1 / 0\n", "pelicanconf.py")
    told = reader.is_told(lambda state: any("pelicanconf.py 第 1 行" in found["message"] for found in state["findings"]))
    stands = get(reader.address)
    preview.save("DEFAULT_PAGINATION = 1\n", "pelicanconf.py")
    mended = reader.is_told(lambda state: state["reload"] and not state["findings"])

    assert told
    assert "</html>" in stands
    assert mended
    assert eventually(lambda: status(f"{preview.base()}news/p1.html") == 200)


def test_a_hostile_body_holds_up_nobody_for_long(preview: Preview) -> None:
    reader = Reader(f"{preview.base()}article/live.html")
    preview.save(article("现场", "第一稿。"))
    assert eventually(lambda: "第一稿。" in get(reader.address))
    preview.save(article("现场", BOMB))
    told = reader.is_told(lambda state: any(found["path"] == PIECE for found in state["findings"]))
    preview.save(article("别的", "别的一篇。"), "content/county/xian/news/other.md")
    other = eventually(lambda: status(f"{preview.base()}article/other.html") == 200)

    assert (told, other) == (True, True)
    assert "第一稿。" in get(reader.address)


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_preview_that_is_asked_to_end_leaves_nothing(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    command = (sys.executable, "-m", "wangqun", "-C", str(root), "serve", "--port", "0", "--today", "2026-11-23")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        ready = any("http://" in line for line in process.stdout)
        at_work = (root / FOLDER).is_dir()
        process.send_signal(signal.SIGTERM)
        code = process.wait(30)

    assert (ready, at_work, code) == (True, True, 0)
    assert not (root / FOLDER).exists()


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_a_preview_to_which_nobody_listens_goes_on(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {PIECE: article("现场", "第一稿。")})
    command = (sys.executable, "-m", "wangqun", "-C", str(root), "serve", "--port", "0", "--today", "2026-11-23")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONUNBUFFERED": "1"}) as process:
        assert process.stdout
        address = next(line for line in process.stdout if line.startswith("xian")).split()[-1]
        process.stdout.close()
        said = []
        for words in ("第二稿。", "第三稿。"):
            write_cluster(root, {PIECE: article("现场", words)}, base=False)
            said.append(eventually(lambda words=words: words in get(f"{address}article/live.html")))  # type: ignore[misc]
        process.terminate()
        code = process.wait(30)

    assert (said, code) == ([True, True], 0)


def test_a_child_that_dies_is_told_of_and_replaced_by_the_next_save(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {PIECE: article("现场", "第一稿。")})
    with previewed(root, NOW) as preview:
        process = preview.child._process
        assert process
        os.kill(process.pid, signal.SIGKILL)
        ended = eventually(lambda: preview.ends)
        write_cluster(root, {PIECE: article("现场", "第二稿。")}, base=False)
        preview.save([PIECE], NOW)
        text = (preview.tree / "build/public/xian/article/live.html").read_text(encoding="utf-8")

    assert ended
    assert "第二稿。" in text


def test_the_page_that_is_open_comes_first_and_no_other_is_drawn(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {PIECE: article("现场", "第一稿。")})
    with previewed(root, NOW) as preview:
        write_cluster(root, {PIECE: article("现场", "第二稿。")}, base=False)
        seen = preview.save([PIECE], NOW, [("xian", "article/live.html"), ("shi", "index.html")])
        write_cluster(root, {PIECE: article("现场", "第三稿。")}, base=False)
        unseen = preview.save([PIECE], NOW, [("shi", "index.html")])
        write_cluster(root, {PIECE: article("改题", "第三稿。")}, base=False)
        titled = preview.save([PIECE], NOW, [("xian", "index.html"), ("shi", "index.html")])

    assert [type(said) for said in seen] == [Drawn, Settled]
    assert "第二稿。" in seen[0].html  # type: ignore[union-attr]
    assert [type(said) for said in unseen] == [Settled]
    assert [said.site for said in titled if isinstance(said, Drawn)] == ["xian", "shi"]


def test_what_an_editor_leaves_for_a_moment_is_nothing_and_a_folder_moved_away_is_something(tmp_path: Path) -> None:
    root, folder = write_cluster(tmp_path, {PIECE: article("现场", "第一稿。")}), "content/county/xian/news"
    page = ("xian", "article/live.html")
    with previewed(root, NOW) as preview:
        write_cluster(root, {PIECE: article("现场", "第二稿。")}, base=False)
        saved = preview.save([f"{folder}/4913", f"{folder}/live.md.tmp", PIECE], NOW, [page])
        write_cluster(root, {f"{folder}/4913": "x"}, base=False)
        left = preview.save([f"{folder}/4913"], NOW, [page])
        (root / f"{folder}/4913").unlink()
        gone = preview.save([f"{folder}/4913"], NOW, [page])
        (root / folder).rename(root / "aside")
        preview.save([folder], NOW, [page])
        there = (preview.tree / "build/public/xian/article/live.html").exists()

    assert [type(said) for said in saved] == [Drawn, Settled]
    assert [finding["code"] for finding in left[-1].findings] == ["file-type"]  # type: ignore[union-attr]
    assert gone[-1].findings == []  # type: ignore[union-attr]
    assert not there


def test_a_tree_of_its_own_goes_with_the_preview_and_those_of_the_dead_with_the_next(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    dead, others = root / FOLDER / "1", root / FOLDER / "2"
    (dead / "build").mkdir(parents=True)
    others.mkdir()
    with FileLock(others.with_suffix(".lock")), own_tree(root, NOW, print) as tree:
        assert sorted(path.name for path in (root / FOLDER).iterdir() if path.is_dir()) == sorted(["2", tree.name])
        assert (tree / "content").is_symlink()
        assert tree.stat().st_mode & 0o077 == 0, "what is in it is not public yet"
    assert [path.name for path in (root / FOLDER).iterdir() if path.is_dir()] == ["2"], "another preview is at work there"

    with own_tree(root, NOW, print):
        pass
    assert not (root / FOLDER).exists()
    assert (root / "content/county/xian").is_dir()
