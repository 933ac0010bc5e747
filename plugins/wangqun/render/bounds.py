"""What a body may cost: time, nesting, and how much larger than its source its page may be (docs/decisions/0034)."""

import re
import signal
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from ..domain.markup import Markup

SIZE_LIMIT = 16_000_000  # characters of HTML; the longest of 788 regulations has 0.4 million
TIME_LIMIT = 5.0  # s of the process's own work; honest bodies take milliseconds
LEAST_TIME = 0.25  # s for the beginning of one
AGAIN = 0.1  # s between one order to stop and the next
DEPTH_LIMIT = 400  # elements open at once
LISTS_LIMIT = 200  # lists in lists: the engine takes seconds for three hundred, and fails

_ABBREVIATION = re.compile(r"^\*\[([^\]\n]{1,1000})\] ?:[ ]*\n?[ ]*(.*)", re.MULTILINE)
_DEFINITION = re.compile(r"^ {0,3}\[([^\]\n]{1,1000})\]:[ ]*\n?[ ]*(.*(?:\n[ ]*[\"'(].*)?)", re.MULTILINE)
_SUBSTITUTION = re.compile(r"^\.\.[ ]+\|([^|\n]{1,1000})\|[ ]+\w+::(.*(?:\n[ \t]+.*)*)", re.MULTILINE)
_FAR = re.compile(rf"^[ \t]{{{LISTS_LIMIT // 2}}}", re.MULTILINE)  # two columns a list, four a tab
_ITEM = re.compile(r"^([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE)
_RULED = re.compile(r"^[ ]{0,3}\|?[ :|-]*-[ :|-]*$", re.MULTILINE)
_TOC = "[TOC]"
_HEADINGS = re.compile(r"^#{1,6}.*|^.+(?=\n[=-]+[ ]*$)", re.MULTILINE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]{0,40})")
_CLOSED_BY_OTHERS = frozenset(
    "area base br col dd dt embed hr img input li link meta p param rp rt source tbody td tfoot th thead tr track wbr".split()
)


class BodyUnfit(Exception):
    """A body that cannot be converted within bounds; the message says why, in words for its editor."""


class OutOfTime(BaseException):
    """The conversion has used up its time. No `except Exception` on the way may swallow it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Stop what runs after so many seconds of this process's own work, where signals allow it.

    Raises:
        OutOfTime: the time is up.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    over = False

    def stop(*_: object) -> None:
        if not over:
            raise OutOfTime

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)  # once is not enough: an exception in a destructor is lost
    try:
        yield
    finally:
        over = True
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def check_source(body: str, markup: Markup) -> None:
    """Refuse a body that would make a page beyond all bounds: nested too deeply, or of a few definitions used many times.

    Raises:
        BodyUnfit: the page would be larger than `SIZE_LIMIT`, or more than `LISTS_LIMIT` lists lie in each other.
    """
    if markup == "markdown" and _FAR.search(body) and _is_deep(body):
        raise BodyUnfit("嵌套太深")
    grown = _grown_rst(body) if markup == "rst" else _grown_markdown(body)
    size = 0
    for name, growth in grown:
        size += growth
        if size > SIZE_LIMIT:
            raise BodyUnfit(f"“{name}”反复展开后过大")


def _is_deep(body: str) -> bool:
    """True when more than `LISTS_LIMIT` items of lists are indented one below the other."""
    around: list[int] = []
    for match in _ITEM.finditer(body):
        indent = len(match[1].expandtabs(4))
        while around and around[-1] > indent - 2:
            around.pop()
        around.append(indent)
        if len(around) > LISTS_LIMIT:
            return True
    return False


def _grown_markdown(body: str) -> Iterator[tuple[str, int]]:
    """What is repeated, and how many characters that makes at least."""
    if "*[" in body:
        for match in _ABBREVIATION.finditer(body):
            yield match[1], len(match[2]) * body.count(match[1])
    if "]:" in body:
        low = body.lower()
        for match in _DEFINITION.finditer(body):
            yield match[1], len(match[2]) * low.count(f"[{match[1].lower()}]")
    if _TOC in body:
        yield _TOC, body.count(_TOC) * sum(2 * len(match[0]) + 20 for match in _HEADINGS.finditer(body))
    if "|" in body:
        for match in _RULED.finditer(body):
            columns = match[0].count("|") + 1
            if columns > 50:
                end = body.find("\n\n", match.end())
                yield "|", 9 * columns * body.count("\n", match.end(), end if end >= 0 else len(body))


def _grown_rst(body: str) -> Iterator[tuple[str, int]]:
    if "::" in body:
        for match in _SUBSTITUTION.finditer(body):
            yield match[1], len(match[2]) * body.count(f"|{match[1]}|")


def check_html(html: str, more: int = 0) -> Counter[str]:
    """How often each element begins. Refuse HTML that is too large, or will be with so many characters `more`, or nested so
    deeply that cleaning it would take time without end.

    Raises:
        BodyUnfit: larger than `SIZE_LIMIT`, or more than `DEPTH_LIMIT` elements open at once.
    """
    if len(html) + more > SIZE_LIMIT:
        raise BodyUnfit(f"转换后超过 {SIZE_LIMIT // 1_000_000} MB")
    depth = 0
    tags = Counter(_TAG.findall(html))
    found: Counter[str] = Counter()
    for (closing, name), count in tags.items():
        found[name.lower()] += 0 if closing else count
    if sum(found.values()) <= DEPTH_LIMIT:
        return found
    opened: Counter[str] = Counter()
    for closing, name in _TAG.findall(html):
        tag = name.lower()
        if tag in _CLOSED_BY_OTHERS:
            continue
        if not closing:
            opened[tag] += 1
            depth += 1
            if depth > DEPTH_LIMIT:
                raise BodyUnfit("嵌套太深")
        elif opened[tag]:
            opened[tag] -= 1
            depth -= 1
    return found
