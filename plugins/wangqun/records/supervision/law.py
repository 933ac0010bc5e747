"""Which papers of a supervision item the law wants public, of which type, and by when: data, not code (监督法 2024)."""

from collections.abc import Mapping

from ...domain.frozen import frozen
from ...domain.period import Period
from ...domain.said import said


@frozen
class Duty:
    """A paper that is to be public: of which step, by which law, within which of `PERIODS` after the report was heard.

    With `months` it is within so many months of the day on which the audit report was heard.
    """

    step: str
    law: str
    period: str = "opinions"
    months: int = 0


PERIODS: Mapping[str, Period] = {
    "opinions": Period(days=60, law=said("系统缺省的期限")),
    "handling": Period(days=180, law=said("系统缺省的期限")),
}
PLAN = said("年度监督工作计划，监督法第六十三条")
RESOLUTION = said("决议规定的期限")
PROMISED = said("自行确定的期限")
SET = said("会议定的期限")
RECTIFIED_WITHIN = 6
AUDIT = said("监督法第二十七条")
RUNNING = {"special_investigation": said("监督法第五十八条")}
"""Types of which nothing need be public while they run, and the law that says so."""


def _set(law: str) -> tuple[Duty, ...]:
    """The report, the opinions, and what became of them."""
    return (Duty("report", law), Duty("opinions", law), Duty("handling_report", law, "handling"))


_FINANCE = _set(said("监督法第二十九条"))
DUTIES: Mapping[str, tuple[Duty, ...]] = {
    "special_report": _set(said("监督法第十七条")),
    "environment": _set(said("监督法第十七条")),
    "enforcement_inspection": _set(said("监督法第三十七条")),
    **dict.fromkeys(
        ("plan_execution", "budget_execution", "final_accounts", "state_assets", "gov_debt", "finance_work"), _FINANCE
    ),
    "audit": (*_FINANCE[:2], Duty("handling_report", AUDIT, months=RECTIFIED_WITHIN)),
    "audit_rectification": _FINANCE,
    "special_inquiry": (Duty("handling_report", said("监督法第五十条"), "handling"),),
    "special_investigation": (Duty("report", said("监督法第十条、第五十九条")),),
    "filing_review_report": (Duty("report", said("监督法第四十五条")),),
}
"""Type -> its statutory set; a type that is not here has none."""
OF_COMMITTEES = frozenset(
    {"audit", "audit_rectification", "state_assets", "gov_debt", "finance_work"}
    | {"special_inquiry", "special_investigation", "filing_review_report"}
)
"""What only standing committees do; the presidium of a township hears reports and checks laws (地方组织法 art. 19)."""
