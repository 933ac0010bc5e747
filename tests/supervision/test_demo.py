"""The demo's supervision items: one with a gap, a budget with charts, an inspection, an audit whose rectification is told."""

from pathlib import Path

import pytest

from wangqun.domain.document import Document
from wangqun.domain.federation import Federation
from wangqun.domain.finding import Severity
from wangqun.records.supervision.chain import STATES
from wangqun.records.supervision.record import of

pytestmark = pytest.mark.usefixtures("in_one_process")


def items(federation: Federation) -> dict[str, Document]:
    """The items of all sites by id."""
    return {str(d.id): d for view in federation.views.values() for d in view.documents if d.id.kind == "supervision_item"}


def test_the_demo_has_items_of_many_types_in_nearly_all_states(demo_federation: Federation) -> None:
    found = items(demo_federation)

    assert {d.phase for d in found.values()} == {*STATES.values()} - {"计划已调整"}
    assert {of(d).type for d in found.values()} >= {"enforcement_inspection", "audit", "audit_rectification", "final_accounts"}
    assert {d.site for d in found.values()} == {"yunze", "qinglan", "liuxi"}
    assert found["yunze:supervision_item/rural-water-2026"].phase == "有缺项"
    assert of(found["qinglan:supervision_item/rural-water-inspection-2027"]).leads


def test_only_the_gap_is_complained_of(demo_federation: Federation) -> None:
    findings = demo_federation.findings
    own = [f for f in findings if "supervision_items/" in f.path or f.code.startswith("sheet")]

    assert [(f.code, f.path.rpartition("/")[2]) for f in own if f.severity is not Severity.INFO] == [
        ("supervision-gap", "rural-water-2026.md")
    ]


def test_what_became_of_an_audit_is_four_steps_from_home(demo: Path) -> None:
    public = demo / "build/public/yunze"
    steps = ["index.html", "supervision_item/index.html", "supervision_item/type/audit.html", "supervision_item/audit-2024.html"]
    last = "supervision_item/audit-rectification-2024.html"

    for here, there in zip(steps, [*steps[1:], last], strict=True):
        assert f'href="/{there.removesuffix("index.html")}"' in (public / here).read_text(encoding="utf-8"), (here, there)
    text = (public / last).read_text(encoding="utf-8").replace("<wbr>", "")
    assert "<td>297</td>" in text and "不满意 <b>8 票" in text
