"""What reading office prose costs beside the engine's own Markdown, on the same bodies: real laws and the demo."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

from wangqun.domain.item import Dialect
from wangqun.render.engines import Engines
from wangqun.render.settings import DEFAULTS

from ..real.data import REPO
from ..real.rates import read_texts
from .report import Figure

EVERY, ROUNDS = 8, 5  # of the laws one in so many; the best of so many rounds counts
DEMO = [path.read_text(encoding="utf-8").split("---\n", 2)[-1] for path in sorted((REPO / "content").rglob("*.md"))]


def bench_dialects(sites: int, articles: int, say: Callable[[str], None]) -> list[Figure]:
    """Milliseconds a body; office prose may cost a tenth more than the engine's own."""
    with tempfile.TemporaryDirectory() as folder:
        laws = [text for _, text in read_texts(Path(folder))][::EVERY]
    say(f"dialects: {len(laws)} real laws, {len(DEMO)} pieces of the demo, the engine alone")
    figures = []
    for name, bodies in (("laws", laws), ("demo", DEMO)):
        engines = Engines(DEFAULTS["MARKDOWN"])
        best: dict[Dialect, float] = {}
        for _ in range(ROUNDS):
            for dialect in ("pelican", "office"):
                spent = _spent(engines, bodies, dialect)
                best[dialect] = min(best.get(dialect, spent), spent)
        figures.append(Figure(f"{name}, office", best["office"], "ms a body", "lower", "pelican", best["pelican"], least=1 / 1.1))
    return figures


def _spent(engines: Engines, bodies: Sequence[str], dialect: Dialect) -> float:
    start = process_time()
    for body in bodies:
        engines.markdown(body, dialect)
    return (process_time() - start) / len(bodies) * 1000
