"""People in memory for unit and property tests: a small tree, what mandates stand on, and records as each level writes them."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from wangqun.domain.claims import Row, new_row
from wangqun.domain.cluster import Cluster, Memory
from wangqun.domain.deputy import Deputy
from wangqun.domain.finding import Finding
from wangqun.domain.level import Level
from wangqun.domain.roster import Roster
from wangqun.domain.site import ClusterRecord, Site, SiteRecord
from wangqun.records.deputies.merging import MergedRosters, sort_out, unite
from wangqun.stages.resolve.tree import place_sites

TODAY = "2026-11-23"
KEYS = ("person:7k3m9q2x4t", "person:8m4n9r3y5v", "person:9n5p8s4z6w")
ONE, TWO, THREE = KEYS
TREE = {
    "quanguo": (Level.NATIONAL, None, None),
    "sheng": (Level.PROVINCE, "quanguo", "970000"),
    "shi": (Level.CITY, "sheng", "970100"),
    "xian": (Level.COUNTY, "shi", "970121"),
    "lin": (Level.COUNTY, "shi", "970122"),
    "xiang": (Level.TOWNSHIP, "xian", "970121101"),
}
SITES = tuple(site for site in TREE if site != "quanguo")
TERMS = {"sheng": 14, "shi": 15, "xian": 17, "lin": 18, "xiang": 19}
ELECTORS = {"sheng": "shi", "shi": "xian", "xian": "c1", "lin": "c1", "xiang": "c1"}
DIRECT = frozenset({"xian", "lin", "xiang"})
PROTECTED = ("name", "gender", "birth")


def row(kind: str, site: str, values: Mapping[str, Any], name: str = "a", line: int = 1) -> Row:
    """A record as it would have been read from `<kind>/<name>.yaml` of a site."""
    return new_row(kind, site, f"content/{TREE[site][0]}/{site}/{kind}/{name}.yaml", line, dict(values))


def mandate(site: str, **more: Any) -> dict[str, Any]:
    """A sound mandate of a site's running term."""
    kind = "constituency" if site in DIRECT else "electing_unit"
    return {"term": TERMS[site], kind: ELECTORS[site], "from": "2022-01-10"} | more


def person(site: str, key: str = ONE, name: str = "闻正言", number: str = "a", **more: Any) -> Row:
    """What a site keeps of a deputy of its own congress; `mandates=[...]` says otherwise."""
    values = {"person": key, "name": name, "birth": "1970-05", "mandates": [mandate(site)]}
    values |= ({"reception_days": [{"day": 5}]} if site in DIRECT else {}) | more
    return row("deputies", site, {k: v for k, v in values.items() if v is not None}, number)


def ground(places: bool = True) -> list[Row]:
    """Terms with many seats, constituencies and electing units of every site; a term before the running one."""
    rows = []
    for site, number in TERMS.items():
        seats = 6 if site in DIRECT else 9
        rows.append(row("terms", site, {"term_no": number, "start": "2022-01-10", "seats": seats}, "now"))
        rows.append(row("terms", site, {"term_no": number - 1, "start": "2017-01-10", "seats": seats}, "before"))
        for term in (number, number - 1):
            if site in DIRECT:
                town = "970121101" if site != "lin" else "970122101"
                for key, code, name in (("c1", f"{town}001", "河湾村"), ("c2", f"{town}002", "石桥村")):
                    there = [{"code": code, "name": name, "town": "某镇"}] if places else []
                    values = {"key": key, "name": f"{site}{key}", "term": term, "quota": 3, "places": there}
                    rows.append(row("constituencies", site, values, f"{key}-{term}"))
            else:
                for key in ("shi", "xian", "lin"):
                    values = {"key": key, "name": key, "term": term, "quota": 3}
                    rows.append(row("electing_units", site, values, f"{key}-{term}"))
    return rows


def cluster(rows: Iterable[Row] = (), names: Mapping[str, str] | None = None) -> Cluster:
    """The tree with some records; `names` are short names of sites that differ from their ids."""
    sites = {}
    for site, (level, parent, code) in TREE.items():
        shown = (names or {}).get(site, site)
        record = SiteRecord(name=shown, short_name=shown, parent=parent, division_code=code, external=site == "quanguo")
        sites[site] = Site(site, level, record, f"sites/{level}/{site}.yaml", {})
    record = ClusterRecord(name="测试", root="sheng", base_url="https://rd.example/")
    none: dict[str, Any] = {}
    return Cluster(Path(), record, sites, none, none, none, (), none, Memory(), frozenset(), frozenset(), (), tuple(rows))


def united(
    rows: Iterable[Row], today: str = TODAY, names: Mapping[str, str] | None = None
) -> tuple[MergedRosters, list[Finding]]:
    """People merged as of a day, and what is wrong with them."""
    findings: list[Finding] = []
    there = cluster(rows, names)
    members, _ = place_sites(there, [])
    found = sort_out(there, members, today, findings)
    return unite(there, found, lambda site, name: "", lambda site: {}, findings), findings


def codes(findings: Iterable[Finding]) -> list[str]:
    """Their codes in order, notes left out."""
    return sorted(finding.code for finding in findings if finding.severity != "info")


DAYS = st.sampled_from(["2018-03-01", "2022-01-10", "2023-05-06", "2026-11-23", "2026-11-24", "2027-01-01"])
LINES = st.sampled_from(["甲", "乙", "丙"])


@st.composite
def mandates(draw: st.DrawFn, site: str) -> dict[str, Any]:
    """A mandate as a site might write it, sound or not."""
    values: dict[str, Any] = {}
    congress = draw(st.sampled_from([None, None, None, *SITES]))
    if congress:
        values["congress"] = congress
    home = congress or site
    values["term"] = TERMS[home] - draw(st.sampled_from([0, 0, 0, 1, 2]))
    kind = "constituency" if home in DIRECT else "electing_unit"
    if draw(st.integers(0, 9)):
        values[kind] = draw(st.sampled_from([ELECTORS[home], ELECTORS[home], "c2", "xian"]))
    values["from"] = draw(DAYS)
    for part in ("to",):
        if draw(st.integers(0, 3)) == 0:
            values[part] = draw(DAYS)
    if draw(st.integers(0, 4)) == 0:
        values["suspensions"] = [{"from": draw(DAYS)}]
    if draw(st.integers(0, 4)) == 0:
        values["end_reason"] = draw(st.sampled_from(["resigned", "deceased"]))
    return values


@st.composite
def posts(draw: st.DrawFn, site: str) -> dict[str, Any]:
    """An office as a site might write it."""
    values: dict[str, Any] = {"organ": draw(st.sampled_from(["standing_committee", "working_committee"]))}
    values["title"] = draw(st.sampled_from(["主任", "委员"]))
    congress = draw(st.sampled_from([None, None, *SITES]))
    if congress:
        values["congress"] = congress
    values["from"] = draw(DAYS)
    if draw(st.booleans()):
        values["to"] = draw(DAYS)
    if draw(st.booleans()):
        values["term"] = TERMS[congress or site]
    return values


@st.composite
def deputies(draw: st.DrawFn, sites: tuple[str, ...] = SITES, keys: tuple[str, ...] = KEYS) -> tuple[str, dict[str, Any]]:
    """A site and what it keeps of a person."""
    site = draw(st.sampled_from(sites))
    values: dict[str, Any] = {"person": draw(st.sampled_from(keys))}
    pools = {
        "name": st.sampled_from(["闻正言", "闻正严", "鲁问津"]),
        "gender": st.sampled_from(["男", "女"]),
        "birth": st.sampled_from(["1970-05", "1971-05"]),
        "ethnicity": LINES,
        "party": LINES,
        "employer_post": LINES,
        "updated": DAYS,
    }
    for name, pool in pools.items():
        if draw(st.booleans()):
            values[name] = draw(pool)
    for name, make in (("mandates", mandates(site)), ("posts", posts(site))):
        if found := draw(st.lists(make, max_size=2)):
            values[name] = found
    if draw(st.integers(0, 3)) == 0:
        values["other_names"] = [{"name": draw(LINES)}]
    if draw(st.integers(0, 3)) == 0:
        values["contact_public"] = {"phone": draw(st.sampled_from(["0970-1", "0970-2"])), "consent_on": "2022-01-10"}
    if draw(st.integers(0, 3)) == 0:
        values["station"] = [draw(st.sampled_from(["hall", "xian:hall", "shi:hall", "xiang:hall"]))]
    return site, values


def rows_of(records: Iterable[tuple[str, Mapping[str, Any]]], numbered: Iterable[int] | None = None, line: int = 1) -> list[Row]:
    """Records as rows, each in a file of its own, named in the order given or by the numbers given."""
    pairs = [*records]
    names = [*numbered] if numbered is not None else range(len(pairs))
    return [row("deputies", site, values, f"f{name:03}", line) for (site, values), name in zip(pairs, names, strict=True)]


def fragments(least: int = 0, most: int = 6, **how: Any) -> st.SearchStrategy[list[tuple[str, dict[str, Any]]]]:
    """What several sites keep of several people."""
    return st.lists(deputies(**how), min_size=least, max_size=most)


def by_key(roster: Roster) -> dict[str, Deputy]:
    """Everyone on a roster by person key."""
    return {deputy.key: deputy for deputy in (*roster.deputies, *roster.former)}
