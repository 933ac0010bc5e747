"""`wangqun init` and `wangqun new`: files an editor can start from. Nothing that exists is overwritten."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path

from ..domain.deputy import PERSON_KEY, mint
from ..domain.finding import Place
from ..domain.ids import RESERVED_SITES, SITE_ID, slugify
from ..domain.level import Level
from ..domain.refused import Refused
from ..records import KINDS, folders, kind_of
from ..records.kind import Kind, Kinds
from ..stages.load.marked import YamlError, parse_yaml
from ..stages.load.names import name_fault
from ..stages.load.sites import sites as sites_of
from . import known, schema
from .newcomer import faults_of_site

GITIGNORE = "build/\n__pycache__/\n.venv/\n"
CLUSTER = """\
# 网站群。字段说明：wangqun schema cluster
name: {name}
root: {root}
base_url: https://rd.example.gov.cn/
#report_to: [请填写]   # 运行人员的电子邮箱：网站群本身的检查报告寄到这里
demo: true            # 演示数据：正式上线前删去这一行

levels:               # 先设几个栏目，有内容了再加；删去 levels，就是各级的标准栏目
  province: {{columns: [about, news, notices, meetings, deputies]}}
  city: {{columns: [about, news, notices, meetings, deputies]}}
  county: {{columns: [about, news, notices, meetings, deputies]}}
  township: {{columns: [about, news, notices, meetings, deputies]}}
"""
SITE = """\
# 站点。字段说明：wangqun schema site
name: {name}
short_name: {short}
{code}{parent}#report_to: [请填写]       # 检查报告寄到的电子邮箱，可以写几个；不公开
footer:
  host_org: {host}
  #contact: 请填写办公地址和电话
  # icp、psb、party_gov_mark 正式上线时必填
"""
ARTICLE = """\
---
title: {title}
date: {date:%Y-%m-%d %H:%M}
source: 请填写本机关名称
editor: 请填写责任编辑
summary: 请用一句话写明要点
tags: []
{own}# 审核过了再记，去掉行首的 #，如实填写。一审一行；proofread（校对）写 true，result 写 pass（通过）或 return（退回）
#reviews:
#  - {{stage: first, role: 部门负责人, person: 请填写, time: 请填写, proofread: 请填写, result: 请填写}}
#  - {{stage: second, role: 分管领导, person: 请填写, time: 请填写, proofread: 请填写, result: 请填写}}
#  - {{stage: final, role: 分管信息和保密的领导, person: 请填写, time: 请填写, proofread: 请填写, result: 请填写}}
# 保密审查的结论：public（公开）、public_after_redaction（处理后公开）、not_public（不公开）
#secrecy_review: {{person: 请填写, time: 请填写, result: 请填写}}
# 写着“请填写”的都填好，再去掉下一行，稿件才公开
status: draft
---
请在这里写正文。
"""
WELCOME = """\
---
title: 怎样开始
date: {date:%Y-%m-%d %H:%M}
---
这是一个常设页面，文件是 `pages/welcome.md`：文件夹 `pages` 里的是常设页面，`welcome` 是网址名。正式上线以前删去它。

## 怎样继续

1. 在 `sites/` 里改好网站群和站点的名称、区划代码和页脚。
2. 用 `wangqun new article` 新建稿件；放在哪个文件夹，就在哪个栏目，`news` 是要闻动态。
3. 写好正文，填好文件头，审核以后如实记下审核记录和保密审查，再去掉 `status: draft` 一行。
4. 用 `wangqun check` 检查，用 `wangqun build` 生成，用 `wangqun serve` 预览。
"""
ABOUT = """\
---
title: 机构概况
date: {date:%Y-%m-%d %H:%M}
---
这一页介绍机关职责、内设机构和联系方式，文件是 `pages/about.md`。正式上线以前改成本机关的内容。
"""


DEPUTY = """\
# 只写能公开的内容：没有身份证号、住址、私人电话、宗教信仰、健康状况这些字段。字段说明：wangqun schema deputies
# 写着“请填写”的填好以前，这份材料不公开；用不着的整行删去
person: {key}
name: {name}
#gender: 请填写            # 男、女
#ethnicity: 请填写         # 如 汉族
#birth: 请填写             # 到月为止，如 1975-03
#education: 请填写         # 如 大学
#party: 请填写             # 如 中共党员
#employer_post: 请填写     # 单位和职务
mandates:
  - term: {term}
    {kind}: {elector}
    #delegation: 请填写    # 代表团的编号
    from: 请填写           # 资格开始的日期，如 {day:%Y-%m-%d}
# 办公电话，和本人同意公开的日期
#contact_public: {{phone: 请填写, consent_on: 请填写}}
#station: [请填写]         # 联络站的编号
updated: {day:%Y-%m-%d}
"""


def new_cluster(folder: Path, now: datetime) -> list[Path]:
    """A province with one city and one county that builds at once; the paths written.

    Raises:
        Refused: the folder is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(path.name != ".git" for path in folder.iterdir())):
        raise Refused(f"{folder} 不是空目录。")
    texts = {
        ".gitignore": GITIGNORE,
        "pelicanconf.py": _pelicanconf(),
        "sites/cluster.yaml": CLUSTER.format(name="示例省人大网站群", root="shengji"),
        "sites/province/shengji.yaml": _site_text("示例省人民代表大会", "省人大", Level.PROVINCE, None, "980000"),
        "sites/city/shiji.yaml": _site_text("示例市人民代表大会", "示例市人大", Level.CITY, "shengji", "980100"),
        "sites/county/xianji.yaml": _site_text("示例县人民代表大会", "示例县人大", Level.COUNTY, "shiji", "980121"),
    }
    texts[".vscode/settings.json"] = schema.editor_settings(".vscode/schema")
    texts |= {f".vscode/schema/{name}.json": schema.as_text(name) + "\n" for name in sorted(schema.FORMS)}
    for level, site in (("province", "shengji"), ("city", "shiji"), ("county", "xianji")):
        for name, page in (("welcome", WELCOME), ("about", ABOUT)):
            texts[f"content/{level}/{site}/pages/{name}.md"] = page.format(date=now - timedelta(minutes=1))
    return [_write(folder / path, text) for path, text in texts.items()]


def new_document(root: Path, site: str, title: str, column: str, slug: str, now: datetime, kinds: Kinds = KINDS) -> Path:
    """A draft with every required field laid out and nothing answered for its editor; its path.

    `column` is the folder: one of a kind of its own makes a document of that kind.

    Raises:
        Refused: no such site or column, an unusable slug or column, or the file exists.
    """
    level = _level(root, site)
    of_kinds = {folder: f"常设{kind.title}" if kind.standing else kind.title for folder, kind in folders(kinds).items()}
    columns = of_kinds | known.columns(root, level, site, kinds)
    meant = known.nearest(column, columns)
    if slugify(slug) != slug or not slug or (slugify(column) != column and not meant):
        raise Refused("网址名和栏目用小写字母、数字和 -。")
    if column not in columns:
        near = f"，是不是 {meant}（{columns[meant]}）？" if meant else "；"
        new = "要新设的，先在站点文件的 columns 里写 add: [{key: 编号, title: 名称}]。"
        raise Refused(f"没有栏目“{column}”{near}已有 {known.listed(columns)}。{new}")
    path = root / "content" / level / site / column / f"{slug}.md"
    if fault := name_fault(path.name, Place(site, path.relative_to(root).as_posix())):
        raise Refused(f"“{slug}”不能作网址名：{fault.message}。{fault.hint}")
    own = "".join(_slots(kind_of(kinds, column)))
    return _write(path, ARTICLE.format(title=_quoted(" ".join(title.split())), date=now, own=own))


def _slots(kind: Kind) -> Iterator[str]:
    """A line for each field that a kind shows: to be filled in, behind a # where it may be left out, with an example. What must
    be there stands there, shown or not.
    """
    own = kind.record.model_fields
    for field in (name for name, info in own.items() if info.is_required() and name not in kind.sample):
        yield f"{field}: 请填写  # {own[field].description}\n"
    for field, example in kind.sample.items():
        info = kind.record.model_fields[field]
        when, mark, value = example.partition("）") if example.startswith("（") else ("", "", example)
        said = f"{str(info.description).partition('，如 ')[0]}{when}{mark}，如 {value}"
        yield f"{'' if info.is_required() else '#'}{field}: 请填写  # {said}\n"


def new_deputy(
    root: Path, site: str, name: str, term: int | None, elector: str | None, person: str | None, now: datetime
) -> tuple[Path, str]:
    """A deputy's file with every public field laid out to be filled in, and the person key: a new one unless one is given.

    Raises:
        Refused: no such site, term, constituency or person, a bad key, or the file exists.
    """
    level = _level(root, site)
    if person and not PERSON_KEY.match(person):
        raise Refused(f"“{person}”不是人员编号：person: 后面 10 位小写字母和数字。")
    if person and not known.has_person(root, person):
        raise Refused(f"没有写着“{person}”的材料；新的人不写 --person，别的站点已有编号的，先取来它的清单（build/manifests）。")
    key = person or mint()
    direct = level in {"county", "township"}
    terms = known.rows(root, level, site, "terms")
    if term and term not in [row["term_no"] for row in terms]:
        there = "、".join(f"第 {row['term_no']} 届" for row in terms)
        raise Refused(f"{site} 没有第 {term} 届；" + (f"已有{there}。" if terms else "先在 terms.yaml 写上。"))
    term = term or known.term_at(terms, now)
    if elector:
        _check_elector(root, level, site, elector, term)
    text = DEPUTY.format(
        key=key,
        name=_quoted(name.strip()),
        term=term or "请填写第几届",
        kind="constituency" if direct else "electing_unit",
        elector=elector or "请填写编号",
        day=now,
    )
    path = root / "content" / level / site / "deputies" / f"{key.removeprefix('person:')}.yaml"
    return _write(path, text), key


def new_site(root: Path, level: str, site: str, name: str, parent: str, code: str | None) -> Path:
    """A site record and its content folder; the record's path.

    Raises:
        NoCluster: there is no cluster to take it in.
        Refused: the id is unusable or taken, the parent is not there, or a build would block this site or another for it.
    """
    if not SITE_ID.match(site) or site in RESERVED_SITES:
        raise Refused(f"“{site}”不能作站点编号：用小写字母、数字和 -，以字母开头。")
    if any((root / "sites").glob(f"*/{site}.y*ml")):
        raise Refused(f"站点“{site}”已有。")
    if parent not in (sites := sites_of(root)):
        raise Refused(f"没有上级站点“{parent}”；已有 {known.listed(dict.fromkeys(sites, ''))}。")
    text = _site_text(name, _short(name), Level(level), parent, code)
    if found := faults_of_site(root, Level(level), site, text):
        raise Refused(f"没有新建站点“{site}”：生成时会被阻断，见上。", found)
    path = _write(root / "sites" / level / f"{site}.yaml", text)
    (root / "content" / level / site).mkdir(parents=True, exist_ok=True)
    return path


def _level(root: Path, site: str) -> str:
    """The level of a site that is there."""
    sites = sites_of(root)
    if site in sites and SITE_ID.match(site):
        return sites[site]
    meant = known.nearest(site, dict.fromkeys(sites, ""))
    raise Refused(
        f"没有站点“{site}”" + (f"，是不是 {meant}？" if meant else f"；已有 {known.listed(dict.fromkeys(sites, ''))}。")
    )


def _check_elector(root: Path, level: str, site: str, elector: str, term: int | None) -> None:
    """Refuse an elector that the site has not written down for the term, or at all when the term is not known."""
    kind, word = ("constituencies", "选区") if level in {"county", "township"} else ("electing_units", "选举单位")
    rows = known.rows(root, level, site, kind)
    there = {row["key"]: row["name"] for row in rows if term is None or row["term"] == term}
    if elector not in there:
        of_term = f"第 {term} 届" if term else ""
        known_ones = f"已有 {known.listed(there)}。" if there else f"先在 {kind}.yaml 写上。"
        raise Refused(f"{site} {of_term}没有{word}“{elector}”；{known_ones}")


def _short(name: str) -> str:
    return name.removesuffix("常务委员会").removesuffix("人民代表大会") + "人大"


def _site_text(name: str, short: str, level: Level, parent: str | None, code: str | None) -> str:
    return SITE.format(
        name=_quoted(name),
        short=_quoted(short),
        host=_quoted(name + ("主席团" if level is Level.TOWNSHIP else "常务委员会")),
        code=f"division_code: {json.dumps(code)}\n" if code else "#division_code: 请填写区划代码\n",
        parent=f"parent: {parent}\n" if parent else "",
    )


def _quoted(text: str) -> str:
    """Text as a YAML value: plain where it reads back as itself, else in double quotes."""
    try:
        if parse_yaml(f"a: {text}").value == {"a": text}:
            return text
    except YamlError:
        pass
    return json.dumps(text, ensure_ascii=False)


def _write(path: Path, text: str) -> Path:
    if path.exists():
        raise Refused(f"{path} 已存在。")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _pelicanconf() -> str:
    """The packaged pelicanconf.py; in a source checkout the one at its top."""
    packaged = files("wangqun") / "starter" / "pelicanconf.py"
    path = packaged if packaged.is_file() else Path(__file__).parents[3] / "pelicanconf.py"
    return path.read_text(encoding="utf-8")
