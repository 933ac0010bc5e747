"""What is known of a law from its head, its body and the name of its file."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from ..frozen import frozen
from ..patterns import pattern
from ..said import said
from .dated import Event, dates_in, read_events
from .head import Head, region_of
from .text import Article, Division, LawText, Part, Table, words_of

DocType = Literal[
    "constitution", "law", "administrative_regulation", "interpretation", "local_regulation", "autonomous", "separate",
    "decision", "rule", "normative", "",
]  # fmt: skip
TITLES: dict[DocType, str] = {
    "constitution": said("宪法"),
    "law": said("法律"),
    "administrative_regulation": said("行政法规"),
    "interpretation": said("司法解释"),
    "local_regulation": said("地方性法规"),
    "autonomous": said("自治条例"),
    "separate": said("单行条例"),
    "decision": said("法规性决定"),
    "rule": said("规章"),
    "normative": said("规范性文件"),
    "": said("种类不明"),
}
_STATE = ("国务院", "中央军事委员会", "中央军委", "政务院", "中共中央")
_COURTS = ("最高人民法院", "最高人民检察院")
_CONGRESS = ("人民代表大会", "人民代表大会常务委员会")
_BY_TITLE = pattern(
    r"(?P<organs>(?:最高人民法院|最高人民检察院|国务院|中央军委|全国人民代表大会(?:常务委员会)?|[\u4e00-\u9fff]{2,12}?人民代表大会(?:常务委员会)?)"
    r"(?:[、 ](?:最高人民法院|最高人民检察院|中央军委))*)(?=关于|[\u4e00-\u9fff]*?规则|实施)"
)
_EFFECT = pattern(r"自.{0,60}?起\s*(?:施行|实施|生效|执行|试行)")
_AT_ONCE = pattern(r"自?[^，。；]{0,12}?(?P<act>公布|发布|颁布|通过|批准)之?日起?\s*(?:起\s*)?(?:施行|实施|生效|执行|试行)")
_LAST = 4  # articles or paragraphs at the end in which a law says since when it is in force


@frozen
class Amendment:
    """One amendment: the day, by whom, and the line that says so."""

    on: str
    organ: str
    text: str


@frozen
class Facts:
    """Dates are ISO, "" for what nothing says; `version_on` is that of this text, `first_effective_on` since when there is such a
    law where nothing says since when this text is in force. `doubts` are told to the editor, in Chinese."""

    doc_type: DocType
    issuer: str
    passed_on: str
    meeting: str
    approved_by: str
    approved_on: str
    promulgated_by: str
    promulgated_on: str
    announcement_no: str
    effective_on: str
    first_effective_on: str
    amendments: tuple[Amendment, ...]
    version_on: str
    doubts: tuple[str, ...]


def facts_of(head: Head, text: LawText, file_date: str, by: str = "") -> Facts:
    """What is known of one text; `by` made it when nothing says who did."""
    notes = "\n".join(head.notes)
    region = region_of(head.title)
    events = _after_the_first(read_events(notes, region))
    passed = _first(events, "passed")
    approved = _last(events, "approved")
    promulgated = _last(events, "promulgated")
    issuer, doubts = _issuer(head.title, region, events, by)
    amendments = tuple(
        Amendment(each.on, "、".join(each.organs) or issuer, each.text) for each in events if each.act == "amended"
    )
    dates = [event.on for event in events if event.act not in {"effective", ""}]
    version_on = max([*dates, file_date], default="")
    if not version_on:
        doubts.append("看不出通过或者公布的日期")
    effective_on = _effective(events, text, notes, version_on)
    first = ""
    if effective_on and amendments and effective_on < max(each.on for each in amendments):
        doubts.append(f"修改后的文本何时施行看不出来：写着的 {effective_on} 在修改以前，写成最初施行的日期")
        first, effective_on = effective_on, ""
    elif not effective_on:
        doubts.append("看不出何时施行")
    organs = approved.organs if approved else ()
    by_upper = bool(organs) and organs != (issuer,)
    return Facts(
        _doc_type(head.title, issuer, events),
        issuer,
        passed.on if passed else "",
        passed.meeting if passed else "",
        "、".join(organs) if by_upper else "",
        approved.on if approved and by_upper else "",
        "、".join(promulgated.organs) if promulgated else "",
        promulgated.on if promulgated else "",
        promulgated.number if promulgated else "",
        effective_on,
        first,
        amendments,
        version_on,
        tuple(doubts),
    )


def _after_the_first(events: list[Event]) -> list[Event]:
    """The events; what was passed after a text had been published was a change of it."""
    published = next((event.on for event in events if event.act == "promulgated"), "9999")
    return [replace(event, act="amended") if event.act == "passed" and event.on > published else event for event in events]


def _first(events: list[Event], act: str) -> Event | None:
    return next((event for event in events if event.act == act), None)


def _last(events: list[Event], act: str) -> Event | None:
    return _first(events[::-1], act)


def _issuer(title: str, region: str, events: list[Event], by: str) -> tuple[str, list[str]]:
    """Who made a law: who passed it, else published or changed it, else who stands in its title or rules its area."""
    joint = [event for event in events if event.act == "passed"]
    passed = tuple(dict.fromkeys(organ for event in joint for organ in event.organs))
    if passed and passed[0].startswith(_COURTS):
        return "、".join(organ for organ in passed if organ.startswith(_COURTS)), []
    if passed:
        return passed[0], []
    for act in ("promulgated", "amended"):
        event = _first(events, act)
        own = [organ for organ in event.organs if act == "promulgated" or not region or organ.startswith(region)] if event else []
        if own:
            return "、".join(own), []
    if found := _BY_TITLE.match(title):
        return found["organs"].replace(" ", "、"), []
    approved = _first(events, "approved")
    if approved and (not region or approved.organs[:1] == (f"{region}人民代表大会常务委员会",)):
        return "、".join(approved.organs), []
    if by:
        return by, []
    if region:
        return f"{region}人民代表大会常务委员会", [f"没有写明制定机关：照标题写成{region}人民代表大会常务委员会"]
    return "", ["看不出制定机关"]


def _doc_type(title: str, issuer: str, events: list[Event]) -> DocType:
    organs = [issuer, *(organ for event in events for organ in event.organs)]
    decides = re.search(r"(?:决定|决议)(?:（[^（）]*）)?$", title) is not None
    if issuer.startswith("全国人民代表大会"):
        return "constitution" if re.match("(?:中华人民共和国)?宪法", title) else "decision" if decides else "law"
    if issuer.endswith(_CONGRESS):
        if re.search(r"自治条例(?:（[^（）]*）)?$", title):
            return "autonomous"
        return "decision" if decides else "separate" if "自治" in issuer and "自治区" not in issuer else "local_regulation"
    if issuer.startswith(_COURTS):
        return "interpretation"
    if any(each in organ for organ in organs for each in _STATE):
        return "administrative_regulation"
    if any(event.number for event in events) or any(event.act == "promulgated" for event in events):
        return "rule"
    return "normative" if issuer else ""


def _effective(events: list[Event], text: LawText, notes: str, version_on: str) -> str:
    """The day from which the text is in force, as far as its head or its last articles say."""
    told = [event.on for event in events if event.act == "effective"]
    said = "\n".join(list(_endings(text.parts))[-_LAST:])
    for found in _EFFECT.finditer(said):
        told += [on for on, _ in dates_in(found[0])][:1]
    if told:
        return max(told)
    at_once = _AT_ONCE.search(said) or _AT_ONCE.search(notes)
    if not at_once:
        return ""
    acts = {"通过": ("passed",), "批准": ("approved",)}.get(at_once["act"], ("promulgated",))
    days = [event.on for event in events if event.act in acts or event.act == "amended"]
    return max(days, default="")


def _endings(parts: tuple[Part, ...]) -> Iterator[str]:
    """The texts of articles and paragraphs in order, those of annexes left out."""
    for part in parts:
        if isinstance(part, Division):
            if part.sort not in {"annex", "contents"}:
                yield from _endings(part.parts)
        elif isinstance(part, Article):
            yield "\n".join(map(words_of, part.paragraphs))
        elif not isinstance(part, Table):
            yield words_of(part)
