"""A template's closure: whatever it is made of counts, nothing else does, and what cannot be known beforehand counts whole."""

from pathlib import Path
from typing import Any

import pytest
from jinja2.ext import Extension

from clusters import REPO
from wangqun.render import closures as module
from wangqun.render.closures import closures, templates_in
from wangqun.render.folding import UNCHANGED, Words

FILES = {
    "base.html": '{% include "header.html" %}',
    "header.html": '{% from "parts.html" import link %}<b>',
    "parts.html": "{% macro link() %}一{% endmacro %}",
    "page.html": '{% extends "base.html" %}',
    "alone.html": "一",
    "listed.html": '{% include ["later.html", "alone.html"] ignore missing %}',
    "dynamic.html": "{% include page.template %}",
    "chosen.html": '{% extends "base.html" if page.head else "alone.html" %}',
    "themed.html": '{% extends "!theme/base.html" %}',
    "stock.html": '{% extends "!simple/article.html" %}',
    "round.html": '{% import "round.html" as again %}',
}


def write(folder: Path, files: dict[str, str]) -> Path:
    """A folder of templates."""
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def changed(tmp_path: Path, name: str, text: str) -> set[str]:
    """The templates whose closure is another once this one has that text."""
    folder = write(tmp_path / "templates", FILES)
    before = closures([folder], [".html"], {})
    write(folder, {name: text})
    after = closures([folder], [".html"], {})
    return {each for each in after if before.get(each) != after[each]}


@pytest.mark.parametrize(
    ("name", "rendered"),
    [
        ("parts.html", {"parts", "header", "base", "page", "themed", "stock"}),
        ("header.html", {"header", "base", "page", "themed", "stock"}),
        ("page.html", {"page"}),
        ("alone.html", {"alone", "listed"}),
        ("later.html", {"later", "listed"}),
        ("round.html", {"round"}),
    ],
)
def test_a_change_reaches_what_is_made_of_it(name: str, rendered: set[str], tmp_path: Path) -> None:
    found = changed(tmp_path, name, FILES.get(name, "") + "<!-- 改 -->")

    assert found == rendered | {"chosen", "dynamic"}, "a name that is chosen when it is rendered may be any"


def test_the_same_files_have_the_same_digests(tmp_path: Path) -> None:
    assert changed(tmp_path, "page.html", FILES["page.html"]) == set()


def test_a_template_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    folder = write(tmp_path / "templates", FILES | {"bad.html": "{% if %}", "user.html": '{% extends "bad.html" %}'})

    assert {"bad", "user"}.isdisjoint(found := closures([folder], [".html"], {}))
    assert "page" in found


def test_what_overrides_a_template_counts_in_its_stead(tmp_path: Path) -> None:
    theme, over = write(tmp_path / "templates", FILES), write(tmp_path / "over", {"parts.html": "二"})
    plain, overridden = closures([theme], [".html"], {}), closures([over, theme], [".html"], {})
    write(theme, {"parts.html": "三"})
    hidden = closures([over, theme], [".html"], {})

    assert plain["page"] != overridden["page"] == hidden["page"]
    assert plain["alone"] == overridden["alone"]


def test_blocks_are_found_as_the_settings_mark_them(tmp_path: Path) -> None:
    folder = write(tmp_path / "templates", {"a.html": '<% include "b.html" %>', "b.html": "一"})
    marked = {"block_start_string": "<%", "block_end_string": "%>"}
    before = closures([folder], [".html"], marked)
    write(folder, {"b.html": "二"})

    assert before["a"] != closures([folder], [".html"], marked)["a"]


def test_every_template_of_the_shipped_theme_is_known_before_it_is_rendered(tmp_path: Path) -> None:
    folder = REPO / "themes/renda/templates"
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*.html")]
    found = closures([folder], [".html"], {})
    copy = write(tmp_path / "templates", {name: (folder / name).read_text(encoding="utf-8") for name in names})
    write(copy, {"withdrawn.html": "改"})
    later = closures([copy], [".html"], {})

    assert found.keys() == {name.removesuffix(".html") for name in names}
    changed = sorted(name for name in found if found[name] != later[name])
    assert changed == ["home", "hub", "withdrawn"], "pages of blocks name their parts when they are drawn"


class _Kept(Extension):
    """An extension that no plain value can name: what it does may differ each time."""


@pytest.mark.parametrize("more", [{}, {"extensions": [_Kept]}])
def test_the_same_text_under_another_syntax_names_others(tmp_path: Path, more: dict[str, Any]) -> None:
    folder = write(tmp_path / "templates", {"page.html": '{% include "a.html" %}<% include "b.html" %>'})
    other = {"block_start_string": "<%", "block_end_string": "%>"}
    named = [templates_in([folder], options | more).closure("page.html") for options in ({}, other, {}, other)]

    assert named == [{"page.html", "a.html"}, {"page.html", "b.html"}] * 2


def test_what_texts_name_is_kept_from_run_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, kept = write(tmp_path / "templates", FILES), tmp_path / "kept.json"
    fresh, read = closures([folder], [".html"], {}), []
    plain = module._named
    monkeypatch.setattr(module, "_named", lambda text, syntax: (read.append(text), plain(text, syntax))[1])

    def found() -> tuple[dict[str, bytes], int]:
        """In a process that has worked out nothing yet."""
        read.clear()
        module._worked_out.clear()
        return closures([folder], [".html"], {}, kept), len(read)

    assert found() == (fresh, first := len(read)) and first > 5
    assert found() == (fresh, 0)

    write(folder, {"alone.html": '{% include "parts.html" %}'})
    other, again = found()
    assert again == 1
    assert {name for name in fresh if fresh[name] != other[name]} == {"alone", "chosen", "dynamic", "listed"}
    size = kept.stat().st_size
    write(folder, {"alone.html": "二"})
    assert found()[1] == 1
    assert kept.stat().st_size < size + 80  # of texts that are no more nothing stays

    for harm in (b"", b"{}", kept.read_bytes().replace(b"parts", b"other"), kept.read_bytes()[:-9]):
        kept.write_bytes(harm)
        assert found()[1] == first
    monkeypatch.setattr(module, "_VERSION", "of another Jinja")
    assert found()[1] == first
    assert found()[1] == 0


def test_a_process_works_them_out_again_when_anything_is_otherwise(tmp_path: Path) -> None:
    folder, kept = write(tmp_path / "templates", FILES), tmp_path / "kept.json"
    first = closures([folder], [".html"], {}, kept)
    held = kept.read_bytes()
    kept.unlink()

    assert closures([folder], [".html"], {}, kept) is first
    assert kept.read_bytes() == held
    for files, options, words in (
        ({}, {"block_start_string": "<%", "block_end_string": "%>"}, UNCHANGED),
        ({}, {}, Words({"一": "壹"}, {})),
        ({"alone.html": "三"}, {}, UNCHANGED),
        ({"another.html": "四"}, {}, UNCHANGED),
    ):
        before = closures([folder], [".html"], {}, kept)
        write(folder, files)
        after = closures([folder], [".html"], options, kept, words)
        module._worked_out.clear()
        assert after == closures([folder], [".html"], options, None, words)
        assert after != before
