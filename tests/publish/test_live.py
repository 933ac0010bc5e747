"""serve: bursts become one build, nothing saved meanwhile is missed, pages are told."""

import json
import threading
import time
import urllib.request
from pathlib import Path

import pytest
from wangqun.serve.rebuild import Outcome, Rebuilder

from clusters import article, write_cluster
from wangqun.serve.preview import Live, serve_public
from wangqun.serve.server import make_server
from wangqun.serve.watch import matters, watch


def eventually(claim: object, seconds: float = 15.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if claim():  # type: ignore[operator]
            return True
        time.sleep(0.02)
    return False


def test_a_burst_of_saves_is_one_build() -> None:
    outcomes: list[Outcome] = []
    rebuilder = Rebuilder(lambda: Outcome((), ()), outcomes.append)
    for _ in range(20):
        rebuilder.touch()
        time.sleep(0.005)
    eventually(lambda: outcomes)
    time.sleep(0.3)
    rebuilder.stop()

    assert len(outcomes) == 1


def test_what_is_saved_during_a_build_is_built_next() -> None:
    started, go_on = threading.Event(), threading.Event()
    built: list[str] = []
    saved = ["first"]

    def build() -> Outcome:
        seen = saved[-1]
        started.set()
        go_on.wait(5)
        built.append(seen)
        return Outcome((), ())

    rebuilder = Rebuilder(build, lambda outcome: None)
    rebuilder.touch()
    started.wait(5)
    saved.append("second")
    rebuilder.touch()
    go_on.set()
    caught_up = eventually(lambda: built[-1:] == ["second"])
    rebuilder.stop()

    assert caught_up
    assert built == ["first", "second"]


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


def test_pages_learn_of_a_new_build_and_its_findings(tmp_path: Path) -> None:
    live = Live()
    live.tell(Outcome(("xian",), ({"severity": "warn", "message": "一条"},)))
    server = make_server(tmp_path, {"xian": _address()}, 0, live)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/.wangqun/events", timeout=10) as stream:
        first = json.loads(stream.readline().decode().removeprefix("data: "))
        stream.readline()
        live.tell(Outcome((), (), "读不出来"))
        second = json.loads(stream.readline().decode().removeprefix("data: "))
    server.shutdown()
    server.server_close()

    assert (first["version"], first["changed"], first["findings"][0]["message"]) == ("1", True, "一条")
    assert (second["version"], second["changed"], second["findings"][0]["message"]) == ("2", False, "读不出来")


def test_a_page_knows_the_file_it_is_made_of(tmp_path: Path) -> None:
    (tmp_path / "xian/article").mkdir(parents=True)
    (tmp_path / "xian/article/a.html").write_text("<body>一篇</body>", encoding="utf-8")
    server = make_server(tmp_path, {"xian": _address()}, 0, Live())
    server.sources = {"xian": {"article/a.html": 'content/county/xian/news/"a&b.md'}}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/article/a.html", timeout=10) as answer:
        text = answer.read().decode()
    server.shutdown()
    server.server_close()

    assert 'data-site="xian" data-path="content/county/xian/news/&quot;a&amp;b.md"' in text


def _address() -> object:
    from wangqun.domain.site import Address

    return Address("https://rd.test.example", "")


def test_a_saved_file_is_public_in_the_preview(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    said: list[str] = []
    from clusters import NOW

    def serve() -> None:
        serve_public(root, 0, lambda: NOW, said.append, watching=True, today="2026-11-23")

    threading.Thread(target=serve, daemon=True).start()
    ready = eventually(lambda: any("http" in line for line in said) and any("已生成" in line for line in said), 30)
    base = next(line for line in said if "http" in line).split()[-1]
    write_cluster(root, {"content/province/sheng/news/fresh.md": article("刚写的一篇")}, base=False)

    def is_public() -> bool:
        with urllib.request.urlopen(base) as answer:
            return "刚写的一篇" in answer.read().decode()

    assert ready
    assert eventually(is_public, 30)
    with urllib.request.urlopen(f"{base}article/fresh.html") as answer:
        assert "/.wangqun/live.js" in answer.read().decode()
