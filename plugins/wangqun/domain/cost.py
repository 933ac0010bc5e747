"""What making a site cost."""

from collections.abc import Mapping
from dataclasses import field

from .frozen import frozen

PIECES = "pieces"


@frozen
class Cost:
    """Seconds that a site took, those of computing, and of its files by what they are (`article`; "" for what no template
    makes; `PIECES` of which searches are made): how many, and seconds of making and writing them.
    """

    seconds: float = 0.0
    cpu: float = 0.0
    files: Mapping[str, tuple[int, float]] = field(default_factory=dict)


FREE = Cost()
