"""The pages of laws: the law's own address and its texts, a long one part by part, what lists and the search say of them."""

import gzip
import json
import re
import zlib
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from click.testing import CliRunner

from clusters import IMPORTED, run, search_data, write_cluster
from wangqun.ask.export import export_sites
from wangqun.ask.find import search
from wangqun.cli import main
from wangqun.domain.moment import SHANGHAI
from wangqun.domain.numerals import in_chinese
from wangqun.pipeline import federate
from wangqun.records import KINDS
from wangqun.render.bodies import Bodies
from wangqun.render.settings import shared_settings
from wangqun.render.studio import open_studio

pytestmark = pytest.mark.usefixtures("in_one_process")

NOW = datetime(2026, 6, 1, 9, tzinfo=SHANGHAI)
LAWS = "content/province/sheng/regulations/"
BODY = (
    "## 第一章　总则\n\n第一条　为了办好灯会，制定本条例。\n\n第二条　举办者应当备案，并且：\n\n（一）{}；\n\n（二）有人看守。"
    "\n\n留存三年。"
)


def law(title: str, day: str, effective: str, body: str, extra: str = "") -> str:
    """A text of a law of that day, in force from another."""
    return (
        f"---\ntitle: {title}\ndate: {day} 09:00\ndoc_type: 地方性法规\nenacted_by: 示例省人民代表大会常务委员会\n"
        f"passed_on: 2010-05-28\nversion_on: {day}\neffective_on: {effective}\n{IMPORTED}{extra}---\n{body}\n"
    )


def long_body() -> str:
    """Three 编 that are too long for one page together, the first of them by itself."""
    numbers = iter("一二三四五六七八九")
    parts = []
    at = 0
    for part in range(3):
        parts.append(f"## 第{next(numbers)}编　第{part}编\n\n### 第一章　章")
        for nth in range(100 if part else 180):
            at += 1
            if nth == 100:
                parts.append("### 第二章　又一章")
            words = "".join(chr(0x4E00 + (at * 7919 + n * 104729 + n * n * 31) % 9000) for n in range(150))
            parts.append(f"第{in_chinese(at)}条　{words}。\n\n第二款{words[::-1]}。")
    return "\n\n".join(parts)


FILES = {
    f"{LAWS}old.md": law("示例省灯会条例", "2010-05-28", "2010-08-01", BODY.format("有灯笼")),
    f"{LAWS}now.md": law(
        "示例省灯会条例", "2020-03-27", "2020-06-01", BODY.format("有电灯"),
        "amendments: [{date: 2020-03-27, text: 修订}]\neffects: [{articles: 第二条, effective_on: 2027-01-01}]\n"
        "subject: 文化\ngazette_issue: 2020年第2号\nadoption: [（2010年5月28日通过　2020年3月27日修订）]\n"
        "draft_note: sheng:article/note\nrelated: []\n",
    ),
    f"{LAWS}coming.md": law("示例省灯会条例", "2026-05-29", "2026-09-01", BODY.format("有彩灯")),
    f"{LAWS}veiled.md": law("示例省灯会条例", "2026-05-30", "2026-10-15", BODY.format("有花灯"), "status: hidden\n"),
    f"{LAWS}long.md": law("示例省长法", "2015-01-01", "2015-03-01", long_body(), "subject: 民事\n"),
    f"{LAWS}gone.md": law("示例省渡口规定", "2012-01-01", "2012-03-01", "第一条　甲。", "repealed_on: 2019-01-01\n"),
    "content/province/sheng/news/note.md": f"---\ntitle: 关于灯会条例草案的说明\ndate: 2020-03-01 09:00\n{IMPORTED}---\n说明。\n",
    "content/province/sheng/news/cites.md": f"---\ntitle: 引用\ndate: 2020-03-01 09:00\n{IMPORTED}---\n"
    "见[留存](../regulations/now.md#第二条第二款)和[长](../regulations/long.md#第三百条)。\n",
}  # fmt: skip
FOLDER = "regulation/示例省灯会条例/"
LONG = "regulation/示例省长法/2015-01-01/"
PARTS = ("第一编", "第一编第二章", "第二编", "第三编")  # the first is too long by itself


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cluster."""
    root = write_cluster(tmp_path_factory.mktemp("laws"), FILES)
    report = run(root, NOW)
    assert not report.failed
    return root


@pytest.fixture(scope="module")
def public(root: Path) -> Path:
    """The site as it is published."""
    return root / "build/public/sheng"


def canonical(html: str) -> str:
    """The address that search engines keep."""
    found = re.search(r'<link rel="canonical" href="([^"]+)"', html)
    return unquote(found[1]) if found else ""


def ids(html: str) -> Iterator[str]:
    """The ids on a page."""
    yield from map(unescape, re.findall(r' id="([^"]+)"', html))


def test_the_law_has_an_address_where_its_present_text_stands(public: Path) -> None:
    own, now, old, coming = (
        (public / name).read_text(encoding="utf-8")
        for name in (f"{FOLDER}index.html", "regulation/now.html", "regulation/old.html", "regulation/coming.html")
    )

    assert "有电灯" in own
    assert canonical(own) == canonical(now) and canonical(own).endswith(f"/{FOLDER}")
    assert canonical(old).endswith("/regulation/old.html")
    assert canonical(coming).endswith("/regulation/coming.html")
    assert f'href="/{quote(FOLDER)}">自' in old or f'<a href="/{quote(FOLDER)}">这是旧文本' in old


def test_every_text_says_while_when_it_is_in_force(public: Path) -> None:
    rows = re.findall(
        r"<tr.*?</tr>", (public / FOLDER / "index.html").read_text(encoding="utf-8").partition("<tbody>")[2], re.DOTALL
    )
    told = [" ".join(re.sub(r"<[^>]*>", " ", row).split()) for row in rows]

    assert told == [
        "2026-05-29 尚未施行 2026-09-01 起",
        "2020-03-27 修订 有效 2020-06-01 起 至 2026-08-31",
        "2010-05-28 通过 已修改 2010-08-01 起 至 2020-05-31",
    ]


def test_a_text_that_no_list_may_name_is_told_nowhere_else(public: Path) -> None:
    telling = [
        path.name
        for path in public.rglob("*")
        if path.is_file()
        and path.suffix != ".gz"
        and re.search(r"veiled|有花灯|2026-10-1[45]", path.read_text("utf-8", "ignore"))
    ]

    assert sorted(telling) == ["manifest.json", "veiled.html"]
    assert "示例省灯会条例" in (public / "regulation/veiled.html").read_text(encoding="utf-8")


def test_a_page_says_what_one_must_know_of_it(public: Path) -> None:
    html = (public / FOLDER / "index.html").read_text(encoding="utf-8").replace("<wbr>", "")

    assert "2020年第2号公报刊登的文本是标准文本" in html
    assert "（2010年5月28日通过　2020年3月27日修订）" in html
    assert '<dt>草案的说明</dt><dd><a href="/article/note.html">关于灯会条例草案的说明</a>' in html
    assert "<dt>领域</dt><dd>文化</dd>" in html
    assert '<p class="banner" role="note">第二条自<time datetime="2027-01-01">' in html
    assert 'data-cite="《示例省灯会条例》（2020年修订）"' in html
    assert re.search(r'data-cite-url="[^"]+/regulation/now.html"', html)


def test_a_law_that_is_too_long_has_a_page_for_each_part(public: Path) -> None:
    front = (public / "regulation/long.html").read_text(encoding="utf-8")
    parts = [
        (public / LONG / f"第{n}编.html".replace("章编", "章")).read_text(encoding="utf-8")
        for n in ("一", "一编第二章", "二", "三")
    ]
    pages = [front, *parts]

    assert max(len(gzip.compress(page.encode(), 6)) for page in pages) < 90_000
    assert {f"第{in_chinese(n)}条" for n in range(1, 381)} <= {*ids(front)}
    assert "第三百条第二款" in {*ids(front)}
    assert f'<a href="/{quote(LONG)}{quote("第三编")}.html#第三百条">第三百条</a>' in front
    assert [len(re.findall('class="clause"', page)) for page in pages] == [0, 100, 80, 100, 100]
    assert 'rel="prev"' in parts[2] and f'rel="next" href="/{quote(LONG)}{quote("第三编")}.html"' in parts[2]
    assert canonical(parts[2]).endswith(f"/{LONG}第二编.html")


def test_no_anchor_stands_twice_on_a_page(public: Path) -> None:
    pages = [*public.glob("regulation/**/*.html")]
    assert len(pages) > 20
    for page in pages:
        found = [*ids(page.read_text(encoding="utf-8"))]
        assert len(found) == len({*found}), page


def test_the_overview_names_each_law_once_and_has_filters(public: Path) -> None:
    html = (public / "regulation/index.html").read_text(encoding="utf-8")
    rows = re.findall(r'<a class="title" href="([^"]+)"', html)

    assert list(map(unquote, rows)) == [f"/{FOLDER}", "/regulation/示例省长法/", "/regulation/示例省渡口规定/"]
    assert re.findall(r">(\d{4}) 年<", html) == ["2020", "2015", "2012"]
    assert (public / "regulation/field/文化.html").is_file()
    assert (public / "regulation/year/2020.html").is_file()
    assert (public / "regulation/state/repealed.html").is_file()
    assert not (public / "regulation/state/amended.html").exists()
    assert not (public / "regulation/organ").exists()  # all are of one organ: there is nothing to choose


def test_the_sitemap_names_canonical_addresses_only(public: Path) -> None:
    text = unquote((public / "sitemap.xml").read_text(encoding="utf-8"))
    named = {address.removeprefix("https://rd.test.example/") for address in re.findall(r"<loc>([^<]+)</loc>", text)}

    assert {FOLDER, "regulation/old.html", "regulation/coming.html", f"{LONG}第一编.html"} <= named
    assert "regulation/now.html" not in named


def test_what_holds_no_more_says_so_in_the_search(public: Path) -> None:
    fragments = [json.loads(data) for name, data in _fragments(public) if name]
    past = {row[1].rpartition("/")[2]: row[12] for row in fragments if len(row) > 12}

    assert past == {"old.html": "已修改，施行到 2020-05-31", "gone.html": "已废止，施行到 2018-12-31"}


def test_editors_find_what_holds_no_more_behind_what_does_and_are_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    found = search(root, "示例省灯会条例").results
    shown = CliRunner().invoke(main, ["-C", str(root), "search", "示例省灯会条例"]).output
    law, past = "sheng:regulation/", "已修改，施行到 2020-05-31"

    assert [each.past for each in found if each.kind == "regulation"] == ["", "", past]
    assert [each.id for each in found][-1] == f"{law}old"
    assert f"{law}old  2010-05-28  {past}\n" in shown
    assert f"{law}now  2020-03-27\n" in shown
    assert {each["past"] for each in export_sites(root) if each["id"].startswith(law)} == {"", past, "已废止，施行到 2018-12-31"}


def test_an_old_text_leads_to_the_new_one_though_nobody_knows_since_when_that_is_in_force(tmp_path: Path) -> None:
    newer = law("示例省灯会条例", "2020-03-27", "2010-08-01", BODY.format("有电灯"), "amendments: [{date: 2020-03-27}]\n")
    files = {
        f"{LAWS}old.md": FILES[f"{LAWS}old.md"],
        f"{LAWS}now.md": newer.replace("effective_on:", "first_effective_on:"),
    }
    root = write_cluster(tmp_path, files)
    report = run(root, NOW)
    site = root / "build/public/sheng"
    old, now = ((site / name).read_text(encoding="utf-8") for name in ("regulation/old.html", f"{FOLDER}index.html"))
    data = json.loads((site / f"{FOLDER}2020-03-27.json").read_text(encoding="utf-8"))

    assert re.search(rf'<a[^>]* href="/{quote(FOLDER)}"[^>]*>这是旧文本，2020-03-27 有新的文本，从哪天起施行没有写明</a>', old)
    assert "法规自 2010-08-01 起施行，这个文本从哪天起施行没有写明" in now
    assert data["validity"] == {"state": "有效", "from": None, "until": None}
    assert data["first_effective_on"] == "2010-08-01" and "effective_on" not in data
    assert [finding.code for finding in report.findings if finding.path.endswith("now.md")] == ["regulation-overlap"]


def _fragments(public: Path) -> Iterator[tuple[str, str]]:
    """What a search shows of each piece, read from the shards."""
    for name, data in search_data(public).items():
        at = 0
        while at < len(data):
            reader = zlib.decompressobj()
            try:
                text = reader.decompress(data[at:]).decode("gb18030")
            except (zlib.error, UnicodeDecodeError):
                break
            if text.startswith('["'):
                yield name, text
            rest = len(reader.unused_data)
            if rest == 0:
                break
            at = len(data) - rest


def test_the_studio_draws_the_same_pages(root: Path, public: Path) -> None:
    view = federate(root, NOW).views["sheng"]
    studio = open_studio(view, KINDS, root, Bodies(root, shared_settings(root)["MARKDOWN"]))

    assert studio is not None
    for name in (f"{FOLDER}index.html", "regulation/old.html", f"{LONG}第二编.html", "regulation/index.html"):
        assert studio.draw(name) == (public / name).read_bytes(), name
