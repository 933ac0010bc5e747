"""Attachments from untrusted offices: what type their bytes are, and the text of plain ones (docs/domain.md §4)."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ..domain.finding import Hit, Rule, Severity
from .passages import Passage

MISMATCH = Rule(
    "file-mismatch",
    Severity.BLOCK,
    "内容不是 {suffix} 文件",
    "用原来的软件另存为这种格式，不要只改扩展名。",
    "docs/design.md law 7",
)
TOLD = Rule(
    "attachment-metadata",
    Severity.WARN,
    "附件含{what}",
    "在办公软件里接受修订，删去批注、隐藏内容和作者信息，再另存一份提交。",
    "PIPL art. 28; 实施条例 art. 42",
)
UNREADABLE = Rule(
    "attachment-unreadable",
    Severity.BLOCK,
    "附件检查不了：{why}",
    "用原来的软件重新导出；加密的去掉密码，过大的拆成几个。限度见 docs/editors.md 的“附件”。",
    "docs/domain.md §4",
)
UNSCANNED = Rule(
    "attachment-unscanned",
    Severity.BLOCK,
    "附件“{target}”未能检查：{why}",
    "最好换成有文字层的 PDF；换不了的，由人看过以后{where}：{before}person: 姓名, time: 时间, sha256: {digest}{after}",
    "docs/domain.md §4",
)
UNSCANNED_IMPORTED = Rule(
    "attachment-unscanned-imported",
    Severity.WARN,
    "迁移来的稿件的附件“{target}”未能检查：{why}",
    UNSCANNED.hint,
    "docs/domain.md §4",
)
CHECK_STALE = Rule(
    "manual-check-stale",
    Severity.BLOCK,
    "附件“{target}”的人工检查不算数：{problem}",
    "看过现在这一份以后{where}：{before}person: 姓名, time: 时间, sha256: {digest}{after}",
    "docs/domain.md §4",
)
IDLE = Rule(
    "attachment-unscanned-idle",
    Severity.WARN,
    "没有稿件用到、又未能检查（{why}），没有发布",
    "在稿件里列出它并写明谁看过（manual_check），或删去它。",
    "docs/domain.md §4",
)
RULES = (MISMATCH, TOLD, UNREADABLE)  # the others depend on the document that names the file: resolve tells them

MAX_TEXT = 8_000_000  # characters scanned of one attachment
OLE, ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
OFFICE = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".ofd"})
PLAIN = frozenset({".txt", ".csv", ".vtt", ".ics"})
OPAQUE = {
    **dict.fromkeys((".doc", ".xls", ".ppt", ".wps", ".et", ".dps"), "旧格式的办公文档"),
}
_MP3 = re.compile(rb"ID3|\xff[\xe2-\xfb]")
_STARTS: dict[str, tuple[bytes, ...]] = {
    ".pdf": (b"%PDF-",),
    **dict.fromkeys(OFFICE - {".docx", ".xlsx", ".pptx"}, (b"PK\3\4",)),
    **dict.fromkeys((".docx", ".xlsx", ".pptx"), (b"PK\3\4", OLE)),  # an encrypted one is an OLE file
    **dict.fromkeys((".xls", ".ppt"), (OLE,)),
    ".doc": (OLE, b"{\\rtf"),
    **dict.fromkeys((".wps", ".et", ".dps"), (OLE, b"PK\3\4")),
    ".zip": (b"PK\3\4", b"PK\5\6"),
    ".webm": (b"\x1a\x45\xdf\xa3",),
    **dict.fromkeys((".ogg", ".ogv", ".oga"), (b"OggS",)),
    ".wav": (b"RIFF",),
}


class Read(NamedTuple):
    """What an attachment holds: its faults and its text; `told` names what else it says.

    `unread` says why not all could be read, as it should be; `unseen` what of it no program can read, so that somebody must look.
    """

    passages: tuple[Passage, ...] = ()
    told: tuple[str, ...] = ()
    unread: str = ""
    unseen: str = ""
    hits: tuple[Hit, ...] = ()

    @property
    def all_hits(self) -> tuple[Hit, ...]:
        """Faults of the file, with those that `told`, `unread` and `unseen` stand for."""
        found = list(self.hits)
        if self.told:
            found.append(TOLD.hit(what="、".join(dict.fromkeys(self.told))))
        if self.unread:
            found.append(UNREADABLE.hit(why=self.unread))
        elif self.unseen:
            found.append(UNSCANNED.hit(why=self.unseen))
        return tuple(found)


def looks_like(head: bytes, suffix: str) -> bool:
    """True when a file's first bytes are those of its type."""
    if suffix in {".mp4", ".m4a"}:
        return head[4:8] == b"ftyp"
    if suffix == ".mp3":
        return bool(_MP3.match(head))
    if suffix == ".wav":
        return head[:4] == b"RIFF" and head[8:12] == b"WAVE"
    if suffix in PLAIN:
        return b"\0" not in head or head[:2] in {b"\xff\xfe", b"\xfe\xff"} or head[:4] == b"\0\0\xfe\xff"
    if suffix == ".pdf":
        return b"%PDF-" in head[:1024]
    return head.startswith(_STARTS.get(suffix, (b"",)))


def why_unscanned(hits: Iterable[Hit]) -> str:
    """Why no program can look into a file; "" when one has."""
    return next((hit.values["why"] for hit in hits if hit.code == UNSCANNED.code), "")


def few(hits: tuple[Hit, ...], most: int = 20) -> tuple[Hit, ...]:
    """Different hits, at most so many of each rule: a long list of people is one mistake."""
    kept: dict[tuple[object, ...], Hit] = {}
    counts: dict[str, int] = {}
    for hit in hits:
        key = (hit.code, hit.line, *sorted(hit.values.items()))
        if key not in kept and counts.get(hit.code, 0) < most:
            kept[key] = hit
            counts[hit.code] = counts.get(hit.code, 0) + 1
    return tuple(kept.values())
