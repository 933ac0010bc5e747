"""What is found in pictures and drawings."""

import gzip

import pytest

from samples import animation, photo, picture, png
from wangqun.scan.pictures import look_at_picture
from wangqun.scan.scanner import scan
from wangqun.scan.svg import look_at_svg, shape_of_svg
from wangqun.scan.wording import Wording

ID = "110101199001011237"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">{}</svg>'


def codes(raw: bytes, suffix: str) -> list[str]:
    """Codes of what a picture's bytes are faulted for."""
    return [hit.code for hit in look_at_picture(raw, suffix).hits]


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".gif", ".webp", ".avif"])
@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.9, 0.99])
def test_a_picture_that_is_cut_short_blocks(suffix: str, share: float) -> None:
    raw = picture(suffix, size=(240, 160))

    assert codes(raw[: int(len(raw) * share)], suffix) == ["image-broken"]


def test_a_drawing_is_read_in_any_coding_or_refused() -> None:
    packed = look_at_svg(gzip.compress(SVG.format(f"<text>{ID}</text>").encode()))
    wide = look_at_svg(SVG.format(f"<text>{ID}</text>").encode("utf-16"))

    assert [hit.code for hit in packed[0]] == ["svg-refused"]
    assert [hit.code for hit in scan(wide[1], Wording({}))] == ["id-number"]


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".gif", ".webp", ".avif"])
def test_a_plain_picture_has_no_fault(suffix: str) -> None:
    assert codes(picture(suffix), suffix) == []


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    found = look_at_picture(png(60_000, 60_000), ".png").hits

    assert [(hit.code, hit.values["width"]) for hit in found] == [("image-too-large", "60000")]


def test_a_picture_with_too_many_frames_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wangqun.scan.pictures.MAX_FRAMES", 24 * 16 * 3)

    assert codes(animation(".gif", 3), ".gif") == []
    assert codes(animation(".gif", 4), ".gif") == ["image-too-large"]
    assert codes(animation(".webp", 4), ".webp") == ["image-too-large"]


def test_where_and_by_whom_a_photo_was_taken_is_told() -> None:
    found = [look_at_picture(photo(".jpg", **how), ".jpg").hits for how in ({}, {"place": False}, {"place": False, "author": ""})]

    assert [hits[0].values["what"] if hits else "" for hits in found] == ["拍摄地点、作者", "作者", ""]


def test_text_in_metadata_is_handed_over() -> None:
    exif = look_at_picture(photo(".jpg", text=f"ID {ID}"), ".jpg").passages
    xmp = look_at_picture(picture(".webp", xmp=f"<a b:c='{ID}'/>".encode()), ".webp").passages
    comment = look_at_picture(picture(".gif", comment=ID.encode()), ".gif").passages

    assert [any(ID in passage.rows for passage in found) for found in (exif, xmp, comment)] == [True, True, True]


@pytest.mark.parametrize(
    "inner",
    [
        '<defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><rect fill="url(#a)" width="9"/>',
        '<g style="fill:url(\'#a\');stroke:none"><path d="M0 0h9"/></g><use xlink:href="#b"/>',
        '<image href="data:image/png;base64,AAAA" width="1" height="1"/>',
        '<text x="1">文字<tspan>更多</tspan></text><title>图</title>',
        "<!-- 说明 -->",
    ],
)
def test_a_drawing_that_only_draws_passes(inner: str) -> None:
    assert look_at_svg(SVG.format(inner).encode())[0] == ()


@pytest.mark.parametrize(
    ("inner", "what"),
    [
        ("<script>alert(1)</script>", "元素 script"),
        ("<foreignObject/>", "元素 foreignObject"),
        ("<style>@import 'x'</style>", "元素 style"),
        ('<a href="#x"/>', "元素 a"),
        ('<animate attributeName="href"/>', "元素 animate"),
        ('<set attributeName="href" to="javascript:x"/>', "元素 set"),
        ('<p xmlns="http://www.w3.org/1999/xhtml"/>', "元素 p"),
        ('<rect onclick="x()"/>', "属性 onclick"),
        ('<rect xmlns:e="urn:x" e:id="x"/>', "属性 id"),
        ('<g xml:base="https://x.example/"/>', "属性 base"),
        ('<use href="https://x.example/a.svg#b"/>', "指向别处的链接"),
        ('<image xlink:href="a.png"/>', "指向别处的链接"),
        ('<image href="data:image/svg+xml;base64,AAAA"/>', "指向别处的链接"),
        ('<rect fill="url(https://x.example/a#b)"/>', "指向别处或会执行的样式（fill）"),
        ('<rect style="background:u\\72l(//x.example)"/>', "指向别处或会执行的样式（style）"),
        ('<rect style="fill:url(#a) url(//x)"/>', "指向别处或会执行的样式（style）"),
        ("<?xml-stylesheet href='x.css'?>", "处理指令 xml-stylesheet"),
        ("<g>" * 60 + "</g>" * 60, "这么多层或这么多元素"),
        ("<g/>" * 50_001, "这么多层或这么多元素"),
        ('<g id="a"><use href="#a"/></g>', "层层套用的引用"),
        (
            "".join(f'<g id="g{n}">' + f'<use href="#g{n + 1}"/>' * 20 + "</g>" for n in range(6)) + '<use href="#g0"/>',
            "这么多重复引用",
        ),
    ],
)
def test_a_drawing_that_might_do_more_is_refused(inner: str, what: str) -> None:
    hits, _ = look_at_svg(SVG.format(inner).encode())

    assert [what] == [hit.values["what"] for hit in hits]


@pytest.mark.parametrize(
    ("raw", "what", "line"),
    [
        (b'<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "b">]><svg/>', "DOCTYPE 声明", 2),
        (b"<html/>", "元素 html", 1),
        (b"\n\n<svg", "不合 XML 格式的内容", 3),
        (b'<?xml version="1.0" encoding="utf-16"?><svg/>', "UTF-8 以外的编码", 1),
        (b" " * 3_000_000, "超过 2 MB 的内容", 0),
    ],
)
def test_what_is_no_plain_drawing_is_refused_with_its_line(raw: bytes, what: str, line: int) -> None:
    hits, _ = look_at_svg(raw)

    assert [(what, line)] == [(hit.values["what"], hit.line) for hit in hits]


def test_text_in_a_drawing_is_handed_over_with_its_line() -> None:
    _, passages = look_at_svg(SVG.format(f"\n<text>{ID}</text>").encode())

    assert [(passage.text, passage.line) for passage in passages] == [(ID, 2)]


@pytest.mark.parametrize(
    "inner",
    [
        "<text>970121&#x31;98001010016</text>",
        "<text><tspan>970121</tspan><tspan>198001010016</tspan></text>",
        "<desc>970121<!-- -->198001010016</desc>",
        '<g id="x970121198001010016"/>',
        '<g data-name="970121198001010016"/>',
        "<!-- 970121198001010016 -->",
    ],
)
def test_text_of_a_drawing_is_read_as_it_is_seen(inner: str) -> None:
    hits, passages = look_at_svg(SVG.format(inner).encode())

    assert hits == ()
    assert [hit.code for hit in scan(passages, Wording({}))] == ["id-number"]


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".gif", ".webp", ".avif"])
def test_how_wide_and_high_a_picture_is(suffix: str) -> None:
    assert look_at_picture(picture(suffix, size=(24, 16)), suffix).shape == (24, 16)


@pytest.mark.parametrize(("orientation", "shape"), [(1, (24, 16)), (3, (24, 16)), (6, (16, 24)), (8, (16, 24))])
def test_a_picture_that_was_turned_is_as_wide_as_it_is_seen(orientation: int, shape: tuple[int, int]) -> None:
    assert look_at_picture(photo(".jpg", orientation=orientation), ".jpg").shape == shape


@pytest.mark.parametrize(
    ("head", "shape"),
    [
        ('<svg viewBox="0 0 90 60">', (90, 60)),
        ('<svg width="900" height="600px" viewBox="0 0 9 6">', (900, 600)),
        ('<?xml version="1.0"?>\n<svg viewBox="0,0,12.4,8" width="100%">', (12, 8)),
        ("<svg>", (0, 0)),
        ('<svg viewBox="0 0 0 60">', (0, 0)),
        ('<svg viewBox="0 0 -9 60">', (0, 0)),
        ('<svg width="1e999" height="2">', (0, 0)),
        ('<svg viewBox="a b c d">', (0, 0)),
        ("no drawing", (0, 0)),
    ],
)
def test_how_wide_and_high_a_drawing_is(head: str, shape: tuple[int, int]) -> None:
    assert shape_of_svg(head.encode()) == shape
