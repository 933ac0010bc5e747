"""What reading a header comes to: its values with their lines, the body, and what was wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ....domain.finding import Finding, Place, Rule, Severity
from ....domain.patterns import pattern
from ..keys import HOLD_BACK, Names
from ..marked import Marked, YamlError, parse_yaml
from ..remarks import told
from .opening import row_of

HEADER_YAML = Rule(
    "header-yaml",
    Severity.BLOCK,
    "文件头格式错误：{problem}",
    "改正这一行；文件头写在两行 --- 之间，每行“名称: 值”。",
)
HEADER_LARGE = Rule(
    "header-yaml",
    Severity.BLOCK,
    "文件头格式错误：{problem}",
    "文件头只写字段表里的内容，长的名单、表格写进正文或附件；不要用 & 和 * 重复引用。",
)
HEADER_LONG = Rule(
    "header-open",
    Severity.BLOCK,
    "文件头没有结束，或者太长（超过 {limit} KB）",
    "在文件头末尾另起一行写 ---；长的内容写进正文或附件。",
)
HEADER_OPEN = Rule("header-open", Severity.BLOCK, "文件头没有结束", "在文件头末尾另起一行写 ---。")
HEADER_REPEATED = Rule("header-repeated", Severity.WARN, "“{key}”写了不止一次，只用第一个", "删去多余的一行。")
HEADER_TWICE = Rule("header-two-values", Severity.BLOCK, "“{key}”写了不止一次，值又不同", "只留对的一行，删去多余的。")
HEADER_ASTRAY = Rule(
    "header-astray",
    Severity.BLOCK,
    "“{key}”像是文件头的一项，却不在文件头里",
    "把它移进文件最前面的两行 --- 之间，写成“{mend}”；如果本来就是正文，换一种写法，不要以“{key}”加冒号开头。",
)
HEADER_TITLES = Rule(
    "header-two-titles", Severity.BLOCK, "文件头前面的标题“{heading}”与 title“{title}”不同", "只留一个：改成相同的，或删去一个。"
)
MAX_HEADER = 65_536

_SHORT = frozenset("title subtitle source editor author authors tags category column slug".split())
_JOINED = pattern(r"(?:[;；,，、|。]|[ \t\u3000])[ \t\u3000]*(?P<key>[^\s;；,，、|。:：]{1,20})[ \u3000]*[:：]")

Row = tuple[str, str, int]  # key and value as written, line of the file


@dataclass(slots=True)
class Header:
    """`values` by key in English with `marks` into them (lines of the file); `body` starts at `body_line` of the file.

    An empty value is in `marks` only. `title` is a heading that stands before or in place of a header's title. `fatal` means the
    header could not be read and the document is blocked.
    """

    values: dict[str, Any] = field(default_factory=dict)
    marked: Marked = field(default_factory=lambda: Marked(None))
    body: str = ""
    body_line: int = 1
    title: str | None = None
    findings: list[Finding] = field(default_factory=list)
    fatal: bool = False

    def refuse(self, finding: Finding) -> "Header":
        """This header, of no use, and why."""
        self.findings.append(finding)
        self.fatal = True
        return self


def yaml_fault(error: YamlError, where: Place) -> Finding:
    """What is wrong with a header, which stands at `where`."""
    return (HEADER_LARGE if error.limit else HEADER_YAML).at(where, problem=error.message)


def body_from(header: Header, text: str, at: int) -> Header:
    """`header` with the rest of the file from `at` on as its body."""
    header.body, header.body_line = text[at:], text.count("\n", 0, at) + 1
    return header


def keep_mapping(header: Header, place: Place, marked: Marked, names: Names) -> Header:
    """Keep what a block of YAML, TOML or JSON said."""
    header.findings += told(marked.remarks, place)
    values: dict[str, Any] = marked.value or {}
    called = {key: names.english(key) for key in values}
    header.marked.marks = marked.marks
    if any(key != name for key, name in called.items()):
        header.marked.marks = {}
        for path, mark in marked.marks.items():
            header.marked.marks.setdefault((called.get(str(path[0]), path[0]), *path[1:]) if path else (), mark)
    for key, value in values.items():
        mark = marked.marks.get((key,), (0, 0))
        if (called[key] not in names.words or isinstance(value, dict)) and (
            problem := _misplaced(key, called[key], value, names)
        ):
            header.refuse(HEADER_YAML.at(place.at(*mark), problem=problem))
        _keep(header, place, called[key], value, mark, names)
    return header


def keep_rows(header: Header, place: Place, names: Names, rows: Iterable[Row]) -> Header:
    """Keep plain `key, value, line` rows, reading structured ones as YAML flow."""
    for key, value, line in rows:
        name = names.english(key)
        header.marked.marks.setdefault((name,), (line, 1))
        if name in names.structured and value[:1] in {"[", "{"}:
            try:
                read = parse_yaml(value, line - 1)
                header.findings += told(read.remarks, place, before=f"{key}: ")
                _keep(header, place, name, read.value, (line, 1), names)
            except YamlError as error:
                header.refuse(yaml_fault(error, place.at(line, error.column)))
        else:
            _keep(header, place, name, value, (line, 1), names)
    return header


def _misplaced(key: str, name: str, value: Any, names: Names) -> str:
    """What is wrong with an unknown key that wears more than a field's name, or holds what keeps a piece back; "" if nothing.

    A field that is no record holds nothing either: what is indented below `summary:` was meant to be a line of its own.
    """
    is_field = name in names.words
    if not is_field and (row := row_of(f"{key}:", names)) and names.is_field(row.key):
        return f"“{key}”带有多余的符号，应写“{names.english(row.key)}”"
    if isinstance(value, dict) and name not in names.models and (is_field or all(names.is_field(inside) for inside in value)):
        held = [inside for inside in value if names.english(inside) in (HOLD_BACK | {"note"}) - {"date"}]
        return f"“{held[0]}”写在了“{key}”里面，应自成一行" if held else ""
    return ""


def _keep(header: Header, place: Place, key: str, value: Any, mark: tuple[int, int], names: Names) -> None:
    value = names.inner(key, value, header.marked.marks)
    if key in _SHORT and isinstance(value, str) and (":" in value or "：" in value):
        for match in _JOINED.finditer(value):
            if names.english(match["key"]) in HOLD_BACK - {"date"}:  # a title may well say when
                problem = f"“{key}”后面还写着“{match['key']}”，应另起一行"
                header.refuse(HEADER_YAML.at(place.at(*mark), problem=problem))
                return
    if key not in header.values:
        if value not in (None, ""):
            header.values[key] = value
    elif key in HOLD_BACK and value != header.values[key]:
        header.refuse(HEADER_TWICE.at(place.at(*mark), key=key))
    else:
        header.findings.append(HEADER_REPEATED.at(place.at(*mark), key=key))
