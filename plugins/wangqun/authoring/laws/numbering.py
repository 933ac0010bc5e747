"""Numbers that Word counts by itself: 第%1条 stands in no paragraph's text, and a law without it would be none."""

import re
from dataclasses import dataclass, field

from ...domain.numerals import in_chinese

_CHINESE = frozenset({"chineseCounting", "chineseCountingThousand", "japaneseCounting", "ideographDigital", "taiwaneseCounting"})
_PLACE = re.compile(r"%([1-9])")
_MOST = 9999


@dataclass(slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class _Style:
    based_on: str = ""
    list: str = ""
    level: int = 0


@dataclass(slots=True)
class Numbering:
    """Definitions of lists, and how far each has been counted."""

    doubts: list[str] = field(default_factory=list)
    _abstract: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _of: dict[str, str] = field(default_factory=dict)  # number of a list -> its definition
    _starts: dict[tuple[str, int], int] = field(default_factory=dict)
    _styles: dict[str, _Style] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _now: tuple[str, str, int] = ("", "", 0)  # definition, list or style, and level that are being read

    def definition(self, tag: str, attributes: dict[str, str]) -> None:
        """An element of word/numbering.xml begins."""
        value = attributes.get("val", "")
        if tag == "abstractNum":
            self._now = (attributes.get("abstractNumId", ""), "", 0)
            self._abstract[self._now[0]] = {}
        elif tag == "num":
            self._now = ("", attributes.get("numId", ""), 0)
        elif tag == "abstractNumId" and self._now[1]:
            self._of[self._now[1]] = value
        elif tag in {"lvl", "lvlOverride"}:
            self._now = (*self._now[:2], _number(attributes.get("ilvl", "")))
            if tag == "lvl" and not self._now[1]:
                self._abstract[self._now[0]][self._now[2]] = _Level()
        elif tag == "startOverride":
            self._starts[self._now[1], self._now[2]] = _number(value)
        elif not self._now[1] and (level := self._abstract.get(self._now[0], {}).get(self._now[2])):
            if tag == "start":
                level.start = _number(value)
            elif tag == "numFmt":
                level.kind = value
            elif tag == "lvlText":
                level.text = value

    def style(self, tag: str, attributes: dict[str, str]) -> None:
        """An element of word/styles.xml begins."""
        if tag == "style":
            self._now = ("", attributes.get("styleId", ""), 0)
            self._styles[self._now[1]] = _Style()
        elif style := self._styles.get(self._now[1]):
            if tag == "basedOn":
                style.based_on = attributes.get("val", "")
            elif tag == "numId":
                style.list = attributes.get("val", "")
            elif tag == "ilvl":
                style.level = _number(attributes.get("val", ""))

    def next(self, style: str, list_: str, level: int) -> str:
        """What stands before the next paragraph of a style, a list ("" for that of the style) and a level (-1 for that)."""
        known = self._style(style)
        list_ = list_ or known.list
        level = level if level >= 0 else known.level
        levels = self._abstract.get(self._of.get(list_, ""), {})
        if not list_ or list_ == "0" or level not in levels:
            return ""
        counts = self._counts.setdefault(self._of[list_] if (list_, level) not in self._starts else list_, {})
        counts[level] = counts.get(level, self._starts.get((list_, level), levels[level].start) - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        text = _PLACE.sub(lambda found: self._shown(levels, counts, int(found[1]) - 1), levels[level].text)
        return "" if levels[level].kind in {"bullet", "none"} else f"{text}　"

    def _style(self, name: str) -> _Style:
        for _ in range(20):
            style = self._styles.get(name, _Style())
            if style.list or not style.based_on:
                return style
            name = style.based_on
        return _Style()

    def _shown(self, levels: dict[int, _Level], counts: dict[int, int], level: int) -> str:
        """The number of a level as Word shows it."""
        known = levels.get(level, _Level())
        value = counts.get(level, known.start)
        if known.kind in _CHINESE and 0 < value <= _MOST:
            return in_chinese(value)
        if known.kind not in {"decimal", "decimalFullWidth", *_CHINESE}:
            self.doubts.append("有自动编号的样式不认得：照数字读了，请核对")
        return str(value)


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 7 else 0
