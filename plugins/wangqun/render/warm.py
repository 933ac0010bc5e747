"""What one worker does, and what its parent can do beforehand for all of them."""

from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import perf_counter, process_time

import pelican
from jinja2 import Environment, FileSystemLoader, TemplateError

from ..domain.cost import FREE, Cost
from ..domain.extras import NOTHING, Extras
from ..domain.federation import SiteView
from ..domain.finding import Finding
from ..pages.output import Shown
from ..records.kind import Kinds
from ..search.pieces import Doc, load_counter
from ..search.tokens import count_tokens
from .bodies import Bodies
from .compress import compress
from .dependencies import tree_digest
from .digests import digests
from .engines import Engines
from .run import PLUGIN_LOST, TemplateCache, render
from .settings import shared_settings, theme_folder

STOCK = Path(pelican.__file__).parent / "themes" / "simple" / "templates"
ASKED_ALWAYS = ("period_archives.html", "tag.html", "category.html", "author.html")  # by Pelican's own generators, for no page

FEW = 8  # sites that are built without loading what counts many texts fast


@dataclass(frozen=True, slots=True)
class Task:
    """One site to render into an empty folder."""

    view: SiteView
    kinds: Kinds
    root: Path
    output: Path
    extras: Extras = NOTHING
    bodies: Bodies | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What a task wrote: each file's path below its output -> SHA-256. `lost` when the site must not be published.

    `found` is what of the site the reader's search finds, `shown` the pages that must have official tags.
    """

    files: dict[str, str]
    findings: tuple[Finding, ...]
    lost: bool
    found: tuple[Doc, ...] = ()
    shown: tuple[Shown, ...] = ()
    cost: Cost = FREE


@dataclass(frozen=True, slots=True)
class Work:
    """The work itself, picklable: renders, then takes stock."""

    cache: TemplateCache

    def __call__(self, task: Task) -> Done:
        """Render one site."""
        began, computed = perf_counter(), process_time()
        task.output.mkdir(parents=True)
        shared = shared_settings(task.root)
        rendered = render(task.view, task.kinds, task.root, task.output, shared, self.cache, task.extras, task.bodies)
        compress(task.output, task.extras.packed or ())
        lost = any(finding.code == PLUGIN_LOST.code for finding in rendered.findings)
        files = digests(task.output)
        cost = Cost(perf_counter() - began, process_time() - computed, rendered.spent)
        return Done(files, rendered.findings, lost, rendered.found, rendered.shown, cost)


def warm(root: Path, extras: Extras = NOTHING, sites: int = 1) -> Callable[[Task], Done]:
    """The work, with all at hand that every site needs: Pelican, the theme's templates compiled, Python-Markdown's extensions
    and their patterns, what the search counts with.
    """
    shared = shared_settings(root)
    if extras.pieces and sites > FEW:
        load_counter()
    if sites > FEW:
        import icalendar  # noqa: F401  so that the processes forked for each site have them
        import pypinyin  # noqa: F401
        import segno  # noqa: F401
    if extras.pieces:
        count_tokens("大会 a")  # its patterns, of all marks of all scripts, take as long as a small site
    with suppress(Exception):  # whatever an extension raises, the sites say
        Engines(shared["MARKDOWN"]).markdown("", "office")
    folder = theme_folder(root, str(shared["THEME"])) / "templates"
    return Work(_compiled(folder, tree_digest([folder])))


@lru_cache(maxsize=1)
def _compiled(folder: Path, digest: str) -> TemplateCache:
    """All templates of a folder of which this is the digest; made once by a process that builds again and again."""
    cache = TemplateCache()
    _compile(folder, None, cache)
    _compile(STOCK, ASKED_ALWAYS, cache)
    return cache


def _compile(folder: Path, names: Collection[str] | None, cache: TemplateCache) -> None:
    """Put templates of a folder, all when no names are given, into the cache."""
    environment = Environment(
        loader=FileSystemLoader(str(folder)), trim_blocks=True, lstrip_blocks=True, autoescape=True, bytecode_cache=cache
    )
    for name in names or environment.list_templates(extensions=["html"]):
        with suppress(TemplateError):  # the site that needs it says so
            environment.get_template(name)
