"""What one office is told after a run: what is new, what is mended, what will happen, since it was last told."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import NamedTuple

from .commit import Commit, Spot
from .comparison import Comparison, Earlier
from .finding import Finding, Severity, tally
from .frozen import frozen

MOST = 200  # findings of one section of a letter; the report has all
END = "这封信由程序寄出，不必回复。自动检查不能代替人工审核。"


class Section(NamedTuple):
    """A part of a letter: `more` are those beyond `MOST`; `remedies` says that what to write belongs to it."""

    heading: str
    findings: tuple[Finding, ...]
    more: int
    remedies: bool


@frozen
class Notice:
    """An office's report, beside the one it was told `before` (None: it was never told). `site` is "" for the cluster's own."""

    site: str
    name: str
    short_name: str
    sender: str
    to: tuple[str, ...]
    now: datetime
    standing: str
    findings: tuple[Finding, ...]
    before: Earlier | None
    changes: Comparison
    commits: Mapping[Spot, Commit] = field(default_factory=dict)

    @property
    def says_something(self) -> bool:
        """True when anything is new or mended; what is due is new when it is first foretold."""
        return bool(self.changes.new or self.changes.mended)

    @property
    def new(self) -> tuple[Finding, ...]:
        """What is new and to be mended, the heaviest first."""
        return tuple(sorted((f for f in self.changes.new if not f.due), key=lambda f: (f.severity.rank, f.order)))

    @property
    def due(self) -> tuple[Finding, ...]:
        """What will happen by itself, told before or not, the next first."""
        return tuple(sorted((f for f in self.findings if f.due), key=lambda f: (f.due, f.order)))

    @property
    def sections(self) -> list[Section]:
        """The parts of the letter that have something to say."""
        parts = (("新出现", self.new, True), ("将要发生", self.due, False), ("已改正", self.changes.mended, False))
        return [
            Section(f"{word} {len(found)} 条", found[:MOST], len(found) - len(found[:MOST]), remedies)
            for word, found, remedies in parts
            if found
        ]

    @property
    def subject(self) -> str:
        """The letter in one line."""
        blocks = sum(finding.severity is Severity.BLOCK for finding in self.new)
        words = [f"新出现 {len(self.new)} 条" + (f"（阻断 {blocks} 条）" if blocks else "")] if self.new else []
        words += [f"已改正 {len(self.changes.mended)} 条"] if self.changes.mended else []
        return f"{self.short_name or self.name}网站检查：{'，'.join(words) or f'将要发生 {len(self.due)} 条'}"

    @property
    def compared(self) -> str:
        """When it was checked, and beside what."""
        checked = f"检查于 {self.now:%Y-%m-%d %H:%M}"
        if self.before is None:
            return f"{checked}，第一次告知，列出全部。"
        return f"{checked}，与 {datetime.fromisoformat(self.before.now):%Y-%m-%d %H:%M} 的报告相比。"

    @property
    def end(self) -> str:
        """The last lines."""
        return f"现在合计：{tally(self.findings) or '没有检查结果'}。{END}"

    def by(self, finding: Finding) -> str:
        """Which commit wrote the line, its author and day, in words; "" for what stands in no file."""
        commit = self.commits.get((finding.path, finding.line))
        return commit.words if commit else ""

    @property
    def text(self) -> str:
        """The letter as plain text."""
        lines = [self.name, self.compared, *([self.standing] if self.standing else [])]
        for section in self.sections:
            lines += ["", section.heading]
            for finding in section.findings:
                effect = f"（{finding.effect}）" if section.remedies and finding.effect else ""
                lines += ["", f"{finding.due or finding.severity.label}　{finding.message}{effect}"]
                lines += [f"  {finding.where} [{finding.code}]"]
                if section.remedies:
                    lines += [f"  改法：{finding.hint}"] if finding.hint else []
                    lines += [f"  提交：{by}"] if (by := self.by(finding)) else []
            lines += ["", f"另有 {section.more} 条，见检查报告。"] if section.more else []
        return "\n".join([*lines, "", self.end, ""])
