"""Rosters made by hand for 找代表 and open data: 演示, every person and place invented."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from wangqun.domain.deputy import AtStation, Contact, Deputy, Mandate, Post, Reception
from wangqun.domain.roster import (
    Delegation,
    Elector,
    Locality,
    Representative,
    Roster,
    Station,
    StationDeputy,
    Term,
    Town,
    Village,
)
from wangqun.domain.sourced import Source, SourcedValue

AS_OF = "2026-11-23"
LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华"
GIVEN = "兰英桂芳建国德福秀珍志强玉梅春生海燕文斌晓红立新"
PLACES = tuple("东河 西河 上坪 下坪 石桥 柳沟 白塔 青岭 南关 北关 古井 槐树 杏花 梨园 新兴 红旗 团结 永安 长乐 太平".split())


def key(number: int) -> str:
    """The key of invented person `number`, as random as real ones."""
    bits = int.from_bytes(sha256(str(number).encode()).digest()[:7], "big")
    return "person:" + "".join(LETTERS[bits >> shift & 31] for shift in range(0, 50, 5))


def source(site: str = "xian") -> tuple[Source, ...]:
    return (Source(site, f"content/county/{site}/deputies/a.yaml", 3),)


def mandate(congress: str = "xian", name: str = "示例县人民代表大会", level: str = "county", **changes: object) -> Mandate:
    """A running mandate of the 17th term."""
    made = Mandate(
        congress=congress,
        congress_name=name,
        level=level,
        term_no=17,
        elector_kind="constituency" if level in {"county", "township"} else "electing_unit",
        elector="c1",
        elector_name="第一选区",
        delegation="柳溪代表团",
        group="",
        origin="general",
        start="2026-03-01",
        end="",
        status="active",
        end_reason="",
        end_notice="",
        end_notice_url="",
        suspensions=(),
        congress_url=f"/{congress}/deputies/",
        person_url="",
        sources=source(congress),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def deputy(number: int, name: str = "", site: str = "xian", **changes: object) -> Deputy:
    """A deputy of the county, from the town of 柳溪."""
    slug = key(number).removeprefix("person:")
    made = Deputy(
        key=key(number),
        name=name or SURNAMES[number % len(SURNAMES)] + GIVEN[number % len(GIVEN)] + GIVEN[number // 7 % len(GIVEN)],
        pinyin=f"p{number:04}",
        other_names=(),
        facts={
            "gender": SourcedValue("女" if number % 2 else "男", source(site)),
            "ethnicity": SourcedValue("汉族", source(site)),
            "birth": SourcedValue(f"19{60 + number % 40}-05", source(site)),
            "employer_post": SourcedValue("示例县柳溪乡农民", source(site)),
        },
        conflicts=(),
        photo="",
        mandates=(mandate(),),
        posts=(),
        contacts=(),
        stations=(),
        reception_days=(),
        records=(),
        reports=(),
        page=f"deputies/{slug}.html",
        url=f"/{site}/deputies/{slug}.html",
        canonical=f"https://rd.test.example/{site}/deputies/{slug}.html",
        updated="2026-10-01",
        providers=("示例县人大",),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def contact(phone: str = "0999-5550001", email: str = "", congress: str = "示例县人民代表大会") -> Contact:
    return Contact(congress, phone, email, "柳溪乡代表联络站", source()[0])


def representative(one: Deputy, level: str = "county", role: str = "县人大代表", elector: str = "第一选区") -> Representative:
    return Representative(level, role, one.name, one.url, elector)


def roster() -> Roster:
    """The county's: four deputies, one of them former, a province deputy above, two townships with three villages."""
    first = deputy(
        1,
        "示兰英",
        other_names=("示小兰",),
        contacts=(contact(), contact("", "lanying@xian.example")),
        mandates=(
            mandate(),
            mandate("sheng", "示例省人民代表大会", "province", elector="xian", elector_name="示例县", congress_url="/"),
        ),
        stations=(AtStation("柳溪站", "/xian/stations/liuxi.html"),),
    )
    second = deputy(
        2,
        "范德福",
        posts=(Post("standing_committee", "常务委员会", "委员", "xian", "示例县人民代表大会", 17, "2026-03-02", "", source()),),
        mandates=(mandate(status="suspended", suspensions=(("2026-05-01", ""),)),),
    )
    third = deputy(3, "=虚构", facts={"employer_post": SourcedValue("@示例单位", source())}, conflicts=("birth",))
    gone = deputy(
        4, "旧秀珍", mandates=(mandate(end="2026-06-01", status="ended", end_reason="resigned"),), contacts=(contact(),)
    )
    above = (Representative("province", "省人大代表", "示兰英", first.url, "示例县"),)
    township = Representative("township", "乡人大代表", "乡志强", "", "柳溪第二选区")
    villages = (
        Village("970121100201", "河口村", (representative(first), township)),
        Village("970121100202", "上坪村", (representative(second),)),
    )
    towns = (
        Town("970121100", "柳溪乡", villages),
        Town("970121101", "石盘镇", (Village("970121101201", "河口社区", (representative(third),)),)),
    )
    places = (Locality("970121100201", "河口村", "柳溪乡"), Locality("970121100202", "上坪村", "柳溪乡"))
    holders = (first.key, second.key)
    elector = Elector(
        "constituency",
        "c1",
        "第一选区",
        "柳溪选区",
        "柳溪乡",
        places,
        3,
        1200,
        False,
        holders,
        "constituency/c1.html",
        source()[0],
    )
    visits = (StationDeputy("示兰英", first.url, "县人大代表"),)
    station = Station(
        key="liuxi",
        name="柳溪站",
        kind="station",
        kind_title="代表联络站",
        address="柳溪乡 1 号",
        phone="0999-5550002",
        head="站长示例",
        geo="",
        hours="周三",
        deputies=visits,
        reception_days=(Reception(weekday=3, week=2, start="09:00"),),
        activities=(),
        page="stations/liuxi.html",
        source=source()[0],
    )
    return Roster(
        as_of=AS_OF,
        congress_name="示例县第十七届人民代表大会",
        term=Term(17, "2026-03-01", "", 4, 3, 1),
        deputies=(first, second, third),
        former=(gone,),
        constituencies=(elector,),
        delegations=(Delegation("liuxi", "柳溪代表团", "delegation", first.key, (first.key, second.key)),),
        stations=(station,),
        lookup=towns,
        above=above,
        tombstones=(key(99),),
    )


def county(names: Iterable[tuple[str, Iterable[str]]], deputies: int = 160) -> Roster:
    """A county of a real one's size: townships with their villages, deputies spread over them, twenty of higher levels."""
    people = tuple(deputy(number) for number in range(1, deputies + 1))
    everybody = iter(range(1_000_000))
    towns = []
    for at, (town, villages) in enumerate(names):
        code = f"9701211{at:02}"
        made = []
        for number, village in enumerate(villages):
            turn = next(everybody)
            own = [people[turn // 3 * 2 % deputies], people[(turn // 3 * 2 + 1) % deputies]]
            township = [deputy(2000 + turn // 2 * 3 + more, site="xiang") for more in range(3)]
            shown = [representative(one, "township", "乡人大代表", f"第{turn // 2}选区") for one in township[:1]]
            shown += [representative(one, elector=f"第{turn // 3}选区") for one in own]
            made.append(Village(f"{code}{number + 201}", village, tuple(shown)))
        towns.append(Town(code, town, tuple(made)))
    above = tuple(representative(deputy(9000 + n), "city", "市人大代表", "示例县") for n in range(16))
    above += tuple(representative(deputy(9100 + n), "province", "省人大代表", "示例市") for n in range(4))
    return Roster(AS_OF, "示例县人民代表大会", deputies=people, lookup=tuple(towns), above=above)
