"""Every place at which text becomes markup without being escaped is known, with its reason."""

import re
from pathlib import Path

import pytest

from clusters import NOW, REPO, article, run, write_cluster
from wangqun.deploy.headers import PAGES

pytestmark = pytest.mark.usefixtures("in_one_process")

BYPASS = re.compile(
    r"\|\s*safe\b|\bMarkup\(|autoescape[\"\']?\s*[=:]?\s*(?:False|false|off|None)|\bfilters\.do_mark_safe|__html__|no_autoescape"
)
AUDITED = {
    # The body of a document: Converter has passed it through nh3's allow-list, and nothing touches it afterwards.
    ("plugins/wangqun/pages/document.py", "Markup("): 2,
    ("plugins/wangqun/records/regulation/divided.py", "Markup("): 1,
    # A title and a text that are escaped part by part, with places for breaks and links between.
    ("plugins/wangqun/render/phrases.py", "Markup("): 1,
    ("plugins/wangqun/render/reach.py", "Markup("): 1,
    # Escaped or safe HTML, with elements of no attribute but a class put around figures.
    ("plugins/wangqun/render/numbers.py", "Markup("): 1,
    # What a template of the theme has made, with the same escaping.
    ("plugins/wangqun/render/frames.py", "Markup("): 1,
}
BY_HAND = {
    # Written without templates; each escapes for itself.
    "plugins/wangqun/authoring/laws/sheet.py": "every text of a law passes html.escape",
    "plugins/wangqun/pages/atom.py": "texts of feeds pass xml.sax.saxutils.escape, what stands in attributes quoteattr",
    "plugins/wangqun/pages/feed.py": "sitemap addresses pass xml.sax.saxutils.escape",
    "plugins/wangqun/render/html.py": "the id of an article is of Han, digits and a line, as its pattern says",
    "plugins/wangqun/render/cited.py": "anchors pass html.escape; the rest is the body, which has passed the allow-list",
    "plugins/wangqun/records/regulation/outline.py": "a heading of such a body is put before a part of it",
    "plugins/wangqun/records/regulation/exports/akn.py": "words pass escape, attributes quote (exports/xml.py)",
    "plugins/wangqun/render/office/plain.py": "plain prose holds none of <>&; it passes the allow-list afterwards",
    "plugins/wangqun/render/office/raw.py": "indented code passes html.escape, and the allow-list afterwards",
    "plugins/wangqun/render/reach.py": "a number or an address of mail is of the characters that its pattern names",
    "plugins/wangqun/render/tables.py": "what the allow-list left, put together anew; a quote in a label is escaped",
    "plugins/wangqun/pages/qr.py": "the SVG holds numbers only",
    "plugins/wangqun/serve/server.py": "the preview's list of sites: ids and addresses, held to their syntax when read",
}
HTML_IN_CODE = re.compile(r"f[\"'].*(?<!\?P)<[a-z][a-z0-9]*[^>\"']*>?.*\{")
SERVED = "{% block form_targets %}{% endblock %}"
FIELDS = ("title", "subtitle", "summary", "source", "editor", "doc_number", "tags", "keywords")
HOSTILE = "</title><script>alert(1)</script>'\"&]]>"


def _sources() -> list[Path]:
    folders = (REPO / "plugins", REPO / "themes")
    found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in {".py", ".html", ".xml", ".js"}]
    return [*found, REPO / "pelicanconf.py"]


def _matches(path: Path, pattern: re.Pattern[str]) -> list[str]:
    return [match[0] for match in pattern.finditer(path.read_text(encoding="utf-8"))]


def test_only_audited_places_pass_autoescape_by() -> None:
    found: dict[tuple[str, str], int] = {}
    for path in _sources():
        for match in _matches(path, BYPASS):
            key = (path.relative_to(REPO).as_posix(), match)
            found[key] = found.get(key, 0) + 1

    assert found == AUDITED


def test_markup_is_put_together_by_hand_only_where_it_is_escaped_by_hand() -> None:
    found = {path.relative_to(REPO).as_posix() for path in _sources() if path.suffix == ".py" and _matches(path, HTML_IN_CODE)}

    assert set(BY_HAND) == found


def _hostile(field: str) -> str:
    """An article one of whose fields attacks, by a number of its own."""
    number = FIELDS.index(field)
    quoted = "'" + HOSTILE.replace("1", str(number)).replace("'", "''") + "'"
    value = f"[{quoted}]" if field in {"tags", "keywords"} else quoted
    header = f"title: {value}\n" if field == "title" else f"title: 第{number}篇\n{field}: {value}\n"
    return article().replace("title: 一篇稿件\n", header)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Pages and feeds of a site on which every field of some piece attacks."""
    files = {f"content/county/xian/news/{field.replace('_', '-')}.md": _hostile(field) for field in FIELDS}
    root = write_cluster(tmp_path_factory.mktemp("cluster"), files)
    run(root, NOW)
    site = root / "build/public/xian"
    found = [path for pattern in ("*.html", "*.xml") for path in site.rglob(pattern)]
    return {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in found}


@pytest.mark.parametrize("field", FIELDS)
def test_what_a_header_says_is_text_everywhere(field: str, pages: dict[str, str]) -> None:
    attack = f"alert({FIELDS.index(field)})"

    assert f"article/{field.replace('_', '-')}.html" in pages
    assert [name for name, content in pages.items() if f"<script>{attack}" in content] == []
    assert any(attack in content for content in pages.values())


def test_servers_send_the_policy_of_the_pages() -> None:
    base = (REPO / "themes/renda/templates/base.html").read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', base)

    assert policy
    assert policy[1].count(SERVED) == 1  # what the search page of a cluster with a search server adds
    policy_text = policy[1].replace(SERVED, "")
    assert f"{policy_text}; frame-ancestors 'none'" == PAGES
    assert "'unsafe" not in policy_text
