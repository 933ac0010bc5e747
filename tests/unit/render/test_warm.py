"""What the workers of one process share is made once, and made anew when the theme changes."""

import shutil
from pathlib import Path

import pytest
from jinja2 import Environment

from clusters import NOW, REPO, write_cluster
from wangqun.crew import Crew
from wangqun.pipeline import federate
from wangqun.records import KINDS
from wangqun.render import compiled as compiling
from wangqun.render.compiled import TemplateCache, compile_templates
from wangqun.render.run import render
from wangqun.render.settings import shared_settings
from wangqun.render.studio import open_studio
from wangqun.render.warm import FEW, Task, Work, warm
from wangqun.stages.convert import convert
from wangqun.stages.load import load
from wangqun.stages.resolve import resolve


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the templates that were compiled since."""
    names: list[str] = []
    plain = Environment.compile

    def compile_and_say(self: Environment, source: str, name: str | None = None, *args: object, **more: object) -> object:
        names.append(str(name))
        return plain(self, source, name, *args, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Environment, "compile", compile_and_say)
    return names


def _cache(root: Path, sites: int = FEW + 1) -> TemplateCache:
    work = warm(root, sites=sites)
    assert isinstance(work, Work)
    return work.cache


def _themed(root: Path) -> Path:
    """A cluster with a theme of its own; the folder of its templates."""
    write_cluster(root, {})
    shutil.copytree(REPO / "themes/renda", root / "themes/renda")
    return root / "themes/renda/templates"


def test_a_warm_worker_compiles_no_template(tmp_path: Path, compiled: list[str]) -> None:
    root = tmp_path / "cluster"
    _themed(root)
    cache = _cache(root)
    before = list(compiled)
    compiled.clear()
    (tmp_path / "out").mkdir()
    render(federate(root, NOW).views["xian"], KINDS, root, tmp_path / "out", shared_settings(root), cache)

    assert {"base.html", "article.html", "tag.html"} <= set(before)
    assert (tmp_path / "out/article/good.html").is_file()
    assert compiled == []


def test_a_page_is_drawn_of_templates_that_are_compiled(tmp_path: Path, compiled: list[str]) -> None:
    _themed(tmp_path)
    ready = convert(load(tmp_path, kinds=KINDS), tmp_path, Crew(), keeping=False)
    view = resolve(ready.cluster, NOW).views["xian"]
    compile_templates(tmp_path, shared_settings(tmp_path))
    before = len(compiled)
    studio = open_studio(view, KINDS, tmp_path, ready.bodies)

    assert studio is not None
    assert b"<h1" in (studio.draw("article/good.html") or b"")
    assert compiled[before:] == []
    assert "article.html" in compiled


def test_who_builds_few_sites_compiles_what_they_show(tmp_path: Path, compiled: list[str]) -> None:
    root = tmp_path / "cluster"
    _themed(root)
    compiling._cache.cache_clear()  # as in a process that builds for the first time
    cache = _cache(root, FEW)
    before = list(compiled)
    (tmp_path / "out").mkdir()
    render(federate(root, NOW).views["xian"], KINDS, root, tmp_path / "out", shared_settings(root), cache)

    assert before == []
    assert {"base.html", "article.html"} <= set(compiled)
    assert "deputy.html" not in compiled
    assert len(compiled) == len(set(compiled)), "each once"


def test_a_template_is_compiled_again_when_it_changed_and_no_other_is(tmp_path: Path, compiled: list[str]) -> None:
    templates = _themed(tmp_path)
    first = _cache(tmp_path)
    compiled.clear()
    again = _cache(tmp_path)
    unchanged = list(compiled)
    (templates / "base.html").write_text((templates / "base.html").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    other = _cache(tmp_path)

    assert unchanged == []
    assert first is again is other
    assert compiled == ["base.html"]


@pytest.mark.parametrize("sites", [1, FEW + 1])
@pytest.mark.parametrize(
    ("template", "setting", "shown"),
    [
        ("## a remark\n会议", 'JINJA_ENVIRONMENT = {"line_comment_prefix": "##"}', ("会议", "## a remark\n会议")),
        ("{{ 'a' | upper }}", 'JINJA_FILTERS = {"upper": lambda text: "own"}', ("own", "A")),
        ("{{ 'odd' if 3 is odd }}", 'JINJA_TESTS = {"odd": lambda number: False}', ("", "odd")),
    ],
    ids=["option", "filter", "test"],
)
def test_templates_are_compiled_as_the_cluster_sets(
    template: str, setting: str, shown: tuple[str, str], sites: int, tmp_path: Path
) -> None:
    templates = _themed(tmp_path)
    (templates / "article.html").write_text(template, encoding="utf-8")
    found = []
    for name, text in (("with", setting), ("without", "")):
        (tmp_path / "pelicanconf.py").write_text(f"{text}\n", encoding="utf-8")
        (tmp_path / name).mkdir()
        views = federate(tmp_path, NOW).views
        render(views["xian"], KINDS, tmp_path, tmp_path / name, shared_settings(tmp_path), _cache(tmp_path, sites))
        found.append((tmp_path / name / "article/good.html").read_text(encoding="utf-8").strip())

    assert tuple(found) == shown


def test_what_one_that_died_has_left_is_no_part_of_the_site(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "cluster", {})
    work, view = warm(root), federate(root, NOW).views["xian"]
    alone = work(Task(view, KINDS, root, tmp_path / "alone"))
    (tmp_path / "out/article").mkdir(parents=True)
    (tmp_path / "out/article/half.html").write_text("<p>")

    assert work(Task(view, KINDS, root, tmp_path / "out")).files == alone.files


def test_sites_with_plugins_of_others_are_rendered_apart(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "cluster", {})
    conf = root / "pelicanconf.py"
    before = warm(root).apart
    conf.write_text((conf.read_text() if conf.exists() else "") + '\nPLUGINS = ["somebody.elses"]\n')

    assert (before, warm(root).apart) == (False, True)
