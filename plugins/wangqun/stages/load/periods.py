"""Periods and working days in sites/cluster.yaml: does any kind have them, can they be?"""

from collections.abc import Callable, Iterable, Iterator

from ...domain.finding import Finding, Own, Place, Rule, Severity
from ...domain.site import ClusterRecord
from ...domain.workdays import WorkYear
from ...records import is_period
from ...records.kind import Kinds

PERIOD_UNKNOWN = Rule(
    "period-unknown",
    Severity.WARN,
    "periods 里的“{name}”{what}，没有用",
    "{mend}。",
    "docs/operators.md",
)


WORKDAYS_BAD = Rule(
    "workdays-invalid",
    Severity.WARN,
    "workdays 里 {year} 年的安排有误：{what}，{effect}",
    "{mend}。",
    "docs/operators.md",
)


def sound_years(years: Iterable[WorkYear], places: Callable[[int, str], Place], findings: list[Finding]) -> tuple[WorkYear, ...]:
    """The years that can be, each once; `places` says where a field of the year of a number stands."""
    sound: dict[int, WorkYear] = {}
    for number, year in enumerate(years):
        faults = list(year.faults())
        if year.year in sound:
            faults = [("year", "写了两次", f"只留一处 year: {year.year}")]
        effect = "用先写的" if year.year in sound else "这一年没有用"
        findings += [
            WORKDAYS_BAD.at(places(number, field), year=year.year, what=Own(what), effect=effect, mend=Own(mend))
            for field, what, mend in faults
        ]
        if not faults:
            sound[year.year] = year
    return tuple(sound.values())


def unknown_periods(record: ClusterRecord, kinds: Kinds) -> Iterator[Finding]:
    """What the cluster's periods name in vain."""
    known = "、".join(f"{name}.{key}" for name, kind in kinds.items() for key in kind.periods) or "（没有）"
    place = Place("", "sites/cluster.yaml")
    for name, own in record.periods.items():
        for key in own or ("",):
            shown = f"{name}.{key}".rstrip(".")
            if key not in (kinds[name].periods if name in kinds else ()):
                yield PERIOD_UNKNOWN.at(place, name=shown, what="不是哪类材料的期限", mend=Own(f"改成下列之一：{known}"))
            elif not is_period(kinds[name], key, own[key]):
                books = "、".join(kinds[name].rulebooks)
                days = bool((other := kinds[name].periods[key]) and other.days)
                mend = f"改成下列之一：{books}" if key == "rule" else "写天数，如 30日" if days else "写 30日、10个工作日或 3个月"
                yield PERIOD_UNKNOWN.at(place, name=shown, what=f"不能写成“{own[key].words or own[key].law}”", mend=Own(mend))
