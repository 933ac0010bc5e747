"""The kind 事项 `topic`: what the engine asks of it."""

from collections.abc import Iterator
from functools import partial

from ...domain.document import Document
from ...domain.federation import SiteView
from ...domain.finding import Finding, Rule, Severity
from ...domain.ids import parse_id
from ...domain.said import said
from ...pages.kinds import Field as Column
from ...pages.kinds import Line as ListLine
from ...pages.kinds import Table
from ...pages.opendata import MANY
from ...pages.overview import overview, overview_addresses
from .. import plain
from ..kind import Kind
from .page import NAME, feed_of, outputs, page
from .record import Topic, of

EMPTY = Rule(
    "topic-empty",
    Severity.WARN,
    "事项没有写是哪些材料的事，页面上没有进展",
    "在文件头的 members 下面逐行写各份材料的编号，如 - yunze:consultation/fishery-draft。",
)
MEMBER = Rule(
    "topic-member",
    Severity.WARN,
    "“{written}”不是一份材料的编号，页面上没有它",
    "写成“网站编号:种类/文件名”，如 yunze:consultation/fishery-draft；一份材料的编号由 wangqun why 它的文件 说出。",
)


def findings(document: Document) -> Iterator[Finding]:
    """What its header alone tells."""
    members = of(document).members
    if not members:
        yield EMPTY.at(document.place("members") if "members" in document.lines else document.place("title"))
    for written in members:
        if parse_id(written) is None:
            yield MEMBER.at(document.place("members"), written=written)


def references(document: Document) -> Iterator[tuple[str, str]]:
    """The records that it joins."""
    yield from (("members", written) for written in joins(document))


def joins(document: Document) -> Iterator[str]:
    """The records whose course its page tells."""
    yield from (written for written in of(document).members if parse_id(written))


def line(document: Document) -> ListLine:
    """Its picture: how many of its records are public, only its page knows."""
    return ListLine(picture=document.item.image)


def shows(document: Document) -> bool:
    """True for one that joins something."""
    return bool(of(document).members)


def _members(document: Document) -> str:
    return MANY.join(dict.fromkeys(joins(document)))


def addresses(view: SiteView) -> Iterator[str]:
    """Where its overview and the feeds stand."""
    yield from overview_addresses(view, TOPIC)
    yield from (feed_of(document) for document in view.documents if document.id.kind == NAME and document.is_listed)


TOPIC = Kind(
    NAME,
    said("事项"),
    folder="matters",
    group="part",
    record=Topic,
    sample={"members": "[yunze:consultation/fishery-draft, yunze:regulation/云泽省渔业条例-2026-05-22]"},
    findings=findings,
    references=references,
    joins=joins,
    line=line,
    shows=shows,
    page=page,
    apart=plain.always,
    template="topic",
    table=Table(
        "topics",
        said("事项"),
        (Column("members", said("各份材料"), said("公开的各份的编号，几个用“；”隔开"), _members, names=True),),
    ),
    flows=False,
    overview=partial(overview, name=NAME, template="overview"),
    outputs=outputs,
    addresses=addresses,
)
