"""The page of the theme's parts, which the preview draws."""

import re
from pathlib import Path

import pytest
from jinja2 import TemplateError

from clusters import REPO
from wangqun.render.patterns import COLOURS, ICONS, draw

THEME = REPO / "themes" / "renda"


def test_every_part_is_on_the_page_with_every_icon_and_colour(tmp_path: Path) -> None:
    page = draw(tmp_path, "/qinglan", "theme/0123456789ab").decode()

    assert 'href="/qinglan/theme/0123456789ab/css/tokens.css"' in page
    drawn = re.findall(r'name == "(\w+)"', (THEME / "templates/icons.html").read_text(encoding="utf-8"))
    assert sorted(ICONS) == sorted(drawn)
    assert all(f"<code>{name}</code>" in page for name in ICONS)
    tokens = (THEME / "static/css/tokens.css").read_text(encoding="utf-8")
    assert all(f"--{name}:" in tokens and f"<code>--{name}</code>" in page for name in COLOURS)
    assert page.count("<svg") > len(ICONS) + 5
    assert "style=" not in page


def test_a_template_laid_over_the_themes_is_drawn_and_its_mistakes_are_raised(tmp_path: Path) -> None:
    over = tmp_path / "ours"
    over.mkdir()
    (tmp_path / "pelicanconf.py").write_text(f"THEME_TEMPLATES_OVERRIDES = [{str(over)!r}]\n", encoding="utf-8")
    (over / "footer.html").write_text("<footer>我们的页脚</footer>", encoding="utf-8")
    assert "<footer>我们的页脚</footer>" in draw(tmp_path, "", "theme/x").decode()

    (over / "footer.html").write_text("{{ site.nothing }}", encoding="utf-8")
    with pytest.raises(TemplateError, match="nothing"):
        draw(tmp_path, "", "theme/x")
