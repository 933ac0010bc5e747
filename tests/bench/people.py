"""People from every level at full size: 50,000 people in 62,000 records over the real tree, each run in a fresh process."""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..real.data import REPO, unpack
from .deputies import write_deputies
from .hebei import read_regions
from .measure import CommandFailed, run_json
from .report import Figure

FULL, POINTS = 62_000, (5_000, 20_000, 62_000)
COLD, WARM, MEMORY, GROWTH = 20.0, 2.0, 1500.0, 1.15
TIMES, EDITS = 3, 7


def bench_people(sites: int, articles: int, say: Callable[[str], None]) -> list[Figure]:
    """Reading and merging people: cold, after an edit, and what one more record costs. Times are processor seconds of one core.

    Raises:
        DataMissing: the divisions are not there.
        CommandFailed: a run failed, or planned another site than the edited one.
    """
    with tempfile.TemporaryDirectory(prefix="wangqun-people-") as temporary:
        work = Path(temporary)
        regions = read_regions(unpack("divisions", work / "data"), sites)
        costs: dict[int, dict[str, Any]] = {}
        for count in POINTS:
            root = work / str(count)
            written = write_deputies(root, regions, count)
            costs[count] = min((_run("cold", root) for _ in range(TIMES)), key=lambda run: run["cpu"])
            say(f"{written:,} records of people: loaded and merged in {costs[count]['cpu']:.2f} CPU s")
        root = work / str(FULL)
        state = _run("state", root)
        edits = [_edited(root) for _ in range(EDITS)]
        say(f"one file edited, planned: {edits[0]['jobs']}")
    cold, warm = costs[FULL], min(edits, key=lambda run: run["cpu"])
    small, middling, full = POINTS
    first = (costs[middling]["cpu"] - costs[small]["cpu"]) / (middling - small) * 1e6
    later = (costs[full]["cpu"] - costs[middling]["cpu"]) / (full - middling) * 1e6
    return [
        Figure("people.cold", cold["cpu"], "CPU s", "lower", most=COLD),
        Figure("people.cold-wall", cold["wall"], "s", "lower"),
        Figure("people.edit-one", warm["cpu"], "CPU s", "lower", most=WARM),
        Figure("people.edit-one-wall", warm["wall"], "s", "lower"),
        Figure("people.memory", max(cold["memory"], warm["memory"]), "MB, largest process", "lower", most=MEMORY),
        Figure("people.memory-plan-all", state["memory"], "MB, every roster made", "lower", most=MEMORY),
        Figure("people.record-more-first", first, f"CPU us a record, {small:,} to {middling:,}", "lower"),
        Figure("people.record-more-later", later, f"CPU us a record, {middling:,} to {full:,}", "lower"),
        Figure("people.record-growth", later / first, "later by first", "lower", most=GROWTH),
    ]


def _edited(root: Path) -> dict[str, Any]:
    """A warm run after an edit of one deputy's record, which is undone again."""
    path = next(iter(sorted(root.glob("content/county/*/deputies/[!a]*.yaml"))))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("education: 大学", "education: 研究生"), encoding="utf-8")
    try:
        cost = _run("warm", root)
    finally:
        path.write_text(text, encoding="utf-8")
    if list(cost["jobs"]) != [path.parts[-3]]:
        raise CommandFailed(f"planned after an edit in {path.parts[-3]}: {str(cost['jobs'])[:200]}")
    return cost


def _run(verb: str, root: Path) -> dict[str, Any]:
    return run_json((sys.executable, "-m", "tests.bench.merging", verb, str(root)), REPO)
