"""The theme's colours stand out from what they are shown on, in every mode (WCAG 2.2 1.4.6, 1.4.11)."""

import re

import pytest

from clusters import REPO
from wangqun.domain.colour import contrast

CSS = REPO / "themes/renda/static/css"
BLOCK = re.compile(r":root\s*\{([^{}]*)\}")
TOKEN = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b")
TEXT, SURFACES = ("ink", "soft", "blue"), ("paper", "wash")


def _tokens(text: str, start: str = "") -> dict[str, str]:
    """The colours of the first `:root` after some words."""
    block = BLOCK.search(text, text.index(start))
    assert block, start
    return dict(TOKEN.findall(block[1]))


def _modes() -> dict[str, dict[str, str]]:
    tokens, elder = ((CSS / name).read_text(encoding="utf-8") for name in ("tokens.css", "elder.css"))
    light = _tokens(tokens)
    dark = light | _tokens(tokens, "prefers-color-scheme: dark")
    contrast = "@media (prefers-contrast: more) {"
    return {
        "light": light,
        "dark": dark,
        "contrast": light | _tokens(elder, contrast),
        "contrast dark": dark | _tokens(elder, contrast) | _tokens(elder, "(prefers-contrast: more) and"),
        "paper": light | _tokens((CSS / "print.css").read_text(encoding="utf-8")),
    }


def _contrast(one: str, other: str) -> float:
    """As `contrast` has it, of short colours too."""
    return contrast(*(c if len(c) == 7 else "#" + "".join(2 * digit for digit in c[1:]) for c in (one, other)))


MODES = _modes()


@pytest.mark.parametrize("mode", MODES)
def test_text_stands_out_seven_to_one(mode: str) -> None:
    colours = MODES[mode]
    pairs = [(colour, surface) for colour in TEXT for surface in SURFACES]
    pairs += [("accent", "paper"), ("on-accent", "accent"), ("ink", "mark")]

    weak = {pair: round(_contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 7} == {}


@pytest.mark.parametrize("mode", MODES)
def test_controls_stand_out(mode: str) -> None:
    colours = MODES[mode]

    assert {surface for surface in SURFACES if _contrast(colours["control"], colours[surface]) < 3} == set()
    assert _contrast(colours["focus"], colours["paper"]) >= 3


def test_modes_are_told_apart() -> None:
    assert len({colours["paper"] + colours["ink"] for colours in MODES.values()}) == 4  # paper and high contrast look alike
    assert _contrast("#000", "#ffffff") == pytest.approx(21)
