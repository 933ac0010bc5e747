"""What a second worker of dask is worth: the same cluster by one and by two of one process each, and by this machine alone."""

import os
import shutil
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from statistics import median

from ..machines import machines
from .hebei import pieces
from .measure import TIMES, CommandFailed
from .report import Figure
from .runs import Spent, build
from .scale import regions
from .writers import WRITERS

SITES = 60
ENOUGH = 1.7  # times as fast with two as with one


def bench_away(sites: int, articles: int, say: Callable[[str], None]) -> list[Figure]:
    """Figures of a cluster of at most `SITES` sites. Each worker has made a first run before any is counted.

    Raises:
        CommandFailed: a build failed, or other bytes came out.
    """
    with tempfile.TemporaryDirectory(prefix="wangqun-dask-") as folder:
        root = Path(folder) / "cluster"
        WRITERS["wangqun"](root, {region: pieces(region, articles) for region in regions(min(sites, SITES))})
        alone = _built(root)
        wanted = _public(root)
        found = {}
        for workers in (1, 2):
            with machines(Path(folder) / f"dask-{workers}", [{}] * workers) as there:
                options = ("--dask", there.address, "--dask-tls", str(there.keys))
                _built(root, *options)
                if _public(root) != wanted:
                    raise CommandFailed(f"{workers} workers of dask: other bytes than without them")
                runs = [_built(root, *options) for _ in range(TIMES)]
            found[workers] = median(run.public.wall for run in runs)
            say(f"{workers} workers: {found[workers]:.1f} s until public; load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
        kept = median(run.public.cpu for run in runs)
    return [
        Figure("dask.alone", alone.public.wall, "s, without dask"),
        Figure("dask.alone-cpu", alone.public.cpu, "CPU s, without dask"),
        Figure("dask.one", found[1], "s"),
        Figure("dask.two", found[2], "s", "lower", "one worker", found[1], least=ENOUGH),
        Figure("dask.kept-cpu", kept, "CPU s that stay on this machine"),
    ]


def _built(root: Path, *options: str) -> Spent:
    """One build into nothing."""
    shutil.rmtree(root / "build", ignore_errors=True)
    os.sync()
    return build(root, "--no-whoosh", *options)


def _public(root: Path) -> str:
    """A digest of all that is public."""
    digest = sha256()
    for site in sorted((root / "build" / "public").iterdir()):
        for path in sorted(path for path in site.resolve().rglob("*") if path.is_file()):
            digest.update(f"{site.name}/{path.relative_to(site.resolve())}\0".encode() + path.read_bytes())
    return digest.hexdigest()
