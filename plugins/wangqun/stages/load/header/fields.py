"""The head of an rst file: its title and the field list below it."""

from ....domain.finding import Place
from ....domain.patterns import pattern
from ..keys import HOLD_BACK, Names
from .opening import holding_row, is_blank, unbroken
from .result import HEADER_ASTRAY, Header, Row, keep_rows

_FIELD = pattern(r"^[:：](?P<key>[^:：\n]+)[:：][ \t\u3000\u00a0]*(?P<value>.*)$")
_RULE_LINE = pattern(r"^([=\-`:'\"~^_*+#<>.])\1{2,}\s*$")
_REMARK = pattern(r"\.\. (?!\S+::|_|\[)")


def read_title(text: str, header: Header) -> int:
    """The line (from 0) below the title of an rst file, which `header` takes; that of its first text when it has none."""
    lines = text.split("\n")
    at = skip_blank(lines, 0)
    while at < len(lines) and _REMARK.match(lines[at]):
        at += 1
        while at < len(lines) and (is_blank(lines[at]) or lines[at][:1] == " "):
            at += 1
    if at < len(lines) and _RULE_LINE.match(lines[at]) and at + 2 < len(lines) and _RULE_LINE.match(lines[at + 2]):
        header.title, at = lines[at + 1].strip(), at + 3
        header.marked.marks[("title",)] = (at - 1, 1)
    elif at + 1 < len(lines) and lines[at].strip() and _RULE_LINE.match(lines[at + 1]):
        header.title, at = lines[at].strip(), at + 2
        header.marked.marks[("title",)] = (at - 1, 1)
    return skip_blank(lines, at)


def read_fields(text: str, at: int, header: Header, place: Place, names: Names) -> bool:
    """True when a field list stands on line `at` (from 0); `header` then has it, and the body below."""
    rows: list[Row] = []
    lines = text.split("\n")
    while at < len(lines):
        if match := _FIELD.match(lines[at]):
            rows.append((match["key"], unbroken(match["value"]), at + 1))
        elif rows and lines[at][:1] in {" ", "\t"} and lines[at].strip() and not holding_row(lines[at], names, dated=False):
            key, value, start = rows[-1]
            rows[-1] = (key, f"{value} {lines[at].strip()}".strip(), start)
        else:
            break
        at += 1
    keep_rows(header, place, names, rows)
    header.body, header.body_line = "\n".join(lines[at:]), at + 1
    return bool(rows)


def find_fields_astray(header: Header, place: Place, names: Names) -> None:
    """Refuse a header whose body has a field list of its own: any field of a header, or after one, what keeps it back."""
    for number, line in enumerate(header.body.split("\n"), header.body_line):
        if line[:1] in {":", "："} and (match := _FIELD.match(line)):
            key = match["key"]
            if names.english(key) in HOLD_BACK if header.values else names.opens_header(key):
                header.refuse(HEADER_ASTRAY.at(place.at(number, 1), key=key, mend=f":{names.english(key)}: {match['value']}"))
                return


def skip_blank(lines: list[str], at: int) -> int:
    """The first line from `at` on that shows something."""
    while at < len(lines) and is_blank(lines[at]):
        at += 1
    return at
