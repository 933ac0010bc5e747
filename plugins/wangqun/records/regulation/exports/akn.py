"""A text of a law in Akoma Ntoso 3.0 (OASIS LegalDocML): what it is, its life, when it is in force, and its body."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from .akn_body import body
from .facts import Facts
from .reading import Words
from .xml import element, worded

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN = "urn:wangqun:law:1"
_UNKNOWN = date.min  # where the standard insists on a day; its name says that it is unknown
_STEPS = (
    ("passed_on", "enacted_by", "pass", "通过"),
    ("approved_on", "approved_by", "approve", "批准"),
    ("promulgated_on", "promulgated_by", "promulgate", "公布"),
)


class Happened(NamedTuple):
    """An event in the life of a law: its name in the file, its day, its sort in the standard's words and in ours."""

    name: str
    day: date
    sort: str
    words: str


def akn_text(facts: Facts, words: Words) -> str:
    """The file."""
    title = element("p", worded("docTitle", facts.title))
    head = "".join(worded("p", line) for line in facts.adoption)
    act = element(
        "act",
        element("meta", "".join(_meta(facts, words))) + element("preface", title + head) + body(words.parts),
        name=(facts.doc_type or "regulation").replace("_", "-"),
        contains="singleVersion",
    )
    root = f'<akomaNtoso xmlns="{NAMESPACE}" xmlns:wq="{OWN}">{act}</akomaNtoso>'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'


def work_of(facts: Facts) -> str:
    """The name of the law, whatever its text, by the naming convention: /akn/cn/act/kind/site/day/name."""
    kind = (facts.doc_type or "regulation").replace("_", "-")
    return f"/akn/cn/act/{kind}/{facts.site}/{_first(facts).isoformat()}/{quote(facts.law_slug)}"


def expression_of(facts: Facts) -> str:
    """The name of this text of the law."""
    return f"{work_of(facts)}/zho{f'@{facts.day.isoformat()}' if facts.day else f':{quote(facts.version)}'}"


def _first(facts: Facts) -> date:
    return facts.first or _UNKNOWN


def _meta(facts: Facts, words: Words) -> Iterator[str]:
    yield element("identification", "".join(_identification(facts)), source="#site")
    published, issue = facts.days.get("promulgated_on"), facts.words.get("gazette_issue", "")
    if published and issue:
        yield element("publication", date=published.isoformat(), name="gazette", showAs="公报", number=issue)
    happened = tuple(_life(facts))
    if happened:
        yield element("lifecycle", "".join(_event(one, facts.day) for one in happened), source="#site")
    steps = "".join(_steps(facts))
    if steps:
        yield element("workflow", steps, source="#site")
    yield from _force({one.name for one in happened})
    yield element("references", "".join(_references(facts, happened)), source="#site")
    about = element("wq:sha256", words.digest) + worded("wq:state", facts.state)
    licence = worded("wq:licence", facts.licence) if facts.licence else ""
    yield element("proprietary", about + licence, source="#site")


def _event(one: Happened, version: date | None) -> str:
    """An event; it is the one to which this text goes back where it is the act of the text's own day."""
    is_origin = one.day == version and one.words in {"enactment", "amendment"}
    return element(
        "eventRef",
        eId=one.name,
        date=one.day.isoformat(),
        type=one.sort,
        source="#law",
        refersTo=f"#{one.words}",
        originatingExpression="true" if is_origin else "",
    )


def _identification(facts: Facts) -> Iterator[str]:
    work, expression = work_of(facts), expression_of(facts)
    maker = element("FRBRauthor", href="#maker" if facts.words.get("enacted_by") else "#site")
    first, day = _day("enactment", facts.first), _day("version", facts.day)
    kind = element("FRBRsubtype", value=facts.doc_type.replace("_", "-")) if facts.doc_type else ""
    number = facts.words.get("announcement_no", "")
    named = element("FRBRnumber", value=number) if number else ""
    named += element("FRBRname", value=facts.law) + element("FRBRprescriptive", value="true")
    country = element("FRBRcountry", value="cn")
    yield element("FRBRWork", _named(work, facts.law_url) + first + maker + country + kind + named)
    tongue = element("FRBRversionNumber", value=facts.version) + element("FRBRauthoritative", value="false")
    yield element(
        "FRBRExpression", _named(expression, facts.url) + day + maker + tongue + element("FRBRlanguage", language="zho")
    )
    publisher, form = element("FRBRauthor", href="#site"), element("FRBRformat", value="application/akn+xml")
    yield element("FRBRManifestation", _named(f"{expression}.xml", f"{facts.stem}.xml") + day + publisher + form)


def _named(name: str, url: str) -> str:
    this = f"{name[:-4]}/!main.xml" if name.endswith(".xml") else f"{name}/!main"
    return element("FRBRthis", value=this) + element("FRBRuri", value=name) + element("FRBRalias", value=url, name="url")


def _day(name: str, day: date | None) -> str:
    return element("FRBRdate", date=(day or _UNKNOWN).isoformat(), name=name if day else "unknown")


def _life(facts: Facts) -> Iterator[Happened]:
    """What happened to the law up to this text, and when the text begins and ends."""
    if passed := facts.days.get("passed_on"):
        yield Happened("passed", passed, "generation", "enactment")
    for number, one in enumerate(facts.amendments, 1):
        yield Happened(f"amended_{number}", one.date, "amendment", "amendment")
    if since := facts.days.get("effective_on"):
        yield Happened("effective", since, "generation", "effect")
    if until := facts.until:
        is_repealed = until == facts.days.get("repealed_on")
        yield Happened("ended", until, "repeal" if is_repealed else "amendment", "repeal" if is_repealed else "replacement")


def _steps(facts: Facts) -> Iterator[str]:
    for day, organ, outcome, _ in _STEPS:
        if when := facts.days.get(day):
            by = f"#{_ORGANS[organ]}" if facts.words.get(organ) else "#site"
            yield element("step", date=when.isoformat(), by=by, outcome=f"#{outcome}")


def _force(names: set[str]) -> Iterator[str]:
    """While when the text is in force; nothing when no day is known from which on."""
    if "effective" in names:
        end = "#ended" if "ended" in names else ""
        interval = element("timeInterval", start="#effective", end=end, refersTo="#force")
        yield element("temporalData", element("temporalGroup", interval, eId="period_1"), source="#site")


_ORGANS = {"enacted_by": "maker", "approved_by": "approver", "promulgated_by": "promulgator"}
_CONCEPTS = {"enactment": "通过", "amendment": "修改", "effect": "施行", "repeal": "废止", "replacement": "被新文本代替"}


def _references(facts: Facts, happened: tuple[Happened, ...]) -> Iterator[str]:
    yield element("original", eId="law", href=work_of(facts), showAs=facts.law)
    yield element("TLCOrganization", eId="site", href=f"/ontology/organization/{facts.site}", showAs=facts.publisher)
    for field, name in _ORGANS.items():
        if organ := facts.words.get(field):
            yield element("TLCOrganization", eId=name, href=f"/ontology/organization/{quote(organ)}", showAs=organ)
    for name in dict.fromkeys(one.words for one in happened):
        yield element("TLCEvent", eId=name, href=f"/ontology/event/{name}", showAs=_CONCEPTS[name])
    for day, _, outcome, title in _STEPS:
        if facts.days.get(day):
            yield element("TLCConcept", eId=outcome, href=f"/ontology/concept/{outcome}", showAs=title)
    if facts.days.get("effective_on"):
        yield element("TLCConcept", eId="force", href="/ontology/concept/force", showAs="有效")
