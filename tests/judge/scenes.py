"""Edits that show what each dependency is for: without it a build leaves what it should have made anew."""

from consultations.calls import call
from samples import picture
from suggestions.pieces import suggestion

from .of_clusters import SIGNED
from .sources import PEOPLE, SETTINGS, THEME, Piece, Sources, deputy, dump, piece, settings_text, themed
from .staging import SHENG, SHI, XIAN, Change, Scene, both, cluster, later, more, moved, put, say, scene, site

THREE, FOUR = XIAN + "notices/three.md", XIAN + "notices/four.md"
UP = {
    "id": "all-up",
    "kind": "report",
    "from": ["xian"],
    "columns": ["notices"],
    "to": ["province"],
    "accept": "auto",
    "mode": "page",
}
YIELDING = {"id": "own", "kind": "push", "from": ["sheng"], "columns": ["notices"], "mode": "page", "unless_own": True}
GUEST, ALONE = cluster(flows=[UP]), cluster(flows=[])
PAST = [{"term": 17, "constituency": "c1", "from": "2022-02-10", "to": "2022-03-01", "end_reason": "resigned"}]
LEFT = {"term": 14, "electing_unit": "shi", "from": "2023-01-10", "to": "2026-03-01", "end_reason": "resigned"} | {
    "end_notice": "xian:article/three"
}
BIRTH = put({XIAN + "deputies/p0.yaml": deputy("xian", PEOPLE[0], gender="女")})
STYLE = scene(themed, more(THEME + "templates/base.html", "<!-- 改 -->"))
BODY = scene(more(XIAN + "news/one.md", "又一段。\n"))
CONSTITUENCY = scene(put({XIAN + "constituencies.yaml": "- {key: c1, name: 另一选区, term: 17, quota: 3}\n"}))
VILLAGE = "- {key: c1, name: 第一选区, term: 17, quota: 3, places: [{code: '970121101001', name: %s, town: 河湾镇}]}\n"
OWN = ("_mark: : own",)
WRITTEN = ("_find_inputs: 'written'",)
SITES = "inputs_of: 'tree': *view.sites"
BELOW = "inputs_of: 'tree': *(view.below or view.kin)"
PLACE = ("_guest: place", "_guest: names", "_guest: rest", BELOW, SITES)  # where a site lies is told to those above, too
HOSTS = "inputs_of: 'hosts'"
ADDRESS = ("inputs_of: 'tree'", "inputs_of: 'links'", HOSTS)
CALL = XIAN + "consultations/call.md"
LED = SHENG + "suggestions/led.md"
HIDDEN, REASON = XIAN + "suggestions/hidden.md", "public_reason: 涉及隐私\n"
OPEN = put({CALL: call("一件", "2026-11-01", "2027-01-31")})
OVER = put({CALL: call("一件", "2026-09-01", "2026-09-24")})  # sixty days later is the day of the first build
STATE = ("head_digest: : document.phase", "head_digest: : document.turned")
DRAFT = "files: [{role: text, name: 草案, document: 'xian:article/three'}]\n"
FAR = site("xian", address="https://xian.test.example/")
NAMED = site("xian", short_name="另一县人大")
ENDED = site("xian", valid_to="2026-11-25")


OLDER, NEWER = XIAN + "regulations/old.md", XIAN + "regulations/new.md"


def law(effective_on: str, column: str = "regulations") -> str:
    """A text of one and the same law."""
    days = f"version_on: {effective_on}\neffective_on: {effective_on}\n"
    header = f"title: 灯会条例\ncategory: {column}\ndate: 2026-11-01\ndoc_type: 单行条例\n{days}"
    return f"---\n{header}---\n\n第一条　为了办好灯会，制定本条例。\n"


SHI_MATTER = SHI + "matters/road.md"


def matter(member: str) -> str:
    """A matter of one record."""
    return f"---\ntitle: 修路\ndate: 2026-11-01\nmembers: [{member}]\n---\n\n正文。\n"


def nobody(sources: Sources) -> Sources:
    """No people."""
    words = ("/deputies/", "/decisions/", "terms.yaml", "constituencies.yaml", "electing_units.yaml")
    return sources.edited({path: None for path in sources.files if any(word in path for word in words)})


def lonely(sources: Sources) -> Sources:
    """No people, and nothing flows."""
    return ALONE(nobody(sources))


def provincial(sources: Sources) -> Sources:
    """A person of the county and the province, and nothing flows: the province speaks of the county."""
    mandate = [{"term": 14, "electing_unit": "shi", "from": "2023-01-10"}]
    return ALONE(
        sources.edited(
            {
                SHENG + "terms.yaml": "- {term_no: 14, start: 2023-01-01, seats: 2}\n",
                SHENG + "electing_units.yaml": "- {key: shi, name: 示例市, term: 14, quota: 2}\n",
                SHENG + "deputies/p2.yaml": deputy("shi", PEOPLE[2], mandates=mandate),
                XIAN + "deputies/p2.yaml": deputy("xian", PEOPLE[2]),
            }
        )
    )


def composed(sources: Sources) -> Sources:
    """Counties have another front page."""
    levels = sources.record("sites/cluster.yaml")["levels"]
    return cluster(levels=levels | {"county": levels["county"] | {"home": ["columns"]}})(sources)


def coloured(sources: Sources) -> Sources:
    """Counties have a colour of their own."""
    levels = sources.record("sites/cluster.yaml")["levels"]
    return cluster(levels=levels | {"county": levels["county"] | {"colour": "#1f4e5f"}})(sources)


def titled(sources: Sources) -> Sources:
    """Another title for a column of all counties."""
    levels = sources.record("sites/cluster.yaml")["levels"]
    county = levels["county"] | {"columns": None, "changes": {"titles": {"news": "要闻"}}}
    return cluster(levels=levels | {"county": {name: value for name, value in county.items() if value}})(sources)


def without_county(sources: Sources) -> Sources:
    """No county."""
    return sources.edited({path: None for path in sources.files if "/xian" in path})


def adopted(sources: Sources) -> Sources:
    """A piece of the province that has its home at the county now."""
    text = Piece.of(sources.text(SHENG + "news/one.md")).saying(id="sheng:article/one").text
    return say(SHENG + "news/one.md", moved_to="xian")(sources.edited({XIAN + "news/m.md": text}))


def headed(title: str) -> Change:
    """A piece whose title is the heading of its body."""
    path = XIAN + "notices/four.md"
    return lambda sources: sources.edited(
        {path: Piece(Piece.of(sources.text(path)).saying(title=None).header, f"# {title}\n\n一段。\n").text}
    )


def contacted(sources: Sources) -> Sources:
    """Another contact in a footer."""
    footer = sources.record("sites/county/xian.yaml")["footer"]
    return site("xian", footer=footer | {"contact": "人民路 9 号，0970-5550100"})(sources)


def twins(sources: Sources) -> Sources:
    """Two pieces of one file name, and a third that links to the one beside it, whatever its column."""
    linking = Piece.of(sources.text(XIAN + "news/one.md"))
    near = {f"{XIAN}{folder}/t.md": linking.saying(slug=f"t-{folder}").text for folder in ("news", "meetings")}
    return sources.edited(
        {**near, XIAN + "news/x.md": Piece(linking.saying(column="news", slug="x").header, "[此](t.md)\n").text}
    )


def fresh(title: str) -> Change:
    """A column of the county's own under a title, with a piece."""
    return both(
        site("xian", columns={"add": [{"key": "fresh", "title": title}]}),
        lambda sources: sources.edited({XIAN + "fresh/x.md": sources.files[XIAN + "meetings/five.md"]}),
        say(XIAN + "fresh/x.md", slug="x"),
    )


ABOUT = more(XIAN + "pages/about.md", "又一段。\n")
SHOWN = scene(more(SHI + "meetings/five.md", "又一段。\n"))
SCENES: dict[str, Scene] = {
    "world: 'theme'": STYLE,
    "world: 'settings'": scene(put({"pelicanconf.py": settings_text(SETTINGS | {"FEED_MAX_ITEMS": 1})})),
    "plan: federation.people.inputs(site)": scene(BIRTH),
    "plan: inputs_of(view)": BODY,
    "plan: dict(world)": STYLE,
    "inputs_of: 'site': member.site.record.model_dump_json(exclude={'report_to'})": scene(contacted),
    "inputs_of: 'site': member.colour or ''": scene(coloured),
    "inputs_of: 'site': member.site.level": scene(
        nobody,
        both(moved("sites/county/xian", "sites/township/xian"), moved(XIAN, "content/township/xian/")),
        along=("inputs_of: 'home': *member.home", "inputs_of: 'tree': *view.breadcrumb", BELOW, SITES),
    ),
    "inputs_of: 'tree': view.ended or ''": scene(ENDED, later(days=5)),
    "inputs_of: 'tree': *view.heirs": scene(ENDED, later(days=5), site("shi", predecessors=["xian"])),
    "inputs_of: 'tree': *view.origins": scene(lonely, site("shi", predecessors=["xian"]), NAMED, along=(BELOW, SITES)),
    "inputs_of: 'tree': view.cluster": scene(cluster(name="另一网站群")),
    "inputs_of: 'tree': view.demo": scene(cluster(demo=True)),
    "inputs_of: 'tree': view.data_licence": scene(cluster(data_licence="另一许可。")),
    "inputs_of: 'tree': view.search_server": scene(cluster(search_server="https://find.test.example/?q={query}&s={site}")),
    "inputs_of: 'tree': view.feed_authority": scene(cluster(feed_authority="rd.test.example,2026")),
    "inputs_of: 'tree': member.address": scene(
        lonely, cluster(base_url="https://other.test.example/"), along=("inputs_of: 'tree': *", "inputs_of: 'links'", HOSTS)
    ),
    "inputs_of: 'tree': *view.breadcrumb": scene(lonely, site("sheng", short_name="另一省人大")),
    "inputs_of: 'tree': *(view.below or view.kin)": scene(lonely, NAMED, along=(SITES,)),
    "inputs_of: 'tree': *view.sites": scene(lonely, NAMED, along=(BELOW,)),
    "inputs_of: 'tree': bool(member.children)": scene(lonely, without_county, along=(BELOW, SITES)),
    "inputs_of: 'home': *member.home": scene(composed),
    "inputs_of: 'columns': *(column.model_dump_json() for column in view.columns)": scene(titled),
    "inputs_of: 'links': view.scope.home": scene(
        lonely, cluster(base_url="https://other.test.example/"), along=("inputs_of: 'tree'", HOSTS)
    ),
    "inputs_of: found[f'{document.id.kind}/{document.id.slug}'] = f'{document_digest(document)} {head_digest(document)}'": BODY,
    "inputs_of: found[str(guest.document.id)] = _guest(guest)": scene(GUEST, more(THREE, "又一段。\n")),
    "inputs_of: found |= {f'joined {document_id}': _joined(guest) for document_id, guest in view.joined.items()}": scene(
        put({SHI_MATTER: matter("xian:consultation/call"), CALL: call("一件", "2026-09-01", "2026-09-24")}),
        put({CALL: call("一件", "2026-09-02", "2026-09-24")}),
    ),
    "inputs_of: found |= {f'gathered {kind}': '' for kind in view.gathered}": scene(
        put({CALL: call("一件", "2026-10-01", "2026-10-31")})
    ),
    "inputs_of: found |= {f'gathered {guest.document.id}': _guest(guest) for guest in guests}": scene(
        OPEN, say(CALL, title="另一题")
    ),
    "inputs_of: found |= {f'of people {guest.document.id}': _guest(guest) for guest in guests}": scene(
        both(provincial, put({LED: suggestion("2026-09-01 提交", lead=PEOPLE[2], day="2026-09-02")})),
        put({LED: suggestion("2026-09-01 提交", lead=PEOPLE[2], day="2026-09-02", title="另一题")}),
    ),
    "inputs_of: found |= {f'withheld {kind}': _digest(*rows) for kind, rows in view.withheld.items()}": scene(
        put({HIDDEN: suggestion("2026-09-01 提交", public="不公开", extra=REASON, day="2026-09-02")}),
        put({HIDDEN: suggestion("2026-09-01 提交", "2026-09-10 交办", public="不公开", extra=REASON, day="2026-09-02")}),
    ),
    "plan: periods": scene(OVER, cluster(periods={"consultation": {"result": {"days": 90}}})),
    "inputs_of: f'withdrawn {stone.path}': *astuple(stone)": scene(
        say(XIAN + "news/one.md", withdrawn={"reason": "有误", "time": "2026-11-20 09:00"}),
        say(XIAN + "news/one.md", withdrawn={"reason": "重复", "time": "2026-11-20 09:00"}),
    ),
    "inputs_of: f'file {source}': view.digests[path]": scene(put({XIAN + "images/a.jpg": picture(size=(25, 16))})),
    "inputs_of: f'link {target_id}': target.title": scene(
        say(SHENG + "news/one.md", related=["xian:article/four"]), say(XIAN + "notices/four.md", title="另一题")
    ),
    "inputs_of: f'link {target_id}': target.url": scene(
        lonely, say(SHENG + "news/one.md", related=["xian:article/four"]), FAR, along=(HOSTS, BELOW, SITES)
    ),
    "inputs_of: 'hosts': *sorted(view.scope.hosts)": scene(
        lonely,
        more(SHENG + "news/one.md", "[外](https://xian.test.example/x)\n"),
        FAR,
        along=("inputs_of: 'tree'", "inputs_of: 'links'", "inputs_of: f'link"),
    ),
    "inputs_of: 'redirects': *sorted(view.redirects.items())": scene(
        lonely, adopted, FAR, along=("inputs_of: f'link", HOSTS, BELOW, SITES)
    ),
    "document_digest: : document.source": scene(twins, moved(XIAN + "news/x.md", XIAN + "meetings/x.md")),
    "document_digest: : document.digest": BODY,
    "document_digest: : document.dialect": scene(more(XIAN + "news/one.md", "一行\n另一行\n"), cluster(markdown="pelican")),
    "document_digest: : document.phase": scene(
        say(XIAN + "news/one.md", expires_on="2026-11-24"), later(days=3), along=("document_digest: : document.turned", *STATE)
    ),
    "document_digest: : document.turned or ''": scene(OVER, later(days=2), along=STATE),
    "document_digest: : *document.derived": scene(
        GUEST, put({OLDER: law("2020-01-01", "notices"), NEWER: law("2027-01-01")}), put({NEWER: law("2027-02-01")})
    ),
    "_guest: names: *sorted(scope.sources.items())": scene(GUEST, say(XIAN + "news/two.md", status="draft")),
    "_guest: names: *sorted(scope.files.items())": scene(nobody, GUEST, FAR, along=(*PLACE, HOSTS)),
    "_guest: names: *sorted(scope.targets.items())": scene(
        GUEST, say(THREE, related=["shi:article/four"]), say(SHI + "notices/four.md", title="另一题")
    ),
    "_guest: rest: *guest.files": scene(GUEST, put({XIAN + "images/a.jpg": picture(size=(25, 16))})),
    "_guest: rest: scope.home if scope else ''": scene(nobody, GUEST, FAR, along=(*PLACE, HOSTS)),
    "_guest: place: guest.home": scene(nobody, GUEST, NAMED, along=(BELOW, SITES)),
    "_guest: place: guest.column": scene(GUEST, cluster(flows=[UP | {"into": "news"}])),
    "_guest: place: guest.url": scene(nobody, cluster(flows=[UP | {"mode": "listing"}]), FAR, along=(*PLACE, HOSTS)),
    "_guest: place: guest.canonical": scene(nobody, GUEST, FAR, along=(*PLACE, HOSTS)),
    "_guest: place: guest.path": scene(GUEST, cluster(flows=[UP | {"mode": "listing"}]), along=PLACE),
    "_guest: : document_digest(guest.document)": scene(GUEST, more(THREE, "又一段。\n")),
    "_mark: : named(listed.member.site)": scene(lonely, NAMED, along=(*OWN, BELOW, SITES)),
    "_mark: : [*listed.columns]": scene(lonely, fresh("甲"), fresh("乙"), along=OWN),
    "_mark: : own": scene(more(XIAN + "news/two.md", "又一段。\n")),
    "_find_inputs: inputs |= {person: self._digest(person) for person in persons}": scene(BIRTH),
    "_find_inputs: inputs['as of'] = self.as_of(site)": scene(later(days=20)),
    "_find_inputs: inputs[f'congress {congress}'] = self._congress(congress)": CONSTITUENCY,
    "_find_inputs: 'notices': *(f'{name} {self.links(site, name)}' for name in sorted(notices))": scene(
        both(
            provincial,
            put(
                {XIAN + "deputies/p2.yaml": deputy("xian", PEOPLE[2], mandates=[PAST[0] | {"end_notice": "xian:article/three"}])}
            ),
        ),
        FAR,
        along=("_congress: ", HOSTS, BELOW, SITES),
    ),
    "_find_inputs: 'written': *[f'{row.digest}{self._told(row)}' for row in self.rows[site]]": scene(
        put({XIAN + "deputies/p2.yaml": deputy("xian", PEOPLE[2], mandates=PAST)}),
        put({XIAN + "deputies/p2.yaml": deputy("xian", PEOPLE[2], mandates=PAST, gender="女")}),
        along=("_find_inputs: inputs |= {person",),
    ),
    "_find_inputs: 'places': repr(places)": scene(
        put({XIAN + "constituencies.yaml": VILLAGE % "河湾村"}),
        put({XIAN + "constituencies.yaml": VILLAGE % "石坪村"}),
        along=("_find_inputs: inputs[f'congress {congress}']",),
    ),
    "_digest: parts += [f'{path} {decided.value} {sorted(decided.instead_of)}' for path, decided in takes]": scene(
        put({XIAN + "deputies/p0.yaml": deputy("xian", PEOPLE[0], birth="1971-05")}),
        put(
            {
                SHI + "decisions/people.yaml": dump(
                    [
                        {
                            "action": "take",
                            "persons": [PEOPLE[0]],
                            "field": "birth",
                            "value": "1971-05",
                            "instead_of": ["1970-05"],
                        }
                        | SIGNED
                    ]
                )
            }
        ),
    ),
    "_congress: kinds: 'terms'": scene(
        put({SHI + "terms.yaml": "- {term_no: 15, start: 2022-02-10, seats: 7}\n"}), along=WRITTEN
    ),
    "_congress: kinds: 'constituencies'": CONSTITUENCY,
    "_congress: kinds: 'electing_units'": scene(
        put({SHI + "electing_units.yaml": "- {key: xian, name: 另一县, term: 15, quota: 2}\n"})
    ),
    "_congress: kinds: 'delegations'": scene(
        put({SHI + "delegations.yaml": "- {key: d1, name: 第一代表团, term: 15}\n"}),
        put({SHI + "delegations.yaml": "- {key: d1, name: 第二代表团, term: 15}\n"}),
        along=WRITTEN,
    ),
    "_congress: kinds: 'stations'": scene(
        put({XIAN + "stations.yaml": "- {key: hall, name: 河湾联络站, address: 河湾路 1 号}\n"}),
        put({XIAN + "stations.yaml": "- {key: hall, name: 另一联络站, address: 河湾路 1 号}\n"}),
        along=WRITTEN,
    ),
    "_congress: about: site.record.short_name": scene(provincial, NAMED, along=("_congress: about: site.area", BELOW, SITES)),
    "_congress: place: member.address": scene(provincial, FAR, along=(HOSTS, BELOW, SITES)),
    "head_digest: : document.head": scene(say(FOUR, date="2026-11-12 09:00")),
    "head_digest: : document.title": scene(headed("甲"), headed("乙")),
    "head_digest: : document.column": scene(
        put({XIAN + "notices/six.md": piece(6, "第六篇").text}), moved(XIAN + "notices/six.md", XIAN + "meetings/six.md")
    ),
    "head_digest: : document.phase": scene(
        put(
            {
                CALL: call(
                    "一件", "2026-11-24", "2027-01-31", "files: [{role: text, name: 草案, document: 'xian:article/three'}]\n"
                )
            }
        ),
        later(days=2),
        along=("head_digest: : document.turned",),
    ),
    "outward: : document.title": scene(headed("甲"), say(SHENG + "news/one.md", related=["xian:article/four"]), headed("乙")),
    "outward: : document.item": scene(say(SHENG + "meetings/five.md", share={"descendants": True}), along=("outward: : share",)),
    "follow: about = {site for name in names & near.away.keys() for site in near.away[name].sites}": SHOWN,
    "follow: about |= {site for name in outward & near.named.keys() for site in near.named[name]}": scene(
        say(SHENG + "news/one.md", related=["xian:article/four"]), say(FOUR, title="另一题")
    ),
    "follow: about |= {kin for each in told for kin in near.columns if near.is_kin(kin, each.site)}": scene(
        OPEN, say(CALL, title="另一题")
    ),
    "pack: 'away'": SHOWN,
    "pack: 'offered'": scene(cluster(flows=[YIELDING]), both(*(say(path, column="news") for path in (THREE, FOUR)))),
    "pack: 'named'": scene(say(SHENG + "news/one.md", related=["xian:article/four"]), say(FOUR, title="另一题")),
    "pack: 'notices'": scene(
        both(
            provincial,
            put({XIAN + "deputies/p2.yaml": None, SHENG + "deputies/p2.yaml": deputy("shi", PEOPLE[2], mandates=[LEFT])}),
            say(THREE, status="draft"),
        ),
        say(THREE, status=None),
    ),
    "pack: 'bearers'": scene(OPEN, more(SHENG + "pages/about.md", "又一段。\n")),
    "pack: 'due'": scene(say(XIAN + "news/one.md", date="2026-11-23 18:00"), more(SHI + "pages/about.md", "又一段。\n")),
    "pack: 'stones'": scene(
        say(SHI + "meetings/five.md", withdrawn={"reason": "有误", "time": "2026-11-20 09:00"}),
        ABOUT,
    ),
    "pack: 'shared'": scene(more(SHENG + "pages/about.md", "又一段。\n")),
}
"""By the name of each part (dropping.py): edits after which a build without it differs from a clean one."""
OWN_DOCUMENTS = "follows from the site's own documents, each of which is an input"
OWN_SITE = "only the congress's own site shows it, whose record is an input"
MOVED = "a site under another one is kin to others than before"
SAID = "whatever leads to it is said in a record that is an input by its own digest"
PLACED = "follows from the file's place and its header"
REPORTED = "only reports depend on it (tests/publish/test_near.py, test_near_others.py): the public tree does not"
WIDER = "without it a run is about more sites"
ELSEWHERE: dict[str, str] = {
    "inputs_of: 'site': member.site.id": "the ledger keeps a site's inputs by its id",
    "inputs_of: 'links': *hidden": OWN_DOCUMENTS,
    "inputs_of: 'links': *sorted(view.scope.columns.items())": OWN_DOCUMENTS,
    "inputs_of: 'links': *sorted(view.scope.tags)": OWN_DOCUMENTS,
    "inputs_of: f'file {source}': path": "follows from the source, by which the input is named",
    "document_digest: : document.id": "follows from the file's place and its header",
    "document_digest: : document.column": "follows from the file's place and its header",
    "_guest: rest: *(sorted(scope.columns) if scope else ())": "a piece that names a column which is not there is shown nowhere",
    "_digest: parts += [f'{congress} {term_no}' for congress, term_no in sorted(found.bad[person])]": SAID,
    "_digest: parts += [' '.join(each.names) for each in found.lost['deputies.posts', person]]": SAID,
    "_congress: about: site.level": OWN_SITE,
    "_congress: about: site.record.name": OWN_SITE,
    "_congress: about: site.area": OWN_SITE,
    "_congress: about: site.record.division_code": OWN_SITE,
    "_congress: place: [ancestor.id for ancestor in member.ancestors]": MOVED,
    "_congress: parts += [f'{elector} {count}' for elector, count in sorted(unread(found, congress).items())]": SAID,
    "_congress: self._digests[key]: *map(str, (*about, *place))": "its elements are parts of their own",
    "head_digest: : document.turned or ''": "where it turns, so does the state, which is a part of its own",
    "outward: : document.id": PLACED,
    "outward: : document.column": PLACED,
    "outward: : document.path": PLACED,
    "outward: : document.source": PLACED,
    "outward: : document.markup": PLACED,
    "outward: : document.standing": PLACED,
    "outward: : document.dialect": "a file of the folder says so, or the header",
    "outward: : document.timed": REPORTED,
    "outward: : share": REPORTED,
    "follow: about |= {site for name in names & near.aims.keys() for site in near.aims[name]}": REPORTED,
    "follow: beside = {site for group in documents.values() for document in group for site in _leads_to(document)}": (
        "what is not read is not public, and where something no longer is the run is about all"
    ),
    "follow: about |= {site for name in outward & near.offered.keys() for site in near.offered[name].sites}": REPORTED,
    "follow: about |= {each.site for group in documents.values() for each in group if each.id in changes.all}": (
        "where a piece came from shows nothing of its body, and a run after another header of such a piece is about all"
    ),
    "pack: 'columns'": WIDER,
    "pack: 'ancestors'": "without it there is no run about a few sites",
    "pack: 'aims'": REPORTED,
    "pack: 'emblems'": REPORTED,
    "pack: 'feeds'": "without it a run about a few sites ends with an error",
    "pack: 'stamps'": WIDER,
}
"""Parts without a scene, and why: another input changes whenever they do, so that no edit can be missed for want of them."""
