"""Rosters made by hand: a county's with everything a page can show, and one as long as a province's. All people are invented."""

from dataclasses import replace
from itertools import count
from pathlib import Path

from clusters import NOW
from wangqun.domain.deputy import AtStation, Contact, Deputy, DutyRecord, DutyReport, Mandate, Post, Reception
from wangqun.domain.federation import SiteView
from wangqun.domain.roster import Delegation, Elector, Locality, Roster, Station, StationDeputy, Term, Vacancy
from wangqun.domain.sourced import Source, SourcedValue
from wangqun.pipeline import federate
from wangqun.records import KINDS
from wangqun.render.run import Rendered, render
from wangqun.render.settings import shared_settings

SITE = "qinglan"
PREFIX = "/qinglan"
HOST = "https://rd.yunze.example"
COUNTY = Source(SITE, "content/county/qinglan/deputies/a.yaml", 3)
TOWN = Source("liuxi", "content/township/liuxi/deputies/a.yaml", 3)
CITY = Source("yannan", "content/city/yannan/deputies/a.yaml", 3)
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def with_roster(root: Path, site: str, roster: Roster) -> SiteView:
    """The view of a site of the cluster at `root`, with that roster."""
    return replace(federate(root, NOW).views[site], roster=roster)


def render_roster(root: Path, output: Path, site: str, roster: Roster) -> Rendered:
    """Render a site of the cluster at `root` with that roster into `output`, a folder that is made."""
    output.mkdir(parents=True)
    return render(with_roster(root, site, roster), KINDS, root, output, shared_settings(root))


def key(number: int) -> str:
    """A person key with a number in it."""
    digits = ""
    for _ in range(10):
        number, digit = divmod(number, 32)
        digits = _LETTERS[digit] + digits
    return f"person:{digits}"


def mandate(congress: str = SITE, name: str = "青岚县人大", level: str = "county", term: int = 17, **more: object) -> Mandate:
    """A mandate in office since the term's start."""
    made = Mandate(
        congress=congress,
        congress_name=name,
        level=level,
        term_no=term,
        elector_kind="constituency",
        elector="c1",
        elector_name="岚山选区",
        delegation="lanshan",
        group="",
        origin="general",
        start="2021-12-08",
        end="",
        status="active",
        end_reason="",
        end_notice="",
        end_notice_url="",
        suspensions=(),
        congress_url="",
        person_url="",
        sources=(COUNTY,),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def deputy(number: int, name: str, pinyin: str, here: Mandate | None = None, prefix: str = PREFIX, **more: object) -> Deputy:
    """A deputy with nothing but a name and a mandate, and what `more` says."""
    slug = key(number).removeprefix("person:")
    made = Deputy(
        key=key(number),
        name=name,
        pinyin=pinyin,
        other_names=(),
        facts={},
        conflicts=(),
        photo="",
        mandates=(here or mandate(),),
        posts=(),
        contacts=(),
        stations=(),
        reception_days=(),
        records=(),
        reports=(),
        page=f"deputy/{slug}.html",
        url=f"{prefix}/deputy/{slug}.html",
        canonical=f"{HOST}{prefix}/deputy/{slug}.html",
        updated="",
        providers=("青岚县人大",),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def facts(**values: str) -> dict[str, SourcedValue]:
    """Facts that the county states."""
    return {name: SourcedValue(value, (COUNTY,)) for name, value in values.items()}


def record(
    date: str, kind: str, title: str, text: str, place: str = "", by: str = "青岚县人大", source: Source = COUNTY
) -> DutyRecord:
    """A duty record; the provider organizes it."""
    return DutyRecord(date, kind, title, f"{by}常委会", place, text, "青岚县人大", by, source)


SECOND_WEDNESDAY = Reception(weekday=3, week=2, start="09:00", end="11:00")
TENTH = Reception(day=10, start="14:30", end="17:00", note="逢节假日顺延，请先打电话")
WEEKLY = Reception(weekday=1, start="08:30", end="10:00")
OPEN_DAY = Reception(date="2026-12-04", start="09:00", note="宪法宣传日")

_PEOPLE = (
    ("王小满", "wang xiaoman", "女", "汉族", "岚山镇卫生院副院长", "c1", "lanshan"),
    ("陆长明", "lu changming", "男", "汉族", "青岚县农业技术推广站农艺师", "c1", "lanshan"),
    ("阿依古丽·买买提", "ayiguli maimaiti", "女", "维吾尔族", "岚山镇清风社区居民委员会主任", "c2", "lanshan"),
    ("欧阳春", "ouyang chun", "男", "土家族", "柳汐镇柳桥村党支部书记、村民委员会主任", "c3", "liuxi"),
    ("秦若水", "qin ruoshui", "女", "汉族", "柳汐镇中心小学教师", "c3", "liuxi"),
    ("何大川", "he dachuan", "男", "汉族", "青岚水务有限公司闸门工", "c4", "liuxi"),
    ("孙守田", "sun shoutian", "男", "苗族", "石盘乡龙门村村民", "c5", "shipan"),
    ("郑可欣", "zheng kexin", "女", "汉族", "青岚县人民医院护士长", "c5", "shipan"),
    ("方定远", "fang dingyuan", "男", "汉族", "中国共产党青岚县委员会书记", "c6", ""),
)


def qinglan() -> Roster:
    """A county with three levels of mandates, a suspension, a conflict, former deputies, vacancies and stations."""
    number = count(1)
    people = []
    for name, pinyin, gender, ethnicity, post, elector, delegation in _PEOPLE:
        here = mandate(elector=elector, elector_name=_ELECTORS[elector], delegation=delegation)
        told = facts(gender=gender, ethnicity=ethnicity, employer_post=post)
        people.append(deputy(next(number), name, pinyin, here, facts=told, updated="2026-10-08"))
    people[0] = _full(people[0])
    people[1] = replace(people[1], mandates=(replace(people[1].here, status="suspended", suspensions=(("2026-09-01", ""),)),))
    people[3] = replace(
        people[3],
        conflicts=("birth",),
        canonical=people[3].canonical.replace("/qinglan/", "/liuxi/"),
        mandates=(
            people[3].here,
            mandate("liuxi", "柳汐镇人大", "township", 12, elector="l1", elector_name="柳桥选区", delegation=""),
        ),
        providers=("青岚县人大", "柳汐镇人大"),
    )
    people[5] = replace(people[5], name="", conflicts=("name",), pinyin="")
    gone = (
        deputy(
            next(number),
            "梁北辰",
            "liang beichen",
            _ended("c4", "2025-03-18", "moved_out", "qinglan:article/notice-3"),
            facts=facts(gender="男", ethnicity="汉族"),
            contacts=(Contact("青岚县人大", "0971-5550999", "", "", COUNTY),),
        ),
        deputy(next(number), "许望舒", "xu wangshu", _ended("c6", "2026-06-30", "resigned", "qinglan:article/notice-5")),
        deputy(
            next(number),
            "谭秋实",
            "tan qiushi",
            mandate(term=16, start="2016-11-20", end="2021-12-08", status="ended", end_reason="term_expired"),
        ),
    )
    return Roster(
        as_of="2026-11-23",
        congress_name="青岚县人大",
        term=Term(17, "2021-12-08", "", 12, 9, 1),
        deputies=tuple(sorted(people, key=lambda one: (not one.pinyin, one.pinyin))),
        former=gone,
        constituencies=tuple(_elector(code, people) for code in _ELECTORS),
        delegations=(
            Delegation("lanshan", "岚山镇代表团", "delegation", people[0].key, tuple(p.key for p in people[:3])),
            Delegation("liuxi", "柳汐镇代表团", "delegation", people[3].key, tuple(p.key for p in people[3:6])),
            Delegation("shipan", "石盘乡代表团", "delegation", "", tuple(p.key for p in people[6:8])),
            Delegation("water", "水利专业代表小组", "group", people[1].key, (people[1].key, people[3].key)),
        ),
        stations=_stations(people),
        vacancies=(
            Vacancy("柳汐第二选区", "2025-03-18", "梁北辰", "moved_out"),
            Vacancy("石盘第二选区", "2026-06-30", "许望舒", "resigned"),
            Vacancy("岚山第二选区", "", "", ""),
        ),
    )


_ELECTORS = {
    "c1": "岚山第一选区",
    "c2": "岚山第二选区",
    "c3": "柳汐第一选区",
    "c4": "柳汐第二选区",
    "c5": "石盘第一选区",
    "c6": "石盘第二选区",
}


def _elector(code: str, people: list[Deputy]) -> Elector:
    number = int(code[1:])
    places = (
        Locality(f"97012110{number}001", "清风社区", "岚山镇"),
        Locality(f"97012110{number}201", "柳桥村", "柳汐镇"),
        Locality(f"97012110{number}202", "上湾村", "柳汐镇"),
    )
    return Elector(
        kind="constituency",
        key=code,
        no=f"第{'一二三四五六'[number - 1]}选区",
        name=_ELECTORS[code],
        scope="岚山镇区以东、青岚河以北的机关、学校和两村一社区" if number < 4 else "",
        places=places,
        quota=2,
        voters=4210 + number,
        external=False,
        deputies=tuple(p.key for p in people if p.here.elector == code),
        page=f"constituency/{code}.html",
        source=COUNTY,
    )


def _ended(elector: str, end: str, reason: str, notice: str) -> Mandate:
    url = f"{PREFIX}/article/{notice.rpartition('/')[2]}.html"
    name = _ELECTORS[elector]
    return mandate(
        elector=elector, elector_name=name, end=end, status="ended", end_reason=reason, end_notice=notice, end_notice_url=url
    )


def _full(one: Deputy) -> Deputy:
    """王小满 with everything a page can show."""
    own = facts(gender="女", ethnicity="汉族", education="大学", party="中国共产党", employer_post="岚山镇卫生院副院长")
    return replace(
        one,
        other_names=("王满囤",),
        facts={**own, "birth": SourcedValue("1975-03", (COUNTY, CITY))},
        mandates=(
            one.here,
            mandate(
                "yannan",
                "砚南市人大",
                "city",
                8,
                elector_kind="electing_unit",
                elector="qinglan",
                elector_name="青岚县人大",
                delegation="青岚代表团",
                start="2022-01-10",
                congress_url="/yannan/deputy/",
                person_url=f"/yannan/{one.page}",
            ),
            mandate(
                term=16, elector_name="岚山选区", start="2016-11-20", end="2021-12-08", status="ended", end_reason="term_expired"
            ),
        ),
        posts=(
            Post("standing_committee", "常务委员会", "委员", SITE, "青岚县人大", 17, "2021-12-10", "", (COUNTY,)),
            Post(
                "special_committee",
                "教育科学文化卫生委员会",
                "副主任委员",
                SITE,
                "青岚县人大",
                16,
                "2016-11-22",
                "2021-12-08",
                (COUNTY,),
            ),
        ),
        contacts=(Contact("青岚县人大", "0971-5550123", "wangxm@qinglan.example", "岚山镇岚山路 9 号代表联络站", COUNTY),),
        stations=(AtStation("岚山镇代表之家", f"{PREFIX}/station/lanshan.html"), AtStation("网上联络站", "")),
        reception_days=(SECOND_WEDNESDAY, TENTH),
        records=(
            record(
                "2026-11-12",
                "research",
                "专题调研",
                "调研乡村医生队伍建设，走访 31 个村卫生室，提出定向培养的建议。",
                "岚山镇、石盘乡",
            ),
            record("2026-10-14", "reception", "接待群众", "接待群众 6 人，转交意见 3 件，均已答复。", "岚山镇代表之家"),
            record("2026-02-24", "session", "出席会议", "出席青岚县第十七届人民代表大会第四次会议。", "县会议中心"),
            record("2025-09-03", "inspection", "视察", "视察水库除险加固工程。", "四座水库", "砚南市人大", CITY),
            record("2025-05-20", "visit", "走访选民", "走访清风社区选民 12 户。", "清风社区"),
        ),
        reports=(
            DutyReport(
                "2025-12-18",
                "oral",
                "constituency",
                "青岚县人大",
                86,
                80,
                5,
                1,
                "三年来提出建议 9 件，办结 8 件。\n明年继续推动村卫生室取暖改造。",
                "建议多到偏远村组走走。",
                "青岚县人大",
                COUNTY,
            ),
        ),
        providers=("青岚县人大", "砚南市人大"),
    )


def _stations(people: list[Deputy]) -> tuple[Station, ...]:
    members = (
        StationDeputy("程立新", "/deputy/0000000zzz.html", "省人大代表"),
        StationDeputy(people[0].name, people[0].url, "市、县人大代表"),
        StationDeputy(people[1].name, people[1].url, "县人大代表"),
        StationDeputy("贺小兰", "", "镇人大代表"),
    )
    activities = (("2026-10-14", "接待日：6 位群众来访，转交意见 3 件。"), ("2026-08-02", "请乡村医生谈用药目录。"))
    home = Station(
        key="lanshan",
        name="岚山镇代表之家",
        kind="home",
        kind_title="代表之家",
        address="青岚县岚山镇岚山路 9 号院内一楼东侧",
        phone="0971-5550123",
        head="周一帆",
        geo="30.12345,104.12345",
        hours="工作日 9:00–17:00",
        deputies=members,
        reception_days=(SECOND_WEDNESDAY, TENTH, OPEN_DAY),
        activities=activities,
        page="station/lanshan.html",
        source=COUNTY,
    )
    online = replace(
        home,
        key="online",
        name="青岚县网上代表联络站",
        kind="online",
        kind_title="网上代表联络站",
        address="https://rd.yunze.example/qinglan/",
        phone="",
        head="",
        hours="",
        deputies=(),
        reception_days=(),
        activities=(),
        page="station/online.html",
    )
    return (home, online)


def large(deputies: int = 780, units: int = 15, prefix: str = "") -> Roster:
    """A province's roster: electing units and delegations of about fifty."""
    surnames = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
    sounds = "zhao qian sun li zhou wu zheng wang feng chen chu wei jiang shen han yang".split()
    people = []
    for number in range(deputies):
        unit = number % units
        here = mandate(
            "yunze",
            "云泽省人大",
            "province",
            12,
            elector_kind="electing_unit",
            elector=f"u{unit}",
            elector_name=f"第{unit + 1}市人民代表大会",
            delegation=f"d{unit}",
            status="suspended" if number % 97 == 5 else "active",
        )
        told = facts(
            gender="女" if number % 3 == 0 else "男",
            ethnicity="汉族",
            employer_post="某某市某某区某某街道社区卫生服务中心主治医师",
        )
        pinyin = f"{sounds[number % 16]} daming{number // 16}"
        people.append(deputy(number, f"{surnames[number % 16]}大明{number // 16}", pinyin, here, prefix, facts=told))
    members = [tuple(p.key for p in people if p.here.elector == f"u{unit}") for unit in range(units)]
    return Roster(
        as_of="2026-11-23",
        congress_name="云泽省人大",
        term=Term(12, "2023-01-12", "", deputies + 3, deputies, sum(p.here.status == "suspended" for p in people)),
        deputies=tuple(people),
        electing_units=(
            *(_unit(f"u{n}", f"第{n + 1}市", len(keys) + (n < 3), keys) for n, keys in enumerate(members)),
            replace(_unit("pla", "驻云泽部队", 2, ()), external=True),
        ),
        delegations=tuple(
            Delegation(f"d{n}", f"第{n + 1}市代表团", "delegation", keys[0], keys) for n, keys in enumerate(members)
        ),
    )


def _unit(code: str, name: str, quota: int, deputies: tuple[str, ...]) -> Elector:
    return Elector("electing_unit", code, "", name, "", (), quota, 0, False, deputies, "", COUNTY)
