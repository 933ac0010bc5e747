"""Cutting text: the vectors that the reader's browser shares, and numerals."""

import json

import pytest

from clusters import REPO
from cut import document_tokens
from wangqun.domain.numerals import numeral
from wangqun.search.tokens import query_tokens

VECTORS = json.loads((REPO / "tests/vectors/tokens.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: ascii(case["text"]))
def test_a_vector_is_cut_as_it_says(case: dict[str, object]) -> None:
    text = str(case["text"])

    assert case["document"] == [list(token) for token in document_tokens(text)]
    assert case["query"] == query_tokens(text)


@pytest.mark.parametrize(("document", "query"), [("第十二条", "第12条"), ("第12条", "第十二条"), ("第 12 条", "第十二条")])
def test_a_numbered_form_is_found_both_ways(document: str, query: str) -> None:
    assert set(query_tokens(query)) <= {token.text for token in document_tokens(document)}


def test_another_number_is_not_found() -> None:
    assert not set(query_tokens("第十二条")) & {token.text for token in document_tokens("第二十二条、第十二章")}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("十", 10), ("二十", 20), ("一百一十", 110), ("一百零五", 105), ("一千零一", 1001), ("二〇二四", 2024), ("两千", 2000),
        ("一万二千", 12000), ("一百二十万三千", 1203000), ("百", None), ("万", None), ("一十百", None), ("十二三", None),
    ],
)  # fmt: skip
def test_a_numeral_has_its_value(written: str, value: int | None) -> None:
    assert value == numeral(written)
