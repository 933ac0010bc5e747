"""The engines that read bodies: Python-Markdown in two dialects, docutils without files and raw HTML."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from docutils import nodes
from docutils.core import Publisher
from docutils.io import StringInput, StringOutput
from docutils.parsers.rst import Directive
from docutils.parsers.rst import Parser as RstParser
from docutils.parsers.rst.directives import register_directive
from docutils.readers.standalone import Reader as StandaloneReader
from docutils.transforms import Transform
from docutils.writers.html5_polyglot import Writer as HtmlWriter
from markdown import Markdown
from markdown.extensions.toc import slugify_unicode

from ..domain.item import Dialect
from ..domain.text import strip_numbered_controls
from .code_language import CodeLanguage
from .office import Office
from .office.plain import plain
from .settings import DEFAULTS

_FIRST_RANK: dict[Dialect, re.Pattern[str]] = {
    "office": re.compile(r"^[ \t\u3000]*#[ \t\u3000]+\S", re.MULTILINE),
    "pelican": re.compile(r"^#[ \t]+\S|^[^\n]+\n=+[ \t]*$", re.MULTILINE),
}
_EXTRA = "markdown.extensions.extra"
_BACK = "回到正文中注释 %d 的位置"


class _ObservedReader(StandaloneReader):  # type: ignore[type-arg] # subscriptable in the stubs only
    """A reader whose documents tell an observer of every system message, and drop it from the page."""

    def __init__(self, observe: Callable[[Any], None]) -> None:
        super().__init__()
        self.observe = observe

    def new_document(self) -> Any:
        document = super().new_document()
        document.reporter.attach_observer(self.observe)
        return document

    def get_transforms(self) -> list[type[Any]]:
        return [*super().get_transforms(), _DropMessages]


class _Refused(Directive):
    """A directive whose outcome depends on more than the document: `date` would ask the clock (docs/design.md law 2)."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Nothing but a complaint."""
        raise self.warning(f'"{self.name}" directive disabled.')


register_directive("date", _Refused)


class _DropMessages(Transform):
    """Takes system messages and what they mark as problematic out of the document."""

    default_priority = 870

    def apply(self) -> None:
        for message in list(self.document.findall(nodes.system_message)):
            message.parent.remove(message)
        for problem in list(self.document.findall(nodes.problematic)):
            problem.parent.replace(problem, nodes.Text(problem.astext()))


@dataclass(slots=True)
class Engines:
    """Engines for many bodies, each made once; `options` are those of Python-Markdown, as pelicanconf.py has them."""

    options: dict[str, Any]
    _known: dict[tuple[Dialect, int], Markdown] = field(default_factory=dict)

    def forget(self) -> None:
        """Make new ones from now on: after a failure one may be in any state."""
        self._known.clear()

    def markdown(self, body: str, dialect: Dialect) -> str:
        """Python-Markdown's output; `#` headings become h2, since the title is the page's only h1."""
        base = 2 if _FIRST_RANK[dialect].search(body) else 1
        if dialect == "office" and self.options == DEFAULTS["MARKDOWN"] and (html := plain(body, base)) is not None:
            return html
        if (engine := self._known.get((dialect, base))) is None:
            options = dict(self.options)
            configs = {name: dict(values) for name, values in options.pop("extension_configs", {}).items()}
            toc = configs.setdefault("markdown.extensions.toc", {})
            toc |= {"slugify": slugify_unicode, "baselevel": base}
            if _EXTRA in configs:
                configs[_EXTRA]["footnotes"] = {"BACKLINK_TITLE": _BACK} | configs[_EXTRA].get("footnotes", {})
            extensions = list(dict.fromkeys([*options.pop("extensions", []), *configs]))
            extensions.append(Office() if dialect == "office" else CodeLanguage())
            engine = self._known[dialect, base] = Markdown(extensions=extensions, extension_configs=configs, **options)
        return engine.reset().convert(strip_numbered_controls(body))


def rst(body: str, path: str) -> tuple[str, list[tuple[int, str]]]:
    """docutils' output without file access or raw HTML; what it complains of, by line of the body (0 for none)."""
    settings = {
        "file_insertion_enabled": False,
        "raw_enabled": False,
        "_disable_config": True,
        "report_level": 5,
        "halt_level": 6,
        "initial_header_level": 2,
        "doctitle_xform": False,
        "docinfo_xform": False,
        "syntax_highlight": "none",
        "embed_stylesheet": False,
        "warning_stream": False,
        "line_length_limit": 1_000_000,
    }
    complaints: list[tuple[int, str]] = []

    def observe(message: Any) -> None:
        if message["level"] >= 2:
            complaints.append((message.get("line") or 0, message.children[0].astext() if message.children else ""))

    reader = _ObservedReader(observe)
    publisher = Publisher(reader, RstParser(), HtmlWriter(), source_class=StringInput, destination_class=StringOutput)
    publisher.process_programmatic_settings(None, settings, None)
    publisher.set_source(body, path)
    publisher.publish()
    return str(publisher.writer.parts["body"]), complaints
