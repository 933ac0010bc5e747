"""Deputies in the Hebei shape: every county's own, of whom some sit in the city's and the province's congress too."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .hebei import SEED, Region

TERMS = {"province": 14, "city": 15, "county": 17}
SHARES = {"city": 4950 / 62_000, "province": 800 / 62_000, "told": 6250 / 62_000}  # fragments beside the county's own
LISTED = 10  # every so manieth county keeps its deputies in one file
SEATS = 2  # of a constituency
TOWNS, STATIONS = 12, 8
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
_FAMILY = "鲁左严墨纪苏陆程何沈韩秦尤许吕施张孔曹金魏陶姜戚谢邹喻柏水窦章云潘葛奚范彭郎"
_GIVEN = "问津思危慎独守常约知微行之以安言清平若谷怀瑾致远明德念祖望舒景行承泽嘉树修远立本"
_WORK = tuple(
    "第一中学教师 中心卫生院医生 种植合作社理事长 机械厂技术员 物流公司司机 社区居委会主任 村委会主任 供水站工人".split()
)


@dataclass(frozen=True, slots=True)
class Person:
    """A county's deputy: `seat` counts within the county; `city`, `province` and `told` say who else keeps a record."""

    key: str
    name: str
    county: Region
    seat: int
    city: bool
    province: bool
    told: bool


def people(regions: Sequence[Region], fragments: int) -> list[Person]:
    """As many people as make about `fragments` records in all, spread evenly over the counties."""
    counties = [region for region in regions if region.level == "county"]
    extra = {name: round(share * fragments) for name, share in SHARES.items()}
    count = fragments - sum(extra.values())
    rng = random.Random(SEED)
    order = rng.sample(range(count), count)
    city = set(order[: extra["city"]])
    province = set(order[: extra["province"]])
    told = set(order[extra["city"] : extra["city"] + extra["told"]])
    made = []
    for number in range(count):
        key = "person:" + "".join(rng.choice(_LETTERS) for _ in range(10))
        name = rng.choice(_FAMILY) + "".join(rng.sample(_GIVEN, 2))
        county = counties[number % len(counties)]
        seat = number // len(counties)
        made.append(Person(key, name, county, seat, number in city, number in province, number in told))
    return made


def write_deputies(root: Path, regions: Sequence[Region], fragments: int) -> int:
    """A cluster of sites with deputies and nothing else; the number of records of people."""
    top = regions[0]
    parents = {region.site: region for region in regions}
    everyone = people(regions, fragments)
    _write(root / "sites" / "cluster.yaml", f"name: {top.name}人大网站群\nroot: {top.site}\nbase_url: https://bench.example/\n")
    for region in regions:
        parent = f"parent: {region.parent}\n" if region.parent else ""
        names = f"name: {region.name}人民代表大会\nshort_name: {region.name}人大\narea: {region.name}\n"
        _write(root / "sites" / region.level / f"{region.site}.yaml", f'{names}division_code: "{region.code}"\n{parent}')
        for name, text in _ground(region, regions, everyone):
            _write(_folder(root, region) / name, text)
    written = 0
    lists: dict[str, list[str]] = {region.site: [] for region in regions if region.level == "county"}
    listing = set(list(lists)[::LISTED])
    for person in everyone:
        city = parents[person.county.parent]
        for region, text in _records(person, city, top):
            written += 1
            if region.site in listing:
                lists[region.site].append(text)
            else:
                _write(_folder(root, region) / "deputies" / f"{person.key[7:]}.yaml", text)
    for site in sorted(listing):
        items = ["- " + text.rstrip().replace("\n", "\n  ") + "\n" for text in lists[site]]
        _write(_folder(root, parents[site]) / "deputies" / "all.yaml", "".join(items))
    return written


def _folder(root: Path, region: Region) -> Path:
    return root / "content" / region.level / region.site


def _records(person: Person, city: Region, top: Region) -> Iterator[tuple[Region, str]]:
    """A person's records: at the county with everything, at the others with what they keep themselves."""
    rng = random.Random(person.key)
    birth = f"19{rng.randint(55, 99)}-{rng.randint(1, 12):02}"
    head = f"person: {person.key}\nname: {person.name}\n"
    facts = f'gender: {rng.choice("男女")}\nethnicity: 汉族\nbirth: "{birth}"\neducation: 大学\nparty: 中国共产党\n'
    work = f"employer_post: {person.county.name}{rng.choice(_WORK)}\n"
    group = f"g{person.seat % TOWNS + 1}"
    yield (
        person.county,
        f"{head}{facts}{work}mandates:\n  - term: {TERMS['county']}\n    constituency: c{person.seat // SEATS + 1}\n"
        f"    group: {group}\n    from: 2021-12-20\nstation: [s{person.seat % STATIONS + 1}]\n"
        f"reception_days:\n  - {{weekday: {rng.randint(1, 5)}, week: 1, start: 09:00, end: 11:00}}\nupdated: 2026-03-01\n",
    )
    if person.city:
        mandate = f"mandates:\n  - {{term: {TERMS['city']}, electing_unit: {person.county.site}, from: 2022-01-10}}\n"
        yield city, f"{head}{facts}{mandate}updated: 2026-03-02\n"
    if person.province:
        mandate = f"mandates:\n  - {{term: {TERMS['province']}, electing_unit: {city.site}, from: 2023-01-11}}\n"
        yield top, f"{head}{facts}{mandate}updated: 2026-03-03\n"
    if person.told:
        mandate = f"mandates:\n  - {{congress: {person.county.site}, term: {TERMS['county']}, from: 2021-12-20}}\n"
        yield city, f"{head}{mandate}"


def _ground(region: Region, regions: Sequence[Region], everyone: Sequence[Person]) -> Iterator[tuple[str, str]]:
    """What a congress's mandates stand on: term, constituencies or electing units, groups, stations."""
    term = TERMS[region.level]
    if region.level == "county":
        own = [person.seat for person in everyone if person.county is region]
        count = max(own, default=0) // SEATS + 1
        yield "terms.yaml", f"- {{term_no: {term}, start: 2021-12-20, seats: {count * SEATS}}}\n"
        yield "constituencies/all.yaml", "".join(_constituency(region, number, term) for number in range(1, count + 1))
        groups = (f"- {{key: g{n}, name: 第{n}代表小组, kind: group, term: {term}}}\n" for n in range(1, TOWNS + 1))
        yield "delegations/all.yaml", "".join(groups)
        for number in range(1, STATIONS + 1):
            text = f"key: s{number}\nname: {region.name}第{number}代表联络站\naddress: {region.name}人民路 {number} 号\n"
            yield f"stations/s{number}.yaml", text
        return
    electing = {region.site: 0 for region in regions if region.level == ("county" if term == TERMS["city"] else "city")}
    for person in everyone:
        if region.level == "city" and person.city and person.county.parent == region.site:
            electing[person.county.site] += 1
        if region.level == "province" and person.province:
            electing[person.county.parent] += 1
    electing = {site: count for site, count in electing.items() if count}
    yield "terms.yaml", f"- {{term_no: {term}, start: 2022-01-10, seats: {max(1, sum(electing.values()))}}}\n"
    if electing:
        units = (f"- {{key: {site}, name: {site}, term: {term}, quota: {count}}}\n" for site, count in electing.items())
        yield "electing_units/all.yaml", "".join(units)


def _constituency(region: Region, number: int, term: int) -> str:
    code = f"{region.code}{number % TOWNS + 1:03}"
    places = ", ".join(
        f'{{code: "{code}{number * 3 + n:03}", name: {number}-{n}村, town: {number % TOWNS + 1}号镇}}' for n in range(3)
    )
    return f"- key: c{number}\n  name: 第{number}选区\n  term: {term}\n  quota: {SEATS}\n  places: [{places}]\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
