"""What is read of an editor's file is read in time that grows with the file and not with its square."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from time import process_time
from typing import TypeVar

import pytest

from wangqun.domain import table, text
from wangqun.domain.code import without_code
from wangqun.domain.finding import Place
from wangqun.domain.ids import slugify
from wangqun.domain.indented import indented_code
from wangqun.domain.item import Dialect
from wangqun.domain.names import person_name
from wangqun.records.article import Article
from wangqun.records.bodies import note
from wangqun.records.deputies.record import StationRecord
from wangqun.scan import conflicts, tagged
from wangqun.scan.hidden import conceal
from wangqun.scan.passages import Passage
from wangqun.scan.scanner import scan, scan_written
from wangqun.scan.styles import declarations, sheet
from wangqun.scan.visible import hidden
from wangqun.scan.wording import DEFAULT, Wording
from wangqun.stages.load.header import read_header
from wangqun.stages.load.header.toml import parse_toml
from wangqun.stages.load.keys import names_of
from wangqun.stages.load.marked import YamlError, parse_fully, parse_yaml
from wangqun.stages.load.salvage import salvage

T = TypeVar("T")
PLACE, NAMES, WORDS = Place("xian", "a.md"), names_of(Article), Wording(DEFAULT)


def header(form: str, rst: bool = False, dialect: Dialect = "office") -> Callable[[str], object]:
    """Reading a document of which a text is a part."""
    return lambda inner: read_header(form.format(inner), PLACE, NAMES, rst, dialect)


def days(count: int) -> str:
    """As many days of a station, each with a character of its note that nobody sees."""
    return "reception_days:\n" + "".join(f"- {{date: 2026-03-01, note: 甲\u200b{number}}}\n" for number in range(count))


READERS: dict[str, Callable[[str], object]] = {
    "a document": header("{}"),
    "a document in rst": header("{}", rst=True),
    "a document of Pelican's": header("{}", dialect="pelican"),
    "a header": header("---\n{}\n---\n\n正文"),
    "a value": header("---\ntitle: {}\n---\n\n正文"),
    "a text of several lines": header("---\nsummary: |\n  {}\n---\n\n正文"),
    "a plain header": header("title: 题\nsummary: {}\n\n正文"),
    "a header in braces": header("{{title: {}}}\n\n正文"),
    "a header of TOML": header("+++\ntitle = {}\n+++\n\n正文"),
    "a body below its header": header("---\ntitle: 题\n---\n\n{}"),
    "a heading": header("# {}\n\n正文"),
    "a row of a table": header("|状态|公开{}x"),
    "a field of rst": header("题\n==\n\n:title: {}\n\n正文", rst=True),
    "YAML": parse_yaml,
    "YAML for the full parser": parse_fully,
    "TOML": lambda text: parse_toml(text, 0),
    "a record": lambda text: salvage(StationRecord, parse_yaml(f"key: a\nname: {text}"), PLACE),
    "a table": lambda text: table.read_rows(text.encode()),
    "a style sheet": sheet,
    "a style": lambda text: declarations.__wrapped__(f"color:{text}"),
    "HTML": hidden,
    "a tag": lambda text: hidden(f"<p {text}>"),
    "HTML in Markdown": lambda text: conceal("<!-- -->" + text, "markdown", "office", 1),
    "HTML in Pelican's Markdown": lambda text: conceal("{: hidden}<!-- -->" + text, "markdown", "pelican", 1),
    "comments of rst": lambda text: conceal(".. " + text, "rst", "office", 1),
    "a scanned body": lambda text: scan_written([Passage(text, 1)], WORDS),
    "a scanned title": lambda text: scan([Passage(text, 1, "title")], WORDS),
    "a scanned list of people": lambda text: scan([Passage(f"姓名,住址\n{text}\n12345678901/", 1)], WORDS),
    "a scanned mark of secrecy": lambda text: scan([Passage(f"密级{text}", 1, "attachment")], WORDS),
    "marks of conflicts": lambda text: list(conflicts.find(f"<<<<<<<\n{text}", "markdown")),
    "names like markup": lambda text: list(tagged.like_markup({"title": text}, {}, PLACE)),
    "a line": text.one_line,
    "what a line lost": lambda written: text.lost(written, ""),
    "controls": lambda written: text.strip_numbered_controls(written + "&#x202e;"),
    "a name": person_name,
    "a slug": slugify,
    "code": lambda text: without_code(text, "markdown", "office"),
    "code of Pelican's": lambda text: without_code(text, "markdown", "pelican"),
    "indented code": lambda text: indented_code(f"    x\n\n{text}"),
    "code of rst": lambda text: without_code(text, "rst"),
    "what is kept of a body": lambda text: note(text, "markdown", "office"),
    "what is kept of rst": lambda text: note(text, "rst", "office"),
}
"""Whatever reads what an editor wrote before it is known to be sound: all of it runs in the one process that reads all files."""

TOKENS = (
    *(
        "<!-- ",
        "-->",
        "#",
        " #",
        "\t#",
        "# a\n",
        "\u200b",
        " ",
        "\t",
        "\u3000",
        "\n",
        "  \n",
        "\u2028",
        "- ",
        "-",
        "- a\n",
        "[",
        "{",
        "[[",
    ),
    *(
        "<style>",
        "<style",
        "<",
        "<p ",
        "<p>",
        "<td>",
        "<td",
        "<tr>",
        "<tr",
        "</tr",
        "<a b='",
        '<a b="',
        "<div>",
        "*",
        "_",
        "|",
        "|-",
    ),
    *(
        "&amp;",
        "&#",
        "&#8238;",
        "：",
        ":",
        "a: ",
        "a: b\n",
        "'",
        '"',
        '\\"',
        "\\",
        "1",
        "12-",
        "1. ",
        "a.",
        "一",
        "住",
        "姓名",
        "密级：",
        "秘密 ",
    ),
    *(
        "@media{",
        "@media screen ",
        "@",
        "a{",
        "a{b:c}",
        "(",
        "（",
        "![",
        "[a](",
        "]: ",
        "[a]: b\n",
        "=",
        "==\n",
        "---\n",
        "...\n",
    ),
    *(
        "`",
        "```\n",
        "```a\n",
        "~",
        "~~~a\n",
        "> a\n",
        ":  a\n",
        "[^1]: a\n",
        "***\n",
        "-" * 40 + "x\n",
        "/*",
        "\U000e0041",
        "a",
        "a b",
        ",",
        "a,",
        "http://",
    ),
)
MANY: dict[str, tuple[int, Callable[[int], object]]] = {
    "items beside a faulty one": (
        500,
        lambda n: salvage(
            StationRecord, parse_yaml(f"{STATION}activities:\n- {{}}\n" + "- {date: 2026-03-01, text: 甲}\n" * n), PLACE
        ),
    ),
    "lines of which something is taken": (500, lambda n: salvage(StationRecord, parse_yaml(STATION + days(n)), PLACE)),
    "rules for elements in elements": (200, lambda n: hidden(f"<style>{'q div{color:red}' * n}</style>{'<div>' * n}")),
    "classes of elements": (200, lambda n: hidden(f"<style>{'.a{color:red}' * n}</style><p class='{'a ' * n}'>" * 2)),
    "open brackets": (4000, lambda n: parse_fully(f"a: {'[' * n}")),
    "labels of links": (2000, lambda n: note("".join(f"[a{i}]: /{i}\n" for i in range(n)), "markdown", "office")),
}
"""Readers of what no token repeated many times is made of, each with the number of its parts."""
STATION = "key: a\nname: 甲\naddress: 乙\n"

SIZE = 2_400  # characters of the shorter text, of which hardly any reader takes a millisecond that reads each once
LEAST = 0.02  # s below which the clock and the machine say more than the reader
MOST = 8  # times as long for four times the text: the square would be sixteen


@pytest.mark.parametrize("name", READERS)
def test_four_times_the_text_takes_at_most_eight_times_as_long(name: str) -> None:
    """Only two measurements of one machine at one time are compared, so that a slow or busy one fails nothing."""
    assert list(_grown(READERS[name])) == []


@pytest.mark.parametrize("name", MANY)
def test_four_times_the_parts_take_at_most_eight_times_as_long(name: str) -> None:
    count, read = MANY[name]

    assert not (_is_slow(read, count, count * 4) and _is_slow(read, count, count * 4))


def _grown(read: Callable[[str], object]) -> Iterator[str]:
    """The tokens of which a longer text takes too long, twice."""
    for token in TOKENS:
        text = token * (SIZE // len(token))
        if _is_slow(read, text, text * 4) and _is_slow(read, text, text * 4):
            yield token


def _is_slow(read: Callable[[T], object], less: T, more: T) -> bool:
    longer = _time(read, more)
    return longer > LEAST and longer > MOST * max(_time(read, less), _time(read, less))


def _time(read: Callable[[T], object], what: T) -> float:
    start = process_time()
    with suppress(YamlError, RecursionError):
        read(what)
    return process_time() - start
