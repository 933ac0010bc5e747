"""List pages are numbered from the oldest: what was written stays as it is."""

from dataclasses import replace
from datetime import datetime

import pytest

from clusters import article
from conftest import Build, Federate
from wangqun.domain.document import Document
from wangqun.domain.federation import SiteView
from wangqun.domain.ids import DocumentId
from wangqun.domain.moment import SHANGHAI
from wangqun.pages.context import ListPage
from wangqun.pages.lists import columns
from wangqun.pages.site import Pages
from wangqun.records import KINDS

pytestmark = pytest.mark.usefixtures("in_one_process")

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


def _numbered(document: Document, number: int, year: int = 2026) -> Document:
    item = document.item.model_copy(update={"date": datetime(year, 3, 2, 9, tzinfo=SHANGHAI), "tags": (f"标签{number % 3}",)})
    document = replace(document, item=item)
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


def _aged(view: SiteView, count: int) -> dict[str, ListPage]:
    """List pages of so many pieces, five a year up to 2026."""
    first = view.documents[0]
    documents = tuple(_numbered(first, number, 2026 - (count - number) // 5) for number in range(count, 0, -1))
    return dict(columns(Pages(_with(view, documents), "theme/x", PER_PAGE, KINDS)))


def test_years_are_headings_and_each_link_leads_to_the_newest_piece_of_its_year(federation: Federate) -> None:
    view = federation({"content/county/xian/news/a.md": article()}).views["xian"]
    for count in (1, 5, 6, 39, 40, 61, 85):
        pages = _aged(view, count)
        front = pages["news/index.html"]
        years = [2026 - at // 5 for at in range(count)]

        assert front.count == count
        assert {link.title: link.count for link in front.years} == (
            {f"{year} 年": years.count(year) for year in dict.fromkeys(years)} if len(set(years)) > 1 else {}
        )
        for link in front.years:
            address, _, anchor = link.url.partition("#")
            page = pages[(address.removeprefix("/xian/") or "news/index.html")]
            group = next(group for group in page.groups if group.id == anchor)
            assert group.title == link.title
            newest = f"第{count - years.index(int(anchor[1:]))}篇"
            assert group.entries[0].title == newest


def test_only_the_newest_page_says_what_all_come_to(lists) -> None:
    before, after = lists(61), lists(62)

    assert [page.count for name, page in after.items() if name != "news/index.html"] == [0, 0]
    assert not any(page.years or page.tags for name, page in after.items() if name != "news/index.html")
    assert [name for name in after if after[name] != before[name]] == ["news/index.html"]
    assert {tag.title for tag in after["news/index.html"].tags} == {"标签0", "标签1", "标签2"}


def test_undated_pieces_stand_last_under_a_heading_of_their_own(build: Build) -> None:
    undated = article("无日期").replace("date: 2026-03-02 09:00\n", "")
    root, _ = build({"content/county/xian/news/a.md": undated, "content/county/xian/news/b.md": article("有日期")})
    text = (root / "build/public/xian/news/index.html").read_text(encoding="utf-8")

    assert text.index('id="y2026"') < text.index("有日期") < text.index('id="undated"') < text.index("无日期")
    assert 'href="#undated"' in text


def test_a_column_has_a_feed_of_its_own_where_old_subscriptions_look_for_it(build: Build) -> None:
    root, _ = build(
        {
            "content/county/xian/news/a.md": article("一条要闻"),
            "content/county/xian/meetings/b.md": article("一次会议"),
            "content/county/xian/notices/c.md": article("无日期").replace("date: 2026-03-02 09:00\n", ""),
        }
    )
    public = root / "build/public/xian"
    feed = (public / "feeds/news.atom.xml").read_text(encoding="utf-8")

    assert "一条要闻" in feed and "一次会议" not in feed
    assert 'href="/xian/feeds/news.atom.xml"' in (public / "news/index.html").read_text(encoding="utf-8")
    assert not (public / "feeds/notices.atom.xml").exists()
    assert "feeds/notices.atom.xml" not in (public / "notices/index.html").read_text(encoding="utf-8")
