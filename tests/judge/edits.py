"""Every kind of edit that is made of a cluster, and how a sequence of them is told so that it can be repeated."""

from typing import NamedTuple

from .of_clusters import OF_CLUSTERS
from .of_pieces import OF_PIECES, Edit
from .of_records import OF_RECORDS
from .sources import Sources

DEMO = "demo"
"""As the first step: not from the beginning, but from a part of the demo."""
KINDS: dict[str, Edit] = {each.__name__: each for each in (*OF_PIECES, *OF_CLUSTERS, *OF_RECORDS)}


class Step(NamedTuple):
    """One edit as it is told: its kind and the two numbers."""

    kind: str
    a: int = 0
    b: int = 0

    def __str__(self) -> str:
        return f"{self.kind} {self.a} {self.b}"


def apply(sources: Sources, step: Step) -> Sources | None:
    """The sources after an edit; None when there is nothing it could be done to."""
    made = KINDS[step.kind](sources, step.a, step.b)
    return None if made is None or (made.now == sources.now and made.files == sources.files and step.kind != "nothing") else made


def parse(text: str) -> list[Step]:
    """The steps of a sequence as it was printed: separated by semicolons or lines.

    Raises:
        ValueError: a step is none; the message has it.
    """
    steps = []
    for line in filter(None, (part.strip() for part in text.replace("\n", ";").split(";"))):
        kind, *numbers = line.split()
        if (kind not in KINDS and (kind != DEMO or steps)) or len(numbers) != 2:
            raise ValueError(line)
        steps.append(Step(kind, *map(int, numbers)))
    return steps
