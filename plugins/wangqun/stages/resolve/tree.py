"""The tree of sites: parents, orphans, cycles, codes, addresses, columns."""

from collections.abc import Mapping

from ...domain import colour
from ...domain.cluster import Cluster
from ...domain.columns import DEFAULT_COLUMN, STANDARD, changed, standard_columns
from ...domain.federation import Member
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.level import Level
from ...domain.site import Address, Column, LevelProfile, Site
from ...pages.addresses import reserved
from ...records import columns as columns_of_kinds
from ...records.kind import Kinds
from .compositions import Naming, home_of, level_faults

ROOT_UNKNOWN = Rule("root-unknown", Severity.BLOCK, "最上级站点“{root}”不存在", "在 cluster.yaml 的 root 写已有站点的编号。")
PARENT_MISSING = Rule("site-orphan", Severity.BLOCK, "没有写隶属（parent）", "写上级站点的编号；只有 root 可以没有上级。")
PARENT_UNKNOWN = Rule("parent-unknown", Severity.BLOCK, "{field}“{parent}”不存在或有错", "改成已有站点的编号：{near}。")
PARENT_LEVEL = Rule("parent-level", Severity.BLOCK, "隶属“{parent}”的层级不高于本站", "把 parent 改成层级高于本站的站点的编号。")
SITE_CYCLE = Rule("site-cycle", Severity.BLOCK, "隶属关系成环：{cycle}", "改正其中一个 parent。")
SITE_APART = Rule("site-apart", Severity.BLOCK, "不在以“{root}”为根的树上", "检查 parent 一路向上是否到达 root。")
CODE_TWICE = Rule(
    "code-duplicate",
    Severity.BLOCK,
    "区划代码 {code} 与 {other} 相同",
    "改正其中一个站点文件的 division_code。",
    "docs/domain.md §2",
)
CODE_MISSING = Rule(
    "code-missing",
    Severity.WARN,
    "没有区划代码",
    "在站点文件写 division_code: '970121' 的样子：县级以上 6 位，乡镇街道 9 位。",
    "docs/domain.md §3.2",
)
CODE_LENGTH = Rule(
    "code-length",
    Severity.WARN,
    "区划代码 {code} 的位数与层级不符",
    "在站点文件写 division_code: '970121' 的样子：县级以上 6 位，乡镇街道 9 位。",
    "docs/domain.md §3.2",
)
ADDRESS_TWICE = Rule(
    "address-duplicate",
    Severity.BLOCK,
    "网址 {url} 与 {other} 相同",
    "给其中一个站点文件换 address，如 address: https://rd.example.gov.cn/qinglan/。",
    "安全规定 art. 4",
)
ADDRESS_INSIDE = Rule(
    "address-inside",
    Severity.BLOCK,
    "网址 {url} 落在 {other} 的固定目录里",
    "换一个 address；{taken} 是每个站点自用的目录名。",
)
COLOUR_FAINT = Rule(
    "colour-faint",
    Severity.WARN,
    "主色 {colour} 在页面的底色上看不清（对比度 {ratio}，要 7 以上），没有采用",
    "改写 colour: '{near}'，色相相同，深浅合适。",
    "docs/domain.md §6",
)
COLUMN_UNKNOWN = Rule("column-unknown", Severity.WARN, "没有栏目“{key}”", "改成已有的栏目，或在 add 里写出它的名称和类别。")


def place_sites(cluster: Cluster, findings: list[Finding]) -> tuple[dict[str, Member], frozenset[str]]:
    """Members by id in tree order, and the ids of sites that cannot be built."""
    sites = dict(cluster.sites)
    root = cluster.record.root
    if root not in sites:
        findings.append(ROOT_UNKNOWN.at(Place("", "sites/cluster.yaml"), root=root))
    bad: set[str] = set()
    for site in sites.values():
        bad |= _check_parents(site, sites, root, findings)
    chains: dict[str, tuple[Site, ...]] = {}
    apart: set[str] = set()
    for site in sorted(sites.values(), key=lambda site: site.level.rank):
        chain, in_cycle = _chain(site, sites, findings)
        top = chain[0] if chain else site
        if in_cycle:
            bad.add(site.id)
        elif _is_apart(site, chain, root, sites) and (top.id in apart or top.id not in bad):
            findings.append(SITE_APART.at(_place(site, "parent"), root=root))
            bad.add(site.id)
            apart.add(site.id)
        chains[site.id] = chain
    bad |= _check_codes(sites, findings)
    good = {site_id: chain for site_id, chain in chains.items() if site_id not in bad}
    addresses = _addresses(cluster, sites, good, bad, findings)
    good = {site_id: chain for site_id, chain in good.items() if site_id in addresses or sites[site_id].record.external}
    ordered = sorted(good, key=lambda i: [_rank(site) for site in (*good[i], sites[i])])
    children: dict[str, list[str]] = {}
    for site_id in ordered:
        if sites[site_id].sound and not sites[site_id].record.external:
            children.setdefault(sites[site_id].record.parent or "", []).append(site_id)
    lent: dict[str, list[str]] = {}
    for outer, _, rest in _nested(addresses):
        lent.setdefault(outer, []).append(rest)
    naming = Naming.of(cluster.kinds)
    findings += level_faults(cluster.record, naming)
    members: dict[str, Member] = {}
    for site_id in ordered:
        site = sites[site_id]
        if site.record.external or not site.sound:
            continue
        profile = cluster.record.levels.get(site.level, LevelProfile())
        columns = columns_of(site, profile, cluster.kinds, findings)
        members[site_id] = Member(
            site=site,
            address=addresses[site_id],
            ancestors=good[site_id],
            children=tuple(children.get(site_id, ())),
            lent=tuple(sorted(lent.get(site_id, ()))),
            platform=site.record.platform_parent or site.record.parent or site_id,
            columns=columns,
            home=home_of(site, profile, columns, naming, findings),
            cadence=site.record.cadence or profile.cadence,
            review_stages=site.record.review_stages or profile.review_stages or (2 if site.level is Level.TOWNSHIP else 3),
            colour=_colour(site, profile, findings),
        )
    blocked = {site_id for site_id, site in sites.items() if site_id not in members and not site.record.external}
    return members, frozenset(blocked | cluster.broken)


def _place(site: Site, key: str = "") -> Place:
    return Place(site.id, site.path, site.lines.get(key, 0))


def _rank(site: Site) -> tuple[str, str]:
    return (site.record.division_code or "~", site.id)


def _check_parents(site: Site, sites: dict[str, Site], root: str, findings: list[Finding]) -> set[str]:
    bad = set()
    for field in ("parent", "platform_parent"):
        parent = getattr(site.record, field)
        if parent is None:
            if field == "parent" and site.id != root and not site.record.external:
                findings.append(PARENT_MISSING.at(_place(site)))
                bad.add(site.id)
        elif parent not in sites:
            near = "、".join(sorted(sites)[:8]) or "（还没有站点）"
            title = "隶属" if field == "parent" else "平台归属"
            findings.append(PARENT_UNKNOWN.at(_place(site, field), field=title, parent=parent, near=near))
            bad.add(site.id)
        elif field == "parent" and sites[parent].level.rank >= site.level.rank and parent != site.id:
            findings.append(PARENT_LEVEL.at(_place(site, field), parent=parent))
            bad.add(site.id)
    return bad


def _chain(site: Site, sites: dict[str, Site], findings: list[Finding]) -> tuple[tuple[Site, ...], bool]:
    """Ancestors from the top down, and whether the site is part of a cycle, which is reported at each of its sites.

    A site below a faulty one, or below a cycle, has as many ancestors as can be told: it is not stopped by them.
    """
    chain: list[Site] = []
    seen = [site.id]
    above = sites.get(site.record.parent or "")
    while above is not None:
        if above.id in seen:
            if above.id == site.id:
                findings.append(SITE_CYCLE.at(_place(site, "parent"), cycle=" → ".join([*seen, above.id])))
            return tuple(chain), above.id == site.id
        seen.append(above.id)
        chain.insert(0, above)
        above = sites.get(above.record.parent or "")
    return tuple(chain), False


def _is_apart(site: Site, chain: tuple[Site, ...], root: str, sites: dict[str, Site]) -> bool:
    """True when the root is there, but neither above the site, nor it, nor below it."""
    return root in sites and root not in {site.id, *(above.id for above in chain)} and not _above(site.id, root, sites)


def _above(site_id: str, root: str, sites: dict[str, Site]) -> bool:
    """True when `site_id` lies above the root, as an external nation may."""
    at: Site | None = sites.get(root)
    steps = 0
    while at is not None and steps <= len(sites):
        if at.id == site_id:
            return True
        at, steps = sites.get(at.record.parent or ""), steps + 1
    return False


def _check_codes(sites: dict[str, Site], findings: list[Finding]) -> set[str]:
    """Sites whose division code another one has too: the first by path keeps it."""
    seen: dict[str, Site] = {}
    bad = set()
    for site in sorted(sites.values(), key=lambda site: (site.level.rank, site.path)):
        code = site.record.division_code
        if code is None:
            if site.sound and not site.record.external:
                findings.append(CODE_MISSING.at(_place(site)))
            continue
        if (len(code) == 9) != (site.level is Level.TOWNSHIP or site.record.org_type == "working_committee"):
            findings.append(CODE_LENGTH.at(_place(site, "division_code"), code=code))
        if code in seen:
            findings.append(CODE_TWICE.at(_place(site, "division_code"), code=code, other=seen[code].path))
            bad.add(site.id)
        else:
            seen[code] = site
    return bad


def _addresses(
    cluster: Cluster, sites: dict[str, Site], chains: dict[str, tuple[Site, ...]], bad: set[str], findings: list[Finding]
) -> dict[str, Address]:
    """Addresses by site: its own, else the base URL itself for the root and base URL/<id>/ below it."""
    found: dict[str, Address] = {}
    taken: dict[Address, str] = {}
    for site_id in sorted(chains, key=lambda i: len(chains[i])):
        site = sites[site_id]
        if site.record.external:
            continue
        default = cluster.record.base_url + ("" if site_id == cluster.record.root else f"{site_id}/")
        address = Address.of(site.record.address or default)
        if address in taken:
            findings.append(ADDRESS_TWICE.at(_place(site, "address"), url=address.absolute(""), other=taken[address]))
            bad.add(site_id)
            continue
        taken[address] = site_id
        found[site_id] = address
    folders = reserved(cluster.kinds)
    for outer, inner, rest in _nested(found):
        if rest.partition("/")[0] in folders | STANDARD.keys():
            values = {"url": found[inner].absolute(""), "other": outer, "taken": "、".join(sorted(folders))}
            findings.append(ADDRESS_INSIDE.at(_place(sites[inner], "address"), **values))
            bad.add(inner)
    return {site_id: address for site_id, address in found.items() if site_id not in bad}


def _nested(addresses: Mapping[str, Address]) -> list[tuple[str, str, str]]:
    """Every pair of sites of which one lives below the other on the same host: outer, inner, and the path between them."""
    owners = {address: site for site, address in addresses.items()}
    pairs = []
    for site, address in addresses.items():
        parts = address.prefix.split("/")
        for count in range(1, len(parts)):
            outer = owners.get(Address(address.origin, "/".join(parts[:count])))
            if outer:
                pairs.append((outer, site, "/".join(parts[count:])))
    return pairs


def _colour(site: Site, profile: LevelProfile, findings: list[Finding]) -> str | None:
    """The site's main colour, when it can be read on the paper of the theme; one that cannot is told."""
    wanted = (site.record.colour or profile.colour or "").lower()
    if not wanted:
        return None
    near = colour.readable(wanted, colour.PAPER)
    if near == wanted:
        return wanted
    ratio = f"{colour.contrast(wanted, colour.PAPER):.1f}"
    findings.append(COLOUR_FAINT.at(_place(site, "colour"), colour=wanted, ratio=ratio, near=near))
    return None


def columns_of(site: Site, profile: LevelProfile, kinds: Kinds, findings: list[Finding]) -> tuple[Column, ...]:
    """The columns that a site's level and its own record set up; what they name in vain is told."""
    base = standard_columns(site.level)
    common = columns_of_kinds(kinds) | STANDARD
    if profile.columns is not None:
        own = {column.key: column for column in profile.changes.add}
        base = tuple(
            own.get(key) or common.get(key) or DEFAULT_COLUMN.model_copy(update={"key": key, "title": key})
            for key in profile.columns
        )
    columns = changed(changed(base, profile.changes), site.record.columns)
    known = {column.key for column in base} | {column.key for column in columns} | STANDARD.keys()
    for key in (*site.record.columns.hide, *site.record.columns.titles):
        if key not in known:
            findings.append(COLUMN_UNKNOWN.at(_place(site, "columns"), key=key))
    return columns
