"""sites/cluster.yaml and sites/<level>/<id>.yaml."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from ...domain.finding import Finding, Place, Rule, Severity, blocked
from ...domain.flow import Acceptances, Accepted
from ...domain.ids import RESERVED_SITES, SITE_ID, parse_id
from ...domain.level import Level
from ...domain.record import lists_apart
from ...domain.refused import Refused
from ...domain.search_server import ServerTemplate
from ...domain.site import ClusterRecord, Site, SiteRecord
from ...domain.waiver import Waived, Waivers
from ...scan import blanks
from ...scan.passages import of_values
from ...scan.scanner import scan_written, tell
from ...scan.tagged import like_markup
from ...scan.wording import Wording
from ...store.lock import NOT_HERE
from .files import failure, read_merged, walk
from .marked import Marked, YamlError, parse_yaml
from .periods import sound_years
from .portions import Path as Keys
from .portions import at, item_around, marked_without
from .remarks import told
from .salvage import salvage
from .validate import M

YAML_SYNTAX = Rule("yaml-syntax", Severity.BLOCK, "YAML 格式错误：{problem}", "{mend}")
_FLATTER = "减少一层套一层的括号和缩进，照字段说明写。"
_LESS = "删去用不着的内容；用 & 和 * 重复引用的，改成照样写出来。"
LEVEL_UNKNOWN = Rule(
    "level-unknown",
    Severity.BLOCK,
    "没有“{name}”这一层级",
    "文件夹只能是 province、city、county、township（外部上级用 national）。",
)
SITE_ID_BAD = Rule(
    "site-id",
    Severity.BLOCK,
    "“{name}”不能作站点编号",
    "编号用小写字母、数字和 -，以字母开头，不能是 person。",
    "docs/design.md law 3",
)
SITE_TWICE = Rule("site-id-duplicate", Severity.BLOCK, "站点编号“{name}”已由 {other} 使用", "给其中一个换编号。")
NATIONAL_SITE = Rule("national-site", Severity.BLOCK, "全国层级只能作外部上级记录", "写上 external: true。", "docs/domain.md §2")
SERVER_BAD = Rule(
    "search-server",
    Severity.WARN,
    "搜索服务“{url}”不能用，没有采用",
    "写 https 网址，要找的字是问号后面一项的值；写法见运行指南“读者的搜索”。",
    "docs/operators.md",
)

ACCEPT_BAD = Rule(
    "accept-invalid", Severity.WARN, "“{id}”不是稿件编号", "写成 站点:article/网址名，如 qinglan:article/dam-inspection。"
)

WAIVERS = "waivers.yaml"
_PLACING = ("parent", "external")  # what the sites below a faulty one need of it


def syntax_fault(error: YamlError, place: Place, less: str = _LESS) -> Finding:
    """What is wrong with a YAML file, and what to do about it: `less` when it is too much for one file."""
    mend = {"": "改正这一行，缩进用两个空格。", "depth": _FLATTER, "size": less}[error.limit]
    return YAML_SYNTAX.at(place.at(error.line, error.column), problem=error.message, mend=mend)


class NoCluster(Refused):
    """There is no cluster to work on; the findings say why."""

    kind = "cluster"

    @property
    def code(self) -> int:
        """1 when its record is there, and wrong."""
        return 1 if self.findings else 2


def read_cluster(root: Path, findings: list[Finding]) -> tuple[ClusterRecord, dict[str, Place]]:
    """The cluster's record, and where each flow rule stands.

    Raises:
        NoCluster: sites/cluster.yaml is missing or faulty.
    """
    path = root / "sites" / "cluster.yaml"
    if not path.is_file():
        raise NoCluster(NOT_HERE.format(root=root))
    faults: list[Finding] = []
    record, marked = read_record(path, "sites/cluster.yaml", ClusterRecord, "", faults)
    if record is None:
        raise NoCluster("sites/cluster.yaml 有错，无法继续。", tuple(faults))
    findings += faults
    here = Place("", "sites/cluster.yaml")
    if record.search_server and ServerTemplate.of(record.search_server) is None:
        findings.append(SERVER_BAD.at(here.at(*marked.find(("search_server",))), url=record.search_server))
        record = record.model_copy(update={"search_server": None})
    if record.workdays:

        def place(number: int, field: str) -> Place:
            return here.at(*marked.find(("workdays", number, field)))

        record = record.model_copy(update={"workdays": sound_years(record.workdays, place, findings)})
    places = {rule.id: here.at(*marked.find(("flows", number))) for number, rule in reversed(list(enumerate(record.flows)))}
    return record, places


def read_sites(root: Path, words: Wording, findings: list[Finding]) -> tuple[dict[str, Site], frozenset[str]]:
    """The sites by id, and the ids of unreadable ones."""
    sites: dict[str, Site] = {}
    broken: set[str] = set()
    for entry in walk(root / "sites", Place("", "sites"), findings):
        parts = entry.source.split("/")
        if entry.source in {"cluster.yaml", WAIVERS} or not entry.source.endswith((".yaml", ".yml")):
            continue
        if site := read_site(root, parts, sites, words, findings):
            sites[site.id] = site
        else:
            broken.add(parts[-1].rsplit(".", 1)[0])
    return sites, frozenset(broken - sites.keys())


def read_acceptances(
    root: Path, sites: Iterable[Site], words: Wording, findings: list[Finding]
) -> dict[str, tuple[Accepted, ...]]:
    """What each site has accepted of the pieces reported to it, in the order written."""
    found: dict[str, tuple[Accepted, ...]] = {}
    for site in sites:
        shown = f"content/{site.level}/{site.id}/accepted.yaml"
        path = root / shown
        if path.is_symlink() or not path.is_file():
            continue
        record, marked = read_record(path, shown, Acceptances, site.id, findings, words)
        entries = []
        for number, entry in enumerate(record.accepted if record else ()):
            place = Place(site.id, shown).at(*marked.find(("accepted", number)))
            if document_id := parse_id(entry.id):
                entries.append(Accepted(document_id, entry.by, entry.on, entry.column, place))
            else:
                findings.append(ACCEPT_BAD.at(place, id=entry.id))
        found[site.id] = tuple(entries)
    return found


def read_waivers(root: Path, findings: list[Finding]) -> tuple[Waived, ...]:
    """What the upper level has waived, in the order written."""
    path, shown = root / "sites" / WAIVERS, f"sites/{WAIVERS}"
    if not path.is_file():
        return ()
    record, marked = read_record(path, shown, Waivers, "", findings)
    here = Place("", shown)
    return tuple(
        Waived(waiver, here.at(*marked.find(("waivers", number))))
        for number, waiver in enumerate(record.waivers if record else ())
    )


def read_site(root: Path, parts: list[str], sites: dict[str, Site], words: Wording, findings: list[Finding]) -> Site | None:
    """The site whose record lies at `parts` below sites/, beside those that were read before it; None when it is none."""
    path = "sites/" + "/".join(parts)
    site_id = parts[-1].rsplit(".", 1)[0]
    place = Place(site_id if SITE_ID.match(site_id) else "", path)
    if len(parts) != 2 or parts[0] not in set(Level):
        findings.append(LEVEL_UNKNOWN.at(place, name=parts[0]))
        return None
    if not SITE_ID.match(site_id) or site_id in RESERVED_SITES:
        findings.append(SITE_ID_BAD.at(place, name=site_id))
        return None
    if site_id in sites:
        findings.append(SITE_TWICE.at(place, name=site_id, other=sites[site_id].path))
        return None
    record, marked = read_record(root / path, path, SiteRecord, site_id, findings, words)
    sound = record is not None
    record = record or _salvaged(site_id, marked.value)
    if record is None:
        return None
    level = Level(parts[0])
    if level is Level.NATIONAL and not record.external:
        findings.append(NATIONAL_SITE.at(place))
        return None
    lines = {str(key[0]): mark[0] for key, mark in marked.marks.items() if len(key) == 1}
    return Site(site_id, level, record, path, lines, sound)


def _salvaged(site_id: str, values: Any) -> SiteRecord | None:
    """What a faulty record still says of its site's place, so that the sites below it are not stopped."""
    if not isinstance(values, dict):
        return None
    name = values.get("short_name") or values.get("name") or site_id
    known = {"name": name, "short_name": name} | {key: values[key] for key in _PLACING if key in values}
    try:
        return SiteRecord.model_validate(known)
    except ValidationError:
        return None


def _unfit_parts(marked: Marked, lines: Iterable[int], apart: frozenset[str]) -> set[Keys]:
    """The items and the lines of the footer that stand on these lines of a record; none when anything else stands there too."""
    lost: set[Keys] = set()
    for line in lines:
        there = [path for path, mark in marked.marks.items() if mark[0] == line and path and not _holds(marked.value, path)]
        parts = [path[:2] if path[0] == "footer" and len(path) > 1 else item_around(marked.value, path, apart) for path in there]
        if not parts or None in parts:
            return set()
        lost.update(part for part in parts if part)
    return lost


def _holds(values: Any, path: Keys) -> bool:
    """True for what holds other values."""
    return isinstance(at(values, path), dict | list)


def read_record(
    path: Path, shown: str, model: type[M], site: str, findings: list[Finding], words: Wording | None = None
) -> tuple[M | None, Marked]:
    """The record, None when it cannot be had, and the values it was made from.

    With `words` its texts are scanned; unfit ones cost what `_unfit_parts` says, else only what places the site among the
    others is left.
    """
    place = Place(site, shown)
    try:
        return _read_record(path, place, model, findings, words)
    except Exception as error:  # whatever nobody foresaw in a file is its trouble alone
        findings.append(failure(error, place))
        return None, Marked(None)


def _read_record(
    path: Path, place: Place, model: type[M], findings: list[Finding], words: Wording | None
) -> tuple[M | None, Marked]:
    marked = Marked(None)
    if (found := read_merged(path, place, findings)) is None:
        return None, marked
    try:
        marked = parse_yaml(found[0])
    except YamlError as error:
        findings.append(syntax_fault(error, place))
        return None, marked
    findings += told(marked.remarks, place)
    texts = (replace(passage, key="footer") for passage in of_values(marked.value, marked.marks))  # public contacts
    unfit = [*tell(scan_written(texts, words), place)] if words else [*tell(blanks.find(texts), place)]
    findings += unfit
    bad = [finding.line for finding in unfit if blocked([finding])]
    if bad and (lost := _unfit_parts(marked, bad, lists_apart(model))):
        marked = marked_without(marked, lost)
    elif bad:
        placing = {key: value for key, value in marked.value.items() if key in _PLACING} if isinstance(marked.value, dict) else {}
        return None, Marked(placing, marked.marks)
    record, rest, faults, _ = salvage(model, marked if marked.value is not None else Marked({}, marked.marks), place)
    findings += faults
    if record is None:
        return None, marked
    if words and isinstance(rest.value, dict):
        findings += like_markup(rest.value, rest.marks, place)
    return record, rest


def sites(root: Path) -> dict[str, str]:
    """The level of each site by its id."""
    paths = sorted((root / "sites").glob("*/*.y*ml"))
    return {path.stem: path.parent.name for path in paths if path.parent.name in set(Level)}
