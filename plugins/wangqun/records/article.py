"""稿件 `article`: a piece of news or a notice, also as pictures, video or infographic."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from ..domain.document import Document
from ..domain.finding import Finding, Rule, Severity
from ..domain.item import Item, Picture
from ..domain.moment import SHANGHAI
from ..domain.record import Day, Line, Record, Text
from ..domain.words import Words

KIND = "article"
TITLE = "稿件"

MEDIA_EMPTY = Rule(
    "media-empty", Severity.WARN, "标为{media}的稿件没有{field}", "在文件头补上 {field}，或删去 media。", "docs/domain.md §3.7"
)
MEDIA_NO_TEXT = Rule(
    "media-no-text",
    Severity.WARN,
    "{media}没有文字版，看不到画面的读者无法了解内容",
    "在文件头用 transcript 写出文字版。",
    "无障碍环境建设法 art. 32",
)
MEDIA_TITLES = {"image": "图片", "video": "视频", "infographic": "图解"}
MEDIA_WORDS = Words({"text": "文字", **MEDIA_TITLES}, {"text": ("文字稿",), "image": ("图片稿",), "video": ("视频稿",)})


class Video(Record):
    """A video file of the site, with what stands in for it."""

    file: Line = Field(description="文件")
    poster: Line | None = Field(None, description="封面图")
    captions: Line | None = Field(None, description="字幕文件")


class Article(Item):
    """Header of an article."""

    BLOCKING: ClassVar[frozenset[str]] = Item.BLOCKING | {"expires_on"}

    media: Annotated[Literal["text", "image", "video", "infographic"], MEDIA_WORDS] = Field(
        "text", description="体裁：文字、图片、视频、图解"
    )
    figures: tuple[Picture, ...] = Field((), description="图片稿件或图解的图")
    video: Video | None = Field(None, description="视频：文件、封面、字幕")
    transcript: Text | None = Field(None, description="视频或图解的文字版")
    expires_on: Day | None = Field(None, description="有效期的最后一天；过后页面和列表标明已过期")


def expiry(document: Document) -> datetime | None:
    """The moment from which a document counts as expired: 24:00 Beijing time of its last day; None when it never does."""
    last = document.item.expires_on if isinstance(document.item, Article) else None
    return after(last) if last else None


def after(last: date) -> datetime | None:
    """The moment at which a last day is over, in Beijing time; None for a day that calendars end with."""
    return datetime.combine(last + timedelta(days=1), time(), SHANGHAI) if last < date.max else None


def expiry_banner(document: Document) -> str:
    """What the page of an expired document tells its readers; "" for any other."""
    item = document.item
    last = item.expires_on if document.expired and isinstance(item, Article) else None
    return f"已于 {last:%Y-%m-%d} 过期，仅供查阅" if last else ""


def files(document: Document) -> Iterator[tuple[str, str]]:
    """Files of the site that the header names: the field, and the path as written."""
    item = document.item
    yield from (("attachments", attachment.file) for attachment in item.attachments)
    if item.image:
        yield "image", item.image.file
    if isinstance(item, Article):
        yield from (("figures", figure.file) for figure in item.figures)
        if item.video:
            yield from (("video", path) for path in (item.video.file, item.video.poster, item.video.captions) if path)


def findings(document: Document) -> Iterator[Finding]:
    """What is missing of a media piece."""
    item = document.item
    if not isinstance(item, Article) or item.media == "text":
        return
    title = MEDIA_TITLES[item.media]
    has = item.video if item.media == "video" else item.figures
    if not has:
        yield MEDIA_EMPTY.at(document.place("media"), media=title, field="video" if item.media == "video" else "figures")
    if item.media in {"video", "infographic"} and not item.transcript:
        yield MEDIA_NO_TEXT.at(document.place("media"), media=title)
