"""Plain values to records: every pydantic error at once, as findings in Chinese at file:line:column."""

import difflib
from collections.abc import Hashable, Iterable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ...domain.finding import Finding, Place, Rule, Severity
from .marked import Marked

FIELD_INVALID = Rule("field-invalid", Severity.BLOCK, "“{field}”{problem}", "按字段说明改正；字段表见 docs/reference。")
FIELD_DROPPED = Rule("field-dropped", Severity.WARN, "“{field}”{problem}，这一项已忽略", "改正后即会显示。")
FIELD_UNKNOWN = Rule("field-unknown", Severity.BLOCK, "没有“{field}”这个字段", "删去，或改成{near}。")
DATE_PARTIAL = Rule(
    "date-partial",
    Severity.BLOCK,
    "“{field}”的日期“{value}”不完整",
    "写出年月日，如 2026-03-01 或 2026-03-01 09:30。",
    "docs/design.md law 2",
)
DATE_AMBIGUOUS = Rule(
    "date-ambiguous",
    Severity.BLOCK,
    "“{field}”的日期“{value}”看不出是哪一天，可以读作 {readings}",
    "写出四位的年份，按年、月、日的顺序，如 {first}。",
    "docs/design.md law 2",
)

M = TypeVar("M", bound=BaseModel)


def validate(
    model: type[M], values: Any, marked: Marked, place: Place, blocking: Iterable[str] | None = None
) -> tuple[M | None, list[Finding]]:
    """The record, or None when it cannot be had, and all that is wrong.

    With `blocking`, errors in other top-level fields drop the field with a warning instead of failing the record.
    """
    try:
        return model.model_validate(values), []
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=True)
    fatal = blocking is None or not isinstance(values, dict)
    lost: set[Hashable] = set()
    findings: list[Finding] = []
    for fault in faults:
        key = fault["loc"][0] if fault["loc"] else ""
        drop = not fatal and str(key) not in (blocking or ())
        findings.append(_finding(model, fault, marked, place, drop))
        lost.add(key) if drop else None
    if fatal or len(lost) < len({fault["loc"][0] if fault["loc"] else "" for fault in faults}):
        return None, findings
    kept = {key: value for key, value in values.items() if key not in lost}
    record, more = validate(model, kept, marked, place, blocking)
    return record, findings + more


def _finding(model: type[BaseModel], fault: ErrorDetails, marked: Marked, place: Place, drop: bool) -> Finding:
    loc = tuple(part for part in fault["loc"] if part != "__key__")
    name = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in loc) or "文件"
    where = place.at(*marked.find(loc))
    if fault["type"] == "date_partial":
        return DATE_PARTIAL.at(where, field=name, value=fault["input"])
    if fault["type"] == "date_ambiguous":
        return DATE_AMBIGUOUS.at(where, field=name, **fault["ctx"])
    if fault["type"] == "extra_forbidden":
        return FIELD_UNKNOWN.at(where, field=name, near=_near(model, loc))
    rule = FIELD_DROPPED if drop else FIELD_INVALID
    return rule.at(where, field=name, problem=problem_of(fault))


def _near(model: type[BaseModel], loc: tuple[Hashable, ...]) -> str:
    """Names of fields that resemble the unknown one."""
    fields: Any = model.model_fields
    for part in loc[:-1]:
        info = fields.get(part) if isinstance(fields, dict) else None
        kind = getattr(info, "annotation", None)
        fields = kind.model_fields if isinstance(kind, type) and issubclass(kind, BaseModel) else {}
    names = difflib.get_close_matches(str(loc[-1]), list(fields), n=3, cutoff=0.5)
    return " 或 ".join(names) if names else "已有的字段"


def problem_of(fault: ErrorDetails) -> str:
    """What is wrong with a value, in Chinese."""
    kind, context = fault["type"], fault.get("ctx", {})
    if kind in _WORDS:
        return _WORDS[kind]
    if kind in {"enum", "literal_error"}:
        return f"只能是 {str(context.get('expected', '')).replace(' or ', '、').replace(', ', '、')}"
    if kind == "string_pattern_mismatch":
        return "的写法不合格式"
    if kind in {"date_invalid", "address", "line_break"}:
        return f"：{fault['msg']}"
    if kind in {"greater_than_equal", "less_than_equal"}:
        return f"应不{'小' if kind.startswith('g') else '大'}于 {context.get('ge', context.get('le'))}"
    return f"的值不对（{fault['msg']}）"


_WORDS = {
    "missing": "没有填写",
    "string_type": "应是一段文字",
    "string_too_short": "不能为空",
    "too_short": "不能为空",
    "too_long": "太长",
    "int_parsing": "应是整数",
    "int_type": "应是整数",
    "bool_parsing": "只能是 true 或 false",
    "bool_type": "只能是 true 或 false",
    "list_type": "应是列表",
    "tuple_type": "应是列表",
    "dict_type": "应写成“名称: 值”",
    "model_type": "应写成“名称: 值”",
    "model_attributes_type": "应写成“名称: 值”",
}
