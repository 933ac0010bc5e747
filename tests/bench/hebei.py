"""The Hebei shape: one province, 11 cities, 167 counties with their real names and codes, and seeded articles for each."""

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

SEED = 20261123
NEWEST = datetime(2026, 11, 20, 9, 0)
LINKED = 0.3
COLUMNS = {
    "news": ("要闻动态", 36),
    "notices": ("通知公告", 14),
    "meetings": ("会议", 12),
    "decisions": ("决议决定", 8),
    "appointments": ("人事任免", 6),
    "deputies": ("代表", 10),
    "proposals": ("议案建议", 8),
    "interact": ("互动", 6),
}
TAGS = tuple(
    "预算 监督 执法检查 代表建议 联络站 民生实事 乡村振兴 生态环境 教育 医疗 养老 交通 水利 营商环境 安全生产 法治 基层治理 选举"
    " 审计 国有资产 文物保护 食品安全 就业 科技创新".split()
)
_WHO = tuple(
    "常委会组成人员 部分人大代表 调研组 执法检查组 财政经济委员会 县级有关部门 镇人大主席团 代表联络站 社区居民"
    " 监察和司法委员会".split()
)
_WHEN = tuple("近日 连日来 会前 会后 今年以来 上半年 三季度 按照年度工作安排 根据常委会监督计划 在为期两周的时间里".split())
_DID = tuple(
    "深入一线查看 逐项听取汇报 随机走访 召开座谈会讨论 对照法律条文检查 查阅台账 现场核对 分组审议 集中督办 跟踪问效"
    " 公开征求意见 当面交换意见".split()
)
_WHAT = tuple(
    "老旧小区改造进度 农村饮水安全工程 义务教育学位供给 河道排污口整治 重点项目资金使用 养老服务设施运行"
    " 基层医疗机构用药 公交线路调整方案 高标准农田管护 食品小作坊登记 电动自行车充电设施 村级污水处理站"
    " 就业帮扶车间 文物保护单位修缮 审计查出问题整改".split()
)
_RESULT = tuple(
    "大家认为，成绩应当肯定，差距也要正视 有关部门当场答复，并列出时间表 意见已经汇总，将转交有关机关研究处理"
    " 问题清单实行销号管理，办结一件核对一件 与会同志一致同意，把办理结果向社会公开 代表提出，既要看账本，也要看现场"
    " 下一步将适时开展“回头看” 受访群众表示，变化看得见、摸得着".split()
)
_HEADINGS = tuple("基本情况 主要做法 发现的问题 代表意见 审议意见 整改要求 下一步安排 现场问答".split())
_BOLD = tuple("依法监督 正确监督 有效监督 问题导向 全过程人民民主 代表建议 时限要求 公开透明".split())
_ABOUT = tuple("预算审查 执法检查 代表视察 专题询问 联组审议 建议督办 民生实事 工作评议 立法调研 接待选民".split())
_NAMES = tuple("鲁问津 左思危 严慎独 墨守常 纪守约 苏知微 陆行之 程以安 何慎言 沈清平".split())


@dataclass(frozen=True, slots=True)
class Region:
    """A division with its site: id, level, GB/T 2260 code, name, and the parent's id ("" for the province)."""

    site: str
    level: str
    code: str
    name: str
    parent: str


@dataclass(frozen=True, slots=True)
class Piece:
    """An article: `body` is Markdown in which `{link}` stands for the address of `linked`, (column, slug) of another one."""

    slug: str
    column: str
    title: str
    date: datetime
    source: str
    people: tuple[str, ...]
    tags: tuple[str, ...]
    body: str
    linked: tuple[str, str] | None

    def body_with(self, link: str) -> str:
        """The body with the link as one generator writes it, `{column}` and `{slug}` in `link` being the target's."""
        if self.linked is None:
            return self.body
        return self.body.replace("{link}", link.replace("{column}", self.linked[0]).replace("{slug}", self.linked[1]))


def read_regions(divisions: Path, count: int) -> list[Region]:
    """The first `count` divisions from the province down, so that every parent is among them."""
    with (divisions / "hebei" / "hebei.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] in {"province", "city", "county"}]
    rows.sort(key=lambda row: ("province", "city", "county").index(row["level"]))
    return [_region(row) for row in rows[:count]]


def _region(row: dict[str, str]) -> Region:
    return Region(f"r{row['code']}", row["level"], row["code"], row["name"], f"r{row['parent']}" if row["parent"] else "")


def pieces(region: Region, count: int) -> list[Piece]:
    """`count` articles of one site, the same on every call; about 600 to 1,000 characters each."""
    rng = random.Random(f"{SEED}:{region.code}")
    made: list[Piece] = []
    for number in range(count):
        made.append(_piece(rng, region, number, made))
    return made


def _piece(rng: random.Random, region: Region, number: int, before: Sequence[Piece]) -> Piece:
    column = rng.choices(list(COLUMNS), [weight for _, weight in COLUMNS.values()])[0]
    linked = rng.choice(before) if before and rng.random() < LINKED else None
    paragraphs = list(_paragraphs(rng, rng.triangular(520, 860, 640)))
    if linked:
        paragraphs[-1] += f"此前情况见[{linked.title}]({{link}})。"
    return Piece(
        slug=f"a{number:04d}",
        column=column,
        title=f"{region.name}人大{rng.choice(_DID)}{rng.choice(_WHAT)}（{number + 1}）",
        date=NEWEST - timedelta(hours=31 * number + rng.randrange(24)),
        source=f"{region.name}人大常委会",
        people=tuple(rng.sample(_NAMES, 4)),
        tags=tuple(rng.sample(TAGS, rng.randrange(4))),
        body="\n\n".join(paragraphs) + "\n",
        linked=(linked.column, linked.slug) if linked else None,
    )


def _paragraphs(rng: random.Random, length: float) -> Iterator[str]:
    """Paragraphs, headings and a list until `length` characters are reached."""
    headings = iter(rng.sample(_HEADINGS, len(_HEADINGS)))
    written = 0
    for turn in range(40):
        if turn and turn % 2 == 0:
            yield f"## {next(headings, '其他')}"
        text = "".join(_sentence(rng) for _ in range(rng.randrange(2, 5)))
        written += len(text)
        yield text
        if turn == 2:
            rows = [f"{rng.choice(_WHAT)}：{rng.choice(_RESULT)}；" for _ in range(rng.randrange(3, 6))]
            written += sum(map(len, rows))
            mark = "1. " if rng.random() < 0.5 else "- "
            yield "\n".join(mark + row for row in rows)
        if written >= length:
            return


def _sentence(rng: random.Random) -> str:
    bold = f"坚持**{rng.choice(_BOLD)}**，" if rng.random() < 0.25 else ""
    about = f"围绕{rng.choice(_ABOUT)}，" if rng.random() < 0.4 else ""
    return f"{rng.choice(_WHEN)}，{rng.choice(_WHO)}{about}{bold}{rng.choice(_DID)}{rng.choice(_WHAT)}。{rng.choice(_RESULT)}。"
