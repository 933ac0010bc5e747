"""One congress's site as its record in sites/<level>/<id>.yaml states it, and the names of its columns."""

import re
from typing import Annotated, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from .flow import FlowRule
from .frozen import frozen
from .item import Dialect
from .level import LEVELS, Level, WrittenLevel
from .period import Period
from .record import Day, Form, Line, Mailbox, Mailboxes, Record, filled
from .said import said
from .words import Flag, Words
from .workdays import WorkYear

_HOST = re.compile(r"^[\w-]+(?:\.[\w-]+)*\Z")
FEED_AUTHORITY = (
    r"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*,\d{4}(?:-\d{2}(?:-\d{2})?)?$"  # RFC 4151
)
ColumnKey = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$"), Form("notices", "小写字母开头，只用小写字母、数字、- 和 _")
]
WebAddress = Annotated[Line, Form("https://rd.example.gov.cn/", "以 https:// 开头，到 / 为止")]
COLUMN_CLASSES = {"news": "动态", "notice": "公告", "yearly": "年度", "event": "活动", "static": "固定"}
_CLASSES_TOO = {"news": ("新闻", "要闻"), "notice": ("通知", "通知公告"), "event": ("事项", "会议"), "static": ("静态", "常设")}
ColumnClass = Annotated[Literal["news", "notice", "yearly", "event", "static"], Words(COLUMN_CLASSES, _CLASSES_TOO)]
COLUMN_GROUPS = {
    "deputies": said("代表"),
    "part": said("参与"),
    "laws": said("立法"),
    "supervision": said("监督"),
    "decisions": said("决定任免"),
    "news": said("会议动态"),
    "about": said("概况"),
}
"""The groups of a site's navigation with their titles, in order."""
ColumnGroup = Annotated[Literal["deputies", "part", "laws", "supervision", "decisions", "news", "about"], Words(COLUMN_GROUPS)]
ORG_TYPES = Words(
    {"congress": "人民代表大会", "working_committee": "工委"},
    {"congress": ("人大",), "working_committee": ("工作委员会", "人大工委")},
)


class Column(Record):
    """栏目: a list of documents. `kind` decides after how many days without a new piece it counts as stale."""

    key: ColumnKey = Field(description="栏目编号")
    title: Line = Field(description="栏目名")
    kind: ColumnClass = Field("notice", description="类别")
    group: ColumnGroup = Field("about", description="导航里归哪一组")
    description: Line | None = Field(None, description="说明")
    owner_dept: Line | None = Field(None, description="主管部门")


class ColumnChanges(Record):
    """What a site may change of its level's columns."""

    APART: ClassVar[frozenset[str]] = frozenset({"add", "hide", "titles"})

    add: tuple[Column, ...] = Field((), description="增加的栏目")
    hide: tuple[ColumnKey, ...] = Field((), description="不设的栏目")
    titles: Annotated[dict[ColumnKey, Line], BeforeValidator(filled)] = Field(default_factory=dict, description="改名的栏目")


class Footer(Record):
    """The identity block every page ends with (docs/domain.md §5)."""

    emblem: Line | None = Field(None, description="国徽图案")
    host_org: Line | None = Field(None, description="主办单位")
    contact: Line | None = Field(None, description="联系方式")
    icp: Line | None = Field(None, description="ICP 备案号")
    psb: Line | None = Field(None, description="公安备案号")
    party_gov_mark: Line | None = Field(None, description="党政机关网站标识")
    report_phone: Line | None = Field(None, description="举报电话")
    report_email: Line | None = Field(None, description="举报邮箱")
    elder_url: Line | None = Field(None, description="适老化页面的网址")
    a11y_url: Line | None = Field(None, description="无障碍页面的网址")
    petition_url: Line | None = Field(None, description="信访网址")
    supervisor_org: Line | None = Field(None, description="主管单位")
    operator_org: Line | None = Field(None, description="承办单位")
    tech_support: Line | None = Field(None, description="技术支持")
    copyright: Line | None = Field(None, description="版权")
    news_license: Line | None = Field(None, description="新闻许可证号")
    site_id_code: Line | None = Field(None, description="网站标识码")
    error_report_url: Line | None = Field(None, description="纠错网址")


class Cadence(Record):
    """Days without a new piece after which the home page, and a column of each class, count as stale."""

    home: Annotated[int, Field(ge=1)] = Field(14, description="首页几天")
    news: Annotated[int, Field(ge=1)] = Field(14, description="动态类几天")
    notice: Annotated[int, Field(ge=1)] = Field(183, description="公告类几天")
    yearly: Annotated[int, Field(ge=1)] = Field(365, description="年度类几天")


Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$"), Form("'#1f4e5f'", "井号加六位十六进制数")]


class SiteRecord(Record):
    """sites/<level>/<id>.yaml: data, never code."""

    HOLDS: ClassVar[frozenset[str]] = frozenset({"external"})
    APART: ClassVar[frozenset[str]] = frozenset({"report_to"})
    SPARE: ClassVar[frozenset[str]] = frozenset({"footer", "columns", "report_to"})

    name: Line = Field(description="机关名称，如 青岚县人民代表大会")
    short_name: Line = Field(description="简称，如 青岚县人大")
    area: Line | None = Field(None, description="地区名，如 青岚县；缺省取简称去掉“人大”")
    division_code: (
        Annotated[str, StringConstraints(pattern=r"^\d{6}(?:\d{3})?$"), Form("'970121'", "县级以上 6 位，乡镇街道 9 位")] | None
    ) = Field(None, description="区划代码：县级以上 6 位，乡镇街道 9 位")
    org_type: Annotated[Literal["congress", "working_committee"], ORG_TYPES] = Field("congress", description="机关类型")
    parent: Line | None = Field(None, description="隶属：上级站点的编号")
    platform_parent: Line | None = Field(None, description="平台归属：负责技术与安全的站点编号，缺省同 parent")
    external: Flag = Field(False, description="只作为上级记录，不建站（如全国人大）")
    address: WebAddress | None = Field(None, description="网址，如 https://rd.example.gov.cn/qinglan/；缺省为 base_url 加编号")
    valid_from: Day | None = Field(None, description="设立日期")
    valid_to: Day | None = Field(None, description="撤销日期")
    predecessors: tuple[Line, ...] = Field((), description="前身站点的编号")
    columns: ColumnChanges = Field(default_factory=ColumnChanges, description="对本级栏目的增减")
    home: tuple[Line, ...] = Field((), description="首页的各块，按次序；缺省同本级")
    cadence: Cadence | None = Field(None, description="更新期限（天）")
    accepts: tuple[Line, ...] | None = Field(None, description="下级报送时自动采用的栏目；缺省同本级")
    review_stages: Annotated[int, Field(ge=1, le=3)] | None = Field(None, description="最少审级")
    markdown: Dialect | None = Field(None, description="本站的正文写法，office 公文或 pelican；缺省同 cluster.yaml")
    report_to: Mailboxes = Field((), description="检查报告寄到的电子邮箱，可以写几个；不公开")
    colour: Colour | None = Field(None, description="本站的主色，如 '#1f4e5f'；缺省同本级，再缺省为主题的红色")
    footer: Footer = Field(default_factory=Footer, description="页脚身份信息")

    @field_validator("address")
    @classmethod
    def _is_address(cls, value: str | None) -> str | None:
        return None if value is None else check_address(value)


class LevelProfile(Record):
    """What all sites of a level share; anything absent has the default of docs/domain.md §9."""

    columns: tuple[ColumnKey, ...] | None = Field(None, description="本级栏目，按显示顺序；缺省为标准栏目")
    changes: ColumnChanges = Field(default_factory=ColumnChanges, description="对标准栏目的增减")
    home: tuple[Line, ...] = Field((), description="首页的各块，按次序；缺省为本级的标准首页")
    cadence: Cadence = Field(default_factory=Cadence, description="更新期限（天）")
    accepts: tuple[Line, ...] = Field((), description="下级报送时自动采用的栏目（来源栏目的编号）")
    review_stages: Annotated[int, Field(ge=1, le=3)] | None = Field(None, description="最少审级")
    colour: Colour | None = Field(None, description="本级各站的主色，如 '#1f4e5f'；缺省为主题的红色")


class FolderRecord(Record):
    """_folder.yaml: what all documents of a folder and of those below it share."""

    markdown: Dialect | None = Field(None, description="这个文件夹里的正文写法，office 公文或 pelican")


class SiteLimits(Record):
    """What one site may hold; files beyond it, in order of path, are not read."""

    documents: Annotated[int, Field(ge=1)] = Field(20_000, description="稿件和常设页面的篇数")
    files: Annotated[int, Field(ge=1)] = Field(20_000, description="图片、附件等文件的个数")
    bytes: Annotated[int, Field(ge=1)] = Field(4 * 1024**3, description="全部文件的总字节数")


class ClusterRecord(Record):
    """sites/cluster.yaml."""

    HOLDS: ClassVar[frozenset[str]] = frozenset({"demo", "production", "wording"})  # without which less is checked, or marked
    APART: ClassVar[frozenset[str]] = frozenset({"report_to", "workdays", "flows"})
    SPARE: ClassVar[frozenset[str]] = frozenset({"search_server", "report_to", "report_from"})

    name: Line = Field(description="网站群名称")
    root: Line = Field(description="最上级站点的编号")
    timezone: Annotated[Literal["Asia/Shanghai"], Words({"Asia/Shanghai": "北京时间"})] = Field(
        "Asia/Shanghai", description="时区"
    )
    base_url: WebAddress = Field(description="网址：没有写 address 的站点放在这个网址之下")
    demo: Flag = Field(False, description="演示数据：每页顶部标明")
    production: Flag = Field(False, description="正式上线：页脚必填项有缺的站点不发布")
    levels: dict[WrittenLevel, LevelProfile] = Field(default_factory=dict, description="各层级的共同设定")
    wording: Line | None = Field(None, description="严重表述错误清单的路径，可以在仓库之外；每行：错误的写法、Tab、正确的写法")
    data_licence: Line = Field(
        "公开数据，可自由使用，请注明来源和更新日期。", description="开放数据的使用许可，印在数据开放页和数据字典里"
    )
    feed_authority: (
        Annotated[str, StringConstraints(pattern=FEED_AUTHORITY), Form("rd.example.gov.cn,2026", "域名，逗号，年份或日期")] | None
    ) = Field(
        None,
        description="订阅和日历里编号的署名：自己的域名，逗号，拥有它的一天，如 rd.example.gov.cn,2026；换网址时不改",
    )
    search_server: Line | None = Field(
        None, description="没有脚本的读者用的搜索服务：https 网址，{query} 处是要找的字，{site} 处是站点编号"
    )
    markdown: Dialect = Field("office", description="正文写法，office 公文（缺省）或 pelican")
    report_to: Mailboxes = Field((), description="网站群本身的检查报告寄到的电子邮箱，可以写几个")
    report_from: Mailbox | None = Field(None, description="检查报告的寄件人，一个电子邮箱；缺省为 wangqun@ 加 base_url 的主机名")
    limits: SiteLimits = Field(default_factory=SiteLimits, description="每个站点的内容上限")
    periods: Annotated[dict[Line, Annotated[dict[Line, Period], BeforeValidator(filled)]], BeforeValidator(filled)] = Field(
        default_factory=dict, description="本省对各类材料期限的规定：材料的种类，期限的名字，天数和出处"
    )
    workdays: tuple[WorkYear, ...] = Field((), description="放假安排：系统里还没有的一年，或者改正系统里的一年")
    flows: tuple[FlowRule, ...] = Field((), description="下发、报送规则；先后次序不影响结果")

    @field_validator("levels", mode="before")
    @classmethod
    def _each_once(cls, value: object) -> object:
        value = filled(value)
        levels = [LEVELS.read(key) for key in value] if isinstance(value, dict) else []
        if twice := next((str(level) for number, level in enumerate(levels) if level in levels[:number]), ""):
            raise PydanticCustomError("written_twice", "“{level}”写了两次", {"level": twice})
        return value

    @field_validator("base_url")
    @classmethod
    def _is_address(cls, value: str) -> str:
        return check_address(value)


def check_address(value: str) -> str:
    """The web address with a trailing slash.

    Raises:
        PydanticCustomError: it is not plain http(s)://host[:port]/path.
    """
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    segments = parts.path.strip("/").split("/") if parts.path.strip("/") else []
    plain = all(s and s not in {".", ".."} and s.replace("-", "").replace("_", "").isalnum() and s.isascii() for s in segments)
    if (
        parts.scheme not in {"http", "https"}
        or not _HOST.match(parts.hostname or "")
        or parts.query
        or parts.fragment
        or parts.username
        or not plain
    ):
        raise PydanticCustomError("address", "网址“{value}”应形如 https://主机名/路径/", {"value": value})
    usual = {"http": 80, "https": 443}[parts.scheme]
    host = f"{parts.hostname}:{port}" if port and port != usual else parts.hostname
    return "/".join([f"{parts.scheme}://{host}", *segments, ""])


@frozen
class Address:
    """Where a site lives: `origin` "https://host[:port]" and `prefix` "" or "/path", no trailing slash."""

    origin: str
    prefix: str

    @classmethod
    def of(cls, url: str) -> "Address":
        """The address in a URL accepted by `check_address`."""
        parts = urlsplit(url)
        return cls(f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/"))

    @property
    def host(self) -> str:
        """The host with its port."""
        return self.origin.split("://", 1)[1]

    def absolute(self, path: str) -> str:
        """The full URL of a path below this site (no leading slash)."""
        return f"{self.origin}{self.prefix}/{path}"

    def link(self, path: str, seen_from: "Address") -> str:
        """The shortest safe link: root-relative within an origin, absolute elsewhere (law 10)."""
        return f"{self.prefix}/{path}" if seen_from.origin == self.origin else self.absolute(path)


@frozen
class Site:
    """A site record with its place: id and level come from the file's name and folder.

    One that is not `sound` has faults: it holds its place in the tree, but is not built.
    """

    id: str
    level: Level
    record: SiteRecord
    path: str
    lines: dict[str, int]
    sound: bool = True

    @property
    def area(self) -> str:
        """The short name of the place, for breadcrumbs."""
        return self.record.area or self.record.short_name.removesuffix("人大")
