"""The Pelican plugin: one generator, which writes every file of a site from the documented context (docs/design.md)."""

import logging
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from pelican import signals
from pelican.generators import Generator

from ..domain.extras import Extras
from ..domain.federation import SiteView
from ..domain.finding import Finding
from ..pages.outputs import outputs
from ..pages.site import Pages
from ..search.entries import entries
from ..search.index import folder_of, update
from ..search.pieces import FOLDER, keep_pieces
from .bodies import convert_all, without_unfit
from .engines import Engines
from .html import Converter
from .settings import EXTRAS, KINDS, PAGES, STATIC, VIEW, theme_files
from .writer import SiteWriter

PER_PAGE = 20
FINDINGS = "WANGQUN_FINDINGS"
BODIES = "WANGQUN_BODIES"
UNFIT = "WANGQUN_UNFIT"
FOUND = "WANGQUN_FOUND"  # what of the site can be found, as search/shards.py takes it
logger = logging.getLogger(__name__)


def register() -> None:
    """Connect to Pelican's signals; every receiver reads the site from the sender's settings."""
    signals.initialized.connect(_prepare)
    signals.generator_init.connect(_refuse_undefined)
    signals.get_generators.connect(_add_generator)
    signals.get_writer.connect(_choose_writer)
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
    settings[BODIES], settings[UNFIT] = convert_all(view, Converter(Engines(settings["MARKDOWN"]), findings))
    if settings[UNFIT]:
        view = settings[VIEW] = without_unfit(view, settings[UNFIT])
        for finding in (finding for verdict in settings[UNFIT] for finding in verdict.findings):
            logger.error("%s", finding)
    settings[STATIC], settings["THEME_STATIC_PATHS"] = settings["THEME_STATIC_PATHS"], []
    per_page = settings["DEFAULT_PAGINATION"] or PER_PAGE
    settings[PAGES] = Pages(view, settings["THEME_STATIC_DIR"], per_page, settings[KINDS])


class SiteGenerator(Generator):
    """Writes every file of the site, the theme's own first."""

    def generate_output(self, writer: SiteWriter) -> None:
        """Write it all through the writer."""
        settings = self.settings
        for name, path in theme_files(settings):
            writer.write_theme_file(name, path)
        found = outputs(settings[PAGES], settings[BODIES], settings["WANGQUN_ROOT"], settings["FEED_MAX_ITEMS"])
        for output in found:
            writer.write(output, self.get_template)


def _refuse_undefined(generator: Any) -> None:
    generator.env.undefined = StrictUndefined


def _add_generator(pelican: Any) -> type[Generator]:
    return SiteGenerator


def _choose_writer(pelican: Any) -> type[SiteWriter]:
    return SiteWriter


def _index(pelican: Any) -> None:
    """Keep what can be found: a piece of each entry for the reader's search, and the site's Whoosh index up to date. The site is
    sound without the latter: what goes wrong is said, and the next build tries again.
    """
    settings = pelican.settings
    extras: Extras = settings[EXTRAS]
    if not (extras.whoosh or extras.pieces):
        return
    view: SiteView = settings[VIEW]
    root = Path(settings["WANGQUN_ROOT"])
    found = list(entries(view, settings[BODIES], settings[KINDS]))
    if extras.pieces:
        settings[FOUND] = keep_pieces(root / FOLDER, found)
    if extras.whoosh:
        try:
            update(folder_of(root, view.member.site.id), found)
        except Exception as error:  # a full disk, another writer, a defect of Whoosh
            logger.warning("全文索引没有写成，下一次生成再写：%s", f"{type(error).__name__}: {error}")
