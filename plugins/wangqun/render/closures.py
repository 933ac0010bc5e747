"""Of what a template is made: its own source, and all that it includes, imports or extends."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import field, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import jinja2
import pelican
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, TemplateError, TemplateNotFound, meta
from jinja2.loaders import split_template_path

from ..domain.frozen import frozen
from ..stored import read_bytes, read_sealed_json, sealed_json, write
from .brought import tree_digest
from .equipment import equipped
from .folding import UNCHANGED, Words
from .known import known

STOCK = Path(pelican.__file__).parent / "themes" / "simple" / "templates"
KEPT = Path("build/cache/templates.json")
_NEW_LINE = re.compile(r"\r\n?")
_VERSION = f"3 {jinja2.__version__}"
_BETWEEN = re.compile(r"%\(\w+\)s|%%|[\s\\\"'&<>]+")  # where a template may write words in another way than a catalogue
_worked_out: dict[tuple[object, ...], tuple[dict[str, bytes], bytes]] = {}  # by the last run of this process, by all it asked of
_ASKED = re.compile(r"\b(?:_|own_words)\((?!\s*[\"'])")  # words that are known only when a page is made


class _Loader(FileSystemLoader):
    """Templates of a folder, read as Jinja reads them, each once as long as it is the same."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """What a template says, and where it lies."""
        (folder,) = self.searchpath
        path = "/".join((folder, *split_template_path(template)))
        try:
            data = known(path).data
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
            raise TemplateNotFound(template) from error
        return _NEW_LINE.sub("\n", data.decode()), path, lambda: True


@frozen
class Templates:
    """Templates by name, each found as Pelican finds it: in `own` folders one after another, else in its stock theme; each is
    read once, into `said`.

    `syntax` are the environment's options when they are plain values, of which alone depends how a text is read; `named` is what
    texts name, by the digest of both, `before` what was found of them by earlier runs.
    """

    environment: Environment
    loader: ChoiceLoader
    own: tuple[FileSystemLoader, ...]
    syntax: tuple[tuple[str, Any], ...] | None = None
    said: dict[str, str | None] = field(default_factory=dict)
    known: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    named: dict[str, tuple[str | None, ...]] = field(default_factory=dict)
    before: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Those of its own folders."""
        return sorted({name for each in self.own for name in each.list_templates()})

    @property
    def every(self) -> list[str]:
        """Those of the stock theme too."""
        return self.loader.list_templates()

    def source(self, name: str) -> str | None:
        """What a template says; None when there is none."""
        if name not in self.said:
            try:
                self.said[name] = self.loader.get_source(self.environment, name)[0]
            except TemplateNotFound:
                self.said[name] = None
        return self.said[name]

    def closure(self, name: str) -> set[str | None]:
        """The names of all templates of which one is made; None among them for what is named only when it is rendered.

        Raises:
            TemplateError, ValueError, OSError: one of them cannot be read.
        """
        reached: set[str | None] = set()
        waiting: list[str | None] = [name]
        while waiting:
            part = waiting.pop()
            if part not in reached:
                reached.add(part)
                waiting += self._parts(part) if part else ()
        return reached

    def _parts(self, name: str) -> tuple[str | None, ...]:
        if name not in self.known:
            text = self.source(name)
            self.known[name] = () if text is None else self._named(text)
        return self.known[name]

    def _named(self, text: str) -> tuple[str | None, ...]:
        if self.syntax is not None:
            key = sha256(f"{self.syntax}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()
            self.named[key] = self.before[key] if key in self.before else _named(text, self.syntax)
            return self.named[key]
        return tuple(meta.find_referenced_templates(self.environment.parse(text)))


@lru_cache(maxsize=512)
def _named(text: str, syntax: tuple[tuple[str, Any], ...]) -> tuple[str | None, ...]:
    """What templates a text names under these options; the same texts are read by each build of a process."""
    return tuple(meta.find_referenced_templates(equipped(Environment(**dict(syntax), autoescape=True)).parse(text)))


def templates_in(folders: Sequence[Path], options: Mapping[str, Any]) -> Templates:
    """The templates in some folders; `options` are those of the environment."""
    own = tuple(map(_Loader, folders))
    stock = _Loader(STOCK)
    loader = ChoiceLoader([*own, stock, PrefixLoader({"!simple": stock, "!theme": own[-1]})])
    wanted = {"trim_blocks": True, "lstrip_blocks": True, **options}
    environment = equipped(Environment(**wanted, autoescape=True))
    environment.loader = loader
    is_plain = all(isinstance(value, str | int | None) for value in wanted.values())
    return Templates(environment, loader, own, tuple(sorted(wanted.items())) if is_plain else None)


def closures(
    folders: Sequence[Path],
    endings: Iterable[str],
    options: Mapping[str, Any],
    kept: Path | None = None,
    words: Words = UNCHANGED,
) -> dict[str, bytes]:
    """Name (without its ending) of each template in some folders -> digest of its closure.

    One that names a part only when it is rendered depends on all of them. A template that cannot be read is left out. `options`
    are those of the environment. What each text names is `kept` for runs to come. Of the cluster's own `words`, each
    counts for the templates in whose closure it may be said.
    """
    state = tree_digest(folders)
    asked = (state, tuple(folders), tuple(endings), repr(sorted(options.items())), repr(words))
    found, named = _worked_out.get(asked) or _work_out(folders, asked[2], options, kept, words)
    if tree_digest(folders) == state:  # nobody changed one while they were read
        _worked_out.clear()
        _worked_out[asked] = found, named
    if kept and named != read_bytes(kept):
        with suppress(OSError):  # then they are read again
            write(kept, named)
    return found


def _work_out(
    folders: Sequence[Path], endings: Iterable[str], options: Mapping[str, Any], kept: Path | None, words: Words
) -> tuple[dict[str, bytes], bytes]:
    """The digests, and what each text names, as it is kept."""
    templates = templates_in(folders, options)
    if kept:
        templates = replace(templates, before=_read_named(kept))
    names = templates.names
    found: dict[str, bytes] = {}
    for ending in endings:
        for name in (name for name in names if name.endswith(ending)):
            try:
                closure = templates.closure(name)
                parts = templates.every if None in closure else sorted(filter(None, closure))
                texts = [(part, templates.source(part)) for part in parts]
            except (TemplateError, ValueError, OSError):  # the page that needs it says so
                continue
            found.setdefault(name.removesuffix(ending), _digest(texts, words))
    return found, sealed_json({"version": _VERSION, "named": templates.named})


def _read_named(path: Path) -> dict[str, tuple[str | None, ...]]:
    """What texts name, as it was kept; nothing where that was by another Jinja, or is not whole."""
    return read_sealed_json(path, _of_named) or {}


def _of_named(data: dict[str, Any]) -> dict[str, tuple[str | None, ...]]:
    if data["version"] != _VERSION or not all(isinstance(name, str | None) for names in data["named"].values() for name in names):
        raise ValueError(data["version"])
    return {key: tuple(names) for key, names in data["named"].items()}


def _digest(texts: Iterable[tuple[str, str | None]], words: Words) -> bytes:
    digest = sha256()
    for name, text in texts:
        for said in _said(text, words) if text and words.all else ():
            digest.update(f"{said}\0{words.all[said]}\0".encode("utf-8", "surrogatepass"))
        digest.update(f"{name}\0{'-' if text is None else _hashed(text)}\0".encode())
    return digest.digest()


@lru_cache(maxsize=512)
def _hashed(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _said(text: str, words: Words) -> Iterator[str]:
    """Those that a template may say."""
    asks = _ASKED.search(text)
    for said in words.all:
        if all(part in text for part in _BETWEEN.split(said)) or (asks and said in words.of_code):
            yield said
