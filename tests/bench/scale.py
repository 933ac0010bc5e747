"""What one more site and one more article cost as a cluster grows, and what an edit and a run without one cost at each size."""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from .hebei import Region, pieces
from .measure import Cost, run
from .report import Figure
from .runs import JOBS, TODAY
from .writers import WRITERS, wangqun_file

SITES, SITES_LARGE = (20, 60, 200), (2000,)
ARTICLES, ARTICLES_LARGE = (1000, 3000, 10_000), (20_000,)
EACH = 20  # articles of each of many sites
CITY = 40  # sites to a city
CONSTANT = 0.8  # of what it cost before, at least, per one that it costs now: constant within 25 %


class Costs(NamedTuple):
    """What the three runs over one cluster cost: into nothing, after one edit, and with nothing changed."""

    cold: Cost
    edit: Cost
    unchanged: Cost


def bench_scale(sites: int, articles: int, say: Callable[[str], None], large: bool = False) -> list[Figure]:
    """Figures of clusters of many small sites and of one large one; `large` sizes too take an hour and more.

    Raises:
        CommandFailed: a build failed.
    """
    many = {size: _measure(regions(size), EACH, say) for size in (*SITES, *(SITES_LARGE if large else ()))}
    one = {size: _measure(regions(1), size, say) for size in (*ARTICLES, *(ARTICLES_LARGE if large else ()))}
    return [*_figures("site", many), *_figures("article", one)]


def regions(count: int) -> list[Region]:
    """So many invented sites: a province, cities, and counties below them."""
    cities = -(-(count - 1) // CITY)
    made = [Region("r970000", "province", "970000", "示例省", "")]
    made += [Region(f"r97{n:02}00", "city", f"97{n:02}00", f"示例第{n}市", "r970000") for n in range(1, cities + 1)]
    for number in range(count - 1 - cities):
        city, below = number % cities + 1, number // cities + 1
        code = f"97{city:02}{below:02}"
        made.append(Region(f"r{code}", "county", code, f"示例第{city}市第{below}县", f"r97{city:02}00"))
    return made


def _measure(cluster: list[Region], articles: int, say: Callable[[str], None]) -> Costs:
    with tempfile.TemporaryDirectory(prefix="wangqun-scale-") as folder:
        root = Path(folder)
        WRITERS["wangqun"](root, {region: pieces(region, articles) for region in cluster})
        build = partial(_build, root)
        cold = build()
        path = wangqun_file(root, cluster[-1], pieces(cluster[-1], 1)[0])
        with path.open("a", encoding="utf-8") as file:
            file.write("\n又补充一段。\n")
        costs = Costs(cold, build(), build())
        shutil.rmtree(root / "build")
    told = ", ".join(f"{name} {cost.cpu:.1f} CPU s ({cost.wall:.1f} s)" for name, cost in costs._asdict().items())
    say(f"{len(cluster)} sites x {articles} articles: {told}, {cold.memory:.0f} MB; load {os.getloadavg()[0]:.1f}")
    return costs


def _build(root: Path) -> Cost:
    os.sync()
    return run((sys.executable, "-m", "wangqun", "-C", str(root), "build", "--jobs", str(JOBS), "--today", TODAY), root)


def _figures(what: str, found: Mapping[int, Costs]) -> list[Figure]:
    """Of each size the three runs and the memory; of each step between sizes what one more cost, beside the step before."""
    figures = []
    first = found[min(found)]
    for size, costs in found.items():
        figures += [
            Figure(f"scale.{what}s-{size}-cold", costs.cold.cpu, "CPU s"),
            Figure(f"scale.{what}s-{size}-edit", costs.edit.cpu, "CPU s", "lower", f"{min(found)} {what}s", first.edit.cpu),
            Figure(
                f"scale.{what}s-{size}-unchanged",
                costs.unchanged.cpu,
                "CPU s",
                "lower",
                f"{min(found)} {what}s",
                first.unchanged.cpu,
            ),
            Figure(f"scale.{what}s-{size}-memory", costs.cold.memory, "MB, largest process"),
        ]
    for run_of in Costs._fields:
        before: tuple[str, float] | None = None
        for small, more in pairwise(found):
            cpu = getattr(found[more], run_of).cpu - getattr(found[small], run_of).cpu
            value = max(1000 * cpu / (more - small), 0.001)
            name, unit = f"scale.{what}-more-{run_of}-{small}-{more}", f"CPU ms a {what}"
            aim = CONSTANT if run_of == "cold" else None
            figures.append(Figure(name, value, unit, "lower", *(before or (None, None)), aim))
            before = (f"{small}-{more}", value)
    return figures
