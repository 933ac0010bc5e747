"""What of a site need not be made again: files of its last release that would come out the same (docs/decisions/0035)."""

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from ..domain.federation import SiteView
from ..domain.pinyin import Sounds
from ..pages.keys import Volatile, key_of
from ..search.index import Doc
from ..store.pages import NOTHING, Last, Made, Remembered, read_pages, stamp
from ..store.search import found_in, read_digests, read_kept
from ..store.whole import release_folder
from ..stored import read_bytes
from .compress import is_compressed


@dataclass(slots=True)
class Memo:
    """The files of one site: those taken over from its last release, which lies in `folder`, and those made anew, into `output`.

    `last` is that release's files, `known` says of what they were made and how they were left; `world` is what all pages depend
    on, `templates` the digest of each template's closure. `packed` are the kinds of compressed copies that are wanted and can be
    taken over: what was not worth it then is not now. `files` are the SHA-256 of files of which it is known already, those in
    `whole` with their copies. `rendered` were made anew, whether that was needed or not, `taken` says how many were not.
    Of pages of pieces that are `settled`, named by their files, the name is known before they are made: nothing has changed of
    which they are.
    """

    folder: Path
    output: Path
    world: str
    templates: Mapping[str, bytes]
    last: Mapping[str, str] = field(default_factory=dict)
    known: Remembered = NOTHING
    packed: Sequence[str] | None = ()
    keys: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    rendered: list[str] = field(default_factory=list)
    taken: int = 0
    settled: frozenset[str] = frozenset()

    def key(self, template: str, *seen: object) -> bytes | None:
        """The name of what a template makes of what it sees; None when another run could make something else of it."""
        closure = self.templates.get(template)
        try:
            return closure and key_of(self.world, closure, *seen)
        except Volatile:
            return None

    def key_of_text(self, made_of: tuple[object, ...]) -> bytes | None:
        """The name of a text by what it is made of; None when nobody says of what, or it could be something else next time."""
        try:
            return key_of(self.world, *made_of) if made_of else None
        except Volatile:
            return None

    def take_made(self, name: str, key: bytes | None) -> bool:
        """Put the last release's file in place when it was made of the same; False when it was not, or is not there any more."""
        if key is None or self.known.keys.get(name) != key or not self.take(name, self.last.get(name)):
            return False
        self.keys[name] = key
        return True

    def take_settled(self, name: str, piece: str) -> bool:
        """The same of a page of the piece with that file, where that is known before it is made."""
        return piece in self.settled and self.take_made(name, self.known.keys.get(name))

    def take(self, name: str, digest: str | None) -> bool:
        """Put the last release's file, and its compressed copies, in place of one that is to be made and to have that digest;
        False when it has none such, or not any more.
        """
        if not digest or self.last.get(name) != digest:
            return False
        names = [name, *(copy for kind in self.packed or () if (copy := name + kind) in self.last)]
        if not all(map(self._is_as_left, names)):
            return False
        done: list[str] = []
        try:
            for each in names:
                _link(f"{self.folder}/{each}", f"{self.output}/{each}")
                done.append(each)
        except OSError:  # it went this moment
            for each in done:
                (self.output / each).unlink()
            return False
        for each in names:
            self.files[each] = self.last[each]
        if self.packed is not None:
            self.whole.add(name)
        return True

    def _is_as_left(self, name: str) -> bool:
        """True for a file with the stamp that it had, or, where releases were copied, with the same mode and bytes."""
        path, left = f"{self.folder}/{name}", self.known.stamps.get(name)
        found = stamp(path)
        if left is None or found is None or found[:2] != left[:2]:
            return False
        return found == left or sha256(read_bytes(path) or b"").hexdigest() == self.last[name]

    def found(self, root: Path, view: SiteView) -> Iterator[Doc]:
        """What of its settled pages can be found, as an index takes it."""
        site = view.member.site.id
        then = read_digests(root, site)
        ids = {name for each in view.documents if each.file in self.settled and then.get(name := str(each.id)) == each.digest}
        yield from (found for found in found_in(read_kept(root, site)) if found[1] in ids)

    def outcome(self, sounds: Sounds) -> Made:
        """Of what the site was made, `sounds` being the pinyin that was asked for."""
        return Made(self.world, self.keys, tuple(self.rendered), self.taken, sounds)


def memo_of(
    root: Path,
    site: str,
    output: Path,
    last: Last | None,
    world: str,
    templates: Mapping[str, bytes],
    packed: Sequence[str],
    settled: frozenset[str] = frozenset(),
) -> Memo:
    """What is remembered of a site's last release, None for nothing, before anything is made of the site; of `settled` pages only
    where what all pages depend on is the same.
    """
    if last is None:
        return Memo(Path(), output, world, templates, packed=None)
    known = read_pages(root, site, last.rendered)
    is_same = known.world == world and is_compressed(last.files, packed)
    folder, as_before = release_folder(root, site, last.release), settled if known.world == world else frozenset()
    return Memo(folder, output, world, templates, last.files, known, packed if is_same else None, settled=as_before)


def _link(old: str, new: str) -> None:
    """The same file at a second place: a hard link, or where that cannot be, a copy with its times."""
    try:
        os.link(old, new)
    except FileNotFoundError:
        raise
    except OSError:
        if os.path.lexists(new):
            raise
        shutil.copy2(old, new, follow_symlinks=False)
