"""All shards of an index, some at a time, in as many processes as there may be: which of them makes a shard changes no byte."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..workers import Crash, run_each
from .assembly import Columns, assemble
from .cutting import shard_hash
from .merging import Index, merged
from .pieces import Doc
from .postings import Posting, Row
from .store import Store

LARGE = 1_000_000  # rows held at a time: about 150 MB
FEW = 100_000  # rows that are not worth a process
ROUNDS = 2  # parts for each process, so that none waits long for the others
_LISTED: tuple[Row, ...] = ((0, 0, 0),)

Made = tuple[list[bytes], set[str]]


@dataclass(frozen=True, slots=True)
class Parts:
    """What an index is made of: its documents, indexes that hold most of them, the rows of those that none does."""

    store: Store
    documents: Sequence[Doc]
    indexes: Sequence[Index]
    beside: Columns
    bits: int

    def make(self, rows: int, jobs: int) -> list[bytes]:
        """The names of all shards. An index has `rows`; `jobs` processes at most run at once.

        Raises:
            OSError, ValueError: a file cannot be written, or one that is needed is not there, or not whole.
        """
        processes = jobs if rows >= FEW and self.indexes else 1
        wanted = max(ROUNDS * processes if processes > 1 else 1, -(-rows // LARGE) if self.indexes else 1)
        size = max(1, (1 << self.bits) >> (wanted - 1).bit_length())
        spans = {str(at): (at, at + size) for at in range(0, 1 << self.bits, size)}
        made: dict[str, Made] = {}
        for name, part in run_each(spans, self, jobs) if processes > 1 else map(self._done, spans.items()):
            if isinstance(part, Crash):
                raise ValueError(part.problem)
            if isinstance(part, Exception):
                raise part
            made[name] = part
        for _, names in made.values():
            self.store.there |= names
        return [shard for name in spans for shard in made[name][0]]

    def _done(self, task: tuple[str, tuple[int, int]]) -> tuple[str, Made | Exception]:
        return task[0], self(task[1])

    def __call__(self, span: tuple[int, int]) -> Made | Exception:
        """The names of the shards in a span, and of all files that were written; or what went wrong."""
        there = set(self.store.there)
        try:
            shards = [self.store.put_shard(shard) for shard in assemble(self._columns(*span), self.bits, self.store, *span)]
        except (OSError, ValueError, IndexError) as error:
            return error
        return shards, self.store.there - there

    def _columns(self, start: int, end: int) -> Columns:
        columns = merged(self.indexes, self.beside, self.bits, start, end) if self.indexes else self.beside
        return replace(columns, words=columns.words | dict(self._lists(start, end)))

    def _lists(self, start: int, end: int) -> Iterator[tuple[str, Posting]]:
        """The lists in which documents stand."""
        lists: dict[str, Posting] = {}
        for number, document in enumerate(self.documents):
            for name in document[3]:
                lists.setdefault(name, {})[number] = _LISTED
        for name, posting in lists.items():
            if start <= shard_hash(name) >> 32 - self.bits < end:
                yield name, posting
