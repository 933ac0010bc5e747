"""Which file names are refused, and what is said of them."""

import pytest

from wangqun.domain.finding import Place
from wangqun.stages.load.names import name_fault, same_name


@pytest.mark.parametrize(
    "name",
    [
        "关于召开会议的通知（第2号）.md",
        "《条例》、说明：附件①.pdf",
        "第Ⅱ期　公报.docx",
        "отчет.pdf",
        "报告α.pdf",
        "a b-c_d.jpg",
        "console.md",
        "长" * 65 + ".md",
        "é.md",
        "名单…终稿.xlsx",
    ],
)
def test_usual_names_pass(name: str) -> None:
    assert name_fault(name, Place()) is None


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("two\nlines.md", "file-name", "U+000A"),
        ("gpj.\u202emd.md", "file-name-confusable", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("back\\slash.md", "file-name", "U+005C REVERSE SOLIDUS"),
        ("a\u200bb.md", "file-name-confusable", "U+200B ZERO WIDTH SPACE"),
        ("a\ufeff.md", "file-name-confusable", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("a\ue000.md", "file-name-confusable", "U+E000"),
        ("a\u0378.md", "file-name-confusable", "U+0378"),
        ("a\ufe0f.md", "file-name-confusable", "U+FE0F VARIATION SELECTOR-16"),
        ("a\u00a0b.md", "file-name-confusable", "U+00A0 NO-BREAK SPACE"),
        ("通知２.md", "file-name-confusable", "U+FF12 FULLWIDTH DIGIT TWO"),
        ("ａ.md", "file-name-confusable", "U+FF41 FULLWIDTH LATIN SMALL LETTER A"),
        ("a．md.md", "file-name-confusable", "U+FF0E FULLWIDTH FULL STOP"),
        ("a／b.md", "file-name-confusable", "U+FF0F FULLWIDTH SOLIDUS"),
        ("a\u2215b.md", "file-name-confusable", "U+2215 DIVISION SLASH"),
        ("𝐚.md", "file-name-confusable", "U+1D41A MATHEMATICAL BOLD SMALL A"),
        ("p\u0430y.md", "file-name-confusable", "U+0430 CYRILLIC SMALL LETTER A"),
        ("\u039dews.md", "file-name-confusable", "U+039D GREEK CAPITAL LETTER NU"),
        ("a.md ", "file-name", "以空格或点结尾"),
        ("folder.", "file-name", "以空格或点结尾"),
        ("CON.md", "file-name", "“CON”是 Windows 的保留名"),
        ("lpt1", "file-name", "“lpt1”是 Windows 的保留名"),
        ("长" * 67 + ".md", "file-name", "超过 200 字节"),
    ],
)
def test_names_that_mislead_are_refused(name: str, code: str, said: str) -> None:
    fault = name_fault(name, Place())

    assert fault is not None
    assert code == fault.code
    assert said in fault.message


@pytest.mark.parametrize(("one", "other"), [("A.md", "a.MD"), ("\u00e9.md", "e\u0301.md"), ("Straße", "STRASSE")])
def test_names_that_some_computers_take_for_one_are_the_same(one: str, other: str) -> None:
    assert same_name(one) == same_name(other)
