"""Official tags as they are read from a built page."""

from pathlib import Path

import pytest

from clusters import article
from conftest import Federate
from wangqun.pages.output import Shown
from wangqun.pages.outputs import outputs
from wangqun.pages.site import Pages
from wangqun.records import KINDS
from wangqun.render.inspection import findings, meta_tags

HEAD = "<html><head>{}</head><body><meta name='Late' content='x'></body></html>"
SITE = '<meta name="SiteName" content="示例县人大"><meta name="SiteDomain" content="rd.test.example">'
COLUMN = "".join(f'<meta name="Column{part}" content="x">' for part in ("Name", "Description", "Keywords", "Type"))
ARTICLE = (
    '<meta name="ArticleTitle" content="好稿件"><meta name="ContentSource" content="x">'
    '<meta name="PubDate" content="2026-03-01 09:00">'
)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<meta name="A" content="b">', {"A": "b"}),
        ("<META content='b' name='A'/>", {"A": "b"}),
        ("<meta name=A content=b>", {"A": "b"}),
        ('<meta name="A" content="1 > 0 &amp; &quot;2&quot;">', {"A": '1 > 0 & "2"'}),
        ('<meta charset="utf-8"><meta name="A">', {"A": ""}),
        ('<!-- <meta name="A" content="b"> -->', {}),
        ('<meta name="A" content="first"><meta name="A" content="second">', {"A": "first"}),
    ],
)
def test_tags_are_read_as_a_browser_reads_them(head: str, expected: dict[str, str]) -> None:
    assert expected == meta_tags(head)


def told(federation: Federate, folder: Path, pages: dict[str, str]) -> list[tuple[str, str]]:
    """Code and message of what is said of the county's pages, sound but for those given."""
    sound = {"index.html": SITE, "news/index.html": SITE + COLUMN, "article/good.html": SITE + COLUMN + ARTICLE}
    for name, head in (sound | pages).items():
        path = folder / "built" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEAD.format(head), encoding="utf-8")
    more = {f"content/county/xian/news/more-{number}.md": article(f"稿件{number}") for number in range(3)}
    view = federation(more).views["xian"]
    bodies = {("", document.source): "" for document in view.documents}
    made = outputs(Pages(view, "theme/x", 2, KINDS), bodies, "", 20)  # two a page: the column has an older one
    shown = [Shown(o.path, o.tags, o.document.title if o.document else "", o.document) for o in made if o.tags]
    built = [page for page in shown if (folder / "built" / page.path).is_file()]
    return [(f.code, f.message.partition("；")[0]) for f in findings(built, "xian", folder / "built")]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ({}, []),
        ({"index.html": ""}, ["SiteName", "SiteDomain"]),
        ({"news/index.html": SITE}, ["ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"]),
        ({"news/p1.html": SITE + COLUMN.replace("ColumnType", "X")}, ["ColumnType"]),
        ({"news/elsewhere.html": ""}, []),
        ({"article/good.html": SITE + COLUMN}, ["ArticleTitle", "ContentSource", "PubDate"]),
    ],
)
def test_each_kind_of_page_has_its_tags(pages: dict[str, str], expected: list[str], federation: Federate, tmp_path: Path) -> None:
    found = told(federation, tmp_path, pages)
    page = next(iter(pages), "")

    assert [("meta-missing", f"1 个页面缺网页标签 {name}，如 {page}") for name in expected] == found


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("2026-03-01 09:00", "2026-03-01", "meta-format"),
        ("2026-03-01 09:00", "2026-13-01 09:00", "meta-format"),
        ("rd.test.example", "rd.test.example:8000", "meta-format"),
        ("rd.test.example", "https://rd.test.example", "meta-format"),
        ("好稿件", "&lt;b>好稿件&lt;/b>", "meta-format"),
        ("好稿件", "5 < 6", ""),
        ("好稿件", " ", "meta-empty"),
    ],
)
def test_tags_have_a_form(old: str, new: str, code: str, federation: Federate, tmp_path: Path) -> None:
    found = told(federation, tmp_path, {"article/good.html": (SITE + COLUMN + ARTICLE).replace(old, new)})

    assert [code] * bool(code) == [code for code, _ in found]


def test_a_fault_of_many_pages_is_told_once_with_their_number(federation: Federate, tmp_path: Path) -> None:
    pages = dict.fromkeys(("index.html", "news/index.html", "article/good.html"), COLUMN + ARTICLE)

    assert [message for _, message in told(federation, tmp_path, pages)] == [
        "3 个页面缺网页标签 SiteName，如 index.html",
        "3 个页面缺网页标签 SiteDomain，如 index.html",
    ]


def test_a_long_head_is_read_to_its_end(federation: Federate, tmp_path: Path) -> None:
    assert told(federation, tmp_path, {"index.html": f"<style>{'x' * 40000}</style>{SITE}"}) == []
