"""Laws of merging people: a join, nothing lost, every value where it is said to stand, no county above its rank (law 7)."""

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from persons import (
    KEYS,
    ONE,
    PROTECTED,
    SITES,
    TODAY,
    by_key,
    codes,
    deputies,
    fragments,
    ground,
    mandate,
    person,
    row,
    rows_of,
    united,
)
from wangqun.domain.claims import Merged, Row, claims_of, join
from wangqun.domain.cluster import Memory
from wangqun.domain.deputy import Deputy
from wangqun.domain.finding import Finding
from wangqun.domain.roster import Roster
from wangqun.records.deputies.merging import MergedRosters
from wangqun.scan.wording import Wording
from wangqun.stages.load.files import FoundFile
from wangqun.stages.load.row_files import read_rows

QUICK = settings(deadline=None, max_examples=60)
REFUSED = {"mandate-foreign", "person-unrelated", "person-mismatch"}  # told of what does not count
UNSHOWN = {"mandate-term", "mandate-elector", "mandate-chain"}  # told of what counts and is not shown


def everyone(people: MergedRosters) -> dict[str, dict[str, Deputy]]:
    """Every deputy on every site."""
    return {site: by_key(people.roster(site)) for site in SITES}


def said(merged: Merged) -> dict[tuple[str, ...], str]:
    """What is shown of a person, without where it stands."""
    return {path: told.value for path, told in merged.values.items()}


def plain(deputy: Deputy) -> tuple[object, ...]:
    """What a page says of a person, without where it stands and in no order."""
    mandates = sorted((m.congress, m.term_no, m.status, m.start, m.end, m.elector, m.end_reason) for m in deputy.mandates)
    posts = sorted((p.congress, p.organ, p.title, p.start, p.end, p.term_no) for p in deputy.posts)
    contacts = sorted((c.congress_name, c.phone) for c in deputy.contacts)
    facts = {name: told.value for name, told in deputy.facts.items()}
    rest = (deputy.name, sorted(deputy.other_names), deputy.conflicts, sorted(deputy.providers), deputy.canonical)
    return (facts, mandates, posts, contacts, sorted(deputy.stations), *rest)


def shown(people: MergedRosters) -> dict[str, dict[str, tuple[object, ...]]]:
    """That for every site."""
    return {site: {key: plain(deputy) for key, deputy in found.items()} for site, found in everyone(people).items()}


# -- a join ----------------------------------------------------------------------------------------------------------------


@QUICK
@given(fragments(3, 3))
def test_joining_claims_is_associative_commutative_and_idempotent(records: list[tuple[str, dict[str, Any]]]) -> None:
    one, two, three = (claims_of(r) for r in rows_of(records))

    assert join(join(one, two), three) == join(one, join(two, three))
    assert join(one, two) == join(two, one)
    assert join(one, one) == one
    assert join(join(one, two), two) == join(one, two)


@QUICK
@given(fragments(3, 3))
def test_joining_changes_neither_side(records: list[tuple[str, dict[str, Any]]]) -> None:
    one, two, _ = (claims_of(r) for r in rows_of(records))
    before = {path: dict(values) for path, values in one.items()}

    join(one, two)

    assert before == one


@QUICK
@given(fragments(), st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(records: list[tuple[str, dict[str, Any]]], random: Any) -> None:
    rows = rows_of(records)
    shuffled = random.sample(rows, len(rows))

    people, findings = united([*ground(), *rows])
    again, others = united([*shuffled, *ground()])

    assert everyone(people) == everyone(again)
    assert sorted(map(str, findings)) == sorted(map(str, others))


@QUICK
@given(fragments(3, 6, sites=("shi", "xian"), keys=KEYS[:2]), st.permutations(range(6)))
def test_it_does_not_matter_how_records_are_spread_over_files(
    records: list[tuple[str, dict[str, Any]]], names: list[int]
) -> None:
    people, _ = united([*ground(), *rows_of(records)])
    again, _ = united([*ground(), *rows_of(records, names[: len(records)])])
    merged = {key: said(people.found.merged(key)) for key in people.found.people}

    assert merged == {key: said(again.found.merged(key)) for key in again.found.people}
    assert shown(people) == shown(again)


@QUICK
@given(fragments(1))
def test_saying_the_same_twice_changes_nothing(records: list[tuple[str, dict[str, Any]]]) -> None:
    once, _ = united([*ground(), *rows_of(records)])
    twice, _ = united([*ground(), *rows_of([*records, records[0]])])

    assert {site: {k: (d[0], d[1], d[2]) for k, d in found.items()} for site, found in shown(once).items()} == {
        site: {k: (d[0], d[1], d[2]) for k, d in found.items()} for site, found in shown(twice).items()
    }


# -- nothing lost ----------------------------------------------------------------------------------------------------------


def _told(findings: Iterable[Finding], record: Row, wanted: Iterable[str]) -> bool:
    return any(f.path == record.path and f.code in wanted for f in findings)


@QUICK
@given(fragments())
def test_no_mandate_is_lost(records: list[tuple[str, dict[str, Any]]]) -> None:
    rows = rows_of(records)
    people, findings = united([*ground(), *rows])
    rosters = everyone(people)

    for record in rows:
        for written in record.values.get("mandates", ()):
            congress, key = written.get("congress", record.site), record.values["person"]
            seats = [s for s in people.found.held.get(key, ()) if (s.congress, s.term_no) == (congress, written["term"])]
            if not seats:
                assert _told(findings, record, REFUSED)
                continue
            office = (congress, written["term"])
            there = rosters[congress].get(key)
            is_shown = there is not None and office in {(m.congress, m.term_no) for m in there.mandates}
            begun = bool(seats[0].standing.status)
            assert is_shown or not begun or any(_told(findings, r, UNSHOWN) for r, _ in seats[0].said)


@QUICK
@given(fragments())
def test_a_mandate_that_is_shown_is_on_every_page_of_its_holder(records: list[tuple[str, dict[str, Any]]]) -> None:
    people, _ = united([*ground(), *rows_of(records)])

    offices: dict[str, set[frozenset[tuple[str, int]]]] = {}
    for found in everyone(people).values():
        for key, deputy in found.items():
            offices.setdefault(key, set()).add(frozenset((m.congress, m.term_no) for m in deputy.mandates))

    assert {key for key, kinds in offices.items() if len(kinds) > 1} == set()


# -- where it stands -------------------------------------------------------------------------------------------------------


@st.composite
def layouts(draw: st.DrawFn, records: list[tuple[str, dict[str, Any]]]) -> list[tuple[str, str]]:
    """Files of YAML (site, text) that hold the records in some of the many ways in which people write it."""
    files: dict[str, list[dict[str, Any]]] = {}
    alone: list[tuple[str, str]] = []
    for site, values in records:
        if draw(st.booleans()):
            files.setdefault(site, []).append(values)
        else:
            alone.append((site, draw(written(values))))
    return alone + [(site, draw(written(group))) for site, group in files.items()]


@st.composite
def written(draw: st.DrawFn, values: Any) -> str:
    """YAML text of a value: block or flow, any width and indent, keys in any order, comments and blank lines between."""
    if isinstance(values, dict):
        values = {key: values[key] for key in draw(st.permutations(list(values)))}
    text = yaml.dump(
        _texts(values),
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=draw(st.sampled_from([False, None, True])),
        default_style=draw(st.sampled_from([None, "'", '"'])),
        width=draw(st.sampled_from([20, 80, 1000])),
        indent=draw(st.sampled_from([2, 4])),
    )
    start = draw(st.sampled_from(["", "# 说明\n", "\n\n", "---\n", "# 一\n# 二\n---\n"]))
    return start + text


def _texts(values: Any) -> Any:
    """The same with numbers as text, as an editor may quote them, and no part shared."""
    if isinstance(values, dict):
        return {key: _texts(value) for key, value in values.items()}
    return [_texts(value) for value in values] if isinstance(values, list) else str(values)


def _read(files: list[tuple[str, str]], root: Path) -> tuple[list[Row], list[Finding]]:
    entries = []
    for number, (site, text) in enumerate(files):
        path = f"content/{site}/deputies/f{number}.yaml"
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
        entries.append((site, path, FoundFile(f"deputies/f{number}.yaml", target.stat().st_size, 1)))
    findings: list[Finding] = []
    rows, _ = read_rows(root, entries, Memory(), Wording({}), findings)
    return list(rows), findings


@settings(deadline=None, max_examples=60)
@given(st.data(), fragments(1, 4))
def test_every_merged_value_stands_where_it_is_said_to(data: st.DataObject, records: list[tuple[str, dict[str, Any]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        rows, faults = _read(data.draw(layouts(records)), root)
        assert faults == []
        people, _ = united([*ground(), *rows])
        texts = {record.path: (root / record.path).read_text(encoding="utf-8").split("\n") for record in rows}

    for key in people.found.people:
        merged = people.found.merged(key)
        tolds = [*merged.values.items(), *((path, told) for path, group in merged.conflicts.items() for told in group)]
        for path, told in tolds:
            value = told.value.partition(" 至")[0] if path[-1] == "suspensions" else told.value
            for source in told.sources:
                line = texts[source.path][source.line - 1]
                assert source.path.split("/")[1] == source.site
                assert not value or value in line + texts[source.path][min(source.line, len(texts[source.path]) - 1)], (
                    path,
                    told,
                )


# -- conflicts and decisions -----------------------------------------------------------------------------------------------


@QUICK
@given(fragments(2))
def test_an_undecided_conflict_shows_no_winner_on_any_site(records: list[tuple[str, dict[str, Any]]]) -> None:
    people, findings = united([*ground(), *rows_of(records)])
    rosters = everyone(people)

    for key in people.found.people:
        rows = people.found.people[key]
        for name in PROTECTED:
            values = {r.values[name] for r in rows if name in r.values}
            if len(values) < 2:
                continue
            assert any(f.code == "person-conflict" and f.path in {r.path for r in rows} for f in findings)
            for found in rosters.values():
                if key in found:
                    assert found[key].name == "" if name == "name" else name not in found[key].facts
                    assert name in found[key].conflicts
        for (congress, term_no), dates in _dates(rows).items():
            for found in rosters.values():
                for shown_one in found[key].mandates if key in found else ():
                    if (shown_one.congress, shown_one.term_no) == (congress, term_no):
                        assert len(dates["from"]) < 2 or shown_one.start == ""
                        assert len(dates["to"]) < 2 or shown_one.end == ""


def _dates(rows: Iterable[Row]) -> dict[tuple[str, int], dict[str, set[str]]]:
    found: dict[tuple[str, int], dict[str, set[str]]] = {}
    for record in rows:
        for written_one in record.values.get("mandates", ()):
            office = (written_one.get("congress", record.site), written_one["term"])
            dates = found.setdefault(office, {"from": set(), "to": set()})
            for part in ("from", "to"):
                dates[part] |= {written_one[part]} if part in written_one else set()
    return found


def _take(site: str, field: str, value: str, instead_of: list[str], key: str = ONE) -> Row:
    values = {"action": "take", "persons": [key], "field": field, "value": value, "instead_of": instead_of}
    return row("decisions", site, values | {"by": "某某", "on": "2026-03-01", "reason": "核对"}, field)


CONFLICTS = {"name": ["闻正言", "闻正严", "闻政言"], "gender": ["男", "女"], "birth": ["1970-05", "1971-05", "1972-05"]}


@QUICK
@given(st.data(), st.sampled_from(sorted(CONFLICTS)))
def test_a_decision_settles_a_conflict_until_a_new_value_appears(data: st.DataObject, field: str) -> None:
    one, other = data.draw(st.permutations(CONFLICTS[field]))[:2]
    chosen = data.draw(st.sampled_from([one, other]))
    rest = [value for value in (one, other) if value != chosen]
    rows = [*ground(), person("xian", **{field: one}), person("shi", **{field: other})]
    decision = _take("shi", field, chosen, rest)

    open_one, before = united(rows)
    settled, after = united([*rows, decision])

    assert (field,) not in open_one.found.merged(ONE).values
    assert codes(before) == ["person-conflict"]
    assert settled.found.merged(ONE).values[field,].value == chosen
    assert codes(after) == []
    fresh = next((value for value in CONFLICTS[field] if value not in {one, other}), None)
    if fresh:
        third = person("sheng", **{field: fresh})
        reopened, told = united([*rows, third, _take("sheng", field, chosen, rest)])
        assert codes(told) == ["decision-stale", "person-conflict"]
        assert (field,) not in reopened.found.merged(ONE).values


@QUICK
@given(st.sampled_from(["xian", "lin", "xiang"]), st.sampled_from(["birth", "name", "mandates.shi.15.from"]))
def test_a_lower_site_cannot_settle_what_a_higher_one_says(site: str, field: str) -> None:
    rows = [*ground(), person("xian", birth="1971-05", name="闻正严"), person("shi")]

    plainly, _ = united(rows)
    people, findings = united([*rows, _take(site, field, "1971-05", ["1970-05"])])

    assert "decision-invalid" in codes(findings)
    assert shown(plainly) == shown(people)


def _pair(action: str, site: str = "sheng") -> Row:
    values = {"action": action, "persons": [ONE, KEYS[1]], "by": "某某", "on": "2026-03-01", "reason": "核对"}
    return row("decisions", site, values)


def test_namesakes_wait_until_somebody_decides() -> None:
    rows = [*ground(), person("xian", station=["hall"]), row("stations", "xian", {"key": "hall", "name": "站", "address": "路"})]
    rows.append(person("shi", KEYS[1]))

    waiting, told = united(rows)
    apart, told_apart = united([*rows, _pair("not_same")])
    together, told_same = united([*rows, _pair("same")])

    assert codes(told) == ["person-namesake"]
    assert codes(told_apart) == []
    assert codes(told_same) == []
    assert set(waiting.found.people) == set(apart.found.people) == {ONE, KEYS[1]}
    assert set(together.found.people) == {ONE}
    assert [m.congress for m in by_key(together.roster("shi"))[ONE].mandates] == ["shi", "xian"]


# -- law 7 -----------------------------------------------------------------------------------------------------------------

OFFICE = {"organ": "standing_committee", "title": "委员", "from": "2022-02-01", "term": 14}
WHOLE = {
    "gender": "男",
    "ethnicity": "汉族",
    "education": "大学",
    "party": "省写的",
    "employer_post": "省写的",
    "posts": [OFFICE],
    "contact_public": {"phone": "0970-9", "consent_on": "2022-01-10"},
}


@settings(deadline=None, max_examples=150)
@given(fragments(0, 3, sites=("xian", "lin", "xiang"), keys=(ONE,)))
def test_a_county_changes_no_more_on_the_pages_of_a_province_than_the_policy_allows(
    records: list[tuple[str, dict[str, Any]]],
) -> None:
    rows = [*ground(), person("sheng", **WHOLE)]
    before = by_key(united(rows)[0].roster("sheng"))[ONE]
    people, _ = united([*rows, *rows_of(records)])
    after = by_key(people.roster("sheng"))[ONE]

    assert after.name in {"", before.name}
    for field, told in before.facts.items():
        assert (field in PROTECTED and field not in after.facts) or after.facts[field].value == told.value
    assert _of(before, "sheng") == _of(after, "sheng")
    assert after.here == replace(before.here, sources=after.here.sources)
    assert before.canonical == after.canonical


def _of(deputy: Deputy, site: str) -> tuple[object, ...]:
    """What a page says that concerns one congress."""
    mandates = [replace(m, sources=()) for m in deputy.mandates if m.congress == site]
    return mandates, [p for p in deputy.posts if p.congress == site], [c for c in deputy.contacts if c.congress_name == site]


# -- what a roster is made from --------------------------------------------------------------------------------------------

STATION = {"key": "hall", "name": "站", "address": "路"}


@st.composite
def places(draw: st.DrawFn) -> list[Row]:
    """Records of a congress other than its deputies."""
    rows = []
    for site in ("xian", "shi", "xiang"):
        if draw(st.booleans()):
            named = draw(st.lists(st.sampled_from(KEYS), max_size=2, unique=True))
            rows.append(row("stations", site, STATION | {"deputies": named, "name": draw(st.sampled_from(["站", "家"]))}))
        if draw(st.integers(0, 3)) == 0:
            leader = draw(st.sampled_from(KEYS))
            rows.append(
                row("delegations", site, {"key": "d", "name": "团", "term": 15 if site == "shi" else 17, "leader": leader})
            )
        if draw(st.integers(0, 3)) == 0:
            values = {
                "date": "2026-05-01",
                "type": "visit",
                "persons": [draw(st.sampled_from(KEYS))],
                "text": draw(st.sampled_from("甲乙")),
            }
            rows.append(row("duty_records", site, values))
    return rows


@settings(deadline=None, max_examples=150)
@given(st.data(), fragments(1, 5), places(), st.sampled_from(["2026-11-23", "2026-11-24", "2028-01-01"]))
def test_a_roster_changes_only_when_what_it_is_made_of_does(
    data: st.DataObject, records: list[tuple[str, dict[str, Any]]], there: list[Row], day: str
) -> None:
    edited = list(records)
    at = data.draw(st.integers(0, len(records) - 1))
    edited[at] = data.draw(deputies())
    later = data.draw(places())
    before, _ = united([*ground(), *rows_of(records), *there])
    after, _ = united([*ground(), *rows_of(edited), *later], day)

    assert _unlike(before, after) <= _fed_otherwise(before, after)


@settings(deadline=None, max_examples=100)
@given(fragments(1, 5), places(), st.sampled_from(["quanguo", *SITES]))
def test_a_site_that_is_renamed_is_renamed_wherever_it_is_named(
    records: list[tuple[str, dict[str, Any]]], there: list[Row], site: str
) -> None:
    rows = [*ground(), *rows_of(records), *there]
    before, _ = united(rows)
    after, _ = united(rows, names={site: "改名"})

    assert _unlike(before, after) <= _fed_otherwise(before, after)


@QUICK
@given(fragments(1, 4))
def test_a_record_that_moves_is_shown_with_its_new_place(records: list[tuple[str, dict[str, Any]]]) -> None:
    before, _ = united([*ground(), *rows_of(records)])
    after, _ = united([*ground(), *rows_of(records, line=3)])

    assert _unlike(before, after) <= _fed_otherwise(before, after)


def _unlike(one: MergedRosters, other: MergedRosters) -> set[str]:
    """Sites whose rosters differ."""
    return {site for site in SITES if one.roster(site) != other.roster(site)}


def _fed_otherwise(one: MergedRosters, other: MergedRosters) -> set[str]:
    """Sites whose rosters are made from something else."""
    return {site for site in SITES if one.inputs(site) != other.inputs(site)}


def appearing(roster: Roster) -> set[str]:
    """Slugs of everyone whom a roster shows or leads to."""
    urls = [r.url for town in roster.lookup for v in town.villages for r in v.representatives]
    urls += [r.url for r in roster.above] + [d.url for s in roster.stations for d in s.deputies]
    return {d.slug for d in by_key(roster).values()} | {url.rpartition("/")[2].removesuffix(".html") for url in urls}


@QUICK
@given(fragments(1, 5), places())
def test_everyone_on_a_roster_is_among_what_it_is_made_of(records: list[tuple[str, dict[str, Any]]], there: list[Row]) -> None:
    people, _ = united([*ground(), *rows_of(records), *there])

    for site in SITES:
        assert appearing(people.roster(site)) <= {key.removeprefix("person:") for key in people.inputs(site)}
    for key in people.found.people:
        assert people.sites_of(key) == [site for site in people.found.members if key in people.inputs(site)]


@QUICK
@given(st.sampled_from(SITES), st.booleans())
def test_an_edit_reaches_exactly_the_sites_on_which_the_person_appears(site: str, twice: bool) -> None:
    rows = [*ground(), *(person(s, key) for s, key in (("sheng", ONE), ("shi", KEYS[1]), ("lin", KEYS[2])))]
    more = [person("xian", ONE, number="b")] if twice else []
    key = {"sheng": ONE, "shi": KEYS[1], "lin": KEYS[2]}.get(site, ONE)
    held = [mandate(site)]
    rows += more

    before, _ = united([*rows, person(site, key, number="c", party="甲", mandates=held)])
    after, _ = united([*rows, person(site, key, number="c", party="乙", mandates=held)])

    changed = [s for s in before.found.members if before.inputs(s) != after.inputs(s)]
    shows = [s for s in before.found.members if key.removeprefix("person:") in appearing(before.roster(s))]
    assert set(shows) | {site} == set(changed)


ENDED_WITHOUT_A_DAY = {
    "mandates": [mandate("shi", **{"from": "2026-11-24", "suspensions": [{"from": "2018-03-01"}], "end_reason": "resigned"})]
}


@QUICK
@given(fragments(1, 5), st.sampled_from(["2026-11-23", "2022-01-01", "2023-01-01"]))
@example([("sheng", {"person": ONE}), ("shi", {"person": ONE} | ENDED_WITHOUT_A_DAY)], "2026-11-23")
def test_the_next_change_is_foretold(records: list[tuple[str, dict[str, Any]]], day: str) -> None:
    rows = [*ground(), *rows_of(records)]
    people, _ = united(rows, day)
    later = {d: united(rows, d)[0] for d in ("2022-01-10", "2023-05-06", "2026-11-24", "2027-01-01") if d > day}

    for site in SITES:
        first = next((d for d, other in later.items() if other.inputs(site) != people.inputs(site)), "")
        foretold = people.next_change(site)
        assert not first or (foretold and foretold <= first)


def test_today_is_an_argument() -> None:
    assert united([])[0].found.today == TODAY
