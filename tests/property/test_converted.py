"""Links filled in afterwards make the page that resolving them during cleaning makes, byte for byte."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clusters import NOW, REPO, article, write_cluster
from converting import shown
from onestep import ENGINES, in_one_step, outcome, same
from strategies import HTML, MARKDOWN, RST, bodies, titles
from wangqun.domain.document import Document
from wangqun.domain.federation import Federation, SiteView
from wangqun.domain.links import Scope
from wangqun.pipeline import federate
from wangqun.render.bounds import BodyUnfit
from wangqun.render.converted import Converted, unpacked
from wangqun.render.html import (
    convert,
)

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


def test_the_demo_is_the_same(demo_federation: Federation) -> None:
    found = _all(demo_federation.views)

    assert len(found) > 100
    assert [document.path for document, scope in found if not same(document, scope)] == []


def test_the_bodies_of_all_mistakes_are_the_same(home: tuple[SiteView, Document]) -> None:
    view, document = home
    paths = [path for path in sorted((REPO / "tests/faults").glob("*/content/**/*")) if path.suffix in {".md", ".rst"}]
    texts = [(path, path.read_bytes().decode("utf-8", "replace")) for path in paths if path.is_file()]
    made = {path: replace(document, text=text, markup="rst" if path.suffix == ".rst" else "markdown") for path, text in texts}

    assert len(made) > 200
    assert [path for path, piece in made.items() if not same(piece, view.scope)] == []
