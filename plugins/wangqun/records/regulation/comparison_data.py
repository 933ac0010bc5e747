"""Open data about comparisons: where each stands, and what the JSON beside its page means."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ...domain.law.telling import LABELS
from ...domain.said import listed, said
from ...pages.context import DataField
from ...pages.kinds import Sheet
from ...pages.opendata import DRAFT, Data, Dataset, as_json, csv_text
from ...pages.site import Pages
from .comparisons import WHAT, Pairing, compared_texts, version_day
from .law import Law

NAME = "regulation_comparisons"
FIELDS = (
    DataField("law", said("法规"), said("名称")),
    DataField("compares", said("对照的是什么"), listed(WHAT.values())),
    DataField("old_id", said("旧文本"), said("编号；与草案对照的，是草案的编号")),
    DataField("old_date", said("旧文本的日期"), said("YYYY-MM-DD，不详的、草案的为空")),
    DataField("new_id", said("新文本"), said("编号")),
    DataField("new_date", said("新文本的日期"), said("YYYY-MM-DD，不详为空")),
    DataField("url", said("网址"), ""),
    DataField("json", said("同样内容的 JSON 的网址"), ""),
)
SHEET = Sheet(NAME, said("法规文本对照，每个对照一行"), FIELDS)
_TEXT = {"type": "string"}
_YES = {"type": "boolean"}


def data(pages: Pages) -> Data | None:
    """A row for each comparison, and the structure of the JSON of each; None for a site without any."""
    found = list(compared_texts(pages.view))
    if not found:
        return None
    text, count = csv_text([field.key for field in FIELDS], (_row(pages, *each) for each in found))
    properties = {field.key: _TEXT | {"title": field.title, "description": field.help} for field in FIELDS}
    row = {"$schema": DRAFT, "title": f"{NAME}.csv 的一行", **_object(properties)}
    days = [version_day(each) for _, pairing in found for each in (pairing.old, pairing.new)]
    return Data(
        title=said("法规文本对照"),
        files={f"data/{NAME}.csv": Dataset(text, SHEET.title, count, fields=FIELDS)},
        schemas={
            f"data/schema/{NAME}.json": Dataset(as_json(row), said("%(file)s.csv 的一行的结构", file=NAME)),
            "data/schema/regulation_comparison.json": Dataset(as_json(structure()), said("法规文本对照的 JSON 的结构")),
        },
        as_of=max(days),
        amount=said("法规文本对照 %(n)s 个，每个另有 JSON。", n=count),
    )


def _row(pages: Pages, law: Law, pairing: Pairing) -> Iterator[Any]:
    yield from (law.title, WHAT[pairing.sort])
    for document in (pairing.old, pairing.new):
        yield from (str(document.id), version_day(document))
    yield from (pages.absolute(quote(f"{pairing.path}{ending}")) for ending in (".html", ".json"))


def structure() -> dict[str, Any]:
    """The JSON Schema of a comparison, in which every key says what it means."""
    article = {"article": _said("引用的说法，如 第十二条之一"), "anchor": _said("条文在网页上的位置，网址里 # 以后的部分")}
    place = _object(
        article | {"paragraph": {"type": "integer", "description": "第几段（款、项各算一段），从 1 起；0 是条的标题"}}
    )
    segment = {
        "kind": {"enum": ["equal", "insert", "delete"], "description": "两边都有、新文本才有、旧文本才有"},
        "text": _said("文字"),
        "old": {"type": "integer", "description": "在旧文本这一段的哪一处（passages 的 old，从 0 起）；-1 是没有"},
        "new": {"type": "integer", "description": "同上，新文本"},
    }
    passage = {
        "old": {"type": "array", "items": {"$ref": "#/$defs/place"}, "description": "旧文本的哪几段"},
        "new": {"type": "array", "items": {"$ref": "#/$defs/place"}, "description": "新文本的哪几段"},
        "slight": _YES | {"description": "只有标点、空格、所引条号不同"},
        "doubtful": _YES | {"description": "可能对应"},
        "moved": _YES | {"description": "移动了位置"},
        "elsewhere": {"oneOf": [{"$ref": "#/$defs/place"}, {"type": "null"}], "description": "现在在哪一条，或者原来在哪一条"},
        "segments": {"type": "array", "items": _object(segment), "description": "依次连起来是这一段，一个字也不少"},
    }
    change = {
        "kind": {"enum": [*LABELS], "description": "、".join(f"{key} {word}" for key, word in LABELS.items())},
        "label": _said("用词说"),
        "old": {"type": "array", "items": {"$ref": "#/$defs/article"}, "description": "旧文本的哪几条"},
        "new": {"type": "array", "items": {"$ref": "#/$defs/article"}, "description": "新文本的哪几条"},
        "moved": _YES | {"description": "移动了次序"},
        "renumbered": _YES | {"description": "条号变了"},
        "doubtful": _YES | {"description": "可能对应"},
        "passages": {"type": "array", "items": _object(passage), "description": "逐段"},
    }
    text = {
        "role": _said("旧文本、新文本、草案……"),
        "id": _said("编号"),
        "title": _said("标题"),
        "date": _said("YYYY-MM-DD；不详的、草案的为空"),
        "url": _said("网址"),
        "articles": {"type": "integer", "description": "多少条"},
    }
    changes = {"type": "array", "items": {"$ref": "#/$defs/change"}}
    whole = {
        "law": _said("法规的名称"),
        "compares": _said("对照的是什么"),
        "old": {"$ref": "#/$defs/text", "description": "旧文本，或者草案"},
        "new": {"$ref": "#/$defs/text", "description": "新文本"},
        "same": _YES | {"description": "一个字也没有不同"},
        "counts": {
            "type": "object",
            "propertyNames": {"enum": [*LABELS]},
            "additionalProperties": {"type": "integer"},
            "description": "每种变化各有几处，没有的不写",
        },
        "notes": {"type": "array", "items": _TEXT, "description": "逐条对照没有说的"},
        "changes": changes | {"description": "各条，按新文本的次序；删去的在原来的位置"},
        "beside": changes | {"description": "条文以外的，如序言、附件"},
    }
    defs = {"article": _object(article), "place": place, "change": _object(change), "text": _object(text)}
    return {"$schema": DRAFT, "title": "法规文本对照（JSON）", **_object(whole), "$defs": defs}


def _said(words: str) -> dict[str, Any]:
    return _TEXT | {"description": words}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties], "additionalProperties": False}
