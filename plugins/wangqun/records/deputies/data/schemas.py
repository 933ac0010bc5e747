"""JSON Schema of the open data, after Popolo's classes, in our own words: what may stand in a file, and nothing besides."""

from typing import Any

from ....domain.deputy import PERSON_KEY
from ....domain.said import said
from .popolo import Json

DRAFT = "https://json-schema.org/draft/2020-12/schema"
DATE = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "年月日"}
MONTH = {"type": "string", "pattern": r"^\d{4}-\d{2}$", "description": "年月，不含日"}
URL = {"type": "string", "pattern": "^https?://", "description": "完整网址"}
KEY = {"type": "string", "pattern": PERSON_KEY.pattern, "description": "人员编号，全网站群统一，不变，无含义"}
STATUS = {"enum": ["active", "suspended", "ended"], "description": "在任、暂时停止执行代表职务、已终止"}


def _text(description: str) -> Json:
    return {"type": "string", "minLength": 1, "description": description}


def _number(description: str, least: int = 1) -> Json:
    return {"type": "integer", "minimum": least, "description": description}


def _list(items: Json, description: str) -> Json:
    return {"type": "array", "items": items, "minItems": 1, "description": description}


def _object(title: str, required: str, **properties: Any) -> Json:
    """An object that has these properties and no others."""
    return {
        "title": title,
        "type": "object",
        "properties": properties,
        "required": required.split(),
        "additionalProperties": False,
    }


LINK = _object("链接", "url note", url=URL, note=_text("是什么"))
SOURCES = _list(_object("来源", "url note", url=URL, note=_text("提供这些内容的站点")), "谁提供的，每个站点一项")
SPAN = _object("起止", "start_date", start_date=DATE, end_date=DATE)
CONTACT = _object(
    "公开联系方式",
    "type value note sources",
    type={"enum": ["voice", "email", "address"], "description": "电话、邮箱、地址（单位或联络站）"},
    value=_text("号码或地址"),
    note=_text("以哪级代表的身份公开"),
    sources=SOURCES,
)
MEMBERSHIP = _object(
    "任职",
    "id label role person_id organization_id sources",
    id=_text("编号"),
    label=_text("全称"),
    role=_text("代表，或职务名称"),
    person_id=KEY,
    organization_id=_text("机构编号"),
    post_id=_text("席位编号"),
    term=_number("第几届"),
    level={"enum": ["national", "province", "city", "county", "township"], "description": "层级"},
    elector=_text("选区或选举单位"),
    delegation=_text("代表团"),
    group=_text("代表小组"),
    origin=_text("产生方式"),
    start_date=DATE,
    end_date=DATE,
    status=STATUS,
    end_reason=_text("终止原因"),
    end_notice=URL,
    suspensions=_list(SPAN, "暂时停止执行代表职务的起止，不公布原因"),
    sources=SOURCES,
)
_PERSON: Json = {
    "id": KEY,
    "name": _text("姓名；待裁定时没有"),
    "sort_name": _text("拼音，供排序"),
    "other_names": _list(_object("曾用名", "name", name=_text("曾用名")), "曾用名"),
    "gender": {"enum": ["男", "女"], "description": "性别"},
    "birth_date": MONTH,
    "ethnicity": _text("民族"),
    "education": _text("学历"),
    "party": _text("党派"),
    "employer_post": _text("单位和职务"),
    "image": URL,
    "conflicts": _list(_text("字段"), "各级说法不一、裁定前不公布的字段"),
    "contact_details": _list(CONTACT, "本人同意公开的联系方式；资格终止后没有，太多时也没有"),
    "links": _list(LINK, "本站的页面和规范网址"),
    "sources": SOURCES,
    "updated": DATE,
}
PERSON = _object("人员", "id links sources", **_PERSON)
ORGANIZATION = _object(
    "机构",
    "id name classification",
    id=_text("编号"),
    name=_text("名称"),
    classification=_text("congress 代表大会、其他机构类别、delegation 代表团、group 代表小组"),
    parent_id=_text("上一级机构"),
    links=_list(LINK, "网址"),
)
POST = _object(
    "席位",
    "id label role organization_id",
    id=_text("编号"),
    label=_text("名称"),
    role=_text("代表"),
    organization_id=_text("机构编号"),
    area_id=_text("选区编号"),
    term=_number("第几届"),
    seats=_number("名额"),
    vacant=_number("空缺", 0),
)
AREA = _object(
    "区域",
    "id name classification",
    id=_text("编号"),
    name=_text("名称"),
    identifier=_text("村、社区代码，或选区号"),
    classification={"enum": ["constituency", "place"], "description": "选区、村或社区"},
    scope=_text("范围"),
    voters=_number("选民数"),
    places=_list(_text("区域编号"), "选区包括的村、社区"),
)
POPOLO_SCHEMA: Json = {
    "$schema": DRAFT,
    "title": said("一个站点的代表公开数据（Popolo）"),
    "type": "object",
    "properties": {
        "persons": {"type": "array", "items": {"$ref": "#/$defs/person"}},
        "memberships": {"type": "array", "items": {"$ref": "#/$defs/membership"}},
        "organizations": {"type": "array", "items": {"$ref": "#/$defs/organization"}},
        "posts": {"type": "array", "items": {"$ref": "#/$defs/post"}},
        "areas": {"type": "array", "items": {"$ref": "#/$defs/area"}},
    },
    "required": ["persons", "memberships", "organizations", "posts", "areas"],
    "additionalProperties": False,
    "$defs": {"person": PERSON, "membership": MEMBERSHIP, "organization": ORGANIZATION, "post": POST, "area": AREA},
}
_LINE = {key: value for key, value in _PERSON.items() if key != "contact_details"}
PEOPLE_SCHEMA: Json = {
    "$schema": DRAFT,
    "title": said("每行一人的代表公开数据（people.jsonl 的一行）"),
    "oneOf": [
        _object(
            "人员和全部任职",
            "id home links sources memberships",
            home={"type": "boolean", "description": "真：这个站点的页面就是规范网址"},
            memberships=_list(MEMBERSHIP, "代表资格和人大职务"),
            **_LINE,
        ),
        _object("不再公布的人员，请删除留存的副本", "id home removed", id=KEY, home={"const": False}, removed={"const": True}),
    ],
}
SCHEMAS: dict[str, Json] = {"data/schema/popolo.json": POPOLO_SCHEMA, "data/schema/people.json": PEOPLE_SCHEMA}
