"""What the page of a document shows, and what stands in its place."""

from collections.abc import Mapping
from dataclasses import field

from markupsafe import Markup

from ...domain.frozen import frozen
from .parts import FooterItem, Head, Link


@frozen
class Figure:
    """A picture with its text; width and height in pixels, 0 where nobody knows; `form` is `tall`, `vast` or ""."""

    url: str
    alt: str
    caption: str
    width: int = 0
    height: int = 0
    form: str = ""


@frozen
class Video:
    """A video with its poster and captions."""

    url: str
    poster: str | None
    captions: str | None


@frozen
class Download:
    """An attachment with its type and size."""

    name: str
    url: str
    type: str
    size_text: str


@frozen
class ArticlePage:
    """article.html and page.html: one document."""

    head: Head = field(metadata={"help": "页头信息"})
    id: str = field(metadata={"help": "编号，如 yannan:article/dam-inspection"})
    kind: str = field(metadata={"help": "类型：article 或 page"})
    crumbs: tuple[Link, ...] = field(metadata={"help": "本站内的位置：首页 › 栏目"})
    title: str = field(metadata={"help": "标题"})
    subtitle: str = field(metadata={"help": "副标题，可空"})
    lang: str = field(metadata={"help": "语言"})
    body: Markup = field(metadata={"help": "正文，已清理的 HTML"})
    summary: str = field(metadata={"help": "摘要"})
    date_text: str = field(metadata={"help": "发布时间 YYYY-MM-DD HH:MM；未注明时为空"})
    date_iso: str = field(metadata={"help": "发布时间，ISO 8601"})
    modified_text: str = field(metadata={"help": "更新时间，可空"})
    modified_iso: str = field(metadata={"help": "更新时间，ISO 8601，可空"})
    source: str = field(metadata={"help": "来源"})
    source_url: str | None = field(metadata={"help": "转载原文网址"})
    source_outside: bool = field(metadata={"help": "转载原文网址既不在网站群里、也不是政府网站"})
    editor: str = field(metadata={"help": "责任编辑"})
    authors: str = field(metadata={"help": "作者，顿号分隔"})
    doc_number: str = field(metadata={"help": "文号"})
    banners: tuple[Link, ...] = field(metadata={"help": "时效、过期、更正、被取代等提示"})
    origin: Link | None = field(metadata={"help": "来自其他站点的稿件：原站名称与原文地址"})
    media: str = field(metadata={"help": "图片、视频、图解；文字稿为空"})
    image: Figure | None = field(metadata={"help": "题图"})
    figures: tuple[Figure, ...] = field(metadata={"help": "图片稿件或图解的图"})
    video: Video | None = field(metadata={"help": "视频"})
    transcript: tuple[str, ...] = field(metadata={"help": "文字版，按段"})
    attachments: tuple[Download, ...] = field(metadata={"help": "附件"})
    tags: tuple[Link, ...] = field(metadata={"help": "标签"})
    related: tuple[Link, ...] = field(metadata={"help": "相关稿件：本篇写到的，和写到本篇的"})
    mentions: tuple[Link, ...] = field(metadata={"help": "以本篇为材料的，如就本篇草案征求意见的；种类、标题和要点"})
    offline: tuple[FooterItem, ...] = field(metadata={"help": "线下渠道"})
    extra: Mapping[str, object] = field(metadata={"help": "文件头里系统不认识的字段，原样保留"})
    contents: tuple[Link, ...] = field(metadata={"help": "长文的目录：正文里的二级标题或各章；三处以下的为空"})
    earlier: Link | None = field(metadata={"help": "本站同一栏目里早一篇的；没有时为空"})
    later: Link | None = field(metadata={"help": "本站同一栏目里晚一篇的；没有时为空"})


@frozen
class NotFoundPage:
    """404.html."""

    head: Head = field(metadata={"help": "页头信息"})


@frozen
class RedirectPage:
    """redirect.html: a page that has moved."""

    head: Head = field(metadata={"help": "页头信息"})
    target: str = field(metadata={"help": "新网址"})


@frozen
class WithdrawnPage:
    """withdrawn.html: what stands at the address of a withdrawn piece."""

    head: Head = field(metadata={"help": "页头信息"})
    reason: str = field(metadata={"help": "撤回原因"})
    time_text: str = field(metadata={"help": "撤回时间 YYYY-MM-DD HH:MM"})
