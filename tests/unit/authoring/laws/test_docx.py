"""The text of a .docx: what a reader of Word sees, and nothing that only looks like it."""

from io import BytesIO

import pytest

from samples import docx, package
from wangqun.authoring.laws.docx import read_docx
from wangqun.scan.archives import Unread

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _read(inner: str, more: dict[str, str | bytes] | None = None) -> tuple[str, tuple[str, ...]]:
    return read_docx(BytesIO(docx(inner=inner, more=more)))


def _p(text: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}<w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_runs_and_breaks() -> None:
    inner = (
        '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs></w:pPr><w:r><w:t>第一</w:t></w:r><w:r><w:t>条</w:t></w:r>'
        "<w:r><w:tab/><w:t>灯*会*。</w:t></w:r></w:p><w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p><w:p/>"
    )

    assert _read(inner) == ("第一条　灯\\*会\\*。\n\n甲\n乙\n", ())


def test_tables() -> None:
    cell = "<w:tc>{}</w:tc>".format
    rows = "".join(f"<w:tr>{''.join(cell(_p(text)) for text in row)}</w:tr>" for row in (("灯", "数"), ("油|灯", "2")))

    assert _read(f"{_p('如下：')}<w:tbl>{rows}</w:tbl>")[0] == "如下：\n\n| 灯 | 数 |\n|---|---|\n| 油\\|灯 | 2 |\n"


@pytest.mark.parametrize(
    ("inner", "doubt"),
    [
        ("<w:p><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>", "修订"),
        ("<w:p><w:ins><w:r><w:t>甲</w:t></w:r></w:ins></w:p>", "修订"),
        ("<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>乙</w:t></w:r></w:p>", "隐藏"),
        ("<w:p><w:r><w:t>甲</w:t><w:pict><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:pict></w:r></w:p>", "文本框"),
        ("<w:p><w:r><w:t>甲</w:t><w:footnoteReference/></w:r></w:p>", "脚注"),
        ('<w:p><w:r><w:t>甲</w:t><w:sym w:char="F0B7"/></w:r></w:p>', "符号"),
    ],
)
def test_what_is_not_read_is_told(inner: str, doubt: str) -> None:
    text, doubts = _read(inner)

    assert text == "甲\n"
    assert len(doubts) == 1 and doubt in doubts[0]


def test_a_run_that_is_shown_after_all() -> None:
    assert _read('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>甲</w:t></w:r></w:p>') == ("甲\n", ())


NUMBERING = f"""<w:numbering {W}>
<w:abstractNum w:abstractNumId="5">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1章"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="6">
<w:lvl w:ilvl="0"><w:start w:val="9"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="第%1条"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="5"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="6"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""
STYLES = f"""<w:styles {W}><w:style w:styleId="Tiao"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Tiao2"><w:basedOn w:val="Tiao"/></w:style></w:styles>"""


def test_numbers_that_word_counts_are_text() -> None:
    def listed(text: str, list_: int, level: int) -> str:
        return _p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_}"/></w:numPr>')

    styled = [_p("甲", '<w:pStyle w:val="Tiao"/>'), _p("乙", '<w:pStyle w:val="Tiao2"/>')]
    inner = "".join(
        (
            *(listed("总则", 1, 0), styled[0], listed("丙", 1, 1), listed("丁", 1, 1), listed("附则", 1, 0), styled[1]),
            *(listed("戊", 3, 1), listed("己", 3, 1), _p("庚", '<w:numPr><w:numId w:val="0"/></w:numPr>')),
        )
    )

    assert _read(inner, {"word/numbering.xml": NUMBERING, "word/styles.xml": STYLES})[0].split() == (
        "第一章 总则 第九条 甲 （一） 丙 （二） 丁 第二章 附则 第十条 乙 （一） 戊 （二） 己 庚".split()
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "加密"),
        (b"PK\3\4 nothing", "损坏"),
        (package({"a.txt": "x"}), "不是"),
        (package({"word/document.xml": "<w:document"}), "损坏"),
        (package({"word/document.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "DOCTYPE"),
        (package({"word/document.xml": "<a>" * 300 + "</a>" * 300}), "过深"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, why: str) -> None:
    with pytest.raises(Unread, match=why):
        read_docx(BytesIO(data))


def test_a_bomb_is_put_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wangqun.authoring.laws.docx._MAX_TEXT", 1000)

    with pytest.raises(Unread, match="过长"):
        _read(_p("灯" * 2000))
