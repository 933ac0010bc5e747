"""A theme's templates, compiled once in a process for itself and for all that are forked from it."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket

from .brought import brought, tree_digest
from .closures import STOCK
from .equipment import equipped
from .lean import made_lean
from .settings import template_folders
from .wording import words

ASKED_ALWAYS = ("period_archives.html", "tag.html", "category.html", "author.html")  # by Pelican's own generators, for no page

_COMPILED_BY = ("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_TESTS")


class TemplateCache(BytecodeCache):
    """Compiled templates in memory: filled in the parent process, shared by all workers it forks, each taken apart once.

    `compiled` is the digest of the theme whose templates the parent has compiled, all of them; "" when it has not. `asked` is
    true from the second build of a process on.
    """

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}
        self.made: dict[str, tuple[str, CodeType]] = {}
        self.compiled = ""
        self.asked = False

    def __getstate__(self) -> dict[str, Any]:
        """Without what no other process can be sent."""
        return self.__dict__ | {"made": {}}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template's code when it is known."""
        checksum, code = self.made.get(bucket.key, ("", None))
        if code is not None and checksum == bucket.checksum:
            bucket.code = code
        elif bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])
            self._keep(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        self.known[bucket.key] = bucket.bytecode_to_string()
        self._keep(bucket)

    def _keep(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.made[bucket.key] = bucket.checksum, bucket.code


def template_cache(root: Path, shared: Mapping[str, Any]) -> TemplateCache:
    """That of this process for the theme of a cluster with these settings, which keeps what is compiled by who renders here.

    Raises:
        ThemeMissing: there is no such theme.
    """
    how = {name: shared[name] for name in _COMPILED_BY if shared.get(name)}
    conf = tree_digest([root / "pelicanconf.py"] if how.keys() - {"JINJA_ENVIRONMENT"} else [])  # code may stand there
    return _cache(tuple(template_folders(root, shared)), f"{brought(how, ())} {conf} {sorted(words(shared).all.items())}")


@lru_cache(maxsize=4)
def _cache(folders: tuple[Path, ...], how: str) -> TemplateCache:
    """For templates of some folders, and all else of which depends `how` each is compiled."""
    return TemplateCache()


def compile_templates(root: Path, shared: Mapping[str, Any]) -> None:
    """Have all of the theme's templates in the cache of this process; what it knows already is not compiled again.

    Raises:
        ThemeMissing: there is no such theme.
    """
    folders, cache = template_folders(root, shared), template_cache(root, shared)
    state = tree_digest(folders)
    if cache.compiled == state:
        return
    for folder in folders:
        _compile(folder, None, cache, shared)
    _compile(STOCK, ASKED_ALWAYS, cache, shared)
    cache.compiled = state


def _compile(folder: Path, names: Collection[str] | None, cache: TemplateCache, shared: Mapping[str, Any]) -> None:
    """Put templates of a folder, all when no names are given, into the cache. The cluster's own filters and tests are
    asked of constants, and may say something, where a site is rendered: what needs them at once is left to the sites.
    """
    free = {name: value for name, value in shared.get("JINJA_ENVIRONMENT", {}).items() if name != "autoescape"}
    own = {"loader": FileSystemLoader(str(folder)), "trim_blocks": True, "lstrip_blocks": True, "bytecode_cache": cache}
    environment = Environment(**(free | own), autoescape=True)
    made_lean(equipped(environment, words(shared)))
    for known, name in ((environment.filters, "JINJA_FILTERS"), (environment.tests, "JINJA_TESTS")):
        for each in shared.get(name, ()):
            known.pop(each, None)
    for name in names or environment.list_templates(extensions=["html"]):
        with suppress(Exception):  # whatever it is, the site that needs it says so
            environment.get_template(name)
