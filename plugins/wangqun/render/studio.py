"""One page of a site at a time, byte for byte as a whole run of Pelican writes it: for who looks at one while it is written."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Template
from pelican import Pelican
from pelican.log import console
from pelican.settings import DEFAULT_CONFIG, read_settings

from ..domain.document import Document
from ..domain.federation import Guest, SiteView
from ..domain.frozen import frozen
from ..pages.output import Output
from ..pages.outputs import Bodies as Html
from ..pages.outputs import output_at, page_of
from ..pages.site import Pages
from ..pages.structured import described
from ..records.kind import Kinds
from ..search.entries import HOME
from ..workers import Allowance
from .bodies import Bodies, bodies_of
from .compiled import template_cache
from .conversion import LONGEST, Conversion
from .converted import resolved, unpacked
from .html import RULES
from .plugin import SiteGenerator
from .run import forget
from .settings import CONVERTED, PAGES, STATIC, laid_over, shared_settings, site_settings, theme_digest, theme_files, theme_folder

_SWAPPED = ".css"  # what a page takes over without being loaded again


@frozen
class Studio:
    """A site with its templates at hand: what its pages see, which bodies they show."""

    root: Path
    pages: Pages
    template: Callable[[str], Template]
    bodies: Bodies
    most: int

    def draw(self, path: str) -> bytes | None:
        """The page or text at a path below the site; None when the site has none there, or it is a copy."""
        html: Html = bodies_of(self.pages.view, self.bodies, [])
        output = output_at(self.pages, html, str(self.root), self.most, path)
        return self._made(output) if output else None

    def shows(self, path: str, document: Document) -> bool:
        """True when the page at a path is that of a document, at home or as a guest."""
        if document.site == self.pages.view.member.site.id:
            return document.file == path
        return self._guest(path, document) is not None

    def _guest(self, path: str, document: Document) -> Guest | None:
        guests = (guest for guest in self.pages.view.guests if guest.path == path and guest.scope)
        return next((guest for guest in guests if guest.document.path == document.path), None)

    def draw_edited(self, path: str, document: Document) -> bytes | None:
        """The page at a path that shows a document, of which nothing but the body is another than in this site's view; None when
        that cannot be converted.

        Raises:
            Changed: its file is another one again.
        """
        view, guest = self.pages.view, self._guest(path, document)
        guest = guest and replace(guest, document=document)
        packed = next(iter(Conversion(self.bodies.options)((document,))))
        if isinstance(packed, str):
            return None
        scope = guest.scope if guest and guest.scope else view.scope
        html = resolved(unpacked(packed), document, scope, RULES, [])
        shown = {(document.site if guest else HOME, document.source): html}
        return self._made(described(self.pages, page_of(self.pages, shown, document, guest)))

    def _made(self, output: Output) -> bytes | None:
        if output.value:
            values = {"site": self.pages.site, "page": output.value()}
            return self.template(output.template).render(values).encode("utf-8")
        return output.text().encode("utf-8") if output.text else None


@frozen
class Drawing:
    """The work of one page, for a process of its own with limits of its own; `edited` is the document it shows, changed."""

    studio: Studio
    edited: Document | None = None

    def __call__(self, path: str) -> bytes | None:
        """Draw the page at a path."""
        Allowance.given().begin(LONGEST)
        return self.studio.draw_edited(path, self.edited) if self.edited else self.studio.draw(path)


def open_studio(view: SiteView, kinds: Kinds, root: Path, bodies: Bodies) -> Studio | None:
    """A site's; None where plugins of others want to see every page of a run.

    Raises:
        Exception: whatever Pelican raises.
    """
    shared = shared_settings(root)
    if shared["PLUGINS"]:
        return None
    console.quiet = True
    forget()
    try:
        nowhere = root / "build" / "cache" / "staging" / "none"  # nothing is written
        wanted = site_settings(view, kinds, root, nowhere, shared) | {CONVERTED: bodies}
        wanted["JINJA_ENVIRONMENT"]["bytecode_cache"] = template_cache(root, shared)
        settings = read_settings(override=wanted)
        pelican = Pelican(settings)
        place = {"path": pelican.path, "theme": pelican.theme, "output_path": pelican.output_path}
        generator = SiteGenerator(context=settings.copy(), settings=settings, **place)
    finally:
        forget()
    pages: Pages = settings[PAGES]
    pages.site  # noqa: B018 - made once, for all pages
    return Studio(root, pages, generator.get_template, bodies, settings["FEED_MAX_ITEMS"])


class Dress(NamedTuple):
    """The theme's own files as they are now: the folder they have below each site, path -> where it lies, and a digest of those
    that a page has to be loaded again for.
    """

    folder: str
    files: Mapping[str, str]
    rest: str


def dress(root: Path) -> Dress:
    """That of a cluster's theme, looked at anew.

    Raises:
        SettingsFaulty, ThemeMissing: nobody can tell what that is.
    """
    shared: Mapping[str, Any] = DEFAULT_CONFIG | shared_settings(root)
    theme = theme_folder(root, str(shared["THEME"]))
    folder = f"theme/{theme_digest(theme, *laid_over(shared))}"
    known = {"THEME": str(theme), STATIC: shared["THEME_STATIC_PATHS"], "THEME_STATIC_DIR": folder}
    files = dict(theme_files({**shared, **known}))
    rest = hashlib.sha256()
    for name, path in _unswapped(files):
        rest.update(f"{name[len(folder) :]}\0".encode() + path.read_bytes() + b"\0")
    return Dress(folder, {name: str(path) for name, path in files.items()}, rest.hexdigest())


def _unswapped(files: Mapping[str, Path]) -> Iterator[tuple[str, Path]]:
    return ((name, path) for name, path in files.items() if not name.endswith(_SWAPPED))
