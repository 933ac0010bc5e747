"""What the preview shows is byte for byte what a clean build makes: each page as soon as it is drawn, all of it at the end."""

import pytest

from judge.edits import parse
from judge.previewing import preview_edits

SERIES = {  # many more at random: make bench ONLY=edits
    "bodies": "body 12 1; cut 13 0; body 12 3; cut 12 0",
    "pieces": "title 12 1; add 2 0; delete 14 0; withdraw 5 1; rename 3 1",
    "shared": "template 0 0; static 0 1; body 12 0; setting 0 1",
    "people": "decision 1 0; person 0 1; clock 3 0",
}


@pytest.mark.parametrize("series", SERIES)
def test_the_preview_is_what_a_clean_build_makes(series: str) -> None:
    steps = parse(SERIES[series])
    done = []
    drawn = preview_edits(steps, lambda step, _: done.append(step))

    assert done == steps, "each of them changes something"
    assert drawn > 0
