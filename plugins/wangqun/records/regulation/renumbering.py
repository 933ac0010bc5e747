"""What a text states of its articles' old numbers (修改决定 often does), beside the text before it."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...domain.document import Changed, Document
from ...domain.finding import Finding, Own, Rule, Severity
from ...domain.law.given import read_given
from ...domain.law.provision import begun, cited, digits
from ...domain.law.reading import read_body
from ...domain.law.text import articles
from .law import laws
from .record import of

RENUMBERED = Rule(
    "regulation-renumbered",
    Severity.WARN,
    "renumbered 写的条号{what}，照文字对照",
    "{fix}",
    "docs/decisions/0051",
)
_FIX = "左边写上一个文本的条号，右边写这个文本的，如“第三条: 第四条”；删去的写“第三条:”，新增的写“新增: [第六条]”。"


def given(document: Document) -> tuple[tuple[str, str], ...]:
    """Pairs of numbers that a text's header states: in the text before it, and in it."""
    written = of(document).renumbered
    return read_given(written) if written else ()


def misnumbered(public: Sequence[Document]) -> Iterator[Finding]:
    """Where a header names articles that neither text has."""
    for law in laws(public):
        if given(law.texts[0]):
            where = law.texts[0].place("renumbered")
            yield RENUMBERED.at(where, what="没有上一个文本可以对照", fix="删去 renumbered；上一个文本还没有放进来的，放进来。")
        for older, newer in pairwise(law.texts):
            if (pairs := given(newer)) and (wrong := _wrong(pairs, older, newer)):
                told = "、".join(f"{cited(a) if a else '新增'}→{cited(b) if b else '删去'}" for a, b in wrong)
                yield RENUMBERED.at(newer.place("renumbered"), what=Own(f"两个文本里没有：{told}"), fix=Own(_FIX))


def _wrong(pairs: Sequence[tuple[str, str]], older: Document, newer: Document) -> list[tuple[str, str]]:
    """The pairs that name an article which a text does not have."""
    try:
        before, after = (_missing({pair[at] for pair in pairs}, text) for at, text in enumerate((older, newer)))
    except Changed:  # then the site is not published
        return []
    return [(a, b) for a, b in pairs if a in before or b in after]


def _missing(numbers: set[str], text: Document) -> set[str]:
    """Those of some numbers that no article of a text has. Lines that begin like articles tell it of nearly all."""
    missing = numbers - {""} - begun(text.body)
    if missing:
        missing -= {digits(article.number) for article, _ in articles(read_body(text.body, text.markup == "markdown"))}
    return missing
