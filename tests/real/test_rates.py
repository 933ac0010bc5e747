"""No real law is blocked by what it says; docs/security.md explains what is left."""

import pytest

from wangqun.domain.finding import Severity
from wangqun.stages.check.scans import RULES

from .data import DataMissing
from .rates import measure, read_texts

pytestmark = pytest.mark.real

LAWS = 2352


def test_no_check_blocks_a_real_law_and_only_talk_of_inner_papers_is_warned_of(tmp_path) -> None:
    try:
        rates = measure(read_texts(tmp_path))
    except DataMissing as missing:
        pytest.skip(str(missing))
    print("\n".join(f"{code:<22} {count:>5} of {rates.texts}" for code, count in sorted(rates.documents.items())))

    assert rates.texts == LAWS
    assert {code: count for code, count in rates.hits.items() if count and RULES[code].severity is Severity.BLOCK} == {}
    assert {code for code, count in rates.hits.items() if count} == {"inner-word"}
    assert rates.documents["inner-word"] / rates.texts < 0.05
