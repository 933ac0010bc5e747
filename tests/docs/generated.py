"""Every page under docs/ that is made from the code, and the list of all that pages say, by path below the repository."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from wangqun.authoring import schema

from . import bodies, commands, contexts, kinds, records, rules, words

ROOT = Path(__file__).parents[2]
WRITTEN_BY_HAND = frozenset(
    {
        "docs/reference/manifest.md",  # held to the code by test_manifest.py
        "docs/reference/opendata.md",  # held to the code by test_opendata.py
        "docs/reference/report.md",  # held to the code by test_report.py
        "docs/reference/search-files.md",  # held to the code by test_search_files.py
    }
)


def makers() -> dict[str, Callable[[], str]]:
    """What makes the text of every generated page, by its path."""
    reference: dict[str, Callable[[], str]] = {
        "bodies": bodies.page,
        "commands": commands.page,
        "findings": rules.page,
        "headers": records.headers_page,
        "kinds": kinds.page,
        "people": records.people_page,
        "settings": records.settings_page,
        "templates": contexts.page,
    }
    return (
        {f"docs/reference/{name}.md": make for name, make in reference.items()}
        | {f"docs/schema/{name}.json": partial(_schema, name) for name in sorted(schema.FORMS)}
        | {"themes/renda/translations/messages.pot": words.catalogue}
    )


def pages() -> dict[str, str]:
    """Path and text of every generated page, as the code has them now."""
    return {name: make() for name, make in makers().items()}


def _schema(name: str) -> str:
    return schema.as_text(name) + "\n"
