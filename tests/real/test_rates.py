"""No real law is blocked by what it says; docs/security.md explains what is left."""

from pathlib import Path

import pytest

from wangqun.domain.finding import Severity
from wangqun.scan.characters import find
from wangqun.scan.passages import Passage
from wangqun.scan.scanner import RULES

from .rates import measure

pytestmark = pytest.mark.real

LAWS = 2352


def test_checks_block_only_laws_that_lost_characters_and_only_talk_of_inner_papers_is_warned_of(
    texts: list[tuple[Path, str]],
) -> None:
    rates = measure(iter(texts))
    print("\n".join(f"{code:<22} {count:>5} of {rates.texts}" for code, count in sorted(rates.documents.items())))

    assert rates.texts == LAWS
    blocking = {code: count for code, count in rates.documents.items() if count and RULES[code].severity is Severity.BLOCK}
    assert blocking == {"private-use-character": 7}  # docs/security.md
    assert {code for code, count in rates.hits.items() if count} == {"inner-word", "private-use-character"}
    assert rates.documents["inner-word"] / rates.texts < 0.05


def test_a_character_of_private_use_in_a_real_law_is_one_that_was_lost(texts: list[tuple[Path, str]]) -> None:
    told = [(path.name, list(find(Passage(text, 1)))) for path, text in texts]
    lost = {name: [hit.values["character"] for hit in hits] for name, hits in told if hits}
    assert len(told) == LAWS
    assert len(lost) == 7
    assert lost["杭州市道路交通安全管理条例(2017-08-10).md"] == ["U+E010"]  # 1.4 米
