"""Plain values to records: every pydantic error at once, as findings in Chinese at file:line:column."""

from collections.abc import Hashable, Iterable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from ...domain.claims import leaves
from ...domain.finding import Finding, Own, Place, Rule, Severity
from ...domain.item import Item
from ...domain.record import Record, lists_apart, split_names
from ...domain.site import ClusterRecord, SiteRecord
from ...domain.text import lost
from .marked import Marked
from .portions import item_around, without_paths
from .wanted import near, path_in_words, spot, to_write

FIELD_INVALID = Rule("field-invalid", Severity.BLOCK, "“{field}”{problem}，{cost}", "{fix}")
FIELD_DROPPED = Rule("field-dropped", Severity.WARN, "“{field}”{problem}，这一项没有采用，其余照常", "{fix}")
FIELD_UNKNOWN = Rule("field-unknown", Severity.BLOCK, "{within}没有“{field}”这个字段，{cost}", "删去，或{near}。")
FIELD_UNKNOWN_DROPPED = Rule(
    "field-unknown", Severity.WARN, "{within}没有“{field}”这个字段，所在的一项没有采用，其余照常", "删去，或{near}。"
)
DATE_PARTIAL = Rule(
    "date-partial",
    Severity.BLOCK,
    "“{field}”的日期“{value}”不完整，{cost}",
    "写全年月日，如 {key}: 2026-03-01 或 {key}: 2026-03-01 09:30。",
    "docs/design.md law 2",
)
DATE_AMBIGUOUS = Rule(
    "date-ambiguous",
    Severity.BLOCK,
    "“{field}”的日期“{value}”看不出是哪一天，可以读作 {readings}，{cost}",
    "写出四位的年份，按年、月、日的顺序，如 {key}: {first}。",
    "docs/design.md law 2",
)
COSTS: tuple[tuple[type[BaseModel], str], ...] = (
    (Item, "这一篇没有发布"),
    (SiteRecord, "本站没有发布，保留上一次的内容"),
    (ClusterRecord, "全部站点都不能生成"),
)
"""What a fault costs that costs the whole record; of any other record just that one is not taken."""

LINE_CLEANED = Rule(
    "line-cleaned",
    Severity.INFO,
    "“{field}”里有看不见的字符或特殊的空格，已去掉或改成空格：{characters}",
    "多半是从别处粘贴带来的，重新输入这一项。",
    "docs/design.md law 7",
)

M = TypeVar("M", bound=Record)


def validate(
    model: type[M], values: Any, marked: Marked, place: Place, blocking: Iterable[str] | None = None
) -> tuple[M | None, list[Finding]]:
    """The record, or None when it cannot be had, and all that is wrong.

    With `blocking`, errors in other top-level fields that may be left out drop the field, or one item of its list, instead of
    failing the record.
    """
    try:
        return checked(model, values, marked, place)
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=True)
    fatal = blocking is None or not isinstance(values, dict)
    kept = {*(blocking or ()), *(name for name, info in model.model_fields.items() if info.is_required())}
    lost: dict[tuple[Hashable, ...], None] = {}
    findings: list[Finding] = []
    whole = True
    for fault in faults:
        drop = not fatal and str(fault["loc"][0] if fault["loc"] else "") not in kept
        findings.append(told(model, fault, values, marked, place, FIELD_DROPPED if drop else FIELD_INVALID))
        if drop:
            lost[item_around(values, fault["loc"], lists_apart(model)) or fault["loc"][:1]] = None
        else:
            whole = False
    if not whole:
        return None, findings
    record, more = validate(model, without_paths(values, lost), marked, place, blocking)
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
        if isinstance(value, str):
            written = (value,) if value in gone else split_names(value)
            for characters in dict.fromkeys(gone[part] for part in written if part in gone):
                steps = tuple(int(part) if part.isdigit() else part for part in path)
                yield LINE_CLEANED.at(place.at(*marked.find(steps)), field=path_in_words(steps), characters=characters)


def told(
    model: type[BaseModel], fault: ErrorDetails, values: Any, marked: Marked, place: Place, rule: Rule, **more: str
) -> Finding:
    """A fault as a finding of `rule`, which says what it costs; what costs the record has rules of its own."""
    at = spot(model, values, fault["loc"])
    where = place.at(*marked.find(at.parts))
    if rule is FIELD_INVALID:
        more["cost"] = next((cost for kind, cost in COSTS if issubclass(model, kind)), "这一条没有采用")
    if fault["type"] == "date_partial" and rule is FIELD_INVALID:
        return DATE_PARTIAL.at(where, field=at.shown, value=fault["input"], key=at.key, **more)
    if fault["type"] == "date_ambiguous" and rule is FIELD_INVALID:
        return DATE_AMBIGUOUS.at(where, field=at.shown, key=at.key, **fault["ctx"], **more)
    if fault["type"] == "extra_forbidden":
        unknown = FIELD_UNKNOWN if rule is FIELD_INVALID else FIELD_UNKNOWN_DROPPED if rule is FIELD_DROPPED else None
        around = spot(model, values, at.parts[:-1])
        offered = near(around, str(at.parts[-1]))
        if unknown:
            within = f"{around.shown}里" if around.parts else ""
            return unknown.at(where, within=within, field=at.parts[-1], near=Own(offered), **more)
        return rule.at(where, field=at.shown, problem="不是这里的字段", fix=Own(f"删去，或{offered}。"), **more)
    fix = to_write(at, fault["type"] == "missing", fault["input"])
    return rule.at(where, field=at.shown, problem=Own(problem_of(fault)), fix=Own(fix), **more)


def problem_of(fault: ErrorDetails) -> str:
    """What is wrong with a value, in Chinese, with the value when it is short."""
    kind, context, value = fault["type"], fault.get("ctx", {}), fault["input"]
    written = f"写的是“{value}”，" if isinstance(value, str) and "\n" not in value and 0 < len(value) <= LONGEST_SHOWN else ""
    if kind in _WORDS:
        return f"{written}{_WORDS[kind]}" if kind.endswith(("_type", "_parsing", "from_float")) else _WORDS[kind]
    match kind:
        case "choice":
            return f"{written}{fault['msg']}"
        case "string_pattern_mismatch":
            return f"{written}写法不对" if written else "的写法不对"
        case "date_partial":
            return f"的日期“{value}”不完整"
        case "date_ambiguous":
            return f"的日期“{value}”看不出是哪一天，可以读作 {context['readings']}"
        case "too_long" | "string_too_long":
            return f"太长，最多 {context.get('max_length')} {'字' if isinstance(value, str) else '项'}"
        case "date_far":
            return f"{written}年份应在 {context['first']} 到 {context['last']} 之间"
        case "date_invalid":
            return f"{written}不是日期"
        case "address":
            return f"{written}应形如 https://主机名/路径/"
        case "line_break" | "written_twice" | "reception" | "not_given" | "period":
            return f"：{fault['msg']}"
        case "greater_than_equal" | "less_than_equal":
            return f"{written}应不{'小' if kind.startswith('g') else '大'}于 {context.get('ge', context.get('le'))}"
    return f"{written}值不对" if written else "的值不对"


LONGEST_SHOWN = 40  # characters of a value that are repeated
_WORDS = {
    "missing": "没有填写",
    "string_type": "应是一段文字",
    "string_too_short": "是空的",
    "too_short": "是空的",
    "int_parsing": "应是整数",
    "int_parsing_size": "应是整数，太大了",
    "int_type": "应是整数",
    "int_from_float": "应是整数",
    "datetime_type": "应是日期",
    "date_type": "应是日期",
    "list_type": "应是列表",
    "tuple_type": "应是列表",
    "dict_type": "应写成“名称: 值”",
    "model_type": "应写成“名称: 值”",
    "model_attributes_type": "应写成“名称: 值”",
}
