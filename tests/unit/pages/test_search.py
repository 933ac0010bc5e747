"""The search page, its OpenSearch description, the form on every page, and the lists of everything."""

import re
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest

from clusters import FAULTS, NOW, article, public_tree, read_folder, run, write_cluster
from conftest import Build
from wangqun.pages import directory

pytestmark = pytest.mark.usefixtures("in_one_process")

OPEN = "{http://a9.com/-/spec/opensearch/1.1/}"
BASE = read_folder(FAULTS / "_base")["sites/cluster.yaml"]
LINES = re.compile(
    r'<li><a href="([^"]+)">(?:<span class="chip"[^>]*>([^<]+)</span>)?(.+?)</a>'
    r'<span class="note">([^<]*)(?:<time>([^<]+)</time>)?</span></li>'
)
HEADS = re.compile(r'<div id="wq-g-([^"]+)">\s*<section[^>]*>\s*<div class="band-head">\s*<h2>([^<]+)</h2>')
PIECES = {
    "content/county/xian/news/good.md": article("安全生产检查", date="2026-03-02"),
    "content/county/xian/news/b.md": article("《白滩条例》解读", date="2025-12-31 23:59"),
    "content/county/xian/news/c.md": article("2024 年预算", date="2024-01-01"),
    "content/county/xian/news/d.md": article("阿什河治理").replace("date: 2026-03-02 09:00\n", ""),
    "content/county/xian/news/e.md": article("藏起来的", extra="status: hidden\n"),
    "content/county/xian/pages/about.md": article("重庆路 1 号在哪里", date="2023-01-01"),
}


def lines(path: Path) -> list[tuple[str, ...]]:
    """Address, state, title, note and date of every line."""
    text = path.read_text(encoding="utf-8")
    return [
        tuple(unescape(part.replace("<wbr>", "")).strip() for part in found)
        for found in LINES.findall(text[text.index("<main") :])
    ]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's public folder; read it, never write to it."""
    root = write_cluster(tmp_path_factory.mktemp("cluster"), PIECES)
    run(root, NOW)
    return root / "build" / "public" / "xian"


def test_everything_listed_stands_under_the_first_letter_of_its_pinyin(site: Path) -> None:
    page = site / "search/a-z.html"

    assert HEADS.findall(page.read_text(encoding="utf-8")) == [("a", "A"), ("b", "B"), ("c", "C"), ("other", "其他")]
    assert lines(page) == [
        ("/xian/article/good.html", "", "安全生产检查", "要闻动态", "2026-03-02"),
        ("/xian/article/d.html", "", "阿什河治理", "要闻动态", ""),
        ("/xian/article/b.html", "", "《白滩条例》解读", "要闻动态", "2025-12-31"),
        ("/xian/page/about.html", "", "重庆路 1 号在哪里", "", "2023-01-01"),
        ("/xian/article/c.html", "", "2024 年预算", "要闻动态", "2024-01-01"),
    ]


def test_years_come_newest_first_and_undated_pieces_last(site: Path) -> None:
    page = site / "search/years.html"

    assert [title for _, title in HEADS.findall(page.read_text(encoding="utf-8"))] == [
        "2026 年", "2025 年", "2024 年", "2023 年", "未注明日期",
    ]  # fmt: skip
    assert [title for _, _, title, _, _ in lines(page)][-1] == "阿什河治理"


def test_a_long_list_is_one_page_a_letter_and_cut_again(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "MOST", 3)
    more = {f"content/county/xian/news/n{n}.md": article(f"安全第{n}", date=f"2020-01-0{n + 1}") for n in range(4)}
    site = build(PIECES | more)[0] / "build/public/xian"

    there = {path.name for path in (site / "search").glob("*.html")}
    assert there == {
        "index.html", "a-z.html", "a-z-a.html", "a-z-a-p2.html", "a-z-b.html", "a-z-c.html", "a-z-other.html", "years.html",
        "years-2026.html", "years-2025.html", "years-2024.html", "years-2023.html", "years-2020.html", "years-2020-p2.html",
        "years-undated.html",
    }  # fmt: skip
    assert lines(site / "search/a-z.html") == []
    assert [title for _, _, title, _, _ in [*lines(site / "search/a-z-a.html"), *lines(site / "search/a-z-a-p2.html")]] == [
        *("安全第0", "安全第1", "安全第2", "安全第3"),
        *("安全生产检查", "阿什河治理"),
    ]
    jumps = re.findall(r'href="(/xian/search/a-z-\w+\.html)"', (site / "search/a-z.html").read_text(encoding="utf-8"))
    assert jumps == [f"/xian/search/a-z-{name}.html" for name in ("a", "b", "c", "other")]


def test_a_page_of_the_longest_kind_stays_small(build: Build) -> None:
    title = "关于市人民代表大会常务委员会组织开展水利设施安全生产情况专项执法检查的实施方案和有关说明"
    many = {f"content/county/xian/news/a{n}.md": article(f"{title}{n}") for n in range(directory.MOST + 1)}
    site = build(many)[0] / "build/public/xian"

    assert [path.name for path in (site / "search").glob("*.html") if path.stat().st_size > 100_000] == []
    assert len(lines(site / "search/a-z-g.html")) == directory.MOST


def test_a_site_with_nothing_to_find_says_so(build: Build) -> None:
    hidden = article(extra="status: hidden\n")
    site = build({"content/county/xian/news/good.md": hidden})[0] / "build/public/xian"

    assert {path.name for path in (site / "search").iterdir()} == {"index.html", "opensearch.xml", "index.json", "d"}
    assert "还没有可以搜索的内容" in (site / "search/index.html").read_text(encoding="utf-8")


def test_every_page_has_the_form_and_names_the_description(site: Path) -> None:
    for name in ("index.html", "404.html", "news/index.html", "article/good.html", "search/a-z.html"):
        text = (site / name).read_text(encoding="utf-8")

        assert '<form class="ask site-search" role="search" aria-label="站内搜索" action="/xian/search/" method="get">' in text
        assert 'type="application/opensearchdescription+xml" title="示例县人大" href="/xian/search/opensearch.xml">' in text


def test_the_search_page_itself_has_one_form_and_is_not_indexed(site: Path) -> None:
    text = (site / "search/index.html").read_text(encoding="utf-8")

    assert text.count("<form") == 1
    assert '<meta name="robots" content="noindex">' in text


def test_a_browser_is_told_how_to_search(build: Build) -> None:
    record = "name: 某某\nshort_name: 名字很长很长很长很长很长很长的“<县>”人大\ndivision_code: '970121'\nparent: shi\n"
    site = build({"sites/county/xian.yaml": record})[0] / "build/public/xian"
    about = ElementTree.parse(site / "search/opensearch.xml").getroot()

    assert about.tag == f"{OPEN}OpenSearchDescription"
    assert about.findtext(f"{OPEN}ShortName") == "名字很长很长很长很长很长很长的“"
    assert (url := about.find(f"{OPEN}Url")) is not None
    assert url.attrib == {"type": "text/html", "template": "https://rd.test.example/xian/search/?q={searchTerms}"}


def test_a_site_below_leads_to_the_search_of_all_sites(build: Build) -> None:
    public = build({})[0] / "build/public"

    assert 'href="/search/" data-everywhere' in (public / "xian/search/index.html").read_text(encoding="utf-8")
    assert "data-everywhere" not in (public / "sheng/search/index.html").read_text(encoding="utf-8")


def test_without_script_the_search_server_is_asked_and_that_page_alone_allows_it(build: Build) -> None:
    server = "search_server: https://sou.test.example/{site}/find?w={query}&from={site}\n"
    public = build({"sites/cluster.yaml": BASE + server})[0] / "build/public"
    text = (public / "xian/search/index.html").read_text(encoding="utf-8")

    noscript = text[text.index("<noscript>") : text.index("</noscript>")]
    assert 'action="https://sou.test.example/xian/find" method="get"' in noscript
    assert '<input type="hidden" name="from" value="xian">' in noscript
    assert 'type="search" name="w"' in noscript
    assert "form-action 'self' https://sou.test.example;" in text
    allowing = {name for name, content in public_tree(public.parents[1]).items() if b"sou.test.example" in content}
    assert allowing == {f"{site}/search/index.html" for site in ("sheng", "shi", "xian")}


def test_a_new_search_server_has_every_site_built_again(build: Build) -> None:
    build({})

    _, report = build({"sites/cluster.yaml": BASE + "search_server: https://sou.test.example/?w={query}\n"})
    assert set(report.changed) == {"sheng", "shi", "xian"}
