"""The standard column tree of congress sites, by level (docs/domain.md §9)."""

from .level import Level
from .site import Column, ColumnChanges, ColumnClass

_P, _M, _C, _T = Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP
_ALL = (_P, _M, _C, _T)
_ROWS: tuple[tuple[str, str, ColumnClass, tuple[Level, ...]], ...] = (
    ("about", "人大概况", "static", _ALL),
    ("news", "要闻动态", "news", _ALL),
    ("notices", "通知公告", "notice", _ALL),
    ("meetings", "会议", "event", _ALL),
    ("legislation", "立法", "event", (_P, _M)),
    ("supervision", "监督", "event", (_P, _M, _C)),
    ("filing", "备案审查", "yearly", (_P, _M)),
    ("gazette", "公报", "yearly", (_P, _M)),
    ("decisions", "决议决定", "event", _ALL),
    ("appointments", "人事任免", "yearly", _ALL),
    ("deputies", "代表", "notice", _ALL),
    ("proposals", "议案建议", "event", _ALL),
    ("elections", "选举", "event", (_C, _T)),
    ("livelihood", "民生实事票决", "event", (_C, _T)),
    ("lower", "下级人大", "news", (_P, _M, _C)),
    ("interact", "互动", "event", _ALL),
    ("research", "理论研究", "notice", (_P, _M)),
    ("learning", "学习资料", "notice", (_P, _M)),
    ("topics", "专题", "notice", (_P, _M)),
)
STANDARD: dict[str, Column] = {key: Column(key=key, title=title, kind=kind) for key, title, kind, _ in _ROWS}
DEFAULT_COLUMN = Column(key="misc", title="其他", kind="notice")


def standard_columns(level: Level) -> tuple[Column, ...]:
    """The columns marked ● for a level, in display order."""
    return tuple(STANDARD[key] for key, _, _, levels in _ROWS if level in levels)


def changed(columns: tuple[Column, ...], changes: ColumnChanges) -> tuple[Column, ...]:
    """The columns after a level's or a site's declared changes; an added key replaces one that is there."""
    added = {column.key: column for column in changes.add}
    kept = [added.pop(column.key, column) for column in columns if column.key not in changes.hide]
    kept += added.values()
    return tuple(
        column.model_copy(update={"title": changes.titles[column.key]}) if column.key in changes.titles else column
        for column in kept
    )
