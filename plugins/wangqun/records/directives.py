"""Words of template languages in what editors write: they are shown as they stand and never run."""

import re
from collections.abc import Iterator
from itertools import islice

from ..domain.code import without_code
from ..domain.document import Directive, Document
from ..domain.finding import Finding, Rule, Severity
from ..domain.item import Dialect
from ..domain.markup import Markup

TEMPLATE_DIRECTIVE = Rule(
    "template-directive",
    Severity.WARN,
    "模板指令不会执行，按原文显示：{text}",
    "删去它；要写给读者看的，放进代码里。",
    "docs/design.md law 7",
)
SHOWN = 20  # findings for one document
_DIRECTIVE = re.compile(r"\{\{[^{}\n]{0,200}\}\}|\{%[^\n]{0,200}?%\}|\{#[^\n]{0,200}?#\}")


def findings(document: Document) -> Iterator[Finding]:
    """A finding for each line of title, summary or body that holds a directive outside code."""
    for key, text in (("title", document.title), ("summary", document.item.summary or "")):
        if match := _DIRECTIVE.search(text):
            yield TEMPLATE_DIRECTIVE.at(document.place(key), text=match[0])
    for text, line, column in document.noted.directives:
        yield TEMPLATE_DIRECTIVE.at(document.place().at(document.body_line + line, column), text=text)


def directives(body: str, markup: Markup, dialect: Dialect) -> Iterator[Directive]:
    """The first directive outside code in each line of a body that has any."""
    if not ("{{" in body or "{%" in body or "{#" in body):
        return
    text = without_code(body, markup, dialect)
    lines = ((number, _DIRECTIVE.search(line)) for number, line in enumerate(text.split("\n")))
    for number, match in islice(((number, match) for number, match in lines if match), SHOWN):
        yield Directive(match[0], number, match.start() + 1)
