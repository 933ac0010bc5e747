"""Every real law in every export: no character of a body lost or moved, and the XML is what its standard says."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests import laws_out

from wangqun.domain.law.reading import read_body
from wangqun.domain.law.writing import as_text
from wangqun.records.regulation.exports.facts import Facts
from wangqun.records.regulation.exports.files import FORMATS
from wangqun.records.regulation.exports.reading import plain, words_of_parts

pytestmark = pytest.mark.real
END = "<!-- INFO END -->"  # of those who gathered them: what stands above it is the head
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
MARKS = re.compile(r"^#+|^\|[-:| ]+\|$|\\|\s|\u200b|\|", re.MULTILINE)
EVERY = 12  # in the gate; all of them in `make bench ONLY=law`


def facts(name: str) -> Facts:
    """What is said of a law of which nothing but its name is known."""
    day = date(2026, 11, 1)
    return Facts(
        id=f"a:regulation/{name}",
        title=name,
        version="2026-11-01",
        day=day,
        state="有效",
        doc_type="local_regulation",
        law=name,
        law_slug=name,
        law_url=f"https://rd.example/regulation/{name}/",
        url=f"https://rd.example/regulation/{name}.html",
        stem=f"https://rd.example/regulation/{name}/2026-11-01",
        first=day,
        published="2026-11-01",
        site="a",
        publisher="某省人大",
        licence="",
        days={"passed_on": day, "effective_on": day},
        words={"enacted_by": "某省人大常委会"},
        adoption=(),
        amendments=(),
    )


def lost(texts: Iterator[tuple[Path, str]]) -> dict[str, list[str]]:
    """Of each format the texts of which it does not hold every character in its order, or that are not as their schema says."""
    found: dict[str, list[str]] = {"seen": [], "invalid": []} | {ending: [] for ending in FORMATS}
    for path, text in texts:
        body = text.partition(END)[2]
        words = words_of_parts(read_body(plain(body)).parts)
        whole, held = laws_out.squeezed(as_text(words.parts)), MARKS.sub("", COMMENT.sub("", body))
        found["seen"].append(path.name)
        for ending, (_, write) in FORMATS.items():
            file = write(facts(path.stem), words)
            read = laws_out.READ[ending](file)
            if read != whole or MARKS.sub("", read) != held:
                found[ending].append(path.name)
            if ending == "xml" and (faults := laws_out.faults_of_akn(file)):
                found["invalid"].append(f"{path.name}: {faults[:2]}")
    return found


def test_every_export_holds_every_character_in_its_order(texts: list[tuple[Path, str]]) -> None:
    found = lost(iter(texts[::EVERY]))

    assert len(found.pop("seen")) > 150
    assert not any(found.values()), found
