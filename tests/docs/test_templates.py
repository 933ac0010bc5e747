"""Templates use the documented context and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin

import pytest
from jinja2 import Environment, meta, nodes

from wangqun.pages.context import SiteContext
from wangqun.render.equipment import equipped
from wangqun.render.patterns import PatternsPage

from .contexts import PARTIALS, TEMPLATES
from .generated import ROOT

ENVIRONMENT = equipped(Environment(autoescape=True))
FOLDER = ROOT / "themes/renda/templates"
SOURCES = {
    path.relative_to(FOLDER).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(FOLDER.rglob("*.html"))
}
SEEN = {**TEMPLATES, "patterns": PatternsPage}  # the preview draws that one
FRAMES = ("header", "footer", "modes")  # what base.html puts in as a frame, and what that includes
SHARED = [name for name in SOURCES if name not in SEEN and name not in PARTIALS]
Scope = dict[str, tuple[Any, ...]]


def _parsed(name: str) -> nodes.Template:
    return ENVIRONMENT.parse(SOURCES[name])


def _types(annotation: Any) -> tuple[Any, ...]:
    """The types a value may have, None left out."""
    parts = get_args(annotation) if isinstance(annotation, UnionType) else (annotation,)
    return tuple(part for part in parts if part is not type(None))


def _of(node: nodes.Node, scope: Scope, wrong: list[str]) -> tuple[Any, ...]:
    """Types of an expression as far as they are known; attributes no class has are added to `wrong`."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, ())
    if isinstance(node, nodes.Getitem):
        return _items(_of(node.node, scope, wrong))
    if not isinstance(node, nodes.Getattr):
        return ()
    found: list[Any] = []
    for kind in _of(node.node, scope, wrong):
        declared = {f.name: f.type for f in fields(kind)} if is_dataclass(kind) else {}
        if node.attr not in declared:
            wrong.append(f"line {node.lineno}: {getattr(kind, '__name__', kind)}.{node.attr}")
        else:
            found += _types(declared[node.attr])
    return tuple(found)


def _items(kinds: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(item for kind in kinds if get_origin(kind) is tuple for item in _types(get_args(kind)[0]))


def _walk(node: nodes.Node, scope: Scope, wrong: list[str]) -> None:
    """Check every attribute below `node`; loops and assignments give their names a type."""
    if isinstance(node, nodes.Macro):
        scope = scope | {argument.name: () for argument in node.args}
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name):
        scope = scope | {node.target.name: _items(_of(node.iter, scope, []))}
    if isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
        scope[node.target.name] = _of(node.node, scope, [])
    if isinstance(node, nodes.Getattr):
        _of(node, scope, wrong)
    for child in node.iter_child_nodes():
        _walk(child, scope, wrong)


def _wrong_attributes(tree: nodes.Template, pages: tuple[type, ...], blocks: tuple[type, ...] = ()) -> list[str]:
    wrong: list[str] = []
    _walk(tree, {"site": (SiteContext,), "page": pages, "block": blocks}, wrong)
    return sorted(set(wrong))


def _made_here(tree: nodes.Template) -> set[str]:
    """Names a template imports or sets: jinja counts them as undeclared inside blocks and conditions."""
    imported = [name if isinstance(name, str) else name[1] for node in tree.find_all(nodes.FromImport) for name in node.names]
    assigned = [node.target.name for node in tree.find_all(nodes.Assign) if isinstance(node.target, nodes.Name)]
    return {*imported, *assigned}


def _first_comment(name: str) -> str:
    return SOURCES[name].partition("#}")[0]


def test_every_template_of_the_contract_exists() -> None:
    assert set() == (TEMPLATES.keys() | PARTIALS.keys()) - SOURCES.keys()


@pytest.mark.parametrize("name", SOURCES)
def test_a_template_reads_only_site_and_page(name: str) -> None:
    tree = _parsed(name)

    seen = {"site", "section"} if name in FRAMES else {"site", "page"}
    assert meta.find_undeclared_variables(tree) - _made_here(tree) <= seen | ({"block"} if name in PARTIALS else set())


@pytest.mark.parametrize("name", SEEN)
def test_a_template_uses_only_fields_its_context_declares(name: str) -> None:
    assert _wrong_attributes(_parsed(name), (SEEN[name],)) == []


@pytest.mark.parametrize("name", PARTIALS)
def test_a_partial_uses_only_fields_its_block_declares(name: str) -> None:
    assert _wrong_attributes(_parsed(name), tuple(dict.fromkeys(TEMPLATES.values())), (PARTIALS[name],)) == []


@pytest.mark.parametrize("name", SHARED)
def test_a_shared_template_uses_only_fields_every_page_declares(name: str) -> None:
    assert _wrong_attributes(_parsed(name), tuple(dict.fromkeys(TEMPLATES.values()))) == []


@pytest.mark.parametrize("name", SOURCES)
def test_a_template_opens_with_a_comment_naming_its_context(name: str) -> None:
    comment = _first_comment(name)

    assert comment.startswith("{# Context: site (SiteContext)") or comment.startswith("{# Macros:")
    if name in SEEN:
        assert f"page ({SEEN[name].__name__})" in comment
    if name in PARTIALS:
        assert f"block ({PARTIALS[name].__name__})" in comment


@pytest.mark.parametrize(
    "text",
    [
        "{{ page.titel }}",
        "{{ page.head.nothing }}",
        "{% for link in site.columns %}{{ link.href }}{% endfor %}",
        "{% set first = site.kin[0] %}{{ first.name }}",
    ],
)
def test_a_field_nobody_declares_is_noticed(text: str) -> None:
    assert _wrong_attributes(ENVIRONMENT.parse(text), (TEMPLATES["article"],))


HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
ASKED = ("_", "gettext")  # what templates write, and what `{% trans %}` becomes


def _unsaid(node: nodes.Node) -> Iterator[str]:
    """The Chinese words of a template that do not go through gettext; what is compared, or told to a filter, no page says."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in ASKED:
        for value in node.kwargs:
            yield from _unsaid(value)
        return
    if isinstance(node, nodes.Compare) or (isinstance(node, nodes.Filter) and node.name == "reach"):
        return
    text = node.data if isinstance(node, nodes.TemplateData) else node.value if isinstance(node, nodes.Const) else ""
    if isinstance(text, str) and HAN.search(text):
        yield text
    for child in node.iter_child_nodes():
        yield from _unsaid(child)


@pytest.mark.parametrize("name", [name for name in SOURCES if name != "patterns"])  # which only the preview has
def test_all_words_go_through_gettext(name: str) -> None:
    assert list(_unsaid(_parsed(name))) == []


@pytest.mark.parametrize("text", ["搜索", "{{ '搜索' }}", "{{ x or '搜索' }}", "{{ _('甲', n='搜索') }}", "{{ box('搜索') }}"])
def test_words_that_do_not_are_found(text: str) -> None:
    assert list(_unsaid(ENVIRONMENT.parse(text))) == ["搜索"]


SCRIPTS = sorted((ROOT / "themes/renda/static/js").rglob("*.js"))
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)
SAID = re.compile(r"say\(([^{)]*)")
CUTS = {"tokens.js", "shards.js"}  # numerals and articles; what the engine, used by others too, says of an index


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_says_what_the_page_tells_it(path: Path) -> None:
    code = COMMENT.sub("", path.read_text(encoding="utf-8"))
    keys = {key for called in SAID.findall(code) for key in re.findall(r'"(\w+)"', called)}
    name = "search/page" if path.parent.name == "search" else path.stem
    branch = re.search(rf'(?:if|elif) name == "{name}" %}}(.*?)\n', SOURCES["parts"])
    told = {
        re.sub("-(.)", lambda found: found[1].upper(), key)
        for key in re.findall(r" data-([a-z-]+)=", branch[1] if branch else "")
    }

    assert path.name in CUTS or not re.search("[一-鿿]", code)
    assert keys <= told


def test_every_word_told_to_a_script_is_said_by_it() -> None:
    of_all = "".join(path.read_text(encoding="utf-8") for path in SCRIPTS)
    told = re.findall(r" data-([a-z-]+)=\"{{ _\(", SOURCES["parts"].partition("macro script(")[2])

    assert len(told) > 30
    assert [key for key in told if f'"{re.sub("-(.)", lambda found: found[1].upper(), key)}"' not in of_all] == []
