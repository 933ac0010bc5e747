"""What a run makes of each site besides its files."""

from .frozen import frozen


@frozen
class Extras:
    """Whether pieces are kept, of which searches are made; `packed` are the kinds of compressed copies beside a site's files,
    None where they stay as they are.
    """

    pieces: bool = False
    packed: tuple[str, ...] | None = None


NOTHING = Extras()
