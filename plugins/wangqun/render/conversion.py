"""What a worker does that converts bodies: one after another, each within limits of its own."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..domain.document import Document
from ..workers import Allowance
from .bounds import TIME_LIMIT, BodyUnfit
from .engines import Engines
from .html import convert

LONGEST = int(2 * TIME_LIMIT)  # s of computing after which the process ends: no signal stops a body in the midst of one match


@dataclass(frozen=True, slots=True)
class Conversion:
    """The work itself, picklable: bytes for each body, or in words why it has none."""

    options: dict[str, Any]

    def __call__(self, documents: tuple[Document, ...]) -> Iterator[bytes | str]:
        """Convert some bodies, in their order."""
        allowance, engines = Allowance.given(), Engines(self.options)
        for document in documents:
            allowance.begin(LONGEST)
            try:
                yield convert(document.body, document.markup, document.dialect, engines).packed()
            except BodyUnfit as error:
                yield str(error)
