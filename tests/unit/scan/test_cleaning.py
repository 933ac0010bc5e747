"""Pictures lose their metadata and nothing else."""

import time
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps, ImageSequence, PngImagePlugin

from samples import FORMATS, animation, photo, picture, png
from wangqun.scan.cleaning import CLEANED, BadPicture, StuckMetadata, clean_picture, split_picture
from wangqun.scan.exif import read_exif, turned

XMP = b"<x:xmpmeta><rdf:Description dc:creator='x' exif:GPSLatitude='38'/></x:xmpmeta>"


def frames(raw: bytes) -> list[Image.Image]:
    """Every frame as it is shown."""
    return [ImageOps.exif_transpose(frame.convert("RGBA")) for frame in ImageSequence.Iterator(Image.open(BytesIO(raw)))]


def same_pixels(one: bytes, other: bytes) -> bool:
    """True when two pictures show the same."""
    pairs = zip(frames(one), frames(other), strict=True)
    return all(a.size == b.size and not ImageChops.difference(a, b).getbbox() for a, b in pairs)


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".webp"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_keeps_its_pixels_and_how_it_is_turned_and_nothing_else(suffix: str, orientation: int) -> None:
    raw = photo(suffix, orientation)
    cleaned = clean_picture(raw, suffix)
    with Image.open(BytesIO(cleaned)) as image:
        exif = dict(image.getexif())

    assert ({0x0112: orientation} if orientation > 1 else {}) == exif
    assert same_pixels(raw, cleaned)
    assert b"\xe5\x88\x98" not in cleaned
    assert cleaned == clean_picture(cleaned, suffix)


@pytest.mark.parametrize(
    ("suffix", "raw"),
    [
        (".jpg", picture(".jpg", comment=b"secret", xmp=XMP, icc_profile=b"profile" * 9, progressive=True)),
        (".webp", picture(".webp", xmp=XMP, icc_profile=b"profile" * 9)),
        (".webp", picture(".webp", lossless=True, xmp=XMP)),
        (".gif", picture(".gif", comment=b"secret")),
        (".gif", animation(".gif", comment=b"secret")),
        (".webp", animation(".webp", xmp=XMP)),
        (".png", animation(".png")),
    ],
)
def test_comments_and_xmp_go_and_profiles_and_frames_stay(suffix: str, raw: bytes) -> None:
    cleaned = clean_picture(raw, suffix)

    assert b"secret" not in cleaned and b"xmpmeta" not in cleaned
    assert (b"profile" in raw) == (b"profile" in cleaned)
    assert same_pixels(raw, cleaned)
    with Image.open(BytesIO(raw)) as before, Image.open(BytesIO(cleaned)) as after:
        assert before.info.get("icc_profile") == after.info.get("icc_profile")
        assert before.info.get("loop") == after.info.get("loop")


def test_text_in_a_png_goes() -> None:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", "secret")
    text.add_text("Comment", "secret" * 50, zip=True)
    text.add_itxt("XML:com.adobe.xmp", "secret")
    raw = picture(".png", pnginfo=text)

    assert {"png-text"} == {part.kind for part in split_picture(raw, ".png").metadata}
    assert clean_picture(raw, ".png") == clean_picture(picture(".png"), ".png")


def test_what_follows_the_end_of_a_picture_goes() -> None:
    for suffix in (".jpg", ".png", ".gif", ".webp"):
        assert clean_picture(picture(suffix), suffix) == clean_picture(picture(suffix) + b"hidden", suffix)


def test_an_xmp_block_in_a_gif_goes() -> None:
    raw = picture(".gif")
    block = b"!\xff\x0bXMP DataXMP" + b"\x06secret" + b"\0"
    cleaned = clean_picture(raw[:-1] + block + b";", ".gif")

    assert clean_picture(raw, ".gif") == cleaned


def test_an_avif_picture_stays_as_it_is_or_is_refused() -> None:
    plain = picture(".avif")

    assert plain == clean_picture(plain, ".avif")
    with pytest.raises(StuckMetadata):
        clean_picture(photo(".avif"), ".avif")
    with pytest.raises(StuckMetadata):
        clean_picture(picture(".avif", xmp=XMP), ".avif")


@pytest.mark.parametrize("suffix", [".jpg", ".png", ".gif", ".webp", ".avif"])
def test_a_picture_cut_short_is_refused(suffix: str) -> None:
    raw = animation(suffix) if suffix in {".gif", ".webp"} else picture(suffix)

    for length in range(0, len(raw) - 1, 7):
        with pytest.raises(BadPicture):
            clean_picture(raw[:length], suffix)


def test_a_damaged_png_is_refused() -> None:
    raw = bytearray(picture(".png"))
    raw[50] ^= 1

    with pytest.raises(BadPicture, match="数据损坏"):
        clean_picture(bytes(raw), ".png")


@pytest.mark.parametrize("suffix", sorted(CLEANED))
@pytest.mark.parametrize("other", sorted(FORMATS))
def test_a_picture_of_another_type_is_refused(suffix: str, other: str) -> None:
    if FORMATS[other] == FORMATS[suffix.replace("jpeg", "jpg")]:
        return
    with pytest.raises(BadPicture):
        clean_picture(picture(other), suffix)


SEEDS = {
    ".jpg": [photo(".jpg", 6), picture(".jpg", comment=b"x", progressive=True)],
    ".png": [photo(".png", 3)],
    ".gif": [animation(".gif", comment=b"x")],
    ".webp": [photo(".webp", 8), animation(".webp")],
    ".avif": [picture(".avif")],
}


@st.composite
def damaged(draw: st.DrawFn) -> tuple[bytes, str]:
    """A picture with some bytes changed, cut out or put in."""
    suffix = draw(st.sampled_from(sorted(SEEDS)))
    raw = bytearray(draw(st.sampled_from(SEEDS[suffix])))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(raw)))
        end = at + draw(st.integers(0, 30))
        raw[at:end] = draw(st.binary(max_size=12) | st.sampled_from([b"", b"\xff" * 4, b"\0" * 4]))
    return bytes(raw), suffix


@settings(max_examples=400, deadline=1000, derandomize=True)
@given(damaged() | st.tuples(st.binary(max_size=200), st.sampled_from(sorted(CLEANED))))
@example((b"\xff\xd8" + b"\xff" * 100_000, ".jpg"))
@example((b"GIF89a" + bytes(7) + b"!\xfe", ".gif"))
@example((b"RIFF\xff\xff\xff\xffWEBP", ".webp"))
@example((b"\0\0\0\x10ftypavif\0\0\0\0" + b"\0\0\0\x01mdat" + b"\xff" * 8, ".avif"))
def test_whatever_the_bytes_a_clean_picture_comes_out_or_a_refusal(case: tuple[bytes, str]) -> None:
    raw, suffix = case
    try:
        cleaned = clean_picture(raw, suffix)
    except BadPicture:
        return

    assert cleaned == clean_picture(cleaned, suffix)
    assert {part.kind for part in split_picture(cleaned, suffix).metadata} <= {"exif"}


def test_hostile_bytes_take_no_longer_than_many() -> None:
    scan = b"\xff\xd8\xff\xc0\0\x08\x08\0\x01\0\x01\x01\xff\xda\0\x02"
    jpeg = scan + b"\xff" * 5_000_000 + b"\0"
    gif = b"GIF89a" + bytes(7) + b"!\xfe" + b"\x01a" * 5_000_000
    start = time.perf_counter()
    for raw, suffix in ((jpeg, ".jpg"), (gif, ".gif"), (scan + b"\xff\xd0" * 5_000_000, ".jpg")):
        with pytest.raises(BadPicture):
            clean_picture(raw, suffix)

    assert time.perf_counter() - start < 5


def test_a_bomb_is_seen_by_its_header_alone() -> None:
    raw = png(60_000, 60_000)
    found = split_picture(raw, ".png")

    assert (found.width, found.height, found.frames) == (60_000, 60_000, 1)


@pytest.mark.parametrize("orientation", range(2, 9))
def test_the_least_exif_says_how_to_turn(orientation: int) -> None:
    assert orientation == read_exif(turned(orientation)).orientation


@settings(max_examples=300, derandomize=True)
@given(st.binary(max_size=300).map(lambda tail: b"II*\0\x08\0\0\0" + tail))
def test_reading_exif_never_raises(block: bytes) -> None:
    assert 1 <= read_exif(block).orientation <= 8
