"""convert: Cluster -> Ready. Every body that may be shown is made HTML, once for the whole cluster; what cannot be is named."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from math import ceil
from pathlib import Path
from typing import NamedTuple

from ..crew import ALONE, Crew
from ..domain.cluster import Cluster
from ..domain.document import Document
from ..domain.federation import Federation
from ..domain.finding import Finding, Place, Rule, Severity
from ..domain.frozen import frozen
from ..records.kind import Kinds
from ..render.bodies import Bodies
from ..render.bounds import BodyUnfit
from ..render.closures import Templates, templates_in
from ..render.conversion import CONVERTING, Conversion
from ..render.converted import Converted
from ..render.engines import Engines
from ..render.settings import shared_settings, template_folders
from ..render.template_ids import template_ids
from ..store.bodies import FOLDER, PASSING, Entry, Kept, digest_of, keep, path_of
from ..stored import remove
from ..workers import Crash

BODY_UNFIT = Rule(
    "body-unfit",
    Severity.BLOCK,
    "正文转换不出来：{problem}；其余稿件照常发布",
    "减少嵌套和重复，或分成几篇。",
    "docs/decisions/0034",
)
MOST, LEAST = 250, 10  # bodies for one process


class Ready(NamedTuple):
    """The cluster, which knows what cannot be converted, and the bodies of all else."""

    cluster: Cluster
    bodies: Bodies


Made = bytes | str | Crash


@frozen
class Ends:
    """Where links within a cluster can end, as far as its bodies are known; `read` bodies and ids that templates have `given` are
    had once.
    """

    bodies: Bodies
    kinds: Kinds
    read: dict[str, Converted] = field(default_factory=dict)
    given: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def fragments(self, document: Document) -> frozenset[str]:
        """The places within pages that a document really links to, if it is known how it reads as HTML."""
        body = self._read(document)
        return body.fragments if body else frozenset()

    def has(self, document: Document, fragment: str) -> bool:
        """Whether the page of a document may have such a place: in its body, or from its templates."""
        body = self._read(document)
        if body is None or fragment in body.ids:
            return True
        template = self.kinds[document.id.kind].template
        if template not in self.given:
            self.given[template] = template_ids(self._templates(), template)
        return bool(self.given[template].fullmatch(fragment))

    def _templates(self) -> Templates:
        shared = shared_settings(self.bodies.root)
        return templates_in(template_folders(self.bodies.root, shared), shared.get("JINJA_ENVIRONMENT", {}))

    def _read(self, document: Document) -> Converted | None:
        entry = self.bodies.entry(document)
        if entry is None or entry.problem:
            return None
        if document.path not in self.read:
            try:
                self.read[document.path] = self.bodies.of(document)
            except BodyUnfit:  # it could be converted once, and the one who renders it will say so
                return None
        return self.read[document.path]


def convert(cluster: Cluster, root: Path, crew: Crew = ALONE, again: Collection[str] = (), keeping: bool = True) -> Ready:
    """Convert what is new or has changed, and all of the sites that are to be made `again`, by whoever is in the crew.

    Raises:
        OSError: what is to be kept cannot be written.
    """
    bodies = _bodies(cluster, root)
    bodies.kept |= {site: Kept(path_of(root, site)) for site in again}
    wanted = {site: {bodies.key(d): d for d in documents if _may_be_shown(d)} for site, documents in cluster.documents.items()}
    missing: list[tuple[str, str, Document]] = []
    left: dict[str, int] = {}
    for site, documents in wanted.items():
        entries = bodies.site(site).entries
        new = [(site, key, document) for key, document in documents.items() if key not in entries]
        missing += new
        if new:
            left[site] = len(new)
        elif keeping and not entries.keys() <= documents.keys():
            _settle(bodies, site, documents, {}, keeping)
    bodies.made = len(missing)
    made: dict[str, dict[str, Made]] = {site: {} for site in left}
    for number, result in _convert_all([document for _, _, document in missing], bodies, crew):
        site, key, _ = missing[number]
        made[site][key] = result
        if len(made[site]) == left[site]:
            _settle(bodies, site, wanted[site], made.pop(site), keeping)
    if keeping and not cluster.near:
        for path in (root / FOLDER).glob("*"):
            if path.stem not in cluster.documents:
                remove(path)
    return Ready(_told(cluster, bodies), bodies)


def known(cluster: Cluster, root: Path) -> Cluster:
    """The cluster with what earlier runs know of its bodies; nothing is converted, nothing written."""
    return _told(cluster, _bodies(cluster, root))


def drop_hidden(federation: Federation, bodies: Bodies) -> None:
    """Take the text of what is blocked, withdrawn or gone elsewhere out of what is kept; that it can be converted stays known.

    Raises:
        OSError: it cannot be written.
    """
    told = {finding.path for finding in federation.findings if finding.severity is Severity.BLOCK}
    for site in tuple(bodies.kept):
        if federation.near and site not in federation.views:
            continue  # as it was
        kept, view = bodies.site(site), federation.views.get(site)  # of a site that is blocked nobody has judged any document
        public = {bodies.key(document) for document in view.documents} if view else set()
        waiting = {bodies.key(d) for d in federation.waiting.get(site, ()) if _may_be_shown(d) and d.path not in told}
        entries = {
            key: entry if entry.problem or key in public or key in waiting else Entry("")
            for key, entry in kept.entries.items()
            if entry.digest or entry.problem or key not in public  # what is public again is converted by the next run
        }
        if entries != kept.entries:
            bodies.kept[site] = keep(kept, bodies.version, entries, {})


def _bodies(cluster: Cluster, root: Path) -> Bodies:
    return Bodies(root, shared_settings(root)["MARKDOWN"], cluster.foreign)


def _may_be_shown(document: Document) -> bool:
    return document.is_offered and not document.item.moved_to


def _told(cluster: Cluster, bodies: Bodies) -> Cluster:
    """The cluster that knows which of its bodies are unfit, and where links to the others can end."""
    unfit: dict[str, Finding] = {}
    for site, documents in cluster.documents.items():
        if any(entry.problem for entry in bodies.site(site).entries.values()):
            for document in documents:
                entry = bodies.entry(document) if _may_be_shown(document) else None
                if entry and entry.problem:
                    place = Place(document.site, document.path, document.body_line)
                    unfit[document.path] = BODY_UNFIT.at(place, problem=entry.problem)
    return replace(cluster, unfit=unfit, ends=Ends(bodies, cluster.kinds))


def _settle(bodies: Bodies, site: str, wanted: Mapping[str, Document], made: Mapping[str, Made], keeping: bool) -> None:
    """Take note of what was made of a site's bodies, and keep it.

    Whoever was killed from outside is not to blame: such a verdict is none for the next run. What cannot even be tried, since its
    file is another one now for example, is known no better than before: the site that shows it will meet the same.
    """
    kept = bodies.site(site)
    fresh = {key: result for key, result in made.items() if isinstance(result, bytes)}
    entries = {key: entry for key, entry in kept.entries.items() if key in wanted}
    entries |= {key: Entry(digest_of(data), 0, len(data)) for key, data in fresh.items()}
    for key, result in made.items():
        if isinstance(result, Crash) and result.code:
            entries[key] = Entry("", PASSING if result.was_killed else 0, problem=result.problem)
        elif isinstance(result, str):
            entries[key] = Entry("", problem=result)
    bodies.kept[site] = keep(kept, bodies.version, entries, fresh) if keeping else replace(kept, entries=entries, fresh=fresh)


def _convert_all(documents: Sequence[Document], bodies: Bodies, crew: Crew) -> Iterator[tuple[int, Made]]:
    """What becomes of each body, by its number. One that ends its process has one more attempt, in a process of its own."""

    def here() -> Conversion:
        if len(documents) > LEAST:
            with suppress(Exception):  # whatever an extension raises, the bodies say
                Engines(bodies.options).markdown("", documents[0].dialect)  # its patterns, once for all processes
        return Conversion(bodies.options)

    errand = CONVERTING if len(documents) > LEAST else None
    size = min(MOST, max(LEAST, ceil(len(documents) / (4 * (crew.size if errand else 1)))))
    chunks = [range(at, min(at + size, len(documents))) for at in range(0, len(documents), size)]
    tried: set[int] = set()
    while chunks:
        tasks = {str(chunk.start): chunk for chunk in chunks}
        chunks = []
        done = Counter[str]()
        work = {name: tuple(documents[number] for number in chunk) for name, chunk in tasks.items()}
        for name, part in crew.parts(work, here, errand):
            number = tasks[name].start + done[name]
            done[name] += 1
            if number >= tasks[name].stop:
                continue  # it ended badly when all was done
            if isinstance(part, Crash):
                chunks += [range(number + 1, tasks[name].stop)] if number + 1 < tasks[name].stop else []
                if number not in tried:
                    tried.add(number)
                    chunks.append(range(number, number + 1))
                    continue
            yield number, part
