"""Edits of all that is around pieces: files, theme, settings, records, flows, people, time; two numbers choose which, and how."""

from datetime import timedelta
from typing import Any

from samples import pdf, picture

from .of_pieces import Edit, pick
from .sources import PEOPLE, SITES, THEME, Sources, deputy, dump, folder_of, id_of, settings_text, themed

RULES: tuple[dict[str, Any], ...] = (
    {"id": "news-down", "kind": "push", "from": ["sheng"], "columns": ["news"], "mode": "page"},
    {"id": "gaps", "kind": "push", "from": ["sheng"], "columns": ["meetings"], "unless_own": True, "into": "news"},
    {"id": "tagged", "kind": "push", "from": ["shi"], "tags": ["监督"], "depth": 1},
    {"id": "short", "kind": "push", "from": ["sheng"], "columns": ["notices"], "until": "2026-11-25", "into": "meetings"},
    {
        "id": "all-up",
        "kind": "report",
        "from": ["county"],
        "to": ["province"],
        "accept": "auto",
        "limit": {"count": 1, "per": "week"},
    },
    {"id": "listed-up", "kind": "report", "from": ["county"], "columns": ["notices"], "to": ["city"], "mode": "page"},
)

STEPS = (
    timedelta(hours=1),
    timedelta(hours=9),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=9),
    timedelta(days=40),
    timedelta(days=-2),
)

DEPUTY: tuple[dict[str, Any], ...] = (
    {"birth": "1971-05"},
    {"party": "无党派"},
    {"name": "闻正言"},
    {"ethnicity": "汉族", "gender": "女"},
    {"reception_days": [{"day": 20}]},
    {"mandates": [{"term": 17, "constituency": "c1", "from": "2022-02-10", "to": "2026-11-25", "end_reason": "resigned"}]},
)

DECISIONS: tuple[list[dict[str, Any]], ...] = (
    [],
    [{"action": "take", "persons": [PEOPLE[0]], "field": "birth", "value": "1971-05", "instead_of": ["1970-05"]}],
    [{"action": "same", "persons": [PEOPLE[0], PEOPLE[1]]}],
    [{"action": "not_same", "persons": [PEOPLE[1], PEOPLE[2]]}],
)

SIGNED = {"by": "市人大常委会", "on": "2026-03-01", "reason": "核对登记表"}


def nothing(sources: Sources, a: int, b: int) -> Sources | None:
    """Build once more, a file having another time (machine.py)."""
    return Sources(sources.files, sources.now, sources.edits + 1, sources.past) if a % 8 == 7 else None


def attachment(sources: Sources, a: int, b: int) -> Sources | None:
    """Change a picture or an attachment, take it away or bring it back."""
    path = folder_of(pick(tuple(SITES), a)) + pick(("images/a.jpg", "attachments/a.pdf"), b)
    if path in sources.files and b % 3 == 2:
        return sources.edited({path: None})
    return sources.edited({path: picture(size=(24 + b % 3, 16)) if path.endswith("jpg") else pdf() + b"%" * (1 + b % 3) + b"\n"})


def template(sources: Sources, a: int, b: int) -> Sources | None:
    """Change a template of the theme."""
    sources = themed(sources)
    path = f"{THEME}templates/{pick(('article', 'list', 'home', 'base', 'deputy', 'page', 'withdrawn'), a)}.html"
    if b % 2:
        return sources.edited({path: sources.text(path).replace('<a href="', f'<a data-n="{b % 7}" href="', 1)})
    return sources.edited({path: sources.text(path).replace("</h1>", f"<!-- {b % 9} --></h1>", 1)})


def macro(sources: Sources, a: int, b: int) -> Sources | None:
    """Change a template that others include."""
    sources = themed(sources)
    path = f"{THEME}templates/{pick(('parts', 'header', 'footer'), a)}.html"
    return sources.edited(
        {path: sources.text(path).replace("<ul", f'<ul data-m="{b % 7}"').replace("<p>", f'<p data-m="{b % 7}">')}
    )


def static(sources: Sources, a: int, b: int) -> Sources | None:
    """Change a style or a script of the theme."""
    sources = themed(sources)
    path = THEME + pick(("static/css/style.css", "static/js/elder.js"), a)
    return sources.edited({path: sources.text(path) + f"/* {b % 9} */\n"})


def setting(sources: Sources, a: int, b: int) -> Sources | None:
    """Change what all sites share."""
    if a % 3 == 0:
        values = {"THEME": "renda", "DEFAULT_PAGINATION": 2 + b % 4, "FEED_MAX_ITEMS": 1 + b % 5}
        return sources.edited({"pelicanconf.py": settings_text(values)})
    record = sources.record("sites/cluster.yaml")
    if a % 3 == 1:
        record |= pick(
            (
                {"name": f"网站群{b % 4}"},
                {"demo": bool(b % 2)},
                {"data_licence": f"许可{b % 3}。"},
                {"feed_authority": "rd.test.example,2026"},
                {"search_server": "https://find.test.example/?q={query}&s={site}"},
                {"base_url": f"https://rd{b % 3}.test.example/"},
                {"markdown": pick(("office", "pelican"), b // 7)},
            ),
            b,
        )
    else:
        level = record["levels"][pick(("province", "city", "county"), b)]
        level["columns"] = pick((["news", "notices", "meetings", "lower"], ["notices", "news", "lower"], ["news"]), b // 3)
    return sources.edited({"sites/cluster.yaml": dump(record)})


def site_record(sources: Sources, a: int, b: int) -> Sources | None:
    """Change what a site says of itself."""
    site = pick(tuple(SITES), a)
    path = f"sites/{SITES[site]}/{site}.yaml"
    record = sources.record(path)
    change: dict[str, Any] = pick(
        (
            {"short_name": f"示例{site}{b % 3}"},
            {"area": f"示例地{b % 3}"},
            {"columns": {"titles": {"news": f"要闻{b % 3}"}}},
            {"columns": {"hide": ["meetings"]}},
            {"columns": {"add": [{"key": "fresh", "title": f"新栏{b % 3}"}]}},
            {"address": f"https://{site}{b % 2}.test.example/"},
            {"accepts": ["notices"]},
            {"footer": record["footer"] | {"contact": f"人民路 {b % 9} 号，0970-5550100"}},
        ),
        b,
    )
    return sources.edited({path: dump(record | change)})


def flow(sources: Sources, a: int, b: int) -> Sources | None:
    """Make a rule of flow, change or end one."""
    record = sources.record("sites/cluster.yaml")
    rules = record.get("flows") or []
    if b % 3 == 0 and rules:
        record["flows"] = [rule for rule in rules if rule is not pick(rules, a)]
    elif b % 3 == 1 and rules:
        pick(rules, a)["mode"] = pick(("page", "listing"), b // 3)
    else:
        new = pick(RULES, a)
        record["flows"] = [*(rule for rule in rules if rule["id"] != new["id"]), new]
    return sources.edited({"sites/cluster.yaml": dump(record)})


def acceptance(sources: Sources, a: int, b: int) -> Sources | None:
    """Accept reported pieces, others than before, or none."""
    receiver, below = pick((("sheng", ("shi", "xian")), ("shi", ("xian",))), a)
    reported = [path for each in below for path in sources.pieces(each)]
    chosen = [] if b % 4 == 0 or not reported else [pick(reported, b), pick(reported, b // 4 + 1)]
    lines = [{"id": id_of(path), "by": "墨守常", "on": "2026-11-17"} for path in dict.fromkeys(chosen)]
    return sources.edited({f"{folder_of(receiver)}accepted.yaml": dump({"accepted": lines})})


def person(sources: Sources, a: int, b: int) -> Sources | None:
    """Write a deputy's record anew, take it away or bring it back."""
    site, number = pick((("xian", 0), ("xian", 1), ("shi", 0), ("xian", 2), ("shi", 2)), a)
    path = f"{folder_of(site)}deputies/p{number}.yaml"
    if b % 5 == 4:
        return sources.edited({path: None}) if path in sources.files else None
    return sources.edited({path: deputy(site, PEOPLE[number], **(pick(DEPUTY, b) if b % 7 else {}))})


def congress(sources: Sources, a: int, b: int) -> Sources | None:
    """Change what is said of a congress: its constituencies, terms, stations."""
    folder = folder_of("xian")
    return sources.edited(
        pick(
            (
                {f"{folder}constituencies.yaml": f"- {{key: c1, name: 第{b % 4}选区, term: 17, quota: {2 + b % 3}}}\n"},
                {f"{folder}terms.yaml": f"- {{term_no: 17, start: 2022-01-10, seats: {3 + b % 3}}}\n"},
                {f"{folder}stations.yaml": f"- {{key: hall, name: 河湾联络站, address: 河湾路 {b % 5} 号}}\n"},
                {f"{folder_of('shi')}electing_units.yaml": f"- {{key: xian, name: 示例县{b % 3}, term: 15, quota: 2}}\n"},
            ),
            a,
        )
    )


def decision(sources: Sources, a: int, b: int) -> Sources | None:
    """Decide of people, otherwise than before or not at all."""
    return sources.edited({f"{folder_of('shi')}decisions/people.yaml": dump([each | SIGNED for each in pick(DECISIONS, a)])})


def clock(sources: Sources, a: int, b: int) -> Sources | None:
    """Let time pass; rarely set the clock back."""
    return sources.later(pick(STEPS, a))


def back(sources: Sources, a: int, b: int) -> Sources | None:
    """Bring all files back as they were some edits ago."""
    return Sources(pick(sources.past, a), sources.now, sources.edits + 1) if sources.past else None


OF_CLUSTERS: tuple[Edit, ...] = (
    nothing,
    attachment,
    template,
    macro,
    static,
    setting,
    site_record,
    flow,
    acceptance,
    person,
    congress,
    decision,
    clock,
    back,
)
