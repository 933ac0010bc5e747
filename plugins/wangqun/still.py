"""A run in which nothing changed costs a glance: it is answered from what the last one came to (docs/decisions/0036); one in
which the documents of a few sites changed is about those (0037).

A run is a function of its sources, of what it reads of the machine, of its options and of `now`, and `now` matters only at
moments that can be named. While all of it is the same, and what is public is what was published, so is the answer.
"""

import marshal
import sys
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial, wraps
from pathlib import Path
from time import perf_counter, process_time, time_ns
from typing import TYPE_CHECKING, Any, NamedTuple

from .domain.moment import SHANGHAI
from .options import ORDINARY, Listener, Options, Relay
from .render.brought import brought, extensions_of_others
from .render.settings import SettingsFaulty, ThemeMissing, overriding, shared_settings, theme_folder
from .reports.outcomes import Outcome
from .reports.report import Report
from .store.aside import asked
from .store.lock import Busy, locked
from .store.places import DATA, INDEX
from .store.sweep import STILL, Part, Unsettled, engine, last_run, left, note_run, seen, sources, stamp
from .store.whole import is_sampled_right, look, release_folder
from .stored import WRONG, read_sealed, remove, seal, write

if TYPE_CHECKING:  # who is told again what was found needs neither
    from .domain.near import Near
    from .reports.remembered import Told

VERSION = (4, *sys.version_info[:2])
LEDGER = Path("build/cache/ledger.json")
_WELL = frozenset({Outcome.PUBLISHED, Outcome.UNCHANGED, Outcome.REMOVED})
Build = Callable[..., Report]


class Glance(NamedTuple):
    """What a run is made from: digests of the sources, and of the engine with what the cluster sets for it; each site's content
    by its folder, apart; and when they were looked at (ns).
    """

    sources: str
    engine: str
    parts: Mapping[str, Part]
    at: int


class Last(NamedTuple):
    """What a run about a few sites knows of all others: how they are, and what was told of them; as of which ledger."""

    near: "Near"
    told: "Told"
    ledger: tuple[int, int, int]


def standing(root: Path, last: Last | None) -> "tuple[Near | None, Told | None]":
    """What a run about a few sites knows of all others; nothing for one about all.

    Raises:
        Wider: somebody has published something since.
    """
    if last is None:
        return None, None
    if stamp(root / LEDGER) != last.ledger:
        from .domain.near import Wider

        raise Wider
    return last.near, last.told


class Watch(Relay):
    """Keeps what verbs gave of which the next run is to know."""

    def __init__(self, root: Path, other: Listener, told: "Told | None" = None) -> None:
        super().__init__(other)
        self.root, self.told = root, told
        self.results: dict[str, Any] = {}
        self.ledger = (0, 0, 0)

    def stage(self, name: str, result: Any, seconds: float, cpu: float) -> None:
        """Keep what a verb gave."""
        if name in {"load", "resolve", "check"}:
            self.results[name] = result
        elif name == "publish":
            self.ledger = stamp(self.root / LEDGER)
        super().stage(name, result, seconds, cpu)


def answering(build: Build) -> Build:
    """`build`, which is not asked when nothing has changed; its answer is kept when it may be given again."""

    @wraps(build)
    def run(
        root: Path,
        now: datetime,
        only: Collection[str] = (),
        options: Options = ORDINARY,
        listener: Listener | None = None,
        last: Last | None = None,
    ) -> Report:
        tell = listener or Listener()
        if isinstance(tell, Watch) or not options.publishing:  # the one who asks has looked already
            return build(root, now, only, options, tell, last)
        glance = last = data = None
        with locked(root, now, options.wait, tell.say):
            if _is_about_all(only, options):
                kept = _kept(root, options)
                looks = partial(_are_whole, root, now, kept)
                with asked(looks, options.jobs if kept else 1) as are_whole:  # while this one looks at the sources
                    if (glance := _glance(root)) and (data := _recall(root, now, options, glance, kept)):
                        is_same = glance.parts == data["parts"] and _is_settled(glance.parts)
                        answer = _answer(root, now, data) if is_same else None
                        last = None if is_same else _last(root, glance, data)  # what it needs is loaded
                        if not are_whole():
                            last = data = None
                        elif answer:
                            return answer(tell)
            remove(root / STILL)  # what is withdrawn now must not stay in it
        report, watch = _built(build, root, now, only, options, tell, last)
        if glance:
            with suppress(Busy, OSError, Unsettled, *WRONG):  # what cannot be remembered costs time, nothing else
                _remember(root, now, options, watch, glance, report, data)
        return report

    return run


def _built(
    build: Build, root: Path, now: datetime, only: Collection[str], options: Options, tell: Listener, last: Last | None
) -> tuple[Report, Watch]:
    """The report of a run, and what its verbs gave: of one about as few sites as can be, else about all."""
    while last:
        from .domain.near import Wider

        watch = Watch(root, tell, last.told)
        try:
            return build(root, now, only, options, watch, last), watch
        except Wider as wider:
            near = last.near.widened(wider)
            last = last._replace(near=near) if near else None
    watch = Watch(root, tell)
    return build(root, now, only, options, watch), watch


def _is_about_all(only: Collection[str], options: Options) -> bool:
    """True for a run about everything that has changed, and nothing else."""
    return not (only or options.force or options.neighbours or options.allowed.removal or options.kinds or options.cluster)


def _asked(options: Options) -> tuple[Any, ...]:
    """What of the options makes a run another one."""
    return (options.keep, options.whoosh, options.compress, options.allowed.preview)


def _glance(root: Path) -> Glance | None:
    """None when nobody can tell what a run is made from without looking closely."""
    at = time_ns()
    try:
        shared = shared_settings(root)
        others = (*shared["PLUGINS"], *extensions_of_others(shared["MARKDOWN"]))
        if others:  # they may read whatever they like
            return None
        looks = (theme_folder(root, str(shared["THEME"])), *overriding(shared))
        seen, parts = sources(root, looks, at)
        return Glance(seen, f"{engine(Path(__file__).parent)} {brought(shared, ())}", parts, at)
    except (OSError, SettingsFaulty, ThemeMissing, Unsettled):
        return None


def _kept(root: Path, options: Options) -> dict[str, Any]:
    """What the last run left, if the programme was the same and was asked the same; else nothing."""
    try:
        data: dict[str, Any] = marshal.loads(read_sealed(root / STILL) or b"")  # noqa: S302 - our own, and not changed since
        return data if data["version"] == VERSION and data["asked"] == _asked(options) else {}
    except WRONG:
        return {}


def _recall(root: Path, now: datetime, options: Options, glance: Glance, data: dict[str, Any]) -> dict[str, Any] | None:
    """What was kept, if all is still so but for the content of sites; None when something else may have changed."""
    try:
        if data["seen"] != (glance.sources, glance.engine):
            return None
        words, digest = data["words"]
        made, until = (datetime.fromisoformat(text).astimezone(SHANGHAI) for text in data["while"])
        if not (last_run(root, LEDGER) or made) <= now < until or seen(_below(root, words), glance.at) != digest:
            return None
        if left(root) != data["left"]:
            return None
        from .reports.remembered import unpack

        parts = {folder: Part(*part) for folder, part in data["parts"].items()}
        return {**data, "parts": parts, "told": unpack(data["told"], now, options.baseline)}
    except (Unsettled, *WRONG):
        return None


def _is_settled(parts: Mapping[str, Part]) -> bool:
    return all(part.all for part in parts.values())


def _answer(root: Path, now: datetime, data: Mapping[str, Any]) -> Callable[[Listener], Report]:
    """The report of a run in which nothing changed, ready to be given: build/reports as of now is written then."""
    from .reports.writing import texts_of, write_texts

    start, cpu, told = perf_counter(), process_time(), data["told"]
    report, texts = texts_of(root, told.summary, told.sender, told.report, 0.0)

    def give(tell: Listener) -> Report:
        write_texts(root, texts)
        note_run(root, LEDGER, now)
        tell.stage("still", report, perf_counter() - start, process_time() - cpu)
        return report

    return give


def _last(root: Path, glance: Glance, data: Mapping[str, Any]) -> Last | None:
    """For a run about the sites in whose documents something may have changed; None when that is not all."""
    from .stages.check.nearby import near_of

    then = data["parts"]
    if then.keys() != glance.parts.keys():
        return None
    changed = {folder for folder, part in glance.parts.items() if part != then[folder] or not part.all}
    if any(not glance.parts[folder].fixed or glance.parts[folder].fixed != then[folder].fixed for folder in changed):
        return None
    near = near_of(data["near"], {folder.rpartition("/")[2] for folder in changed})
    return Last(near, data["told"], stamp(root / LEDGER)) if near else None


def _are_whole(root: Path, now: datetime, kept: Mapping[str, Any]) -> bool:
    """True when what is public is what was `kept`, which must be."""
    return all(_is_whole(root, now, site, *entry) for site, entry in kept["sites"].items())


def _is_whole(root: Path, now: datetime, site: str, release: str, looks: str, searched: str, files: dict[str, str]) -> bool:
    """True when a site's release and search data are what was published, as `plan` and `search` judge it."""
    folder = release_folder(root, site, release)
    if look(folder) != looks or (INDEX in files and look(root / DATA / site) != searched):
        return False
    return is_sampled_right(folder, files, f"{site} {now.isoformat()}")


def _remember(
    root: Path,
    now: datetime,
    options: Options,
    watch: Watch,
    glance: Glance,
    report: Report,
    before: Mapping[str, Any] | None = None,
) -> None:
    """Keep what a run came to, if the same run would come to it again. What was kept `before` holds for what one about a few
    sites did not look at.
    """
    from .reports.remembered import pack, told_of
    from .stages.check import nearby
    from .stages.check.turns import stands_until
    from .store.ledger import find_ledger

    federation, checked = watch.results["resolve"], watch.results["check"]
    then = before if federation.near else None
    known = {*checked.findings, *(watch.told.report.findings if watch.told else ())}
    is_settled = known.issuperset(report.findings) and checked.guarded.trusted
    if not is_settled or not _WELL.issuperset(report.outcomes.values()):
        return
    with locked(root, now, False, watch.say):
        ledger = find_ledger(root)
        if ledger is None or ledger.sites.keys() != federation.members.keys() or stamp(root / LEDGER) != watch.ledger:
            return
        if not all(
            entry.look and entry.files and (entry.searched or INDEX not in entry.files) for entry in ledger.sites.values()
        ):
            return
        words = str(federation.cluster.wording or "")
        data = {
            "version": VERSION,
            "asked": _asked(options),
            "seen": (glance.sources, glance.engine),
            "words": (words, seen(_below(root, words), glance.at)),
            "while": (now.isoformat(), min(stands_until(federation).isoformat(), then["while"][1] if then else "~")),
            "left": left(root),
            "sites": {site: (e.release, e.look, e.searched, e.files) for site, e in ledger.sites.items()},
            "told": pack(told_of(federation, report, watch.told)),
            "parts": {folder: tuple(part) for folder, part in glance.parts.items()},
            "near": nearby.pack(federation, watch.results["load"], report.findings, glance.at, then["near"] if then else None),
        }
        write(root / STILL, seal(marshal.dumps(data)))


def _below(root: Path, words: str) -> list[Path]:
    return [root / words] if words else []
