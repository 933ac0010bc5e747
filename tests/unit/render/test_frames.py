"""Parts that all pages of a section share."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError

from wangqun.render.closures import templates_in
from wangqun.render.equipment import equipped
from wangqun.render.lean import made_lean

PAGE = '{% frame "head.html", page.section %}|{{ page.title }}'
HEAD = "{{ site.name }}<b>{{ section }}</b>{{ count() }}"


def _environment(head: str = HEAD) -> tuple[Environment, list[int]]:
    asked: list[int] = []
    environment = Environment(
        loader=DictLoader({"page.html": PAGE, "head.html": head}), autoescape=True, undefined=StrictUndefined
    )
    environment.globals["count"] = lambda: asked.append(1) or ""
    return made_lean(equipped(environment)), asked


def test_pages_of_a_section_share_a_part_and_others_have_their_own() -> None:
    environment, asked = _environment()
    page, site = environment.get_template("page.html"), {"name": "甲 & 乙"}

    def made(section: str, title: str, site: dict[str, str] = site) -> str:
        return page.render(site=site, page={"section": section, "title": title})

    assert made("/news/", "一") == "甲 &amp; 乙<b>/news/</b>|一"
    assert made("/news/", "<二>") == "甲 &amp; 乙<b>/news/</b>|&lt;二&gt;"
    assert made("", "三") == "甲 &amp; 乙<b></b>|三"
    assert len(asked) == 2
    assert made("", "四", {"name": "丙"}) == "丙<b></b>|四", "another site"
    assert made("", "五") == "甲 &amp; 乙<b></b>|五"


def test_a_part_does_not_see_the_page() -> None:
    environment, _ = _environment("{{ page.title }}")

    with pytest.raises(UndefinedError, match="page"):
        environment.get_template("page.html").render(site={}, page={"section": "", "title": "一"})


def test_a_page_is_known_to_be_made_of_its_frame(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "head.html").write_text(HEAD, encoding="utf-8")

    assert templates_in([tmp_path], {}).closure("page.html") == {"page.html", "head.html"}
