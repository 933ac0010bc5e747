"""What stands on the page of a piece beside its text: its parts, its neighbours, what is related either way."""

import re
from html import unescape
from pathlib import Path

import pytest

from clusters import NOW, article, run, write_cluster
from samples import picture
from wangqun.domain.hosts import OUTSIDE
from wangqun.pages.contents import contents
from wangqun.search.text import plain

pytestmark = pytest.mark.usefixtures("in_one_process")

OUT = "https://news.elsewhere.example/a"
HEADINGS = "## 看什么\n\n甲\n\n## 问**什么** & 怎么问\n\n乙\n\n### 细处\n\n丙\n\n## 结果\n\n丁"
FILES = {
    "content/county/xian/news/a.md": article("第一篇", HEADINGS, date="2026-03-03 09:00"),
    "content/county/xian/news/b.md": article(
        "第二篇", f"[外]({OUT})、[内](https://rd.test.example/)、[国](https://www.npc.gov.cn/)、[说过（站外）]({OUT})",
        date="2026-03-04 09:00", extra="related: [xian:article/a]\n",
    ),
    "content/county/xian/news/c.md": article(
        "第三篇", "![图](../images/tall.jpg)\n\n![图](../images/wide.jpg)", date="2026-03-05 09:00",
        extra="image: {file: ../images/wide.jpg, alt: 图}\n",
    ),
    "content/county/xian/news/hidden.md": article(
        "藏起来的", date="2026-03-04 12:00", extra="status: hidden\nrelated: xian:article/a\n"
    ),
    "content/county/xian/notices/n.md": article(
        "一则通知", date="2026-03-04 10:00", extra="related: [xian:article/a, xian:article/b]\n"
    ),
    "content/county/xian/images/tall.jpg": picture(size=(20, 40)),
    "content/county/xian/images/wide.jpg": picture(size=(90, 20)),
    "content/province/sheng/notices/visit.md": article("How to visit", "Text.", extra="lang: en\n"),
    "content/county/xian/news/en.md": article("Annual report", "Text.", date="2026-03-06 09:00", extra="lang: en\n"),
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's public folder; read it, never write to it."""
    root = write_cluster(tmp_path_factory.mktemp("cluster"), FILES)
    run(root, NOW)
    return root / "build/public/xian"


def shown(site: Path, name: str) -> str:
    """A page of the site."""
    return (site / "article" / f"{name}.html").read_text(encoding="utf-8")


def band(text: str, key: str) -> list[str]:
    """Where the links of a section after the text lead."""
    found = re.search(rf'aria-label="{key}">.*?band-body(.*?)</section>', text, re.DOTALL)
    return re.findall(r'href="([^"]+)"', found[1]) if found else []


def test_a_long_piece_has_a_list_of_its_parts(site: Path) -> None:
    nav = re.search(r'<nav class="contents".*?</nav>', shown(site, "a"), re.DOTALL)

    assert nav
    links = re.findall(r'<a href="#([^"]+)">(.*?)</a>', nav[0])
    assert [unescape(title.replace("<wbr>", "")) for _, title in links] == ["看什么", "问什么 & 怎么问", "结果"]
    assert 'class="contents"' not in shown(site, "b")


def test_parts_are_those_to_which_one_can_link() -> None:
    law = "".join(f'<p class="chapter" id="第{n}章">第{n}章 总&amp;则</p><p id="第{n}条">第{n}条 文</p>' for n in "一二三")
    sections = "".join(f'<section id="s-{n}">\n<h2>节{n}</h2>\n</section>' for n in "123")

    assert next((link.title, link.url) for link in contents(law)) == ("第一章 总&则", "#第一章")
    assert [link.url for link in contents(sections)] == ["#s-1", "#s-2", "#s-3"]
    assert contents('<h2 id="a">一</h2><h2 id="b">二</h2><h2>三</h2>') == ()
    assert contents('<p class="chapter" id="第一节">第一节 甲</p>' * 3) == ()


def test_the_neighbours_are_those_of_the_column(site: Path) -> None:
    assert band(shown(site, "b"), "要闻动态") == ["/xian/article/c.html", "/xian/article/a.html"]
    assert band(shown(site, "a"), "要闻动态") == ["/xian/article/b.html", "/xian/article/good.html"]
    assert band(shown(site, "n"), "要闻动态") == []


def test_what_is_related_stands_on_both_sides_once(site: Path) -> None:
    assert band(shown(site, "b"), "相关") == ["/xian/article/a.html", "/xian/article/n.html"]
    assert band(shown(site, "a"), "相关") == ["/xian/article/n.html", "/xian/article/b.html"]
    assert band(shown(site, "c"), "相关") == []


def test_a_link_that_leads_out_says_so(site: Path) -> None:
    body = re.search(r'<div class="body".*?</div>', shown(site, "b"), re.DOTALL)

    assert body
    assert body[0].count("（站外）") == 2
    assert f'<a href="{OUT}">外<span class="outside">（站外）</span></a>' in body[0]


def test_a_picture_keeps_its_room(site: Path) -> None:
    text = shown(site, "c")

    assert re.findall(r"<img [^>]*>", text)[-3:] == [
        '<img src="/xian/images/wide.jpg" alt="图" width="90" height="20">',
        '<img alt="图" src="/xian/images/tall.jpg" width="20" height="40" data-form="tall">',
        '<img alt="图" src="/xian/images/wide.jpg" width="90" height="20" data-form="vast" loading="lazy">',
    ]
    assert '<figure data-form="vast">' in text


def test_only_what_is_foreign_is_in_a_foreign_language(site: Path) -> None:
    text = shown(site, "en-en")

    assert re.findall(r'<(\w+)[^>]* lang="([^"]+)"', text) == [("html", "zh-CN"), ("h1", "en"), ("div", "en")]


def test_a_foreign_title_is_foreign_wherever_it_stands(site: Path) -> None:
    for text in (
        shown(site, "a"),
        shown(site, "b"),
        *((site / at).read_text(encoding="utf-8") for at in ("index.html", "news/index.html")),
    ):
        links = re.findall(r'<a [^>]*href="(?:/xian)?/article/([^"]+)\.html"([^>]*)>', text)
        assert {name for name, rest in links if ' lang="en"' in rest} <= {"en-en"}
        assert [rest for name, rest in links if name == "en-en" and ' lang="en"' not in rest] == []
    lists = ("news/index.html", "search/a-z.html", "search/years.html")
    for text in ((site / at).read_text(encoding="utf-8") for at in lists):
        assert re.findall(r' lang="en">(.*?)<', re.sub("<wbr>|\u2060", "", text))[:1] == ["Annual report"]
    assert ' lang="en"' in (site / "index.html").read_text(encoding="utf-8")


def test_a_foreign_title_is_foreign_among_the_rows_for_elders(site: Path) -> None:
    text = (site.parent / "sheng/elder/notices.html").read_text(encoding="utf-8")

    assert ' lang="en">How to visit</a>' in text and text.count(' lang="en"') == 1


def test_a_feed_says_which_entry_is_in_another_language(site: Path) -> None:
    for feed in ("feeds/all.atom.xml", "feeds/news.atom.xml"):
        text = (site / feed).read_text(encoding="utf-8")
        found = re.findall(r'<entry( xml:lang="en")?><title>(.*?)</title>', text)

        assert [title for lang, title in found if lang] == ["Annual report"]
        assert len(found) > 1
    top = (site.parent / "sheng/feeds/cluster.atom.xml").read_text(encoding="utf-8")
    assert '<entry xml:lang="en"><title>Annual report</title>' in top


def test_what_pages_add_is_not_looked_for() -> None:
    assert plain(f'<p><a href="{OUT}">外{OUTSIDE}</a>文</p>') == "外文"


def test_an_added_piece_is_on_its_neighbour_s_page(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {name: text for name, text in FILES.items() if "/c.md" not in name})
    run(root, NOW)
    site = root / "build/public/xian"
    assert band(shown(site, "b"), "要闻动态") == ["/xian/article/en-en.html", "/xian/article/a.html"]

    write_cluster(root, {"content/county/xian/news/c.md": FILES["content/county/xian/news/c.md"]}, base=False)
    run(root, NOW)
    assert band(shown(site, "b"), "要闻动态") == ["/xian/article/c.html", "/xian/article/a.html"]

    other = write_cluster(root, {"content/county/xian/notices/n.md": article("一则通知", date="2026-03-04 10:00")}, base=False)
    run(other, NOW)
    assert band(shown(site, "a"), "相关") == ["/xian/article/b.html"]
