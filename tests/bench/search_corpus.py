"""All 2,352 laws as clusters and as plain texts, the questions put to them, and generated pieces in any number."""

import csv
import json
import random
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from wangqun.domain.moment import parse_moment
from wangqun.options import Options
from wangqun.pipeline import run

from ..real.data import unpack
from ..real.laws import Law, Place, mended, read_laws, write_cluster
from ..real.pages import read_page
from .measure import CommandFailed

TODAY = "2026-11-23"
NOW = parse_moment(TODAY)
TOP = Place("falv", "province", "国家", "100000", "")
SEED = 20261123
SUBSTRINGS, SHORTEST, LONGEST = 500, 2, 12
LENGTH = 800  # characters of a generated piece
HAN = re.compile("[\u4e00-\u9fff]+")
BODY = re.compile(r'<div class="body">\n(.*)\n</div>\n</article>', re.DOTALL)
SENTENCE = re.compile("[^。\\s]{8,120}。")


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a set: `key` is `<site>/article/<slug>.html`, `file` the law's in its data set, `text` what a reader sees."""

    key: str
    file: str
    title: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """What a search is built from: `html` is the body as on the page, `date` ISO text."""

    site: str
    slug: str
    title: str
    date: str
    html: str

    @property
    def key(self) -> str:
        """Its page: `<site>/article/<slug>.html`."""
        return f"{self.site}/article/{self.slug}.html"


@dataclass(frozen=True)
class Corpus:
    """Laws built as one cluster below `root`; its pages by their key."""

    name: str
    root: Path
    pages: Mapping[str, Found]

    @property
    def public(self) -> Path:
        """What readers are served: a folder a site."""
        return self.root / "build" / "public"

    @cached_property
    def keys(self) -> dict[str, str]:
        """File of a law -> key of its page."""
        return {page.file: key for key, page in self.pages.items()}


@dataclass(frozen=True, slots=True)
class Question:
    """A query and what answers it: keys of pages, and of questions to statutes pairs (key, label of the article)."""

    kind: str
    text: str
    pages: frozenset[str]
    articles: frozenset[tuple[str, str]] = frozenset()


def read_corpora(work: Path) -> tuple[list[Law], list[Law]]:
    """The national laws, all on the top site, and the local ones on the sites below it; each under a file name of its own.

    Raises:
        DataMissing: the data sets are not there.
    """
    data = unpack("laws_national", work / "data")
    with (data / "index.csv").open(encoding="utf-8", newline="") as file:
        national = [_national(row, data) for row in csv.DictReader(file)]
    return national, [replace(law, place=_lowered(law.place)) for law in read_laws(unpack("laws_local", work / "data"))]


def _national(row: Mapping[str, str], data: Path) -> Law:
    date = row["last_date"] or row["first_date"] or row["file_date"] or "1949-10-01"
    text = mended((data / "md" / row["file"]).read_bytes().decode("utf-8"))
    return Law(row["file"], row["title"], date, row["issuer"] or TOP.area, 0, 0, text, TOP, False)


def _lowered(place: Place) -> Place:
    """One level lower, so that a single site stands above all."""
    if place.level == "province":
        return replace(place, level="city", parent=TOP.site)
    return replace(place, level="county")


def build_corpus(name: str, root: Path, laws: Sequence[Law]) -> Corpus:
    """Publish `laws` as a cluster, and read its pages.

    Raises:
        CommandFailed: a law did not come out.
    """
    numbered = [replace(law, file=f"l{number:04}.md", approved=False) for number, law in enumerate(laws)]
    write_cluster(root, numbered)
    sites = root / "sites"
    _write(sites / "cluster.yaml", f"name: 法律法规\nroot: {TOP.site}\nbase_url: https://laws.example/\n")
    names = f"name: {TOP.area}人民代表大会\nshort_name: {TOP.area}人大\narea: {TOP.area}\n"
    _write(sites / TOP.level / f"{TOP.site}.yaml", f'{names}division_code: "{TOP.code}"\n')
    run(root, NOW, options=Options(jobs=2, whoosh=False))
    pages = {}
    for law, given in zip(numbered, laws, strict=True):
        key = f"{law.place.site}/article/{Path(law.file).stem}.html"
        path = root / "build" / "public" / key
        if not path.is_file():
            raise CommandFailed(f"{given.file} was not published")
        page = read_page(path.read_text(encoding="utf-8"))
        pages[key] = Found(key, given.file, law.title, law.date, f"{page.title}\n{page.text}")
    return Corpus(name, root, pages)


def substrings(corpus: Corpus) -> list[Question]:
    """Random runs of Han from random pages; the pages that answer are all whose text holds them."""
    chance = random.Random(SEED)
    pages = list(corpus.pages.values())
    found: list[Question] = []
    while len(found) < SUBSTRINGS:
        length = chance.randint(SHORTEST, LONGEST)
        runs = [run for run in HAN.findall(chance.choice(pages).text) if len(run) >= length]
        if not runs:
            continue
        chosen = chance.choices(runs, [len(run) - length + 1 for run in runs])[0]
        start = chance.randint(0, len(chosen) - length)
        text = chosen[start : start + length]
        found.append(Question("substring", text, frozenset(page.key for page in pages if text in page.text)))
    return found


def known_texts(work: Path) -> list[str]:
    """What is asked in `known_items`."""
    return [row["q"] for row in _known(work)]


def known_items(corpus: Corpus, work: Path) -> list[Question]:
    """The 749 searches for a local law that is known to be there."""
    return [Question(row["kind"], row["q"], frozenset(corpus.keys[file] for file in row["relevant"])) for row in _known(work)]


def _known(work: Path) -> list[dict[str, Any]]:
    with (unpack("search", work / "data") / "known_items.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def lay_questions(corpus: Corpus, work: Path) -> list[Question]:
    """The 776 questions of laymen, with the laws and the articles that answer them (STARD)."""
    data = unpack("search", work / "data")
    laws: dict[str, set[str]] = {}
    articles: dict[str, set[tuple[str, str]]] = {}
    for number, file, _ in _rows(data / "shared_qrels_doc.tsv"):
        laws.setdefault(number, set()).add(corpus.keys[file])
    for number, article, _ in _rows(data / "shared_qrels_article.tsv"):
        file, _, label = article.partition("#")
        articles.setdefault(number, set()).add((corpus.keys[file], label))
    return [
        Question("question", text, frozenset(laws[number]), frozenset(articles[number]))
        for number, text in _rows(data / "shared_queries.tsv")
    ]


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.split("\t")


def generated(laws: Sequence[Law], count: int) -> Iterator[Document]:
    """Pieces of some 800 characters, from sentences of the laws in new company."""
    chance = random.Random(SEED)
    sentences = sorted({sentence for law in laws for sentence in SENTENCE.findall(law.text)})
    for number in range(count):
        parts: list[str] = []
        while sum(map(len, parts)) < LENGTH:
            parts.append("".join(chance.choices(sentences, k=3)))
        title = "".join(HAN.findall(chance.choice(sentences)))[:20]
        html = "\n".join(f"<p>{escape(part)}</p>" for part in parts)
        yield Document(TOP.site, f"g{number:06}", title, f"20{number % 25:02}-{number % 12 + 1:02}-01", html)


def documents_of(corpus: Corpus) -> Iterator[Document]:
    """The pages of a corpus as documents, in their order."""
    for key, page in corpus.pages.items():
        found = BODY.search((corpus.public / key).read_text(encoding="utf-8"))
        assert found is not None
        site, _, name = key.split("/")
        yield Document(site, name.removesuffix(".html"), page.title, page.date, found[1])


def write_documents(path: Path, documents: Iterable[Document]) -> None:
    """One document a line."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(document), ensure_ascii=False) + "\n" for document in documents)


def read_documents(path: Path) -> list[Document]:
    """What `write_documents` wrote."""
    with path.open(encoding="utf-8") as file:
        return [Document(**json.loads(line)) for line in file]


def copy_pages(corpus: Corpus) -> None:
    """The pages alone into `pages` below the root, without lists and feeds."""
    for key in corpus.pages:
        path = corpus.root / "pages" / key
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(corpus.public / key, path)


def plain_page(document: Document) -> str:
    """A page with nothing but a title and a body, marked up as the theme marks an article."""
    title = escape(document.title)
    head = f'<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n</head>\n'
    article = f'<article class="article">\n<h1>{title}</h1>\n<div class="body">\n{document.html}\n</div>\n</article>\n'
    return f"{head}<body>\n<main>\n{article}</main>\n</body>\n</html>\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
