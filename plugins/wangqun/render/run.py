"""One site's Pelican run, of which nothing stays behind in the process."""

import logging
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from pelican import Pelican, signals
from pelican.contents import Content
from pelican.log import LimitFilter, console
from pelican.settings import read_settings

from ..domain.extras import NOTHING, Extras
from ..domain.federation import SiteView
from ..domain.finding import Finding, Place, Rule, Severity
from ..domain.frozen import frozen
from ..pages.output import Shown
from ..records.kind import Kinds
from ..search.pieces import Doc
from .bodies import Bodies
from .compiled import TemplateCache
from .memo import Memo
from .plugin import FOUND, SPENT, SiteGenerator, findings_of
from .settings import CONVERTED, LOGGED, MEMO, PLUGIN, SHOWN, site_settings
from .writer import SiteWriter

ENGINE_ERROR = Rule("engine-error", Severity.BLOCK, "引擎生成本站时报错，本站没有发布", "请把这句话转给技术人员：{text}")
ENGINE_WARNING = Rule("engine-warning", Severity.INFO, "引擎生成本站时有提示，照常发布", "请把这句话转给技术人员：{text}")
PLUGIN_LOST = Rule(
    "plugin-missing", Severity.BLOCK, "插件 {name} 没有加载，本站未发布", "检查 pelicanconf.py 的 PLUGINS 与安装。"
)


@frozen
class Rendered:
    """What one run wrote below its output folder, and what it complained of.

    `found` is what of the site the reader's search finds, `shown` the pages that must have official tags, `spent` what files of
    each sort took.
    """

    findings: tuple[Finding, ...]
    found: tuple[Doc, ...] = ()
    shown: tuple[Shown, ...] = ()
    spent: Mapping[str, tuple[int, float]] = field(default_factory=dict)


class _Site(Pelican):
    """A run of nothing but our generator: Pelican's own have nothing to make, and nobody else listens."""

    def run(self) -> None:
        """Write the site."""
        settings = self.settings
        generator = SiteGenerator(dict(settings), settings, self.path, self.theme, self.output_path)
        generator.generate_output(SiteWriter(self.output_path, settings))
        signals.finalized.send(self)


class _Log(logging.Handler):
    """Pelican's complaints, which it would only print, as findings."""

    def __init__(self, place: Place) -> None:
        super().__init__(logging.WARNING)
        self.place = place
        self.findings: list[Finding] = []

    def emit(self, record: logging.LogRecord) -> None:
        rule = ENGINE_ERROR if record.levelno >= logging.ERROR else ENGINE_WARNING
        self.findings.append(rule.at(self.place, text=record.getMessage()))


def render(
    view: SiteView,
    kinds: Kinds,
    root: Path,
    output: Path,
    shared: Mapping[str, Any],
    cache: TemplateCache | None = None,
    extras: Extras = NOTHING,
    bodies: Bodies | None = None,
    memo: Memo | None = None,
) -> Rendered:
    """Run Pelican for one site into `output`, an empty folder; what it shows is converted when `bodies` do not know it. `memo`
    knows what need not be made; where plugins of others are asked to see every page, everything is made.

    Safe to call again for other sites in the same process.

    Raises:
        Exception: whatever Pelican or a template raises; the caller keeps other sites from it.
    """
    wanted = site_settings(view, kinds, root, output, shared, extras) | {CONVERTED: bodies}
    if cache is not None:
        wanted["JINJA_ENVIRONMENT"]["bytecode_cache"] = cache
    log = _Log(Place(view.member.site.id))
    wanted |= {LOGGED: log.findings, MEMO: memo}
    logger = logging.getLogger()
    console.quiet = True
    forget()
    logger.addHandler(log)
    try:
        settings = read_settings(override=wanted)
        plugins = list(settings["PLUGINS"])
        pelican = (_Site if plugins == [PLUGIN] else Pelican)(settings)
        lost = [PLUGIN_LOST.at(log.place, name=name) for name in plugins if str(name) not in settings["PLUGINS"]]
        if lost:
            return Rendered((*lost, *log.findings))
        pelican.run()
        found, shown = tuple(settings.get(FOUND, ())), tuple(settings.get(SHOWN, ()))
        return Rendered((*findings_of(settings), *log.findings), found=found, shown=shown, spent=settings.get(SPENT, {}))
    finally:
        logger.removeHandler(log)
        forget()


def forget() -> None:
    """Clear what Pelican keeps between runs in module globals and class attributes."""
    from blinker import ANY, Signal
    from pelican.plugins import signals as all_signals

    for signal in vars(all_signals).values():
        if isinstance(signal, Signal):
            for receiver in list(signal.receivers_for(ANY)):
                signal.disconnect(receiver)
    LimitFilter._raised_messages.clear()
    LimitFilter._group_count.clear()
    LimitFilter._ignore.clear()
    for method in (Content.get_content, Content.get_summary):
        method.cache.clear()
