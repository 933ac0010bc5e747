"""Where nobody can tell on which day a text of a law gives way to the next: then both would seem to be in force."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...domain.document import Document
from ...domain.finding import Finding, Own, Rule, Severity
from .law import derives, laws
from .record import of

OVERLAP = Rule(
    "regulation-overlap",
    Severity.WARN,
    "看不出从哪天起代替上一个文本 {older}：{what}",
    "对照公布修改决定的公告，写对 effective_on（修改决定规定的施行日期），或者在上一个文本里写 replaced_on（被代替的日期）；"
    "放了两次的，删去一个。",
    "docs/domain.md §3.4",
)


def overlaps(public: Sequence[Document]) -> Iterator[Finding]:
    """The texts that follow one whose end neither its header nor theirs tells."""
    derived = derives(public)
    for law in laws(public):
        for older, newer in pairwise(law.texts):
            found = derived.get(older.id, {})
            ended = "replaced_on" in found or of(older).replaced_on or of(older).repealed_on
            if not ended:
                day = of(newer).effective_on
                what = f"施行日期 {day:%Y-%m-%d} 不晚于它的" if day else "没有写施行日期"
                made = found.get("amended_on")
                what += f"，从修改的日期（{made:%Y-%m-%d}）起显示为已修改" if made else "，两个文本的时效照各自写的显示"
                yield OVERLAP.at(newer.place("effective_on" if day else "title"), older=Own(older.path), what=Own(what))
