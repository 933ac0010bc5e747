"""The same list of people gets the same verdict wherever and however it is written."""

from io import BytesIO

import pytest

from samples import docx, xlsx
from wangqun.domain.finding import Severity
from wangqun.scan.inside import read_attachment
from wangqun.scan.passages import Passage
from wangqun.scan.plain import read_plain
from wangqun.scan.scanner import RULES, scan
from wangqun.scan.wording import DEFAULT, Wording

WORDS = Wording(DEFAULT)
A, B = "13800138000", "13900139000"
CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"


def found(text: str, key: str = "body") -> list[tuple[str, int]]:
    """Codes and lines of what is found in a text that begins on line 1."""
    return [(hit.code, hit.line) for hit in scan([Passage(text, 1, key)], WORDS)]


@pytest.mark.parametrize("head", ["姓名", "姓　名", "名字", "代表姓名", "联系人", "姓名（签字）"])
@pytest.mark.parametrize("phone", ["手机", "联系电话", "联系方式"])
@pytest.mark.parametrize(
    "form",
    [
        "| {head} | {phone} |\n|---|---|\n| 甲 | {number} |",
        "{head},{phone}\n甲,{number}",
        "{head}\t{phone}\n甲\t{number}",
        "<table><tr><th>{head}</th><th>{phone}</th></tr><tr><td>甲</td><td>{number}</td></tr></table>",
        "<table>\n<tr>\n<td>{head}</td>\n<td>{phone}</td>\n</tr>\n<tr>\n<td>甲</td>\n<td>{number}</td>\n</tr>\n</table>",
    ],
)
def test_a_table_of_names_with_mobile_numbers_is_blocked(form: str, head: str, phone: str) -> None:
    text = form.format(head=head, phone=phone, number="139 0013 9000")
    line = text.count("\n", 0, text.index("139")) + 1

    first = 2 if text.startswith("<table>\n") else 1

    assert [("name-list", first), ("mobile-number-listed", line)] == sorted(
        found(text), key=lambda hit: hit[1] * 2 + (hit[0] != "name-list")
    )


def test_attachments_of_every_kind_give_the_verdict_of_the_text() -> None:
    rows = [("姓名", "手机"), ("甲", A)]
    table = "<w:tbl>" + "".join(f"<w:tr>{''.join(map(CELL.format, row))}</w:tr>" for row in rows) + "</w:tbl>"
    plain = "\r\n".join(",".join(row) for row in rows).encode()
    made = (docx("名单", inner=table), ".docx"), (xlsx(rows), ".xlsx")
    read = [*(read_attachment(BytesIO(raw), suffix).passages for raw, suffix in made), tuple(read_plain(BytesIO(plain)))]

    codes = [sorted({hit.code for hit in scan(each, WORDS)}) for each in read]

    assert codes == [["mobile-number-listed", "name-list"]] * 3


@pytest.mark.parametrize(
    "text",
    [
        f"张三 {A}、李四 {B}",
        f"联系人：张三（{A}），李四（{B}）",
        f"- 张三：{A}\n- 李四：{B}",
        f"姓名：张三\n电话：{A}\n\n姓名：李四\n电话：{B}",
        f"联系人：张三、李四，电话：{A}、{B}",
        "张三139 0013 9000，李四138-0013-8000",
        f"1 张三 男 石盘村 {A}\n2 李四 女 白滩村 {B}",
        f"{A}（张三）、{B}（李四）",
        f"李主任 {A}、王局长 {B}",
        f"请与张三（手机{A}）或李四（手机{B}）联系",
        "张三 139.0013.9000\n李四 138.0013.8000",
        f"买买提·吐尔逊 {A}、欧阳明 {B}",
        f"| 张 三 | {A} |\n|---|---|\n| 李　四 | {B} |",
        f"| 姓名 | 张三 |\n| 手机 | {A} |\n| 姓名 | 李四 |\n| 手机 | {B} |",
    ],
)
@pytest.mark.parametrize("key", ["body", "title", "summary", "name", "attachment"])
def test_two_names_with_mobile_numbers_are_a_list(text: str, key: str) -> None:
    assert {code for code, _ in found(text, key)} == {"mobile-number-listed"}


@pytest.mark.parametrize(
    "text",
    [
        f"请拨打 {A} 联系",
        f"联系人：张三 {A}",
        f"张三 {A}、{B}",
        f"联系人：张三 {A}；监督电话：{B}",
        f"办公室 {A}、财务科 {B}",
        f"安监局 {A}、文化站 {B}",
        f"白天 {A}，夜间 {B}",
        f"咨询电话：{A}、应急电话：{B}",
        f"张三介绍情况。咨询请拨打{A}。李四主持会议。投诉请拨打{B}。",
        f"| 科室 | 电话 |\n|---|---|\n| 办公室 | {A} |\n| 财务科 | {B} |",
        f"| 单位 | 姓名 | 电话 |\n|---|---|---|\n| 甲局 | 乙 | 0971-5550121 |\n\n咨询请拨打{A}",
        "| 科室 | 联系人 | 电话 |\n|---|---|---|\n| 办公室 | 张三 | 0971-5550121 |",
    ],
)
def test_a_single_number_and_lists_of_offices_are_warned_of(text: str) -> None:
    codes = {code for code, _ in found(text)}

    assert codes
    assert {RULES[code].severity for code in codes} == {Severity.WARN}


@pytest.mark.parametrize(
    "text",
    [
        "应当载明姓名、住址、电话",
        "登记申请人的姓名，电话，住址。",
        "报警方式、时间，报警人姓名、联系方式，电话报警的，还应当记录报警电话；",
        "姓名：____ 电话：____",
        "张三任主任，李四任委员，电话0971-5550121",
        "| 姓名 | 得票 |\n|---|---|\n| 张三 | 120 |",
        "| 站点 | 地址 |\n|---|---|\n| 一站 | 中山路12号3室 |",
    ],
)
def test_names_alone_are_no_list(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("| 姓名 | 住址 |\n|---|---|\n| 甲 | 中山路12号 |", 3),
        ("姓名,家庭住址\n甲,石盘村5组18号", 2),
        ("| 姓名 | 住处 |\n|---|---|\n| 甲 | 幸福小区7栋1103 |", 3),
        ("| 序号 | 住　址 |\n|---|---|\n| 1 | 城关镇 |\n| 2 | 幸福小区３栋２单元４０２室 |", 4),
        ("<table><tr><td>住址</td><td>备注</td></tr><tr><td>中山路12号</td><td></td></tr></table>", 1),
        ("<table>\n<tr><td>住址</td><td>备注</td></tr>\n<tr><td>中山路12号</td><td></td></tr></table>", 3),
    ],
)
def test_house_numbers_below_a_column_of_homes_are_blocked(text: str, line: int) -> None:
    assert ("home-address", line) in found(text)


def test_a_column_of_homes_down_to_the_township_is_not() -> None:
    text = "| 姓名 | 住址 | 单位地址 |\n|---|---|---|\n| 甲 | 城关镇 | 中山路12号 |\n| 乙 | 县政府3号楼402室 | 无 |"

    assert [code for code, _ in found(text)] == ["name-list"]


def test_a_long_table_is_read_in_time_that_grows_with_it() -> None:
    text = "<table>" + "".join(f"<tr><td>姓名</td>\n<td>手机</td></tr>\n<p>{A}</p></table>\n" for _ in range(20_000))

    assert len(found(text)) == 40_000
