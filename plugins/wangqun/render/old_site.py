"""Where an old Pelican site had its pages: Pelican itself reads its folder, under plain settings, and writes nothing."""

import logging
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from pelican.generators import ArticlesGenerator, PagesGenerator, StaticGenerator
from pelican.settings import DEFAULT_CONFIG, configure_settings

from ..domain.frozen import frozen

_OWN: dict[str, Any] = {
    "PLUGINS": [],
    "READERS": {},
    "CACHE_CONTENT": False,
    "LOAD_CONTENT_CACHE": False,
    "LOCALE": ["C.UTF-8", "C"],
}
_INSERTS = re.compile(r"^[ \t]*(?:\.\. include::|:(?:file|url):)", re.MULTILINE)
_DOCUTILS = {"file_insertion_enabled": False, "_disable_config": True}
_LENIENT = 5  # what docutils complains of ends no piece


@frozen
class OldPage:
    """A piece as the old site had it: `source` below the content folder, `kind` article or page, `save_as` its file, `url` its
    address, both without a leading slash; `day` is the date shown there as ISO text, "" for none.
    """

    source: str
    kind: str
    save_as: str
    url: str
    slug: str
    title: str
    status: str
    lang: str
    category: str
    day: str
    moment: str
    summary: str


@frozen
class OldSite:
    """The pieces by source, other published files by source, files of lists with what each lists, and pieces not read."""

    pages: dict[str, OldPage]
    files: dict[str, str]
    lists: dict[str, str]
    failed: tuple[str, ...]


def read_old(content: Path, values: Mapping[str, Any]) -> OldSite:
    """The old site whose content folder this is. No other file is read for a piece; one that asks for it is read without."""
    found = _read(content, {**values, "DOCUTILS_SETTINGS": _DOCUTILS})
    asking = {name for name in found.failed if name.endswith(".rst") and _inserts(content / name)}
    if asking:
        lenient = _read(content, {**values, "DOCUTILS_SETTINGS": _DOCUTILS | {"halt_level": _LENIENT}})
        found.pages.update((name, page) for name, page in lenient.pages.items() if name in asking)
    return found


def _inserts(path: Path) -> bool:
    """True when an rst piece asks for another file."""
    return bool(_INSERTS.search(path.read_text(encoding="utf-8", errors="replace")))


def _read(content: Path, values: Mapping[str, Any]) -> OldSite:
    with tempfile.TemporaryDirectory() as output, _silent():
        settings = dict(DEFAULT_CONFIG) | dict(values) | _OWN | {"PATH": str(content), "OUTPUT_PATH": output}
        settings = configure_settings(settings)
        context: dict[str, Any] = settings.copy()
        context |= {"generated_content": {}, "static_links": set(), "static_content": {}, "localsiteurl": settings["SITEURL"]}
        how = {"context": context, "settings": settings, "path": str(content), "theme": settings["THEME"], "output_path": output}
        articles, pages, files = (kind(**how) for kind in (ArticlesGenerator, PagesGenerator, StaticGenerator))
        for generator in (articles, pages, files):
            generator.generate_context()
        found = {}
        for kind, pieces in (("article", _articles(articles)), ("page", _pages(pages))):
            for piece in pieces:
                _settle(piece)
                found[piece.get_relative_source_path()] = _page(kind, piece)
        failed = tuple(sorted(name for name, piece in context["generated_content"].items() if piece is None))
        static = {str(file.get_relative_source_path()): str(file.save_as) for file in context["static_content"].values()}
        return OldSite(found, static, dict(_lists(articles, settings)), failed)


@contextmanager
def _silent() -> Iterator[None]:
    """Pelican tells the terminal in English what it does not like; what becomes of a piece is told in other words."""
    logger = logging.getLogger("pelican")
    level = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(level)


def _articles(made: Any) -> Iterator[Any]:
    hidden = (made.hidden_articles, made.hidden_translations, made.drafts, made.drafts_translations)
    return chain(made.articles, made.translations, *hidden)


def _pages(made: Any) -> Iterator[Any]:
    hidden = (made.hidden_pages, made.hidden_translations, made.draft_pages, made.draft_translations)
    return chain(made.pages, made.translations, *hidden)


def _settle(piece: Any) -> None:
    """Move what a piece has attached to itself."""
    try:
        piece.get_content("")
    except Exception:  # its links cannot be followed; it is public all the same
        return


def _page(kind: str, piece: Any) -> OldPage:
    date = getattr(piece, "date", None)
    return OldPage(
        source=piece.get_relative_source_path(),
        kind=kind,
        save_as=str(piece.save_as),
        url=str(piece.url),
        slug=str(piece.slug),
        title=str(piece.title),
        status=str(piece.status),
        lang=str(piece.lang),
        category=str(getattr(piece, "category", "") or ""),
        day=f"{date:%Y-%m-%d}" if date else "",
        moment=date.isoformat() if date else "",
        summary=str(piece.metadata.get("summary") or ""),
    )


def _lists(articles: Any, settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """File and target, in the words of a link, of each list: `{category}news`, `{tag}x`, `{author}y`, `{index}`."""
    for what, things in (("category", articles.categories), ("tag", articles.tags), ("author", articles.authors)):
        for thing in dict(things):
            if thing.save_as:
                yield str(thing.save_as), f"{{{what}}}{thing.name}"
    for template in settings["DIRECT_TEMPLATES"]:
        if save_as := settings.get(f"{template.upper()}_SAVE_AS", f"{template}.html"):
            yield str(save_as), "{index}"
