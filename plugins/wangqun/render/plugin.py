"""The Pelican plugin: one generator, which writes every file of a site from the documented context (docs/design.md)."""

import logging
from pathlib import Path
from time import perf_counter
from typing import Any

from jinja2 import StrictUndefined
from pelican import signals
from pelican.generators import Generator

from ..domain.cost import PIECES
from ..domain.extras import Extras
from ..domain.federation import SiteView
from ..domain.finding import Finding
from ..pages.outputs import outputs
from ..pages.site import Pages
from ..search.entries import entries
from ..search.pieces import FOLDER, keep_pieces, those_kept
from .bodies import Bodies, bodies_of
from .equipment import equipped
from .lean import made_lean
from .settings import CONVERTED, EXTRAS, KINDS, MEMO, PAGES, STATIC, VIEW, theme_files
from .wording import words
from .writer import SiteWriter

PER_PAGE = 20
FINDINGS = "WANGQUN_FINDINGS"
BODIES = "WANGQUN_BODIES"
SPENT = "WANGQUN_SPENT"  # domain/cost.py: files
FOUND = "WANGQUN_FOUND"  # what of the site can be found, as search/shards.py takes it
logger = logging.getLogger(__name__)


def register() -> None:
    """Connect to Pelican's signals; every receiver reads the site from the sender's settings."""
    signals.initialized.connect(_prepare)
    signals.generator_init.connect(_refuse_undefined)
    signals.get_generators.connect(_add_generator)
    signals.get_writer.connect(_choose_writer)
    signals.finalized.connect(_keep_pieces)


def findings_of(settings: dict[str, Any]) -> list[Finding]:
    """What rendering complained of so far."""
    found: list[Finding] = settings[FINDINGS]
    return found


def _prepare(pelican: Any) -> None:
    """Have the bodies at hand. A plugin that reads Markdown in another way than the cluster gets all of them made anew."""
    settings = pelican.settings
    view: SiteView = settings[VIEW]
    settings[FINDINGS] = []
    bodies: Bodies | None = settings.get(CONVERTED)
    if bodies is None or bodies.options != settings["MARKDOWN"]:
        bodies = Bodies(Path(settings["WANGQUN_ROOT"]), settings["MARKDOWN"], bodies.foreign if bodies else ())
    settings[BODIES] = bodies_of(view, bodies, settings[FINDINGS])
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
        spent: dict[str, tuple[int, float]] = settings.setdefault(SPENT, {})
        before = perf_counter()
        for output in found:
            writer.write(output, self.get_template)
            count, seconds = spent.get(output.template, (0, 0.0))
            now = perf_counter()
            spent[output.template] = (count + 1, seconds + now - before)
            before = now
        settings[FINDINGS] += writer.findings()


def _refuse_undefined(generator: Any) -> None:
    made_lean(equipped(generator.env, words(generator.settings))).undefined = StrictUndefined


def _add_generator(pelican: Any) -> type[Generator]:
    return SiteGenerator


def _choose_writer(pelican: Any) -> type[SiteWriter]:
    return SiteWriter


def _keep_pieces(pelican: Any) -> None:
    """Keep a piece of each entry, of which both searches are made."""
    settings = pelican.settings
    extras: Extras = settings[EXTRAS]
    if extras.pieces:
        before = perf_counter()
        root, view, memo = Path(settings["WANGQUN_ROOT"]), settings[VIEW], settings.get(MEMO)
        folder = root / FOLDER
        known = those_kept(folder, memo.found(root, view)) if memo and memo.settled else {}
        settings[FOUND] = keep_pieces(folder, entries(view, settings[BODIES], settings[KINDS], known))
        settings.setdefault(SPENT, {})[PIECES] = (len(settings[FOUND]), perf_counter() - before)
