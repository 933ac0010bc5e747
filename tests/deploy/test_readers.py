"""Readers of a real server during ten publishes never get a bad answer, and what is withdrawn or moves is right at once.

WANGQUN_REQUESTS says how many requests at least; the gate makes a thousand with each server.
"""

import os
import re
import threading
from http.client import HTTPException
from itertools import count, cycle
from pathlib import Path

import pytest

from clusters import NOW, article, run, write_cluster
from publish.crashes import edit
from wangqun.options import Options

from .servers import Answer, Served, served, until

pytestmark = pytest.mark.usefixtures("in_one_process")

HOST = "rd.test.example"
REQUESTS = int(os.environ.get("WANGQUN_REQUESTS", "1000"))
PUBLISHES = 10
SITES = ("shi", "xian", "sheng")  # in the order in which `edit` numbers them
PAGES = ("/", "/article/good.html", "/news/", "/xian/", "/xian/article/good.html", "/xian/manifest.json", "/shi/sitemap.xml")
LEAVES, GOES, COMES = "/xian/article/leaves.html", "/xian/article/goes.html", "/xian/old/comes.html"
MISSING = "/xian/none.html"
NEWS = "content/county/xian/news/"


def publish(root: Path, number: int) -> None:
    """The next state: the first publish withdraws a piece at its half, another gets an old address."""
    edit(root, number)
    gone = "withdrawn: {reason: 有误, time: 2026-11-01}\n" if number >= PUBLISHES // 2 else ""
    alias = "aliases: [/old/comes.html]\n" if number >= PUBLISHES // 2 else ""
    files = {
        NEWS + "leaves.md": article("要撤回的", "撤回以前的话。", extra=gone),
        NEWS + "goes.md": article("有旧网址的", extra=alias),
    }
    write_cluster(root, files, base=False)
    run(root, NOW, options=Options(whoosh=False, compress=number % 2 == 1))


class Watch:
    """What a reader expects, and what was wrong."""

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.requests = count()
        self.made = 0
        self.left = threading.Event()  # the withdrawal is public
        self.told = threading.Event()  # and the server has been told of it
        self.seen: set[tuple[str, int]] = set()

    def note(self, target: str, answer: Answer, left: bool, told: bool, newest: dict[str, int]) -> None:
        """Judge an answer; `left` and `told` are how things stood before it was asked for."""
        self.made = next(self.requests)
        text = answer.body.decode(errors="replace")
        self.seen.add((target, answer.status))
        if target == LEAVES:
            fine = ("有误" in text and answer.status == 410) or (not told and answer.status == 200 and "</html>" in text)
            if left and "撤回以前的话" in text:
                fine = False
        elif target == COMES:
            fine = answer.status == 301 and answer.location == GOES
            fine = fine or (not told and answer.status == 200 and GOES in text) or (not left and answer.status == 404)
        elif target == MISSING:
            fine = answer.status == 404 and "没有找到" in text
        else:
            fine = answer.status == 200 and len(answer.body) == int(answer.headers.get("Content-Length", len(answer.body)))
            site = target.split("/")[1] if target.startswith(("/xian/", "/shi/")) else "sheng"
            for number in map(int, re.findall(rf"第(\d+)次改动，第{SITES.index(site)}个站点", text)):
                fine = fine and number >= newest.get(site, 0)
                newest[site] = max(number, newest.get(site, 0))
        if not fine:
            self.wrong.append(f"{target}: {answer.status} {answer.location} {text[:80]!r} left={left} told={told}")


def read(server: Served, watch: Watch, stop: threading.Event) -> None:
    newest: dict[str, int] = {}
    for target in cycle((*PAGES, LEAVES, COMES, MISSING)):
        if stop.is_set():
            return
        left, told = watch.left.is_set(), watch.told.is_set()
        try:
            watch.note(target, ask(server, target), left, told, newest)
        except (OSError, HTTPException) as error:
            watch.wrong.append(f"{target}: {error!r}")


def ask(server: Served, target: str) -> Answer:
    """The answer; a connection that a reload closes before a word of it is asked for again once, as browsers do."""
    try:
        return server.get(target, host=HOST)
    except ConnectionResetError:
        return server.get(target, host=HOST)


def knows(server: Served) -> bool:
    """True when it has read its maps again: while it does so, processes of before and after take turns."""
    return all((ask(server, LEAVES).status, ask(server, COMES).status) == (410, 301) for _ in range(40))


@pytest.mark.parametrize("name", ["nginx", "caddy"])
def test_no_bad_answer_during_ten_publishes(name: str, tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "cluster", {})
    publish(root, 0)
    watch, stop = Watch(), threading.Event()
    with served(name, root, tmp_path / name) as server:
        readers = [threading.Thread(target=read, args=(server, watch, stop)) for _ in range(2)]
        for reader in readers:
            reader.start()
        try:
            for number in range(1, PUBLISHES + 1):
                start = watch.made
                publish(root, number)
                if number >= PUBLISHES // 2:
                    watch.left.set()
                server.configure()
                if number >= PUBLISHES // 2 and not watch.told.is_set():
                    until(lambda: knows(server), seconds=60)
                    watch.told.set()
                until(lambda start=start: watch.made >= start + REQUESTS // PUBLISHES, seconds=300)
        finally:
            stop.set()
            for reader in readers:
                reader.join()

    assert watch.wrong == []
    assert watch.made >= REQUESTS - 1
    assert {(LEAVES, 200), (LEAVES, 410), (COMES, 404), (COMES, 301), (MISSING, 404)} <= watch.seen
