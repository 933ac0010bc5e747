"""Plain values to records: every pydantic error at once, as findings in Chinese at file:line:column."""

import difflib
from collections.abc import Hashable, Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ...domain.claims import leaves
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.text import lost
from .marked import Marked
from .portions import item_around, without

FIELD_INVALID = Rule("field-invalid", Severity.BLOCK, "“{field}”{problem}", "按字段说明改正；字段表见 docs/reference。")
FIELD_DROPPED = Rule("field-dropped", Severity.WARN, "“{field}”{problem}，这一项已忽略", "改正后即会显示。")
FIELD_UNKNOWN = Rule("field-unknown", Severity.BLOCK, "没有“{field}”这个字段", "删去，或改成{near}。")
FIELD_UNKNOWN_DROPPED = Rule("field-unknown", Severity.WARN, "没有“{field}”这个字段，所在的一项已忽略", "删去，或改成{near}。")
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

LINE_CLEANED = Rule(
    "line-cleaned",
    Severity.INFO,
    "“{field}”里有看不见的字符或特殊的空格，已去掉或改成空格：{characters}",
    "多半是从别处粘贴带来的，重新输入这一项。",
    "docs/design.md law 7",
)

M = TypeVar("M", bound=BaseModel)


def validate(
    model: type[M], values: Any, marked: Marked, place: Place, blocking: Iterable[str] | None = None
) -> tuple[M | None, list[Finding]]:
    """The record, or None when it cannot be had, and all that is wrong.

    With `blocking`, errors in other top-level fields drop the field, or one item of its list, instead of failing the record.
    """
    try:
        return checked(model, values, marked, place)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=True)
    fatal = blocking is None or not isinstance(values, dict)
    lost: dict[tuple[Hashable, ...], None] = {}
    findings: list[Finding] = []
    whole = True
    for fault in faults:
        drop = not fatal and str(fault["loc"][0] if fault["loc"] else "") not in (blocking or ())
        findings.append(told(model, fault, marked, place, FIELD_DROPPED if drop else FIELD_INVALID))
        if drop:
            lost[item_around(values, fault["loc"]) or fault["loc"][:1]] = None
        else:
            whole = False
    if not whole:
        return None, findings
    record, more = validate(model, without(values, lost), marked, place, blocking)
    return record, findings + more


def checked(model: type[M], values: Any, marked: Marked, place: Place) -> tuple[M, list[Finding]]:
    """The record of values in which nothing is wrong, and what was taken out of its texts.

    Raises:
        ValidationError: something is wrong.
    """
    cleaned: list[tuple[str, str]] = []
    valid = model.model_validate(values, context=cleaned)
    return valid, list(_taken(values, cleaned, marked, place)) if cleaned else []


def _taken(values: Any, cleaned: Iterable[tuple[str, str]], marked: Marked, place: Place) -> Iterator[Finding]:
    """A finding for each text of which something was taken."""
    gone = {before: characters for before, after in cleaned if (characters := lost(before, after))}
    for path, value in leaves(values) if gone else ():
        for before, characters in gone.items():
            if isinstance(value, str) and before in value:
                name = ".".join(str(int(part) + 1) if part.isdigit() else part for part in path)
                yield LINE_CLEANED.at(place.at(*_found(marked, path)), field=name, characters=characters)


def _found(marked: Marked, path: tuple[str, ...]) -> tuple[int, int]:
    """Where a path stands of which the numbers in lists are written as text."""
    return marked.find(tuple(int(part) if part.isdigit() else part for part in path))


def told(model: type[BaseModel], fault: ErrorDetails, marked: Marked, place: Place, rule: Rule, **more: str) -> Finding:
    """A fault as a finding of `rule`, which says what it costs; what costs the record has rules of its own."""
    loc = tuple(part for part in fault["loc"] if part not in {"__key__", "[key]"})
    name = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in loc) or "文件"
    where = place.at(*marked.find(loc))
    if fault["type"] == "date_partial" and rule is FIELD_INVALID:
        return DATE_PARTIAL.at(where, field=name, value=fault["input"])
    if fault["type"] == "date_ambiguous" and rule is FIELD_INVALID:
        return DATE_AMBIGUOUS.at(where, field=name, **fault["ctx"])
    if fault["type"] == "extra_forbidden":
        unknown = FIELD_UNKNOWN if rule is FIELD_INVALID else FIELD_UNKNOWN_DROPPED if rule is FIELD_DROPPED else None
        if unknown:
            return unknown.at(where, field=name, near=_near(model, loc))
    return rule.at(where, field=name, problem=problem_of(fault), **more)


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
    if kind == "choice":
        return str(fault["msg"])
    if kind in {"too_long", "string_too_long"}:
        unit = "字" if isinstance(fault["input"], str) else "项"
        return f"太长，最多 {context.get('max_length')} {unit}"
    if kind == "string_pattern_mismatch":
        return "的写法不合格式"
    if kind == "date_partial":
        return f"的日期“{fault['input']}”不完整"
    if kind == "date_ambiguous":
        return f"的日期“{fault['input']}”看不出是哪一天，可以读作 {context['readings']}"
    if kind == "extra_forbidden":
        return "没有这个字段"
    if kind in {"date_invalid", "address", "line_break", "written_twice", "reception"}:
        return f"：{fault['msg']}"
    if kind in {"greater_than_equal", "less_than_equal"}:
        return f"应不{'小' if kind.startswith('g') else '大'}于 {context.get('ge', context.get('le'))}"
    return "的值不对"


_WORDS = {
    "missing": "没有填写",
    "string_type": "应是一段文字",
    "string_too_short": "不能为空",
    "too_short": "不能为空",
    "int_parsing": "应是整数",
    "int_type": "应是整数",
    "int_from_float": "应是整数",
    "list_type": "应是列表",
    "tuple_type": "应是列表",
    "dict_type": "应写成“名称: 值”",
    "model_type": "应写成“名称: 值”",
    "model_attributes_type": "应写成“名称: 值”",
}
