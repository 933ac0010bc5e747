"""First words of documents, made once for each file, dialect and engine."""

from dataclasses import dataclass, field

from ...domain.document import Markup
from ...domain.item import Dialect
from ...render.dependencies import engine
from ...render.engines import Engines
from ...render.excerpts import excerpt
from ...render.settings import DEFAULTS


@dataclass(frozen=True, slots=True)
class Excerpts:
    """What earlier runs have made, `known`, and what this one has `used`."""

    known: dict[str, str]
    used: dict[str, str] = field(default_factory=dict)
    engines: Engines = field(default_factory=lambda: Engines(DEFAULTS["MARKDOWN"]))

    def of(self, body: str, markup: Markup, dialect: Dialect, digest: str) -> str:
        """The first words of what the engine, which is part of the key, has made the body of a file with this digest."""
        key = f"{engine()[:12]} {markup if markup == 'rst' else dialect} {digest}"
        found = self.known.get(key)
        if found is None:
            found = excerpt(body, markup, dialect, self.engines)
        self.used[key] = found
        return found
