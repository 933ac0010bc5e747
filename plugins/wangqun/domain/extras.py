"""What a run makes of each site besides its files."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extras:
    """Whether Whoosh's index is kept, and what the reader's search is made of; `packed` are the kinds of compressed copies beside
    a site's files, None where they stay as they are.
    """

    whoosh: bool = False
    pieces: bool = False
    packed: tuple[str, ...] | None = None


NOTHING = Extras()
