"""What is wrong with the links of one document."""

from collections.abc import Iterable
from urllib.parse import unquote

from ...domain.cluster import Cluster
from ...domain.document import Document
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.ids import parse_id
from ...domain.links import Reference, Scope, follow, is_local, plain_path, source_of
from ...records.article import files as header_files
from .atlas import bare
from .vouching import unchecked_file

LINK_BROKEN = Rule(
    "link-internal-broken", Severity.BLOCK, "站内链接“{target}”没有对应的稿件或文件", "改正链接，或删去它。", "指引"
)
LINK_ELSEWHERE = Rule(
    "link-site-broken",
    Severity.WARN,
    "其他站点没有“{target}”，链接已去掉，文字保留",
    "改正编号（站点:类型/网址名），或删去链接。",
    "指引",
)
LINK_NOT_PUBLIC = Rule(
    "link-not-public", Severity.WARN, "“{target}”现在没有公开，链接已去掉，文字保留", "对方公开后会自动恢复链接。"
)
LINK_REFUSED = Rule(
    "link-refused",
    Severity.WARN,
    "不能使用“{target}”这种链接，已去掉",
    "链接只能用 http、https、mailto、tel。",
    "docs/design.md law 7",
)
FILE_MISSING = Rule(
    "attachment-missing", Severity.BLOCK, "没有文件“{target}”", "路径从本文件所在文件夹算起；提交文件或改正路径。", "指引"
)
FILE_REFUSED = Rule(
    "attachment-refused",
    Severity.BLOCK,
    "文件“{target}”没有通过检查，不能发布",
    "先改正这个文件，或不再引用它。",
    "docs/domain.md §4",
)
LINK_EMPTY = Rule("link-empty", Severity.WARN, "链接没有写网址，只显示文字", "在括号里写上文件或网址；不要链接就只写文字。")
LINK_LOCAL = Rule(
    "link-local", Severity.WARN, "“{target}”是本机或内网的网址，读者打不开", "换成公开的网址；站内的稿件和文件写相对路径或 id:。"
)
_RULES = {"broken": LINK_BROKEN, "elsewhere": LINK_ELSEWHERE, "not_public": LINK_NOT_PUBLIC, "refused": LINK_REFUSED}


def link_faults(scope: Scope, document: Document, found: Iterable[Reference], cluster: Cluster) -> list[Finding]:
    """What is wrong with the links of one document."""
    faults = []
    unscanned = cluster.unscanned.get(document.site, {})
    doubtful: dict[str, tuple[str, Place]] = {}  # files that no program can look into: each is told once
    for reference in found:
        if not reference.raw.strip() or is_local(reference.raw):
            place = Place(document.site, document.path, document.body_line + reference.line - 1, reference.column)
            faults.append((LINK_LOCAL if reference.raw.strip() else LINK_EMPTY).at(place, target=reference.raw))
            continue
        link = follow(scope, document, reference.raw)
        if link.problem:
            place = Place(document.site, document.path, document.body_line + reference.line - 1, reference.column)
            source = source_of(document, plain_path(bare(reference.raw)))
            refused = link.problem == "broken" and source in cluster.refused.get(document.site, ())
            fault = (FILE_REFUSED if refused else _RULES[link.problem]).at(place, target=reference.raw)
            is_due = refused or link.problem == "not_public"
            faults.append(fault.due_to(_kept_back(scope, document, reference.raw) if is_due else ""))
        elif unscanned and (source := source_of(document, plain_path(bare(reference.raw)))) in unscanned:
            place = Place(document.site, document.path, document.body_line + reference.line - 1, reference.column)
            doubtful.setdefault(source, (reference.raw, place))
    item = document.item
    named = [("related", raw) for raw in item.related]
    for key, raw in named + ([("superseded_by", item.superseded_by)] if item.superseded_by else []):
        link = follow(scope, document, f"id:{raw}")
        if link.problem:
            rule = LINK_ELSEWHERE if link.problem == "broken" else _RULES[link.problem]
            faults.append(rule.at(document.place(key), target=raw).due_to(_kept_back(scope, document, f"id:{raw}")))
    for key, path in header_files(document):
        source = source_of(document, plain_path(path))
        if source not in cluster.files.get(document.site, {}):
            refused = source in cluster.refused.get(document.site, ())
            fault = (FILE_REFUSED if refused else FILE_MISSING).at(document.place(key), target=path)
            faults.append(fault.due_to(_home(document) + source if refused else ""))
        elif source in unscanned:
            doubtful.setdefault(source, (path, document.place(key)))
    for source, (target, place) in doubtful.items():
        faults += unchecked_file(document, source, target, place, cluster)
    return faults


def _kept_back(scope: Scope, document: Document, raw: str) -> str:
    """The file of what a link leads to: if that is blocked or refused, the link's fault follows from it."""
    if raw.startswith("id:"):
        document_id = parse_id(unquote(raw[3:]).partition("#")[0])
        target = scope.targets.get(document_id) if document_id else None
        return target.path if target else ""
    return _home(document) + source_of(document, plain_path(bare(raw)))


def _home(document: Document) -> str:
    """The content folder of a document's site, with a slash behind it."""
    return document.path.removesuffix(document.source)
