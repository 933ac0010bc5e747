"""build: Plan -> Built. One Pelican run for each site, in processes that no other depends on, into a staging folder."""

from collections.abc import Callable, Mapping
from dataclasses import field
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from ...crew import ALONE, Crew
from ...domain.cost import FREE, Cost
from ...domain.extras import NOTHING, Extras
from ...domain.federation import Federation, SiteView
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.frozen import frozen
from ...search.pieces import Doc
from ...search.shards import State
from ...store.pages import UNTOLD, Made
from ...stored import make_folder, remove
from ...workers import Crash
from ..plan import Job, Plan
from .rendering import KEPT as KEPT
from .rendering import SOURCE_CHANGED as SOURCE_CHANGED
from .rendering import Inspected
from .travelling import away, beside

if TYPE_CHECKING:
    from ...render.bodies import Bodies

BUILD_FAILED = Rule("build-failed", Severity.BLOCK, "本站没有建成，保留上一次发布的内容", "请把这句话转给技术人员：{problem}")
FILE_LOST = Rule(
    "file-lost", Severity.BLOCK, "应有的 {name} 没有生成，本站保留上一次发布的内容", "文件可能在生成时被移走；再生成一次。"
)
STAGING = Path("build/cache/staging")
_MUCH = frozenset({"engine changed", "settings changed", "theme changed"})


@frozen
class BuiltSite:
    """A finished site in its staging folder: each file's path below it -> SHA-256; from what; what rendering and
    a look at the pages had to say; what of it the reader's search finds; what it cost; of what its pages were made; the index of
    what is found, where it was made along with them: its files lie `beside`.
    """

    site: str
    folder: Path
    files: dict[str, str]
    inputs: dict[str, str]
    findings: tuple[Finding, ...]
    found: tuple[Doc, ...] = ()
    cost: Cost = FREE
    made: Made = UNTOLD
    index: State | None = None

    @property
    def beside(self) -> Path:
        """Where the data files of an index lie that was made along with the pages."""
        return beside(self.folder)


@frozen
class Built:
    """All sites that were built, and why others could not be.

    `staging` holds every folder of this run, and nothing else stands beside it.
    `current` names the sites that needed no building. `looks` are how the releases of the current sites look.
    """

    federation: Federation
    whole: bool
    staging: Path
    sites: tuple[BuiltSite, ...]
    current: tuple[str, ...]
    failed: frozenset[str]
    findings: tuple[Finding, ...]
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
    bodies: "Bodies",
    crew: Crew = ALONE,
    on_site: Callable[[str], None] = lambda site: None,
    extras: Extras = NOTHING,
) -> Built:
    """Render every job's site of `bodies` that are converted, each by one of the crew; one that fails takes no other with it."""
    staging = _fresh_staging(root)
    planned = {job.site: job for job in plan.jobs}
    sites: list[BuiltSite] = []
    failed: set[str] = set()
    findings: list[Finding] = []
    if planned:
        from ...render.warm import Task, warm

        kinds = plan.federation.kinds
        world = " ".join(digest for name, digest in sorted(plan.world.items()) if name != "theme")  # of it only parts matter
        tasks = {
            site: Task(
                job.view,
                kinds,
                root,
                staging / site,
                extras,
                bodies.of_sites(_homes(job.view)),
                job.last,
                world,
                job.settled,
                job.sounds,
            )
            for site, job in sorted(planned.items(), key=lambda each: -len(each[1].view.documents))  # the longest first
        }

        def here() -> Inspected:
            return Inspected(warm(root, extras, len(planned), sum(job.last is None for job in planned.values())))

        errand = away(root, extras, len(planned)) if crew.elsewhere else None
        for site, result in crew.parts(tasks, here, errand, [site for site, job in planned.items() if _pays(job)]):
            on_site(site)
            if isinstance(result, Crash):
                failed.add(site)
                findings.append(BUILD_FAILED.at(Place(site), problem=result.problem))
                continue
            missing = [] if result.lost else _missing(planned[site].view, result.files)
            if result.lost or missing:
                failed.add(site)
                findings += [*result.findings, *missing]
            else:
                inputs, rest = planned[site].inputs, (result.findings, result.found, result.cost, result.made, result.index)
                sites.append(BuiltSite(site, staging / site, result.files, inputs, *rest))
    order = {site: number for number, site in enumerate(planned)}
    sites.sort(key=lambda built: order[built.site])
    built, gone, told = tuple(sites), frozenset(failed), tuple(findings)
    return Built(plan.federation, plan.whole, staging, built, plan.current, gone, told, plan.looks)


def _pays(job: Job) -> bool:
    """True for a site that is worth sending elsewhere: much of it has to be made."""
    return job.last is None or not _MUCH.isdisjoint(job.why)


def _homes(view: SiteView) -> set[str]:
    """The sites of whose bodies a site shows some."""
    return {view.member.site.id, *(guest.document.site for guest in view.guests if guest.scope)}


def _fresh_staging(root: Path) -> Path:
    """An empty folder: never that of a killed run, whose workers may still be writing."""
    remove(root / STAGING)
    make_folder(root / STAGING)
    return Path(mkdtemp(dir=root / STAGING))


def _missing(view: SiteView, files: dict[str, str]) -> list[Finding]:
    """What the federation promised of a site and the run did not write."""
    lost = [FILE_LOST.at(document.place(), name=document.file) for document in view.documents if document.file not in files]
    return lost + [FILE_LOST.at(Place(view.member.site.id), name=path) for path in view.files.values() if path not in files]
