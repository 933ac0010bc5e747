"""Links filled in afterwards make the page that resolving them during cleaning makes, byte for byte."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clusters import NOW, REPO, article, write_cluster
from converting import shown
from strategies import HTML, MARKDOWN, RST, bodies, titles
from wangqun.domain.document import Document
from wangqun.domain.federation import SiteView
from wangqun.domain.finding import Finding, Place
from wangqun.domain.links import Scope, follow, urlsplit_or_none
from wangqun.domain.trouble import of_docutils
from wangqun.pipeline import federate
from wangqun.render.bounds import BodyUnfit, check_html, check_source
from wangqun.render.converted import ASSET_FOREIGN, Converted, unpacked
from wangqun.render.engines import Engines, rst
from wangqun.render.html import (
    _LINKS,
    _LOADED,
    ATTRIBUTES,
    CLASSES,
    CONTENT_DROPPED,
    MARKUP_REFUSED,
    OWN_IDS,
    SOURCES,
    TABLE,
    TAGS,
    TAGS_DROPPED,
    convert,
    with_articles,
)
from wangqun.render.settings import DEFAULTS
from wangqun.scan.hidden import HIDDEN, hit_of
from wangqun.scan.visible import cut_hidden, hidden, may_hide

ENGINES = Engines(DEFAULTS["MARKDOWN"])
FILES = {
    "content/county/xian/news/a.md": article(),
    "content/county/xian/news/b.md": article(
        "乙", "[甲](a.md)[草](draft.md)[远](id:shi:article/good)[列]({category}动态)![图](../images/a b.jpg)"
    ),
    "content/county/xian/news/draft.md": article("草", extra="status: draft\n"),
    "content/county/xian/images/a b.jpg": "图",
}
TARGETS = [
    *"a.md ./a.md#二&三 draft.md none.md id:shi:article/good id:shi:article/none#x id:bad {index} {author}x".split(),
    *"../images/a%20b.jpg /x?a=1&b=2 //elsewhere.test.example/x HTTPS://X.test.example/甲 mailto:a@b.test.example".split(),
    *"javascript:alert(1) data:image/png;base64,x http://[x ` \ue000 &#xe000;0&#xe000; ?q=\ue0000\ue000 &#0;&#1;&#13;".split(),
    *"#第一条 {filename}a.md".split(),
    *(
        "../images/a b.jpg",
        "{static}../images/a b.jpg",
        "https://e.test.example/<>\"'&amp;&nbsp;\u00a0",
        "",
        " ",
        "\u2028",
        "  a.md  ",
    ),
]
TAG = [
    *("<a href={}>文</a>", "<a {0} id='x' href={0} title={0}>文</a>", "![图]({})", "[文]({})", "<img alt=x src={}>"),
    *("<video src={0} poster={0}><source src={0}><track src={0}></video>", "<blockquote cite={}>引</blockquote>"),
    *("<q cite={}>引</q>", "<del cite={0} datetime=x>删</del><ins cite={0}>增</ins>", "<script><a href={}>x</a></script>"),
    *("<table><tr><td><a href={}>x</a></table>", "<h1><a href={}>题</a></h1>", "<svg><a href={0} xlink:href={0}>x</a></svg>"),
    "第一条 <a id='第一条' href={}>x</a>\n\n第一条 再\n\n",
]


def in_one_step(document: Document, scope: Scope, engines: Engines) -> tuple[str, list[Finding]]:
    """How a body became a page before its links had slots: the cleaner's filter follows them."""
    findings: list[Finding] = []
    place = document.place()

    def keep(tag: str, name: str, value: str) -> str | None:
        if name == "class":
            return " ".join(part for part in value.split() if CLASSES.match(part)) or None
        if name == "id":
            value = re.sub(r"[^\w\-.:]", "-", value)
            return None if value.startswith(OWN_IDS) else value
        return link(tag, name, value) if (tag, name) in _LINKS or (tag, name) in SOURCES else value

    def link(tag: str, name: str, value: str) -> str | None:
        href = follow(scope, document, value).href
        if href is None or not value.strip():
            return None
        if (tag, name) in SOURCES:
            parts = urlsplit_or_none(href)
            if parts is None or parts.scheme or parts.netloc or href.startswith("//"):
                at = document.body.find(value)
                line = document.body_line + document.body.count("\n", 0, at) if at >= 0 else 0
                column = at - document.body.rfind("\n", 0, at) if at >= 0 else 0
                findings.append(ASSET_FOREIGN.at(place.at(line, column), target=value))
                return None
        return href

    if not document.body.strip():
        return "", []
    check_source(document.body, document.markup)
    if document.markup == "rst":
        raw, complaints = rst(document.body, document.path)
        for line, text in complaints:
            problem, fix = of_docutils(text)
            at = Place(document.site, document.path, document.body_line + line - 1 if line else 0)
            findings.append(MARKUP_REFUSED.at(at, problem=problem, fix=fix))
    else:
        raw = engines.markdown(document.body, document.dialect)
    elements = check_html(raw)
    if document.markup == "markdown" and may_hide(document.body):
        found = hidden(raw)
        for span in found:
            if span.text or span.pictures:
                start = document.body.find(span.text.partition(" ")[0]) if span.text else -1
                line = document.body_line + document.body.count("\n", 0, start) if start >= 0 else 0
                findings.append(HIDDEN.at(place.at(line), **hit_of(span, 0).values))
        raw = cut_hidden(raw, found)
        elements = check_html(raw)
    if document.markup == "markdown" and (lost := elements.keys() - TAGS):
        for rule, names in ((CONTENT_DROPPED, lost & _LOADED), (TAGS_DROPPED, lost - _LOADED)):
            if names:
                first = re.search(rf"<(?:{'|'.join(sorted(names))})\b", document.body, re.IGNORECASE)
                line = document.body_line + document.body.count("\n", 0, first.start()) if first else 0
                counted = "、".join(f"<{name}> {elements[name]} 处" for name in sorted(names))
                findings.append(rule.at(Place(document.site, document.path, line), tags=counted))
    schemes = {"http", "https", "mailto", "tel", "id"}
    cleaner = nh3.Cleaner(tags=TAGS, attributes=ATTRIBUTES, attribute_filter=keep, url_schemes=schemes, link_rel=None)
    html = with_articles(cleaner.clean(raw)).replace("<table", TABLE).replace("</table>", "</table></div>")
    if "<h1" in html:
        html = html.replace("<h1", "<h2").replace("</h1>", "</h2>")
    check_html(html)
    return html, findings


def outcome(way, document: Document, scope: Scope) -> object:  # type: ignore[no-untyped-def] # either way
    """A page and its findings in order of place, or why there is none."""
    try:
        html, findings = way(document, scope, ENGINES)
    except BodyUnfit as error:
        return str(error)
    return html, sorted(findings, key=lambda finding: finding.order)


def same(document: Document, scope: Scope) -> bool:
    """True when both ways come to the same."""
    return outcome(shown, document, scope) == outcome(in_one_step, document, scope)


def body_of(document: Document) -> Converted:
    """The converted body of a document."""
    return convert(document.body, document.markup, document.dialect, ENGINES)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> tuple[SiteView, Document]:
    """The county's view and one of its documents."""
    view = federate(write_cluster(tmp_path_factory.mktemp("cluster"), FILES), NOW).views["xian"]
    return view, next(document for document in view.documents if document.id.slug == "a")


def linked() -> st.SearchStrategy[str]:
    """A tag, a picture or a quote that leads somewhere, written in one of the ways in which that can be."""
    quoted = st.sampled_from(['"{}"', "'{}'", "{}", '"{}'])
    target = st.sampled_from(TARGETS) | st.text(max_size=12) | st.sampled_from(TARGETS).flatmap(lambda t: titles().map(t.__add__))
    return st.builds(
        lambda tag, quote, to: tag.replace("{0}", "{}").replace("{}", quote.replace("{}", to)),
        st.sampled_from(TAG),
        quoted,
        target,
    )


PIECE = linked() | st.sampled_from([*HTML, *MARKDOWN, *RST, "\n\n", "\ue000", "&#57344;0&#57344;", "<p>"]) | titles()


@settings(max_examples=600, deadline=None)
@given(
    body=st.lists(PIECE, max_size=10).map("".join) | bodies(), markup=st.sampled_from(["markdown", "rst"]), office=st.booleans()
)
@example(body='\ue000<a href="\ue001">\ue0000\ue000</a>&#xe001;', markup="markdown", office=True)
@example(body='<a title="<table <h1 id=" href="a.md">x</a>\n\n第一条 文', markup="markdown", office=False)
def test_the_same_page_as_in_one_step(body: str, markup: str, office: bool, home: tuple[SiteView, Document]) -> None:
    view, document = home
    piece = replace(document, text=body, markup=markup, dialect="office" if office else "pelican")  # type: ignore[arg-type]

    assert outcome(shown, piece, view.scope) == outcome(in_one_step, piece, view.scope)


@settings(max_examples=200, deadline=None)
@given(body=st.lists(PIECE, max_size=10).map("".join))
def test_what_is_kept_of_a_body_is_the_body(body: str, home: tuple[SiteView, Document]) -> None:
    try:
        made = body_of(replace(home[1], text=body))
    except BodyUnfit:
        return

    assert unpacked(made.packed()) == made
    assert unpacked(made.packed()).packed() == made.packed()


def _all(views: Mapping[str, SiteView]) -> list[tuple[Document, Scope]]:
    own = [(document, view.scope) for view in views.values() for document in view.documents]
    return own + [(guest.document, guest.scope) for view in views.values() for guest in view.guests if guest.scope]


def test_the_demo_is_the_same(demo: Path) -> None:
    found = _all(federate(demo, NOW).views)

    assert len(found) > 100
    assert [document.path for document, scope in found if not same(document, scope)] == []


def test_the_bodies_of_all_mistakes_are_the_same(home: tuple[SiteView, Document]) -> None:
    view, document = home
    paths = [path for path in sorted((REPO / "tests/faults").glob("*/content/**/*")) if path.suffix in {".md", ".rst"}]
    texts = [(path, path.read_bytes().decode("utf-8", "replace")) for path in paths if path.is_file()]
    made = {path: replace(document, text=text, markup="rst" if path.suffix == ".rst" else "markdown") for path, text in texts}

    assert len(made) > 200
    assert [path for path, piece in made.items() if not same(piece, view.scope)] == []
