"""How letters end: what they close with, who signs, and the day."""

from collections.abc import Iterable

from ...domain.patterns import pattern
from .runs import BEGIN, width

_FIGURE = "〇零○Oo０一二三四五六七八九"
_SEAL = r"[（(]?(?:印章?|盖章|公章|签章|签字|章)[)）]?"
DAY = pattern(
    r"(?:[^\s，。；：！？,;:!?|<>\x02]{2,30}[ \u3000]+)?"
    rf"(?:\d{{4}}|[{_FIGURE}]{{4}})[ ]?年[ ]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[ ]?月"
    rf"[ ]?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})[ ]?日(?:[ \u3000]*{_SEAL})?$"
)
SEAL = pattern(r"[（(](?:印章?|盖章|公章|签章|签字|章)[)）]$")
_ORGAN = pattern(rf"[会府院局委办室部厅组处科站司校社所团队署](?:[（(][^（）()]*[)）])?(?:[ \u3000]*{_SEAL})?$")
_BEFORE_WISH = r"(?:[顺敬此即谨恭并专][颂祝请候问]|祝(?:您|你|你们|大家|各位|愿)?|此致)"
_WISH = r"(?:敬礼|[\u4e00-\u9fff]{1,2}[祺安绥禧祉]|[\u4e00-\u9fff，、]{0,16}(?:顺利|愉快|健康|幸福|快乐|如意|进步|安康|兴旺|好))"
BEFORE_WISH = pattern(rf"(?:.*[。！；，,\s])?{_BEFORE_WISH}[：:，,]?$")
WISH = pattern(rf"{_WISH}[！!。]?$")
_CLOSES = pattern(
    rf"(?:{_BEFORE_WISH}[：:，,]?)?{_WISH}[！!。]?$|{_BEFORE_WISH}[：:，,]?$"
    r"|[特专谨]此|[妥当可]否|是否妥当|以上(?:报告|意见|请示|议案|情况|事项|说明|妥否|当否)|请[予批审函复示查阅]|[盼候]复|为[盼荷感]"
)
_NO_NAME = pattern(r"[#>|`~\-*+\x02!\[<]|\d")
_STOPS = "。！？；：，、.!?;:,"
SIGNATURES, WIDEST = 6, 44  # lines of names, columns of each


def closes(text: str) -> bool:
    """True for a line with which a letter ends: 此致, 敬礼！, 特此报告。, 妥否，请批示。"""
    return bool(_CLOSES.match(text.replace(" ", "").replace("\u3000", "")))


def is_name(text: str) -> bool:
    """True for a line that may say who signs."""
    return text[-1] not in _STOPS and width(text) <= WIDEST and not (_NO_NAME.match(text) or BEGIN.match(text) or closes(text))


def is_organ(text: str) -> bool:
    """True for a line that names an organ, with or without its seal."""
    return bool(_ORGAN.search(text) or SEAL.match(text))


def signs(lines: Iterable[str]) -> bool:
    """True when lines without space around them begin with names and a day below these, or with the day."""
    for number, text in enumerate(filter(None, lines)):
        if DAY.match(text):
            return True
        if number == SIGNATURES or not is_name(text):
            return False
    return False
