"""Names of header fields as editors write them: Chinese words, capitals, dashes, full width; one English name comes back.

Most words are the descriptions of the records' own fields; the tables below add what else people write (docs/glossary.md).
"""

import re
import unicodedata
from collections.abc import Hashable, Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, get_args

from pydantic import AliasChoices, BaseModel

from ...domain.frozen import frozen
from ...domain.item import Item
from ...domain.text import as_seen
from ...domain.words import simple
from .holdkeys import FIELDS

Marks = dict[tuple[Hashable, ...], tuple[int, int]]

HOLD_BACK = FIELDS.keys() | frozenset(
    "draft published publishdate publish_date expirydate expiry_date unlisted hidden private visibility embargo".split()
)
"""Keys, in English, that keep a piece or a part of it from readers, and that no prose begins with: never body text."""

OPEN_WORDS = frozenset({"时间", "备注", "写法"})
"""Words that head a field only among others: an honest notice opens with them."""

STEERING = frozenset({"save_as", "url", "template", "override_save_as", "override_url", "reader", "translation", "date_part"})

_WORDS = {
    "题目": "title",
    "主标题": "title",
    "副题": "subtitle",
    "概要": "summary",
    "内容摘要": "summary",
    "日期": "date",
    "时间": "date",
    "发布日期": "date",
    "修改时间": "modified",
    "更新日期": "modified",
    "信息来源": "source",
    "稿件来源": "source",
    "编辑": "editor",
    "作者": "author",
    "撰稿": "author",
    "供稿": "author",
    "三审三校": "reviews",
    "保密审查结果": "secrecy_review",
    "公开方式": "openness",
    "转载": "reprint",
    "迁移": "imported",
    "发文字号": "doc_number",
    "报送": "share",
    "下发": "share",
    "更正": "corrected",
    "被取代": "superseded_by",
    "迁走": "moved_to",
    "已迁到": "moved_to",
    "编号": "id",
    "图片稿的图": "figures",
    "关联": "related",
    "相关稿件": "related",
    "栏目": "category",
    "分类": "category",
    "发布状态": "status",
    "稿件状态": "status",
    "草稿": "draft",
    "隐藏": "hidden",
    "不进列表": "hidden",
    "备注": "note",
    "内部备注": "note",
    "别名": "aliases",
    "有效期至": "expires_on",
    "视频": "video",
    "文字版": "transcript",
    "写法": "markdown",
}
_INNER = {
    "审级": ("stage",),
    "审次": ("stage",),
    "职务": ("role",),
    "角色": ("role",),
    "人": ("person",),
    "姓名": ("person",),
    "审核人": ("person",),
    "审查人": ("person",),
    "检查人": ("person",),
    "时间": ("time", "hours"),
    "日期": ("time", "original_date", "date"),
    "步骤": ("step",),
    "期限": ("due",),
    "要点": ("quote",),
    "单位": ("unit",),
    "不公开的理由": ("not_public_reason",),
    "审核时间": ("time",),
    "审查时间": ("time",),
    "校对": ("proofread",),
    "结论": ("result",),
    "结果": ("result",),
    "审核结果": ("result",),
    "审查结论": ("result",),
    "审查结果": ("result",),
    "文件": ("file",),
    "替代文字": ("alt",),
    "图注": ("caption",),
    "说明": ("caption", "note"),
    "名称": ("name",),
    "人工检查": ("manual_check",),
    "来源": ("source",),
    "网址": ("url", "original_url"),
    "原网址": ("original_url",),
    "原日期": ("original_date",),
    "报送": ("up",),
    "下发": ("to",),
    "到": ("to",),
    "截止": ("until",),
    "到期": ("until",),
    "方式": ("mode",),
    "原因": ("reason",),
    "理由": ("reason",),
    "撤回原因": ("reason",),
    "撤回时间": ("time",),
    "更正说明": ("note",),
    "电话": ("phone",),
    "地址": ("address",),
    "邮编": ("postcode",),
    "开放时间": ("hours",),
    "封面": ("poster",),
    "字幕": ("captions",),
}
_AROUND = " \t\u3000*_`\"'“”‘’"
_GAPS = re.compile(r"[-\s]+")
_SPLIT = re.compile(r"(?:^|[\s,，;；、])(?P<key>[^\s,，;；、:：]{1,20})[ \u3000]*：")


@frozen(eq=False)
class Names:
    """What header fields are called: every word for one, in the form it is looked up by, with the field's name; the record inside
    each field that holds one or a list of them; and the fields whose value may be written as YAML flow (`[…]`, `{…}`).
    """

    words: Mapping[str, str]
    models: Mapping[str, type[BaseModel]]
    structured: frozenset[str]

    def english(self, key: str) -> str:
        """The name of the field that `key` means; any other key in small letters without the blanks around it."""
        return key if self.words.get(key) == key else _english(self, key[:200]) if len(key) < 200 else key

    def is_field(self, key: str) -> bool:
        """True when `key`, in whatever spelling, names a field of a header."""
        return self.english(key) in self.words

    def opens_header(self, key: str) -> bool:
        """True when a first line that begins with `key` is a header's and no notice's own."""
        return self.is_field(key) and _GAPS.sub("", key.strip(_AROUND)) not in OPEN_WORDS

    def inner(self, name: str, value: Any, marks: Marks) -> Any:
        """The value of field `name` with the keys inside it in English; `marks` gains the new paths."""
        model = self.models.get(name)
        return _inner(model, value, (name,), marks) if model else value


@cache
def names_of(record: type[Item]) -> Names:
    """What fields are called in a file that is a `record`.

    A field of another kind is prose there: more and more kinds have a 地址 or a 电话, with which any notice may open.
    """
    found: dict[str, str] = dict.fromkeys(HOLD_BACK | STEERING, "")
    models: dict[str, type[BaseModel]] = {}
    for each in (Item, record):
        models |= {name: model for name, model in _fields(each).items() if model}
        for name, info in each.model_fields.items():
            found[name] = ""
            if isinstance(info.validation_alias, AliasChoices):
                found |= dict.fromkeys(map(str, info.validation_alias.choices), "")
            head = re.split("[，（]", info.description or "")[0]
            found.setdefault(head, name) if head else None
    return Names({word: name or word for word, name in (found | _WORDS).items()}, models, frozenset(_structured(record)))


def _structured(record: type[Item]) -> Iterable[str]:
    """Fields whose value is a record, a list of records or a list of names."""
    for name, info in record.model_fields.items():
        shape: Any = info.annotation
        parts = {shape, *getattr(shape, "__args__", ())}
        if getattr(shape, "__origin__", None) is tuple or any(isinstance(p, type) and issubclass(p, BaseModel) for p in parts):
            yield name


@lru_cache(maxsize=4096)
def _english(names: Names, key: str) -> str:
    plain = _plain(key)
    for form in (plain, _GAPS.sub("_", plain), _GAPS.sub("", plain)):
        if form in names.words:
            return names.words[form]
    return plain or key


def _plain(key: str) -> str:
    """`key` in small letters of usual width and simple form, without what nobody sees and what stands around it."""
    return simple(unicodedata.normalize("NFKC", as_seen(key))).strip(_AROUND).lower()


def _inner(model: type[BaseModel], value: Any, path: tuple[Hashable, ...], marks: Marks) -> Any:
    if isinstance(value, list):
        return [_inner(model, item, (*path, number), marks) for number, item in enumerate(value)]
    if isinstance(value, str) and "：" in value:
        return _split(model, value.strip("｛｝{} ")) or value
    if not isinstance(value, dict):
        return value
    if value.keys() <= _leaves(model):
        return value  # as most people write it
    fields = _fields(model)
    found: dict[str, Any] = {}
    for key, item in value.items():
        if item is None and "：" in key and (parts := _split(model, key)):  # {人：甲，时间：…}: YAML sees keys alone
            pairs = list(parts.items())
        else:
            pairs = [(_field(model, key), item)]
        for wanted, inside in pairs:
            name = wanted if wanted not in found else f"{key}（重复）"  # refused as unknown
            if name != key:
                _rename(marks, (*path, key), (*path, name))
            below = fields.get(name)
            found[name] = _inner(below, inside, (*path, name), marks) if below else inside
    return found


def _field(model: type[BaseModel], key: str) -> str:
    """The field of `model` that `key` means, else `key` itself."""
    fields = _fields(model)
    if key in fields:
        return key
    plain = _plain(key)
    for name in (plain, _GAPS.sub("_", plain), *_INNER.get(_GAPS.sub("", plain), ())):
        if name in fields:
            return name
    return key


@cache
def _fields(model: type[BaseModel]) -> Mapping[str, type[BaseModel] | None]:
    """The fields of a record, each with the record inside it or inside its list."""
    return {name: _model(info.annotation) for name, info in model.model_fields.items()}


@cache
def _leaves(model: type[BaseModel]) -> frozenset[str]:
    """The fields of a record with no record inside."""
    return frozenset(name for name, inner in _fields(model).items() if inner is None)


def _split(model: type[BaseModel], text: str) -> dict[str, str] | None:
    """`审查人：丙，时间：…，结论：公开` as fields; None when it is not made of the model's fields alone."""
    starts = [match for match in _SPLIT.finditer(text) if _field(model, match["key"]) in _fields(model)]
    if not starts or starts[0].start():
        return None
    ends = [match.start() for match in starts[1:]] + [len(text)]
    found = {_field(model, m["key"]): text[m.end() : end].strip() for m, end in zip(starts, ends, strict=True)}
    return found if len(found) == len(starts) else None


def _rename(marks: Marks, old: tuple[Hashable, ...], new: tuple[Hashable, ...]) -> None:
    marks |= {(*new, *path[len(old) :]): mark for path, mark in list(marks.items()) if path[: len(old)] == old}


def _model(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model(part))), None)
