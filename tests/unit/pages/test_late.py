"""What is late has one look: a frame of ink and bold words, whatever its kind; the words are the states'."""

import re

from clusters import REPO
from wangqun.records import KINDS

BESIDE_STATES = {"未见公开", "结果未见公开"}


def test_every_late_state_and_no_other_has_the_look_of_what_is_late() -> None:
    css = (REPO / "themes/renda/static/css/style.css").read_text(encoding="utf-8")
    rule = re.search(r"\.chip\.chip:is\((.*?)\) \{", css)
    late = {
        title
        for kind in KINDS.values()
        for facet in kind.facets
        for title in facet.titles.values()
        if re.search("逾期|未见|缺项", title)
    }

    assert rule is not None
    assert set(re.findall(r'\[data-state="(.*?)"\]', rule[1])) == late | BESIDE_STATES
    assert len(late) == 5
