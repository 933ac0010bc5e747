"""Tables of figures: what reads as a number, what is a sum, and that sums which do not come out are told with their line."""

import pytest

from wangqun.domain.finding import Place
from wangqun.domain.table import MOST_CELLS, MOST_ROWS, read_rows
from wangqun.records.supervision.record import Sheet
from wangqun.records.supervision.sheets import faults, number_of, numbered, summed

PLACE = Place("xian", "content/county/xian/attachments/a.csv")


def told(text: str, unit: str = "万元", chart: str | None = None) -> list[str]:
    """What is told of a table, as `code:line message`."""
    sheet = Sheet(title="收入", file="a.csv", unit=unit, chart=chart)
    return [f"{f.code}:{f.line} {f.message}" for f in faults(sheet, read_rows(text.encode()), PLACE)]


SOUND = [
    "项目,预算,决算\n税收,100,120\n非税,50,40\n合计,150,160\n",
    "项目,预算\n合计,150\n税收,100\n非税,50\n",  # the sum above its rows
    "项目,预算\n税收,100\n其中：增值税,60\n　　消费税,30\n非税,50\n合计,150\n",  # parts are not counted twice
    "项目,预算\n一、税收,100\n（一）增值税,60\n（二）消费税,40\n二、非税,50\n总计,150\n",
    "项目,预算\n税收,100\n非税,50\n本级小计,150\n上级补助,30\n调入,20\n其他小计,50\n合计,200\n",
    "项目,预算\n税收,100\n非税,50\n收入合计,150\n上级补助,30\n收入总计,180\n",  # 总计 takes in the 合计 above
    "项目,预算\n税收,100\n收入合计,100\n教育,60\n卫生,40\n支出合计,100\n",  # two accounts below each other
    "项目,预算\n收入总计,100\n税收,70\n非税,30\n支出总计,90\n教育,50\n卫生,40\n",  # and with their sums above
    "项目,预算\n税收,33.3\n非税,33.3\n其他,33.3\n合计,100.0\n",  # rounded
    '项目,预算\n税收,"1,234.5"\n非税,"1,000.5"\n合计,"2,235.0"\n',
    "项目,预算,完成预算\n税收,100,101%\n非税,50,98%\n合计,150,100%\n",  # rates do not add up
    "项目,预算,比上年增长\n税收,100,3.1\n非税,50,2.0\n合计,150,2.7\n",
    "项目,预算,备注\n税收,100,见说明\n非税,-,\n合计,100,\n",
    "项目,结余\n上年,-20\n本年,50\n合计,30\n",
    "项目,预算（万元）\n税收,100\n合计,100\n",
    "项目,预算\r\n税收,100\r\n非税,50\r\n合计,150\r\n",
    "项目,预算\n税收,１００\n合计,100\n",
    "项目,预算\n税收,100\n非税,50\n",  # no sum is no wrong sum
    "项目,预算\n\n税收,100\n,\n非税,50\n合计,150\n",
]


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_table_is_told_nothing(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "项目,预算,决算\n税收,100,120\n非税,50,40\n合计,150,170\n",
            ["sheet-sum:4 数据表“收入”的“合计”“决算”写的是 170，各项加起来是 160"],
        ),
        ("项目,预算\n合计,160\n税收,100\n非税,50\n", ["sheet-sum:2 数据表“收入”的“合计”“预算”写的是 160，各项加起来是 150"]),
        (
            "项目,预算\n税收,100\n非税,50\n本级小计,140\n调入,20\n合计,160\n",
            ["sheet-sum:4 数据表“收入”的“本级小计”“预算”写的是 140，各项加起来是 150"],
        ),
        (
            "项目,预算\n税收,33.3\n非税,33.3\n合计,67.6\n",
            ["sheet-sum:4 数据表“收入”的“合计”“预算”写的是 67.6，各项加起来是 66.6"],
        ),
        (
            "项目,预算\n税收,100\n收入合计,100\n上级补助,30\n收入总计,140\n",
            ["sheet-sum:5 数据表“收入”的“收入总计”“预算”写的是 140，各项加起来是 130"],
        ),
        (
            "项目,预算\n收入总计,100\n税收,70\n非税,20\n支出总计,90\n教育,50\n卫生,40\n",
            ["sheet-sum:2 数据表“收入”的“收入总计”“预算”写的是 100，各项加起来是 90"],
        ),
        ("项目,预算\n税收,1,234\n合计,1\n", ["sheet-number:2 数据表“收入”第 2 行有 3 格，第一行有 2 格"]),
        ("项目,预算\n税收,100\n非税,约五十\n其他,50\n", ["sheet-number:3 数据表“收入”第 3 行的预算“约五十”不是数"]),
        (
            "项目,预算（亿元）,人数（人）\n税收,100,2\n",
            [
                "sheet-unit:1 数据表“收入”的单位写的是万元，列名“预算（亿元）”里写的是亿元，这一列不画图，数据里不写单位",
                "sheet-unit:1 数据表“收入”的单位写的是万元，列名“人数（人）”里写的是人，这一列不画图，数据里不写单位",
            ],
        ),
        (
            "项目,说明\n税收,多\n",
            ["sheet-unreadable:0 数据表“收入”读不出来：不是 CSV 文件，没有数，或者多于 500 行、24 列，页面上不显示这张表"],
        ),
        ("", ["sheet-unreadable:0 数据表“收入”读不出来：不是 CSV 文件，没有数，或者多于 500 行、24 列，页面上不显示这张表"]),
    ],
)
def test_what_does_not_come_out_is_told_with_its_line(text: str, expected: list[str]) -> None:
    assert told(text)[: len(expected)] == expected


def test_a_column_to_be_drawn_must_be_there() -> None:
    text = "项目,预算,决算\n税收,100,120\n"

    assert told(text, chart="决算") == []
    assert told(text, chart="执行") == ["sheet-number:1 数据表“收入”没有“执行”这一列数"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.50", "1234.50"),
        ("-3", "-3"),
        (".5", "0.5"),
        ("", None),
        ("1E3", None),
        ("１２", "12"),
        ("12%", None),
        ("NaN", None),
    ],
)
def test_what_reads_as_a_number(text: str, number: str | None) -> None:
    found = number_of(text)

    assert (None if found is None else f"{found:f}") == number


def test_the_table_of_an_office_is_read_as_excel_writes_it() -> None:
    text = "项目,预算\n税收,100\n"

    assert (
        read_rows(text.encode("gb18030")) == read_rows(text.encode("utf-8-sig")) == ((1, ("项目", "预算")), (2, ("税收", "100")))
    )
    assert [line for line, _ in read_rows(b'a,"b\nc"\n\nd,e\n')] == [1, 4]


@pytest.mark.parametrize(
    "raw",
    [
        b'"open,1\n2,3\n',
        b"\xff\xfe\x00",
        b"PK\x03\x04\x80\xff",
        b"a,1\n" * (MOST_ROWS + 1),
        b"1," * MOST_CELLS + b"1\n",
        b"a" * (256 * 1024 + 1),
    ],
)
def test_what_is_no_table_has_no_rows(raw: bytes) -> None:
    assert read_rows(raw) == ()


def test_rates_are_numbers_that_nobody_adds() -> None:
    rows = read_rows("项目,预算,占比\n税收,1,50\n非税,1,50\n".encode())

    assert (numbered(rows), summed(rows)) == ((1, 2), (1,))
