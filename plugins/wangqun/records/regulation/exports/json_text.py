"""A text of a law as JSON: what is known of it, and its parts one within another, each with its anchor."""

import json
from typing import Any

from ....domain.law.text import Article, Division, Item, Paragraph, Part, Table
from .facts import Facts
from .reading import Words

FORMAT = "wangqun-law-1"
Json = dict[str, Any]


def json_text(facts: Facts, words: Words) -> str:
    """The file, on one line: indented it would take four times as long to make."""
    since, until = facts.days.get("effective_on"), facts.until
    value: Json = {
        "format": FORMAT,
        "id": facts.id,
        "title": facts.title,
        "version": facts.version,
        "url": facts.url,
        "law": {"title": facts.law, "url": facts.law_url},
        "doc_type": facts.type_title,
        **facts.words,
        **{name: day.isoformat() for name, day in facts.days.items()},
        "version_on": facts.day.isoformat() if facts.day else None,
        "validity": {
            "state": facts.state,
            "from": since.isoformat() if since else None,
            "until": until.isoformat() if until else None,
        },
        "adoption": list(facts.adoption),
        "amendments": [{"date": one.date.isoformat(), "organ": one.organ, "text": one.text} for one in facts.amendments],
        "publisher": facts.publisher,
        "licence": facts.licence,
        "sha256": words.digest,
        "body": [_part(part) for part in words.parts],
    }
    return json.dumps(value, ensure_ascii=False) + "\n"


def _part(part: Part) -> Json:
    if isinstance(part, Division):
        inner = [_part(each) for each in part.parts]
        return {"sort": part.sort, "mark": part.mark, "title": part.title, "anchor": part.anchor, "parts": inner}
    if isinstance(part, Article):
        blocks = [_part(block) for block in part.paragraphs]
        return {"sort": "article", "mark": part.number, "title": part.heading, "anchor": part.anchor, "parts": blocks}
    if isinstance(part, Table):
        return {"sort": "table", "rows": [list(row) for row in part.rows]}
    return _with_items({"sort": "paragraph", "text": part.text, "anchor": part.anchor}, part)


def _item(item: Item) -> Json:
    return _with_items({"mark": item.mark, "text": item.text, "anchor": item.anchor}, item)


def _with_items(found: Json, part: Paragraph | Item) -> Json:
    return found | ({"items": [_item(each) for each in part.items]} if part.items else {})
