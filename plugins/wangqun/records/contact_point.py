"""基层立法联系点 `contact_point` (docs/domain.md §3.4; 立法法 art. 70, 90): where people are asked about drafts of law."""

from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import partial
from typing import Annotated, Any, ClassVar, Literal, cast

from pydantic import Field, StringConstraints

from ..domain.document import Document
from ..domain.federation import Guest, SiteView
from ..domain.frozen import frozen
from ..domain.item import Item
from ..domain.level import Level
from ..domain.moment import day_words
from ..domain.record import Day, Form, Record
from ..domain.record import Line as OneLine
from ..domain.said import listed, said
from ..domain.words import Words
from ..pages.context import ArticlePage, Count, FooterItem
from ..pages.document import document_page, inherited
from ..pages.kinds import Facet, Table
from ..pages.kinds import Field as Column
from ..pages.kinds import Line as ListLine
from ..pages.overview import Grouping, overview, overview_addresses
from ..pages.site import Pages
from . import plain
from .kind import Kind

NAME = "contact_point"
LEVELS = {"national": said("全国"), "province": said("省级"), "city": said("市级")}
LEVEL_WORDS = Words(LEVELS, {"national": ("国家级",), "province": ("省",), "city": ("市", "设区的市", "自治州")})
Number = Annotated[int, Field(ge=0)]


class Outreach(Record):
    """信息采集点: where the point goes to ask."""

    name: OneLine = Field(description="名称")
    address: OneLine | None = Field(None, description="地址")


class ContactPoint(Item):
    """Header of a contact point. Its `title` is its name."""

    BLOCKING: ClassVar[frozenset[str]] = Item.BLOCKING | {"level"}
    APART: ClassVar[frozenset[str]] = Item.APART | {"outreach"}

    level: Annotated[Literal["national", "province", "city"], LEVEL_WORDS] = Field(description="层级，全国、省级或市级")
    established_by: OneLine = Field(description="由哪个机关确定")
    host_unit: OneLine = Field(description="设在哪个单位")
    address: OneLine = Field(description="地址")
    phone: Annotated[OneLine, StringConstraints(max_length=40), Form("0970-5550100", said("办公电话"))] = Field(
        description="电话"
    )
    liaison: OneLine | None = Field(None, description="联络员，写职务，不写个人电话")
    since: Day = Field(description="确定的日期")
    place: OneLine | None = Field(None, description="所在的县区或乡镇，按它分组")
    outreach: tuple[Outreach, ...] = Field((), description="信息采集点：名称和地址")
    consulted: Number | None = Field(None, description="参加征求意见的次数")
    comments: Number | None = Field(None, description="收集的意见条数")
    adopted: Number | None = Field(None, description="被采纳的意见条数")


@frozen
class ContactPointPage(ArticlePage):
    """contact_point.html: an ArticlePage with what a contact point is, where, and what it has done."""

    facts: tuple[FooterItem, ...] = field(metadata={"help": "层级、机关、单位、地址、电话、联络员、确定日期"})
    outreach: tuple[FooterItem, ...] = field(metadata={"help": "信息采集点：名称和地址"})
    counts: tuple[Count, ...] = field(metadata={"help": "次数、意见条数、采纳条数；没有时为空"})


TEMPLATES: dict[str, type] = {"contact_point": ContactPointPage}
_COUNTS = (
    ("consulted", said("参加征求意见"), said("%(n)s 次")),
    ("comments", said("收集意见"), said("%(n)s 条")),
    ("adopted", said("被采纳"), said("%(n)s 条")),
)


def of(document: Document) -> ContactPoint:
    """What the header of a contact point says."""
    return cast(ContactPoint, document.item)


def page(pages: Pages, document: Document, body: str, guest: Guest | None = None) -> ContactPointPage:
    """The page of a document with what is its own."""
    base, item = document_page(pages, document, body, guest), of(document)
    return ContactPointPage(
        **inherited(base),
        facts=tuple(_facts(item)),
        outreach=tuple(FooterItem(each.name, each.address or "") for each in item.outreach),
        counts=tuple(_counts(item)),
    )


def _facts(item: ContactPoint) -> Iterator[FooterItem]:
    yield FooterItem(said("层级"), LEVELS[item.level])
    yield FooterItem(said("确定机关"), item.established_by)
    yield FooterItem(said("设在"), item.host_unit)
    if item.place:
        yield FooterItem(said("所在地"), item.place)
    yield FooterItem(said("地址"), item.address)
    is_plain = item.phone.replace("-", "").replace(" ", "").isdigit()
    yield FooterItem(said("电话"), item.phone, f"tel:{item.phone.replace(' ', '')}" if is_plain else None)
    if item.liaison:
        yield FooterItem(said("联络员"), item.liaison)
    yield FooterItem(said("确定日期"), day_words(item.since))


def _counts(item: ContactPoint) -> Iterator[Count]:
    for name, label, unit in _COUNTS:
        if (number := getattr(item, name)) is not None:
            yield Count(label, said(unit, n=number))


def line(document: Document) -> ListLine:
    """Where it is and how to reach it."""
    item = of(document)
    return ListLine(LEVELS[item.level], tuple(filter(None, (item.place, item.address, item.phone))), item.image)


def shows(document: Document) -> bool:
    """Always: where it is."""
    return True


def words(document: Document) -> str:
    """What can be found beside the text."""
    item = of(document)
    parts = (item.established_by, item.host_unit, item.place, item.address, *(each.name for each in item.outreach))
    return "\n".join(filter(None, parts))


def order(document: Document) -> tuple[int, str, str]:
    """By level, then by place."""
    item = of(document)
    return (tuple(LEVELS).index(item.level), item.place or item.address, str(document.id))


def json_ld(pages: Pages, document: Document) -> dict[str, Any]:
    """An office that people can go to."""
    item = of(document)
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "name": document.title,
        "address": {"@type": "PostalAddress", "streetAddress": item.address, "addressCountry": "CN"},
        "telephone": item.phone,
        "foundingDate": item.since.isoformat(),
        "parentOrganization": {"@type": "GovernmentOrganization", "name": item.established_by},
        "url": pages.absolute(document.url),
    }


def level_key(document: Document) -> str:
    """Of which level it is."""
    return of(document).level


def place(document: Document) -> str:
    """Under which heading the overview names it."""
    return of(document).place or ""


BY_PLACE = Grouping(said("各地"), said("地区"), place, said("其他"))


def totals(documents: Sequence[Document]) -> Iterator[Count]:
    """What all of them have done together."""
    for name, label, unit in _COUNTS:
        if known := [number for document in documents if (number := getattr(of(document), name)) is not None]:
            yield Count(label, said(unit, n=sum(known)))


def _level(document: Document) -> str:
    return LEVELS[of(document).level]


def _text(name: str, document: Document) -> str:
    return getattr(of(document), name) or ""


def _number(name: str, document: Document) -> int | None:
    found: int | None = getattr(of(document), name)
    return found


def _since(document: Document) -> str:
    return of(document).since.isoformat()


def _outreach(document: Document) -> str:
    return "；".join(each.name for each in of(document).outreach)


def addresses(view: SiteView) -> Iterator[str]:
    """Where its overview stands."""
    return overview_addresses(view, CONTACT_POINT)


CONTACT_POINT = Kind(
    NAME,
    said("基层立法联系点"),
    folder="contact_points",
    group="part",
    levels=frozenset({Level.PROVINCE, Level.CITY}),
    record=ContactPoint,
    sample={
        "level": "province（省级）",
        "established_by": "云泽省人大常委会法制工作委员会",
        "host_unit": "青岚县柳汐镇人民政府",
        "address": "青岚县柳汐镇柳汐街 1 号",
        "phone": "0971-5550100",
        "since": "2025-06-01",
        "liaison": "镇人大主席",
        "place": "青岚县",
        "outreach": "[{name: 柳汐中学信息采集点}]",
        "consulted": "4",
        "comments": "36",
        "adopted": "9",
    },
    shows=shows,
    line=line,
    page=page,
    apart=plain.always,
    template="contact_point",
    json_ld=json_ld,
    words=words,
    facets=(Facet("level", said("层级"), LEVELS, level_key),),
    order=order,
    table=Table(
        "contact_points",
        said("基层立法联系点"),
        (
            Column("level", said("层级"), listed(LEVELS.values()), _level),
            Column("established_by", said("确定机关"), "", partial(_text, "established_by")),
            Column("host_unit", said("设在哪个单位"), "", partial(_text, "host_unit")),
            Column("place", said("所在的县区或乡镇"), said("没有写的为空"), partial(_text, "place")),
            Column("address", said("地址"), "", partial(_text, "address")),
            Column("phone", said("电话"), "", partial(_text, "phone"), contact=True),
            Column("since", said("确定日期"), "YYYY-MM-DD", _since),
            Column("outreach", said("信息采集点"), said("几个用“；”隔开"), _outreach),
            Column("consulted", said("参加征求意见的次数"), said("不详为空"), partial(_number, "consulted"), "integer"),
            Column("comments", said("收集的意见条数"), said("不详为空"), partial(_number, "comments"), "integer"),
            Column("adopted", said("被采纳的意见条数"), said("不详为空"), partial(_number, "adopted"), "integer"),
        ),
    ),
    in_feed=False,
    flows=False,
    overview=partial(overview, name=NAME, template="overview", grouping=BY_PLACE, totals=totals),
    addresses=addresses,
)
