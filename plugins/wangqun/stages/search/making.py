"""The search of one site, and of many in workers: the data files are written where they are made, little comes back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from ...domain.federation import Member
from ...domain.finding import Finding, Place, Rule, Severity
from ...domain.frozen import frozen
from ...domain.trouble import of_system
from ...records.kind import Kinds
from ...search.named import index_json
from ...search.pieces import FOLDER, Doc, piece
from ...search.shards import State, fragment_names, update
from ...search.store import Store
from ...store.search import DATA, SiteSearch, digest_of, sealed_found
from ...stored import WRONG, sealed_json
from ...workers import Crash, Died, run_each, run_parts
from ..build import BuiltSite
from .about import Listed, about

SEARCH_STALE = Rule(
    "search-stale", Severity.WARN, "搜索没有更新，仍是上一次的：{problem}", "检查磁盘，再生成一次。", "docs/decisions/0022"
)
MANY = 200  # documents that are worth processes
ROUNDS = 4  # portions for each process, so that none waits long for the others


@frozen
class Task:
    """A site's search that is to be made: the sites `below` whose `documents` it holds, what was `kept` of it, the `mark` of what
    it depends on, what of the site is its `own`; whether its data files are as they were left (`sound`); the `digests` of its
    documents' files by id.
    """

    member: Member
    below: Sequence[Listed]
    documents: tuple[Doc, ...]
    kept: Mapping[str, Any]
    mark: str
    own: tuple[Doc, ...]
    sound: bool
    digests: Mapping[str, str]

    @property
    def weight(self) -> int:
        """About how many documents are to be read."""
        return len(set(self.documents).difference(self.kept["found"] if self.sound and self.kept else ()))


def _none() -> tuple[tuple[Path, State], ...]:
    return ()


@frozen
class Making:
    """Makes the search of a site, picklable; from indexes of `others` what they hold, in at most `jobs` processes."""

    root: Path
    kinds: Kinds
    others: Callable[[], Iterable[tuple[Path, State]]] = _none
    jobs: int = 1

    def __call__(self, task: Task) -> SiteSearch | Finding:
        """The search, or why there is none: a full disk, a piece that was deleted."""
        try:
            return self._made(task)
        except OSError as error:
            return _stale(task, of_system(error))
        except ValueError:
            return _stale(task, "中间文件损坏")
        except Died as error:
            return _stale(task, str(error))

    def each(self, tasks: Sequence[Task]) -> Iterator[SiteSearch | Finding]:
        """The same of some sites."""
        return map(self, tasks)

    def _made(self, task: Task) -> SiteSearch:
        member, kept, documents = task.member, task.kept, task.documents
        store = Store.open(self.root / DATA / member.site.id)
        there = frozenset(store.there)
        try:
            before = State.of(kept["state"])
        except WRONG:
            before = None
        cut = partial(piece, self.root / FOLDER)
        state = update(store, before if task.sound else None, documents, cut, self.others, self.jobs)
        gone = _gone(store, before, documents) if before else frozenset()
        if not kept:  # nobody knows whose text it holds: nothing of it stays but what is needed now
            gone = there
        text = index_json(store, state, about(task.below, documents, self.kinds), member.address.origin)
        fresh = {"mark": task.mark, "own": digest_of(task.own), "found": task.own, "state": state.as_json()}
        found = sealed_found(text, task.own, task.digests)
        return SiteSearch(text, sealed_json(fresh), found, gone, sum(state.fragments) + len(state.shards))


def taken_over(root: Path, task: Task, built: BuiltSite) -> Task:
    """The task of a site that was built elsewhere, its index with it, and of which nothing is known here."""
    store, other = Store.open(root / DATA / built.site), Store.open(built.beside)
    if task.kept or store.there or built.index is None:
        return task
    with suppress(OSError, ValueError):  # what is lost is made
        for name in other.there:
            store.adopt(bytes.fromhex(name), other)
    return replace(task, kept={"state": built.index.as_json(), "found": built.found}, sound=True)


def make_all(making: Making, tasks: Mapping[str, Task], jobs: int) -> Iterator[tuple[str, SiteSearch | Finding]]:
    """The searches of sites, `jobs` processes at a time. What a worker that dies leaves undone has one more attempt, each site in
    a process of its own.
    """
    weights = {site: task.weight for site, task in tasks.items()}
    if jobs < 2 or len(tasks) < 2 or sum(weights.values()) < MANY:
        yield from ((site, making(task)) for site, task in tasks.items())
        return
    from ...search import parts  # noqa: F401  so that the processes have numpy

    longest = sorted(tasks, key=lambda site: -weights[site])
    portions = {str(at): longest[at :: ROUNDS * jobs] for at in range(min(ROUNDS * jobs, len(tasks)))}
    undone = dict.fromkeys(longest)
    work = {name: [tasks[site] for site in portion] for name, portion in portions.items()}
    for name, result in run_parts(work, making.each, jobs):
        if not isinstance(result, Crash):
            site = portions[name].pop(0)
            del undone[site]
            yield site, result
    for site, again in run_each({site: tasks[site] for site in undone}, making, jobs):
        yield site, _stale(tasks[site], again.problem) if isinstance(again, Crash) else again


def _stale(task: Task, problem: str) -> Finding:
    return SEARCH_STALE.at(Place(task.member.site.id), problem=problem)


def _gone(store: Store, before: State, documents: Iterable[Doc]) -> frozenset[str]:
    ids = {document[1] for document in before.documents} - {document[1] for document in documents}
    try:
        return frozenset(fragment_names(store, before, ids))
    except (OSError, *WRONG):
        return frozenset()
