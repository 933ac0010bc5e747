"""The Pelican plugin: reads documents as the federation decided them and writes pages from the documented context."""

import json
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from jinja2 import StrictUndefined
from pelican import signals
from pelican.contents import Category, Tag
from pelican.generators import ArticlesGenerator, Generator
from pelican.readers import BaseReader, Readers

from ..domain.federation import SiteView
from ..domain.finding import Finding
from ..domain.ids import slugify
from ..pages import lookup, opendata
from ..pages import search as searching
from ..pages.feed import feed, sitemaps
from ..pages.site import FEED, UNDATED, Pages
from ..scan.cleaning import is_cleaned
from ..search.entries import HOME, entries
from ..search.index import folder_of, update
from ..search.pieces import FOLDER, keep_pieces
from .bodies import convert_all, without
from .engines import Engines
from .html import Converter
from .settings import PIECES, VIEW, WHOOSH, paths_of
from .writer import SiteWriter

PER_PAGE = 20
FINDINGS = "WANGQUN_FINDINGS"
PEOPLE = "people.json"  # what the site keeps of people, as other checkouts need it
UNFIT = "WANGQUN_UNFIT"
FOUND = "WANGQUN_FOUND"  # what of the site can be found, as search/shards.py takes it
logger = logging.getLogger(__name__)


def register() -> None:
    """Connect to Pelican's signals; every receiver reads the site from the sender's settings."""
    signals.initialized.connect(_prepare)
    signals.readers_init.connect(_install_readers)
    signals.generator_init.connect(_refuse_undefined)
    signals.get_generators.connect(_add_generator)
    signals.get_writer.connect(_choose_writer)
    signals.article_generator_finalized.connect(_leave_lists)
    signals.finalized.connect(_index)


def findings_of(settings: dict[str, Any]) -> list[Finding]:
    """What rendering complained of so far."""
    found: list[Finding] = settings[FINDINGS]
    return found


def _prepare(pelican: Any) -> None:
    """Convert every body. What cannot be converted is named in `UNFIT` and left out: a worker then writes nothing, and
    everything is decided anew without it; stock Pelican says so and writes the rest.
    """
    settings = pelican.settings
    view: SiteView = settings[VIEW]
    findings: list[Finding] = []
    settings[FINDINGS] = findings
    settings["WANGQUN_BODIES"], settings[UNFIT] = convert_all(view, Converter(Engines(settings["MARKDOWN"]), findings))
    if settings[UNFIT]:
        view = settings[VIEW] = without(view, settings[UNFIT])
        settings |= paths_of(view)
        for finding in (finding for verdict in settings[UNFIT] for finding in verdict.findings):
            logger.error("%s", finding)
    settings["WANGQUN_PAGES"] = Pages(view, settings["THEME_STATIC_DIR"], settings["DEFAULT_PAGINATION"] or PER_PAGE)
    settings["WANGQUN_SOURCES"] = {document.source: document for document in view.documents}
    settings["WANGQUN_TAXONOMY"] = {}


class DocumentReader(BaseReader):
    """Hands Pelican the documents that `load` has read: converted bodies and typed metadata."""

    file_extensions: ClassVar[list[str]] = []

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Safe HTML and the metadata Pelican itself needs."""
        root = self.settings["PATH"]
        document = self.settings["WANGQUN_SOURCES"][source_path[len(root) + 1 :].replace("\\", "/")]
        item = document.item
        metadata: dict[str, Any] = {
            "title": document.title,
            "slug": document.id.slug,
            "status": item.status,
            "summary": document.excerpt,
            "category": self._named(Category, document.column),
            "tags": [self._named(Tag, tag) for tag in item.tags if slugify(tag)],
            "document": document,
        }
        if item.date:
            metadata["date"] = item.date
        elif document.id.kind != "page":
            metadata["date"] = UNDATED
        if item.modified:
            metadata["modified"] = item.modified
        return self.settings["WANGQUN_BODIES"][HOME, document.source], metadata

    def _named(self, kind: type[Any], name: str) -> Any:
        """One object for each category and tag, so that its slug is computed once."""
        known: dict[tuple[type[Any], str], Any] = self.settings["WANGQUN_TAXONOMY"]
        if (kind, name) not in known:
            known[kind, name] = kind(name, self.settings)
        return known[kind, name]


class SiteGenerator(Generator):
    """Writes what is not a single document: home, columns, tags, deputies, feed, sitemap, redirects, 404."""

    def generate_output(self, writer: SiteWriter) -> None:
        """Write it all through the writer."""
        pages: Pages = self.settings["WANGQUN_PAGES"]
        writer.write_page("index.html", self.get_template("home"), pages.home())
        writer.write_page("404.html", self.get_template("404"), pages.not_found())
        for name, page in _lists(pages):
            writer.write_page(name, self.get_template("list"), page)
        for name, template, people_page in pages.people.all:
            writer.write_page(name, self.get_template(template), people_page)
        for name, text in pages.people.files():
            writer.write_text(name, text)
        bodies = self.settings["WANGQUN_BODIES"]
        for guest in pages.view.guests:
            if guest.scope:
                page = pages.article(guest.document, bodies[guest.document.site, guest.document.source], guest)
                writer.write_page(guest.path, self.get_template("article"), page)
        for file in sorted({file for guest in pages.view.guests for file in guest.files}):
            writer.copy_file(os.path.join(self.settings["WANGQUN_ROOT"], file.path), file.place)
        content = self.settings["PATH"]
        for source, place in pages.view.files.items():
            if is_cleaned(source):
                writer.copy_file(os.path.join(content, source), place)
        for stone in pages.view.tombstones:
            writer.write_page(stone.path, self.get_template("withdrawn"), pages.withdrawn(stone))
        for old, new in sorted(pages.view.redirects.items()):
            writer.write_page(old, self.get_template("redirect"), pages.redirect(new))
        lookup.write(pages, writer, self.get_template)
        opendata.write(pages, writer, self.get_template)
        searching.write(pages, writer, self.get_template)
        if pages.feed_documents:
            writer.write_text(FEED, feed(pages, self.settings["FEED_MAX_ITEMS"]))
        if pages.view.roster.written:
            writer.write_text(PEOPLE, json.dumps(pages.view.roster.written, ensure_ascii=False, separators=(",", ":")) + "\n")
        for name, text in sitemaps(pages):
            writer.write_text(name, text)


def _lists(pages: Pages) -> Iterator[Any]:
    yield from pages.columns()
    yield from pages.tags()


def _install_readers(readers: Readers) -> None:
    used = {document.source.rpartition(".")[2] for document in readers.settings[VIEW].documents}  # .MD is found as such only
    names = {"md", "markdown", "mkd", "mdown", "rst"} | used
    readers.reader_classes = {"static": BaseReader} | dict.fromkeys(sorted(names), DocumentReader)


def _refuse_undefined(generator: Any) -> None:
    generator.env.undefined = StrictUndefined


def _add_generator(pelican: Any) -> type[Generator]:
    return SiteGenerator


def _choose_writer(pelican: Any) -> type[SiteWriter]:
    return SiteWriter


def _leave_lists(generator: ArticlesGenerator) -> None:
    """Pelican's own listings are quadratic and unused here: SiteGenerator writes them."""
    generator.categories, generator.authors, generator.tags, generator.dates = [], [], {}, []


def _index(pelican: Any) -> None:
    """Keep what can be found: a piece of each entry for the reader's search, and the site's Whoosh index up to date. The site is
    sound without the latter: what goes wrong is said, and the next build tries again.
    """
    settings = pelican.settings
    if not (settings[WHOOSH] or settings[PIECES]):
        return
    view: SiteView = settings[VIEW]
    root = Path(settings["WANGQUN_ROOT"])
    found = list(entries(view, settings["WANGQUN_BODIES"]))
    if settings[PIECES]:
        settings[FOUND] = keep_pieces(root / FOLDER, found)
    if settings[WHOOSH]:
        try:
            update(folder_of(root, view.member.site.id), found)
        except Exception as error:  # a full disk, another writer, a defect of Whoosh
            logger.warning("全文索引没有写成，下一次生成再写：%s", f"{type(error).__name__}: {error}")
