"""How pages put facts about deputies: dates, terms, titles, and the initial that stands for a photo."""

import re
from collections.abc import Iterable
from dataclasses import replace

from ...domain.deputy import STATUS_TITLES, Deputy, Mandate, Post, Reception
from ...domain.reception import ahead
from ...domain.said import said, together, word
from .choices import END_REASONS, ORGANS

UNKNOWN_NAME = said("姓名待核实")
FACTS = {
    "gender": said("性别"),
    "ethnicity": said("民族"),
    "birth": said("出生年月"),
    "education": said("学历"),
    "party": said("党派"),
    "employer_post": said("单位和职务"),
}
CONFLICTS = {"name": said("姓名"), **FACTS}
_DIGITS = "零一二三四五六七八九"
_DATE = re.compile(r"^(\d{4})-(\d\d)(?:-(\d\d))?")


def day_text(iso: str) -> str:
    """`2026年12月9日`, `1975年3月` for a month; what is no date as it is."""
    match = _DATE.match(iso)
    if not match:
        return iso
    year, month, day = match.groups()
    if not day:
        return said("%(year)s年%(month)s月", year=year, month=int(month))
    return said("%(year)s年%(month)s月%(day)s日", year=year, month=int(month), day=int(day))


def number_text(number: int) -> str:
    """1 to 99 in Chinese numerals, others in digits: 十七, 二十."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (_DIGITS[ones] if ones else "")


def term_title(congress: str, term_no: int) -> str:
    """青岚县第十七届人大 of 青岚县人大 or 青岚县人民代表大会; the name alone without a term."""
    if not term_no:
        return congress
    for ending in ("人民代表大会", "人大"):
        if congress.endswith(ending):
            return said("%(place)s第%(n)s届人大", place=congress.removesuffix(ending), n=number_text(term_no))
    return said("%(congress)s第%(n)s届", congress=congress, n=number_text(term_no))


def mandate_title(mandate: Mandate) -> str:
    """青岚县第十七届人大代表."""
    return said("%(congress)s代表", congress=term_title(mandate.congress_name, mandate.term_no))


def span_text(start: str, end: str) -> str:
    """2021年12月8日至今, or to its end; "" when neither is known."""
    if end:
        last = day_text(end)
        return said("%(first)s至%(last)s", first=day_text(start), last=last) if start else said("至%(last)s", last=last)
    return said("%(first)s至今", first=day_text(start)) if start else ""


def rules_text(rules: Iterable[Reception], as_of: str) -> tuple[str, ...]:
    """Reception days in words; single days that are over by `as_of` (ISO) are left out."""
    return tuple(replace(rule, date=day_text(rule.date)).text for rule in ahead(rules, as_of))


def office_of(post: Post) -> str:
    """An office in its organ: 财政经济委员会主任委员."""
    organ = ORGANS.get(post.organ, "")
    return together("", (word(organ) if post.organ_name in {"", organ} else post.organ_name, post.title))


def reason_text(reason: str) -> str:
    """An end reason in words."""
    return END_REASONS.get(reason, reason)


def status_text(mandate: Mandate) -> str:
    """ "" for 在任, else what the badge says; never why."""
    return "" if mandate.status == "active" else STATUS_TITLES[mandate.status]


def name_of(deputy: Deputy) -> str:
    """The name, or the words that stand for one in conflict."""
    return deputy.name or UNKNOWN_NAME


def initial(name: str) -> str:
    """The first character, "?" for none."""
    return name[:1] or "?"


def phone_url(phone: str) -> str:
    """Where a telephone number leads."""
    return f"tel:{phone.replace(' ', '')}"


def sounds(pinyin: str) -> str:
    """`luchangming lcm` of "lu changming" or "lu chang ming": what a filter compares with."""
    parts = pinyin.lower().split()
    return " ".join(dict.fromkeys(("".join(parts), "".join(part[0] for part in parts)))) if parts else ""
