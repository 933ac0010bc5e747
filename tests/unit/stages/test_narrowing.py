"""What an index can be narrowed to: of each kind what tells its own pieces apart, words by how many bring them along."""

from wangqun.records import KINDS
from wangqun.search.pieces import Doc
from wangqun.stages.search import about as narrowing


def documents(*lists: str) -> tuple[Doc, ...]:
    """Documents with the lists in which they stand, the first that of their kind."""
    return tuple(
        ("2026-03-02", f"sheng:a/{at}", "0" * 20, tuple(f"={name}" for name in each.split())) for at, each in enumerate(lists)
    )


def test_of_each_kind_only_its_own_values_are_offered_and_only_those_that_are_there() -> None:
    found = narrowing.about(
        (),
        documents(
            "kind:regulation year:2026 state:in-force organ:甲省人大",
            "kind:regulation year:2025 state:amended organ:乙市人大 law:1",
            "kind:regulation state:amended organ:乙市人大",
            "kind:consultation state:open purpose:other",
            "kind:consultation state:open purpose:personnel",
            "kind:article column:news",
        ),
        KINDS,
    )

    assert found["years"] == [2026, 2025]
    kinds = {kind["id"]: kind.get("facets") for kind in found["kinds"]}
    assert kinds["article"] is None
    assert [facet["id"] for facet in kinds["consultation"] or ()] == []  # one value leaves no choice, an unknown one is none
    assert kinds["regulation"] == [
        {"id": "state", "title": "时效", "values": [{"id": "in-force", "title": "有效"}, {"id": "amended", "title": "已修改"}]},
        {"id": "organ", "title": "制定机关", "values": [{"id": "乙市人大"}, {"id": "甲省人大"}]},
    ]


def test_words_are_bounded_and_the_most_frequent_stay() -> None:
    rows = [f"kind:regulation organ:机关{number:03}" for number in range(narrowing.WORDS + 20)]
    found = narrowing.about((), documents(*rows, "kind:regulation organ:机关119"), KINDS)
    [kind] = found["kinds"]
    [facet] = kind["facets"]
    values = [value["id"] for value in facet["values"]]

    assert len(values) == narrowing.WORDS
    assert values[:3] == ["机关119", "机关000", "机关001"]
