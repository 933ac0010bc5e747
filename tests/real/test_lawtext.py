"""The text model over every real law: no character of a body lost or moved, whatever it is written out as."""

import csv
import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from wangqun.authoring.laws import Row, import_laws
from wangqun.domain.document import Document, standing
from wangqun.domain.finding import Severity
from wangqun.domain.ids import DocumentId
from wangqun.domain.law.reading import read_body
from wangqun.domain.law.text import articles
from wangqun.domain.law.writing import as_markdown, as_text
from wangqun.records.regulation.checks import findings
from wangqun.records.regulation.record import Regulation

from .conftest import NOW
from .data import DataMissing, unpack
from .rates import SETS

pytestmark = pytest.mark.real
END = "<!-- INFO END -->"  # of those who gathered them: what stands above it is the head
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
MARKS = re.compile(r"^#+|^\|[-:| ]+\|$|\\|\s|\u200b|\|", re.MULTILINE)  # U+200B is white space without width
ODD = 5  # laws whose articles do not count on, as their sources have them


def test_every_character_of_every_law_is_there_in_its_order(texts: list[tuple[Path, str]]) -> None:
    bodies = {path.name: text.partition(END)[2] for path, text in texts}
    laws = {name: read_body(text) for name, text in bodies.items()}
    plain = {name: MARKS.sub("", COMMENT.sub("", text)) for name, text in bodies.items()}

    assert len(laws) > 2000
    assert [name for name, law in laws.items() if MARKS.sub("", as_text(law.parts)) != plain[name]] == []
    assert [name for name, law in laws.items() if MARKS.sub("", as_markdown(law.parts)) != plain[name]] == []
    assert [name for name, law in laws.items() if read_body(as_markdown(law.parts)).parts != law.parts] == []
    assert sum(bool(law.doubts) for law in laws.values()) == ODD
    assert sum(any(articles(law)) for law in laws.values()) > 2200


TAKEN = {
    ("law", "地方性法规"): 766,
    ("law", "行政法规"): 625,
    ("law", "司法解释"): 437,
    ("law", "法律"): 342,
    ("law", "种类不明"): 63,  # nothing in the file says who made them
    ("law", "规章"): 22,
    ("law", "单行条例"): 11,
    ("law", "法规性决定"): 6,
    ("law", "宪法"): 6,
    ("law", "规范性文件"): 3,
    ("law", "自治条例"): 1,
    ("part", "法律"): 7,  # of the eight of the civil code
    ("duplicate", "法律"): 4,
    ("duplicate", "司法解释"): 1,
    ("refused", ""): 58,  # 52 cases, 2 guides, 4 files that hold a title alone
}
WITHOUT_ARTICLES = 141  # of those that count 一、 instead of 第一条, each item is one
VERSIONS = 88  # pairs of a version and the one before it


@pytest.fixture(scope="module")
def into(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the records are written."""
    return tmp_path_factory.mktemp("laws")


@pytest.fixture(scope="module")
def rows(into: Path, unpacked: Path) -> tuple[Row, ...]:
    """What each of the 2,352 files was taken for."""
    try:
        folders = [unpack(name, unpacked) / "md" for name in SETS]
    except DataMissing as missing:
        pytest.skip(str(missing))
    return import_laws(into, folders, "", into / "out", "", False, lambda text: None)


def test_each_file_is_taken_for_what_it_is(rows: tuple[Row, ...]) -> None:
    reasons = Counter(row.reason.partition("：")[0] for row in rows if row.taken == "refused")

    assert Counter((row.taken, row.doc_type) for row in rows) == TAKEN
    assert reasons == {"是案例，不是法规": 52, "不像法规": 2, "没有正文": 4}
    assert {Path(row.file).parent.name for row in rows if row.taken == "part"} == {"民法典"}


def test_what_has_no_articles_by_name_is_taken_for_what_the_list_says(rows: tuple[Row, ...]) -> None:
    listed = Path(__file__).with_name("without_articles.csv")
    with listed.open(encoding="utf-8", newline="") as file:
        known = {row.pop("sha256"): row for row in csv.DictReader(file)}
    taken = {}
    for row in rows:
        if (digest := sha256(Path(row.file).read_bytes()).hexdigest()) in known:
            reason = row.reason.partition("：")[0]
            taken[digest] = {
                "taken": row.taken,
                "doc_type": row.doc_type,
                "reason": reason,
                "articles": str(row.articles),
            }

    assert len(known) == WITHOUT_ARTICLES
    assert taken == known


def test_versions_stand_beside_each_other(rows: tuple[Row, ...]) -> None:
    titles = Counter(row.title for row in rows if row.taken == "law")

    assert sum(count - 1 for count in titles.values()) == VERSIONS
    assert len({row.written for row in rows if row.written}) == sum(titles.values())


def test_no_record_is_blocked_for_what_its_header_says(rows: tuple[Row, ...], into: Path) -> None:
    texts = {row.written: row for row in rows if row.written}
    told: Counter[str] = Counter()
    for path in (into / "out").glob("*.md"):
        header = yaml.load(path.read_text(encoding="utf-8").split("---\n", 2)[1], yaml.BaseLoader)
        known = {key: value for key, value in header.items() if key != "date"}
        name = DocumentId("a", "regulation", path.stem)
        law = Document(name, "a", "", Regulation.model_validate(known), "", "", "", "markdown", "", 1, "", "", {})
        told.update(str(finding) for finding in standing(findings(law), NOW) if finding.severity is Severity.BLOCK)
        texts.pop(path.name)

    assert told == Counter()
    assert texts == {}
