"""Open data about the files of laws: where each stands, and schemas of what is in them."""

from collections.abc import Iterable, Iterator
from typing import Any

from ....domain.said import said, word
from ....pages.context import DataField
from ....pages.kinds import Sheet
from ....pages.opendata import DRAFT, Data, Dataset, as_json, csv_text
from ....pages.site import Pages
from .facts import DAYS, WORDS, Facts
from .files import FORMATS, exported
from .json_text import FORMAT
from .rows import FIELDS

_NAME = "regulation_texts"
_PART = "法规文本的 CSV 的一行"
_TEXTS = (
    DataField("id", said("编号"), said("文本的编号，与 regulations.csv 相同")),
    DataField("title", said("标题"), ""),
    DataField("law", said("法规的名称"), said("各个文本相同")),
    DataField("version", said("文本"), said("YYYY-MM-DD；日期不详或者同一天有几个文本的，是文本的名字")),
    DataField("state", said("时效"), said("有效、尚未施行、已修改、已废止、施行日期不详")),
    DataField("from", said("从哪天起施行"), said("YYYY-MM-DD，不详为空")),
    DataField("until", said("从哪天起不再施行"), said("YYYY-MM-DD，没有的为空")),
    DataField("law_url", said("法规的网址"), said("现在的文本和各个文本")),
    DataField("url", said("这个文本的网址"), ""),
    *(DataField(ending, said("%(format)s文件的网址", format=word(title)), "") for ending, (title, _) in FORMATS.items()),
)
SHEET = Sheet(_NAME, said("法规文本的文件，每个文本一行"), _TEXTS)
_TEXT = {"type": "string"}
_DAY = {"type": ["string", "null"]}


def data(pages: Pages) -> Data | None:
    """Where the files of all texts stand; None for a site without any."""
    found = list(exported(pages))
    if not found:
        return None
    text, count = csv_text([field.key for field in _TEXTS], map(_row, found))
    return Data(
        title=said("法规文本"),
        files={f"data/{_NAME}.csv": Dataset(text, SHEET.title, count, fields=_TEXTS)},
        schemas={
            f"data/schema/{_NAME}.json": Dataset(
                _of_rows(f"{_NAME}.csv 的一行", _TEXTS), said("%(file)s.csv 的一行的结构", file=_NAME)
            ),
            "data/schema/regulation_text.json": Dataset(as_json(_of_text()), said("法规文本的 JSON 的结构")),
            "data/schema/regulation_parts.json": Dataset(
                _of_rows("法规文本的 CSV 的一行", FIELDS), said("法规文本的 CSV 的一行的结构")
            ),
        },
        as_of=max(facts.published for facts in found),
        amount=said("法规文本 %(n)s 个，每个有纯文本、JSON、CSV、Akoma Ntoso 3.0（XML）四种文件。", n=count),
    )


def _row(facts: Facts) -> Iterator[Any]:
    yield from (facts.id, facts.title, facts.law, facts.version, facts.state, facts.days.get("effective_on"), facts.until)
    yield from (facts.law_url, facts.url, *(f"{facts.stem}.{ending}" for ending in FORMATS))


def _of_rows(title: str, fields: Iterable[DataField]) -> str:
    properties = {field.key: _TEXT | {"title": field.title, "description": field.help} for field in fields}
    return as_json({"$schema": DRAFT, "title": title, **_of(properties)})


def _of_text() -> dict[str, Any]:
    """The schema of what `json_text` writes."""
    parts = {"type": "array", "items": {"$ref": "#/$defs/part"}}
    items = {"type": "array", "items": {"$ref": "#/$defs/item"}}
    known = dict.fromkeys((*WORDS, *DAYS), _TEXT)
    always = {
        "format": {"const": FORMAT},
        **dict.fromkeys(("id", "title", "version", "url", "doc_type", "publisher", "licence"), _TEXT),
        "law": _of({"title": _TEXT, "url": _TEXT}),
        "version_on": _DAY,
        "validity": _of({"state": _TEXT, "from": _DAY, "until": _DAY}),
        "adoption": {"type": "array", "items": _TEXT},
        "amendments": {"type": "array", "items": _of({"date": _TEXT, "organ": _TEXT, "text": _TEXT})},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "正文去掉空白以后的 SHA-256，四种文件相同"},
        "body": parts,
    }
    item = {"mark": _TEXT, "text": _TEXT, "anchor": _TEXT}
    inner = {"mark": _TEXT, "title": _TEXT, "anchor": _TEXT, "parts": parts}
    part = {
        "oneOf": [
            _of({"sort": {"const": "paragraph"}, "text": _TEXT, "anchor": _TEXT}, {"items": items}),
            _of({"sort": {"const": "table"}, "rows": {"type": "array", "items": {"type": "array", "items": _TEXT}}}),
            _of({"sort": {"not": {"enum": ["paragraph", "table"]}}, **inner}),
        ]
    }
    return {
        "$schema": DRAFT,
        "title": "法规的一个文本（JSON）",
        **_of(always, known),
        "$defs": {"part": part, "item": _of(item, {"items": items})},
    }


def _of(always: dict[str, Any], known: dict[str, Any] | None = None) -> dict[str, Any]:
    """An object of which some keys are always there, others where they are known, and no more."""
    properties = always | (known or {})
    return {"type": "object", "properties": properties, "required": [*always], "additionalProperties": False}
