"""The cluster's own theme shortens the date and decorates the title in the official tags of county sites."""

import shutil
from pathlib import Path

OLD = '<meta name="{{ meta.name }}" content="{{ meta.content }}">'
NEW = """<meta name="{{ meta.name }}" content="{% if site.level != "county" %}{{ meta.content }}
{%- elif meta.name == "PubDate" %}{{ meta.content[:10] }}
{%- elif meta.name == "ArticleTitle" %}&lt;b&gt;{{ meta.content }}&lt;/b&gt;
{%- else %}{{ meta.content }}{% endif %}">"""


def prepare(root: Path) -> None:
    shutil.copytree(Path(__file__).parents[3] / "themes" / "renda", root / "themes" / "renda")
    path = root / "themes/renda/templates/base.html"
    text = path.read_text(encoding="utf-8")
    assert OLD in text
    path.write_text(text.replace(OLD, NEW), encoding="utf-8")
