"""Old addresses: which lead somewhere, which are taken, and that many of them cost no more each than few."""

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from clusters import NOW, article, write_cluster
from conftest import Federate
from wangqun.domain.cluster import Cluster
from wangqun.stages.load import load
from wangqun.stages.resolve import resolve

XIAN = "content/county/xian"


def told(federation: Federate, aliases: str) -> tuple[dict[str, str], list[str]]:
    """The redirects of a piece with such aliases beside a sound one, and what was found."""
    made = federation({f"{XIAN}/news/a.md": article(extra=f"aliases: [{aliases}]\n")})
    return made.views["xian"].redirects, [finding.code for finding in made.findings]


@pytest.mark.parametrize(
    ("alias", "expected"),
    [
        ("/old/a.html", "old/a.html"),
        ("/xian/old/a.html", "old/a.html"),
        ("/old/a/", "old/a/index.html"),
        ("/old/a", "old/a/index.html"),
        ("/article/b.html", "article/b.html"),
        ("/news/x.html", "news/x.html"),
        ("/news/2012/index.html", "news/2012/index.html"),
        ("/news/page1.html", "news/page1.html"),
    ],
)
def test_an_old_address_leads_to_the_piece(federation: Federate, alias: str, expected: str) -> None:
    assert told(federation, alias) == ({expected: "/xian/article/a.html"}, [])


@pytest.mark.parametrize(
    "alias",
    [
        "/article/good.html",
        "/article/good.html/x.html",
        "/article.html/../x.html",
        "/news/",
        "/news/index.html",
        "/news/Index.html",
        "/news/p7.html",
        "/news/p7.html/x.html",
        "/theme/x.html",
        "/index.html",
    ],
)
def test_an_address_in_use_is_not_replaced(federation: Federate, alias: str) -> None:
    redirects, codes = told(federation, alias)

    assert redirects == {}
    assert codes in (["alias-taken"], ["alias-invalid"])


def test_two_aliases_cannot_lie_within_each_other(federation: Federate) -> None:
    redirects, codes = told(federation, "/o/a.html, /o/a.html/b.html, /p/q.html/r.html, /p/q.html")

    assert redirects.keys() == {"o/a.html", "p/q.html/r.html"}
    assert codes == ["alias-taken", "alias-taken"]


def test_addresses_that_differ_in_case_only_are_told(federation: Federate) -> None:
    redirects, codes = told(federation, "/Article/Good.html, /old/B.html, /old/b.html, /old/c.html")

    assert redirects.keys() == {"Article/Good.html", "old/B.html", "old/b.html", "old/c.html"}
    assert codes == ["alias-case", "alias-case"]


def test_ten_times_the_old_addresses_cost_ten_times_the_steps(tmp_path: Path) -> None:
    costs = [steps(resolve, cluster(tmp_path / str(pieces), pieces), NOW) for pieces in (1, 4, 16, 64)]

    growth = [(after - before) / factor for (before, after), factor in zip(pairwise(costs), (3, 12, 48), strict=True)]
    assert max(growth) < 1.1 * min(growth)


def cluster(root: Path, pieces: int) -> Cluster:
    """A cluster with so many pieces of fifty old addresses each."""
    files = {}
    for piece in range(pieces):
        aliases = ", ".join(f"/old/{piece}/{number}.html" for number in range(50))
        files[f"{XIAN}/news/p{piece}.md"] = article(extra=f"aliases: [{aliases}]\n")
    return load(write_cluster(root, files))


def steps(function: Callable[..., Any], *arguments: Any) -> int:
    """How many calls, steps of generators included, a function makes."""
    count = 0

    def tick(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(tick)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return count
