"""Lists in the order of their kind: what stands beside a title is what they are sorted by, and says what it is."""

from itertools import groupby

import pytest

from wangqun.domain.federation import Federation
from wangqun.pages.site import Pages
from wangqun.records import KINDS


def pages_of(found: Federation, site: str) -> Pages:
    """What a site shows of the demo."""
    return Pages(found.views[site], "theme/x", 20, KINDS)


SITES = ("yunze", "yannan", "qinglan", "songyu", "shuochuan")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("consultation", {"截止", "开始"}),
        ("filing_review", {"报送", "公布"}),
        ("regulation", {"通过", "文本日期", "施行"}),
    ],
)
def test_the_day_beside_a_title_is_the_day_by_which_the_list_is_sorted(
    kind: str, words: set[str], demo_federation: Federation
) -> None:
    found = set()
    for site in SITES:
        pages = pages_of(demo_federation, site)
        entries = [pages.ordered((document, document.column, None)) for document in pages.own_of(kind)]
        found |= {entry.date_of for entry in entries}
        for _, some in groupby(entries, key=lambda entry: (entry.state, entry.date_of)):
            days = [entry.date_iso for entry in some]
            assert days in (sorted(days), sorted(days, reverse=True))
            assert all(entry.date_text == entry.date_iso for entry in entries)

    assert found
    assert found <= words


def test_a_plan_has_its_numbers_beside_its_titles(demo_federation: Federation) -> None:
    pages = pages_of(demo_federation, "yunze")
    entries = [pages.ordered((document, document.column, None)) for document in pages.own_of("supervision_item")]
    numbers = [entry.date_of for entry in entries if entry.date_of and "2026" in entry.url]

    assert numbers[:3] == ["第 1 项", "第 3 项", "第 10 项"]
    assert not any(entry.date_text for entry in entries if entry.date_of)


def test_a_column_goes_by_the_days_of_publication(demo_federation: Federation) -> None:
    pages = pages_of(demo_federation, "yunze")

    assert {pages.entry(line).date_of for line in pages.listed} == {""}
