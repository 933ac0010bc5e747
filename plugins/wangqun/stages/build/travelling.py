"""How a site is rendered on another machine: what is sent, what comes back by content, and what of that is taken."""

import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...crew import Errand, Unsound
from ...domain.cost import Cost
from ...domain.document import Document
from ...domain.extras import Extras
from ...domain.federation import SiteView
from ...domain.finding import Finding, Severity
from ...domain.frozen import frozen
from ...domain.text import clean
from ...pages.official import document_tags
from ...pages.output import Shown
from ...search.pieces import FOLDER, Doc, piece, put_raw, raw
from ...search.shards import State, in_order, update
from ...search.store import Store
from ...store.packing import pack_finding
from ...store.pages import Made
from ...store.search import DATA
from ...stored import make_folder, remove
from .rendering import inspected, rendered

if TYPE_CHECKING:
    from ...render.bodies import Bodies
    from ...render.warm import Done, Task

    Sent = tuple[Task, frozenset[str], bool]
LONGEST = 255  # bytes of a name
MOST_SAID = 2_000  # findings of one site
_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
_PIECE = re.compile(r"[0-9a-f]{20}\Z")
_ODD = re.compile(r"[\x00-\x1f\x7f\\]")


@frozen
class _Ready:
    """Makes the work there of where the cluster lies."""

    extras: Extras
    sites: int

    def __call__(self, root: Path) -> "_There":
        from ...render.settings import shared_settings
        from ...render.warm import warm

        if self.extras.pieces:
            from ...search import parts  # noqa: F401  so that the processes have numpy
        return _There(warm(root, self.extras, self.sites, self.sites), shared_settings(root)["MARKDOWN"])


@frozen
class _There:
    """The work there: it reads bodies as the cluster there has it, which is the same."""

    work: "Callable[[Task], Done]"
    options: dict[str, Any]

    def __call__(self, sent: "Sent") -> "Iterator[Done]":
        task, _, is_new = sent
        bodies: Any = task.bodies
        done = rendered(self.work, replace(task, bodies=replace(bodies, options=self.options)))
        yield replace(done, index=_index(task, done.found)) if is_new and done.found else done


def _told(sent: "Sent", done: "Done") -> dict[str, Any]:
    """All of it as plain data: a file whose content is known where it is published stays here."""
    task, known, _ = sent
    folder, data = task.root / FOLDER, task.root / DATA / task.view.member.site.id
    return {
        "files": done.files,
        "contents": {name: (task.output / name).read_bytes() for name, digest in done.files.items() if digest not in known},
        "findings": [pack_finding(finding) for finding in done.findings],
        "lost": done.lost,
        "found": done.found,
        "pieces": {digest: raw(folder, digest) for _, _, digest, _ in done.found},
        "shown": [(page.path, page.tags, page.title) for page in done.shown],
        "cost": (done.cost.seconds, done.cost.cpu, dict(done.cost.files)),
        "made": (done.made.world, dict(done.made.keys), done.made.rendered),
        "index": (done.index.as_json(), {path.name: path.read_bytes() for path in data.iterdir()}) if done.index else None,
    }


@frozen
class _Travel:
    """What is known here: the theme's files by their content."""

    theme: Mapping[str, Path]

    def sent(self, task: "Task") -> "Sent":
        """A task with the bodies that its pages show, and what need not come back."""
        view, bodies = task.view, task.bodies
        shown = (*view.documents, *(guest.document for guest in view.guests if guest.scope))
        known = frozenset({*self.theme, *(digest for _, digest in _copied(task).values())})
        carried: Bodies | None = bodies.carrying(shown) if bodies else None
        is_new = task.extras.pieces and not (task.root / DATA / view.member.site.id).exists()  # else little of it changes
        return replace(task, bodies=carried, last=None, settled=frozenset(), sounds={}), known, is_new

    def taken(self, task: "Task", data: Any) -> "Done":
        """What was rendered, put in place and looked at as if it had been rendered here."""
        places = (task.output, beside(task.output))
        try:
            return self._taken(task, data)
        except BaseException:
            for place in places:
                remove(place)
            raise

    def _taken(self, task: "Task", data: Any) -> "Done":
        from ...render.compress import compressors
        from ...render.warm import Done

        files = {_name(name): _like(_DIGEST, digest) for name, digest in sorted(data["files"].items())}
        findings = tuple(map(_finding, data["findings"][:MOST_SAID]))
        if data["lost"]:
            return Done({}, findings, lost=True)
        self._put(task, files, data["contents"])
        found = tuple(map(_doc, data["found"]))
        for _, _, digest, _ in found:
            put_raw(task.root / FOLDER, digest, data["pieces"][digest])
        world, keys, made = data["made"]
        if world not in {"", f"{task.world} {compressors()}"}:
            raise Unsound("不是用同样的程序和设置做的")
        known = {_in(files, name): _bytes(key) for name, key in keys.items()}
        done = Done(
            files,
            findings,
            False,
            found,
            tuple(_shown(task.view, files, data["shown"])),
            _cost(*data["cost"]),
            Made(world, known, tuple(_in(files, name) for name in made)),
            _put_index(beside(task.output), found, *data["index"]) if data["index"] else None,
        )
        return inspected(task, done)

    def _put(self, task: "Task", files: Mapping[str, str], contents: Mapping[str, bytes]) -> None:
        """Write all files of a site, each of which has the content that its digest says."""
        folders = {name.rpartition("/")[0] for name in files}
        if any(above in files for folder in folders for above in _above(folder)):
            raise Unsound("文件占了文件夹的位置")
        for folder in folders:
            make_folder(task.output / folder)
        copied = _copied(task)
        for name, digest in files.items():
            path = task.output / name
            if (content := contents.get(name)) is not None:
                if sha256(_bytes(content)).hexdigest() != digest:
                    raise Unsound(f"{name} 与摘要不符")
                path.write_bytes(content)
                continue
            if copied.get(name, ("", ""))[1] == digest:
                from ...render.copies import copy_public

                copy_public(copied[name][0], path, name)
            else:
                shutil.copyfile(self.theme[digest], path)
            if sha256(path.read_bytes()).hexdigest() != digest:
                raise Unsound(f"{name} 与摘要不符")
        if contents.keys() - files.keys():
            raise Unsound("有的文件没有摘要")


def away(root: Path, extras: Extras, sites: int) -> "Errand[Task, Sent, Done]":
    """Rendering as it is done elsewhere, for so many sites."""
    from ...render.settings import laid_over, shared_settings, theme_folder

    shared = shared_settings(root)
    folders = (theme_folder(root, str(shared["THEME"])) / "static", *laid_over(shared))
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    travel = _Travel({sha256(path.read_bytes()).hexdigest(): path for path in files})
    return Errand(_Ready(extras, sites), travel.sent, _told, travel.taken)


def beside(folder: Path) -> Path:
    """Where the data files of an index lie that was made along with the site in a folder."""
    return folder.with_name(f"{folder.name}.index")


def _index(task: "Task", found: tuple[Doc, ...]) -> State:
    """What finds the pages of a site that has just been rendered."""
    store = Store.open(task.root / DATA / task.view.member.site.id)
    return update(store, None, in_order(found), partial(piece, task.root / FOLDER))


def _put_index(folder: Path, found: tuple[Doc, ...], told: Any, data: Mapping[str, bytes]) -> State:
    """Keep an index that is about these documents and whose files are what their names say."""
    state = State.of({**told, "format": list(told["format"])})
    if state.documents != in_order(found) or not all(type(each) is int for each in (*state.fragments, *state.rows)):
        raise Unsound("是别的内容的搜索")
    store = Store.open(folder)
    if {store.put(_bytes(content)).hex() for content in data.values()} != data.keys():
        raise Unsound("搜索文件与名字不符")
    return state


def _copied(task: "Task") -> dict[str, tuple[str, str]]:
    """Files that pages show, by where they are put: where each lies, and its digest."""
    view, site = task.view, task.view.member.site
    content = os.path.join(task.root, "content", site.level, site.id)
    found = {place: (os.path.join(content, source), view.digests[place]) for source, place in view.files.items()}
    return found | {
        file.place: (os.path.join(task.root, file.path), file.digest) for guest in view.guests for file in guest.files
    }


def _shown(view: SiteView, files: Mapping[str, str], told: Iterable[Any]) -> Iterator[Shown]:
    """The pages that must have tags; which ones a document's must have is known here.

    Raises:
        ValueError: the page of a document is not among them.
    """
    documents: dict[str, Document] = {document.file: document for document in view.documents}
    documents |= {guest.path: guest.document for guest in view.guests if guest.path}
    left = documents.keys() & files.keys()
    for path, tags, title in told:
        document = documents.get(_in(files, path))
        left -= {path}
        yield Shown(path, document_tags(document) if document else tuple(map(_text, tags)), _text(title), document)
    if left:
        raise Unsound(f"{min(left)} 没有交来检查")


def _above(folder: str) -> Iterator[str]:
    """A folder and those it lies in."""
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def _name(name: Any) -> str:
    """A path below the site.

    Raises:
        ValueError, TypeError: it is none, or leads out of the site, or to what servers read.
    """
    parts = _text(name).split("/")
    if _ODD.search(name) or any(not part or part.startswith(".") or len(part.encode()) > LONGEST for part in parts):
        raise Unsound(f"“{clean(name[:LONGEST], '�')}”不是站点里的位置")
    return str(name)


def _in(files: Mapping[str, str], name: Any) -> str:
    if name not in files:
        raise Unsound("说的是没有的文件")
    return str(name)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _bytes(value: Any) -> bytes:
    if not isinstance(value, bytes):
        raise TypeError("no bytes")
    return value


def _like(form: re.Pattern[str], value: Any) -> str:
    if not form.match(_text(value)):
        raise Unsound("摘要的写法不对")
    return str(value)


def _doc(value: Any) -> Doc:
    date, key, digest, lists = value
    return _text(date), _text(key), _like(_PIECE, digest), tuple(map(_text, lists))


def _finding(values: Any) -> Finding:
    code, severity, site, path, line, column, *texts, follows, effect = values
    if type(line) is not int or type(column) is not int:
        raise TypeError("no place")
    message, hint, source, due, because = map(_text, texts)
    said = (message, hint, source, due, because, tuple(map(_text, follows)), _text(effect))
    return Finding(_text(code), Severity(severity), _text(site), _text(path), line, column, *said)


def _cost(seconds: Any, cpu: Any, files: Any) -> Cost:
    return Cost(float(seconds), float(cpu), {_text(name): (int(count), float(took)) for name, (count, took) in files.items()})
