"""Official meta tags, the footer block, feeds and sitemaps (docs/domain.md §5)."""

import re
from pathlib import Path
from urllib.parse import quote, unquote
from xml.etree import ElementTree

import pytest

from clusters import FAULTS, NOW, article, read_folder, run, write_cluster
from conftest import Build

pytestmark = pytest.mark.usefixtures("in_one_process")

ATOM, MAP = "{http://www.w3.org/2005/Atom}", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
META = re.compile(r'<meta name="([A-Z]\w+)" content="([^"]*)">')
FOOTER = """\
name: 示例县人民代表大会
short_name: 示例县人大
division_code: '970121'
parent: shi
footer:
  host_org: 示例县人大常委会
  contact: 示例路 1 号
  icp: 云ICP备00000000号
  report_email: jubao@xian.example
  petition_url: page/petition
  a11y_url: https://rd.test.example/a11y.html
  elder_url: javascript:alert(1)
  site_id_code: "9701210001"
"""
PIECE = article("大坝“检查”<b>&", "正文。", extra="source: 县水利局\nauthor: 张三, 李四\nkeywords: [水利, 安全]\ntags: [监督]\n")
FILES = {
    "sites/county/xian.yaml": FOOTER,
    "content/county/xian/news/dam.md": PIECE,
    "content/county/xian/pages/petition.md": article("信访", "渠道。"),
    "content/county/xian/pages/about.md": article("人大概况", "职责。"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's public folder; read it, never write to it."""
    root = write_cluster(tmp_path_factory.mktemp("cluster"), FILES)
    run(root, NOW)
    return root / "build" / "public" / "xian"


def meta(path: Path) -> dict[str, str]:
    """The official tags of a page."""
    found = META.findall(path.read_text(encoding="utf-8"))
    assert len(found) == len(dict(found))
    return dict(found)


def test_the_home_page_has_the_tags_of_its_site(site: Path) -> None:
    assert meta(site / "index.html") == {"SiteName": "示例县人大", "SiteDomain": "rd.test.example", "SiteIDCode": "9701210001"}


def test_a_column_page_adds_the_tags_of_its_column(site: Path) -> None:
    tags = meta(site / "news" / "index.html")

    assert {
        "SiteName",
        "SiteDomain",
        "SiteIDCode",
        "ColumnName",
        "ColumnDescription",
        "ColumnKeywords",
        "ColumnType",
    } == tags.keys()
    assert (tags["ColumnName"], tags["ColumnType"]) == ("要闻动态", "新闻动态")
    assert all(tags.values())


def test_an_article_has_all_three(site: Path) -> None:
    tags = meta(site / "article" / "dam.html")

    assert {"SiteName", "SiteDomain", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"} <= tags.keys()
    assert {key: value for key, value in tags.items() if not key.startswith(("Site", "Column"))} == {
        "ArticleTitle": "大坝“检查”&lt;b&gt;&amp;",
        "PubDate": "2026-03-02 09:00",
        "ContentSource": "县水利局",
        "Keywords": "水利,安全,监督",
        "Author": "张三,李四",
        "Description": "正文。",
        "Url": "https://rd.test.example/xian/article/dam.html",
    }


def test_a_site_without_a_code_has_no_empty_tag(build: Build) -> None:
    root, _ = build({})

    assert "SiteIDCode" not in meta(root / "build/public/xian/index.html")


def test_a_title_is_text_everywhere(site: Path) -> None:
    for name in ("index.html", "news/index.html", "article/dam.html", "tag/监督.html"):
        assert "<b>&" not in (site / name).read_text(encoding="utf-8")


def test_the_footer_says_who_is_responsible(site: Path) -> None:
    text = (site / "404.html").read_text(encoding="utf-8")
    footer = text[text.index("<footer") :]

    assert [
        value for value in ("示例县人大常委会", "示例路 1 号", "云ICP备00000000号", "9701210001") if value not in footer
    ] == []
    assert 'href="mailto:jubao@xian.example"' in footer
    assert '<a href="/xian/page/petition.html">信访渠道</a>' in footer
    assert '<a href="https://rd.test.example/a11y.html">无障碍声明</a>' in footer
    assert "javascript:" not in text
    assert footer.count("page/petition.html") == 1


def test_a_standing_page_takes_the_place_of_its_column(site: Path) -> None:
    text = (site / "index.html").read_text(encoding="utf-8")

    assert '<a href="/xian/page/about.html">人大概况</a>' in text


def test_the_feed_is_valid_and_absolute(site: Path) -> None:
    feed = ElementTree.parse(site / "feeds" / "all.atom.xml").getroot()
    entries = feed.findall(f"{ATOM}entry")

    assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["大坝“检查”<b>&", "好稿件"]
    links = [link.get("href") for link in feed.iter(f"{ATOM}link")]
    assert [link for link in links if not (link or "").startswith("https://rd.test.example/xian/")] == []
    assert entries[0].findtext(f"{ATOM}id") == "tag:wangqun,2026:xian:article/dam"
    assert entries[0].findtext(f"{ATOM}published") == "2026-03-02T09:00:00+08:00"
    assert feed.findtext(f"{ATOM}updated") == "2026-03-02T09:00:00+08:00"


def test_the_feed_escapes_markup_in_summaries(build: Build) -> None:
    root, _ = build({"content/county/xian/news/a.md": article(extra="summary: '<script>alert(1)</script>'\n")})
    feed = ElementTree.parse(root / "build/public/xian/feeds/all.atom.xml").getroot()

    assert "<script>" not in (feed.findtext(f"{ATOM}entry/{ATOM}summary") or "")


def test_a_site_without_dated_pieces_has_no_feed(build: Build) -> None:
    text = article("无日期").replace("date: 2026-03-02 09:00\n", "")
    root, _ = build({"content/county/xian/news/good.md": text})
    site = root / "build/public/xian"

    assert not (site / "feeds").exists()
    assert "feeds/all.atom.xml" not in (site / "index.html").read_text(encoding="utf-8")


def test_the_top_site_has_the_feed_of_the_cluster(build: Build) -> None:
    root, _ = build(FILES)
    feed = ElementTree.parse(root / "build/public/sheng/feeds/cluster.atom.xml").getroot()
    links = {entry.find(f"{ATOM}link").get("href") for entry in feed.findall(f"{ATOM}entry")}

    assert links == {
        "https://rd.test.example/article/good.html",
        "https://rd.test.example/shi/article/good.html",
        "https://rd.test.example/xian/article/good.html",
        "https://rd.test.example/xian/article/dam.html",
    }
    assert not (root / "build/public/shi/feeds/cluster.atom.xml").exists()


def test_what_every_page_names_is_there_before_the_first_piece(build: Build) -> None:
    text = article("无日期").replace("date: 2026-03-02 09:00\n", "")
    root, _ = build({f"content/{folder}/news/good.md": text for folder in ("province/sheng", "city/shi", "county/xian")})
    top = root / "build/public/sheng"

    assert 'href="/feeds/cluster.atom.xml"' in (top / "index.html").read_text(encoding="utf-8")
    feed = ElementTree.parse(top / "feeds/cluster.atom.xml").getroot()
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{ATOM}updated")


def test_the_sitemap_names_every_page_that_may_be_found(site: Path) -> None:
    urls = [node.text for node in ElementTree.parse(site / "sitemap.xml").iter(f"{MAP}loc")]

    base = "https://rd.test.example/xian/"
    assert sorted(
        f"{base}{name}"
        for name in (
            *("", "news/", "article/dam.html", "article/good.html", "page/about.html", "page/petition.html"),
            *("search/a-z.html", "search/years.html"),
            *("elder/", "map/", "feeds/", "accessibility/"),
        )
    ) == sorted(urls)
    assert all(
        url == base or (site / url.removeprefix(base) / ("index.html" if url.endswith("/") else "")).is_file() for url in urls
    )


def test_every_link_of_every_page_leads_somewhere(build: Build) -> None:
    root, _ = build(FILES | {"content/county/xian/news/a.md": article(extra="aliases: [/old/a.html, /旧页/]\n")})
    public = root / "build" / "public"
    lost = []
    pages = [path for site in ("sheng", "shi", "xian") for path in (public / site).resolve().rglob("*.html")]
    assert len(pages) > 20
    for path in pages:
        for url in re.findall(r'(?:href|src)="(/[^"#]*)', path.read_text(encoding="utf-8")):
            first, _, rest = unquote(url[1:]).partition("/")
            file = public / first / rest if first in {"shi", "xian"} else public / "sheng" / unquote(url[1:])
            if url != "/images/emblem.svg" and not (file / "index.html" if url.endswith("/") else file).is_file():
                lost.append(f"{path}: {url}")

    assert lost == []


def test_a_redirect_leads_to_the_new_address_and_is_not_indexed(build: Build) -> None:
    root, _ = build({"content/county/xian/news/a.md": article(extra="aliases: [/old/a.html, /旧页/, /xian/older.html]\n")})
    site = root / "build/public/xian"

    for name in ("old/a.html", "旧页/index.html", "older.html"):
        text = (site / name).read_text(encoding="utf-8")
        assert '<meta http-equiv="refresh" content="0; url=/xian/article/a.html">' in text
        assert '<meta name="robots" content="noindex">' in text


def test_hidden_pieces_have_a_page_but_no_listing(build: Build) -> None:
    root, _ = build({"content/county/xian/news/a.md": article("藏起来的", extra="status: hidden\ntags: [秘]\n")})
    pages = {name: text for name, text in read_folder(root / "build/public/xian").items() if "藏起来的" in text}

    assert {"article/a.html", "manifest.json"} == pages.keys()
    assert 'content="noindex"' in pages["article/a.html"]


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\ufffe", "\uffff"])
def test_a_stray_control_character_breaks_no_feed(character: str, build: Build) -> None:
    heading = article("标题", f"坏{character}字。").replace("title: 标题\n", "").replace("坏", f"# 题{character}目\n\n坏")
    root, report = build(
        {"content/county/xian/news/a.md": article(body=f"坏{character}字。"), "content/county/xian/news/b.md": heading}
    )

    assert report.failed == ()
    for path in (root / "build/public").glob("*/**/*.xml"):
        ElementTree.parse(path)


def test_one_old_address_inside_another_stops_no_site(build: Build) -> None:
    root, report = build({"content/county/xian/news/a.md": article(extra="aliases: [/p.html/x.html, /p.html]\n")})

    assert report.failed == ()
    assert (root / "build/public/xian/article/a.html").is_file()


def test_ids_in_feeds_are_ascii_and_belong_to_the_authority(build: Build) -> None:
    slug = article(extra="slug: 大坝检查\n")
    files = {"content/county/xian/news/a.md": slug}
    cluster = (FAULTS / "_base/sites/cluster.yaml").read_text(encoding="utf-8")
    plain = ids(build(files)[0])
    named = ids(build(files | {"sites/cluster.yaml": f"feed_authority: rd.example.gov.cn,2026-03\n{cluster}"})[0])

    quoted = quote("大坝检查")
    assert plain == [
        "https://rd.test.example/xian/", f"tag:wangqun,2026:xian:article/{quoted}", "tag:wangqun,2026:xian:article/good"
    ]  # fmt: skip
    authority = "tag:rd.example.gov.cn,2026-03"
    assert named == [f"{authority}:xian", f"{authority}:xian:article/{quoted}", f"{authority}:xian:article/good"]


def ids(root: Path) -> list[str]:
    """The ids of the county's feed."""
    feed = ElementTree.parse(root / "build/public/xian/feeds/all.atom.xml").getroot()
    return [element.text or "" for element in feed.iter(f"{ATOM}id")]
