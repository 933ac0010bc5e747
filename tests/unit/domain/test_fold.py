"""What follows from a fault is told with it."""

from wangqun.domain.finding import Finding, Place, Rule, Severity, fold

BLOCK = Rule("cause", Severity.BLOCK, "坏了")
WARN = Rule("follow", Severity.WARN, "没有“{name}”")
HERE = Place("xian", "a.yaml", 3)


def _follow(name: str, because: str, site: str = "xian", line: int = 9) -> Finding:
    return WARN.at(Place(site, "b.yaml", line), name=name).due_to(because)


def test_what_follows_is_told_with_its_cause() -> None:
    cause = BLOCK.at(HERE)

    (told,) = fold([_follow("甲", "a.yaml:3"), cause, _follow("乙", "a.yaml")])

    assert told.code == "cause"
    assert told.follows == ("b.yaml:9: 警告 [follow] 没有“甲”", "b.yaml:9: 警告 [follow] 没有“乙”")
    assert told.consequences == "因此另有 2 条，改正后一并消失"


def test_what_follows_from_what_follows_is_told_with_the_first_cause() -> None:
    middle = _follow("甲", "a.yaml:3", line=5)

    (told,) = fold([BLOCK.at(HERE), middle, _follow("乙", "b.yaml:5")])

    assert len(told.follows) == 2


def test_nothing_is_hidden_without_a_cause_that_is_told() -> None:
    alone = [_follow("甲", "gone.yaml:1"), _follow("乙", "a.yaml:3", site="shi"), WARN.at(HERE, name="丙")]

    assert fold(alone) == alone
    assert {f.code for f in fold([BLOCK.at(HERE), *alone])} == {"cause", "follow"}
    assert len(fold([BLOCK.at(HERE), *alone])) == 4


def test_a_path_alone_follows_from_a_block_only() -> None:
    told = [WARN.at(HERE, name="丙"), _follow("甲", "a.yaml")]

    assert fold(told) == told


def test_two_that_follow_from_each_other_both_stand() -> None:
    round_about = [_follow("甲", "b.yaml:2", line=1), _follow("乙", "b.yaml:1", line=2)]

    assert fold(round_about) == round_about
