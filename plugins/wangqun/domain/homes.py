"""Where somebody lives, in a text folded by NFKC: words that say so, and a house, flat or farmstead after them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .patterns import pattern

_HAN = "一二三四五六七八九十百零〇"
_N = rf"[\d{_HAN}]+"
_PLACE = r"[路街巷弄道村屯寨庄营组社队里坊区庭院]|胡同|大道"
_OF_WORDS = pattern("住址|家庭地址|家庭详细地址|户籍所在地|户籍地址|居住地址")
_OF = pattern(
    r"(?:家庭(?:详细)?(?:住址|地址)|现?住址|户籍(?:所在地|地址)|居住地址)(?P<mark>[为是:\s]*)(?P<place>[^\n。；;，,]{0,40}?"
    r"(?:村|社区|路|街(?!道)|巷|弄|胡同|小区|号|栋|幢|单元|室|组)[^\n。；;，,\s]{0,12})"
)
_NUMBERED = pattern(rf"{_N}\s*(?:号|栋|幢|弄|单元|室|组|层|巷)")
_GROUP = rf"{_N}[余多]?户|居民|住户|群众|业主|村民"  # a house of many is nobody's
_DOOR = pattern(
    rf"""
    (?P<flat>{_N}\s*单元 | (?:[栋幢楼层门]|单元)\s*{_N}\s*户(?!居民|村民|群众|人家|家庭)
      | (?:小区|花园|家园|苑|公寓|家属[院区楼]|新村)\s*\d+(?:\s*[-\#]\s*\d+){{1,3}})
    | (?P<house>(?:{_PLACE})[^\n。；;，,、:\d第]{{0,6}}?{_N}(?:[-之]{_N})?\s*号(?![线桥令文井楼]|选区|公告|公路|国道|台风))
    | {_N}\s*(?:栋|幢|号楼|[A-Z]?座)(?=\s*(?:[\dA-Z{_HAN}东西南北单]|[,，、)）。;；\n]|$|的(?!{_GROUP})))
    | [A-Z]\s*[座栋幢](?!标)
    | (?:\d{{1,4}}|[{_HAN}]{{2,}})\s*室(?![内外友]|{_N}[厅卫])
    """,
    re.VERBOSE,
)
_MORE = pattern(rf"[\dA-Za-z{_HAN}\s#-]*(?:(?:[号栋幢座室户层楼]|单元)[\dA-Za-z{_HAN}\s#-]*)*")
_LIVES = pattern(  # each begins with a character of its own, which makes the search fast
    r"家(?:(?<![专国画作大居商]家)住(?![建房宅户所院])在?|(?<![国专]家)(?:在|位于|坐落[在于]))"
    r"|现(?:居?住(?![建房宅户所院址地]|人[口员数]|居?民[众房]?(?=[的数]))在?[于:]?|居(?![住委民])在?[于:]?|居住地[在为是:])"
    r"|定居[在于]|常住(?!人|居|户|地|的|在?外|代表)[在于]?|居住地?[在于为是:]|户(?:籍|口所在)地[在为是:]"
    r"|租住(?![房户者证]|人[口员数])在?|[借寄]住[在于]?|暂住[在于]"
    r"|住(?:(?<![入专国]住)[在于]|(?<![入居常专国抓记留停站守把挡稳顶拦保分民]住)(?![所房建宅户院宿进校宾店址上满过了着不得民人区处证]))"
)
_OTHERS = pattern("家在|家位于|家坐落|现居|定居|户口|户籍地")  # verbs without 住
_RESIDENTS = "选民|居民|村民|公民|群众|住户|业主|代表|老[人师汉乡年]|人(?!民)|家庭|职工|学生|儿童|孩子"
_REACH = pattern(  # what follows the verb, as long as it can still be the place
    rf"(?:[^\n。；;，,、的到]|的(?!{_RESIDENTS})|(?<=[省市县区镇乡道])[,，、](?![到在去来由从经现后因常每与和])){{1,44}}"
)
_PAST = 5  # characters behind such a place that tell whose it is
_NAMED = pattern(
    r"(?P<public>政府|机关|人大|政协|委员会|办公|大楼|大厦|大厅|礼堂|会堂|宾馆|酒店|饭店|旅馆|招待所|医院|卫生院|学校|党校|中学|小学|派出所"
    r"|法院|检察院|福利院|敬老院|养老院|联络[站点]|服务站|工作站|活动室|代表之家|中心(?![镇乡村路街社]))"
    r"|(?P<home>[路街巷弄村屯寨庄组社里坊]|胡同|大道|小区|家属|宿舍|公寓|花园|家园|苑|单元)"
)
_DWELLING = pattern(rf"小区|家属[院区楼]|宿舍|公寓|花园|家园|苑|新村|{_N}\s*单元|[村屯寨].*?{_N}\s*[组社队].*?{_N}\s*号")
_STATION = pattern(
    "大厦|大楼|写字楼|产业园|创业园|联络[站点]|工作站|服务站|代表之家|活动室|居委会|村委会|委员会|服务中心|办事处|办公|党群|人大|政府"
)


class Home(NamedTuple):
    """Words for somebody's home in a text: where they begin, and the form that may be shown, as long as they are."""

    start: int
    masked: str


def homes(text: str) -> Iterator[Home]:
    """Where somebody lives.

    After a word for a home, a place with a house number, or any below 乡镇、街道 said with a colon; after a verb of living
    (家住, 现住, 居住在, 租住…), a flat, a house in a street or a farmstead of a village. A law that speaks of 户籍所在地的村民
    委员会 names nobody's house; neither do 坐落, 地块, 住所, or a room of an office, an hotel or a hospital.
    """
    if _OF_WORDS.search(text):
        for match in _OF.finditer(text):
            said = ":" in match["mark"] or "为" in match["mark"] or "是" in match["mark"]
            if _NUMBERED.search(match["place"]) or (said and len(match["place"]) > 3):
                yield Home(match.start(), match[0][:4] + "*" * (len(match[0]) - 4))
    if "住" in text or _OTHERS.search(text):
        yield from _lived_in(text)


def _lived_in(text: str) -> Iterator[Home]:
    end = 0
    for verb in _LIVES.finditer(text):
        if verb.start() < end or (reach := _REACH.match(text, verb.end())) is None:
            continue
        door = _DOOR.search(text, verb.end(), min(reach.end() + _PAST, len(text)))  # 3栋 of 3栋的居民 is nobody's
        if door is None or door.end() > reach.end():
            continue
        kind = _named(text[verb.end() : door.end()])
        if kind == "home" or door["flat"] or (verb[0][0] != "住" and (kind == "" or verb[0].startswith("家"))):
            if (
                verb[0][0] == "住"
                and not door["flat"]
                and _named(text[door.end() : min(door.end() + _PAST, reach.end())]) == "public"
            ):
                continue
            more = _MORE.match(text, door.end(), reach.end())
            end = more.end() if more else door.end()
            yield Home(verb.start(), verb[0] + "*" * (end - verb.end()))


def _named(place: str) -> str:
    """What the last name in a place is of: "home", "public" or ""."""
    kinds = [match.lastgroup for match in _NAMED.finditer(place)]
    return (kinds[-1] or "") if kinds else ""


def has_door(address: str) -> bool:
    """True when an address goes down to a house, a flat or a farmstead, and to no office or station there."""
    door = _DOOR.search(address)
    return door is not None and not _STATION.search(address) and _named(address[: door.end()]) != "public"


def is_dwelling(address: str) -> bool:
    """True when such an address is by itself a flat or a farmstead: offices stand in streets too."""
    return has_door(address) and _DWELLING.search(address) is not None
