"""List pages are numbered from the oldest: what was written stays as it is."""

from dataclasses import replace

import pytest

from clusters import article
from conftest import Federate
from wangqun.domain.document import Document
from wangqun.domain.federation import SiteView
from wangqun.domain.ids import DocumentId
from wangqun.pages.context import ListPage
from wangqun.pages.lists import columns
from wangqun.pages.site import Pages
from wangqun.records import KINDS

PER_PAGE = 20


@pytest.fixture
def lists(federation: Federate):
    """Number of pieces → list pages of the column by file."""
    view = federation({"content/county/xian/news/a.md": article()}).views["xian"]
    first = view.documents[0]

    def made(count: int) -> dict[str, ListPage]:
        documents = tuple(_numbered(first, number) for number in range(count, 0, -1))
        return dict(columns(Pages(_with(view, documents), "theme/x", PER_PAGE, KINDS)))

    return made


def _numbered(document: Document, number: int) -> Document:
    return replace(document, id=DocumentId("xian", "article", f"n{number}"), title=f"第{number}篇", column="news")


def _with(view: SiteView, documents: tuple[Document, ...]) -> SiteView:
    return replace(view, documents=documents)


def _titles(page: ListPage) -> list[str]:
    return [entry.title for entry in page.entries]


def test_every_piece_is_listed_exactly_once_and_older_links_visit_all(lists) -> None:
    for count in range(86):
        pages = lists(count)
        path, seen, visited = "/xian/news/", [], []
        while path and pages:
            name = path.removeprefix("/xian/") + ("index.html" if path.endswith("/") else "")
            visited.append(name)
            seen += _titles(pages[name])
            path = pages[name].older.url if pages[name].older else None

        assert [f"第{number}篇" for number in range(count, 0, -1)] == seen
        assert sorted(pages) == sorted(visited)


def test_a_new_piece_changes_the_newest_page_and_at_most_two_more(lists) -> None:
    for count in range(1, 86):
        before, after = lists(count), lists(count + 1)
        changed = {name for name in after if after[name] != before.get(name)}
        created = after.keys() - before.keys()

        assert created <= changed
        assert len(created) <= 1
        if not created:
            assert {"news/index.html"} == changed
        else:
            (new,) = created
            number = int(new.removeprefix("news/p").removesuffix(".html"))
            assert changed <= {"news/index.html", new, f"news/p{number - 1}.html"}
        assert before.keys() <= after.keys()


def test_newer_links_lead_back_the_way_older_links_came(lists) -> None:
    for count in (40, 61, 85):
        pages = {name.removesuffix("index.html"): page for name, page in lists(count).items()}
        for name, page in pages.items():
            if page.older:
                assert pages[page.older.url.removeprefix("/xian/")].newer.url == f"/xian/{name}"


def test_the_newest_page_is_full_and_never_twice_as_long(lists) -> None:
    for count in (1, 19, 20, 21, 39, 40, 41, 85):
        lengths = {name: len(page.entries) for name, page in lists(count).items()}

        assert min(count, PER_PAGE) <= lengths["news/index.html"] < 2 * PER_PAGE
        assert {PER_PAGE} >= {length for name, length in lengths.items() if name != "news/index.html"}


def test_pages_say_what_they_are(lists) -> None:
    pages = lists(45)

    assert pages["news/index.html"].head.title == "要闻动态"
    assert pages["news/p1.html"].head.title == "要闻动态（第 1 页）"
    assert pages["news/p1.html"].head.canonical == "https://rd.test.example/xian/news/p1.html"
    assert pages["news/p1.html"].newest.url == "/xian/news/"
