"""No line of the accessibility statement outlives the tests that hold it."""

import re

import pytest

from clusters import REPO
from wangqun.pages.criteria import CRITERIA, Criterion


@pytest.mark.parametrize("criterion", CRITERIA, ids=[criterion.text[:12] for criterion in CRITERIA])
def test_every_line_is_held_by_tests_that_are_there(criterion: Criterion) -> None:
    assert criterion.tests
    for name in criterion.tests:
        path, _, test = name.partition("::")
        text = (REPO / path).read_text(encoding="utf-8")
        found = re.search(rf"(?P<marks>(?:^@.*\n(?:^    .*\n|^\).*\n)*)*)^def {test}\(", text, re.MULTILINE)

        assert found, name
        assert "skip" not in found["marks"] and "xfail" not in found["marks"], name


def test_a_line_says_something_once() -> None:
    texts = [criterion.text for criterion in CRITERIA]

    assert len(texts) == len(set(texts)) and all(text.endswith("。") for text in texts)
