"""The dated lines below a law's title (题注): who passed, approved, published and amended it, and when."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from ..frozen import frozen
from ..numerals import COUNT, numeral
from ..patterns import pattern

Act = Literal["passed", "approved", "promulgated", "effective", "amended", "repealed", ""]

_DIGIT = "〇零○一二三四五六七八九"
DATE = pattern(
    rf"(?P<year>\d{{4}}|[{_DIGIT}]{{4}})\s*年\s*(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*月\s*"
    rf"(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*日"
)
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_NAMED = pattern(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")  # names of other papers, in which dates and acts may stand
_TAIL = pattern(r"[\s　，。；、（()）]*(?:根据)?[\s　（()）]*$")
_ACTS: tuple[tuple[Act, re.Pattern[str]], ...] = (
    ("repealed", pattern("废止|失效")),
    ("amended", pattern("修正|修订|修改")),
    ("approved", pattern("批准")),
    ("passed", pattern("通过")),
    ("promulgated", pattern("公布|发布|颁布|公告|印发")),
    ("effective", pattern("施行|实施|生效|执行")),
    ("promulgated", pattern("令")),
)
_CONGRESS = pattern(
    rf"(?P<place>[^第，。；、《》（）\d]*?)(?:第?(?P<term>[{COUNT}\d]+)届)?(?P<nation>全国)?"
    r"(?P<body>人民代表大会常务委员会|人大常委会|人民代表大会|人大(?!常))"
)
_OFFICE = pattern(
    r"(?P<organ>[^《》，。；（）]*?)(?:令|公告|第[〇零一二三四五六七八九十百千\d]+[次号届]|\d{4}年|发布|公布|颁布|批准|审议|通过|修[正订改]|常务会议"
    r"|审判委员会|检察委员会|检察长|部长|部务|局务|室务|党组|政治局|全体会议|会议|$)"
)
_MEETING = pattern(rf"[^《》，。；（）]*?第?[{COUNT}\d]+次(?:(?:常务|全体|部务|局务|室务)?会议|$)")
_NUMBER = pattern(
    r"(?:令|公告)\s*(?P<number>(?:[〔\[（(][^〕\]）)]{1,12}[〕\]）)])?\s*第?\s*[〇零一二三四五六七八九十百千\d]+号)"
)
_PLACE = pattern(r"(?P<place>[\u4e00-\u9fff]{2,8}?(?:自治县|自治州|市|县))(?:第|人民代表大会)")
_BODIES = {"人大常委会": "人民代表大会常务委员会", "人大": "人民代表大会"}
_LEADING = pattern(r"^[\s　，。；、：:）)]*(?:经|由|根据)?[\s　]*")
SHORT_PLACES = frozenset({"", "省", "市", "县", "州", "区", "自治州", "自治县", "自治区"})


@frozen
class Event:
    """What one dated line says: the day (ISO), the act ("" for none that is known), who acted, at which meeting or under which
    number, and the words themselves.
    """

    on: str
    act: Act
    organs: tuple[str, ...]
    meeting: str
    number: str
    text: str


def read_date(found: re.Match[str]) -> str:
    """A date as ISO; "" for a day that no calendar has."""
    year, month, day = (_count(found[name]) for name in ("year", "month", "day"))
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 and year > 1900 else ""


def _count(written: str) -> int:
    return int(written) if written.isdecimal() else numeral(written.replace("○", "〇")) or 0


def dates_in(text: str) -> list[tuple[str, int]]:
    """The dates of a text, and where each ends."""
    return [(on, found.end()) for found in DATE.finditer(text.translate(_WIDE)) if (on := read_date(found))]


def read_events(notes: str, region: str) -> list[Event]:
    """The events that the lines below a title tell, in their order. A place of which only 省, 市 or 县 is said is `region`."""
    notes = notes.translate(_WIDE)
    if not region and (place := _PLACE.search(notes)):
        region = place["place"]
    masked = _NAMED.sub(lambda found: f"《{'　' * (len(found[0]) - 2)}》", notes.replace("<", "〈").replace(">", "〉"))
    starts = [(found, on) for found in DATE.finditer(masked) if (on := read_date(found))]
    ends = [*(found.start() for found, _ in starts), len(masked)][1:]
    events: list[Event] = []
    for (found, on), end in zip(starts, ends, strict=True):
        said, words = masked[found.end() : end], notes[found.start() : end]
        events.append(_event(on, _LEADING.sub("", said), _TAIL.sub("", " ".join(words.split())), region))
    return list(_joined(events))[::-1]


def _event(on: str, said: str, words: str, region: str) -> Event:
    said = said.replace("\n", "").replace("中华人民共和国", "")
    act: Act = next((act for act, pattern in _ACTS if pattern.search(said)), "")
    if act == "effective":
        return Event(on, act, (), "", "", words)
    meeting = _MEETING.match(said)
    number = _NUMBER.search(said)
    return Event(
        on, act, _organs(said, region), meeting[0].strip() if meeting else "", number["number"].strip() if number else "", words
    )


def _joined(events: list[Event]) -> Iterator[Event]:
    """Events from the last, those that only name a meeting with the act of the one behind them: two courts pass one text."""
    behind: Act = "passed"
    for event in reversed(events):
        known = replace(event, act=behind or "passed") if not event.act and event.meeting else event
        behind = known.act
        yield known


def _organs(said: str, region: str) -> tuple[str, ...]:
    """Who acted."""
    if found := _CONGRESS.match(said):
        body = _BODIES.get(found["body"], found["body"])
        place = found["place"].strip("　 ")
        if found["nation"] or place == "全国":
            return (f"全国{body}",)
        return (f"{region if place in SHORT_PLACES else place}{body}",)
    found = _OFFICE.match(said)
    return tuple(filter(None, (name.strip("　 ") for name in found["organ"].split("、")))) if found else ()
