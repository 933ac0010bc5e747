"""docs/reference/kinds.md: every question that the engine asks of a kind of record, with what each kind answers."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any

from wangqun.domain.level import Level
from wangqun.records import KINDS, plain
from wangqun.records.kind import Kind, Kinds

from .markup import code, table
from .markup import page as as_page

NO_ANSWER = (plain.nothing, plain.none, plain.nobody, plain.no_words)

INTRO = """\
加一种材料：`plugins/wangqun/records/` 里一个模块回答下表的问题，`records/__init__.py` 的 `KINDS` 里一行，
主题里它的模板，示例内容里一份材料。没有回答的用缺省，缺省合于一般的文件。

“缺省”一栏写缺省的答案，其后各栏只写与缺省不同的；`模块.函数` 是代码里回答这一问的函数。"""


def page(kinds: Kinds = KINDS) -> str:
    """The reference page of the contract of a kind."""
    heads = ("问题", "含义", "缺省", *(f"{kind.title} `{kind.name}`" for kind in kinds.values()))
    rows = [
        (code(asked.name), asked.metadata["help"], answer(default_of(asked)), *(_own(asked, kind) for kind in kinds.values()))
        for asked in fields(Kind)
    ]
    return as_page("材料的种类", INTRO, table(heads, rows))


def default_of(asked: Field[Any]) -> Any:
    """What a kind says that does not answer; MISSING when each must."""
    return asked.default_factory() if asked.default_factory is not MISSING else asked.default


def answer(value: Any) -> str:
    """An answer in short."""
    if value is MISSING:
        return "必答"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return code(value) if value else "-"
    if isinstance(value, type):
        return code(value.__name__)
    if isinstance(value, frozenset):
        levels = [level.label for level in Level if level in value]
        return "全部" if len(levels) == len(Level) else "、".join(levels or map(code, sorted(value))) or "-"
    if isinstance(value, Mapping):
        return "、".join(map(code, value)) or "-"
    if isinstance(value, tuple):
        return "、".join(code(getattr(each, "key", None) or each.name) for each in value) or "-"
    if callable(value):
        made = getattr(value, "func", value)  # a partial answers as what it fills in
        return "-" if made in NO_ANSWER else code(f"{made.__module__.removeprefix('wangqun.')}.{made.__name__}")
    return "-" if value is None else "有"


def _own(asked: Field[Any], kind: Kind) -> str:
    """What a kind answers, "" where that is the default."""
    value = getattr(kind, asked.name)
    return "" if value == default_of(asked) else answer(value)
