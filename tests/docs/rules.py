"""docs/reference/findings.md: every Rule of every module."""

import pkgutil
from importlib import import_module

import wangqun
from wangqun.domain.finding import Rule, Severity

from .markup import page as as_page
from .markup import table

INTRO = """\
- **阻断**：这篇稿件（或这个站点）不发布，其余照常，命令以 1 退出；
- **警告**：照常发布，应当改正；
- **提示**：照常发布，供参考。

加 `--strict` 时有任何结果都以 1 退出。说明文字里的 `{…}` 在报告中换成具体内容；“依据”是规则的出处。"""


def all_rules() -> list[Rule]:
    """Every rule there is, by code, message and hint; all modules but the one that runs the command are imported."""
    found: set[Rule] = set()
    for module in pkgutil.walk_packages(wangqun.__path__, "wangqun."):
        if not module.name.endswith("__main__"):
            found |= {value for value in vars(import_module(module.name)).values() if isinstance(value, Rule)}
    return sorted(found, key=lambda rule: (rule.code, rule.message, rule.hint))


def page() -> str:
    """The reference page of all findings."""
    rules = all_rules()
    counts = "，".join(f"{severity.label} {sum(r.severity is severity for r in rules)} 种" for severity in Severity)
    rows = [
        (f"`{rule.code}`", rule.severity.label, _quoted(rule.message), _quoted(rule.hint) or "-", rule.source or "-")
        for rule in rules
    ]
    return as_page("检查结果", INTRO, f"共 {len(rows)} 种：{counts}。", table(("编号", "级别", "说明", "改法", "依据"), rows))


def _quoted(text: str) -> str:
    """Text in which nothing reads as HTML or as a link."""
    return text.replace("<", "&lt;").replace("](", "]\\(")
