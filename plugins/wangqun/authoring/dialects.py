"""Which pieces look otherwise when Markdown is read in the other dialect: what a switch of `markdown` would change."""

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from ..domain.document import Document
from ..domain.item import Dialect
from ..pipeline import federate
from ..render.bounds import LEAST_TIME, OutOfTime, time_limit
from ..render.engines import Engines
from ..render.settings import DEFAULTS

_SPACE = re.compile(r"[\s\u3000]+")
SHOWN = 40  # characters of what differs first


class Switch(NamedTuple):
    """A piece that a switch changes: its dialect `now`, and the first lines that differ, now and then."""

    path: str
    now: Dialect
    before: str
    after: str


def switches(root: Path, now: datetime, sites: Collection[str] = ()) -> Iterator[Switch]:
    """The public pieces, of some sites or of all, that the other dialect would change."""
    engines = Engines(DEFAULTS["MARKDOWN"])
    for site, view in federate(root, now).views.items():
        for document in view.documents if not sites or site in sites else ():
            if document.markup == "markdown" and (change := _change(document, engines)):
                yield change


def _change(document: Document, engines: Engines) -> Switch | None:
    here = document.dialect
    there: Dialect = "pelican" if here == "office" else "office"
    try:
        with time_limit(LEAST_TIME * 4):
            old, new = (_lines(engines.markdown(document.body, dialect)) for dialect in (here, there))
    except (Exception, OutOfTime):  # what cannot be converted is told when it is built
        engines.forget()
        return None
    if old == new:
        return None
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    _, a, b, c, d = next(block for block in blocks if block[0] != "equal")
    return Switch(document.path, here, "".join(old[a:b])[:SHOWN], "".join(new[c:d])[:SHOWN])


def _lines(html: str) -> list[str]:
    """A page's lines without the space that no reader sees."""
    return list(filter(None, (_SPACE.sub("", line) for line in html.split("\n"))))
