"""index: what `wangqun search` finds follows what is public, when all else is done (docs/decisions/0032)."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from ..domain.finding import Finding, Place, Rule, Severity
from ..domain.frozen import frozen
from ..domain.trouble import of_system
from ..search.index import FOLDER, Change, folder_of, load_whoosh, read_known, update
from ..search.kept import Text
from ..search.pieces import FOLDER as PIECES
from ..search.pieces import text
from ..store.lock import TURN
from ..store.search import Texts, disown, findable, public_sites
from ..stored import remove
from ..workers import Crash, run_each

INDEX_BEHIND = Rule(
    "index-behind",
    Severity.WARN,
    "全文索引没有跟上 {sites}：{problem}",
    "网站不受影响；下一次生成会补上。",
    "docs/decisions/0032",
)
LOST = "中间文件损坏，下一次生成时重做"


@frozen
class Indexed:
    """Whose index was brought up to date, and what is behind."""

    sites: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def index(root: Path, jobs: int = 1, follow: bool = True) -> Indexed:
    """Bring every index up to what is public, `jobs` sites at a time, until nothing new has been published meanwhile. When it is
    not to `follow`, those that hold what is public no more go, and the rest wait.

    One at a time: whoever calls holds the turn (store/lock.py). What goes wrong is told; the next run tries again.
    """
    try:
        return _index(root, jobs, follow)
    except OSError as error:
        return Indexed((), (INDEX_BEHIND.at(Place(""), sites="各站点", problem=of_system(error)),))


def _index(root: Path, jobs: int, follow: bool) -> Indexed:
    there = public_sites(root)
    for path in (root / FOLDER).iterdir() if (root / FOLDER).is_dir() else ():
        if path.name not in there and path != root / TURN:
            remove(path)
    if not follow:
        for site, texts in behind(root, there).items():
            if not (read_known(folder_of(root, site)) or {"": ""}).items() <= marks(texts).items():
                remove(folder_of(root, site))
        return Indexed()
    tried: dict[str, Texts] = {}
    results: dict[str, Change | str] = {}
    while tasks := {site: texts for site, texts in behind(root, public_sites(root)).items() if tried.get(site) != texts}:
        load_whoosh()
        tried |= tasks
        for site, result in run_each({site: (site, texts) for site, texts in tasks.items()}, _Following(root), jobs):
            results[site] = result.problem if isinstance(result, Crash) else result
    problems: dict[str, list[str]] = {}
    for site, problem in results.items():
        if isinstance(problem, str):
            problems.setdefault(problem, []).append(site)
            with suppress(OSError):
                remove(folder_of(root, site))  # what is found no more must not stay
                if problem == LOST:
                    disown(root, site)
    findings = [INDEX_BEHIND.at(Place(""), sites="、".join(sites), problem=problem) for problem, sites in problems.items()]
    return Indexed(tuple(site for site, result in results.items() if isinstance(result, Change)), tuple(findings))


def behind(root: Path, sites: Iterable[str]) -> dict[str, Texts]:
    """Of sites whose index is not there, not whole or holds anything else than is public: all that it must hold."""
    wanted = ((site, findable(root, site)) for site in sites)
    return {site: texts for site, texts in wanted if texts is not None and read_known(folder_of(root, site)) != marks(texts)}


def unknown(root: Path, sites: Collection[str]) -> list[str]:
    """Sites of which nobody knows what of the release that readers see can be found."""
    return [site for site in sites if findable(root, site) is None]


@frozen
class _Following:
    """The work of one site's index, picklable: what changed, or what went wrong."""

    root: Path

    def __call__(self, task: tuple[str, Texts]) -> Change | str:
        site, texts = task

        def read(key: str) -> Text:
            try:
                return text(self.root / PIECES, texts[key][0])
            except (OSError, ValueError) as error:
                raise _Lost(key) from error

        try:
            return update(folder_of(self.root, site), marks(texts), read, {key: digest for key, (_, digest) in texts.items()})
        except _Lost:
            return LOST
        except OSError as error:
            return of_system(error)


class _Lost(Exception):
    """A text is not there, or not whole."""


def marks(texts: Texts) -> dict[str, str]:
    """What the index says of what it holds."""
    return {key: " ".join(both) for key, both in texts.items()}
