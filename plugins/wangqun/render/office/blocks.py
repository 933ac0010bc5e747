"""What replaces the engine's own readers of blocks: lists keep their numbers, rows their cells."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement

from markdown.blockparser import BlockParser
from markdown.blockprocessors import OListProcessor, ReferenceProcessor, UListProcessor
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.extensions.tables import TableProcessor
from markdown.treeprocessors import Treeprocessor

from ...domain.patterns import pattern

_FIGURE = pattern(r"(?:[-+−±]?(?:0|[1-9]\d*|[1-9]\d{0,2}(?:[,，]\d{3})+)(?:\.\d+)?[ ]?[%％‰]?|[-—–―/]{1,2})$")
_HAS_DIGIT = pattern(r"\d")
_TITLES = {
    **{"note": "说明", "info": "说明", "hint": "提示", "tip": "提示", "important": "重要", "attention": "注意"},
    **{"warning": "注意", "caution": "当心", "danger": "警告", "error": "错误", "example": "例"},
}


class Numbered(OListProcessor):
    """A numbered list whose items remember what number they were given; `with_numbers` shows it where counting would not."""

    SIBLING_TAGS = ["ol"]  # noqa: RUF012 - the engine's own contract
    LAZY_OL = False

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.CHILD_RE = re.compile(r"^[ ]{0,3}((\d+\.))[ ]+(.*)")
        self.numbers = re.compile(r"^[ ]{0,3}(\d+)\.[ ]+", re.MULTILINE)

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the list, then give each new item its number."""
        numbers = self.numbers.findall(blocks[0])
        super().run(parent, blocks)
        made = parent if parent.tag in {"ol", "ul"} else parent[-1]
        for item, number in zip(list(made)[-len(numbers) :], numbers, strict=False):
            item.set("value", number)


class Bulleted(UListProcessor):
    """A list without numbers, which no numbered one continues."""

    SIBLING_TAGS = ["ul"]  # noqa: RUF012 - the engine's own contract

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.CHILD_RE = re.compile(r"^[ ]{0,3}(([*+-]))[ ]+(.*)")


class Numbers(Treeprocessor):
    """Takes away the numbers that counting gives anyway. A list of nothing but `1.` counts up."""

    def run(self, root: Element) -> None:
        """Change the lists in place."""
        for made in root.iter("ol"):
            items = [item for item in made if "value" in item.attrib]
            if not items:
                continue
            made.attrib.pop("start", None)
            if all(item.attrib["value"] == "1" for item in items):
                for item in items:
                    del item.attrib["value"]
                continue
            due = int(items[0].attrib["value"])
            if due != 1:
                made.set("start", str(due))
            for item in items:
                value = int(item.attrib["value"])
                if value == due:
                    del item.attrib["value"]
                due = value + 1


class Tables(TableProcessor):
    """Tables in which a row keeps every cell it has, with or without `|` at its ends; a head without words is none."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        """Make the table."""
        super().run(parent, blocks)
        table = parent[-1]
        _align_figures(table)
        if not any(cell.text for cell in table[0][0]):
            table.remove(table[0])

    def _split_row(self, row: str) -> list[str]:
        cells: list[str] = self._split(self.RE_END_BORDER.sub("", row.removeprefix("|")))  # type: ignore[attr-defined]
        return cells

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        super()._build_row(row, parent, align)  # type: ignore[misc] # the stubs lack it
        for cell in self._split_row(row)[len(align) :]:
            if text := cell.strip(" "):
                SubElement(parent[-1], "th" if parent.tag == "thead" else "td").text = text


def _align_figures(table: Element) -> None:
    """Put columns of nothing but figures to the right, unless the table says where they stand."""
    head, rows = table[0][0], table[1] if len(table) > 1 else ()
    for column, title in enumerate(head):
        cells = [row[column] for row in rows if column < len(row)]
        texts = [text for cell in cells if (text := (cell.text or "").strip())]
        if "align" not in title.attrib and texts and all(map(_FIGURE.match, texts)) and any(map(_HAS_DIGIT.search, texts)):
            for cell in (title, *cells):
                cell.set("align", "right")


class References(ReferenceProcessor):
    """Definitions of links, each a block of its own, as the reader of lines leaves them; `labels` are those it has found."""

    labels: frozenset[str] = frozenset()

    RE = re.compile(
        r"^[ ]{0,3}\[([^\[\]\n]*)\]:[ ]*([^\s]+)[ ]*(([\"'])(.*)\4[ ]*|\((.*)\)[ ]*)?$",
        re.MULTILINE,
    )

    def test(self, parent: Element, block: str) -> bool:
        """True for a definition."""
        found = self.RE.match(block) if self.labels and "]:" in block else None
        return bool(found and found[1].strip().lower() in self.labels)


class Admonitions(AdmonitionProcessor):
    """Boxes whose title, when none is written, is Chinese."""

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str | None]:
        """Class and title of a box."""
        kind, title = super().get_class_and_title(match)
        return kind, _TITLES.get(kind.split(" ", 1)[0], match[1]) if match[2] is None else title
