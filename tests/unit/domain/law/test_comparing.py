"""What two versions of an invented law say of each other, article by article; each file of vectors/versions is one pair."""

from dataclasses import replace
from pathlib import Path

import pytest

from wangqun.domain.law.compared import Comparison
from wangqun.domain.law.comparing import compare
from wangqun.domain.law.provision import Provision, provisions
from wangqun.domain.law.reading import read_body

CASES = sorted((Path(__file__).parents[3] / "vectors" / "versions").glob("*.txt"))


def read(text: str) -> tuple[Provision, ...]:
    return provisions(read_body(text))


OLD = read(CASES[0].read_text(encoding="utf-8").split("====\n")[1])


def said(comparison: Comparison) -> list[str]:
    """Each change in a line: `split 3 > 3+4`, and the paragraphs of it that stand in another article."""
    lines = []
    for change in comparison.changes:
        line = f"{change.kind} {'+'.join(change.old)} > {'+'.join(change.new)}".replace("  ", " ").strip()
        for passage in change.passages:
            if passage.elsewhere:
                here = (passage.old or passage.new)[0]
                places = [f"{place.article}.{place.paragraph}" for place in (here, passage.elsewhere)]
                line += " | " + " to ".join(places if passage.old else places[::-1])
        lines.append(line)
    return lines


def shown(comparison: Comparison, number: str) -> str:
    """The text of the article that has `number` now, as a reader sees it: 每次[-五-][+十+]册."""
    marks = {"equal": "{}", "insert": "[+{}+]", "delete": "[-{}-]"}
    (change,) = [change for change in comparison.changes if number in change.new]
    return "\n".join("".join(marks[one.kind].format(one.text) for one in passage.segments) for passage in change.passages)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_each_article_is_followed(case: Path) -> None:
    expected, old, new = case.read_text(encoding="utf-8").split("====\n")

    assert said(compare(read(old), read(new))) == expected.splitlines()


def pair(name: str) -> tuple[tuple[Provision, ...], tuple[Provision, ...]]:
    (case,) = [case for case in CASES if case.stem == name]
    _, old, new = case.read_text(encoding="utf-8").split("====\n")
    return read(old), read(new)


def test_numerals_are_replaced_as_one() -> None:
    assert shown(compare(*pair("numerals-only")), "4") == (
        "读者凭借阅证借书，每次不得超过[-五-][+十+]册，期限[-三十-][+六十+]日；确需延长的，可以续借一次。"
    )


def test_a_paragraph_cut_in_two_is_read_through() -> None:
    comparison = compare(*pair("split-within-a-paragraph"))

    (change,) = [change for change in comparison.changes if change.kind == "split"]
    (passage,) = change.passages
    assert [place.article for place in passage.new] == ["5", "6"]
    assert shown(comparison, "6") == "逾期不还的，馆方应当书面催还[-；-][+。+]催还后满十五日仍不归还的，暂停其借阅资格。"
    assert [segment.new for segment in passage.segments] == [0, -1, 0, 1]


def test_counts_sum_up_what_changed() -> None:
    assert compare(*pair("split")).counts == {"unchanged": 2, "split": 1, "renumbered": 6}


def test_a_new_number_alone_says_so_and_what_follows_it_is_no_change() -> None:
    comparison = compare(*pair("all-renumbered"))

    (change,) = [change for change in comparison.changes if change.old == ("8",)]
    assert change.is_renumbered and change.passages[0].slight
    assert shown(comparison, "9").startswith("违反本条例[-第四条-][+第五条+]规定")


def test_what_an_amending_decision_states_wins() -> None:
    old, new = pair("same-number-other-text")

    assert "changed 6 > 6" in said(compare(old, new, [("6", "6")]))
    stated = said(compare(old, new, [("4", ""), ("", "4")]))
    assert "removed 4 >" in stated and "added > 4" in stated
    assert ("1", "2") in [change.old for change in compare(old, new, [("1", "1"), ("2", "1")]).changes if change.kind == "merged"]


def test_a_stated_pair_of_no_article_is_told() -> None:
    comparison = compare(OLD, OLD, [("4", "40"), ("3", "3")])

    assert comparison.unknown == (("4", "40"),)
    assert comparison.is_same


def test_a_guess_is_marked_as_one() -> None:
    guess = replace(OLD[4], paragraphs=("逾期不还的，自第三十一日起每册每日收取费用，但不得高于书价。",))
    comparison = compare(OLD, (*OLD[:4], guess, *OLD[5:]))

    assert [change.new for change in comparison.changes if change.doubtful] == [("5",)]
    assert not any(change.doubtful for change in compare(*pair("numerals-only")).changes)


def test_what_heads_an_article_is_compared_too() -> None:
    old = tuple(replace(article, heading="借阅") for article in OLD)
    new = (*old[:3], replace(old[3], heading="借阅与续借"), *old[4:])

    assert shown(compare(old, new), "4").startswith("借阅[+与续借+]\n读者凭借阅证")
    assert compare(old, new).counts == {"unchanged": 8, "changed": 1}


def test_articles_without_text_stay() -> None:
    bare = tuple(Provision(str(number), None, "", ()) for number in range(1, 4))

    assert compare(bare, bare).is_same
    assert compare((), bare).counts == {"added": 3}
