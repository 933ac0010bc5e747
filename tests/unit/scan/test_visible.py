"""What of some HTML nobody sees; `visible.json` is held against Chromium by tests/browser/test_visible.py."""

import json
from contextlib import suppress
from time import process_time

import pytest

from clusters import REPO
from wangqun.scan.visible import cut_hidden, hidden, may_hide, text_of

CASES = json.loads((REPO / "tests" / "vectors" / "visible.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[str(number) for number in range(len(CASES))])
def test_exactly_the_text_that_is_seen_is_kept(case: dict[str, str]) -> None:
    html = case["html"]

    assert case["seen"] == text_of(cut_hidden(html, hidden(html))).replace(" ", "")


@pytest.mark.parametrize("case", CASES, ids=[str(number) for number in range(len(CASES))])
def test_whatever_hides_something_passes_the_cheap_test(case: dict[str, str]) -> None:
    found = hidden(case["html"])

    assert may_hide(case["html"]) or not any(span.text for span in found)


def test_wechat_hides_its_text_until_a_script_has_run_and_it_stays() -> None:
    html = '<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;"><p>文</p></div>'

    assert hidden(html) == []


def test_an_element_that_is_hidden_goes_with_its_tags_and_pictures() -> None:
    html = '前<div style="display:none"><p>内部</p><img src="a.jpg" alt=""></div>后'

    (found,) = hidden(html)

    assert (found.text, found.pictures, found.why) == ("内部", 1, "display:none")
    assert cut_hidden(html, [found]) == "前后"


def test_every_line_keeps_its_number() -> None:
    html = '一\n<p style="display:none">\n二\n</p>\n三'

    assert cut_hidden(html, hidden(html)).split("\n")[4] == "三"


@pytest.mark.parametrize(
    "html",
    [
        '<div style="color:red">' * 40_000,
        '<b style="color:red">x\n\n' * 20_000,
        '<p style="' + "(" * 20_000 + '">x</p>',
        "<style>" + ".a .b{display:none}" * 10_000 + "</style>" + '<p class="b">x</p>' * 5_000,
        '<a "<a "' * 40_000,
        "<style>@" + "{" * 50_000,
        "<!--" * 50_000,
    ],
    ids=["depth", "reopened", "style", "sheet", "quotes", "at-rules", "comments"],
)
def test_no_html_takes_more_than_a_moment(html: str) -> None:
    start = process_time()
    with suppress(RecursionError):
        hidden(html, is_markdown=True)

    assert process_time() - start < 5
