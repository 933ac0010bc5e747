"""`python -m tests.bench.tune [NAME …]`: the reader's search ranked by other parameters than those in rank.js, one at a time."""

import argparse
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from ..real.data import DataMissing
from .measure import CommandFailed
from .search_browser import chromium, tunable
from .search_corpus import build_corpus, documents_of, known_items, lay_questions, read_corpora, write_documents
from .search_own import Own
from .search_scores import AT, articles, by_kind, laws
from .search_server import serving

GRID: Mapping[str, Sequence[float]] = {
    "title": (0.6, 0.9, 1.5),
    "titlePower": (1, 3),
    "chunk": (0.4, 0.5, 0.7, 0.8),
    "lone": (0.3, 0.4, 0.6, 0.7),
    "law": (1.3, 1.4, 1.5, 1.6),
    "k1": (0.4, 0.5, 0.7, 0.8),
    "b": (0.6, 0.65, 0.75, 0.8),
    "usual": (100, 115, 145, 160),
    "rarer": (0, 0.25, 0.75, 1),
    "beside": (0, 0.025, 0.075, 0.1),
    "close": (8, 12, 16),
    "alike": (0.75, 0.85, 0.9),
}
KINDS = ("title", "phrase", "region+topic", "title-typo")


@dataclass(frozen=True, slots=True)
class Row:
    """MRR@10 by one set of parameters; `halves` are of articles, over every second question and over the others."""

    values: Mapping[str, float]
    law: float
    article: float
    halves: tuple[float, float]
    known: Mapping[str, float]


def main() -> int:
    """Exit 0, or 2 when nothing could be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.tune", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"parameters to try, all of them without: {', '.join(GRID)}")
    names = parser.parse_args().names or list(GRID)
    if unknown := set(names) - set(GRID):
        parser.error(f"no such parameter: {', '.join(sorted(unknown))}")
    console = Console(width=None if sys.stdout.isatty() else 140, highlight=False)
    try:
        rows = measure([{}, *({name: value} for name in names for value in GRID[name])])
    except (DataMissing, CommandFailed) as error:
        console.print(str(error), markup=False)
        return 2
    table = Table(title="MRR@10 by other parameters, one at a time", title_justify="left")
    for heading in ("parameter", "law", "article", "1st half", "2nd half", *KINDS):
        table.add_column(heading, justify="left" if heading == "parameter" else "right", no_wrap=True)
    for row in rows:
        name = ", ".join(f"{key} {value:g}" for key, value in row.values.items()) or "as they are"
        figures = (row.law, row.article, *row.halves, *(row.known[kind] for kind in KINDS))
        table.add_row(name, *(f"{figure:.4f}" for figure in figures))
    console.print(table)
    for half in (0, 1):
        best, now = max(rows, key=lambda row, half=half: row.halves[half]), rows[0]
        console.print(
            f"best on half {half + 1}: {dict(best.values) or 'as they are'},"
            f" there {now.halves[half]:.4f} -> {best.halves[half]:.4f},"
            f" on the other half {now.halves[1 - half]:.4f} -> {best.halves[1 - half]:.4f}",
            markup=False,
        )
    return 0


def measure(sets: Sequence[Mapping[str, float]]) -> list[Row]:
    """One row a set of parameters, in their order.

    Raises:
        DataMissing: the laws or the questions are not there.
        CommandFailed: a build failed, or there is no Chromium.
    """
    with tempfile.TemporaryDirectory(prefix="wangqun-tune-") as temporary, serving() as server, chromium() as browser:
        work = Path(temporary)
        national, local = read_corpora(work)
        corpora = [build_corpus("national", work / "national", national), build_corpus("local", work / "local", local)]
        for corpus in corpora:
            write_documents(corpus.root / "documents.jsonl", documents_of(corpus))
            Own().build(corpus.root)
        lay, known = lay_questions(corpora[0], work), known_items(corpora[1], work)
        one, other = (Own().contender(corpus.root, server) for corpus in corpora)
        with (
            tunable(browser, server, one, [question.text for question in lay], limit=AT) as ask_lay,
            tunable(browser, server, other, [question.text for question in known], limit=AT) as ask_known,
        ):
            rows = []
            for values in sets:
                found = ask_lay(values)
                halves = (articles(lay[0::2], found[0::2])[0], articles(lay[1::2], found[1::2])[0])
                law, article = laws(lay, found), articles(lay, found)[0]
                rows.append(Row(values, law, article, halves, by_kind(known, ask_known(values))))
            return rows


if __name__ == "__main__":
    sys.exit(main())
