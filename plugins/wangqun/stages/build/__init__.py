"""build: Plan -> Built. One Pelican run for each site, each in a process of its own, into a staging folder."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from ...domain.extras import NOTHING, Extras
from ...domain.federation import Federation, SiteView
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.unfit import Unfit
from ...search.pieces import Doc
from ...store.pages import UNTOLD, Made
from ...stored import make_folder, remove
from ...workers import Crash, run_each
from ..plan import Plan
from .fragments import check_fragments
from .inspection import findings as look_at

if TYPE_CHECKING:
    from ...render.warm import Done, Task

BUILD_FAILED = Rule("build-failed", Severity.BLOCK, "本站没有建成，保留上一次发布的内容", "请把这句话转给技术人员：{problem}")
FILE_LOST = Rule(
    "file-lost", Severity.BLOCK, "应有的 {name} 没有生成，本站保留上一次发布的内容", "文件可能在生成时被移走；再生成一次。"
)
STAGING = Path("build/cache/staging")


@dataclass(frozen=True, slots=True)
class BuiltSite:
    """A finished site in its staging folder: each file's path below it -> SHA-256; from what; what rendering and
    a look at the pages had to say; what of it the reader's search finds; of what its pages were made."""

    site: str
    folder: Path
    files: dict[str, str]
    inputs: dict[str, str]
    findings: tuple[Finding, ...]
    found: tuple[Doc, ...] = ()
    made: Made = UNTOLD


@dataclass(frozen=True, slots=True)
class Built:
    """All sites that were built, and why others could not be.

    `staging` holds every folder of this run, and nothing else stands beside it.
    `current` names the sites that needed no building. `unfit` are documents that cannot be published: when there are any, the
    rest is provisional, and everything has to be decided anew without them. `looks` are how the releases of the current sites
    look.
    """

    federation: Federation
    whole: bool
    staging: Path
    sites: tuple[BuiltSite, ...]
    current: tuple[str, ...]
    failed: frozenset[str]
    findings: tuple[Finding, ...]
    unfit: tuple[Unfit, ...] = ()
    looks: Mapping[str, str] = field(default_factory=dict)

    @property
    def pages(self) -> int:
        """How many HTML pages there are in all."""
        return sum(name.endswith(".html") for site in self.sites for name in site.files)

    @property
    def rendered(self) -> int:
        """How many files were made anew, pages, texts and copies."""
        return sum(len(site.made.rendered) for site in self.sites)

    @property
    def taken(self) -> int:
        """How many were taken over from the last releases."""
        return sum(site.made.taken for site in self.sites)


def build(
    plan: Plan,
    root: Path,
    jobs: int = 1,
    on_site: Callable[[str], None] = lambda site: None,
    before: Built | None = None,
    extras: Extras = NOTHING,
) -> Built:
    """Render every job's site, `jobs` at a time; a site that fails takes no other with it.

    `before` is what this run built so far, with documents that proved unfit: its sites that read none of them are taken over.
    """
    staging = before.staging if before else _fresh_staging(root)
    if plan.unfit:
        return Built(plan.federation, plan.whole, staging, (), plan.current, frozenset(), (), plan.unfit, plan.looks)
    planned = {job.site: job for job in plan.jobs}
    done = before.sites if before else ()
    sites = [built for built in done if built.site in planned and built.inputs == planned[built.site].inputs]
    failed: set[str] = set()
    findings: list[Finding] = []
    unfit: list[Unfit] = []
    waiting = {site: job for site, job in planned.items() if site not in {built.site for built in sites}}
    if waiting:
        from ...render.warm import Task, warm

        for site in waiting:
            shutil.rmtree(staging / site, ignore_errors=True)
        kinds = plan.federation.kinds
        world = " ".join(digest for name, digest in sorted(plan.world.items()) if name != "theme")  # of it only parts matter
        tasks = {site: Task(job.view, kinds, root, staging / site, extras, job.last, world) for site, job in waiting.items()}
        for site, result in run_each(tasks, _Inspected(warm(root, extras, len(waiting))), jobs):
            on_site(site)
            if isinstance(result, Crash):
                failed.add(site)
                findings.append(BUILD_FAILED.at(Place(site), problem=result.problem))
                continue
            if result.unfit:
                unfit += [replace(verdict, because={**verdict.because, **plan.world}) for verdict in result.unfit]
                continue
            missing = [] if result.lost else _missing(planned[site].view, result.files)
            if result.lost or missing:
                failed.add(site)
                findings += [*result.findings, *missing]
            else:
                inputs, rest = planned[site].inputs, (result.findings, result.found, result.made)
                sites.append(BuiltSite(site, staging / site, result.files, inputs, *rest))
    order = {site: number for number, site in enumerate(planned)}
    sites.sort(key=lambda built: order[built.site])
    broken, warnings = check_fragments(plan, {built.site: built.folder for built in sites}, root)
    unfit += broken
    findings += warnings
    built, gone, told = tuple(sites), frozenset(failed), tuple(findings)
    return Built(plan.federation, plan.whole, staging, built, plan.current, gone, told, tuple(unfit), plan.looks)


def _fresh_staging(root: Path) -> Path:
    """An empty folder: never that of a killed run, whose workers may still be writing."""
    remove(root / STAGING)
    make_folder(root / STAGING)
    return Path(mkdtemp(dir=root / STAGING))


@dataclass(frozen=True, slots=True)
class _Inspected:
    """The work of rendering a site, and a look at its pages while they are at hand; picklable."""

    work: "Callable[[Task], Done]"

    def __call__(self, task: "Task") -> "Done":
        done = self.work(task)
        said = tuple(look_at(done.shown, task.kinds, task.view.member.site.id, task.output))
        made = replace(done.made, keys={}) if said else done.made  # a page with a fault is looked at again
        return replace(done, findings=(*done.findings, *said), shown=(), made=made)


def _missing(view: SiteView, files: dict[str, str]) -> list[Finding]:
    """What the federation promised of a site and the run did not write."""
    lost = [FILE_LOST.at(document.place(), name=document.file) for document in view.documents if document.file not in files]
    return lost + [FILE_LOST.at(Place(view.member.site.id), name=path) for path in view.files.values() if path not in files]
