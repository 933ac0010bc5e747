"""Splitting a document into header and body: YAML between `---`, Pelican's plain `Key: value` lines, or rst fields."""

import re
from dataclasses import dataclass, field
from typing import Any

from ...domain.finding import Finding, Place, Rule, Severity
from .marked import Marked, YamlError, parse_yaml

HEADER_YAML = Rule(
    "header-yaml",
    Severity.BLOCK,
    "文件头格式错误：{problem}",
    "改正这一行；文件头写在两行 --- 之间，每行“名称: 值”。",
)
HEADER_OPEN = Rule("header-open", Severity.BLOCK, "文件头没有结束", "在文件头末尾另起一行写 ---。")
HEADER_REPEATED = Rule("header-repeated", Severity.WARN, "“{key}”写了不止一次，只用第一个", "删去多余的一行。")
MAX_HEADER = 65_536

_PLAIN = re.compile(r"^ {0,3}(?P<key>[A-Za-z][A-Za-z0-9_-]*):(?:[ \t]+(?P<value>.*)|[ \t]*)$")
_MORE = re.compile(r"^(?: {4,}|\t)(?P<value>\S.*)$")
_FIELD = re.compile(r"^:(?P<key>[^:\n]+):(?:[ \t]+(?P<value>.*)|[ \t]*)$")
_RULE_LINE = re.compile(r"^([=\-`:'\"~^_*+#<>.])\1{2,}\s*$")


@dataclass(slots=True)
class Header:
    """`values` by lower-case key with `marks` into them (lines of the file); `body` starts at `body_line` of the file.

    `title` is the rst document title. `fatal` means the header could not be read and the document is blocked.
    """

    values: dict[str, Any] = field(default_factory=dict)
    marked: Marked = field(default_factory=lambda: Marked(None))
    body: str = ""
    body_line: int = 1
    title: str | None = None
    findings: list[Finding] = field(default_factory=list)
    fatal: bool = False


def read_header(text: str, place: Place, structured: frozenset[str], rst: bool = False) -> Header:
    """Split a file; `structured` are the keys whose plain-header value may be written as YAML flow (`[…]`, `{…}`)."""
    if rst:
        return _read_rst(text, place, structured)
    if re.match(r"---[ \t]*\n", text):
        return _read_yaml(text, place)
    return _read_plain(text, place, structured)


def _read_yaml(text: str, place: Place) -> Header:
    header = Header()
    end = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE).search(text, text.index("\n") + 1)
    if end is None or end.start() > MAX_HEADER:
        header.findings.append(HEADER_OPEN.at(place.at(1)))
        header.fatal = True
        return header
    block = text[text.index("\n") + 1 : end.start()]
    header.body = text[end.end() + 1 :]
    header.body_line = text.count("\n", 0, end.end()) + 2
    try:
        marked = parse_yaml(block)
        if marked.value is not None and not isinstance(marked.value, dict):
            raise YamlError("应写成“名称: 值”", 1, 1)
    except YamlError as error:
        header.findings.append(HEADER_YAML.at(place.at(error.line + 1, error.column), problem=error.message))
        header.fatal = True
        return header
    marks = {}
    for path, (line, column) in marked.marks.items():
        marks[(str(path[0]).lower(), *path[1:]) if path else ()] = (line + 1, column)
    header.marked = Marked(None, marks)
    for key, value in (marked.value or {}).items():
        _keep(header, place, key.lower(), value)
    return header


def _keep(header: Header, place: Place, key: str, value: Any, line: int = 0) -> None:
    if key in header.values:
        where = place.at(line, 1) if line else place.at(*header.marked.find((key,)))
        header.findings.append(HEADER_REPEATED.at(where, key=key))
    elif value not in (None, ""):
        header.values[key] = value


def _take(header: Header, place: Place, structured: frozenset[str], rows: list[tuple[str, str, int]]) -> None:
    """Keep plain `key, value, line` rows, reading structured ones as YAML flow."""
    for key, value, line in rows:
        name = key.strip().lower().replace("-", "_") if key.lower().replace("-", "_") in structured else key.strip().lower()
        header.marked.marks.setdefault((name,), (line, 1))
        if name in structured and value[:1] in {"[", "{"}:
            try:
                _keep(header, place, name, parse_yaml(value).value, line)
            except YamlError as error:
                header.findings.append(HEADER_YAML.at(place.at(line, error.column), problem=error.message))
                header.fatal = True
        else:
            _keep(header, place, name, value, line)


def _read_plain(text: str, place: Place, structured: frozenset[str]) -> Header:
    header = Header()
    rows: list[tuple[str, str, int]] = []
    position, number = 0, 0
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end]
        if match := _PLAIN.match(line):
            rows.append((match["key"], (match["value"] or "").strip(), number + 1))
        elif rows and (match := _MORE.match(line)):
            key, value, start = rows[-1]
            rows[-1] = (key, f"{value} {match['value'].strip()}".strip(), start)
        else:
            if rows and not line.strip():
                position, number = end + 1, number + 1
            break
        position, number = end + 1, number + 1
    _take(header, place, structured, rows)
    header.body, header.body_line = text[position:], number + 1
    return header


def _read_rst(text: str, place: Place, structured: frozenset[str]) -> Header:
    """Title and field list at the head of an rst file; the body begins after them."""
    header = Header()
    lines = text.split("\n")
    at = _skip_blank(lines, 0)
    if at < len(lines) and _RULE_LINE.match(lines[at]) and at + 2 < len(lines) and _RULE_LINE.match(lines[at + 2]):
        header.title, at = lines[at + 1].strip(), at + 3
        header.marked.marks[("title",)] = (at - 1, 1)
    elif at + 1 < len(lines) and lines[at].strip() and _RULE_LINE.match(lines[at + 1]):
        header.title, at = lines[at].strip(), at + 2
        header.marked.marks[("title",)] = (at - 1, 1)
    rows: list[tuple[str, str, int]] = []
    at = _skip_blank(lines, at)
    while at < len(lines):
        if match := _FIELD.match(lines[at]):
            rows.append((match["key"], (match["value"] or "").strip(), at + 1))
        elif rows and lines[at][:1] in {" ", "\t"} and lines[at].strip():
            key, value, start = rows[-1]
            rows[-1] = (key, f"{value} {lines[at].strip()}".strip(), start)
        else:
            break
        at += 1
    _take(header, place, structured, rows)
    header.body, header.body_line = "\n".join(lines[at:]), at + 1
    return header


def _skip_blank(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at].strip():
        at += 1
    return at
