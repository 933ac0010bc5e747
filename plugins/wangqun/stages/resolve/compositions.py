"""Of what blocks each site's home page is made (docs/decisions/0043); what settings name in vain is told."""

from collections.abc import Iterable, Iterator, Mapping

from ...domain.columns import SHORT_NAMES, STANDARD
from ...domain.compositions import composition
from ...domain.finding import Finding, Own, Place, Rule, Severity
from ...domain.frozen import frozen
from ...domain.site import ClusterRecord, Column, LevelProfile, Site
from ...pages.home import titles
from ...records import columns as columns_of_kinds
from ...records.kind import Kinds

UNKNOWN = Rule(
    "home-block",
    Severity.WARN,
    "首页没有“{name}”这一块，没有显示",
    "改成这些里的一个：{known}；也可以写本站栏目的编号或名称。",
    "docs/operators.md",
)
TWICE = Rule("home-block", Severity.WARN, "首页的“{name}”写了两次，只在前一处显示", "删去后一个。", "docs/operators.md")


@frozen
class Naming:
    """What compositions may name on every site: `blocks` and their titles, `columns` by key."""

    blocks: Mapping[str, str]
    columns: Mapping[str, Column]

    @classmethod
    def of(cls, kinds: Kinds) -> "Naming":
        """What these kinds bring along, beside what the engine has."""
        return cls(titles(kinds), columns_of_kinds(kinds) | STANDARD)

    def read(self, written: Iterable[str], columns: Iterable[Column], place: Place) -> Iterator[tuple[str, Finding | None]]:
        """The name of each block, written as such or by its title, or what is wrong with it."""
        there = {**self.columns, **{column.key: column for column in columns}}
        keys = self.blocks.keys() | there.keys()
        by_title = (
            SHORT_NAMES
            | {column.title: key for key, column in there.items()}
            | {title: key for key, title in self.blocks.items()}
        )
        seen: set[str] = set()
        for text in written:
            name = text if text in keys else by_title.get(text, "")
            if not name:
                known = Own("、".join(f"{key}（{title}）" for key, title in self.blocks.items()))
                yield "", UNKNOWN.at(place, name=text, known=known)
            elif name in seen:
                yield "", TWICE.at(place, name=text)
            else:
                seen.add(name)
                yield name, None


def home_of(
    site: Site, profile: LevelProfile, columns: Iterable[Column], naming: Naming, findings: list[Finding]
) -> tuple[str, ...]:
    """The blocks of a site's home page in order; what its own record names in vain is told, what its level's does is not."""
    own = [*naming.read(site.record.home, columns, Place(site.id, site.path, site.lines.get("home", 0)))]
    findings += (wrong for _, wrong in own if wrong)
    of_level = naming.read(profile.home, columns, Place(site.id, site.path))
    return composition(site.level, tuple(n for n, _ in own if n), tuple(name for name, _ in of_level if name), naming.blocks)


def level_faults(record: ClusterRecord, naming: Naming) -> Iterator[Finding]:
    """What the levels' settings name in vain."""
    for profile in record.levels.values():
        read = naming.read(profile.home, profile.changes.add, Place("", "sites/cluster.yaml"))
        yield from (wrong for _, wrong in read if wrong)
