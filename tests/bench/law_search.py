"""The questions of the search's benchmark, put to the index that a cluster of records has."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from wangqun.domain.ids import slugify

from ..real.data import REPO, unpack
from .law_records import SITE, Records
from .report import Figure
from .search import ARTICLE, KNOWN, LAW
from .search_browser import Contender, ask_all, chromium
from .search_corpus import Question
from .search_scores import AT, articles, by_kind, laws
from .search_server import serving

STATIC = REPO / "themes" / "renda" / "static"
Keys = Mapping[str, frozenset[str]]


def bench_law_search(local: Records, national: Records, work: Path, say: Callable[[str], None]) -> list[Figure]:
    """Rates of the reader's search over laws as records; the aims are those of `search`.

    Raises:
        DataMissing: the questions are not there.
        CommandFailed: there is no Chromium.
    """
    data = unpack("search", work / "data")
    known, asked = known_items(data, keys_of(local)), lay_questions(data, keys_of(national))
    say(f"{len(known)} searches for a law, {len(asked)} questions of laymen, over records")
    figures = []
    with serving() as server, chromium() as browser:
        server.folders["theme"] = STATIC
        contenders = {}
        for name, records in (("local", local), ("national", national)):
            server.folders[f"records-{name}"] = records.root / "build" / "public" / SITE
            given = {"engine": "/theme/js/search/engine.js", "base": f"/records-{name}/search/"}
            contenders[name] = Contender("wangqun", given)
        answers = ask_all(browser, server, contenders["local"], [question.text for question in known], limit=AT)
        for kind, value in by_kind(known, answers).items():
            figures.append(Figure(f"law.known-{kind}", value, "MRR@10", "higher", floor=KNOWN[kind]))
        answers = ask_all(browser, server, contenders["national"], [question.text for question in asked], limit=AT)
        figures.append(Figure("law.questions-law", laws(asked, answers), "MRR@10", "higher", floor=LAW))
        figures.append(Figure("law.questions-article", articles(asked, answers)[0], "MRR@10", "higher", floor=ARTICLE))
    return figures


def keys_of(records: Records) -> Keys:
    """By file of the data what leads to its record: the text's page, and the law's own. What became part of another record, or is
    the same as one, is found there.
    """
    by_title: dict[str, set[str]] = {}
    for row in records.rows.values():
        if row.written:
            by_title.setdefault(row.title, set()).add(f"{SITE}/regulation/{slugify(Path(row.written).stem)}.html")
    found = {}
    for file, row in records.rows.items():
        own = {f"{SITE}/regulation/{slugify(Path(row.written).stem)}.html"} if row.written else by_title.get(row.title, set())
        found[file] = frozenset({*own, f"regulation/{slugify(row.title)}/"})
    return found


def known_items(data: Path, keys: Keys) -> list[Question]:
    """The searches for a local law of which a record is there."""
    with (data / "known_items.jsonl").open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = ((row, frozenset().union(*(keys.get(file, frozenset()) for file in row["relevant"]))) for row in rows)
    return [Question(row["kind"], row["q"], pages) for row, pages in found if pages]


def lay_questions(data: Path, keys: Keys) -> list[Question]:
    """The questions of laymen of which all laws that answer are there."""
    wanted: dict[str, set[str]] = {}
    labels: dict[str, set[tuple[str, str]]] = {}
    for number, file, _ in _rows(data / "shared_qrels_doc.tsv"):
        wanted.setdefault(number, set()).update(keys.get(file, ()))
    for number, article, _ in _rows(data / "shared_qrels_article.tsv"):
        file, _, label = article.partition("#")
        labels.setdefault(number, set()).update((key, label) for key in keys.get(file, ()))
    return [
        Question("question", text, frozenset(wanted[number]), frozenset(labels.get(number, ())))
        for number, text in _rows(data / "shared_queries.tsv")
        if wanted.get(number)
    ]


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
