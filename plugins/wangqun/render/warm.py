"""What one worker does, and what its parent can do beforehand for all of them."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from pathlib import Path
from time import perf_counter, process_time

from ..domain import pinyin
from ..domain.cost import FREE, Cost
from ..domain.extras import NOTHING, Extras
from ..domain.federation import SiteView
from ..domain.finding import Finding
from ..domain.frozen import frozen
from ..domain.pinyin import Sounds
from ..pages.output import Shown
from ..records.kind import Kinds
from ..search.pieces import Doc, load_counter
from ..search.shards import State
from ..search.tokens import count_tokens
from ..store.pages import UNTOLD, Last, Made
from ..stored import remove
from .bodies import Bodies
from .brought import is_plain
from .closures import KEPT, closures
from .compiled import TemplateCache, compile_templates, template_cache
from .compress import compress, compressors
from .digests import digests
from .engines import Engines
from .memo import Memo, memo_of
from .run import PLUGIN_LOST, render
from .settings import shared_settings, template_folders
from .wording import words

FEW = 8  # sites that are built without loading what counts many texts fast, and without compiling templates that they do not show


@frozen
class Task:
    """One site to render into an empty folder. `last` is its last release, of which may be taken over what would come out the
    same; `world` names what all pages depend on besides theme and site, "" where nothing is to be remembered; `settled` are pages
    of `last` of which it is known beforehand, `sounds` the pinyin that was asked for so far.
    """

    view: SiteView
    kinds: Kinds
    root: Path
    output: Path
    extras: Extras = NOTHING
    bodies: Bodies | None = None
    last: Last | None = None
    world: str = ""
    settled: frozenset[str] = frozenset()
    sounds: Sounds = field(default_factory=dict)


@frozen
class Done:
    """What a task wrote: each file's path below its output -> SHA-256. `lost` when the site must not be published.

    `found` is what of the site the reader's search finds, `shown` the pages that were rendered and must have official tags,
    `made` of what they all were made, `index` what finds it, where that was made along with the pages.
    """

    files: dict[str, str]
    findings: tuple[Finding, ...]
    lost: bool
    found: tuple[Doc, ...] = ()
    shown: tuple[Shown, ...] = ()
    cost: Cost = FREE
    made: Made = UNTOLD
    index: State | None = None


@frozen
class Work:
    """The work itself, picklable: renders, then takes stock. `templates` are the digests of their closures; it is done `apart`,
    each site in a process of its own, where plugins of others may keep what they like.
    """

    cache: TemplateCache
    templates: Mapping[str, bytes]
    apart: bool = False

    def __call__(self, task: Task) -> Done:
        """Render one site."""
        began, computed = perf_counter(), process_time()
        remove(task.output)  # what one that died before has left
        task.output.mkdir(parents=True)
        shared = shared_settings(task.root)
        memo = None if shared["PLUGINS"] or not task.world else self._memo(task)
        with pinyin.listening() as sounds:
            rendered = render(task.view, task.kinds, task.root, task.output, shared, self.cache, task.extras, task.bodies, memo)
        compress(task.output, task.extras.packed or (), memo.whole if memo else ())
        lost = any(finding.code == PLUGIN_LOST.code for finding in rendered.findings)
        files = digests(task.output, memo.files if memo else None)
        made = memo.outcome(task.sounds | sounds) if memo else Made(rendered=tuple(files))
        cost = Cost(perf_counter() - began, process_time() - computed, rendered.spent)
        return Done(files, rendered.findings, lost, rendered.found, rendered.shown, cost, made)

    def _memo(self, task: Task) -> Memo:
        site = task.view.member.site.id
        world = f"{task.world} {compressors()}"
        packed = task.extras.packed or ()
        return memo_of(task.root, site, task.output, task.last, world, self.templates, packed, task.settled)


def warm(root: Path, extras: Extras = NOTHING, sites: int = 1, new: int = 1) -> Work:
    """The work, with all at hand that so many sites need, of which so many were never built: Pelican, the theme's templates
    compiled, Python-Markdown's extensions and their patterns, what the search counts with, pinyin.
    """
    shared = shared_settings(root)
    if extras.pieces and sites > FEW:
        load_counter()
    if new > 1:
        pinyin.load()  # of all titles: loaded here, no process forked for a site has to
    if sites > FEW:
        import icalendar  # noqa: F401
        import segno  # noqa: F401
    if extras.pieces:
        count_tokens("大会 a")  # its patterns, of all marks of all scripts, take as long as a small site
    with suppress(Exception):  # whatever an extension raises, the sites say
        Engines(shared["MARKDOWN"]).markdown("", "office")
    endings, options = shared.get("TEMPLATE_EXTENSIONS", (".html",)), shared.get("JINJA_ENVIRONMENT", {})
    templates = closures(template_folders(root, shared), endings, options, root / KEPT, words(shared))
    cache = template_cache(root, shared)
    is_worth_it = sites > FEW or cache.asked  # many sites, or not the first that this process builds
    if is_worth_it and (cache.compiled or not cache.known):  # who renders here has compiled what his sites show
        compile_templates(root, shared)
    cache.asked = True
    return Work(cache, templates, apart=not is_plain(shared))
