"""What a header means to keep back is kept back: fields spelt otherwise, foreign and misspelt keys, keys without a value."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Literal

from pydantic import AliasChoices

from ...domain.document import Timed
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.item import OPENNESS_WORDS, RESULT_WORDS, SECRECY_WORDS, STATUS_WORDS, Item
from ...domain.moment import parse_moment
from ...domain.words import SAID, YES_NO, Words, fold
from .header import Header
from .holdkeys import FIELDS, FOLDERS, ORDINARY, Meaning, Sense, is_near, meaning

HOLD_KEY = Rule(
    "hold-key",
    Severity.BLOCK,
    "没有“{key}”这个字段；看意思是不公开、还不公开或不再公开，所以没有发布",
    "写成 {line}；可以公开的，删去“{key}”这一行。",
    "docs/design.md law 9",
)
HOLD_EMPTY = Rule(
    "hold-empty",
    Severity.BLOCK,
    "“{key}”没有写值，不知道能不能公开，所以没有发布",
    "写全，如 {line}；不需要的，删去这一行。",
    "docs/design.md law 9",
)
HOLD_FOLDER = Rule(
    "hold-folder",
    Severity.BLOCK,
    "“{name}”看名字是放不公开的材料的，所以里面的这一份没有发布",
    "可以公开的，移到公开的文件夹里，如 news、deputies；不公开的，移出 content，稿件也可以写 status: draft。",
    "docs/design.md law 9",
)
KEY_NEAR = Rule(
    "key-near", Severity.WARN, "没有“{key}”这个字段，没有起作用", "改成“{near}: …”；另有用处的，换一个不像 {near} 的名字。"
)
Reading = Literal["holds", "shows", "unread"] | datetime
LINES = {
    "status": "status: draft",
    "hidden": "status: hidden",
    "openness": "openness: not_public",
    "date": "date: 2026-03-01 09:30",
    "withdrawn": "withdrawn: {reason: 原因, time: 2026-03-01 09:30}",
    "moved_to": "moved_to: 站点编号",
    "secrecy_review": "secrecy_review: {person: 姓名, time: 2026-03-01 08:30, result: not_public}",
    "reviews": "reviews: [{stage: final, role: 职务, person: 姓名, time: 2026-03-01 08:40, result: return}]",
}
_SAID = Words(YES_NO, {True: (*SAID[True], "always"), False: (*SAID[False], "never", "none", "永不", "从不")})
_KNOWN = {
    word: value in {"published", "public", "public_after_redaction", "pass"}
    for words in (STATUS_WORDS, OPENNESS_WORDS, SECRECY_WORDS, RESULT_WORDS)
    for word, value in words.spellings.items()
}
_HOLDING = frozenset(
    "pending pendingreview inreview underreview future scheduled private password protected trash trashed deleted unlisted"
    " unpublished notpublished noindex secret topsecret confidential internal internalonly restricted members member"
    " membersonly subscribers paid staff onlyme local wip unapproved archived autodraft embargoed expired withdrawn"
    " retracted invisible disabled inactive classified 待审 待审核 审核中 未审核 未审 待发布 未发布 暂不发布 不发布 暂缓"
    " 暂缓发布 定时发布 私密 私有 仅自己可见 内部 内部公开 内部资料 内部使用 仅内部 仅限内部 机关内部 本机关内部 秘密 机密"
    " 绝密 工作秘密 涉密 保密 回收站 已删除 已撤回 撤回 未公开 暂不公开 待定 修改中 起草中 初稿 已下线 下线 已下架 下架"
    " 不同意发布 不同意公开 不宜发布 停用 依申请 内网 政务内网 局域网"
    " 本机关 本单位 未完成 未签 未签发 未审批 未批准 未定稿 未复核".split()
)
_SHOWING = frozenset(
    "publish publicly open everyone everybody all anyone listed visible index follow live online active enabled approved"
    " final done unclassified normal default 已公开 面向社会公开 向社会公开 社会公开 对社会公开 全社会 社会公众 公众 所有人"
    " 全部 全体 对外公开 对外 非密 非涉密 不涉密 不是国家秘密 无密级 普通 一般 已审核 已审 审核通过 已通过 同意发布"
    " 社会 网站 官网 全国 全省 全市 全县"
    " 可以发布 已上线 正常 显示 全部公开 互联网 外网 门户网站 长期 长期公开 永久 永久公开".split()
)
_RESULTS = frozenset({"result", "结论", "结果", "status", "verdict", "decision", "意见"})


def settle_keys(header: Header, record: type[Item], place: Place, findings: list[Finding]) -> tuple[Timed, ...]:
    """Bring every field of `record` under its own name, and say what of the other keys keeps the piece back, and when."""
    known, spellings = _fields(record)
    others = [key for key in header.values if key not in known]
    for key in others:
        if (name := spellings.get(fold(key))) and name not in header.values:
            _rename(header, key, name)
    held: list[Timed] = []
    if isinstance(header.values.get("offline"), bool | str):  # a flag of that name takes pieces off the net elsewhere
        others.append("offline")
    for key in others:
        if key in header.values and ((said := meaning(key)) or (said := _second(spellings.get(fold(key), "")))):
            held += _judged(header, key, said, place, findings)
        elif key in header.values and (near := _near(fold(key), record)):
            findings.append(KEY_NEAR.at(place.at(*header.marked.find((key,))), key=key, near=near))
    empty = [str(path[0]) for path in header.marked.marks if len(path) == 1 and path[0] not in header.values]
    for key in empty:
        name = spellings.get(fold(key), "")
        said = _second(name) if name else meaning(key)
        if said and said.strict and (said.near or said.sense == "keeps"):
            held.append(Timed(HOLD_EMPTY.at(place.at(*header.marked.find((key,))), key=key, line=LINES[said.field])))
    return tuple(held)


def held_by_folder(folders: Iterable[str], item: Item, place: Place) -> Iterator[Timed]:
    """What the folders, or the column, of a piece say of it when its header says nothing."""
    if item.status in {"draft", "skip"} or item.openness != "public" or item.withdrawn or item.moved_to:
        return
    if name := drafts_in((*folders, item.column or "")):
        yield Timed(HOLD_FOLDER.at(place, name=name))


def drafts_in(folders: Iterable[str]) -> str:
    """The first of some folders in which nobody keeps what readers are to see, "" for none."""
    return next((name for name in folders if fold(name).strip("_.") in FOLDERS), "")


def _rename(header: Header, key: str, name: str) -> None:
    header.values[name] = header.values.pop(key)
    for path in [path for path in header.marked.marks if path[:1] == (key,)]:
        header.marked.marks[(name, *path[1:])] = header.marked.marks.pop(path)


def _second(field: str) -> Meaning | None:
    """What a field that keeps a piece back says where it does not count: once more in other letters, or empty."""
    return Meaning(field, FIELDS[field], near=True) if field in FIELDS else None


def _judged(header: Header, key: str, said: Meaning, place: Place, findings: list[Finding]) -> Iterator[Timed]:
    """What one key that is no field says, as findings at their time."""
    if said.ordinary and said.field in header.values:
        return
    value, where = header.values[key], place.at(*header.marked.find((key,)))
    found = reading(value, said.sense, said.strict)
    block = HOLD_KEY.at(where, key=key, line=_line(said, value, found))
    warning = KEY_NEAR.at(where, key=key, near=said.field)
    if isinstance(found, datetime):
        yield Timed(block, since=found) if said.sense == "until" else Timed(block, until=found)
        if said.near and not said.ordinary:
            yield Timed(warning, since=found)
    elif found == "holds" or (found == "unread" and said.strict):
        yield Timed(block)
    elif said.near and not said.ordinary:
        findings.append(warning)


def _line(said: Meaning, value: Any, found: Reading) -> str:
    """The line to write instead."""
    if isinstance(found, datetime):
        moment = f"{found:%Y-%m-%d %H:%M}"
        if said.sense != "until":
            return f"date: {moment}"
        return f"expires_on: {moment[:10]}（仍可查阅）或 withdrawn: {{reason: 已到期, time: {moment}}}（撤下）"
    if said.near and isinstance(value, str):
        return f"{said.field}: {value}"
    return LINES[said.field]


def reading(value: Any, sense: Sense, strict: bool = True) -> Reading:
    """Whether a value keeps a piece back, lets it be shown, cannot be read, or is the moment at which that changes."""
    if isinstance(value, dict):
        if sense in {"keeps", "level", "waits"}:
            return "unread"  # the words of a reason are no verdict
        results = [inner for key, inner in value.items() if fold(str(key)) in _RESULTS]
        return _together(reading(inner, sense, strict) for inner in results or value.values())
    if isinstance(value, list):
        return _together(reading(inner, sense, strict) for inner in value)
    text = value if isinstance(value, str) else ""
    said = _SAID.read(value) if strict or not text.isdigit() else None
    if isinstance(said, bool):
        if sense in {"keeps", "level", "waits"}:
            return "holds" if said else "shows"
        if sense in {"shows", "says"}:
            return "shows" if said else "holds"
        return "shows" if sense == "until" and not said else "unread"
    if sense in {"from", "until", "waits", "shows"} and any(map(str.isdigit, text)):
        try:
            return parse_moment(text)
        except ValueError:
            return "unread"
    return _together(map(_word, text.replace("，", ",").replace("、", ",").split(",")))


def _word(text: str) -> Reading:
    word = fold(text)
    if word in _HOLDING or _KNOWN.get(word) is False:
        return "holds"
    return "shows" if word in _SHOWING or word in _KNOWN else "unread"


def _together(readings: Iterable[Reading]) -> Reading:
    """One part that holds holds the whole; all must be read for it to be shown."""
    found = set(readings)
    return "holds" if "holds" in found else "shows" if found == {"shows"} else "unread"


@cache
def _fields(record: type[Item]) -> tuple[frozenset[str], dict[str, str]]:
    """What the fields of a record may be called, and those names by their folded form."""
    names = set(record.model_fields)
    for info in record.model_fields.values():
        if isinstance(info.validation_alias, AliasChoices):
            names |= {str(name) for name in info.validation_alias.choices}
    return frozenset(names), {fold(name): name for name in names}


@lru_cache(maxsize=4096)
def _near(plain: str, record: type[Item]) -> str:
    """The field that a key which holds nothing back resembles; "" for none."""
    if plain in ORDINARY:
        return ""
    names = sorted(_fields(record)[0] - {"id"})
    return next((name for name in names if is_near(plain, fold(name))), "")
