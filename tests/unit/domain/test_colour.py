"""Colours that are read well on the theme's paper by day and by night."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wangqun.domain.colour import ENOUGH, NIGHT, PAPER, contrast, on, readable

TOKENS = Path(__file__).parents[3] / "themes/renda/static/css/tokens.css"
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#1f4e5f", "#1f4e5f", 1.0), ("#ff0000", "#ffffff", 4.0)],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(COLOURS, st.sampled_from([PAPER, NIGHT]))
def test_what_is_proposed_is_read_well_and_what_was_well_stays(colour: str, ground: str) -> None:
    near = readable(colour, ground)
    assert contrast(near, ground) >= ENOUGH
    assert (near == colour) == (contrast(colour, ground) >= ENOUGH)
    assert contrast(on(near), near) >= 4.5


def test_the_grounds_and_every_text_of_the_tokens_are_read_well() -> None:
    day, night = TOKENS.read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")
    for part, ground in ((day, PAPER), (night, NIGHT)):
        tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", part))
        assert tokens["paper"] == ground
        for name in ("ink", "soft", "blue", "accent"):
            assert contrast(tokens[name], ground) >= ENOUGH, name
            assert contrast(tokens[name], tokens["wash"]) >= ENOUGH - 1, name
        assert contrast(tokens["control"], ground) >= 3
