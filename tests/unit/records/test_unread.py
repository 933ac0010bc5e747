"""A seat whose mandate could not be read is neither filled nor vacant."""

from pathlib import Path

import pytest

from clusters import NOW, write_cluster
from persons import ONE, TWO
from wangqun.pipeline import federate

GROUND = {
    "content/county/xian/terms.yaml": (
        "- {term_no: 17, start: 2022-01-10, seats: 4}\n- {term_no: 16, start: 2017-01-10, seats: 4}\n"
    ),
    "content/county/xian/constituencies.yaml": (
        "- {key: c1, name: 一区, term: 17, quota: 2}\n- {key: c2, name: 二区, term: 17, quota: 2}\n"
        "- {key: c1, name: 一区, term: 16, quota: 2}\n"
    ),
    "content/county/xian/deputies/one.yaml": (
        f"person: {ONE}\nname: 闻正言\nmandates:\n  - {{term: 17, constituency: c1, from: 2022-01-10}}\n"
    ),
}
OTHER = f"person: {TWO}\nname: 鲁问津\nmandates:\n"


@pytest.mark.parametrize(
    ("other", "vacant"),
    [
        (OTHER + "  - {term: 17, constituency: c1, from: 2022-01-10}\n", {"c1": 0, "c2": 2}),  # nothing is wrong
        (OTHER + "  - {term: 16, constituency: c1, from: 去年}\n", {"c1": 1, "c2": 2}),  # another term
        (OTHER + "  - {term: 17, constituency: c1, from: 去年}\n", {"c1": 0, "c2": 2}),
        (OTHER + "  - {term: 17, constituency: c2, from: 去年}\n", {"c1": 1, "c2": 1}),
        (OTHER + "  - {term: 第17届, constituency: c2, from: 2022-01-10}\n", {"c1": 1, "c2": 1}),
        (OTHER + "  - {term: 17, constituency: c9, from: 2022-01-10}\n", {"c1": 0, "c2": 1}),  # it may be anyone's
        (OTHER + "  - {term: 17, constituency: c1, from: 2022-01-10, end_reason: resigned}\n", {"c1": 0, "c2": 2}),
        (OTHER + "  term: 17\n  constituency: c1\n  from: 2022-01-10\n", {"c1": 0, "c2": 2}),  # no list
        (OTHER + "  - {term: 17, constituency: c1, from: 2022-01-10}\nhealth: 良好\n", {"c1": 0, "c2": 2}),
        (OTHER.replace("person:2", "二") + "  - {term: 17, constituency: c2, from: 2022-01-10}\n", {"c1": 1, "c2": 1}),
        (OTHER.replace(TWO, "鲁问津") + "  - {term: 17, constituency: c2, from: 2022-01-10}\n", {"c1": 1, "c2": 1}),
        (f"person: {TWO}\nname: 鲁问津\nmandates: [\n", {"c1": 0, "c2": 0}),  # there may have been any number
    ],
)
def test_what_could_not_be_read_is_no_vacancy(other: str, vacant: dict[str, int], tmp_path: Path) -> None:
    federation = federate(write_cluster(tmp_path / "cluster", GROUND | {"content/county/xian/deputies/two.yaml": other}), NOW)

    roster = federation.people.roster("xian")
    assert {elector.key: elector.vacant for elector in roster.constituencies} == vacant
    assert len(roster.vacancies) == sum(vacant.values())
    assert any(finding.code == "seats-vacant" for finding in federation.findings) is any(vacant.values())
    assert roster.term is not None
    assert roster.term.vacant == (2 if "c9" in other else sum(vacant.values()))


def test_a_page_is_made_again_when_a_mandate_can_no_longer_be_read(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "cluster", GROUND)
    before = federate(root, NOW).people.inputs("xian")

    write_cluster(
        root, {"content/county/xian/deputies/two.yaml": OTHER + "  - {term: 17, constituency: c2, from: 去年}\n"}, base=False
    )

    assert federate(root, NOW).people.inputs("xian") != before
