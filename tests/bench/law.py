"""Laws as records: the build of all beside the peers, their exports, every pair of versions compared, the search over them."""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

from wangqun.domain.law.comparing import compare

from ..real.rates import SETS, read_texts
from ..real.test_exports import lost
from ..real.versions import read_versions
from .cluster import find_peers
from .law_records import REGION, Records, pieces_of, write_records
from .law_search import bench_law_search
from .measure import Cost, run_all, run_told
from .report import Figure
from .runs import JOBS, TODAY
from .writers import WRITERS

WHOLE = 100


def bench_law(sites: int, articles: int, say: Callable[[str], None]) -> list[Figure]:
    """All figures of laws; `articles` under 100 takes so many laws in a hundred, to try it.

    Raises:
        DataMissing: the laws are not there.
        CommandFailed: a build failed.
    """
    percent = min(articles, WHOLE)
    with tempfile.TemporaryDirectory(prefix="wangqun-law-") as temporary:
        work = Path(temporary)
        say(f"load of the machine before: {os.getloadavg()[0]:.1f} (figures taken beside other work are not to be relied on)")
        records = write_records(work, work / "all", SETS, percent)
        figures = [*_builds(records, work, say), *_exports(work, percent, say), *_pairs(work, percent, say)]
        parts = {}
        for name in SETS:
            parts[name] = write_records(work, work / name, (name,), percent)
            _build(parts[name].root)
        return [*figures, *bench_law_search(parts["laws_local"], parts["laws_national"], work, say)]


def _build(root: Path) -> tuple[Cost, Mapping[str, Any]]:
    command = (sys.executable, "-m", "wangqun", "-C", str(root), "build", "--jobs", str(JOBS), "--today", TODAY)
    cost, words = run_told((*command, "--json", "--profile"), root)
    return cost, json.loads(words)["profile"]


def _builds(records: Records, work: Path, say: Callable[[str], None]) -> list[Figure]:
    """The cold build, an edit and a run with nothing changed, beside those of the peers, which have one kind of build."""
    laws = len(records.written())
    cold, profile = _build(records.root)
    public = (records.root / "build" / "public" / REGION.site).resolve()
    pages = sum(1 for path in public.rglob("*.html"))
    say(f"{laws} laws, {pages} pages, {sum(1 for path in public.rglob('*') if path.is_file())} files in {cold.wall:.1f} s")
    unchanged, _ = _build(records.root)
    with records.written()[0].open("a", encoding="utf-8") as file:
        file.write("\n又补充一段。\n")
    edited, _ = _build(records.root)
    peers = _peers(records, work, say)
    verbs = {name: verb["cpu"] for name, verb in profile["verbs"].items()}
    figures = [Figure("law.pages", pages, "pages"), Figure("law.pages-a-second", pages / cold.wall, "pages/s", "higher")]
    for name, (cost, count) in peers.items():
        figures += [
            Figure(f"law.pages-a-second-{name}", pages / cold.wall, "pages/s", "higher", name, count / cost.wall),
            Figure(f"law.cpu-a-page-{name}", cold.cpu / pages * 1000, "CPU ms", "lower", name, cost.cpu / count * 1000),
            Figure(f"law.edit-{name}", edited.wall, "s", "lower", name, cost.wall),
            Figure(f"law.unchanged-{name}", unchanged.wall, "s", "lower", name, cost.wall),
        ]
    spent = profile["files"]
    return [
        *figures,
        Figure("law.memory", cold.memory, "MB, largest process", "lower"),
        *(Figure(f"law.{name}", seconds, "CPU s", "lower") for name, seconds in sorted(verbs.items())),
        *(Figure(f"law.files-{name or 'text'}", each["seconds"], "s", "lower") for name, each in sorted(spent.items())),
    ]


def _peers(records: Records, work: Path, say: Callable[[str], None]) -> dict[str, tuple[Cost, int]]:
    """The cost of each peer's build of the same texts, and its pages."""
    found = {}
    content = {REGION: pieces_of(records)}
    for peer in find_peers(say):
        folder = work / peer.name
        WRITERS[peer.name](folder, content)
        place = folder / REGION.site
        cost = run_all([(peer.command, place)], JOBS)
        found[peer.name] = cost, sum(1 for _ in (place / "out").rglob("*.html"))
        say(f"{peer.name}: {found[peer.name][1]} pages in {cost.wall:.1f} s")
    return found


def _exports(work: Path, percent: int, say: Callable[[str], None]) -> list[Figure]:
    """Every export of every text, read back."""
    texts = list(read_texts(work / "data"))[:: WHOLE // percent]
    found = lost(iter(texts))
    say(f"{len(found['seen'])} texts read back from four formats each")
    return [Figure(f"law.lost-{name}", len(files), "texts", "lower", most=0) for name, files in found.items() if name != "seen"]


def _pairs(work: Path, percent: int, say: Callable[[str], None]) -> list[Figure]:
    """Every two versions that follow each other."""
    pairs = list(read_versions(work / "data"))[:: WHOLE // percent]
    took = []
    for pair in pairs:
        start = process_time()
        compare(pair.old, pair.new)
        took.append((process_time() - start) * 1000)
    say(f"{len(pairs)} pairs of versions compared")
    return [
        Figure("law.pairs", len(pairs), "pairs"),
        Figure("law.pair-median", median(took), "CPU ms", "lower"),
        Figure("law.pair-slowest", max(took), "CPU ms", "lower"),
    ]
