"""Personal data that must not be public: identity numbers, cards, mobile numbers, home addresses, lists of people."""

import re
from collections.abc import Iterator

from ...domain.finding import Hit, Rule, Severity
from ...domain.private import homes, numbers
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
    "mobile-number-listed", Severity.BLOCK, "名单中出现手机号码 {masked}", "从名单中删去这一列。", "PIPL art. 34", waivable=True
)
CARD = Rule("bank-card", Severity.BLOCK, "疑似银行卡号 {masked}", "删去卡号。", "PIPL art. 28, 34", waivable=True)
CARD_SUSPECT = Rule("bank-card-suspect", Severity.WARN, "像是银行卡号 {masked}", "如是卡号，删去。", "PIPL art. 28, 34")
ADDRESS = Rule(
    "home-address", Severity.BLOCK, "出现家庭详细住址 {masked}", "只写到乡镇、街道。", "PIPL art. 28, 34", waivable=True
)
NAME_LIST = Rule(
    "name-list", Severity.WARN, "含个人信息的名单（{columns}）", "名单只留姓名和必要事项；选民名单不上网。", "PIPL art. 28, 34"
)
RULES = (ID_NUMBER, ID_SUSPECT, MOBILE, MOBILE_LISTED, CARD, CARD_SUSPECT, ADDRESS, NAME_LIST)

PUBLIC_CONTACTS = frozenset({"offline", "contact_public", "channels", "footer"})  # fields made for public numbers
_CARD_WORD = re.compile(r"卡号|账号|帐号|开户")
_CARD_REACH = 20  # characters between such a word and the number
_LISTED = {"身份证": "身份证", "证件号": "身份证", "电话": "电话", "手机": "电话", "住址": "住址", "家庭地址": "住址"}


def find(passage: Passage) -> Iterator[Hit]:
    """All personal data in a passage, each once, never shown but masked."""
    listed = tuple(_lists(passage))
    first_list = min((hit.line for hit in listed), default=None)
    yield from listed
    seen = set()
    for rows in (passage.rows, passage.joined):
        for number in numbers(rows):
            line = passage.line_of(rows, number.start)
            if (number.masked, line) in seen:
                continue
            seen.add((number.masked, line))
            if rule := _rule(number.kind, passage, rows, number.start, first_list is not None and line >= first_list):
                yield rule.hit(line, masked=number.masked)
    for home in homes(passage.rows):
        yield ADDRESS.hit(passage.line_of(passage.rows, home.start), masked=home.masked)


def _rule(kind: str, passage: Passage, rows: str, start: int, in_list: bool) -> Rule | None:
    if kind == "mobile":
        return None if passage.key in PUBLIC_CONTACTS else MOBILE_LISTED if in_list else MOBILE
    if kind == "card":
        named = _CARD_WORD.search(rows, max(0, start - _CARD_REACH - 2), start)
        return CARD if rows is passage.rows or named else CARD_SUSPECT
    return ID_NUMBER if kind == "id" else ID_SUSPECT


def _lists(passage: Passage) -> Iterator[Hit]:
    """Tables whose head names people and what must not stand beside their names."""
    if "姓名" not in passage.text:
        return
    for number, line in enumerate(passage.text.split("\n")):
        cells = re.split(r"[|\t,，]|</?t[dh][^>]*>", line)
        if len(cells) < 3 or not any(cell.strip().strip("*").endswith("姓名") for cell in cells):
            continue
        if columns := dict.fromkeys(name for cell in cells for word, name in _LISTED.items() if word in cell and len(cell) < 20):
            yield NAME_LIST.hit(passage.line + number if passage.line else 0, columns="、".join(["姓名", *columns]))
