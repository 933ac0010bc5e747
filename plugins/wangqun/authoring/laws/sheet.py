"""修改前后对照表: two versions side by side, as the source of a piece that an editor completes and publishes."""

from collections.abc import Iterable, Iterator
from html import escape

from ...domain.law.compared import Change
from ...domain.law.telling import Fold, Line, Side, names, rows, sides, span, sums, words
from ...domain.law.versions import Compared, Version
from ..importing.headers import header_text


def as_sheet(compared: Compared, whole: bool = False) -> str:
    """The piece: a draft with a title, what the marks mean, the table. What did not change is folded, but for `whole`."""
    header = header_text({"title": f"{compared.new.title}修改前后对照表", "status": "draft"})
    told = [
        "修改前后的文本逐条对照如下。<del>划去的</del>是删去的文字，<ins>加下划线的</ins>是增加的文字。",
        f"各条的变化：{sums(compared)}。",
    ]
    return "\n\n".join([header.rstrip("\n"), *told, "\n".join(_table(compared, whole))]) + "\n"


def _table(compared: Compared, whole: bool) -> Iterator[str]:
    heads = [f"{word}{_dated(version)}" for word, version in (("修改前", compared.old), ("修改后", compared.new))]
    yield "<table>"
    yield f"<thead><tr>{''.join(map(_head, heads))}</tr></thead>"
    yield "<tbody>"
    for row in rows(compared, whole):
        cells = _folded(compared, row) if isinstance(row, Fold) else _shown(compared, row)
        yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    yield "</tbody>"
    yield "</table>"


def _head(text: str) -> str:
    return f'<th scope="col">{escape(text)}</th>'


def _dated(version: Version) -> str:
    return f"（{version.date}）" if version.date else ""


def _folded(compared: Compared, fold: Fold) -> tuple[str, str]:
    slight = f"，其中 {fold.slight} 条标点、空格或者所引条号不同" if fold.slight else ""
    old, new = span(compared.old, fold, "old"), span(compared.new, fold, "new")
    return _p(_strong(old)), _p(f"{_strong(new)}（文字未改{slight}）")


def _shown(compared: Compared, change: Change) -> tuple[str, str]:
    note = f"（{words(change)}）".replace("（可能对应）", "，可能对应")
    before = "".join(_articles(compared.old, change, "old", "del")) or _p("（新增）")
    after = "".join(_articles(compared.new, change, "new", "ins", note)) or _p("（删去）")
    return before, after


def _articles(version: Version, change: Change, side: Side, tag: str, note: str = "") -> Iterator[str]:
    for number, lines in sides(change, side).items():
        first, *more = lines or [Line(())]
        yield _p(f"{_strong(names(version, [number]))}{escape(note)}　{_line(first, tag)}")
        yield from (_p(_line(line, tag)) for line in more)


def _line(line: Line, tag: str) -> str:
    return "".join(_piece(line.pieces, tag))


def _piece(pieces: Iterable[tuple[bool, str]], tag: str) -> Iterator[str]:
    for own, text in pieces:
        yield f"<{tag}>{escape(text, quote=False)}</{tag}>" if own and text else escape(text, quote=False)


def _strong(text: str) -> str:
    return f"<strong>{escape(text)}</strong>"


def _p(text: str) -> str:
    return f"<p>{text}</p>"
