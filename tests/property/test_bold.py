"""Bold Han that is made without the engine's search for marks is what the engine makes of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from wangqun.render.engines import Engines
from wangqun.render.settings import DEFAULTS

PARTS = [
    *("甲", "**乙**", "**丙丁**", "*戊*", "**己", "***庚***", "**a辛**", "**子。**", "。", "a", " ", "\n", "\n\n", "- ", "> "),
    *(
        "{: .note}",
        "`**丑**`",
        "[**寅**](x)",
        "<b>**卯**</b>",
        "**辰** {: #y}",
        "|**巳**|a|\n|--|--|\n|**午**|**未**x|\n",
    ),
    *(
        "## **申**",
        "[^1]",
        "\n\n[^1]: **酉**",
        "\n\n*[甲]: 说明\n\n",
        "__甲__",
        "&amp;",
        "!!! note\n    **戌**",
        "\n    **卯**",
    ),
    '<div markdown="1">\n**甲**\n</div>',
]


def _engine(is_spared: bool) -> Markdown:
    engines = Engines(DEFAULTS["MARKDOWN"])
    engines.markdown("", "office")
    engine = engines._known["office", 1]
    if not is_spared:
        engine.treeprocessors.deregister("office-plain")
    return engine


SPARED, PLAIN = _engine(True), _engine(False)


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=9).map("".join))
def test_no_body_reads_otherwise_than_by_the_engine(body: str) -> None:
    assert SPARED.reset().convert(body) == PLAIN.reset().convert(body)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("**甲**", "<p><strong>甲</strong></p>"),
        ("一**甲**二**乙**", "<p>一<strong>甲</strong>二<strong>乙</strong></p>"),
        ("**甲****乙**", "<p><strong>甲****乙</strong></p>"),
        ("- **甲**：一", "<ul>\n<li><strong>甲</strong>：一</li>\n</ul>"),
        ("**甲**和*乙*", "<p><strong>甲</strong>和<em>乙</em></p>"),
    ],
)
def test_bold_is_bold(body: str, html: str) -> None:
    assert SPARED.reset().convert(body) == html
