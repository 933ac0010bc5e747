"""Files with a text in an unusual place, and files of which some cannot be read, built on the spot: (what, type, bytes)."""

import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple

from samples import docx, package, pdf, photo, xlsx

Build = Callable[[str], bytes]
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_O = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


class Vector(NamedTuple):
    """What is odd about a file, its type, and how it is built around a text."""

    what: str
    suffix: str
    build: Build


def _part(name: str, xml: str, suffix: str = ".docx") -> Build:
    """A document with one more part; `@` stands for the text."""
    made: dict[str, Callable[..., bytes]] = {".docx": lambda more: docx("正文", more=more), ".xlsx": _book, ".pptx": _show}
    return lambda text: made[suffix]({name: xml.replace("@", text)})


def _book(more: dict[str, Any]) -> bytes:
    return _with(xlsx([("甲", "乙")]), more)


def _show(more: dict[str, Any]) -> bytes:
    slide = f'<sld xmlns:a="{_A}"><a:p><a:r><a:t>标题</a:t></a:r></a:p></sld>'
    return package({"[Content_Types].xml": "<Types/>", "ppt/slides/slide1.xml": slide, **more})


def _with(raw: bytes, more: dict[str, str | bytes]) -> bytes:
    file = BytesIO(raw)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as made:
        for name, text in more.items():
            made.writestr(name, text)
    return file.getvalue()


def _odt(content: str = "文", **more: str) -> bytes:
    parts = {"content.xml": f"<office:d {_O}><text:p>{content}</text:p></office:d>"}
    return package(parts | {name.replace("_xml", ".xml"): text for name, text in more.items()})


def _ofd(more: dict[str, str | bytes]) -> bytes:
    page = f"<ofd:Page {_OFD}><ofd:TextObject><ofd:TextCode>公报</ofd:TextCode></ofd:TextObject></ofd:Page>"
    return package({"OFD.xml": "<a/>", "Doc_0/Pages/Page_0/Content.xml": page, **more})


def _w(inner: str) -> Build:
    return lambda text: docx("正文", inner=inner.replace("@", text))


def pdf_with(
    *objects: str | bytes, root: str = "", page: str = "", content: str = "BT /F1 12 Tf 20 100 Td (Hello) Tj ET"
) -> bytes:
    """A PDF with a page of text and more objects, numbered from 20."""
    all_objects: dict[int, bytes] = {
        1: f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode(),
        2: b"<< /Type /Pages /Kids [10 0 R] /Count 1 >>",
        3: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        4: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content.encode()),
        10: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> "
        + page.encode()
        + b" >>",
    }
    all_objects |= {20 + n: each.encode() if isinstance(each, str) else each for n, each in enumerate(objects)}
    return assemble(all_objects)


def assemble(objects: dict[int, bytes], trailer: str = "") -> bytes:
    """A PDF file of some objects."""
    file = bytearray(b"%PDF-1.7\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(file)
    file += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        file += b"%d 1\n%010d 00000 n \n" % (number, place)
    file += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, trailer.encode(), start)
    return bytes(file)


def stream(data: bytes, about: str = "") -> bytes:
    """A stream object."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), about.encode(), data)


def encrypted_pdf(text: str, user: str) -> bytes:
    """A PDF locked with a password, by RC4; with "" anybody may read it."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(text))))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def compressed_pdf(text: str) -> bytes:
    """A PDF whose objects lie in streams."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf(text))))
    for page in writer.pages:
        page.compress_content_streams()
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def revised_pdf(text: str) -> bytes:
    """A PDF from whose page a text was taken out by adding the new page to the end."""
    before = pdf(text)
    content = b"BT /F1 12 Tf 20 100 Td (Hello) Tj ET"
    start = len(before)
    body = b"4 0 obj\n%s\nendobj\n" % stream(content)
    xref = b"xref\n4 1\n%010d 00000 n \n" % start
    previous = int(before.rpartition(b"startxref\n")[2].split()[0])
    trailer = b"trailer\n<< /Size 11 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (previous, start + len(body))
    return before + body + xref + trailer


def padded(text: str, megabytes: int = 65) -> bytes:
    """A small document that unpacks to much; the text comes first, before what fills it."""
    return docx("正文", text, inner=" " * (megabytes * 1024 * 1024))


def twice(text: str) -> bytes:
    """A package in which one name stands for two parts."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(text))) as first, zipfile.ZipFile(file, "w") as made:
        for info in first.infolist():
            made.writestr(zipfile.ZipInfo(info.filename), first.read(info))
        with zipfile.ZipFile(BytesIO(docx("正文"))) as second:
            made.writestr(zipfile.ZipInfo("word/document.xmm"), second.read("word/document.xml"))
    return file.getvalue().replace(b"document.xmm", b"document.xml")


def lying(text: str) -> bytes:
    """A package whose directory says that a part is shorter than it is."""
    part = docx("正文" * 50, text)
    raw = bytearray(part)
    at = raw.rfind(b"word/document.xml") - 46
    size = struct.unpack_from("<L", raw, at + 24)[0]
    struct.pack_into("<L", raw, at + 24, size - 100)
    return bytes(raw)


def zip64(text: str) -> bytes:
    """A package with sizes of 64 bits."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(text))) as first, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for info in first.infolist():
            with made.open(info.filename, "w", force_zip64=True) as part:
                part.write(first.read(info))
    return file.getvalue()


class _Pipe(BytesIO):
    """A file that cannot be gone back in, so that sizes follow what they are of."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError

    def seek(self, *about: object) -> int:
        raise OSError


def streamed(text: str) -> bytes:
    """A package written to a pipe."""
    file = _Pipe()
    with zipfile.ZipFile(BytesIO(docx(text))) as first, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for info in first.infolist():
            made.writestr(info.filename, first.read(info))
    return file.getvalue()


def hidden_member(text: str) -> bytes:
    """A package with a file between its files that its directory does not name."""
    raw = docx("正文")
    at = raw.index(b"PK\1\2")
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("a.txt", text)
    extra = file.getvalue()[: file.getvalue().index(b"PK\1\2")]
    end = raw.rindex(b"PK\5\6")
    moved = struct.pack("<L", struct.unpack_from("<L", raw, end + 16)[0] + len(extra))
    return raw[:at] + extra + raw[at : end + 16] + moved + raw[end + 20 :]


def locked(text: str) -> bytes:
    """An archive whose files are said to be encrypted."""
    raw = bytearray(package({"a.txt": text}))
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        raw[raw.index(mark) + at] |= 1
    return bytes(raw)


def gbk_names(text: str) -> bytes:
    """An archive from a Chinese Windows, whose names are in GB 18030."""
    name = text.encode("gb18030") + b".txt"
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        made.writestr("x" * len(name), "演示")
    return file.getvalue().replace(b"x" * len(name), name)


def _comment(raw: bytes, text: str) -> bytes:
    file = BytesIO(raw)
    with zipfile.ZipFile(file, "a") as made:
        made.comment = text.encode()
    return file.getvalue()


def _unused(text: str) -> bytes:
    raw = xlsx([("甲", f"号{text}")])
    with zipfile.ZipFile(BytesIO(raw)) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>"
    return package(parts)


def _bzip(text: str) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_BZIP2) as made:
        made.writestr("a.txt", text)
    return file.getvalue()


_EMBEDDED = "<< /Type /Filespec /F (a.txt) /EF << /F 21 0 R >> >>"
_NESTED: Build = lambda text: package({"内.zip": package({"更内.zip": package({"名单.txt": text})})})  # noqa: E731
_MUTE = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [21 0 R] >>"
_CID = (
    "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X"
    " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>"
)

READ = [
    Vector("正文", ".docx", docx),
    Vector(
        "拆成几段字",
        ".docx",
        lambda t: docx("正文", inner=f"<w:p><w:r><w:t>{t[:6]}</w:t></w:r><w:r><w:t>{t[6:]}</w:t></w:r></w:p>"),
    ),
    Vector("批注", ".docx", _part("word/comments.xml", f'<w:c xmlns:w="{_W}"><w:p><w:t>@</w:t></w:p></w:c>')),
    Vector("脚注", ".docx", _part("word/footnotes.xml", f'<w:c xmlns:w="{_W}"><w:p><w:t>@</w:t></w:p></w:c>')),
    Vector("页眉", ".docx", _part("word/header3.xml", f'<w:c xmlns:w="{_W}"><w:p><w:t>@</w:t></w:p></w:c>')),
    Vector("改名的部件", ".docx", _part("word/mydoc.xml", f'<w:c xmlns:w="{_W}"><w:p><w:t>@</w:t></w:p></w:c>')),
    Vector("没有扩展名的部件", ".docx", _part("word/part", f'<w:c xmlns:w="{_W}"><w:p><w:t>@</w:t></w:p></w:c>')),
    Vector("词汇表", ".docx", _part("word/glossary/document.xml", f'<w:c xmlns:w="{_W}"><w:p><w:t>@</w:t></w:p></w:c>')),
    Vector("图表的缓存", ".docx", _part("word/charts/chart1.xml", '<c xmlns:c="c"><c:pt><c:v>@</c:v></c:pt></c>')),
    Vector("SmartArt", ".docx", _part("word/diagrams/data1.xml", f'<d xmlns:a="{_A}"><a:p><a:t>@</a:t></a:p></d>')),
    Vector("自定义数据", ".docx", _part("customXml/item1.xml", "<root><a>@</a></root>")),
    Vector("自定义属性", ".docx", _part("docProps/custom.xml", "<Properties><property><x>@</x></property></Properties>")),
    Vector("链接", ".docx", _part("word/_rels/document.xml.rels", '<R><R Target="https://a.example/?id=@"/></R>')),
    Vector("替代文字", ".docx", _w('<w:p><w:docPr descr="@"/></w:p>')),
    Vector(
        "文本框", ".docx", _w("<w:p><w:r><w:pict><w:txbxContent><w:p><w:t>@</w:t></w:p></w:txbxContent></w:pict></w:r></w:p>")
    ),
    Vector(
        "兼容内容",
        ".docx",
        _w('<w:p xmlns:mc="mc"><mc:AlternateContent><mc:Fallback><w:t>@</w:t></mc:Fallback></mc:AlternateContent></w:p>'),
    ),
    Vector("已删除的文字", ".docx", _w("<w:del><w:r><w:delText>@</w:delText></w:r></w:del>")),
    Vector("域代码", ".docx", _w('<w:p><w:r><w:instrText>HYPERLINK "x" \\o "@"</w:instrText></w:r></w:p>')),
    Vector("XML 注释", ".docx", _w("<!-- @ -->")),
    Vector("嵌入的工作簿", ".docx", lambda t: docx("正文", more={"word/embeddings/a.xlsx": xlsx([("甲", f"号{t}")])})),
    Vector(
        "嵌入的工作簿没有扩展名", ".docx", lambda t: docx("正文", more={"word/embeddings/oleObject": xlsx([("甲", f"号{t}")])})
    ),
    Vector("altChunk 网页", ".docx", lambda t: docx("正文", more={"word/afchunk.htm": f"<p>{t}</p>"})),
    Vector("altChunk 文档", ".docx", lambda t: docx("正文", more={"word/afchunk.docx": docx(t)})),
    Vector("图片的拍摄信息", ".docx", lambda t: docx("正文", more={"word/media/a.jpg": photo(text=t, author="", place=False)})),
    Vector(
        "UTF-16 的部件",
        ".docx",
        lambda t: docx(
            "正文", more={"word/header1.xml": f'<?xml version="1.0" encoding="UTF-16"?><a><t>{t}</t></a>'.encode("utf-16")}
        ),
    ),
    Vector(
        "GBK 的部件",
        ".docx",
        lambda t: docx(
            "正文", more={"word/header1.xml": f'<?xml version="1.0" encoding="gb2312"?><a><t>编号{t}</t></a>'.encode("gb18030")}
        ),
    ),
    Vector(
        "DOCTYPE 无实体",
        ".docx",
        lambda t: docx("正文", more={"word/header1.xml": f'<!DOCTYPE a SYSTEM "a.dtd"><a><t>{t}</t></a>'}),
    ),
    Vector("同名的两个部件", ".docx", twice),
    Vector("zip64", ".docx", zip64),
    Vector("流式写成的包", ".docx", streamed),
    Vector("包的注释", ".docx", lambda t: _comment(docx("正文"), t)),
    Vector("第二张表", ".xlsx", _part("xl/worksheets/other.xml", '<w><row><c t="str"><v>@</v></c></row></w>', ".xlsx")),
    Vector(
        "内联文字",
        ".xlsx",
        _part("xl/worksheets/sheet2.xml", '<w><row><c t="inlineStr"><is><t>@</t></is></c></row></w>', ".xlsx"),
    ),
    Vector("隐藏的表", ".xlsx", lambda t: xlsx([("甲", f"号{t}")], "veryHidden")),
    Vector("用不到的共享文字", ".xlsx", _unused),
    Vector(
        "公式里的文字",
        ".xlsx",
        _part("xl/worksheets/sheet2.xml", '<w><row><c><f>IF(A1="@",1,0)</f><v>0</v></c></row></w>', ".xlsx"),
    ),
    Vector(
        "公式的缓存", ".xlsx", _part("xl/worksheets/sheet2.xml", '<w><row><c t="str"><f>A1</f><v>@</v></c></row></w>', ".xlsx")
    ),
    Vector(
        "页脚",
        ".xlsx",
        _part("xl/worksheets/sheet2.xml", "<w><headerFooter><oddFooter>&amp;C@</oddFooter></headerFooter></w>", ".xlsx"),
    ),
    Vector("数据透视表的缓存", ".xlsx", _part("xl/pivotCache/pivotCacheRecords1.xml", '<r><r><s v="@"/></r></r>', ".xlsx")),
    Vector(
        "外部链接的缓存", ".xlsx", _part("xl/externalLinks/externalLink1.xml", '<e><cell t="str"><v>@</v></cell></e>', ".xlsx")
    ),
    Vector(
        "有效性列表",
        ".xlsx",
        _part("xl/worksheets/sheet2.xml", '<w><dataValidation><formula1>"甲,@"</formula1></dataValidation></w>', ".xlsx"),
    ),
    Vector("名称", ".xlsx", _part("xl/names.xml", '<w><definedName name="x">"@"</definedName></w>', ".xlsx")),
    Vector("表名", ".xlsx", _part("xl/book.xml", '<w><sheet name="@"/></w>', ".xlsx")),
    Vector("图形里的文字", ".xlsx", _part("xl/drawings/drawing1.xml", f'<d xmlns:a="{_A}"><a:p><a:t>@</a:t></a:p></d>', ".xlsx")),
    Vector("备注", ".pptx", _part("ppt/notesSlides/notesSlide1.xml", f'<n xmlns:a="{_A}"><a:p><a:t>@</a:t></a:p></n>', ".pptx")),
    Vector(
        "母版", ".pptx", _part("ppt/slideMasters/slideMaster1.xml", f'<n xmlns:a="{_A}"><a:p><a:t>@</a:t></a:p></n>', ".pptx")
    ),
    Vector("批注作者", ".pptx", _part("ppt/commentAuthors.xml", '<n><cmAuthor name="@"/></n>', ".pptx")),
    Vector("页眉", ".odt", lambda t: _odt(styles_xml=f"<office:s {_O}><text:p>{t}</text:p></office:s>")),
    Vector("单元格的值", ".ods", lambda t: _odt(f'<table:table-cell xmlns:table="t" office:value="{t}"/>文')),
    Vector(
        "批注",
        ".ofd",
        lambda t: _ofd({"Doc_0/Annots/Page_0/Annotation.xml": f"<ofd:A {_OFD}><ofd:TextCode>{t}</ofd:TextCode></ofd:A>"}),
    ),
    Vector("附件", ".ofd", lambda t: _ofd({"Doc_0/Attachs/a.docx": docx(t)})),
    Vector("压缩包里的文字", ".zip", lambda t: package({"a.txt": t})),
    Vector("压缩包里的文档", ".zip", lambda t: package({"a/名单.docx": docx(t), "b.pdf": pdf("Hello")})),
    Vector("压缩包里的 PDF", ".zip", lambda t: package({"a.pdf": pdf(t)})),
    Vector("包中包", ".zip", _NESTED),
    Vector("文件名", ".zip", lambda t: package({f"张某{t}.txt": "演示"})),
    Vector("GBK 文件名", ".zip", lambda t: gbk_names("张某" + t)),
    Vector("页面文字", ".pdf", pdf),
    Vector("压缩的对象", ".pdf", compressed_pdf),
    Vector("用空口令加密", ".pdf", lambda t: encrypted_pdf(t, "")),
    Vector("表单", ".pdf", lambda t: pdf_with(f"<< /FT /Tx /T (a) /V ({t}) >>", root="/AcroForm << /Fields [20 0 R] >>")),
    Vector(
        "XFA 表单",
        ".pdf",
        lambda t: pdf_with(stream(f"<x><v>{t}</v></x>".encode()), root="/AcroForm << /Fields [] /XFA [(datasets) 20 0 R] >>"),
    ),
    Vector(
        "批注",
        ".pdf",
        lambda t: pdf_with(f"<< /Type /Annot /Subtype /Text /Contents ({t}) /Rect [0 0 9 9] >>", page="/Annots [20 0 R]"),
    ),
    Vector(
        "链接",
        ".pdf",
        lambda t: pdf_with(
            f"<< /Type /Annot /Subtype /Link /A << /S /URI /URI (https://a.example/?id={t}) >> /Rect [0 0 9 9] >>",
            page="/Annots [20 0 R]",
        ),
    ),
    Vector(
        "书签",
        ".pdf",
        lambda t: pdf_with(
            "<< /Type /Outlines /First 21 0 R /Last 21 0 R >>", f"<< /Title ({t}) /Parent 20 0 R >>", root="/Outlines 20 0 R"
        ),
    ),
    Vector(
        "XMP",
        ".pdf",
        lambda t: pdf_with(stream(f'<x a="{t}"/>'.encode(), "/Type /Metadata /Subtype /XML"), root="/Metadata 20 0 R"),
    ),
    Vector(
        "嵌入的文件",
        ".pdf",
        lambda t: pdf_with(
            _EMBEDDED, stream(t.encode(), "/Type /EmbeddedFile"), root="/Names << /EmbeddedFiles << /Names [(a) 20 0 R] >> >>"
        ),
    ),
    Vector("改动前的内容", ".pdf", revised_pdf),
    Vector("坏的索引", ".pdf", lambda t: pdf(t).replace(b"startxref\n", b"startxref\n9")),
    Vector("很长的表", ".csv", lambda t: (b"a,b,c\n" * 1_100_000) + t.encode() + b"\n" + b"a,b,c\n" * 9),
    Vector("很长的一行", ".txt", lambda t: b"abc," * 500_000 + t.encode() + b",abc" * 500_000),
    Vector("UTF-16", ".csv", lambda t: f"姓名\t{t}\n".encode("utf-16")),
    Vector("UTF-32", ".txt", lambda t: f"姓名\t{t}\n".encode("utf-32")),
    Vector("GBK", ".txt", lambda t: f"编号为{t}的\n".encode("gbk")),
    Vector("控制字符", ".txt", lambda t: f"{t[:9]}\x01{t[9:]}".encode()),
    Vector("字幕", ".vtt", lambda t: f"WEBVTT\n\n00:00.000 --> 00:01.000\n<v 张>{t}\n".encode()),
    Vector("折行的日历", ".ics", lambda t: f"BEGIN:VCALENDAR\r\nSUMMARY:{t[:8]}\r\n {t[8:]}\r\n".encode()),
]
"""Whatever the place, the text is read."""

BLOCKED = [
    Vector("补到 65 MB 的文档", ".docx", padded),
    Vector("说小了的大小", ".docx", lying),
    Vector("目录里没有的文件", ".docx", hidden_member),
    Vector("后面接着别的", ".docx", lambda t: docx("正文") + t.encode()),
    Vector("前面接着别的", ".zip", lambda t: b"PK\3\4" + t.encode() + package({"a.txt": "文"})),
    Vector("截断", ".docx", lambda t: docx(t)[:-30]),
    Vector(
        "DOCTYPE 实体",
        ".docx",
        lambda t: docx("正文", more={"word/header1.xml": f'<!DOCTYPE a [<!ENTITY b "{t[:9]}">]><a><t>&b;{t[9:]}</t></a>'}),
    ),
    Vector("加密的文档", ".docx", lambda t: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + t.encode("utf-16")),
    Vector(
        "加密的 ODF",
        ".odt",
        lambda t: package({"content.xml": f"<a><p>{t}</p></a>", "META-INF/manifest.xml": "<m><encryption-data/></m>"}),
    ),
    Vector("加密的压缩包", ".zip", locked),
    Vector("内含加密的文档", ".zip", lambda t: package({"a.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + t.encode()})),
    Vector("套得过深", ".zip", lambda t: package({"a.zip": package({"b.zip": _NESTED(t)})})),
    Vector("少见的压缩方法", ".zip", _bzip),
    Vector("要口令的 PDF", ".pdf", lambda t: encrypted_pdf(t, "secret")),
    Vector("截断的 PDF", ".pdf", lambda t: pdf(t, pages=3)[:-40]),
    Vector("PDF 后面接着别的", ".pdf", lambda t: pdf("Hello") + b"\n" + t.encode() * 80),
    Vector("PDF 前面接着别的", ".pdf", lambda t: t.encode() + pdf("Hello")),
    Vector("无记号的 UTF-16", ".txt", lambda t: ("正" * 5000 + t).encode("utf-16-le")),
    Vector("坏了的 UTF-8", ".txt", lambda t: ("全体代表名单" * 9).encode() + b"\xe5\x8f" + t[:9].encode()),
    Vector("别的编码", ".txt", lambda t: b"\xff\x80\xff" + t.encode()),
    Vector("转义的编码", ".txt", lambda t: f"\x1b$B{t[:9]}\x1b(B{t[9:]}".encode()),
]
"""Not all of these can be read."""

UNSEEN = [
    Vector(
        "嵌入的 OLE 对象",
        ".docx",
        lambda t: docx("正文", more={"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + t.encode()}),
    ),
    Vector("altChunk 邮件网页", ".docx", lambda t: docx("正文", more={"word/afchunk.mht": f"MIME-Version: 1.0\n{t}"})),
    Vector("数据模型", ".xlsx", lambda t: _book({"xl/model/item.data": t.encode()})),
    Vector("没有文字的文档", ".docx", lambda t: docx(more={"word/media/a.png": b"\x89PNG\r\n\x1a\n"})),
    Vector("内含旧文档", ".zip", lambda t: package({"a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + t.encode()})),
    Vector("扫描的 PDF", ".pdf", lambda t: pdf("")),
    Vector(
        "没有字符表的字体",
        ".pdf",
        lambda t: pdf_with(_MUTE, _CID, content="BT /F1 12 Tf 20 100 Td <00110012> Tj ET").replace(b"/F1 3 0 R", b"/F1 20 0 R"),
    ),
]
"""No program can look into these, or into a part of them."""


def _many_cells() -> bytes:
    rows = '<row><c t="s"><v>0</v></c></row>' * 20_000
    return _with(xlsx([("甲" * 30_000, "乙")]), {"xl/worksheets/sheet2.xml": f"<worksheet>{rows}</worksheet>"})


BOMBS: dict[str, Callable[[], bytes]] = {
    ".docx": lambda: padded("文", 300),
    ".zip": lambda: package({f"{n}.txt": b" " * 70 * 1024 * 1024 for n in range(2)}),
    ".xlsx": _many_cells,
}
"""Small files that would come to much."""
