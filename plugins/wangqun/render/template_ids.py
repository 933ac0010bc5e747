"""The ids that a theme's templates give to elements of a page, beside those of its body."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, TemplateError, meta

from ..stored import read_text

_PRINTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ANY = "\0"


@lru_cache(maxsize=64)
def template_ids(folder: Path, template: str) -> re.Pattern[str]:
    """What matches every id that the page of a template may have from it and from those it is made with; what a template prints
    within an id may be anything.
    """
    found = {written for name in _closure(folder, f"{template}.html") for written in _ids(read_text(folder / name) or "")}
    return re.compile("|".join(".*".join(map(re.escape, written.split(_ANY))) for written in sorted(found)) or r"(?!)", re.DOTALL)


def _ids(source: str) -> Iterator[str]:
    for match in _ID.finditer(_PRINTED.sub(_ANY, _REMARK.sub("", source))):
        yield next(value for value in match.groups() if value is not None)


def _closure(folder: Path, first: str) -> set[str]:
    """A template and all that it extends, includes and imports; all of the folder when one of these names is not written out."""
    environment, known, waiting = Environment(autoescape=True), set(), [first]
    while waiting:
        name = waiting.pop()
        if name in known or (source := read_text(folder / name)) is None:
            continue
        known.add(name)
        try:
            named = list(meta.find_referenced_templates(environment.parse(source)))
        except TemplateError:  # the site that needs it says so
            continue
        if None in named:
            return {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
        waiting += [name for name in named if name]
    return known
