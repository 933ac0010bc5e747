"""The text model over every real law: no character of a body lost or moved, whatever it is written out as."""

import re

import pytest

from wangqun.domain.law.reading import read_body
from wangqun.domain.law.text import articles
from wangqun.domain.law.writing import as_markdown, as_text

from .data import DataMissing
from .rates import read_texts

pytestmark = pytest.mark.real
END = "<!-- INFO END -->"  # of those who gathered them: what stands above it is the head
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
MARKS = re.compile(r"^#+|^\|[-:| ]+\|$|\\|\s|\|", re.MULTILINE)
ODD = 5  # laws whose articles do not count on, as their sources have them


def test_every_character_of_every_law_is_there_in_its_order(tmp_path) -> None:
    try:
        texts = {path.name: text.partition(END)[2] for path, text in read_texts(tmp_path)}
    except DataMissing as missing:
        pytest.skip(str(missing))
    laws = {name: read_body(text) for name, text in texts.items()}
    plain = {name: MARKS.sub("", COMMENT.sub("", text)) for name, text in texts.items()}

    assert len(laws) > 2000
    assert [name for name, law in laws.items() if MARKS.sub("", as_text(law.parts)) != plain[name]] == []
    assert [name for name, law in laws.items() if MARKS.sub("", as_markdown(law.parts)) != plain[name]] == []
    assert [name for name, law in laws.items() if read_body(as_markdown(law.parts)).parts != law.parts] == []
    assert sum(bool(law.doubts) for law in laws.values()) == ODD
    assert sum(any(articles(law)) for law in laws.values()) > 2200
