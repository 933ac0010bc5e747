"""What scanning found, told, and what of it keeps a document or a file from being published."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from ...domain.cluster import Cluster
from ...domain.finding import Finding, Hit, Place, Rule, Severity, blocked
from ...domain.waiver import Waived
from ...scan.attachments import UNSCANNED, why_unscanned
from ...scan.blanks import BLANK_LEFT
from ...scan.scanner import RULES, tell

WAIVED = Rule(
    "waived",
    Severity.INFO,
    "“{code}”已由 {approver} 豁免，至 {due}：{reason}",
    "不用改；到期以前改正，或请上级在 sites/waivers.yaml 里续写。",
    "docs/domain.md §4",
)
WAIVER_BAD = Rule(
    "waiver-invalid",
    Severity.WARN,
    "这条豁免不起作用：{problem}",
    "改正或删去这一条；一条写 code、item、reason、approver、expires_on 五项。",
    "docs/domain.md §4",
)
LONGEST = 90  # days


def screen(cluster: Cluster, now: datetime, findings: list[Finding]) -> Cluster:
    """The cluster without the files that may not be published; it names those and the documents that are unfit."""
    waivers = _Waivers(tuple(waived for waived in cluster.waivers if _stands(waived, now.date(), findings)))
    unfit: set[str] = set()
    for site, documents in cluster.documents.items():
        for document in documents:
            item = document.item
            names = {str(document.id), document.path, item.id}
            place = Place("", document.path) if site in cluster.foreign else document.place()  # "": it is the manifest's fault
            hits = document.hits if document.is_offered else [hit for hit in document.hits if hit.code != BLANK_LEFT.code]
            faults = waivers.settle(hits, place, names, {*item.authors, item.editor})
            findings += faults if site not in cluster.foreign else filter(_blocks, faults)
            unfit |= {document.path} if blocked(faults) else set()
    files, refused, unscanned = dict(cluster.files), {}, {}
    for site, there in cluster.files.items():
        bad = set()
        doubtful = {}
        for source, file in there.items():
            if not file.hits:
                continue
            hits = tuple(hit for hit in file.hits if hit.code != UNSCANNED.code)
            if why := why_unscanned(file.hits):  # the affair of each document that names it
                doubtful[source] = why
            faults = waivers.settle(hits, Place(site, file.path), {file.path}, ())
            findings += faults
            bad |= {source} if blocked(faults) else set()
        if doubtful:
            unscanned[site] = doubtful
        if bad:
            refused[site] = frozenset(bad)
            files[site] = {source: file for source, file in there.items() if source not in bad}
    if not cluster.foreign:
        findings += [WAIVER_BAD.at(waived.place, problem="没有要豁免的检查结果") for waived in waivers.idle]
    return replace(cluster, files=files, unscanned=unscanned, refused=refused, screened=frozenset(unfit))


def _blocks(finding: Finding) -> bool:
    return blocked([finding])


@dataclass(slots=True)
class _Waivers:
    """The waivers that stand, and which of them had something to waive."""

    all: tuple[Waived, ...]
    used: set[Place] = field(default_factory=set)

    def settle(
        self, hits: Collection[Hit], place: Place, names: Collection[str | None], makers: Collection[str | None]
    ) -> list[Finding]:
        """The findings of one file known by `names`, those waived by another than its makers turned into notes."""
        return [self._settled(finding, names, makers) for finding in tell(hits, place)] if hits else []

    def _settled(self, finding: Finding, names: Collection[str | None], makers: Collection[str | None]) -> Finding:
        for waived in self.all:
            waiver = waived.waiver
            if waiver.code == finding.code and waiver.item in names:
                self.used.add(waived.place)
                place = Place(finding.site, finding.path, finding.line)
                if waiver.approver in makers:
                    continue  # nobody lets his own work pass
                said = {"code": waiver.code, "approver": waiver.approver, "due": waiver.expires_on, "reason": waiver.reason}
                return WAIVED.at(place, **said)
        return finding

    @property
    def idle(self) -> list[Waived]:
        """Those that nothing needed."""
        return [waived for waived in self.all if waived.place not in self.used]


def _stands(waived: Waived, today: date, findings: list[Finding]) -> bool:
    waiver = waived.waiver
    problem = ""
    if waiver.code not in RULES or not RULES[waiver.code].waivable:
        problem = f"“{waiver.code}”不能豁免"
    elif waiver.expires_on < today:
        problem = f"已于 {waiver.expires_on} 到期"
    elif waiver.expires_on > today + timedelta(days=LONGEST):
        problem = f"有效期超过 {LONGEST} 天"
    if problem:
        findings.append(WAIVER_BAD.at(waived.place, problem=problem))
    return not problem
