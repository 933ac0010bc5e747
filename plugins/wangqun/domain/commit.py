"""A commit as a report names it."""

from typing import NamedTuple

Spot = tuple[str, int]  # a path from the root and a line, 0 for the file as a whole


class Commit(NamedTuple):
    """A commit's hash, its author's name and its day; or a word that says why there is none."""

    id: str
    author: str = ""
    day: str = ""

    @property
    def words(self) -> str:
        """The three in one line; what is unknown is said once."""
        return " ".join(filter(None, dict.fromkeys(self)))


UNKNOWN = Commit("未知", "未知")  # outside git, cut off in a shallow clone, or not told in time
UNCOMMITTED = Commit("尚未提交")
