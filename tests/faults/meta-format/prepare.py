"""The cluster's own theme shortens the date and decorates the title in the official tags of county sites."""

from pathlib import Path

from clusters import own_template

OLD = '<meta name="{{ meta.name }}" content="{{ meta.content }}">'
NEW = """<meta name="{{ meta.name }}" content="{% if site.level != "county" %}{{ meta.content }}
{%- elif meta.name == "PubDate" %}{{ meta.content[:10] }}
{%- elif meta.name == "ArticleTitle" %}&lt;b&gt;{{ meta.content }}&lt;/b&gt;
{%- else %}{{ meta.content }}{% endif %}">"""


def prepare(root: Path) -> None:
    own_template(root, "base.html", OLD, NEW)
