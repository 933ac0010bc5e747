"""Questions put to a contender in headless Chromium: many at once for what is found, in fresh sessions for what it costs."""

import os
import random
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from time import sleep
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from .measure import CommandFailed
from .search_server import UNCOUNTED, StaticServer

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
BATCH = 50
SEED = 20261123
SESSIONS, NEXT = 40, 10
QUIET = 0.02  # seconds without a request after which a query is taken to be over
START = "async ([module, given]) => { await (await import(module)).start(given); }"
TUNE = "async ([module, values]) => (await import(module)).tune(values)"
ASK = """async ([module, texts, options]) => {
    const { ask } = await import(module);
    const found = [];
    for (const text of texts) found.push(await ask(text, options));
    return found;
}"""


@dataclass(frozen=True, slots=True)
class Contender:
    """A search over one set: its runner below `runners/`, and what the runner is told to start with."""

    name: str
    given: Mapping[str, Any]

    @property
    def module(self) -> str:
        """The address of the runner."""
        return f"/{UNCOUNTED}/{self.name}.js"


@dataclass(frozen=True, slots=True)
class Bytes:
    """Bytes over the network: of each session's first query, scripts included, and of each later one."""

    first: Sequence[int]
    later: Sequence[int]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium, until the block ends.

    Raises:
        CommandFailed: there is none.
    """
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise CommandFailed("no Chromium here: sh tests/browser/install.sh")
    sandbox = ["--no-sandbox"] if hasattr(os, "getuid") and os.getuid() == 0 else []
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=["--disable-background-networking", *sandbox])
        yield launched
        launched.close()


@contextmanager
def _fresh(browser: Browser, server: StaticServer) -> Iterator[Page]:
    """A bare page in a context of its own, so with a cold cache."""
    context = browser.new_context(locale="zh-CN")
    try:
        page = context.new_page()
        page.goto(f"{server.origin}/{UNCOUNTED}/index.html")
        yield page
    finally:
        context.close()


def _start(page: Page, contender: Contender) -> None:
    page.evaluate(START, [contender.module, contender.given])


def _ask(page: Page, contender: Contender, texts: Sequence[str], options: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(ASK, [contender.module, list(texts), dict(options)])
    return found


def ask_all(
    browser: Browser, server: StaticServer, contender: Contender, texts: Sequence[str], **options: Any
) -> list[dict[str, Any]]:
    """What the contender answers to each text."""
    with _fresh(browser, server) as page:
        _start(page, contender)
        return _ask_in_turn(page, contender, texts, options)


@contextmanager
def tunable(
    browser: Browser, server: StaticServer, contender: Contender, texts: Sequence[str], **options: Any
) -> Iterator[Callable[[Mapping[str, float]], list[dict[str, Any]]]]:
    """What asks all texts by other parameters of ranking, always in the same page, which has fetched every file before long."""
    with _fresh(browser, server) as page:
        _start(page, contender)

        def ask(values: Mapping[str, float]) -> list[dict[str, Any]]:
            before = page.evaluate(TUNE, [contender.module, dict(values)])
            answers = _ask_in_turn(page, contender, texts, options)
            page.evaluate(TUNE, [contender.module, before])
            return answers

        yield ask


def _ask_in_turn(page: Page, contender: Contender, texts: Sequence[str], options: Mapping[str, Any]) -> list[dict[str, Any]]:
    batches = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
    return [answer for batch in batches for answer in _ask(page, contender, batch, options)]


def weigh(
    browser: Browser, server: StaticServer, contender: Contender, texts: Sequence[str], say: Callable[[str], None]
) -> Bytes:
    """Sessions of random texts, each with a cold cache; the first is held against Chromium's own count.

    Raises:
        CommandFailed: server and Chromium disagree by more than one per cent.
    """
    chance = random.Random(SEED)
    first, later, requests = [], [], []
    for number in range(SESSIONS):
        with _fresh(browser, server) as page:
            seen: list[Any] = []
            if number == 0:
                page.context.on("requestfinished", lambda request, seen=seen: seen.append(request))
            before = _sent(server)
            _start(page, contender)
            costs = []
            for text in chance.sample(texts, NEXT + 1):
                _ask(page, contender, [text], {"shown": True})
                after = _settled(server)
                costs.append((after[0] - before[0], after[1] - before[1]))
                before = after
            first.append(costs[0][0])
            later += [cost for cost, _ in costs[1:]]
            requests.append(costs[0][1])
            if number == 0:
                sizes = [request.sizes() for request in seen if f"/{UNCOUNTED}/" not in request.url]
                counted = sum(size["responseHeadersSize"] + size["responseBodySize"] for size in sizes)
                total = sum(cost for cost, _ in costs)
                say(f"a session of {NEXT + 1} queries: {total:,} bytes sent, {counted:,} by Chromium's count")
                if abs(counted - total) > total / 100:
                    raise CommandFailed(f"bytes of {contender.name}: {total} sent, {counted} received")
    say(f"bytes of a first query: {_spread(first)} in {median(requests):.0f} requests; of a later one: {_spread(later)}")
    return Bytes(first, later)


def percentile95(values: Sequence[float]) -> float:
    """The value that one in twenty exceeds."""
    return quantiles(values, n=20, method="inclusive")[-1]


def _spread(values: Sequence[float]) -> str:
    return f"median {median(values):,.0f}, 95th percentile {percentile95(values):,.0f}"


def _sent(server: StaticServer) -> tuple[int, int]:
    return server.traffic.sent, server.traffic.requests


def _settled(server: StaticServer) -> tuple[int, int]:
    """Bytes and requests when none is under way any more."""
    at = _sent(server)
    while True:
        sleep(QUIET)
        now = _sent(server)
        if now == at and not server.traffic.active:
            return now
        at = now
