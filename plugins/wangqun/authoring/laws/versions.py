"""Two files that hold versions of a law, compared: what `wangqun compare law` tells."""

import re
from pathlib import Path
from typing import Any

from ...domain.law.given import FORM, NotGiven, read_given
from ...domain.law.provision import cited
from ...domain.law.reading import read_body
from ...domain.law.versions import Compared, Version, compared, version_of
from ...domain.refused import Refused
from ...scan.archives import Unread
from ...stages.load.marked import YamlError, parse_yaml
from .files import read_file
from .sorting import candidate, why_no_law

_RECORD = re.compile(r"---[ \t]*\n(?P<header>.*?\n)---[ \t]*\n(?P<body>.*)", re.DOTALL)
_DECISIVE = ("version_on", "passed_on", "promulgated_on", "date")  # which day a record is of, the best first


class NotCompared(Refused):
    """The two cannot be compared; the message says why."""


def compare_files(old: Path, new: Path, given: Path | None = None) -> Compared:
    """What changed from one file to the other; `given` is a file that states which articles answer each other.

    Raises:
        NotCompared: a file cannot be read or holds no articles of a law, or `given` names an article that neither has.
    """
    before, after = _version(old), _version(new)
    found = compared(before, after, _stated(given) if given else ())
    if found.comparison.unknown:
        wrong = "、".join(
            f"{cited(a) if a else '（新增）'} → {cited(b) if b else '（删去）'}" for a, b in found.comparison.unknown
        )
        raise NotCompared(f"{given}：两个文本里没有这样的条文：{wrong}。左边写旧文本的条号，右边写新文本的。")
    return found


def _stated(path: Path) -> tuple[tuple[str, str], ...]:
    try:
        marked = parse_yaml(path.read_text(encoding="utf-8-sig"))
        if not isinstance(marked.value, dict):
            raise YamlError(FORM, 1, 1)
        return read_given(marked.value)
    except UnicodeDecodeError:
        raise NotCompared(f"{path}：不是 UTF-8 的文字。") from None
    except OSError as error:
        raise NotCompared(f"{path}：{'没有这个文件' if isinstance(error, FileNotFoundError) else '读不了'}。") from error
    except NotGiven as error:
        raise NotCompared(f"{path} 第 {marked.find((error.key,))[0]} 行：{error}；{FORM}。") from error
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
    return _with_articles(version_of(read.head.title, read.facts.version_on, read.text, str(path), read.odd))


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
    doubts = tuple((above + doubt.line, doubt.text) for doubt in text.doubts)
    return _with_articles(version_of(title, date, text, str(path), doubts))


def _with_articles(version: Version) -> Version:
    if not version.articles:
        raise NotCompared(f"{version.file}：没有条文，不能逐条对照。")
    return version
