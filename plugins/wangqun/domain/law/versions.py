"""Two files that hold versions of a law, compared: what `wangqun compare law` tells, as values."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...domain.law.compared import Comparison
from ...domain.law.comparing import compare
from ...domain.law.lines import squeezed
from ...domain.law.provision import Provision, cited, digits, provisions
from ...domain.law.reading import read_body
from ...domain.law.text import Article, Division, LawText, Part, articles
from ...domain.law.writing import as_text
from ...domain.refused import Refused
from ...scan.archives import Unread
from ...stages.load.marked import YamlError, parse_yaml
from .files import read_file
from .given import read_given
from .sorting import candidate, why_no_law

_RECORD = re.compile(r"---[ \t]*\n(?P<header>.*?\n)---[ \t]*\n(?P<body>.*)", re.DOTALL)
_DECISIVE = ("version_on", "passed_on", "promulgated_on", "date")  # which day a record is of, the best first
_INVISIBLE = "\u200b"


class NotCompared(Refused):
    """The two cannot be compared; the message says why."""


@dataclass(frozen=True, slots=True)
class Version:
    """A file with what was read of it: its articles with their numbers as written, the headings, and the words that stand in no
    article; what an editor should look at (line, 0 for none; text).
    """

    file: str
    title: str
    date: str
    articles: tuple[Provision, ...]
    names: Mapping[str, str]
    headings: tuple[str, ...]
    aside: str
    doubts: tuple[tuple[int, str], ...]

    def name(self, number: str) -> str:
        """How the text cites an article."""
        return self.names.get(number) or cited(number)


@dataclass(frozen=True, slots=True)
class Compared:
    """Two versions, what changed between them, and what the comparison by article does not tell, in Chinese."""

    old: Version
    new: Version
    comparison: Comparison
    notes: tuple[str, ...]


def compare_files(old: Path, new: Path, given: Path | None = None) -> Compared:
    """What changed from one file to the other; `given` is a file that states which articles answer each other.

    Raises:
        NotCompared: a file cannot be read or holds no articles of a law, or `given` names an article that neither has.
    """
    before, after = _version(old), _version(new)
    pairs = _stated(given) if given else ()
    comparison = compare(before.articles, after.articles, pairs)
    if comparison.unknown:
        wrong = "、".join(f"{cited(a) if a else '（新增）'} → {cited(b) if b else '（删去）'}" for a, b in comparison.unknown)
        raise NotCompared(f"{given}：两个文本里没有这样的条文：{wrong}。左边写旧文本的条号，右边写新文本的。")
    return Compared(before, after, comparison, tuple(_notes(before, after)))


def _stated(path: Path) -> tuple[tuple[str, str], ...]:
    try:
        return read_given(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise NotCompared(f"{path}：不是 UTF-8 的文字。") from None
    except OSError as error:
        raise NotCompared(f"{path}：{'没有这个文件' if isinstance(error, FileNotFoundError) else '读不了'}。") from error
    except YamlError as error:
        raise NotCompared(f"{path} 第 {error.line} 行：{error.message}。") from error


def _version(path: Path) -> Version:
    try:
        written = read_file(path)
    except Unread as error:
        raise NotCompared(f"{path}：{error}。") from error
    if written.markdown and (record := _RECORD.match(written.text)) and (kept := _of_record(path, record)):
        return kept
    read = candidate(path, written)
    if reason := why_no_law(read):
        raise NotCompared(f"{path}：{reason}。")
    return _as_version(path, read.head.title, read.facts.version_on, read.text, read.odd)


def _of_record(path: Path, record: re.Match[str]) -> Version | None:
    """A law that is a record of a site already; None for what begins like one."""
    try:
        header: Any = parse_yaml(record["header"]).value
    except YamlError:
        return None
    if not isinstance(header, dict) or not isinstance(title := header.get("title"), str):
        return None
    date = next((str(header[key])[:10] for key in _DECISIVE if header.get(key)), "")
    text = read_body(record["body"])
    above = record.string.count("\n", 0, record.start("body"))
    return _as_version(path, title, date, text, tuple((above + doubt.line, doubt.text) for doubt in text.doubts))


def _as_version(path: Path, title: str, date: str, text: LawText, odd: tuple[tuple[int, str], ...]) -> Version:
    found = provisions(text)
    if not found:
        raise NotCompared(f"{path}：没有条文，不能逐条对照。")
    names = {digits(article.number): article.number.rstrip("、.．") for article, _ in articles(text)}
    headings = tuple(division.name for division in _divisions(text.parts) if division.sort != "contents")
    return Version(str(path), title, date, found, names, headings, _aside(text.parts), odd)


def _divisions(parts: Iterable[Part]) -> Iterator[Division]:
    for part in parts:
        if isinstance(part, Division):
            yield part
            yield from _divisions(part.parts)


def _aside(parts: Iterable[Part]) -> str:
    """The words that stand in no article, without headings, lists of contents and white space."""
    found = []
    for part in parts:
        if isinstance(part, Division):
            found.append("" if part.sort == "contents" else _aside(part.parts))
        elif not isinstance(part, Article):
            found.append(squeezed(as_text([part])).replace(_INVISIBLE, ""))
    return "".join(found)


def _notes(old: Version, new: Version) -> Iterator[str]:
    """What an editor must look at beside the comparison by article."""
    if squeezed(old.title) != squeezed(new.title):
        yield f"两个文本的标题不同：{old.title}；{new.title}"
    for version in (old, new):
        again = sorted(
            {one.number for one in version.articles if [each.number for each in version.articles].count(one.number) > 1}
        )
        if again:
            yield f"{version.file} 里有几条编号相同：{'、'.join(map(version.name, again))}"
    yield from _of_headings(old, new)
    if old.aside != new.aside:
        yield "条文以外的文字（序言、附件等）不同，没有对照，请自己看"
    if old.date and new.date and old.date > new.date:
        yield f"旧文本的日期（{old.date}）比新文本的（{new.date}）晚：是不是写反了次序"


def _of_headings(old: Version, new: Version) -> Iterator[str]:
    """What differs in the headings; one that has only another number now is named by neither list."""
    if list(map(squeezed, old.headings)) == list(map(squeezed, new.headings)):
        return
    before, after = ({_untold(heading): heading for heading in side.headings} for side in (old, new))
    lists = (
        ("删去", [before[one] for one in before if one not in after]),
        ("新增", [after[one] for one in after if one not in before]),
    )
    told = [f"{word} {'、'.join(those)}" for word, those in lists if those]
    yield f"编章节的标题有变化：{'；'.join(told) or '只有编号、次序不同'}"


def _untold(heading: str) -> str:
    """What a heading says without its number."""
    return squeezed(heading.partition("　")[2]) or squeezed(heading)
