"""What is found in attachments: their type, their text row by row, and what they say besides."""

from io import BytesIO

import pytest

from samples import WEBM, docx, package, pdf, xlsx
from wangqun.scan.archives import Unread
from wangqun.scan.attachments import Read, few, looks_like
from wangqun.scan.inside import read_attachment
from wangqun.scan.passages import Passage
from wangqun.scan.plain import read_plain
from wangqun.scan.privacy import MOBILE, find

W_CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
W_ROW = f"<w:tbl><w:tr>{W_CELL}{W_CELL}</w:tr></w:tbl>"
_O = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
REVISED = "<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
AUTHORED = {"content.xml": f"<d {_O}><text:p>文</text:p></d>", "meta.xml": f"<m {_O}><dc:creator>某</dc:creator></m>"}


def office(raw: bytes, suffix: str) -> Read:
    """An attachment given as bytes, read."""
    return read_attachment(BytesIO(raw), suffix)


def texts(read: Read) -> list[str]:
    """The text handed over to be scanned."""
    return [passage.text for passage in read.passages if passage.key == "attachment"]


@pytest.mark.parametrize(
    ("head", "suffix", "wanted"),
    [
        (b"%PDF-1.7", ".pdf", True),
        (b"\xef\xbb\xbf\n%PDF-1.7", ".pdf", True),
        (b"<html>", ".pdf", False),
        (b"", ".pdf", False),
        (b"PK\3\4", ".docx", True),
        (b"<html>", ".docx", False),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc", True),
        (b"{\\rtf1", ".doc", True),
        (b"MZ", ".doc", False),
        (b"\0\0\0\x20ftypisom", ".mp4", True),
        (b"GIF89a", ".mp4", False),
        (WEBM, ".webm", True),
        (b"ID3\4", ".mp3", True),
        (b"\xff\xfb\x90", ".mp3", True),
        (b"\xff\xd8\xff", ".mp3", False),
        (b"OggS", ".oga", True),
        (b"RIFF\0\0\0\0WAVE", ".wav", True),
        (b"RIFF\0\0\0\0WEBP", ".wav", False),
        (b"abc\0", ".txt", False),
        (b"", ".txt", True),
        (b"PK\5\6", ".zip", True),
    ],
)
def test_the_first_bytes_say_the_type(head: bytes, suffix: str, wanted: bool) -> None:
    assert wanted == looks_like(head, suffix)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_is_read_in_the_usual_codings(coding: str) -> None:
    assert [passage.text for passage in read_plain(BytesIO("姓名,电话\r\n张,1".encode(coding)))] == ["姓名,电话\n张,1"]


def test_bytes_in_no_coding_are_not_scanned() -> None:
    with pytest.raises(Unread, match="认不出文字编码"):
        list(read_plain(BytesIO(b"\xff\x80\xff")))


def test_a_text_document_is_read_paragraph_by_paragraph_and_row_by_row() -> None:
    read = office(docx("第一段", "第二段", inner=W_ROW.format("姓名", "电话")), ".docx")

    assert texts(read) == ["第一段\n第二段\n姓名 |电话"]
    assert (read.told, read.unread) == ((), "")


def test_a_workbook_is_a_table_so_that_lists_of_people_are_seen() -> None:
    read = office(xlsx([("序号", "姓名", "电话"), ("1", "某某", "13800138000")]), ".xlsx")

    assert texts(read) == ["序号|姓名|电话\n1|某某|13800138000"]
    assert sorted(hit.code for hit in find(read.passages[-1])) == ["mobile-number-listed", "name-list"]


def test_open_documents_and_ofd_are_read() -> None:
    rows = "<table:table-row><table:table-cell><text:p>姓名</text:p></table:table-cell></table:table-row>"
    odt = f"<office:document-content {_O}><text:p>甲<text:span>乙</text:span></text:p>{rows}</office:document-content>"
    ofd = '<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:TextObject><ofd:TextCode>公报</ofd:TextCode></ofd:TextObject></ofd:Page>'

    assert texts(office(package({"content.xml": odt}), ".odt")) == ["甲乙\n姓名"]
    assert texts(office(package({"OFD.xml": "<a/>", "Doc_0/Pages/Page_0/Content.xml": ofd}), ".ofd")) == ["公报"]


@pytest.mark.parametrize(
    ("raw", "suffix", "told"),
    [
        (docx("文", author="某某"), ".docx", ("作者",)),
        (docx("文", inner=REVISED), ".docx", ("修订",) * 2),
        (docx("文", more={"word/comments.xml": '<c xmlns:w="w"><w:comment><w:t>改</w:t></w:comment></c>'}), ".docx", ("批注",)),
        (xlsx([("甲", "乙")], "veryHidden"), ".xlsx", ("隐藏的工作表",)),
        (package(AUTHORED), ".odt", ("作者",)),
    ],
)  # fmt: skip
def test_authors_revisions_notes_and_hidden_sheets_are_told(raw: bytes, suffix: str, told: tuple[str, ...]) -> None:
    assert told == office(raw, suffix).told


@pytest.mark.parametrize(
    ("raw", "suffix", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".docx", "已加密，或是旧格式"),
        (b"PK\3\4", ".docx", "文件损坏"),
        (docx(), ".docx", "没有文字"),
        (docx("文", inner="<"), ".docx", "文件损坏"),
        (docx("文", more={"word/embeddings/a.xlsx": b"PK"}), ".docx", "内含的“a.xlsx”不是 .xlsx 文件"),
        (docx("文" * 8_000_001), ".docx", "文字过长"),
        (docx("文", more={"word/header1.xml": "<a>" * 300 + "</a>" * 300}), ".docx", "层次过深"),
        (docx("文", more={"word/header1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), ".docx", "含 DOCTYPE 声明"),
        (docx(more={f"x/{n}": b"" for n in range(10_001)}), ".docx", "内含文件过多（超过 10000 个）"),
        (package({"content.xml": "<a/>", "META-INF/manifest.xml": "<encryption-data/>"}), ".odt", "已加密"),
    ],
)
def test_what_cannot_be_read_says_why(raw: bytes, suffix: str, why: str) -> None:
    read = office(raw, suffix)

    assert why == (read.unread or read.unseen)


def test_numbers_that_programs_write_are_nobodys() -> None:
    cells = "".join(f"<c><v>{value}</v></c>" for value in ("0.4111111111111111", "1.3800138E10", "1.39001380005E10"))
    share = f"<worksheet><row>{cells}</row></worksheet>"
    book = docx("文", more={"docProps/custom.xml": "<P><a>AB13800138000CD0E1F2A3B4C5D6E7F8_13</a></P>", "word/x.xml": share})
    found = [hit for passage in office(book, ".docx").passages for hit in find(passage)]

    assert [(hit.code, hit.values["masked"]) for hit in found] == [
        ("mobile-number", "138****8000"),
        ("mobile-number", "139****8000"),
    ]


def test_a_zip_of_something_else_is_no_document() -> None:
    assert [hit.code for hit in office(package({"a.exe": b""}), ".docx").all_hits] == ["file-mismatch"]


@pytest.mark.parametrize(
    ("raw", "told", "why"),
    [
        (pdf("Report 13800138000"), (), ""),
        (pdf("Report", author="Somebody"), ("作者",), ""),
        (pdf("", pages=2), (), "没有文字层"),
        (pdf("Report")[:200], (), "文件不完整"),
        (b"%PDF-1.4\n", (), "文件不完整"),
        (b"%PDF-1.4\n%%EOF\n", (), "文件损坏，或过于复杂"),
    ],
)
def test_a_pdf_is_read_or_says_why_not(raw: bytes, told: tuple[str, ...], why: str) -> None:
    read = office(raw, ".pdf")

    assert (told, why) == (read.told, read.unread or read.unseen)


def test_a_long_list_is_one_mistake() -> None:
    hits = tuple(MOBILE.hit(0, masked=str(n % 99)) for n in range(101))

    assert len(few(hits)) == 20
    assert len(few((hits[0], hits[99]))) == 1


def test_a_number_in_a_passage_without_lines_has_none() -> None:
    assert [hit.line for hit in find(Passage("\n\n13800138000", 0, "attachment"))] == [0]
