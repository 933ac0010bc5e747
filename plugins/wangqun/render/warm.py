"""What one worker does, and what its parent can do beforehand for all of them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateError

from ..domain.federation import SiteView
from ..domain.finding import Finding
from ..domain.unfit import Unfit
from ..pages.output import Shown
from ..records.kind import Kinds
from ..search.pieces import Doc
from .compress import compress
from .digests import digests
from .run import PLUGIN_LOST, TemplateCache, render
from .settings import shared_settings, theme_folder


@dataclass(frozen=True, slots=True)
class Task:
    """One site to render into an empty folder; with its Whoosh index when `whoosh`, and all that makes it found when `pieces`;
    `packed` are the kinds of compressed copies beside its files.
    """

    view: SiteView
    kinds: Kinds
    root: Path
    output: Path
    whoosh: bool = False
    pieces: bool = False
    packed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """What a task wrote: each file's path below its output -> SHA-256. `lost` when the site must not be published.

    `unfit` are documents that must be left out everywhere; when there are any, nothing was written. `found` is what of the
    site the reader's search finds, `shown` the pages that must have official tags.
    """

    files: dict[str, str]
    findings: tuple[Finding, ...]
    lost: bool
    unfit: tuple[Unfit, ...] = ()
    found: tuple[Doc, ...] = ()
    shown: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """The work itself, picklable: renders, then takes stock."""

    cache: TemplateCache

    def __call__(self, task: Task) -> Done:
        """Render one site."""
        task.output.mkdir(parents=True)
        rendered = render(
            task.view, task.kinds, task.root, task.output, shared_settings(task.root), self.cache, task.whoosh, task.pieces
        )
        compress(task.output, task.packed)
        lost = any(finding.code == PLUGIN_LOST.code for finding in rendered.findings)
        return Done(digests(task.output), rendered.findings, lost, rendered.unfit, rendered.found, rendered.shown)


def warm(root: Path) -> Callable[[Task], Done]:
    """The work, with Pelican imported and all templates of the theme compiled."""
    cache = TemplateCache()
    folder = theme_folder(root, str(shared_settings(root)["THEME"])) / "templates"
    environment = Environment(
        loader=FileSystemLoader(str(folder)), trim_blocks=True, lstrip_blocks=True, autoescape=True, bytecode_cache=cache
    )
    for name in environment.list_templates(extensions=["html"]):
        with suppress(TemplateError):  # the site that needs it says so
            environment.get_template(name)
    return Work(cache)
