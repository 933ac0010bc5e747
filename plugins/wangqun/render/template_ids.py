"""The ids that a theme's templates give to elements of a page, beside those of its body."""

import re
from collections.abc import Iterator

from jinja2 import TemplateError

from .closures import Templates

_PRINTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
_ID = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ANY = "\0"


def template_ids(templates: Templates, template: str) -> re.Pattern[str]:
    """What matches every id that the page of a template may have from it and from those it is made with; what a template prints
    within an id may be anything, and so may all ids where one cannot be read: the site that needs it says so.
    """
    try:
        closure = templates.closure(f"{template}.html")
        names = templates.names if None in closure else sorted(filter(None, closure))
        found = {written for name in names for written in _ids(templates.source(name) or "")}
    except (TemplateError, ValueError, OSError):
        found = {_ANY}
    return re.compile("|".join(".*".join(map(re.escape, written.split(_ANY))) for written in sorted(found)) or r"(?!)", re.DOTALL)


def _ids(source: str) -> Iterator[str]:
    for match in _ID.finditer(_PRINTED.sub(_ANY, _REMARK.sub("", source))):
        yield next(value for value in match.groups() if value is not None)
