"""A row of a table of suggestions as the file that an editor keeps, or why it cannot be one."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from pydantic import ValidationError

from ...domain.moment import parse_date
from ...domain.numerals import COUNT, numeral
from ...domain.record import split_names
from ...records.suggestion import steps
from ...records.suggestion.record import Suggestion
from ...records.suggestion.words import PUBLIC_WORDS, STEPS
from ...stages.load.validate import problem_of
from ...stages.load.wanted import path_in_words
from ..importing.headers import Value, header_text
from .columns import CALLED, DAYS

Row = Mapping[str, str]
_TEXTS = ("number", "form", "subject", "congress", "term", "session", "during", "by_delegation", "addressed_to", "mode")
_LISTS = ("lead_units", "co_units")
_COUNT = re.compile(f"[{COUNT}]+|[0-9]+")
_PLAIN = re.compile("[a-z0-9]+")


class Made(NamedTuple):
    """The name of a file and what stands in it."""

    name: str
    source: bytes


class Refused(NamedTuple):
    """Why a row is no file, in words."""

    why: str


def record(row: Row, at: int, people: Mapping[str, str], now: datetime) -> Made | Refused:
    """The file of a row, the `at`th; `people` are keys of persons by names that only one has, `now` is when it is published."""
    if not row.get("title"):
        return Refused("没有标题")
    said = row.get("public", "")
    if not isinstance(PUBLIC_WORDS.read(said), bool):
        return Refused(
            f"能不能公开看不出来（写的是“{said}”），写 公开 或 不公开" if said else "没有写能不能公开，写 公开 或 不公开"
        )
    events: list[dict[str, str]] = []
    for step in DAYS:
        if written := row.get(step, ""):
            try:
                day = parse_date(written)
            except ValueError:
                return Refused(f"{STEPS[step]}的日期“{written}”看不出是哪一天")
            events.append({"date": f"{day:%Y-%m-%d}", "type": step})
    header = _header(row, events, people, now)
    if why := _wrong(header):
        return Refused(why)
    body = "\n\n".join(filter(None, (line.strip() for line in row.get("body", "").split("\n"))))
    return Made(name_of(row, at), f"{header_text(header)}\n{body}\n".encode())


def name_of(row: Row, at: int) -> str:
    """The name of its file: of term, session and number; nothing of the title, which may change."""
    parts = [*_numbers(row.get("term", "")), *_numbers(row.get("session", ""))]
    number = "-".join(_PLAIN.findall(row.get("number", "").lower()))
    return f"{'-'.join((*parts, number or f'r{at}'))}.md"


def _numbers(text: str) -> Iterator[str]:
    for match in _COUNT.finditer(text):
        value = int(match[0]) if match[0].isdigit() else numeral(match[0])
        if value is not None:
            yield str(value)
            return


def _header(row: Row, events: list[dict[str, str]], people: Mapping[str, str], now: datetime) -> dict[str, Value]:
    units = list(split_names(row.get("lead_units", "")))
    signers = [people.get(name, name) for name in split_names(row.get("co_deputies", ""))]
    lead = [people.get(name, name) for name in split_names(row.get("lead_deputy", ""))]
    reply = {"no": row.get("reply_no", ""), "by": "、".join(units), "text": row.get("reply_text", "").strip()}
    rating = {name: row.get(name, "") for name in ("attitude", "result")}
    has_reply = any(event["type"] == "replied" for event in events) and (reply["no"] or reply["text"])
    return {
        "title": row["title"],
        "date": f"{now:%Y-%m-%d %H:%M}",
        "public": row["public"],
        "public_reason": row.get("public_reason", ""),
        **{name: row.get(name, "") for name in _TEXTS},
        "lead_deputy": "".join(lead[:1]),
        "co_deputies": [*lead[1:], *signers],
        **{name: list(split_names(row.get(name, ""))) for name in _LISTS},
        "contact_mode": row.get("contact_mode", ""),
        "key": row.get("key", ""),
        "supervised_by": row.get("supervised_by", ""),
        "reply": reply if has_reply else "",
        "outcome": row.get("outcome", ""),
        "outcome_label": row.get("outcome", ""),
        "satisfaction": rating if any(rating.values()) else "",
        "events": events,
    }


def _wrong(header: Mapping[str, Value]) -> str:
    """What is wrong with a header, in words; "" when nothing is."""
    try:
        item = Suggestion.model_validate({key: value for key, value in header.items() if value})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = next((part for part in map(str, reversed(first["loc"])) if part in CALLED), "")
        return f"{CALLED[name].split()[0] if name else path_in_words(first['loc'])}{problem_of(first)}"
    return next((fault.why for fault in steps.faults(item)), "")
