"""Personal data that must not be public: identity numbers, cards, mobile numbers, home addresses, lists of people."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..domain.finding import Hit, Rule, Severity
from ..domain.homes import has_door, homes, is_dwelling
from ..domain.private import Number, masked, numbers
from .lists import Table, named, tables
from .passages import Passage

ID_NUMBER = Rule(
    "id-number", Severity.BLOCK, "疑似完整身份证号 {masked}", "删去号码，或只留前后几位、中间用 * 代替。", "PIPL art. 25, 34"
)
ID_SUSPECT = Rule(
    "id-number-suspect",
    Severity.WARN,
    "疑似证件号 {masked}（校验不符或 15 位）",
    "如是证件号，删去或用 * 代替中间几位。",
    "PIPL art. 25, 34",
)
MOBILE = Rule(
    "mobile-number", Severity.WARN, "出现手机号码 {masked}", "改用办公电话，或写进文件头 offline 的 phone。", "PIPL art. 34"
)
MOBILE_LISTED = Rule(
    "mobile-number-listed",
    Severity.BLOCK,
    "名单中出现手机号码 {masked}",
    "删去名单里的手机号码；公开的电话用办公电话。",
    "PIPL art. 34",
    waivable=True,
)
CARD = Rule("bank-card", Severity.BLOCK, "疑似银行卡号 {masked}", "删去卡号。", "PIPL art. 28, 34", waivable=True)
CARD_SUSPECT = Rule("bank-card-suspect", Severity.WARN, "像是银行卡号 {masked}", "如是卡号，删去。", "PIPL art. 28, 34")
ADDRESS = Rule(
    "home-address",
    Severity.BLOCK,
    "出现家庭详细住址 {masked}",
    "改成只写到乡镇、街道，删去后面的路、村、门牌号。",
    "PIPL art. 28, 34",
    waivable=True,
)
CONTACT_MOBILE = Rule(
    "contact-mobile",
    Severity.WARN,
    "代表公开的电话是手机号码 {masked}",
    "宜改用办公电话或联络站的电话；本人坚持公开的，可以不理会。",
    "docs/domain.md §3.3",
)
NAME_LIST = Rule(
    "name-list",
    Severity.WARN,
    "含个人信息的名单（{columns}）",
    "删去个人信息的各列，名单只留姓名和必要事项；选民名单不上网。",
    "PIPL art. 28, 34",
)
RULES = (ID_NUMBER, ID_SUSPECT, MOBILE, MOBILE_LISTED, CARD, CARD_SUSPECT, ADDRESS, CONTACT_MOBILE, NAME_LIST)

PUBLIC_CONTACTS = frozenset({"offline", "contact_public", "channels", "footer"})  # fields made for public numbers
_CARD_WORD = re.compile(r"卡号|账号|帐号|开户")
_CARD_REACH = 20  # characters between such a word and the number


def find(passage: Passage) -> Iterator[Hit]:
    """All personal data in a passage, each once, never shown but masked."""
    of_names: set[int] = set()  # lines
    for table in tables(passage):
        yield from _told(table, passage)
        of_names |= table.lines if table.is_of_names else set()
    found = [(rows, tuple(numbers(rows))) for rows in dict.fromkeys((passage.rows, passage.joined))]
    listed = {at for rows, there in found for at in _listed(passage, rows, there, of_names)}
    seen = set()
    for rows, there in found:
        for number in there:
            at = (passage.index_of(rows, number.start), number.masked)
            if at in seen:
                continue
            seen.add(at)
            if rule := _rule(number.kind, passage, rows, number.start, at in listed):
                yield rule.hit(_line(passage, at[0]), masked=number.masked)
    for home in homes(passage.tight):
        yield ADDRESS.hit(passage.line_of(passage.tight, home.start), masked=home.masked)


def _line(passage: Passage, index: int) -> int:
    """The line of the file for the number of a line of a passage."""
    return passage.line + index if passage.line else 0


def _listed(passage: Passage, rows: str, there: tuple[Number, ...], of_names: set[int]) -> Iterator[tuple[int, str]]:
    """Line and masked form of the mobile numbers that stand in a list of people."""
    mobiles = [number for number in there if number.kind == "mobile"]
    of_people = named(rows, mobiles) if len(mobiles) > 1 else set()
    for number in mobiles:
        index = passage.index_of(rows, number.start)
        if number.start in of_people or index in of_names:
            yield index, number.masked


def _rule(kind: str, passage: Passage, rows: str, start: int, in_list: bool) -> Rule | None:
    if kind == "mobile":
        return None if passage.key in PUBLIC_CONTACTS else MOBILE_LISTED if in_list else MOBILE
    if kind == "card":
        said = _CARD_WORD.search(rows, max(0, start - _CARD_REACH - 2), start)
        return CARD if rows is passage.rows or said else CARD_SUSPECT
    return ID_NUMBER if kind == "id" else ID_SUSPECT


def _told(table: Table, passage: Passage) -> Iterator[Hit]:
    """That a table names people beside what must not stand there, and the homes in it."""
    if table.is_of_names and table.columns:
        yield NAME_LIST.hit(_line(passage, table.rows[0][0]), columns="、".join(dict.fromkeys(["姓名", *table.columns])))
    for line, address in table.addresses:
        if has_door(address):
            yield ADDRESS.hit(_line(passage, line), masked=masked(address, 2, 0))


def of_contact(values: Mapping[str, Any], marks: Mapping[Any, tuple[int, int]]) -> Iterator[Hit]:
    """What a deputy's public contact should not be: a mobile number, however consented, and never a flat or a farmstead."""
    for key, value in values.items():
        line = marks.get(("contact_public", key), marks.get(("contact_public",), (0, 0)))[0]
        passage = Passage(str(value), line)
        for number in numbers(passage.joined):
            if number.kind == "mobile":
                yield CONTACT_MOBILE.hit(line, masked=number.masked)
        if key == "address" and is_dwelling(passage.tight):
            yield ADDRESS.hit(line, masked=masked(passage.tight, 2, 0))
