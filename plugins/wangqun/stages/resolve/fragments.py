"""Links to a place within a page (`other.md#x`): is there such a place?"""

from collections.abc import Collection, Iterable

from ...domain.cluster import Ends
from ...domain.finding import Finding, Rule, Severity
from ...domain.ids import DocumentId
from ...domain.links import Anchor

FRAGMENT_BROKEN = Rule(
    "link-internal-broken",
    Severity.BLOCK,
    "“{target}”所指的页面里没有“{fragment}”这一处",
    "照小标题的文字或 id 改正 # 后面的部分，或删去它。",
    "指引",
)
FRAGMENT_ELSEWHERE = Rule(
    "link-site-broken",
    Severity.WARN,
    "“{target}”所指的页面里没有“{fragment}”这一处，链接只通到页首",
    "照对方页面的小标题改正 # 后面的部分，或删去它。",
    "指引",
)


def broken(anchors: Iterable[Anchor], ends: Ends) -> list[Anchor]:
    """Those of some links that lead to no place. A link that the engine does not make one, in code for example, is none."""
    return [
        anchor
        for anchor in anchors
        if anchor.fragment in ends.fragments(anchor.document) and not ends.has(anchor.target, anchor.fragment)
    ]


def fragment_faults(lost: Iterable[Anchor], bad: set[DocumentId], foreign: Collection[str]) -> list[Finding]:
    """Findings for links that lead to no place; their documents become `bad` when it is one of their own site.

    All are judged at once: what falls away here makes links to it text, which is no reason to keep or to block another.
    """
    own = [anchor for anchor in lost if anchor.target.site == anchor.document.site]
    others = [anchor for anchor in lost if anchor.target.site != anchor.document.site and anchor.target.site not in foreign]
    bad |= {anchor.document.id for anchor in own}
    findings = [FRAGMENT_BROKEN.at(a.place, target=a.raw, fragment=a.fragment) for a in own]
    return findings + [
        FRAGMENT_ELSEWHERE.at(a.place, target=a.raw, fragment=a.fragment)
        for a in others
        if not {a.document.id, a.target.id} & bad
    ]
