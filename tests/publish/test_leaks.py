"""Every kind of thing that must not be public, in every place where an editor can write it; each beside an honest twin.

The matrix is fixed here: a kind is a row of `KINDS`, a place a row of `PLACES`. What a place cannot hold is listed in
`NOT_THERE` with its reason.
"""

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

from clusters import IMPORTED, NOW, public_tree, run, write_cluster
from samples import docx, picture, xlsx
from wangqun.domain.finding import Severity

pytestmark = pytest.mark.usefixtures("in_one_process")

HOME = "content/county/xian"


class Kind(NamedTuple):
    """What must not be public, and what resembles it and must be."""

    name: str
    leak: str
    twin: str


KINDS = (
    Kind("id", "身份证号970121198001010016", "统一社会信用代码91970121MA0ABCDE3X"),
    Kind("card", "卡号6222020200112233446", "票据编号1622020200112233"),
    Kind("list", "石清晏13900000001、纪云帆13900000002", "石清晏、纪云帆，办公电话0971-5550141"),
    Kind("home", "石清晏家住鹤鸣镇中山路12号3单元402室", "鹤鸣镇代表联络站迁到中山路12号3单元402室"),
    Kind("village", "纪云帆现住听雨镇石桥村5组18号", "地块坐落于听雨镇石桥村5组18号"),
    Kind("secret", "机　密★10年", "学习保密法，绝密、机密、秘密三级"),
    Kind("secret-traditional", "絕 密 ★", "保守國家機密人人有責"),
    Kind("telegram", "密电传来", "加密电视信号"),
    Kind("wording", "中华人民共合国", "中华人民共和国"),
    Kind("unmapped", "石清\ue001晏", "石清㐂晏"),
)
HIDDEN = Kind("hidden", '<span style="display:none">内部批注石桥</span>', '<span style="color:#333">公开说明石桥</span>')
CONFLICT = Kind("conflict", "<<<<<<< HEAD\n甲案石桥\n=======\n乙案石桥\n>>>>>>> main", "一行\n二行")

Files = Mapping[str, str | bytes]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _piece(slug: str, header: str = "", body: str = "正文一段。", title: str = "") -> Files:
    date = "date: 2026-03-02 09:00\n"
    text = f"---\ntitle: {_quoted(title or slug)}\n{date}{IMPORTED}{header}---\n{body}\n"
    return {f"{HOME}/news/{slug}.md": text}


def _with_file(slug: str, name: str, content: str | bytes) -> Files:
    header = f"attachments:\n  - {{name: 附件, file: {_quoted(f'../attachments/{name}')}}}\n"
    return {**_piece(slug, header), f"{HOME}/attachments/{name}": content}


def _as_csv(text: str) -> str:
    file = StringIO()
    csv.writer(file).writerows((("事项", "内容"), ("甲", text)))
    return file.getvalue()


def _rst(slug: str, text: str) -> Files:
    head = "\n".join((slug, "=" * len(slug), "", ":date: 2026-03-02 09:00", f":{IMPORTED.strip()}", "", ""))
    return {f"{HOME}/news/{slug}.rst": head + text + "\n"}


def _station(slug: str, text: str) -> Files:
    activity = f"  - {{date: 2026-03-01, text: {_quoted(text)}}}\n"
    record = (
        f"key: {slug}\nname: {_quoted('测试联络站' + slug)}\naddress: 镇文化站二楼\nphone: 0971-5550141\nactivities:\n{activity}"
    )
    return {f"{HOME}/stations/{slug}.yaml": record}


PLACES: Mapping[str, Callable[[str, str], Files]] = {
    "text": lambda slug, text: _piece(slug, body=f"前一段。\n\n{text}\n\n后一段。"),
    "rst": _rst,
    "summary": lambda slug, text: _piece(slug, f"summary: {_quoted(text)}\n"),
    "title": lambda slug, text: _piece(slug, title=text),
    "subtitle": lambda slug, text: _piece(slug, f"subtitle: {_quoted(text)}\n"),
    "caption": lambda slug, text: _piece(slug, f"image: {{file: ../images/hall.jpg, alt: 会场, caption: {_quoted(text)}}}\n"),
    "alt": lambda slug, text: _piece(slug, body=f"![{text}](../images/hall.jpg)"),
    "table": lambda slug, text: _piece(slug, body=f"| 事项 | 内容 |\n| --- | --- |\n| 甲 | {text} |"),
    "html-table": lambda slug, text: _piece(slug, body=f"<table>\n<tr><th>事项</th><td>{text}</td></tr>\n</table>"),
    "label": lambda slug, text: {
        **_piece(slug, f"attachments:\n  - {{name: {_quoted(text)}, file: ../attachments/plain.txt}}\n"),
        f"{HOME}/attachments/plain.txt": "正文\n",
    },
    "yaml": _station,
    "file-name": lambda slug, text: _with_file(slug, f"{text}-{slug}.txt", "正文\n"),
    "txt": lambda slug, text: _with_file(slug, f"{slug}.txt", f"前一行\n{text}\n"),
    "csv": lambda slug, text: _with_file(slug, f"{slug}.csv", _as_csv(text)),
    "docx": lambda slug, text: _with_file(slug, f"{slug}.docx", docx("前一段", text)),
    "xlsx": lambda slug, text: _with_file(slug, f"{slug}.xlsx", xlsx([["事项", "内容"], ["甲", text]])),
}
NOT_THERE = {
    **{("unmapped", place): "office software writes such characters for its bullets" for place in ("txt", "csv", "docx", "xlsx")},
}
MORE = (
    *((HIDDEN, place) for place in ("text", "table", "html-table")),
    *((CONFLICT, place) for place in ("text", "rst", "txt")),
)


class Cell(NamedTuple):
    """One piece of the matrix: its kind, place, and whether it is the honest twin."""

    kind: Kind
    place: str
    honest: bool

    @property
    def slug(self) -> str:
        """The piece's own name."""
        return f"{'twin' if self.honest else 'leak'}-{self.kind.name}-{self.place}"

    @property
    def text(self) -> str:
        """What is written there."""
        return self.kind.twin if self.honest else self.kind.leak

    @property
    def page(self) -> str:
        """Its page in the public tree."""
        return f"xian/station/{self.slug}.html" if self.place == "yaml" else f"xian/article/{self.slug}.html"


def _cells() -> Iterator[Cell]:
    for kind, place in (*((kind, place) for kind in KINDS for place in PLACES if (kind.name, place) not in NOT_THERE), *MORE):
        yield from (Cell(kind, place, honest) for honest in (False, True))


CELLS = tuple(_cells())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], set[str]]:
    """The public tree of all cells, and the paths of the files that some finding blocks."""
    files: dict[str, str | bytes] = {f"{HOME}/images/hall.jpg": picture()}
    for cell in CELLS:
        files |= PLACES[cell.place](cell.slug, cell.text)
    root = write_cluster(tmp_path_factory.mktemp("leaks") / "cluster", files)
    report = run(root, NOW)
    return public_tree(root), {finding.path for finding in report.findings if finding.severity is Severity.BLOCK}


def test_nothing_leaks(built: tuple[dict[str, bytes], set[str]]) -> None:
    tree, _ = built
    published = {path: content.decode("utf-8", "ignore") for path, content in tree.items()}

    gone = [cell for cell in CELLS if not cell.honest and cell.kind is not HIDDEN]  # what is hidden leaves, its piece stays
    assert [cell.slug for cell in gone if cell.page in tree] == []
    assert [cell.slug for cell in gone if any(cell.slug in path for path in tree)] == []
    secrets = {line for kind in (*KINDS, CONFLICT) for line in kind.leak.split("\n") if line != "======="} | {"内部批注石桥"}
    forms = {form for secret in secrets for form in (secret, quote(secret), json.dumps(secret)[1:-1])}
    assert [(path, form) for path, text in published.items() for form in sorted(forms) if form in text or form in path] == []


def test_no_honest_twin_is_blocked(built: tuple[dict[str, bytes], set[str]]) -> None:
    tree, blocked = built

    assert [cell.slug for cell in CELLS if cell.honest and cell.page not in tree] == []
    assert sorted(path for path in blocked if Path(path).stem.startswith("twin-")) == []


def test_what_is_hidden_leaves_and_its_piece_stays(built: tuple[dict[str, bytes], set[str]]) -> None:
    tree, _ = built

    pages = [cell.page for cell in CELLS if cell.kind is HIDDEN]
    assert [page for page in pages if page not in tree] == []
    assert [page for page in pages if "leak" in page and "内部批注石桥".encode() in tree[page]] == []
    assert [page for page in pages if "twin" in page and "公开说明石桥".encode() not in tree[page]] == []


def test_every_kind_stands_in_every_place() -> None:
    absent = {(kind.name, place) for kind in KINDS for place in PLACES} - {(cell.kind.name, cell.place) for cell in CELLS}

    assert set(NOT_THERE) == absent
