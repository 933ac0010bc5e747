"""Numbers in web addresses are of pages and pictures; what an address says to be somebody's stays."""

import pytest

from wangqun.scan.passages import Passage
from wangqun.scan.scanner import scan
from wangqun.scan.wording import DEFAULT, Wording

ID = "970121198001010016"
CARD = "6222970000000011"


def codes(text: str) -> list[str]:
    """What is found in a text."""
    return [hit.code for hit in scan([Passage(text, 1)], Wording(DEFAULT))]


@pytest.mark.parametrize(
    "text",
    [
        "见 https://social.test.example/status/492214110214311936。",
        "见https://social.test.example/status/492214110214311936，谢谢",
        "[原文](https://social.test.example/status/492214110214311936)",
        '<a href="https://social.test.example/status/492214110214311936">原文</a>',
        "<https://social.test.example/photo/13812345678.jpg>",
        "![会场](photo/13812345678.jpg)",
        '![会场](../photo/13812345678.jpg "会场")',
        "<img src='photo/13812345678.jpg' alt='会场'>",
        "[1]: /status/492214110214311936",
        ".. image:: photo/13812345678.jpg",
        "www.test.example/photo/13812345678.jpg",
        "/art/2021/art_13812345678_1.html",
        f"https://www.test.example/1,{CARD}.html",
        "https://www.test.example/138-1234-5678/",
        "https://www.test.example/970121198001010017.html",
        "https://www.test.example/?id=492214110214311936",
    ],
)
def test_numbers_in_addresses_are_nobodys(text: str) -> None:
    assert codes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[电话](tel:13812345678)", ["mobile-number"]),
        ("<a href='mailto:13812345678@mail.test.example'>", ["mobile-number"]),
        ("13812345678@mail.test.example", ["mobile-number"]),
        ("https://www.test.example/?phone=13812345678&page=13912345678", ["mobile-number"]),
        (f"https://www.test.example/?card={CARD}", ["bank-card"]),
        (f"https://www.test.example/?id={ID}", ["id-number"]),
        (f"https://www.test.example/{ID}.html", ["id-number"]),
        (f"![](photo/{ID[:6]}-{ID[6:14]}-{ID[14:]}.jpg)", ["id-number"]),
        ("https://www.test.example/a，13812345678", ["mobile-number"]),
        ("https://www.test.example,13812345678", ["mobile-number"]),
        ("https://www.test.example 13812345678", ["mobile-number"]),
        ("网址https://www.test.example电话13812345678", ["mobile-number"]),
        ("[https://www.test.example](https://www.test.example)13812345678", ["mobile-number"]),
        ("[张三](13812345678)", ["mobile-number"]),
        ("张三/13812345678", ["mobile-number"]),
        (f"卡号/{CARD}", ["bank-card"]),
    ],
)
def test_what_is_said_to_be_somebodys_or_stands_beside_an_address_is_found(text: str, expected: list[str]) -> None:
    assert expected == codes(text)


def test_lines_stay_where_they_are() -> None:
    text = "https://www.test.example/13812345678\n二\n13912345678"

    assert [hit.line for hit in scan([Passage(text, 1)], Wording(DEFAULT))] == [3]
