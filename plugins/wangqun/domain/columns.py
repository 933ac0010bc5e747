"""The standard column tree of congress sites, by level (docs/domain.md §9)."""

from .level import Level
from .said import said
from .site import Column, ColumnChanges, ColumnClass, ColumnGroup

_P, _M, _C, _T = Level.PROVINCE, Level.CITY, Level.COUNTY, Level.TOWNSHIP
_ALL = (_P, _M, _C, _T)
_ROWS: tuple[tuple[str, str, ColumnClass, ColumnGroup, tuple[Level, ...]], ...] = (
    ("about", said("人大概况"), "static", "about", _ALL),
    ("news", said("要闻动态"), "news", "news", _ALL),
    ("notices", said("通知公告"), "notice", "news", _ALL),
    ("meetings", said("会议"), "event", "news", _ALL),
    ("legislation", said("立法工作"), "event", "laws", (_P, _M)),
    ("supervision", said("监督工作"), "event", "supervision", (_P, _M, _C)),
    ("filing", said("备案审查"), "yearly", "laws", (_P, _M)),
    ("gazette", said("公报"), "yearly", "laws", (_P, _M)),
    ("decisions", said("决议决定"), "event", "decisions", _ALL),
    ("appointments", said("人事任免"), "yearly", "decisions", _ALL),
    ("deputies", said("代表工作"), "notice", "deputies", _ALL),
    ("proposals", said("议案建议"), "event", "deputies", _ALL),
    ("elections", said("选举"), "event", "decisions", (_C, _T)),
    ("livelihood", said("民生实事票决"), "event", "part", (_C, _T)),
    ("lower", said("下级人大"), "news", "news", (_P, _M, _C)),
    ("interact", said("互动"), "event", "part", _ALL),
    ("research", said("理论研究"), "notice", "about", (_P, _M)),
    ("learning", said("学习资料"), "notice", "about", (_P, _M)),
    ("topics", said("专题"), "notice", "about", (_P, _M)),
)
STANDARD: dict[str, Column] = {key: Column(key=key, title=title, kind=kind, group=group) for key, title, kind, group, _ in _ROWS}
SHORT_NAMES = {"立法": "legislation", "监督": "supervision", "代表": "deputies"}
"""What editors may write for a column besides its title; no title itself, as the groups that hold these have the name."""
DEFAULT_COLUMN = Column(key="misc", title=said("其他"), kind="notice")


def standard_columns(level: Level) -> tuple[Column, ...]:
    """The columns marked ● for a level, in display order."""
    return tuple(STANDARD[key] for key, _, _, _, levels in _ROWS if level in levels)


def changed(columns: tuple[Column, ...], changes: ColumnChanges) -> tuple[Column, ...]:
    """The columns after a level's or a site's declared changes; an added key replaces one that is there."""
    added = {column.key: column for column in changes.add}
    kept = [added.pop(column.key, column) for column in columns if column.key not in changes.hide]
    kept += added.values()
    return tuple(
        column.model_copy(update={"title": changes.titles[column.key]}) if column.key in changes.titles else column
        for column in kept
    )
