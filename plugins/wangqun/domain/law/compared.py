"""Two versions of a law compared by article: frozen values, ready to be shown."""

from collections import Counter
from typing import Literal, NamedTuple

from ..frozen import frozen
from .changes import Segment

Kind = Literal["unchanged", "renumbered", "moved", "changed", "split", "merged", "regrouped", "added", "removed"]


class Place(NamedTuple):
    """A paragraph of a version: the number of its article and its own, from 1; 0 is what heads the article."""

    article: str
    paragraph: int


@frozen
class Passage:
    """A paragraph with what became of it; several on one side where one was divided. Segments hold every character of both.

    `slight`: nothing differs but references that follow the new numbers, spaces, and the width of signs. `elsewhere` is where a
    paragraph that is gone now stands, or where one that came had stood, in an article that does not answer this one.
    """

    old: tuple[Place, ...]
    new: tuple[Place, ...]
    segments: tuple[Segment, ...]
    slight: bool = False
    doubtful: bool = False
    moved: bool = False
    elsewhere: Place | None = None

    @property
    def is_changed(self) -> bool:
        """True when the text says something else now, in words or in order."""
        return self.moved or (not self.slight and any(one.kind != "equal" for one in self.segments))


@frozen
class Change:
    """What became of an article, by the numbers of both versions; `doubtful` reads 可能对应. A changed one can be moved too."""

    kind: Kind
    old: tuple[str, ...]
    new: tuple[str, ...]
    passages: tuple[Passage, ...]
    moved: bool = False
    doubtful: bool = False

    @property
    def is_renumbered(self) -> bool:
        """True when it has another number now."""
        return bool(self.old and self.new) and self.old != self.new


@frozen
class Comparison:
    """All changes in the order of the new version, what was removed where it stood; `unknown` are given pairs that name no
    article.
    """

    changes: tuple[Change, ...]
    unknown: tuple[tuple[str, str], ...] = ()

    @property
    def counts(self) -> dict[Kind, int]:
        """How many changes there are of each kind that occurs."""
        return dict(Counter(change.kind for change in self.changes))

    @property
    def is_same(self) -> bool:
        """True when the two have the same text under the same numbers in the same order."""
        return all(change.kind == "unchanged" for change in self.changes)
