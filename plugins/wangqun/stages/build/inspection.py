"""Built pages: official meta tags (docs/domain.md §5), and the banner that an expired piece must carry."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from html import unescape
from pathlib import Path

from ...domain.document import Document
from ...domain.federation import SiteView
from ...domain.finding import Finding, Place, Rule, Severity
from ...records.kind import Kinds
from ...scan.tagged import MARKUP

META_MISSING = Rule(
    "meta-missing",
    Severity.BLOCK,
    "{count} 个页面缺网页标签 {name}，如 {page}；本站保留上一次发布的内容",
    "主题的 base.html 要输出 page.head.meta 的全部标签。",
    "指引",
)
META_EMPTY = Rule(
    "meta-empty",
    Severity.BLOCK,
    "{count} 个页面的网页标签 {name} 是空的，如 {page}；本站保留上一次发布的内容",
    "没有内容的标签不要输出。",
    "指引",
)
META_FORMAT = Rule(
    "meta-format",
    Severity.BLOCK,
    "{count} 个页面的网页标签 {name} 格式不对，如 {page}；本站保留上一次发布的内容",
    "照 page.head.meta 原样输出：PubDate 是 YYYY-MM-DD HH:MM，SiteDomain 只有域名，ArticleTitle 没有 HTML，Url 是完整网址。",
    "指引",
)
NOTICE_EXPIRED = Rule(
    "notice-expired",
    Severity.BLOCK,
    "稿件已过期，页面 {page} 没有标明；本站保留上一次发布的内容",
    "主题的 article.html 要输出 page.banners 的每一条。",
    "docs/domain.md §4",
)
SITE_TAGS = ("SiteName", "SiteDomain")
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
TITLE = "ArticleTitle"
ARTICLE_TAGS = (TITLE, "ContentSource")
OFFICIAL = {*SITE_TAGS, *COLUMN_TAGS, *ARTICLE_TAGS, "SiteIDCode", "PubDate", "Keywords", "Author", "Description", "Image", "Url"}
FORMATS = {
    "PubDate": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]) (?:[01]\d|2[0-3]):[0-5]\d", re.ASCII),
    "SiteDomain": re.compile(r"[\w-]+(?:\.[\w-]+)*"),
    "Url": re.compile(r"https?://\S+"),
    "Image": re.compile(r"https?://\S+"),
}
HEAD = 16384
_META = re.compile(r"""<meta\b((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(slots=True)
class _Tally:
    """How many pages share one fault, and the first of them."""

    page: str
    count: int = field(default=0)


def findings(view: SiteView, kinds: Kinds, folder: Path) -> Iterator[Finding]:
    """What is wrong with the pages of one site, built below `folder`: one finding for each tag, one for each unmarked piece."""
    tallies: dict[tuple[Rule, str], _Tally] = {}
    titles = _Titles(view)
    for page, required, document in _pages(view, folder):
        path = folder / page
        if not path.is_file():
            continue  # `build` has said so
        for rule, name in _faults(path, required, partial(titles.of, page, document)):
            tallies.setdefault((rule, name), _Tally(page)).count += 1
        words = list(kinds[document.id.kind].banners(document)) if document else []
        if document and words and not _has(path, words):
            yield NOTICE_EXPIRED.at(Place(view.member.site.id, document.path, document.lines.get("expires_on", 0)), page=page)
    for (rule, name), tally in tallies.items():
        yield rule.at(Place(view.member.site.id), name=name, count=tally.count, page=tally.page)


def _has(path: Path, words: list[str]) -> bool:
    text = unescape(path.read_text(encoding="utf-8"))
    return all(each in text for each in words)


@dataclass
class _Titles:
    """What the engine gave the theme as a page's title. Names may look like markup: the theme is judged by what it adds."""

    view: SiteView

    def of(self, page: str, document: Document | None) -> str:
        """The title of a page; "" for one without."""
        return document.title if document else self._people.get(page, "")

    @cached_property
    def _people(self) -> dict[str, str]:
        from ...records.deputies.pages import PeoplePages  # seldom needed

        titles = (
            (path, meta.content) for path, _, page in PeoplePages(self.view).all for meta in page.head.meta if meta.name == TITLE
        )
        return dict(titles)


def _pages(view: SiteView, folder: Path) -> Iterator[tuple[str, tuple[str, ...], Document | None]]:
    """Each page's path, the tags it must have, and its document.

    In order: home, columns, 找代表, 数据开放, 搜索, documents, guests, deputies.

    A piece without a day has no PubDate; `item-undated` tells of one without any date. A standing page belongs to no column.
    """
    yield "index.html", SITE_TAGS, None
    listed = {d.column for d in view.documents if d.is_listed and not d.standing} | {guest.column for guest in view.guests}
    for column in view.columns:
        if column.key in listed:
            older = (file.name for file in (folder / column.key).glob("p*.html") if file.stem[1:].isdigit())
            for name in ("index.html", *sorted(older)):
                yield f"{column.key}/{name}", (*SITE_TAGS, *COLUMN_TAGS), None
    for path in sorted((*(folder / "my").glob("*.html"), *(folder / "data").glob("*.html"))):
        yield path.relative_to(folder).as_posix(), (*SITE_TAGS, *COLUMN_TAGS), None
    for path in sorted((folder / "search").glob("*.html")):
        yield path.relative_to(folder).as_posix(), SITE_TAGS, None
    for document in view.documents:
        yield document.file, _tags(document), document
    for guest in view.guests:
        if guest.path:
            yield guest.path, _tags(guest.document), guest.document
    roster = view.roster
    people = [deputy.page for deputy in (*roster.deputies, *roster.former)]
    places = [*(elector.page for elector in roster.constituencies), *(station.page for station in roster.stations)]
    for page in (*people, *places):
        yield page, (*SITE_TAGS, *COLUMN_TAGS, *ARTICLE_TAGS), None


def _tags(document: Document) -> tuple[str, ...]:
    column = () if document.standing else COLUMN_TAGS
    return (*SITE_TAGS, *column, *ARTICLE_TAGS, *(("PubDate",) if document.has_day else ()))


def _faults(path: Path, required: tuple[str, ...], title: Callable[[], str]) -> Iterator[tuple[Rule, str]]:
    tags = meta_tags(_head(path))
    for name in required:
        if name not in tags:
            yield META_MISSING, name
    for name, content in tags.items():
        if name in OFFICIAL and not content.strip():
            yield META_EMPTY, name
        elif (name in FORMATS and not FORMATS[name].fullmatch(content)) or (
            name == TITLE and "<" in content and MARKUP.search(content) and content.split() != title().split()
        ):
            yield META_FORMAT, name


def _head(path: Path) -> str:
    """The page up to the end of its head."""
    with path.open("rb") as file:
        start = file.read(HEAD)
        if b"</head>" not in start:
            start += file.read()
    return start.partition(b"</head>")[0].decode("utf-8", "replace")


def meta_tags(head: str) -> dict[str, str]:
    """Name -> content of every meta tag of a head, as a browser reads them; the first of a name counts."""
    found: dict[str, str] = {}
    for attributes in _META.findall(_COMMENT.sub("", head) if "<!--" in head else head):
        pairs = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(attributes)}
        if name := pairs.get("name"):
            found.setdefault(unescape(name), unescape(pairs.get("content", "")))
    return found
