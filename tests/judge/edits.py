"""Every kind of edit that is made of a cluster: two numbers choose what it is done to, and how, so that it can be repeated."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, NamedTuple, TypeVar

from samples import pdf, picture

from .sources import (
    COLUMNS,
    PEOPLE,
    SITES,
    THEME,
    Piece,
    Sources,
    column_of,
    deputy,
    dump,
    folder_of,
    id_of,
    piece,
    settings_text,
    site_of,
    themed,
)

T = TypeVar("T")
Edit = Callable[[Sources, int, int], Sources | None]
BODIES = (
    "又一段。\n",
    "见[邻篇](../news/one.md)。\n",
    "见[邻篇](../news/one.md#一、概况)。\n",
    "见[邻篇](../news/two.md#没有这一处)。\n",
    "见[省里](id:sheng:article/three)和[县里](id:xian:article/one)。\n",
    "![会场](../images/a.jpg)\n",
    "[附件](../attachments/a.pdf)\n",
    "[没有的附件](../attachments/none.pdf)\n",
    "| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n",
    "## 再一节\n\n一节。\n",
    "<script>alert(1)</script>一段。\n",
    "会议由闻正言主持，表决通过议题。\n",
)
FIELDS: tuple[dict[str, Any], ...] = (
    {"tags": ["监督", "代表"]},
    {"tags": None},
    {"image": {"file": "../images/a.jpg", "alt": "现场"}},
    {"image": None},
    {"attachments": [{"name": "材料", "file": "../attachments/a.pdf"}]},
    {"attachments": None},
    {"summary": "一句摘要。"},
    {"corrected": {"note": "更正一处。", "time": "2026-11-21 09:00"}},
    {"validity": "repealed"},
    {"modified": "2026-11-22 10:00"},
    {"superseded_by": "sheng:article/one"},
    {"related": ["shi:article/two", "xian:article/four"]},
    {"source": "人大办公室"},
    {"doc_number": "示人常发〔2026〕1号"},
    {"markdown": "pelican"},
    {"no_such_field": "甲"},
)
SHARES: tuple[dict[str, Any] | None, ...] = (
    {"up": True},
    {"up": "province", "mode": "page"},
    {"descendants": True},
    {"descendants": True, "mode": "page"},
    {"to": ["xian"], "unless_own": True},
    {"descendants": True, "until": "2026-11-24"},
    None,
)
STATES = ("draft", "hidden", "skip", None)
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
DATES = (
    "2026-01-05 09:00",
    "2026-11-23 00:00",
    "2026-11-24 09:00",
    "2026-12-02 08:00",
    "2027-03-01 09:00",
    "2026-11-20 09:00",
    None,
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


def pick(options: Sequence[T], number: int) -> T:
    """One of some, whatever the number."""
    return options[number % len(options)]


def _piece(sources: Sources, number: int, change: Callable[[Piece], Piece]) -> Sources | None:
    """The sources with one piece changed; None when there is no piece."""
    paths = sources.pieces()
    if not paths:
        return None
    path = pick(paths, number)
    return sources.edited({path: change(Piece.of(sources.text(path))).text})


def nothing(sources: Sources, a: int, b: int) -> Sources | None:
    """Build once more."""
    return Sources(sources.files, sources.now, sources.edits + 1, sources.past) if a % 8 == 7 else None


def body(sources: Sources, a: int, b: int) -> Sources | None:
    """Put a paragraph at the end of a piece."""
    return _piece(sources, a, lambda old: Piece(old.header, f"{old.body}\n{pick(BODIES, b)}"))


def cut(sources: Sources, a: int, b: int) -> Sources | None:
    """Take all but the first paragraphs out of a piece."""
    return _piece(sources, a, lambda old: Piece(old.header, "\n\n".join(old.body.split("\n\n")[: 1 + b % 2]) + "\n"))


def title(sources: Sources, a: int, b: int) -> Sources | None:
    """Give a piece another title."""
    return _piece(sources, a, lambda old: old.saying(title=f"改题之{b % 5}：<监督>"))


def fields(sources: Sources, a: int, b: int) -> Sources | None:
    """Change a field of a header."""
    return _piece(sources, a, lambda old: old.saying(**pick(FIELDS, b)))


def add(sources: Sources, a: int, b: int) -> Sources | None:
    """Write a new piece, into a column that may be new too."""
    site, column = pick(tuple(SITES), a), pick((*COLUMNS, "fresh"), b)
    made = piece(b % 9, f"新写第{sources.edits}篇", f"新的一段。\n\n{pick(BODIES, a // 3)}")
    return sources.edited({f"{folder_of(site)}{column}/new{sources.edits}.md": made.text})


def delete(sources: Sources, a: int, b: int) -> Sources | None:
    """Delete a piece."""
    paths = sources.pieces()
    return sources.edited({pick(paths, a): None}) if len(paths) > 6 else None


def rename(sources: Sources, a: int, b: int) -> Sources | None:
    """Give a piece another file name, with or without a word for the old address."""
    paths = sources.pieces()
    if not paths:
        return None
    path = pick(paths, a)
    old, target = Piece.of(sources.text(path)), f"{path.rpartition('/')[0]}/r{b % 4}{sources.edits if b % 3 else ''}.md"
    if target in sources.files:
        return None
    aliases = [f"/{id_of(path).partition(':')[2]}.html"] if b % 2 else old.header.get("aliases")
    return sources.edited({path: None, target: old.saying(aliases=aliases).text})


def column(sources: Sources, a: int, b: int) -> Sources | None:
    """Move a piece to another column."""
    paths = [path for path in sources.pieces() if column_of(path) != "pages"]
    if not paths:
        return None
    path = pick(paths, a)
    target = f"{folder_of(site_of(path))}{pick(COLUMNS, b)}/{path.rpartition('/')[2]}"
    return None if target in sources.files else sources.edited({path: None, target: sources.files[path]})


def site(sources: Sources, a: int, b: int) -> Sources | None:
    """Move a piece to another site: with its id and a word at the old place, with its id, or as it is."""
    paths = [
        path for path in sources.pieces() if column_of(path) != "pages" and "moved_to" not in Piece.of(sources.text(path)).header
    ]
    if not paths:
        return None
    path = pick(paths, a)
    old, elsewhere = Piece.of(sources.text(path)), pick([each for each in SITES if each != site_of(path)], b)
    target = f"{folder_of(elsewhere)}{column_of(path)}/m{sources.edits}.md"
    if b % 3 == 0:
        return sources.edited({path: None, target: old.text})
    kept = old.saying(id=old.header.get("id") or id_of(path))
    return sources.edited({path: old.saying(moved_to=elsewhere).text if b % 3 == 1 else None, target: kept.text})


def withdraw(sources: Sources, a: int, b: int) -> Sources | None:
    """Withdraw a piece, or take the withdrawal back."""
    word = {"reason": pick(("内容有误", "重复发布"), b), "time": f"{sources.now - timedelta(hours=b % 5):%Y-%m-%d %H:%M}"}
    return _piece(sources, a, lambda old: old.saying(withdrawn=None if "withdrawn" in old.header else word))


def alias(sources: Sources, a: int, b: int) -> Sources | None:
    """Give a piece an old address, its own or another's, or take it away."""
    wanted = pick(((f"/old/{b % 3}.html",), ("/article/one.html",), (), ("/old/shi.html", "/old/x/")), b)
    return _piece(sources, a, lambda old: old.saying(aliases=list(wanted) or None))


def date(sources: Sources, a: int, b: int) -> Sources | None:
    """Give a piece another date, also one to come, or none."""
    return _piece(sources, a, lambda old: old.saying(date=pick(DATES, b)))


def share(sources: Sources, a: int, b: int) -> Sources | None:
    """Have a piece shown elsewhere, or no longer."""
    return _piece(sources, a, lambda old: old.saying(share=pick(SHARES, b)))


def status(sources: Sources, a: int, b: int) -> Sources | None:
    """Hold a piece back, or let it go."""
    return _piece(sources, a, lambda old: old.saying(status=pick(STATES, b)))


def damage(sources: Sources, a: int, b: int) -> Sources | None:
    """Damage a header, so that the piece is blocked; b may mend nothing."""
    paths = sources.pieces()
    if not paths:
        return None
    path = pick(paths, a)
    return sources.edited(
        {path: sources.text(path).replace("title:", pick(("title: [", "titel:", "withdrawn: x\ntitle:"), b), 1)}
    )


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
    path = THEME + pick(("static/css/style.css", "static/js/text-size.js"), a)
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


def double(sources: Sources, a: int, b: int) -> Sources | None:
    """Put a second file in the way of a piece: of the same name in another column."""
    paths = [path for path in sources.pieces() if column_of(path) != "pages"]
    if not paths:
        return None
    path = pick(paths, a)
    target = f"{folder_of(site_of(path))}{pick(COLUMNS, b)}/{path.rpartition('/')[2]}"
    return None if target in sources.files else sources.edited({target: piece(3, "同名的另一篇").text})


KINDS: dict[str, Edit] = {
    each.__name__: each
    for each in (
        *(
            nothing,
            body,
            cut,
            title,
            fields,
            add,
            delete,
            rename,
            column,
            site,
            withdraw,
            alias,
            date,
            share,
            status,
            damage,
            double,
        ),
        *(attachment, template, macro, static, setting, site_record, flow, acceptance, person, congress, decision, clock, back),
    )
}


class Step(NamedTuple):
    """One edit as it is told: its kind and the two numbers."""

    kind: str
    a: int = 0
    b: int = 0

    def __str__(self) -> str:
        return f"{self.kind} {self.a} {self.b}"


def apply(sources: Sources, step: Step) -> Sources | None:
    """The sources after an edit; None when there is nothing it could be done to."""
    made = KINDS[step.kind](sources, step.a, step.b)
    return None if made is None or (made.now == sources.now and made.files == sources.files and step.kind != "nothing") else made


def parse(text: str) -> list[Step]:
    """The steps of a sequence as it was printed: separated by semicolons or lines.

    Raises:
        ValueError: a step is none; the message has it.
    """
    steps = []
    for line in filter(None, (part.strip() for part in text.replace("\n", ";").split(";"))):
        kind, *numbers = line.split()
        if kind not in KINDS or len(numbers) != 2:
            raise ValueError(line)
        steps.append(Step(kind, *map(int, numbers)))
    return steps
