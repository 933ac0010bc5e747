"""A header between two lines of its own: YAML, TOML, a code block, or JSON in braces."""

import re
from collections.abc import Iterable

from ....domain.finding import Place
from ....domain.patterns import pattern
from ....domain.text import as_seen
from ..keys import Names
from ..marked import YamlError, parse_plain, parse_yaml
from .opening import BLANK, COLON, Line, holding_row, is_blank, line_start, outdent, row_of
from .result import HEADER_LONG, HEADER_OPEN, HEADER_YAML, MAX_HEADER, Header, body_from, keep_mapping, yaml_fault
from .toml import parse_toml

MOST_PROSE = 5  # lines
_DASH = "[-\u2010-\u2015\u2212\u2500\u2501\ufe58\ufe63\uff0d]"
_MARK = rf"(?:{_DASH}{{2,}}|[+＋]{{2,}}|[*]{{3,}}|_{{3,}}|[=＝]{{3,}})"
_CODE = "(?:`{3,}|~{3,}|·{3,})"
_FENCE = pattern(rf"(?P<mark>{_MARK}|{_CODE}){BLANK}*\{{?\.?(?P<word>[A-Za-z]*(?:[ -]?matter)?)\}}?{BLANK}*(?:#[^\n]*)?(?:\n|\Z)")
_END = pattern(rf"^(?P<indent>{BLANK}*)(?:{_MARK}|\.{{3,}}|…+|。{{3,}}){BLANK}*$", re.MULTILINE)
_CODE_END = pattern(rf"^(?P<indent>{BLANK}*){_CODE}{BLANK}*$", re.MULTILINE)
_SYNTAX = {"": "", "yaml": "yaml", "yml": "yaml", "toml": "toml", "json": "yaml", "frontmatter": "", "front-matter": ""}
_ODD = pattern(  # a key with another colon than YAML's, or blanks other than its own where a line begins
    rf"^{BLANK}*+[^\s\"'\[{{#&*!|>%@`:：-][^\n:：]{{0,30}}?{BLANK}*+(?:[：﹕︰∶]|:(?! |\n|\Z)|:[ ]+[^\S \n])"
    rf"|^[ ]*(?![ \n]){BLANK}",
    re.MULTILINE,
)
_KEY = pattern(rf"(?P<key>[^\s\"'\[{{#&*!|>%@`-][^\n:：﹕︰∶]{{0,30}}?){BLANK}*{COLON}{BLANK}*")
_PLAIN_VALUE = pattern(r"[^\s:]+: *[^\s|>\"'\[{#]")
_INDENT = pattern(f"^{BLANK}+", re.MULTILINE)
_INSIDE = pattern(rf"[{{,]\s*(?P<quote>[\"']?)(?P<key>[^\s\"':：,{{}}][^\"':：,{{}}\n]{{0,30}}?)(?P=quote)\s*{COLON}")
_QUOTED = pattern(r'"(?:\\.|[^"\\])*+(?P<end>")?')  # one without an end too, so that it is looked at once
_BRACE = pattern(r"[{}]")


def is_fence(line: str) -> bool:
    """True when a line ends or begins a header and shows nothing but that."""
    return bool(_END.fullmatch(line))


def find_fenced(text: str, at: int, place: Place, names: Names) -> Header | None:
    """The header whose first character stands at `at`; None when no block of its own begins there."""
    if text[at : at + 1] in {"{", "｛"}:
        return _find_braces(text, at, place, names)
    opening = _FENCE.match(text, at, at + 200)
    if not opening or opening["word"].lower() not in _SYNTAX:
        return None
    mark = opening["mark"]
    syntax = _SYNTAX[opening["word"].lower()] or ("toml" if mark[0] in "+＋" else "yaml")
    strict = mark == "---" and at == 0 and not opening["word"]  # the one way that needs no other sign
    deep = at - line_start(text, at)
    closing = _CODE_END if mark[0] in "`~·" else _END
    end = next((m for m in closing.finditer(text, opening.end()) if len(m["indent"]) <= deep), None)
    if end is None or end.start() > MAX_HEADER:
        if not shows_header(text[opening.end() : opening.end() + MAX_HEADER].split("\n"), names, strict):
            return None
        where = place.at(text.count("\n", 0, at) + 1)
        return Header().refuse(HEADER_LONG.at(where, limit=MAX_HEADER // 1024) if end else HEADER_OPEN.at(where))
    block = text[opening.end() : end.start()]
    apart = is_blank(block.partition("\n")[0]) and bool(block.strip())
    if (apart or not strict) and not shows_header(block.split("\n"), names, strict):
        return None  # two rules around a piece of the body
    if deep:
        block = "\n".join(outdent(line, deep) for line in block.split("\n"))
    header = body_from(Header(), text, min(end.end() + 1, len(text)))
    return read_block(header, place, block, syntax, text.count("\n", 0, opening.end()), names)


def shows_header(lines: Iterable[str], names: Names, any_key: bool = False) -> tuple[int, Line] | None:
    """The first of `lines` that names a field, or with `any_key` begins with any Latin word as key, and its number from 0.

    None when other text comes first: such lines may stand in paragraphs, but only behind others of their kind.
    """
    prose = 0
    for index, line in enumerate(lines):
        if is_blank(line):
            if prose:
                return None
        elif not line.startswith("#"):
            row = row_of(line.lstrip("{ "), names)
            if row is None and line.startswith("["):  # a table of TOML
                row = Line(line.strip("[] \t\"'"), "", plain=False)
            if row and (names.opens_header(row.key) or (any_key and row.key.isascii())):
                return index, row
            prose += not row
            if prose > MOST_PROSE or is_fence(line):
                return None
    return None


def read_block(header: Header, place: Place, block: str, syntax: str, lines: int, names: Names) -> Header:
    """`header` with what `block` says, which begins on line `lines` + 1 of the file."""
    try:
        if syntax == "toml":
            marked = parse_toml(block, lines)
        else:  # in what is plain there is nothing to mend
            marked = parse_plain(block, lines) or parse_yaml(mended(block, names), lines)
        if marked.value is not None and not isinstance(marked.value, dict):
            raise YamlError("应写成“名称: 值”", lines + 1, 1)
    except YamlError as error:
        return header.refuse(yaml_fault(error, place.at(error.line, error.column)))
    return keep_mapping(header, place, marked, names)


def mended(block: str, names: Names) -> str:
    """YAML with a colon and blanks as it knows them where a line begins with the name of a field.

    An indented line that keeps the piece back would go on with the text of the field above: with its colon it is YAML's fault.
    """
    if not _ODD.search(block):
        return block
    lines = []
    goes_on = False
    for line in _INDENT.sub(_spaces, block).split("\n"):
        match = _KEY.match(line)
        if match and names.is_field(match["key"]):
            line = f"{match['key']}: {line[match.end() :]}"  # noqa: PLW2901
        elif goes_on and line[:1] in {" ", "\t"} and (row := holding_row(line, names, dated=False)):
            line = f" {row.key}: {row.value}"  # noqa: PLW2901
        if line[:1] not in {" ", "\t", ""}:
            goes_on = bool(_PLAIN_VALUE.match(line))
        lines.append(line)
    return "\n".join(lines)


def _spaces(match: re.Match[str]) -> str:
    """Blanks as YAML knows them: an ideographic space is as wide as two."""
    return "".join(c if c == "\t" else " " for c in as_seen(match[0].replace("\u3000", "  ")))


def _blanked(match: re.Match[str]) -> str:
    """As many blanks as a text in quotes is long; what begins with a quote that nothing ends is no such text."""
    return " " * len(match[0]) if match["end"] else match[0]


def _find_braces(text: str, at: int, place: Place, names: Names) -> Header | None:
    """JSON, or YAML in braces, at the head of a file; it names a field, or it is something else."""
    limit = min(len(text), at + MAX_HEADER)
    depth, end = 0, -1
    plain = _QUOTED.sub(_blanked, text[at:limit].replace("｛", "{").replace("｝", "}"))
    for match in _BRACE.finditer(plain):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            end = at + match.end()
            break
    block = text[at : end if end > 0 else limit].replace("｛", "{").replace("｝", "}")
    if not any(names.is_field(match["key"]) for match in _INSIDE.finditer(block.partition("\n\n")[0] if end < 0 else block)):
        return None
    lines = text.count("\n", 0, at)
    if end < 0:
        return Header().refuse(HEADER_YAML.at(place.at(lines + 1), problem="方括号或花括号没有写完"))
    rest = text.find("\n", end)
    after = rest + 1 if rest >= 0 and is_blank(text[end:rest]) else end
    return read_block(body_from(Header(), text, after), place, block, "yaml", lines, names)
