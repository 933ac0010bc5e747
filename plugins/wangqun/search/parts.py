"""All shards of an index, some at a time, in as many processes as there may be: which of them makes a shard changes no byte."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ..domain.frozen import frozen
from ..workers import Crash, Died, run_each
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


@frozen
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
            OSError, ValueError, IndexError: a file cannot be written, or one that is needed is not there, or not whole.
            Died: a process ended twice before it had made its part.
        """
        processes = jobs if rows >= FEW and self.indexes else 1
        wanted = max(ROUNDS * processes if processes > 1 else 1, -(-rows // LARGE) if self.indexes else 1)
        size = max(1, (1 << self.bits) >> (wanted - 1).bit_length())
        spans = {str(at): (at, at + size) for at in range(0, 1 << self.bits, size)}
        made: dict[str, Made] = {}
        if self._run(spans, made, processes) and (problems := self._run(spans, made, processes)):
            raise Died(problems[0])
        for _, names in made.values():
            self.store.there |= names
        return [shard for name in spans for shard in made[name][0]]

    def _run(self, spans: Mapping[str, tuple[int, int]], made: dict[str, Made], processes: int) -> list[str]:
        """Make what is not made yet; what ended processes in the midst of it."""
        left = {name: span for name, span in spans.items() if name not in made}
        problems: list[str] = []
        for name, part in run_each(left, self, processes) if processes > 1 else zip(left, map(self, left.values()), strict=True):
            if isinstance(part, Crash):
                problems.append(part.problem)
            elif isinstance(part, Exception):
                raise part
            else:
                made[name] = part
        return problems

    def __call__(self, span: tuple[int, int]) -> Made | Exception:
        """The names of the shards in a span, and of all files that were written; or what went wrong."""
        store = Store(self.store.folder, set(self.store.there), str(span[0]))
        try:
            shards = [store.put_shard(shard) for shard in assemble(self._columns(*span), self.bits, store, *span)]
        except (OSError, ValueError, IndexError) as error:
            return error
        return shards, store.there - self.store.there

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
