"""What is wrong with the links of one document."""

from collections.abc import Iterable
from urllib.parse import unquote

from ...domain.cluster import Cluster
from ...domain.document import Document, Reference
from ...domain.finding import Finding, Place, Rule, Severity, blocked
from ...domain.ids import parse_id
from ...domain.links import Scope, follow, is_local, meant, plain_path, source_of
from ...records import references
from .atlas import bare
from .names import NONE, Misnamed, name_fault
from .vouching import unchecked_file

LINK_BROKEN = Rule(
    "link-internal-broken",
    Severity.BLOCK,
    "站内链接“{target}”没有对应的稿件或文件",
    "写成 [文字](文件名.md)，路径从本文件所在文件夹算起，或 [文字](id:站点:article/网址名)；没有这一页的，删去链接。",
    "指引",
)
PICTURE_BROKEN = Rule(
    LINK_BROKEN.code,
    Severity.BLOCK,
    LINK_BROKEN.message,
    "把文件放进本站的 images/ 或稿件旁边，路径从本文件所在文件夹算起，如 ../images/文件名.jpg；没有这个文件的，删去这一处。",
    "指引",
)
LINK_ELSEWHERE = Rule(
    "link-site-broken",
    Severity.WARN,
    "其他站点没有“{target}”，链接已去掉，文字保留",
    "改正编号（站点:类型/网址名），或删去链接。",
    "指引",
)
LINK_NOT_PUBLIC = Rule(
    "link-not-public",
    Severity.WARN,
    "“{target}”现在没有公开，链接已去掉，文字保留",
    "不用改：对方公开后自动恢复链接；不再公开的，删去链接。",
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
    "先照这个文件自己的那条检查结果改正，或删去这处引用。",
    "docs/domain.md §4",
)
LINK_EMPTY = Rule("link-empty", Severity.WARN, "链接没有写网址，只显示文字", "在括号里写上文件或网址；不要链接就只写文字。")
LINK_LOCAL = Rule(
    "link-local", Severity.WARN, "“{target}”是本机或内网的网址，读者打不开", "换成公开的网址；站内的稿件和文件写相对路径或 id:。"
)
_RULES = {"broken": LINK_BROKEN, "elsewhere": LINK_ELSEWHERE, "not_public": LINK_NOT_PUBLIC, "refused": LINK_REFUSED}


def link_faults(
    scope: Scope, document: Document, found: Iterable[Reference], cluster: Cluster, names: Misnamed = NONE
) -> list[Finding]:
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
        place = Place(document.site, document.path, document.body_line + reference.line - 1, reference.column)
        if (names.real or names.doubtful) and not reference.raw.startswith("id:"):
            source = source_of(document, plain_path(bare(reference.raw)))
            if (fault := name_fault(reference.raw, source, names, place)) and (link.problem != "broken" or blocked([fault])):
                faults.append(fault)
                if blocked([fault]):
                    continue
        if link.problem:
            source = meant(scope, source_of(document, plain_path(bare(reference.raw))))
            refused = link.problem == "broken" and source in cluster.refused.get(document.site, ())
            rule = FILE_REFUSED if refused else _RULES[link.problem]
            if rule is LINK_BROKEN and not reference.raw.startswith("id:") and _is_file(source):
                rule = PICTURE_BROKEN
            is_due = refused or link.problem == "not_public"
            faults.append(
                rule.at(place, target=reference.raw).due_to(_kept_back(scope, document, reference.raw) if is_due else "")
            )
        elif unscanned and (source := meant(scope, source_of(document, plain_path(bare(reference.raw))))) in unscanned:
            doubtful.setdefault(source, (reference.raw, place))
    for key, raw in references(cluster.kinds, document):
        link = follow(scope, document, f"id:{raw}")
        if link.problem:
            rule = LINK_ELSEWHERE if link.problem == "broken" else _RULES[link.problem]
            faults.append(rule.at(document.place(key), target=raw).due_to(_kept_back(scope, document, f"id:{raw}")))
    for key, path in cluster.kinds[document.id.kind].files(document):
        written = source_of(document, plain_path(path))
        source = meant(scope, written)
        if fault := name_fault(path, written, names, document.place(key)):
            faults.append(fault)
        if source in names.doubtful:
            continue
        if source not in cluster.files.get(document.site, {}):
            refused = source in cluster.refused.get(document.site, ())
            fault = (FILE_REFUSED if refused else FILE_MISSING).at(document.place(key), target=path)
            faults.append(fault.due_to(_home(document) + source if refused else ""))
        elif source in unscanned:
            doubtful.setdefault(source, (path, document.place(key)))
    for source, (target, place) in doubtful.items():
        faults += unchecked_file(document, source, target, place, cluster, scope.misnamed)
    return faults


def _is_file(source: str) -> bool:
    """True for the name of what is no piece: a picture, or something to download."""
    ending = source.rpartition("/")[2].rpartition(".")[2].lower()
    return "." in source.rpartition("/")[2] and ending not in {"md", "markdown", "rst", "html", "htm"}


def _kept_back(scope: Scope, document: Document, raw: str) -> str:
    """The file of what a link leads to: if that is blocked or refused, the link's fault follows from it."""
    if raw.startswith("id:"):
        document_id = parse_id(unquote(raw[3:]).partition("#")[0])
        target = scope.targets.get(document_id) if document_id else None
        return target.path if target else ""
    return _home(document) + meant(scope, source_of(document, plain_path(bare(raw))))


def _home(document: Document) -> str:
    """The content folder of a document's site, with a slash behind it."""
    return document.path.removesuffix(document.source)
