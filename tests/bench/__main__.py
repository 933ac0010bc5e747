"""`python -m tests.bench`: run the benchmarks, print the table, write build/reports/bench.json."""

import argparse
import sys
from collections.abc import Callable
from compileall import compile_dir
from functools import partial
from pathlib import Path

from rich.console import Console

from ..real.data import DataMissing
from .away import bench_away
from .checks import bench_checks
from .cluster import bench_cluster
from .dialects import bench_dialects
from .edits import SEED, bench_edits
from .law import bench_law
from .measure import CommandFailed
from .pages import bench_pages
from .people import bench_people
from .report import Figure, print_table, write_json
from .scale import bench_scale
from .search import bench_search
from .search_large import bench_large

ENGINE = Path(__file__).resolve().parents[2] / "plugins" / "wangqun"
REPORT = Path(__file__).resolve().parents[2] / "build" / "reports" / "bench.json"
BENCHES: dict[str, Callable[[int, int, Callable[[str], None]], list[Figure]]] = {
    "checks": bench_checks,
    "cluster": bench_cluster,
    "dask": bench_away,
    "dialects": bench_dialects,
    "edits": bench_edits,
    "law": bench_law,
    "pages": bench_pages,
    "people": bench_people,
    "scale": bench_scale,
    "search": bench_search,
}
SCALED = ("cluster", "dask", "people")
APART = ("dask", "edits", "law", "scale")  # take long: only when they are asked for


def main() -> int:
    """Exit 0 when every aim is met, 1 when one is not, 2 when nothing could be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", choices=sorted(BENCHES), help="one benchmark instead of all")
    parser.add_argument("--sites", type=int, default=179, help="sites of the cluster, at most 179 (%(default)s)")
    parser.add_argument("--articles", type=int, default=100, help="articles of each site, laws in a hundred (%(default)s)")
    parser.add_argument("--large", action="store_true", help="also search among 18,000 and 100,000 documents; takes long")
    parser.add_argument("--edits", type=int, default=2000, help="edits: how many (%(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="edits: which (%(default)s); the same number, the same edits")
    parser.add_argument("--steps", default="", help="edits: these instead, as a failure tells them: 'body 1 2; clock 3 0'")
    wanted = parser.parse_args()
    compile_dir(ENGINE, quiet=2)  # as installing does, whatever this machine says of writing bytecode
    console = Console(width=None if sys.stdout.isatty() else 140, highlight=False)
    figures: list[Figure] = []
    steered = {
        "edits": partial(bench_edits, edits=wanted.edits, seed=wanted.seed, told=wanted.steps),
        "scale": partial(bench_scale, large=wanted.large),
    }
    for name, bench in (BENCHES | steered | ({"search-large": bench_large} if wanted.large else {})).items():
        if wanted.only not in {None, name.partition("-")[0]} or (wanted.only is None and name in APART):
            continue
        try:
            found = bench(wanted.sites, wanted.articles, console.print)
        except (DataMissing, CommandFailed) as error:
            console.print(f"{name}: {error}", markup=False)
            return 2
        scale = f", {wanted.sites} sites x {wanted.articles} articles" if name in SCALED else ""
        print_table(console, f"{name}{scale}", found)
        figures += found
    if figures:
        write_json(REPORT, figures)
        console.print(f"written: {REPORT}")
    return 1 if any(figure.met is False for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main())
