"""All that pages say by themselves, for translators: gathered from templates, and from where the code marks it."""

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from jinja2 import Environment

from wangqun.render.equipment import equipped
from wangqun.render.folding import said_in

REPO = Path(__file__).parents[2]
TEMPLATES = REPO / "themes" / "renda" / "templates"
CODE = REPO / "plugins" / "wangqun"
ROOMS = ("domain", "pages", "records")
PREVIEWED = "patterns.html"  # only the preview has it, for those who change the theme
HEAD = """# All that pages say by themselves. Made by `python -m tests.docs`, see docs/operators.md.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: zh_CN\\n"

"""


def catalogue() -> str:
    """The template of catalogues, in the order of files."""
    found = Catalog(charset="utf-8")
    for name, words in (*_of_templates(), *_of_code()):
        found.add(words, locations=[(name, 1)])
    out = BytesIO()
    write_po(out, found, width=0, omit_header=True, include_lineno=False)
    return HEAD + out.getvalue().decode("utf-8").rstrip("\n") + "\n"


def _of_templates() -> Iterator[tuple[str, str]]:
    environment = equipped(Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True))
    for path in sorted(TEMPLATES.rglob("*.html")):
        if path.name != PREVIEWED:
            for words in said_in(path.read_text(encoding="utf-8"), environment):
                yield path.relative_to(REPO).as_posix(), words


def _of_code() -> Iterator[tuple[str, str]]:
    for path in sorted(path for room in ROOMS for path in (CODE / room).rglob("*.py")):
        calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
        for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
            match call:
                case ast.Call(ast.Name("said"), [ast.Constant(str(words)), *_]):
                    yield path.relative_to(REPO).as_posix(), words
