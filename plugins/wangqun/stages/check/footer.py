"""The footer's identity block, and the national emblem (docs/domain.md §5)."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from ...domain.federation import Federation, Member
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.level import Level
from ...domain.near import Emblem, Near, Wider
from ...domain.site import Footer, Site

FOOTER_MISSING = Rule(
    "footer-missing",
    Severity.BLOCK,
    "页脚缺少{names}，本站保留上一次发布的内容",
    "在站点文件的 footer 里补上 {keys}。",
    "指引；安全规定 art. 4",
)
FOOTER_WANTED = Rule(
    "footer-missing",
    Severity.INFO,
    "页脚缺少{names}，正式上线前须补齐",
    "在站点文件的 footer 里补上 {keys}。",
    "指引；安全规定 art. 4",
)
EMBLEM_MISSING = Rule(
    "emblem-missing",
    Severity.BLOCK,
    "首页没有国徽图案，本站保留上一次发布的内容",
    "从中国人大网或中国政府网取标准版本，放进 images/，在 footer 写 emblem: 它的地址。",
    "国徽法 art. 6、7",
)
EMBLEM_WANTED = Rule(
    "emblem-missing",
    Severity.INFO,
    "首页没有国徽图案，正式上线前须补齐",
    "从中国人大网或中国政府网取标准版本，放进 images/，在 footer 写 emblem: 它的地址。",
    "国徽法 art. 6、7",
)
FOOTER_FORMAT = Rule(
    "footer-format",
    Severity.BLOCK,
    "{name}“{value}”格式不对，本站保留上一次发布的内容",
    "{wanted}",
    "指引",
)
FOOTER_DOUBTFUL = Rule("footer-format", Severity.INFO, "{name}“{value}”格式不对，正式上线前须改正", "{wanted}", "指引")

EMBLEM_LOST = Rule(
    "emblem-file-missing",
    Severity.WARN,
    "国徽图案“{emblem}”{problem}，页面上没有图",
    "图案放进本站的 images/，写它的地址，如 {wanted}。",
    "国徽法 art. 6、7",
)
REQUIRED = {
    "host_org": "主办单位",
    "contact": "联系方式",
    "icp": "ICP备案号",
    "psb": "公安机关备案号",
    "party_gov_mark": "党政机关网站标识",
}
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
FORMATS = {
    "icp": ("ICP备案号", rf"[{PROVINCES}]ICP备\d{{8,10}}号(?:-\d+)?", "写成 冀ICP备12345678号，分站点写 冀ICP备12345678号-2。"),
    "psb": ("公安机关备案号", r"\d{14}", "只写 14 位数字，不写“公网安备”。"),
    "site_id_code": ("网站标识码", r"\d{10}|bm\d{8}", "写 10 位数字，前 6 位与 division_code 相同；部门写 bm 加 8 位数字。"),
}
PATTERNS = {key: re.compile(pattern, re.ASCII) for key, (_, pattern, _) in FORMATS.items()}


def findings(federation: Federation) -> Iterator[Finding]:
    """What the footers lack or misspell: blocking in production, else one hint a site.

    A demo shows neither the emblem (国徽法 art. 13) nor anybody's numbers, so neither is asked of it.
    """
    production = federation.cluster.production
    real = production or not federation.cluster.demo
    if federation.near:
        follow_emblems(federation, federation.near)
    for view in federation.views.values():
        site = view.member.site
        footer = site.record.footer
        missing = {key: name for key, name in REQUIRED.items() if not getattr(footer, key)}
        if missing:
            rule = FOOTER_MISSING if production else FOOTER_WANTED
            yield rule.at(_place(site), names="、".join(missing.values()), keys="、".join(missing))
        if real and not footer.emblem and _owes_emblem(site):
            yield (EMBLEM_MISSING if production else EMBLEM_WANTED).at(_place(site))
        if footer.emblem and (problem := _emblem_problem(federation, view.member, footer.emblem)):
            wanted = f"{view.member.address.prefix}/images/emblem.svg"
            yield EMBLEM_LOST.at(_place(site), emblem=footer.emblem, problem=problem, wanted=wanted)
        for key in _misspelt(footer, site.record.division_code) if real else ():
            name, _, wanted = FORMATS[key]
            rule = FOOTER_FORMAT if production else FOOTER_DOUBTFUL
            yield rule.at(_place(site), name=name, value=getattr(footer, key), wanted=wanted)


def _owes_emblem(site: Site) -> bool:
    """True for congresses with a standing committee: county level and above."""
    return site.record.org_type == "congress" and site.level is not Level.TOWNSHIP


def _emblem_problem(federation: Federation, member: Member, emblem: str) -> str:
    """Why nothing is at the emblem's address; "" for one elsewhere, of which nothing is known here."""
    if "://" not in emblem and not emblem.startswith("/"):
        return "不是完整的地址"
    place = _place_of(federation.members, member.address.origin, emblem)
    return "没有这个文件，或没有通过检查" if place and place[0] not in federation.foreign and not _has(federation, *place) else ""


def _place_of(members: Mapping[str, Member], origin: str, emblem: str) -> tuple[str, str] | None:
    """The site at which an emblem lies, and its path below it; None for what is elsewhere."""
    if "://" in emblem or not emblem.startswith("/") or emblem.startswith("//"):
        return None
    path = unquote(emblem)
    sites = [
        member for member in members.values() if member.address.origin == origin and path.startswith(f"{member.address.prefix}/")
    ]
    if not sites:
        return None
    home = max(sites, key=lambda member: len(member.address.prefix))
    return home.site.id, path.removeprefix(f"{home.address.prefix}/")


def _has(federation: Federation, site: str, path: str) -> bool:
    """True when a site shows such a file.

    Raises:
        Wider: the run is about a few sites, not this one, and nobody has asked for the file before.
    """
    if path.startswith("theme/"):
        return True
    if view := federation.views.get(site):
        return path in view.files.values()
    if federation.near and (known := federation.near.emblems.get((site, path))):
        return known.is_there
    raise Wider(about={site})


def emblems(federation: Federation) -> dict[tuple[str, str], Emblem]:
    """The emblems that lie at sites of a run about all, by site and path."""
    members, found = federation.members, dict[tuple[str, str], set[str]]()
    asked: dict[tuple[str, str], tuple[str, str] | None] = {}
    for site, member in members.items():
        key = (member.address.origin, member.site.record.footer.emblem or "")
        if key not in asked:
            asked[key] = _place_of(members, *key)
        if (place := asked[key]) and not place[1].startswith("theme/"):
            found.setdefault(place, set()).add(site)
    return {place: Emblem(_has(federation, *place), frozenset(sites)) for place, sites in found.items()}


def follow_emblems(federation: Federation, near: Near) -> None:
    """Nothing when all files of a run's sites that footers show are as public as they were.

    Raises:
        Wider: one is or is not, and sites show it that the run is not about.
    """
    for place, now in emblems_now(federation).items():
        if now != near.emblems[place] and not now.sites <= near.sites:
            raise Wider(about=now.sites)


def emblems_now(federation: Federation) -> dict[tuple[str, str], Emblem]:
    """All emblems of which a run about a few sites knows, as they are after it."""
    known = federation.near.emblems if federation.near else {}
    return {place: each._replace(is_there=_has(federation, *place)) for place, each in known.items()}


def _misspelt(footer: Footer, division: str | None) -> Iterator[str]:
    for key, pattern in PATTERNS.items():
        if (value := getattr(footer, key)) and not pattern.fullmatch(value):
            yield key
    code = footer.site_id_code or ""
    if division and PATTERNS["site_id_code"].fullmatch(code) and code[0].isdigit() and code[:6] != division[:6]:
        yield "site_id_code"


def _place(site: Site) -> Place:
    return Place(site.id, site.path, site.lines.get("footer", 0))
