"""What must not be public is found in every place of a piece, and its honest twin in none."""

from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest

from samples import docx, xlsx
from wangqun.domain.finding import Place, Severity
from wangqun.scan.inside import read_attachment
from wangqun.scan.passages import Passage, of_name, of_values
from wangqun.scan.plain import read_plain
from wangqun.scan.scanner import RULES, scan
from wangqun.scan.wording import DEFAULT, Wording

KINDS = {
    "secret-mark": (["机　密★10年", "絕 密 ★启用前", "秘\u200b密★"], ["保守秘密 ★★★ 三星", "涉及国家秘密、机密级事项"]),
    "home-address": (
        ["家住城关镇中山路１２号 3 单元 402 室", "现住石盘村五组十八号", "租住在幸福小区3栋2单元402室"],
        ["坐落于中山路12号3单元402室", "县政府3号楼402室", "入住幸福小区3栋2单元402室", "代表联络站地址：中山路12号3室"],
    ),
    "mobile-number-listed": (
        ["张三 13800138000、李四 13900139000", "张三（138-0013-8000）李四（139-0013-9000）"],
        ["办公室 0971-5550121、财务科 0971-5550122", "办公室 13800138000、财务科 13900139000"],
    ),
}
CELL = (
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>无</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)


def _office(name: str, raw: bytes) -> Iterable[Passage]:
    return read_attachment(BytesIO(raw), name[1:]).passages


PLACES: dict[str, Callable[[str, Path], Iterable[Passage]]] = {
    "text": lambda text, _: [Passage(f"前文。\n\n{text}。", 5)],
    "title": lambda text, _: of_values({"title": text}, {}),
    "summary": lambda text, _: of_values({"summary": f"前文，{text}"}, {}),
    "yaml": lambda text, _: of_values({"extra": [{"note": text}]}, {}),
    "caption": lambda text, _: [Passage(f"![{text}](a.jpg)", 5)],
    "figcaption": lambda text, _: [Passage(f"<figure><img src='a.jpg'><figcaption>{text}</figcaption></figure>", 5)],
    "table": lambda text, _: [Passage(f"| 事项 | 备注 |\n|---|---|\n| 一 | {text} |", 5)],
    "html table": lambda text, _: [Passage(f"<table>\n<tr><td>一</td>\n<td>{text}</td></tr></table>", 5)],
    "file name": lambda text, _: [of_name(Place("xian", f"content/county/xian/files/{text}.pdf"))],
    "txt": lambda text, _: read_plain(BytesIO(f"前文\r\n{text}\r\n".encode("gb18030", "ignore"))),
    "vtt": lambda text, _: read_plain(BytesIO(f"WEBVTT\n\n00:00.000 --> 00:02.000\n{text}\n".encode())),
    "csv": lambda text, _: read_plain(BytesIO(f"序号;备注\n1;{text}\n".encode())),
    "docx": lambda text, _: _office("a.docx", docx("前文", text)),
    "docx table": lambda text, _: _office("a.docx", docx("前文", inner=CELL.format(text))),
    "xlsx": lambda text, _: _office("a.xlsx", xlsx([("序号", "备注"), ("1", text)])),
}
BAD = [(code, text) for code, (bad, _) in KINDS.items() for text in bad]
HONEST = [text for _, honest in KINDS.values() for text in honest]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("code", "text"), BAD)
def test_it_is_found_in_every_place_and_not_shown(code: str, text: str, place: str, tmp_path: Path) -> None:
    hits = scan(PLACES[place](text, tmp_path), Wording(DEFAULT))

    assert code in {hit.code for hit in hits}
    assert not [
        value for hit in hits for value in hit.values.values() if "13800138000" in value or "402" in value or "十八" in value
    ]


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", HONEST)
def test_its_twin_is_blocked_in_none(text: str, place: str, tmp_path: Path) -> None:
    hits = scan(PLACES[place](text, tmp_path), Wording(DEFAULT))

    assert [hit.code for hit in hits if RULES[hit.code].severity is Severity.BLOCK] == []
