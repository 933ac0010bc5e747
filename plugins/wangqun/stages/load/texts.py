"""Bodies that stay where they are until they are converted: read again, they are what was checked, or nobody gets them."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from ...domain.document import Changed
from ...domain.finding import Place
from ...domain.item import Dialect
from ...domain.markup import Markup
from ...scan.hidden import conceal
from .files import read_text


@dataclass(frozen=True)
class OnDisk:
    """The body of a document in its file below `root`: what begins at character `start` of its text, less what nobody sees when
    some of it is `concealed`, less the `cut` characters that hold the title.
    """

    root: Path
    path: str
    digest: str
    markup: Markup
    dialect: Dialect
    start: int
    cut: int
    concealed: bool

    def read(self) -> str:
        """The body; read once by a process that asks for it.

        Raises:
            Changed: its file has another digest than when it was checked, or is gone.
        """
        return self._text

    @cached_property
    def _text(self) -> str:
        read = read_text(self.root / self.path, Place("", self.path), [])
        if read is None or sha256(read[1]).hexdigest() != self.digest:
            raise Changed(self.path)
        body = read[0][self.start :]
        return (conceal(body, self.markup, self.dialect, 1)[0] if self.concealed else body)[self.cut :]
