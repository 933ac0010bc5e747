"""Of what a template is made: its own source, and all that it includes, imports or extends."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pelican
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, TemplateError, TemplateNotFound, meta

STOCK = Path(pelican.__file__).parent / "themes" / "simple" / "templates"


def closures(folders: Sequence[Path], endings: Iterable[str], options: Mapping[str, Any]) -> dict[str, bytes]:
    """Name (without its ending) of each template in some folders -> digest of its closure, each part found as Pelican does.

    One that names a part only when it is rendered depends on all of them. A template that cannot be read is left out. `options`
    are those of the environment.
    """
    environment = Environment(**{"trim_blocks": True, "lstrip_blocks": True, **options}, autoescape=True)
    loaders = [FileSystemLoader(str(folder)) for folder in folders]
    stock = FileSystemLoader(str(STOCK))
    loader = environment.loader = ChoiceLoader([*loaders, stock, PrefixLoader({"!simple": stock, "!theme": loaders[-1]})])

    def source(name: str) -> str | None:
        try:
            return loader.get_source(environment, name)[0]
        except TemplateNotFound:
            return None

    @cache
    def parts(name: str) -> tuple[str | None, ...]:
        text = source(name)
        return () if text is None else tuple(meta.find_referenced_templates(environment.parse(text)))

    @cache
    def every() -> tuple[str, ...]:
        return tuple(loader.list_templates())

    found: dict[str, bytes] = {}
    for ending in endings:
        for name in sorted({name for each in loaders for name in each.list_templates() if name.endswith(ending)}):
            try:
                closure = _reached(name, parts)
                texts = [(part, source(part)) for part in (every() if None in closure else sorted(filter(None, closure)))]
            except (TemplateError, ValueError, OSError):  # the page that needs it says so
                continue
            found.setdefault(name.removesuffix(ending), _digest(texts))
    return found


def _reached(name: str, parts: Any) -> set[str | None]:
    """The names of all templates of which one is made; None among them for what nobody can know beforehand."""
    reached: set[str | None] = set()
    waiting: list[str | None] = [name]
    while waiting:
        part = waiting.pop()
        if part not in reached:
            reached.add(part)
            waiting += parts(part) if part else ()
    return reached


def _digest(texts: Iterable[tuple[str, str | None]]) -> bytes:
    digest = sha256()
    for name, text in texts:
        digest.update(f"{name}\0{'-' if text is None else sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}\0".encode())
    return digest.digest()
