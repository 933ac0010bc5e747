"""Deputies as the search finds them: by name in Han and pinyin, by mandate and post."""

from collections.abc import Iterator

from ...domain import pinyin
from ...domain.deputy import Deputy
from ...domain.federation import SiteView
from ...search.entries import of_site
from ...search.index import Entry, Section

_SURNAMES = dict(
    zip(
        "曾单仇解查区朴盖缪乐员种秘繁黑折逄",
        "zeng shan qiu xie zha ou piao ge miao yue yun chong bi po he she pang".split(),
        strict=True,
    )
)


def entries(view: SiteView) -> Iterator[Entry]:
    """Every deputy with a page."""
    entry = of_site(view)
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
    syllables = [syllable for syllable in pinyin.syllables(name, "ignore") if syllable.isascii()]
    ways = [syllables] if syllables else []
    if name[:1] in _SURNAMES:
        ways.insert(0, [_SURNAMES[name[0]], *syllables[1:]])
    forms = (form for way in ways for form in (*way, "".join(way[1:]), "".join(way), "".join(part[0] for part in way)))
    return tuple(filter(None, dict.fromkeys(forms)))
