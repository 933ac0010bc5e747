"""A body that cannot be converted within bounds is named, and the next one is converted as if nothing had been."""

from contextlib import nullcontext
from dataclasses import replace

import pytest

from clusters import article
from conftest import Federate
from converting import shown
from wangqun.domain.document import Document
from wangqun.domain.links import Scope
from wangqun.render import bounds, html
from wangqun.render.bounds import BodyUnfit, OutOfTime, time_limit
from wangqun.render.engines import Engines
from wangqun.render.settings import DEFAULTS

DOUBLING = "".join(f".. |a{k}| replace:: |a{k + 1}| |a{k + 1}|\n" for k in range(30)) + ".. |a30| replace:: 笑\n\n|a0|"

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # an order may come anywhere


@pytest.fixture
def piece(federation: Federate) -> tuple[Document, Scope]:
    """A document and the scope of its site."""
    view = federation({"content/county/xian/news/a.md": article(body="正文。")}).views["xian"]
    return next(document for document in view.documents if document.id.slug == "a"), view.scope


@pytest.mark.parametrize(
    ("body", "markup", "problem"),
    [
        ("".join("    " * depth + "- 文\n" for depth in range(300)), "markdown", "嵌套太深"),
        ("".join("\t" * depth + f"{depth}. 文\n" for depth in range(300)), "markdown", "嵌套太深"),
        ("<div>" * 500 + "</div>" * 500, "markdown", "嵌套太深"),
        ("".join(" " * depth + "文\n\n" for depth in range(700)), "rst", "嵌套太深"),
        ("*[甲]: " + "长" * 10_000 + "\n\n" + "甲 " * 10_000, "markdown", "“甲”反复展开后过大"),
        ("[x]: /" + "x" * 10_000 + "\n\n" + "[文][x] " * 10_000, "markdown", "“x”反复展开后过大"),
        (".. |x| replace:: " + "长" * 10_000 + "\n\n" + "|x| " * 10_000, "rst", "“x”反复展开后过大"),
    ],
    ids=["lists", "tabs", "elements", "rst-quotes", "abbreviation", "reference", "substitution"],
)
def test_a_body_beyond_bounds_is_named(body: str, markup: str, problem: str, piece: tuple[Document, Scope]) -> None:
    document, scope = piece
    engines = Engines(DEFAULTS["MARKDOWN"])

    with pytest.raises(BodyUnfit, match=problem):
        shown(replace(document, text=body, markup=markup), scope, engines)

    assert shown(document, scope, engines) == ("<p>正文。</p>", [])


@pytest.mark.parametrize(
    ("body", "deep"),
    [
        ("".join("  " * depth + "- 文\n" for depth in range(201)), True),
        ("".join("  " * depth + "- 文\n" for depth in range(200)), False),
        ("".join("\t" * depth + "1. 文\n" for depth in range(201)), True),
        ("".join(" \t" * depth + "+ 文\n" for depth in range(201)), True),
        ("".join(" " * depth + "- 文\n" for depth in range(390)), False),  # every other one lies in another
        (("".join("  " * depth + "- 文\n" for depth in range(150))) * 5, False),  # up and down again
        ("".join("  " * depth + "文\n" for depth in range(300)), False),  # no lists
        ("    " * 150 + "- 文\n", False),
        ("- 文\n" * 300, False),
    ],
)
def test_how_deep_lists_lie_in_lists_is_told_at_once(body: str, deep: bool) -> None:
    with pytest.raises(BodyUnfit, match="嵌套太深") if deep else nullcontext():
        bounds.check_source(body, "markdown")


def test_each_body_has_the_same_time_however_many_ran_out_of_it(
    piece: tuple[Document, Scope], monkeypatch: pytest.MonkeyPatch
) -> None:
    document, scope = piece
    monkeypatch.setattr(html, "TIME_LIMIT", 0.2)
    engines = Engines(DEFAULTS["MARKDOWN"])
    told = []
    for _ in range(3):
        with pytest.raises(BodyUnfit) as error:
            shown(replace(document, text=DOUBLING, markup="rst"), scope, engines)
        told.append(str(error.value))

    assert told == ["0.2 秒没有转换完"] * 3


def test_what_swallows_every_exception_cannot_outlast_its_time() -> None:
    with pytest.raises(OutOfTime), time_limit(0.05):
        while True:
            try:
                sum(range(100))
            except Exception:
                continue


class _Swallowing:
    """Loses whatever is raised while it is taken down."""

    def __del__(self) -> None:
        sum(range(200_000))


def test_an_order_lost_in_a_destructor_is_given_again() -> None:
    with pytest.raises(OutOfTime), time_limit(0.05):
        while True:
            _Swallowing()
            sum(range(20_000))


@pytest.mark.parametrize("failure", [MemoryError(), ValueError("坏")], ids=["memory", "defect"])
def test_whatever_a_library_raises_is_the_documents_trouble(
    failure: Exception, piece: tuple[Document, Scope], monkeypatch: pytest.MonkeyPatch
) -> None:
    document, scope = piece

    def fail(*_: object) -> str:
        raise failure

    monkeypatch.setattr(Engines, "markdown", fail)
    words = "占用内存太多" if isinstance(failure, MemoryError) else "转换程序出错（ValueError）"

    with pytest.raises(BodyUnfit, match=words):
        shown(document, scope)


def test_html_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SIZE_LIMIT", 100)
    bounds.check_html("<p>" * 33)

    with pytest.raises(BodyUnfit, match="超过"):
        bounds.check_html("<p>" * 34)


def test_elements_side_by_side_are_not_deep() -> None:
    bounds.check_html("<div><b>文</b></div>" * 1000 + "<p>文<br><img>" * 1000 + "<li>文" * 1000)

    with pytest.raises(BodyUnfit, match="嵌套"):
        bounds.check_html("<b></i>" * 500)  # closing another element closes nothing
