"""What each file of an old site becomes here: a piece with its old address, a file beside it, or a word on why not."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import quote

from ...domain.links import plain_path, references, source_beside
from ...domain.markup import MARKUP
from ...render.old_site import OldPage, OldSite
from ...stages.load.documents import STATIC_TYPES
from .facts import Plan, address_of, date_of, modified_of, slug_of, status_of, suffix_of, why_unread
from .headers import (
    aliases_of,
    first,
    header_text,
    names,
    others,
    split_markdown,
    split_rst,
    summary_text,
)
from .links import Addresses, rewritten
from .settings import Settings

FOLDER_FILE = "_folder.yaml"
FOLDER_TEXT = "# 从旧网站迁来的稿件，正文照 Pelican 的写法读\nmarkdown: pelican\n".encode()


def plan(content: Path, old: OldSite, settings: Settings, target: Path, taken: Mapping[tuple[str, str], str]) -> Plan:
    """What is to be written for an old site; `taken` holds the kinds and slugs that the site has already, with their sources."""
    made = Plan()
    for file, line, name in settings.unread:
        what = f"{name} 要运行才知道，没有采用" if name else "这个文件读不懂，没有采用"
        made.tell(file, f"{what}；设置不全，旧网址可能算得不对" if name else what, line)
    sources = list(_walk(content, made))
    places = _places(sources, old, settings.values)
    addresses = _addresses(old, places, settings.values)
    used = {key: source for key, source in taken.items() if source not in places.values()}
    for source in sources:
        suffix = PurePosixPath(source).suffix.lower()
        page = old.pages.get(source)
        if suffix in MARKUP:
            _piece(made, content / source, source, page, old, places, addresses, settings.values, used)
        elif page or suffix in {".html", ".htm", ".ipynb"}:
            where = f"，旧网址 /{page.save_as}" if page else ""
            made.tell(source, f"不能作稿件{where}；请把文字写进一篇 .md", grave=True)
        elif suffix in STATIC_TYPES:
            made.files[places[source]] = (content / source).read_bytes()
            old_file = old.files.get(source, source)
            if old_file != places[source]:
                made.tell(source, f"旧网址 /{old_file}，这里是 /{places[source]}；正文里的链接已改")
        else:
            made.tell(source, f"不发布这种文件（{suffix or '没有扩展名'}），没有抄过来", grave=source in old.files)
    for source in sorted(old.files.keys() & places.keys()):
        place = places[source]
        if place in made.files and not place.startswith("images/") and place not in made.used:
            made.tell(source, f"没有公开的稿件用到它，不公开；旧网址 /{old.files[source]}；要公开的放进 images/ 或在稿件里链接")
    for address, what in sorted(old.lists.items()):
        made.tell(f"/{address}", _list_text(what))
    _mark_dialect(made, target)
    return made


def _walk(content: Path, made: Plan) -> Iterator[str]:
    """Sources of regular files below the content folder, in order; links are told and passed over."""
    for folder, inner, files in os.walk(content):
        inner[:] = sorted(name for name in inner if not name.startswith(".") and name != "__pycache__")
        here = Path(folder).relative_to(content).as_posix()
        for name in sorted([*files, *(each for each in inner if Path(folder, each).is_symlink())]):
            source = name if here == "." else f"{here}/{name}"
            if Path(folder, name).is_symlink():
                made.tell(source, "是符号链接，没有抄过来", grave=True)
            elif not name.startswith(".") and not name.endswith("~") and name not in {"pelicanconf.py", "publishconf.py"}:
                yield source


def _places(sources: list[str], old: OldSite, values: Mapping[str, Any]) -> dict[str, str]:
    """Where each source stands here: where it stood, but that standing pages are in `pages`."""
    prefixes = sorted((str(path).strip("/") for path in values.get("PAGE_PATHS", ["pages"])), key=len, reverse=True)
    found: dict[str, str] = {}
    for source in sources:
        page = old.pages.get(source)
        if page and page.kind == "page" and not source.startswith("pages/"):
            below = next((source[len(prefix) + 1 :] for prefix in prefixes if source.startswith(f"{prefix}/")), source)
            found[source] = _free(f"pages/{below}", found.values())
        elif page and page.kind == "article" and source.startswith("pages/"):
            found[source] = _free(f"misc/{source.removeprefix('pages/')}", found.values())
        else:
            found[source] = source
    return found


def _free(path: str, used: Any) -> str:
    """`path`, or the like that is not used."""
    stem, dot, suffix = path.rpartition(".")
    number = 1
    while path in used:
        number += 1
        path = f"{stem}-{number}{dot}{suffix}"
    return path


def _addresses(old: OldSite, places: Mapping[str, str], values: Mapping[str, Any]) -> Addresses:
    here = [page for page in old.pages.values() if page.source in places]
    pieces = {address: places[page.source] for page in here for address in (page.save_as, page.url) if address}
    files = {address: places[source] for source, address in old.files.items() if source in places}
    shown = {source: place for source, place in places.items() if Path(place).suffix.lower() in {*MARKUP, *STATIC_TYPES}}
    return Addresses(shown, pieces, files, old.lists, str(values.get("SITEURL") or "").rstrip("/"))


def _piece(
    made: Plan,
    path: Path,
    source: str,
    page: OldPage | None,
    old: OldSite,
    places: Mapping[str, str],
    addresses: Addresses,
    values: Mapping[str, Any],
    used: dict[tuple[str, str], str],
) -> None:
    """Add the piece in one file."""
    place = places[source]
    markup = MARKUP[path.suffix.lower()]
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        made.tell(source, "不是 UTF-8，没有抄过来：另存为 UTF-8 再导入", grave=True)
        return
    rows, body = (split_rst if markup == "rst" else split_markdown)(text)
    kind = page.kind if page else "page" if place.startswith("pages/") else "article"
    if page is None and first(rows, "status").lower() != "skip":
        made.tell(source, f"旧网站没有公开它（{why_unread(rows, kind)}），作为草稿抄过来", grave=source in old.failed)
    date, word = date_of(rows, source, page, values)
    if word:
        made.tell(source, word)
    lang = first(rows, "lang")
    slug = slug_of(kind, page, source, place, lang, used)
    address = address_of(made, source, page, date, values)
    here = f"{kind}/{slug}{suffix_of(slug, lang)}.html"
    kept, dropped = others(rows)
    for key in dropped:
        if key in {"template"}:
            made.tell(source, f"{key}: {first(rows, key)} 没有用：页面的样子由主题决定")
    body, told = rewritten(body, markup, source, page.save_as if page else source, addresses)
    status = status_of(rows, page, values)
    top = place.partition("/")[0] if "/" in place else ""
    category = page.category if page else first(rows, "category")
    original = f"{addresses.origin}/{quote(page.url)}" if page else ""
    header: dict[str, str | list[str] | dict[str, str]] = {
        "title": first(rows, "title") or (page.title if page else PurePosixPath(source).stem),
        "date": date,
        "modified": modified_of(rows),
        "category": category if kind == "article" and category != top else "",
        "tags": names(rows, "tags"),
        "keywords": names(rows, "keywords"),
        "authors": names(rows, "authors", "author"),
        "summary": summary_text(rows, page),
        "slug": slug,
        "lang": lang,
        "status": "" if status == "published" else status,
        "aliases": aliases_of(rows, address, here),
        "imported": {"original_url": original or f"/{quote(source)}", "original_date": date[:10]},
        **kept,
    }
    if status in {"draft", "skip"}:
        made.drafts += 1
        if page:
            made.tell(source, f"是草稿，不公开；旧网址 /{page.save_as}")
    else:
        made.pieces += 1
        made.used |= {source_beside(place, plain_path(found.raw)) for found in references(body, markup)}
    text = header_text(header)
    above = text.count("\n")
    for line, raw, what in told:
        made.tell(place, f"链接“{raw}”：{what}", line + above)
    made.files[place] = (text + body.lstrip("\n")).encode()


def _list_text(what: str) -> str:
    kind, _, name = what.partition("}")
    named = {"{category": f"栏目“{name}”的列表", "{tag": f"标签“{name}”的列表", "{author": f"作者“{name}”的列表"}
    here = {"{category": "改看这里的栏目页", "{tag": "改看这里的标签页"}
    return f"是{named.get(kind, '旧网站的列表页')}，没有设转向；{here.get(kind, '改看首页')}"


def _mark_dialect(made: Plan, target: Path) -> None:
    """Say that Markdown is read as the old engine reads it: once for a folder that is new, else in each header."""
    marked = [name for name in made.files if MARKUP.get(PurePosixPath(name).suffix.lower()) == "markdown"]
    for name in marked:
        top = name.partition("/")[0] if "/" in name else ""
        own = f"{top}/{FOLDER_FILE}"
        if top and (not (target / top).exists() or (target / own).is_file()):
            made.files[own] = FOLDER_TEXT
        else:
            made.files[name] = made.files[name].replace(b"\n---\n", b"\nmarkdown: pelican\n---\n", 1)
