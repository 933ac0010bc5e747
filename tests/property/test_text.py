"""No text an editor may commit raises, runs, or escapes its place."""

import unicodedata
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clusters import NOW, article, run, write_cluster
from converting import shown
from samples import picture
from strategies import bodies, headers, names
from wangqun.domain.document import Document
from wangqun.domain.federation import SiteView
from wangqun.domain.finding import Place
from wangqun.domain.ids import SLUG_BYTES, parse_id, slugify
from wangqun.domain.links import follow, references
from wangqun.domain.moment import parse_moment
from wangqun.domain.site import check_address
from wangqun.domain.text import folded
from wangqun.pipeline import federate
from wangqun.records.article import Article
from wangqun.render.html import ATTRIBUTES, TAGS
from wangqun.stages.load.header import read_header
from wangqun.stages.load.keys import names_of
from wangqun.stages.load.marked import YamlError, parse_yaml
from wangqun.stages.load.validate import validate

PLACE = Place("xian", "a.md")
NAMES = names_of(Article)
FOLDED = "，；：（）！？％\u3000…\n.a1ＡⅡ①㎡e\u0301\u0338=<\u3164\u1100\u1161"
SAFE = ("http:", "https:", "mailto:", "tel:", "/", "#", "//")


class Tags(HTMLParser):
    """Every start tag of a page with its attributes, as a browser's tokeniser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep it."""
        self.found.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[SiteView, Document]:
    """The county's view and one of its documents."""
    files = {"content/county/xian/news/a.md": article(), "content/county/xian/images/a.jpg": picture()}
    view = federate(write_cluster(tmp_path_factory.mktemp("cluster"), files), NOW).views["xian"]
    return view, view.documents[0]


@settings(max_examples=300, deadline=None)
@given(text=headers() | st.text(max_size=60), rst=st.booleans())
def test_any_header_is_read_or_told(text: str, rst: bool) -> None:
    header = read_header(text.removeprefix("\ufeff"), PLACE, NAMES, rst)
    item, findings = validate(Article, header.values, header.marked, PLACE, Article.BLOCKING)

    assert header.fatal <= bool(header.findings)
    assert item is not None or findings
    assert text.removeprefix("\ufeff").endswith(header.body) or header.fatal


@settings(max_examples=300, deadline=None)
@given(text=headers() | st.text(max_size=60))
def test_any_yaml_is_read_or_told_at_a_line_of_the_text(text: str) -> None:
    try:
        marked = parse_yaml(text)
    except YamlError as error:
        assert 1 <= error.line <= sum(text.count(end) for end in "\n\r\x85\u2028\u2029") + 2
    else:
        assert all(line >= 1 and column >= 1 for line, column in marked.marks.values())


OURS = {"td": {"data-label"}}
"""What the engine itself gives to elements of a body: the head of its column to a cell."""


@settings(max_examples=400, deadline=None)
@given(body=bodies(), markup=st.sampled_from(["markdown", "rst"]))
def test_nothing_that_runs_or_loads_from_elsewhere_passes(body: str, markup: str, home: tuple[SiteView, Document]) -> None:
    from dataclasses import replace

    view, document = home
    html, _ = shown(replace(document, text=body, markup=markup), view.scope)  # type: ignore[arg-type]

    for tag, attributes in Tags(html).found:
        assert tag in TAGS
        if attributes.get("class", "").split(" ")[0] == "table":  # the frame the engine puts around a table
            continue
        assert attributes.keys() <= ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | OURS.get(tag, set())
        assert not (attributes.get("id") or "").startswith("wq-")
        for name in ("href", "cite", "src", "poster"):
            url = "".join((attributes.get(name) or "/").split()).lower()
            relative = ":" not in url.split("/")[0].split("?")[0].split("#")[0]
            assert relative or url.startswith(SAFE)
            if name in {"src", "poster"}:
                assert relative
                assert not url.startswith("//")


@settings(max_examples=200, deadline=None)
@given(body=bodies(), markup=st.sampled_from(["markdown", "rst"]))
def test_references_stand_where_they_are_said_to(body: str, markup: str, home: tuple[SiteView, Document]) -> None:
    view, document = home
    lines = body.split("\n")
    for reference in references(body, markup):  # type: ignore[arg-type]
        assert lines[reference.line - 1][reference.column - 1 :].startswith(reference.raw.split("\n")[0])
        follow(view.scope, document, reference.raw)


@settings(max_examples=300, deadline=None)
@given(raw=st.text(max_size=40) | bodies())
def test_any_link_is_followed_or_refused(raw: str, home: tuple[SiteView, Document]) -> None:
    view, document = home
    link = follow(view.scope, document, raw)

    assert (link.href is None) == bool(link.problem)


@settings(max_examples=400, deadline=None)
@given(text=names())
def test_a_slug_is_its_own_slug_and_one_safe_name(text: str) -> None:
    slug = slugify(text)

    assert slug == slugify(slug)
    assert slug == unicodedata.normalize("NFC", slug)
    assert len(slug.encode()) <= SLUG_BYTES
    assert slug not in {".", ".."}
    assert not set(slug) & set("/\\\0 ?#%")


@settings(max_examples=300, deadline=None)
@given(text=names())
def test_a_slug_makes_an_id_that_reads_back(text: str) -> None:
    if slug := slugify(text):
        found = parse_id(f"xian:article/{slug}")

        assert found is not None
        assert ("xian", "article", slug) == tuple(found)


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=30) | st.text("0123456789-/:.年月日 TZ+", max_size=24))
@example("9999-12-31T23:59:59-12:00")
@example("0001-01-01T00:00:00+14:00")
@example("0:0B")
def test_any_text_is_a_moment_or_no_date(text: str) -> None:
    try:
        moment = parse_moment(text)
    except ValueError:
        return

    assert moment.utcoffset() is not None
    assert moment == parse_moment(moment.isoformat())


@settings(max_examples=300, deadline=None)
@given(text=st.text(max_size=40) | st.text("htps:/@?#.%ax[]0 ", max_size=30).map("http://".__add__))
def test_any_text_is_an_address_or_none(text: str) -> None:
    try:
        address = check_address(text)
    except ValueError:
        return

    host = address.split("/")[2]
    assert address == check_address(address)
    assert host.translate(dict.fromkeys(map(ord, "-.:"))).isalnum()


def test_excerpts_and_pages_of_any_body_are_built(tmp_path: Path) -> None:
    """A handful of drawn bodies go through the whole pipeline at once."""
    from hypothesis import find

    drawn = [find(bodies(), lambda text, size=size: len(text) > size) for size in (0, 20, 60)]
    files = {f"content/county/xian/news/n{number}.md": article(body=body) for number, body in enumerate(drawn)}

    report = run(write_cluster(tmp_path, files), NOW)

    assert report.failed == ()


@settings(max_examples=300, deadline=None)
@given(st.text(st.one_of(st.sampled_from(FOLDED), st.characters(codec="utf-8"))))
def test_folding_is_the_normal_form(text: str) -> None:
    assert folded(text) == unicodedata.normalize("NFKC", text)


@settings(max_examples=200, deadline=None)
@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 12, 31)))
def test_a_moment_is_read_as_it_is_written(moment: datetime) -> None:
    written = f"{moment:%m-%d %H:%M}"
    assert parse_moment(f"{moment.year:04}-{written}") == parse_moment(f"{moment.year:04}-{written}:00")
    assert parse_moment(f"{moment.year:04}-{written[:5]}") == parse_moment(f"{moment.year:04}/{moment.month}/{moment.day}")
