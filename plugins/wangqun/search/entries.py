"""What of a site can be found: its listed documents and its deputies, as plain text."""

import re
from collections.abc import Iterator
from functools import partial
from html import unescape

from pypinyin import lazy_pinyin

from ..domain.federation import SiteView
from ..domain.people import Deputy
from .index import Entry, Section
from .text import plain

_HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
_START = re.compile(
    r'<h[1-6] id="(?P<heading>[^"]+)"[^>]*>(?P<title>.*?)</h[1-6]>|<p id="(?P<article>第[^"]+条[^"]*)"', re.DOTALL
)
_SURNAMES = dict(
    zip(
        "曾单仇解查区朴盖缪乐员种秘繁黑折逄",
        "zeng shan qiu xie zha ou piao ge miao yue yun chong bi po he she pang".split(),
        strict=True,
    )
)

HOME = ""
Bodies = dict[tuple[str, str], str]
"""HTML by the site on which a document lives, "" for the one that is rendered, and the document's source."""


def entries(view: SiteView, bodies: Bodies) -> Iterator[Entry]:
    """Every document that lists may name, then every deputy with a page."""
    site, address, top = view.member.site, view.member.address, view.top
    entry = partial(
        Entry,
        site=site.id,
        site_name=site.record.short_name,
        origin=address.origin,
        is_elsewhere=bool(top and top.url and not top.url.startswith("/")),
        prefix=address.prefix,
    )
    for document in view.documents:
        if document.is_listed:
            body = bodies[HOME, document.source]
            yield entry(
                id=str(document.id),
                kind=document.id.kind,
                column=document.column,
                title=document.title,
                headings="\n".join(plain(match[2]) for match in _HEADING.finditer(body)),
                sections=tuple(sections(body)),
                names=" ".join(document.item.authors),
                date=document.day_text,
                file=document.file,
                digest=document.digest,
            )
    for deputy in (*view.roster.deputies, *view.roster.former):
        if deputy.name and deputy.page:
            text = _mandates(deputy)
            yield entry(
                id=deputy.key,
                kind="deputy",
                column="",
                title=deputy.name,
                headings="",
                sections=(Section("", "", text),) if text else (),
                names=_names(deputy),
                date="",
                file=deputy.page,
                digest="",
            )


def sections(body: str) -> Iterator[Section]:
    """The text of safe HTML, cut where a heading or an article (第十二条) begins, to which one can link."""
    anchor = label = ""
    at = 0
    for start in _START.finditer(body):
        if text := plain(body[at : start.start()]):
            yield Section(anchor, label, text)
        at = start.start()
        anchor = unescape(start["heading"] or start["article"])
        label = plain(start["title"]) if start["heading"] else start["article"].partition("_")[0]
    if text := plain(body[at:]):
        yield Section(anchor, label, text)


def _mandates(deputy: Deputy) -> str:
    """The mandates and posts that a deputy's page shows."""
    rows: list[tuple[str, ...]] = [(m.congress_name, m.elector_name, m.delegation, m.group) for m in deputy.mandates]
    rows += [(post.organ_name, post.title) for post in deputy.posts]
    return "；".join(" ".join(filter(None, row)) for row in rows)


def _names(deputy: Deputy) -> str:
    """A deputy's names in Han and in pinyin."""
    names = (deputy.name, *deputy.other_names)
    joined = (name.replace("·", "") for name in names if "·" in name)  # 买买提·艾力 is looked for as 买买提艾力 too
    return " ".join((*names, *joined, *(spelling for name in names for spelling in spellings(name))))


def spellings(name: str) -> tuple[str, ...]:
    """How a name is typed in pinyin: syllables, given name, all in one, initials; a surname with a sound of its own in both."""
    syllables = [syllable for syllable in lazy_pinyin(name, errors="ignore") if syllable.isascii()]
    ways = [syllables] if syllables else []
    if name[:1] in _SURNAMES:
        ways.insert(0, [_SURNAMES[name[0]], *syllables[1:]])
    forms = (form for way in ways for form in (*way, "".join(way[1:]), "".join(way), "".join(part[0] for part in way)))
    return tuple(filter(None, dict.fromkeys(forms)))
