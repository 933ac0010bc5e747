"""Real versions of laws compared by article: as a reader judged eight of them, and every pair of the data without a loss."""

from pathlib import Path
from time import process_time

import pytest

from wangqun.domain.law.compared import Comparison
from wangqun.domain.law.comparing import compare
from wangqun.domain.law.provision import Provision

from .data import DataMissing
from .versions import Judged, Score, read_judged, read_texts_of, read_versions, score

pytestmark = pytest.mark.real

LEAST = 0.95
LEAST_HELD_OUT = 0.88
LEAST_OF_ONE = 0.80
PAIRS = 80
SECONDS = 1.0  # 0.2 on a machine of its own


def texts(judged: Judged, unpacked: Path) -> tuple[tuple[Provision, ...], tuple[Provision, ...]]:
    try:
        return read_texts_of(judged, unpacked)
    except DataMissing as missing:
        pytest.skip(str(missing))


def test_articles_answer_each_other_as_a_reader_judged(unpacked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scores: dict[bool, dict[str, Score]] = {False: {}, True: {}}
    for judged in read_judged():
        old, new = texts(judged, unpacked)
        assert {one for one, _ in judged.pairs} <= {article.number for article in old}, judged.title
        assert {other for _, other in judged.pairs} <= {article.number for article in new}, judged.title
        scores[judged.held_out][judged.title] = score(compare(old, new), judged)
    tried, held_out = whole(scores[False]), whole(scores[True])
    with capsys.disabled():
        print()
        for title, one in {**scores[False], "六部合计": tried, **scores[True], "未参与调整的合计": held_out}.items():
            print(f"{title}: {one.judged} judged, precision {one.precision:.3f}, recall {one.recall:.3f}")

    assert [len(scores[False]), len(scores[True])] == [6, 2]
    assert tried.precision >= LEAST and tried.recall >= LEAST
    assert held_out.precision >= LEAST and held_out.recall >= LEAST_HELD_OUT
    assert all(min(one.precision, one.recall) >= LEAST_OF_ONE for one in scores[False].values())


def whole(scores: dict[str, Score]) -> Score:
    """Several scores as one."""
    return Score(*(sum(getattr(one, name) for one in scores.values()) for name in ("found", "right", "judged")))


def told(comparison: Comparison, side: str) -> str:
    """All that the segments of one side say."""
    segments = (one for change in comparison.changes for passage in change.passages for one in passage.segments)
    return "".join(segment.text for segment in segments if getattr(segment, side) >= 0)


def test_every_pair_of_versions_compares(unpacked: Path) -> None:
    try:
        pairs = list(read_versions(unpacked))
    except DataMissing as missing:
        pytest.skip(str(missing))
    seconds = {}
    for versions in pairs:
        start = process_time()
        comparison = compare(versions.old, versions.new)
        seconds[versions.title] = process_time() - start
        for side, law, counted in zip(("old", "new"), (versions.old, versions.new), versions.counted, strict=True):
            assert len(law) >= counted, versions.title  # of one with 655 the index counts 651
            numbers = [number for change in comparison.changes for number in getattr(change, side)]
            assert sorted(numbers) == sorted(article.number for article in law), versions.title
            text = "".join(text for article in law for text in article.paragraphs)
            assert sorted(told(comparison, side)) == sorted(text), versions.title
        assert compare(versions.old, versions.old).is_same, versions.title

    assert len(pairs) >= PAIRS
    assert seconds["公司法"] < SECONDS
