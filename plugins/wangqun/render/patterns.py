"""The parts of which the theme's pages are made, each with sample values: drawn anew whenever they are looked at."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..domain.frozen import frozen
from ..pages import charts
from ..pages.context import Count, Entry, Group, Head, Link, SiteContext
from ..pages.hemicycle import Hemicycle, SeatGroup, hemicycle
from .equipment import equipped
from .lean import made_lean
from .settings import shared_settings, template_folders
from .wording import words

TEMPLATE = "patterns.html"
ICONS = tuple(
    "search menu close person village clock phone mail pin calendar"
    " book gavel speech print link speak download feed chart map".split()
)
COLOURS = tuple("paper wash line control soft ink blue accent mark".split())
LONG = (
    "云泽省人民代表大会常务委员会关于检查《云泽省水库大坝安全管理条例》和"
    "有关法律法规在各市县贯彻实施情况的报告及其审议意见研究处理情况"
)


@frozen
class PatternsPage:
    """patterns.html: only the preview has it."""

    head: Head
    crumbs: tuple[Link, ...]
    entries: tuple[Entry, ...]
    counts: tuple[Count, ...]
    colours: tuple[str, ...]
    icons: tuple[str, ...]
    bars: charts.Bars
    shares: charts.Bars
    columns: charts.Columns
    timeline: charts.Timeline
    seats: Hemicycle | None


def draw(root: Path, prefix: str, theme: str) -> bytes:
    """The page, as of now; `prefix` is the path of a site that is shown, `theme` the folder of its static files below that.

    Raises:
        SettingsFaulty, ThemeMissing, jinja2.TemplateError: why it cannot be drawn.
    """
    shared = shared_settings(root)
    loader = FileSystemLoader(template_folders(root, shared))
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made_lean(equipped(environment, words(shared)))
    site = _site(f"{prefix}/", f"{prefix}/{theme}")
    return environment.get_template(TEMPLATE).render(site=site, page=_page(site)).encode()


def _site(home: str, theme: str) -> SiteContext:
    here = f"{home}.wangqun/patterns"
    links = tuple(Link(title, here) for title in ("找代表", "代表名录", "代表工作"))
    groups = tuple(Group(title, links) for title in ("代表", "参与", "立法", "监督", "决定任免", "会议动态", "概况"))
    return SiteContext(
        name="示例省人民代表大会",
        short_name="示例省人大",
        area="示例省",
        level="province",
        home=home,
        cluster="示例网站群",
        demo=True,
        ended="",
        heirs=(),
        theme=theme,
        colour=None,
        breadcrumb=(Link("全国", None), Link("示例省", here, current=True)),
        kin_title="下级人大",
        kin=tuple(Link(f"示例{number}市人大", here) for number in "一二三"),
        groups=groups,
        pages=(),
        feed=None,
        cluster_feed=None,
        lookup=None,
        open_data=None,
        search=f"{home}search/",
        emblem=None,
        footer=(),
    )


def _page(site: SiteContext) -> PatternsPage:
    turns = "2026-11-01T09:00:00+08:00 进行中;2026-12-31T18:00:00+08:00 已截止"
    entries = (
        Entry("省人大常委会公告", site.home, "2026-11-20", "2026-11-20", "一句话的摘要。"),
        Entry(
            "《示例省养老服务条例》征求意见",
            site.home,
            "2026-11-09",
            "2026-11-09",
            "",
            state="进行中",
            facts=("法规草案",),
            turns=turns,
        ),
        Entry(LONG, site.home, "2026-09-30", "2026-09-30", "", media="视频", origin="示例一市人大"),
        Entry("没有日期的", site.home, "", "", "", state="已废止"),
    )
    amounts = [charts.Amount("水利", 18), charts.Amount("交通", 7), charts.Amount("教育", 3), charts.Amount("其他", 0)]
    heads = ("办理单位", "件数")
    years = [charts.Amount(str(year), value) for year, value in ((2023, 3), (2024, 8), (2025, 5))]
    events = [charts.Event("2024-03-01", "2024年3月1日", "提出"), charts.Event("2024-06-10", "2024年6月10日", "答复")]
    return PatternsPage(
        head=Head("样式一览", None, (), index=False),
        crumbs=(Link("首页", site.home), Link("样式一览", None, current=True)),
        entries=entries,
        counts=(Count("代表名额", "779"), Count("现有代表", "771"), Count("缺额", "8")),
        colours=COLOURS,
        icons=ICONS,
        bars=charts.bars("p-bars", "各单位办理的建议", amounts, heads, "%(n)s 件"),
        shares=charts.shares("p-shares", "办理结果", amounts, heads, "%(n)s 件"),
        columns=charts.columns("p-columns", "每年的建议", years, ("年份", "件数"), "%(n)s 件"),
        timeline=charts.timeline("p-timeline", "一件建议", events),
        seats=hemicycle(
            "p-seats", "席位", [SeatGroup("第一代表团", 40, 2), SeatGroup("第二代表团", 31)], ("代表团", "现有代表", "缺额")
        ),
    )
