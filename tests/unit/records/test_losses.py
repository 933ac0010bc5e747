"""What one level writes of a mandate and could not be read, no other level shows."""

from pathlib import Path

import pytest

from clusters import NOW, write_cluster
from persons import ONE, by_key
from wangqun.domain.finding import Severity, fold
from wangqun.pipeline import federate

GROUND = {
    "content/county/xian/terms.yaml": "- {term_no: 17, start: 2022-01-10, seats: 1}\n",
    "content/county/xian/constituencies.yaml": "- {key: c1, name: 一区, term: 17, quota: 1}\n",
    "content/city/shi/terms.yaml": "- {term_no: 15, start: 2022-01-10, seats: 1}\n",
    "content/city/shi/electing_units.yaml": "- {key: xian, name: 县, term: 15, quota: 1}\n",
}
MANDATE = "{congress: xian, term: 17, constituency: c1, from: 2022-01-10}"
POST = "{congress: xian, organ: working_committee, title: 主任, from: 2022-01-11}"
CITY = (
    f"person: {ONE}\nname: 闻正言\nmandates:\n  - {{term: 15, electing_unit: xian, from: 2022-01-10}}\n  - {MANDATE}\n"
    f"posts:\n  - {POST}\nreception_days:\n  - {{day: 5}}\n"
)


def _county(mandate: str = "", post: str = "", more: str = "") -> str:
    own = f"{{term: 17, constituency: c1, from: 2022-01-10{mandate}}}"
    office = f"{{organ: working_committee, title: 主任{post}, from: 2022-01-11}}"
    return f"person: {ONE}\nname: 闻正言\n{more}mandates:\n  - {own}\nposts:\n  - {office}\n"


@pytest.mark.parametrize(
    ("county", "shown", "posts"),
    [
        (_county(), True, 1),
        (_county(mandate=", to: 2025-01-10, end_reason: resigned, end_notice: a"), True, 1),
        (_county(mandate=", to: 2025-13-10"), False, 1),
        (_county(mandate=", too: 2025-01-10"), False, 1),
        (_county(mandate=", suspensions: [{from: 去年}]"), False, 1),
        (_county(more="gender: 人\n"), False, 0),
        (_county(post=", to: 去年"), True, 0),
    ],
)
def test_another_level_does_not_say_what_could_not_be_read(county: str, shown: bool, posts: int, tmp_path: Path) -> None:
    people = {"content/city/shi/deputies/wen.yaml": CITY, "content/county/xian/deputies/wen.yaml": county}
    federation = federate(write_cluster(tmp_path / "cluster", GROUND | people), NOW)

    (deputy,) = federation.people.roster("shi").deputies
    assert ("xian" in {mandate.congress for mandate in deputy.mandates}) is shown
    assert len(deputy.posts) == posts
    assert bool(by_key(federation.people.roster("xian"))) is shown
    blocks = [finding for finding in fold(federation.findings) if finding.severity is Severity.BLOCK]
    assert len(blocks) == (0 if shown and posts else 1)
