"""稿件 `article`: a piece of news or a notice, also as pictures, video or infographic."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, ClassVar, Literal, cast

from pydantic import Field

from ..domain.document import Document
from ..domain.federation import Guest
from ..domain.finding import Finding, Rule, Severity
from ..domain.item import Item, Picture
from ..domain.links import Scope
from ..domain.moment import end_of
from ..domain.record import Day, Line, Record, Text
from ..domain.said import said
from ..domain.words import Words
from ..pages.context import ArticlePage
from ..pages.context import Video as VideoValue
from ..pages.document import document_page
from ..pages.kinds import Line as ListLine
from ..pages.site import Pages
from . import plain
from .kind import Kind

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
EXPIRED = said("已过期")
MEDIA_TITLES = {"image": said("图片"), "video": said("视频"), "infographic": said("图解")}
MEDIA_WORDS = Words({"text": "文字", **MEDIA_TITLES}, {"text": ("文字稿",), "image": ("图片稿",), "video": ("视频稿",)})


class Video(Record):
    """A video file of the site, with what stands in for it."""

    file: Line = Field(description="文件")
    poster: Line | None = Field(None, description="封面图")
    captions: Line | None = Field(None, description="字幕文件")


class Article(Item):
    """Header of an article."""

    BLOCKING: ClassVar[frozenset[str]] = Item.BLOCKING | {"expires_on"}
    APART: ClassVar[frozenset[str]] = Item.APART | {"figures"}

    media: Annotated[Literal["text", "image", "video", "infographic"], MEDIA_WORDS] = Field(
        "text", description="体裁：文字、图片、视频、图解"
    )
    figures: tuple[Picture, ...] = Field((), description="图片稿件或图解的图")
    video: Video | None = Field(None, description="视频：文件、封面、字幕")
    transcript: Text | None = Field(None, description="视频或图解的文字版")
    expires_on: Day | None = Field(None, description="有效期的最后一天；过后页面和列表标明已过期")


def turns(document: Document) -> Iterator[tuple[str, datetime]]:
    """The moment from which a piece counts as expired: 24:00 Beijing time of its last day."""
    last = _of(document).expires_on
    if last and (moment := end_of(last)):
        yield "expires_on", moment


def state(document: Document, now: datetime) -> str:
    """已过期 after its last day."""
    return EXPIRED if any(moment <= now for _, moment in turns(document)) else ""


def banners(document: Document) -> Iterator[str]:
    """What the page of an expired piece tells its readers."""
    if document.phase == EXPIRED:
        yield said("已于 %(day)s 过期，仅供查阅", day=f"{_of(document).expires_on:%Y-%m-%d}")


def files(document: Document) -> Iterator[tuple[str, str]]:
    """Files of the site that the header names: the field, and the path as written."""
    item = _of(document)
    yield from plain.files(document)
    yield from (("figures", figure.file) for figure in item.figures)
    if item.video:
        yield from (("video", path) for path in (item.video.file, item.video.poster, item.video.captions) if path)


def shows(document: Document) -> bool:
    """True for pictures, a video or its text, too."""
    item = _of(document)
    return plain.shows(document) or bool(item.figures or item.video or item.transcript)


def line(document: Document) -> ListLine:
    """Its badge, and a picture: that of its header, or the first of a piece in pictures."""
    item = _of(document)
    picture = item.image or (item.figures[0] if item.figures and item.media == "image" else None)
    return ListLine(MEDIA_TITLES.get(item.media, ""), picture=picture)


def page(pages: Pages, document: Document, body: str, guest: Guest | None = None) -> ArticlePage:
    """The page of a document with its pictures, its video and the text of both."""
    item = _of(document)
    scope = guest.scope if guest and guest.scope else pages.view.scope
    return document_page(
        pages,
        document,
        body,
        guest,
        media=MEDIA_TITLES.get(item.media, ""),
        figures=tuple(pages.figure(document, figure, scope) for figure in item.figures),
        video=_video(pages, document, item.video, scope) if item.video else None,
        transcript=tuple(filter(None, (part.strip() for part in (item.transcript or "").split("\n")))),
    )


def _video(pages: Pages, document: Document, video: Video, scope: Scope) -> VideoValue:
    poster, captions = (pages.file(document, path, scope) if path else None for path in (video.poster, video.captions))
    return VideoValue(pages.file(document, video.file, scope), poster, captions)


def _of(document: Document) -> Article:
    return cast(Article, document.item)


def findings(document: Document) -> Iterator[Finding]:
    """What is missing of a media piece."""
    item = _of(document)
    if item.media == "text":
        return
    title = MEDIA_TITLES[item.media]
    has = item.video if item.media == "video" else item.figures
    if not has:
        yield MEDIA_EMPTY.at(document.place("media"), media=title, field="video" if item.media == "video" else "figures")
    if item.media in {"video", "infographic"} and not item.transcript:
        yield MEDIA_NO_TEXT.at(document.place("media"), media=title)


ARTICLE = Kind(
    "article",
    said("稿件"),
    record=Article,
    findings=findings,
    state=state,
    turns=turns,
    files=files,
    shows=shows,
    line=line,
    banners=banners,
    page=page,
    apart=plain.always,
)
