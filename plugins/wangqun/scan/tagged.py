"""Names that look like markup: they are text, shown as text everywhere, and their writer is told."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..domain.finding import Finding, Place, Rule, Severity
from .passages import of_values

LIKE_MARKUP = Rule(
    "name-markup",
    Severity.WARN,
    "“{text}”像是网页标记，已按文字显示",
    "名称里不写网页标记；不是标记的不用改。",
)
MARKUP = re.compile(r"</?[A-Za-z][^>]*>")
NAMES = ("title", "subtitle", "column", "category", "tags", "authors", "author", "source", "doc_number")  # of a document
PROSE = frozenset({"text", "comments", "reason"})  # of a record of people


def like_markup(values: Mapping[str, Any], marks: Mapping[Any, tuple[int, int]], place: Place) -> Iterator[Finding]:
    """One finding for each name of a record that looks like markup."""
    for passage in of_values(values, marks):
        if (
            passage.key not in PROSE
            and "<" in passage.text
            and (match := MARKUP.search(passage.text, 0, passage.text.rfind(">") + 1))
        ):
            yield LIKE_MARKUP.at(place.at(passage.line), text=match[0])
