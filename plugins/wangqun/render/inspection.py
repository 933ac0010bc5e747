"""Built pages: official meta tags (docs/domain.md §5), and the banner that an expired piece must carry."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from pathlib import Path

from ..domain.finding import Finding, Place, Rule, Severity
from ..pages.official import ARTICLE_TAGS, COLUMN_TAGS, SITE_TAGS, TITLE
from ..pages.output import Shown
from ..scan.tagged import MARKUP

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
    "主题的模板要输出 page.banners 的每一条，如 renda 的 pieces.html。",
    "docs/domain.md §4",
)
OFFICIAL = {*SITE_TAGS, *COLUMN_TAGS, *ARTICLE_TAGS, "SiteIDCode", "PubDate", "Keywords", "Author", "Description", "Image", "Url"}
FORMATS = {
    "PubDate": re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]) (?:[01]\d|2[0-3]):[0-5]\d", re.ASCII),
    "SiteDomain": re.compile(r"[\w-]+(?:\.[\w-]+)*"),
    "Url": re.compile(r"https?://\S+"),
    "Image": re.compile(r"https?://\S+"),
}
HEAD = 16384
ALIKE = 256  # tags of which it is remembered what they say: most are those of all pages of a site
_META = re.compile(r"""<meta\b((?:[^>"']++|"[^"]*"|'[^']*')*+)>""", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@dataclass(slots=True)
class _Tally:
    """How many pages share one fault, and the first of them."""

    page: str
    count: int = field(default=0)


def findings(shown: Iterable[Shown], site: str, folder: Path) -> Iterator[Finding]:
    """What is wrong with the pages of one site, built below `folder`: one finding for each tag, one for each unmarked piece.

    `shown` are the pages that were written, with the tags that each must have.
    """
    tallies: dict[tuple[Rule, str], _Tally] = {}
    for page in shown:
        path = f"{folder}/{page.path}"
        if (head := _head(path)) is None:
            continue  # `build` has said so
        for rule, name in _faults(head, page.tags, page.title):
            tallies.setdefault((rule, name), _Tally(page.path)).count += 1
        document = page.document
        if document and page.told and not _says(unescape(Path(path).read_text(encoding="utf-8")), page.told):
            yield NOTICE_EXPIRED.at(Place(site, document.path, document.lines.get("expires_on", 0)), page=page.path)
    for (rule, name), tally in tallies.items():
        yield rule.at(Place(site), name=name, count=tally.count, page=tally.page)


def lacks(text: str, page: Shown) -> tuple[str, ...]:
    """What is wrong with the text of one page: official tags by name, and what its readers are not told."""
    faults = dict.fromkeys(name for _, name in _faults(text.partition("</head>")[0], page.tags, page.title))
    return (*faults, *(ways[0] for ways in page.told if not _says(unescape(text), (ways,))))


def _says(text: str, told: tuple[tuple[str, ...], ...]) -> bool:
    return all(any(way in text for way in ways) for ways in told)


def _faults(head: str, required: tuple[str, ...], title: str) -> Iterator[tuple[Rule, str]]:
    """What is wrong with one page. `title` is what the theme was given: it may look like markup; only what it adds counts."""
    tags = meta_tags(head)
    for name in required:
        if name not in tags:
            yield META_MISSING, name
    for name, content in tags.items():
        if name in OFFICIAL and not content.strip():
            yield META_EMPTY, name
        elif (name in FORMATS and not FORMATS[name].fullmatch(content)) or (
            name == TITLE and "<" in content and MARKUP.search(content) and content.split() != title.split()
        ):
            yield META_FORMAT, name


def _head(path: str) -> str | None:
    """The page up to the end of its head; None when it is not there."""
    try:
        with open(path, "rb", buffering=0) as file:
            start = file.read(HEAD)
            if b"</head>" not in start:
                start += file.readall()
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None
    return start.partition(b"</head>")[0].decode("utf-8", "replace")


def meta_tags(head: str) -> dict[str, str]:
    """Name -> content of every meta tag of a head, as a browser reads them; the first of a name counts."""
    found: dict[str, str] = {}
    for attributes in _META.findall(_COMMENT.sub("", head) if "<!--" in head else head):
        name, content = _named(attributes)
        if name:
            found.setdefault(name, content)
    return found


@lru_cache(ALIKE)
def _named(attributes: str) -> tuple[str, str]:
    """Name and content of a meta tag with such attributes; no name where it has none."""
    pairs = {name.lower(): a or b or c for name, a, b, c in _ATTRIBUTE.findall(attributes)}
    return unescape(pairs.get("name", "")), unescape(pairs.get("content", ""))
