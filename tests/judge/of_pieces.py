"""Edits of pieces: two numbers choose which, and how."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from .sources import (
    COLUMNS,
    SITES,
    Piece,
    Sources,
    column_of,
    folder_of,
    id_of,
    piece,
    site_of,
)

T = TypeVar("T")

Edit = Callable[[Sources, int, int], Sources | None]

BODIES = (
    "又一段。\n",
    "见[邻篇](../news/one.md)。\n",
    "见[邻篇](../news/one.md#一、概况)。\n",
    "见[邻篇](../news/two.md#没有这一处)。\n",
    "见[省里](id:sheng:article/three)和[县里](id:xian:article/one)。\n",
    "![会场](../images/a.jpg)\n",
    "[附件](../attachments/a.pdf)\n",
    "[没有的附件](../attachments/none.pdf)\n",
    "| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n",
    "## 再一节\n\n一节。\n",
    "<script>alert(1)</script>一段。\n",
    "会议由闻正言主持，表决通过议题。\n",
)

FIELDS: tuple[dict[str, Any], ...] = (
    {"tags": ["监督", "代表"]},
    {"tags": None},
    {"image": {"file": "../images/a.jpg", "alt": "现场"}},
    {"image": None},
    {"attachments": [{"name": "材料", "file": "../attachments/a.pdf"}]},
    {"attachments": None},
    {"summary": "一句摘要。"},
    {"corrected": {"note": "更正一处。", "time": "2026-11-21 09:00"}},
    {"validity": "repealed"},
    {"modified": "2026-11-22 10:00"},
    {"superseded_by": "sheng:article/one"},
    {"related": ["shi:article/two", "xian:article/four"]},
    {"source": "人大办公室"},
    {"doc_number": "示人常发〔2026〕1号"},
    {"markdown": "pelican"},
    {"no_such_field": "甲"},
)

SHARES: tuple[dict[str, Any] | None, ...] = (
    {"up": True},
    {"up": "province", "mode": "page"},
    {"descendants": True},
    {"descendants": True, "mode": "page"},
    {"to": ["xian"], "unless_own": True},
    {"descendants": True, "until": "2026-11-24"},
    None,
)

STATES = ("draft", "hidden", "skip", None)

DATES = (
    "2026-01-05 09:00",
    "2026-11-23 00:00",
    "2026-11-24 09:00",
    "2026-12-02 08:00",
    "2027-03-01 09:00",
    "2026-11-20 09:00",
    None,
)


def pick(options: Sequence[T], number: int) -> T:
    """One of some, whatever the number."""
    return options[number % len(options)]


def _piece(sources: Sources, number: int, change: Callable[[Piece], Piece]) -> Sources | None:
    """The sources with one piece changed; None when there is no piece."""
    paths = sources.pieces()
    if not paths:
        return None
    path = pick(paths, number)
    return sources.edited({path: change(Piece.of(sources.text(path))).text})


def body(sources: Sources, a: int, b: int) -> Sources | None:
    """Put a paragraph at the end of a piece."""
    return _piece(sources, a, lambda old: Piece(old.header, f"{old.body}\n{pick(BODIES, b)}"))


def cut(sources: Sources, a: int, b: int) -> Sources | None:
    """Take all but the first paragraphs out of a piece."""
    return _piece(sources, a, lambda old: Piece(old.header, "\n\n".join(old.body.split("\n\n")[: 1 + b % 2]) + "\n"))


def title(sources: Sources, a: int, b: int) -> Sources | None:
    """Give a piece another title."""
    return _piece(sources, a, lambda old: old.saying(title=f"改题之{b % 5}：<监督>"))


def fields(sources: Sources, a: int, b: int) -> Sources | None:
    """Change a field of a header."""
    return _piece(sources, a, lambda old: old.saying(**pick(FIELDS, b)))


def add(sources: Sources, a: int, b: int) -> Sources | None:
    """Write a new piece, into a column that may be new too."""
    site, column = pick(tuple(SITES), a), pick((*COLUMNS, "fresh"), b)
    made = piece(b % 9, f"新写第{sources.edits}篇", f"新的一段。\n\n{pick(BODIES, a // 3)}")
    return sources.edited({f"{folder_of(site)}{column}/new{sources.edits}.md": made.text})


def delete(sources: Sources, a: int, b: int) -> Sources | None:
    """Delete a piece."""
    paths = sources.pieces()
    return sources.edited({pick(paths, a): None}) if len(paths) > 6 else None


def rename(sources: Sources, a: int, b: int) -> Sources | None:
    """Give a piece another file name, with or without a word for the old address."""
    paths = sources.pieces()
    if not paths:
        return None
    path = pick(paths, a)
    old, target = Piece.of(sources.text(path)), f"{path.rpartition('/')[0]}/r{b % 4}{sources.edits if b % 3 else ''}.md"
    if target in sources.files:
        return None
    aliases = [f"/{id_of(path).partition(':')[2]}.html"] if b % 2 else old.header.get("aliases")
    return sources.edited({path: None, target: old.saying(aliases=aliases).text})


def column(sources: Sources, a: int, b: int) -> Sources | None:
    """Move a piece to another column."""
    paths = [path for path in sources.pieces() if column_of(path) != "pages"]
    if not paths:
        return None
    path = pick(paths, a)
    target = f"{folder_of(site_of(path))}{pick(COLUMNS, b)}/{path.rpartition('/')[2]}"
    return None if target in sources.files else sources.edited({path: None, target: sources.files[path]})


def site(sources: Sources, a: int, b: int) -> Sources | None:
    """Move a piece to another site: with its id and a word at the old place, with its id, or as it is."""
    paths = [
        path for path in sources.pieces() if column_of(path) != "pages" and "moved_to" not in Piece.of(sources.text(path)).header
    ]
    if not paths:
        return None
    path = pick(paths, a)
    old, elsewhere = Piece.of(sources.text(path)), pick([each for each in SITES if each != site_of(path)], b)
    target = f"{folder_of(elsewhere)}{column_of(path)}/m{sources.edits}.md"
    if b % 3 == 0:
        return sources.edited({path: None, target: old.text})
    kept = old.saying(id=old.header.get("id") or id_of(path))
    return sources.edited({path: old.saying(moved_to=elsewhere).text if b % 3 == 1 else None, target: kept.text})


def withdraw(sources: Sources, a: int, b: int) -> Sources | None:
    """Withdraw a piece, or take the withdrawal back."""
    word = {"reason": pick(("内容有误", "重复发布"), b), "time": f"{sources.now - timedelta(hours=b % 5):%Y-%m-%d %H:%M}"}
    return _piece(sources, a, lambda old: old.saying(withdrawn=None if "withdrawn" in old.header else word))


def alias(sources: Sources, a: int, b: int) -> Sources | None:
    """Give a piece an old address, its own or another's, or take it away."""
    wanted = pick(((f"/old/{b % 3}.html",), ("/article/one.html",), (), ("/old/shi.html", "/old/x/")), b)
    return _piece(sources, a, lambda old: old.saying(aliases=list(wanted) or None))


def date(sources: Sources, a: int, b: int) -> Sources | None:
    """Give a piece another date, also one to come, or none."""
    return _piece(sources, a, lambda old: old.saying(date=pick(DATES, b)))


def share(sources: Sources, a: int, b: int) -> Sources | None:
    """Have a piece shown elsewhere, or no longer."""
    return _piece(sources, a, lambda old: old.saying(share=pick(SHARES, b)))


def status(sources: Sources, a: int, b: int) -> Sources | None:
    """Hold a piece back, or let it go."""
    return _piece(sources, a, lambda old: old.saying(status=pick(STATES, b)))


def damage(sources: Sources, a: int, b: int) -> Sources | None:
    """Damage a header, so that the piece is blocked; b may mend nothing."""
    paths = sources.pieces()
    if not paths:
        return None
    path = pick(paths, a)
    return sources.edited(
        {path: sources.text(path).replace("title:", pick(("title: [", "titel:", "withdrawn: x\ntitle:"), b), 1)}
    )


def double(sources: Sources, a: int, b: int) -> Sources | None:
    """Put a second file in the way of a piece: of the same name in another column."""
    paths = [path for path in sources.pieces() if column_of(path) != "pages"]
    if not paths:
        return None
    path = pick(paths, a)
    target = f"{folder_of(site_of(path))}{pick(COLUMNS, b)}/{path.rpartition('/')[2]}"
    return None if target in sources.files else sources.edited({target: piece(3, "同名的另一篇").text})


OF_PIECES: tuple[Edit, ...] = (
    body,
    cut,
    title,
    fields,
    add,
    delete,
    rename,
    column,
    site,
    withdraw,
    alias,
    date,
    share,
    status,
    damage,
    double,
)
