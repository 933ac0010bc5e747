"""The header of an old piece as Pelican reads it, and the one that it gets here."""

import html
import json
import re
from collections.abc import Mapping
from urllib.parse import quote, unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ...domain.finding import Place
from ...domain.ids import slugify
from ...domain.moment import PartialDate, known_part, parse_moment
from ...domain.record import split_names
from ...domain.text import one_line
from ...records import KINDS, kind_of
from ...records.kind import Kinds
from ...render.old_site import OldPage
from ...stages.load.header.fields import read_fields, read_title
from ...stages.load.header.result import Header
from ...stages.load.keys import STEERING, names_of

_ROW = re.compile(r"^[ ]{0,3}(?P<key>[A-Za-z0-9_-]+):\s*(?P<value>.*)$")
_MORE = re.compile(r"^[ ]{4,}(?P<value>.*)$")
_PLAIN = re.compile(r"\w(?:[\w./ -]*[\w./-])?")
_OTHER = re.compile(r"(?i:true|false|yes|no|on|off|null|y|n)")
_RST_FIELD = re.compile(r"^:(?P<key>[^:\n]+):[ \t]*(?P<value>.*)$")
_FENCE = re.compile(r"^-{3}(\s.*)?$")
_FENCE_END = re.compile(r"^(-{3}|\.{3})(\s.*)?$")
_TAG = re.compile(r"<[^<>]*>")
_PELICANS = frozenset("title date modified tags category author authors slug status summary lang keywords".split())
_CLOCK = re.compile(r"\d:\d\d")
_HAN_BREAK = re.compile(r"(?<=[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef])\s+(?=[\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef])")

_LONGEST_LIST = 200  # characters of a list on one line

Rows = dict[str, list[str]]


def split_markdown(text: str) -> tuple[Rows, str]:
    """The rows of a Markdown piece by key in small letters, each with its lines; and its body: as Python-Markdown's `meta`."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    rows: Rows = {}
    key = ""
    at = 1 if lines and _FENCE.match(lines[0]) else 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if not line.strip() or _FENCE_END.match(line):
            break
        if match := _ROW.match(line):
            key = match["key"].lower().strip()
            rows.setdefault(key, []).append(match["value"].strip())
        elif (match := _MORE.match(line)) and key:
            rows[key].append(match["value"].strip())
        else:
            at -= 1
            break
    return rows, "\n".join(lines[at:])


def split_rst(text: str, kinds: Kinds = KINDS) -> tuple[Rows, str]:
    """The same for an rst piece: its title, the fields below it, and the rest."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    header = Header()
    line = read_title(text, header)
    rows: Rows = {}
    lines = text.split("\n")
    below = Header()
    key = ""
    has_fields = read_fields(text, line, below, Place("", ""), names_of(kind_of(kinds, "").record))
    end = below.body_line - 1 if has_fields else line
    for row in lines[line:end]:
        if match := _RST_FIELD.match(row):
            key = match["key"].strip().lower()
            rows.setdefault(key, []).append(match["value"].strip())
        elif key and row.strip():
            rows[key].append(row.strip())
    body = "\n".join(lines[end:])
    if header.title:
        rows["title"] = [header.title]
    return rows, body


def written_date(raw: str, page: OldPage | None, zone: str) -> tuple[str, str]:
    """What `date` says here, and a word on it: the text itself where it is clear, else the day that the old site showed.

    A year or a month alone stays what it is.
    """
    if part := known_part(raw):
        return part.first[: 4 if part.part == "year" else 7], ""
    try:
        moment = parse_moment(raw.replace("_", " "))
    except PartialDate:
        return "", f"日期“{raw}”不完整，没有写"
    except ValueError:
        if not page or not page.day:
            return "", f"日期“{raw}”读不懂，没有写"
        clock = page.moment[11:16]
        return f"{page.day} {clock}".removesuffix(" 00:00"), f"日期“{raw}”照旧网站显示的写成 {page.day}"
    if _CLOCK.search(raw) and zone and not re.search(r"(?:[+-]\d\d:?\d\d|Z)\s*$", raw):
        try:
            moment = moment.replace(tzinfo=ZoneInfo(zone)).astimezone(parse_moment("2000-01-01").tzinfo)
        except (ZoneInfoNotFoundError, ValueError):
            return f"{moment:%Y-%m-%d %H:%M}", f"不认识时区“{zone}”，时间照原文写"
    return (f"{moment:%Y-%m-%d %H:%M}" if _CLOCK.search(raw) else f"{moment:%Y-%m-%d}"), ""


def summary_text(rows: Rows, page: OldPage | None) -> str:
    """The summary without markup, on one line."""
    if "summary" not in rows:
        return ""
    made = _TAG.sub("", page.summary) if page and page.summary else "\n".join(rows["summary"])
    return _HAN_BREAK.sub("", one_line(" ".join(html.unescape(made).split())))


def aliases_of(rows: Rows, address: str, own: str) -> list[str]:
    """The old address of a piece, and those it had named itself; none of them is `own`, where it stands here."""
    named = [part for key in ("alias", "aliases") for value in rows.get(key, []) for part in re.split(r"[,\s]+", value)]
    found = [quote(each if each.startswith("/") else f"/{each}", safe="/%~") for each in (address, *named) if each]
    return [each for each in dict.fromkeys(found) if unquote(each) != f"/{own}"]


Value = str | list[str] | dict[str, str] | list[dict[str, str]]


def header_text(values: Mapping[str, Value]) -> str:
    """Fields as YAML between lines `---`; empty ones are left out."""
    lines = []
    for key, value in values.items():
        if not value:
            continue
        shown = _shown(value)
        gap = "" if shown.startswith("\n") else " "
        lines.append(f"{key if re.fullmatch('[A-Za-z_][A-Za-z0-9_-]*', key) else _quoted(key)}:{gap}{shown}\n")
    return f"---\n{''.join(lines)}---\n"


def _shown(value: Value) -> str:
    """A value on the line of its key; the entries of a long list each on a line below it."""
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_quoted(each)}" for name, each in value.items() if each) + "}"
    entries = [_shown(each) for each in value]
    is_long = isinstance(value[0], dict) or sum(map(len, entries)) > _LONGEST_LIST
    return "".join(f"\n  - {each}" for each in entries) if is_long else f"[{', '.join(entries)}]"


def others(rows: Rows, kinds: Kinds = KINDS) -> tuple[dict[str, str], list[str]]:
    """What a piece says besides, under names that mean nothing else here; and keys that only steered the old engine."""
    kept: dict[str, str] = {}
    dropped = []
    called = names_of(kind_of(kinds, "").record)
    for key, value in rows.items():
        if key in _PELICANS or key in {"alias", "aliases"}:
            continue
        if key in STEERING:
            dropped.append(key)
        else:
            name = slugify(key).replace("-", "_") or key
            kept[f"old_{name}" if called.is_field(key) else key] = " ".join(filter(None, value))
    return kept, dropped


def names(rows: Rows, *keys: str) -> list[str]:
    """The names in some fields, divided as Pelican divides them, each once."""
    return list(dict.fromkeys(name for key in keys for name in split_names("".join(rows.get(key, [])[:1])) if name))


def first(rows: Rows, key: str) -> str:
    """The first line of a field, which is the one that Pelican takes."""
    return rows.get(key, [""])[0]


def _quoted(text: str) -> str:
    plain = _PLAIN.fullmatch(text) and not _OTHER.fullmatch(text)
    return text if plain else json.dumps(text, ensure_ascii=False)
