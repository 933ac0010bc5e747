"""Bars on a telephone: written beside, whole, in the size of the text, as long as their numbers, from one line."""

from collections.abc import Callable

import pytest

from .conftest import Reader

Open = Callable[..., Reader]

PAGES = ("/qinglan/suggestion/by/statistics.html", "/filing_review/", "/supervision_item/final-accounts-2025.html")
BARS = """() => [...document.querySelectorAll("ul.bars")].map((list) => [...list.children].map((line) => {
  const [bar, words] = [line.querySelector("rect").getBoundingClientRect(), line.querySelector("b")];
  const [box, body] = [line.getBoundingClientRect(), getComputedStyle(document.querySelector("main p, main li"))];
  return { left: bar.left, length: bar.width, value: parseFloat(words.textContent), whole: box.width,
    fits: line.scrollWidth <= line.clientWidth, below: bar.top >= words.getBoundingClientRect().bottom - 1,
    size: getComputedStyle(line).fontSize === body.fontSize };
}))"""


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_bars_begin_at_one_line_and_are_as_long_as_their_numbers(path: str, width: int, reader: Open) -> None:
    charts = reader(width).open(path).evaluate(BARS)

    assert charts
    for bars in charts:
        assert len({round(bar["left"]) for bar in bars}) == 1
        assert all(bar["fits"] and bar["below"] and bar["size"] for bar in bars)
        scale = max(bar["length"] / bar["value"] for bar in bars if bar["value"])
        assert all(abs(bar["length"] - scale * bar["value"]) < 1.5 for bar in bars)
        assert max(bar["length"] for bar in bars) <= bars[0]["whole"]
