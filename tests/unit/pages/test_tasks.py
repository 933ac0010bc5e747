"""Pages that every site has by itself: for elders, petitions, the map, feeds, the statement, the directory of sites; JSON-LD."""

import json
import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from clusters import NOW, article, run, write_cluster
from conftest import Build
from wangqun.pages import elder, petitions
from wangqun.pages.keys import key_of
from wangqun.pages.places import TASKS
from wangqun.pages.site import Pages
from wangqun.pipeline import federate
from wangqun.records import KINDS

pytestmark = pytest.mark.usefixtures("in_one_process")

LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>')
SITE = """\
name: 示例县人民代表大会
short_name: 示例县人大
division_code: '970121'
parent: shi
"""
CONTACT = SITE + "footer: {host_org: 示例县人大常委会, contact: '示例路 1 号，0971-5550121', report_phone: 0970-5550110}\n"
OFFLINE = "offline: {phone: 0997-5553166, address: 听雨街 2 号, postcode: '970121', hours: 工作日 8:30—12:00}\n"
RECEPTION = (
    "- {key: hall, name: 河湾联络站, address: 河湾路 1 号, phone: 0971-5550141, reception_days: [{day: 25, start: '09:00'}]}\n"
)
FILES = {
    "sites/county/xian.yaml": CONTACT,
    "sites/city/shi.yaml": "name: 示例市人民代表大会\nshort_name: 示例市人大\ndivision_code: '970100'\nparent: sheng\n",
    "content/county/xian/stations.yaml": RECEPTION,
    "content/county/xian/pages/about.md": article("人大概况", "职责。"),
    "content/county/xian/notices/n1.md": article("换届选举的通知", extra="tags: [选举]\n"),
}


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is public of a small cluster; read it, never write to it."""
    root = write_cluster(tmp_path_factory.mktemp("cluster"), FILES)
    run(root, NOW)
    return root / "build" / "public"


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("site", ["sheng", "shi", "xian"])
def test_every_site_has_seven_pages_that_lead_to_each_other(site: str, public: Path) -> None:
    prefix = "" if site == "sheng" else f"/{site}"
    addresses = [f"{prefix}/elder/{'' if name == 'index' else name + '.html'}" for name in TASKS]

    assert len(addresses) == 7
    for name in TASKS:
        page = text(public / site / f"elder/{name}.html")
        assert ' data-elder="page">' in page
        assert [address for address in addresses if f'href="{address}"' not in page] == []
        assert page.count('aria-current="page"') == 1
    assert "data-elder" not in text(public / site / "index.html")


def test_elder_pages_tell_what_is_asked_for(public: Path) -> None:
    folder = public / "xian/elder"

    assert "2026年11月25日（星期三）09:00" in text(folder / "reception.html")
    assert 'href="tel:0971-5550141"' in text(folder / "reception.html")
    assert "换届选举的通知" in text(folder / "notices.html")
    assert "2026年11月25日" in text(folder / "index.html")
    assert 'href="tel:0971-5550121"' in text(folder / "contact.html")
    assert 'href="tel:0970-5550110"' in text(folder / "contact.html")
    assert "现在没有正在征求意见的事项。" in text(folder / "open.html")


def test_a_site_without_anything_says_so(public: Path) -> None:
    folder = public / "shi/elder"

    assert "没有联络站的接待日。" in text(folder / "reception.html")
    assert '<a class="more" href="/shi/petitions/">' in text(folder / "reception.html")
    assert petitions.NOTHING in text(folder / "petitions.html")
    assert "本机关还没有在这里公布电话。" in text(folder / "contact.html")
    assert "本站还没有公开代表名录。" in text(folder / "deputies.html")


def test_elder_pages_are_the_same_at_any_moment_between_two_turns(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    moments = (NOW, NOW + timedelta(hours=13, minutes=7))
    pages = [Pages(federation.views["xian"], "theme/x", 20, KINDS) for federation in (federate(root, now) for now in moments)]
    values = [tuple(key_of(elder.elder_page(each, name)) for name in TASKS) for each in pages]

    assert values[0] == values[1]


def test_petitions_say_how_to_reach_the_congress(public: Path) -> None:
    page = text(public / "xian/petitions/index.html")

    assert "示例县人大常委会" in page and "示例路 1 号" in page
    assert '<a href="tel:0971-5550121">0971-5550121</a>' in page
    assert '<a href="/xian/petitions/">信访渠道</a>' in text(public / "xian/index.html")


def test_petitions_of_which_nothing_is_known_say_so_and_are_not_to_be_found(public: Path) -> None:
    page = text(public / "shi/petitions/index.html")

    assert petitions.NOTHING in page
    assert '<meta name="robots" content="noindex">' in page
    assert "/shi/petitions/" not in text(public / "shi/sitemap.xml")


def test_a_page_of_editors_takes_the_place_of_petitions(build: Build) -> None:
    page = article("信访", "渠道。", extra=OFFLINE)
    root, _ = build(FILES | {"content/county/xian/pages/petition.md": page})
    site = root / "build/public/xian"

    assert not (site / "petitions").exists()
    assert '<a href="/xian/page/petition.html">信访渠道</a>' in text(site / "index.html")
    told = text(site / "elder/petitions.html")
    assert 'href="tel:0997-5553166"' in told and "听雨街 2 号" in told and "/xian/page/petition.html" in told
    assert "0971-5550121" not in told.split("<footer")[0]


def test_an_address_elsewhere_takes_the_place_of_petitions_too(build: Build) -> None:
    record = CONTACT.replace("footer: {", "footer: {petition_url: 'https://xf.example/', ")
    root, _ = build(FILES | {"sites/county/xian.yaml": record})
    site = root / "build/public/xian"

    assert not (site / "petitions").exists()
    assert '<a href="https://xf.example/">信访渠道</a>' in text(site / "index.html")


def test_the_map_names_what_the_navigation_leads_to_and_every_standing_page(public: Path) -> None:
    page, home = text(public / "xian/map/index.html"), text(public / "xian/index.html")
    panel = home[home.index('class="menu"') : home.index("</details>")]
    links = set(re.findall(r'href="(/xian/[^"]*)"', panel))

    assert len(links) >= 3
    assert {link for link in links if f'href="{link}"' not in page.split("<main")[1]} == set()
    assert "/xian/page/about.html" in page and "/xian/tag/%E9%80%89%E4%B8%BE.html" in page
    assert 'href="/xian/map/">网站地图</a>' in home
    assert "sitemap.xml" not in home


def test_feeds_and_calendars_have_a_page_for_people(public: Path) -> None:
    page = text(public / "xian/feeds/index.html").split("<main")[1]

    assert ">https://rd.test.example/xian/feeds/all.atom.xml</a>" in page
    assert ">https://rd.test.example/xian/station/hall.ics</a>" in page
    for address in re.findall(r'href="https://rd\.test\.example/xian/([^"]+)"', page):
        assert (public / "xian" / address).is_file()
    for name in ("index.html", "news/index.html", "404.html"):
        body = text(public / "xian" / name).split("<body>")[1]
        assert ".xml" not in body and ".ics" not in body


def test_the_directory_names_every_site_once_in_each_order(public: Path) -> None:
    page = text(public / "sheng/cluster/index.html").split("<main")[1].split("<footer")[0]

    for address in ("/", "/shi/", "/xian/"):
        assert page.count(f'<a href="{address}">') == 3 + (address == "/")  # the path to the page names the first once more
    tree = page[page.index('<ul class="tree"') : page.index('aria-label="按层级"')]
    assert tree.count("<ul") == tree.count("</ul>") and tree.count("<li") == tree.count("</li>") == 3
    assert tree.index("/shi/") < tree.index("/xian/")
    for site in ("sheng", "shi", "xian"):
        assert '<a href="/cluster/">网站群目录</a>' in text(public / site / "index.html")
    assert not (public / "shi/cluster").exists()


def test_a_site_alone_has_no_directory(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    for folder in ("city", "county"):
        shutil.rmtree(root / "sites" / folder)
        shutil.rmtree(root / "content" / folder)
    run(root, NOW)

    assert not (root / "build/public/sheng/cluster").exists()
    assert "网站群目录" not in text(root / "build/public/sheng/index.html")


def test_the_statement_leads_to_what_editors_say(build: Build) -> None:
    root, _ = build(FILES | {"content/county/xian/pages/a11y.md": article("无障碍说明", "缺字幕的视频。")})
    page = text(root / "build/public/xian/accessibility/index.html")

    assert '<a href="/xian/page/a11y.html">无障碍说明</a>' in page
    assert '<a href="/xian/accessibility/">无障碍声明</a>' in text(root / "build/public/xian/index.html")


def test_every_page_that_may_be_found_says_what_it_is(public: Path) -> None:
    site = (public / "xian").resolve()
    found: dict[str, list[str]] = {}
    for path in site.rglob("*.html"):
        page = text(path)
        told = LD.findall(page)
        if 'name="robots" content="noindex"' in page or path.name == "404.html":
            continue
        assert len(told) == 1, path
        data = json.loads(told[0])
        assert data["@context"] == "https://schema.org"
        found[path.relative_to(site).as_posix()] = [each["@type"] for each in data.get("@graph", [data])]
        for each in data.get("@graph", ()):
            if each["@type"] == "BreadcrumbList":
                steps = each["itemListElement"]
                assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
                assert all(
                    step.get("item", "https://").startswith("https://rd.test.example/") for step in steps if "item" in step
                )

    assert found["index.html"][:2] == ["GovernmentOrganization", "WebSite"]
    assert found["news/index.html"] == ["CollectionPage", "BreadcrumbList"]
    assert found["article/n1.html"][0] == "Article"
    assert found["map/index.html"] == ["CollectionPage", "BreadcrumbList"]


def test_a_title_cannot_end_the_data_it_stands_in(build: Build) -> None:
    root, _ = build({"content/county/xian/news/a.md": article("</script><b>&", "正文。")})
    page = text(root / "build/public/xian/article/a.html")

    assert json.loads(LD.findall(page)[0])["@graph"][0]["headline"] == "</script><b>&"
