"""The only writer: every page is rendered from `site` and `page` alone, each file is written once, inside the output."""

import os
import re
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Template
from pelican import signals
from pelican.writers import Writer

from ..domain.document import Changed, Document
from ..domain.federation import Guest
from ..domain.finding import Finding, Place, Rule, Severity
from ..domain.said import again
from ..pages.keys import Volatile, key_of
from ..pages.lists import redirect
from ..pages.official import TITLE
from ..pages.output import Output, Shown
from ..pages.site import Pages
from .copies import copy_public
from .folding import Words
from .inspection import lacks
from .memo import Memo
from .settings import LOGGED, MEMO, PAGES, SHOWN
from .wording import words

OUTPUT_CLASH = Rule(
    "output-clash", Severity.BLOCK, "两个页面要写到同一个地址 {name}，后一个没有发布", "给其中一个换 slug 或栏目名。"
)
OUTPUT_OUTSIDE = Rule(
    "output-outside", Severity.BLOCK, "地址 {name} 在本站之外，没有发布", "换一个 slug。", "docs/design.md law 7"
)
GUEST_LOST = Rule(
    "guest-lost",
    Severity.BLOCK,
    "别的站点的 {count} 篇稿件在本站的页面没有做成，如 {page}；{cost}",
    "请把这句话转给技术人员：{problem}",
    "docs/design.md law 8",
)
LEADS_HOME = "这样的页面转到原文，其余照常发布"
_OUTSIDE = re.compile(r"(?:^|/)\.{0,2}(?:/|\Z)|[\\\0]")  # a part of a path that is no name


class Unfit(Exception):
    """A page does not say what it must, or says it wrongly; the message names it."""


class SiteWriter(Writer):
    """Pelican's writer, given our page values instead of the whole settings."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings=settings)
        self.pages: Pages = settings[PAGES]
        self.folders: set[str] = set()
        self.unfit: dict[str, list[str]] = {}
        self.shown: list[Shown] = settings.setdefault(SHOWN, [])
        self.logged: list[Any] = settings.get(LOGGED, [])
        self.memo: Memo | None = None if signals.content_written.receivers else settings.get(MEMO)  # others see every page

    def write(self, output: Output, template: Callable[[str], Template]) -> None:
        """Put one file of the site in place: the last release's where that is the same, else one made anew.

        Raises:
            BadPicture: a picture has become another since it was checked.
        """
        path = self._claim(output.path)
        if path is None:
            return
        if output.value and self.memo and self.memo.take_settled(output.path, self._piece(output)):
            self.memo.taken += 1
        elif output.value:
            self._page_or_way_home(path, output, output.value, template)
        elif output.text:
            self._text(path, output, output.text)
        elif self.memo and self.memo.take(output.path, output.digest):
            self.memo.taken += 1
        else:
            copy_public(output.source, path, output.path)
            if self.memo:
                self.memo.rendered.append(output.path)

    def _piece(self, output: Output) -> str:
        """The file of the site's own piece of which it is a page; "" where it is of none."""
        document = output.document
        return document.file if document and document.site == self.pages.view.member.site.id else ""

    def _page_or_way_home(self, path: str, output: Output, value: Callable[[], Any], template: Callable[[str], Template]) -> None:
        """Write a page; one of another site's piece that cannot be made, or is unfit, costs this site no more than that page."""
        try:
            self._page(path, output, value, template)
        except (OSError, MemoryError, Changed):
            raise
        except Exception as error:
            if (guest := self.guests.get(output.path)) is None:
                raise
            self.unfit.setdefault(f"{type(error).__name__}: {error}", []).append(output.path)
            origin = self.pages.view.member.address.origin
            home = partial(redirect, self.pages, re.sub(f"^{re.escape(origin)}(?=/)", "", guest.canonical))
            self._page(path, Output(output.path, "redirect", home), home, template)

    def findings(self) -> Iterator[Finding]:
        """What was wrong with pages of other sites' pieces, each fault once."""
        for problem, paths in self.unfit.items():
            place = Place(self.pages.view.member.site.id)
            yield GUEST_LOST.at(place, count=len(paths), problem=problem, page=paths[0], cost=LEADS_HOME)

    def _page(self, path: str, output: Output, value: Callable[[], Any], template: Callable[[str], Template]) -> None:
        page = None if output.made_of else value()
        key = self._key(output, output.made_of or page)
        if self.memo and self.memo.take_made(output.path, key):
            self.memo.taken += 1
            return
        page = page or value()
        values, before = {"site": self.pages.site, "page": page}, len(self.logged)
        text = template(output.template).render(values)
        if output.tags:
            shown = self._shown(output, page)
            if output.path in self.guests and (missing := lacks(text, shown)):
                raise Unfit("、".join(missing))
            self.shown.append(shown)
        self._put(path, output.path, text.encode("utf-8"), is_page=True)
        if key and self.memo and len(self.logged) == before:  # what was said is said again
            self.memo.keys[output.path] = key
        if signals.content_written.receivers:
            signals.content_written.send(path, context=values)

    def _shown(self, output: Output, page: Any) -> Shown:
        """What a page must say."""
        title = next((meta.content for meta in page.head.meta if meta.name == TITLE), "")
        told = tuple((each, again(each, self.words.of_code)) for each in self._told(output.document))
        return Shown(output.path, output.tags, title, output.document, told)

    def _text(self, path: str, output: Output, text: Callable[[], str]) -> None:
        key = self.memo.key_of_text(output.made_of) if self.memo else None
        if self.memo and self.memo.take_made(output.path, key):
            self.memo.taken += 1
            return
        self._put(path, output.path, text().encode("utf-8"))
        if self.memo and key:
            self.memo.keys[output.path] = key

    def _key(self, output: Output, page: Any) -> bytes | None:
        """The name of a page by all that it is made of and that is asked of it; None for one that must be rendered always."""
        if self.memo is None or self.site_key is None:
            return None
        return self.memo.key(output.template, self.site_key, page, output.tags, self._told(output.document))

    def _told(self, document: Document | None) -> tuple[str, ...]:
        """What the readers of a document must be told."""
        return tuple(self.pages.kinds[document.id.kind].banners(document)) if document else ()

    @cached_property
    def guests(self) -> dict[str, Guest]:
        """Pieces of other sites that are shown as pages here, by the place of the page."""
        return {guest.path: guest for guest in self.pages.view.guests if guest.scope}

    @cached_property
    def words(self) -> Words:
        """The cluster's own."""
        return words(self.settings)

    @cached_property
    def site_key(self) -> bytes | None:
        """The name of what all pages of the site see; None when nobody knows whether it stays the same."""
        try:
            return key_of(self.pages.site)
        except Volatile:
            return None

    def _put(self, path: str, name: str, data: bytes, is_page: bool = False) -> None:
        """Write a file, unless the last release has the same."""
        memo, digest = self.memo, sha256(data).hexdigest() if self.memo else ""
        is_there = memo is not None and memo.take(name, digest)
        if not is_there:
            with open(path, "wb") as file:
                file.write(data)
        if memo and is_there and not is_page:
            memo.taken += 1
        elif memo:
            memo.rendered.append(name)
            memo.files[name] = digest

    def write_text(self, name: str, text: str) -> str | None:
        """Write one file below the site; its full path, or None when it was refused with a finding."""
        if path := self._claim(name):
            self._put(path, name, text.encode("utf-8"))
        return path

    def write_theme_file(self, name: str, source: Path) -> None:
        """Put a file of the theme in place as it is."""
        if path := self._claim(name):
            self._put(path, name, source.read_bytes())

    def _claim(self, name: str) -> str | None:
        """The full path of a place below the site, its folder made; None, with a finding, when outside or taken."""
        path = os.path.join(self.output_path, *name.split("/"))
        refused = OUTPUT_OUTSIDE if _OUTSIDE.search(name) else OUTPUT_CLASH if path in self._written_files else None
        if refused:
            self.settings["WANGQUN_FINDINGS"].append(refused.at(Place(self.pages.view.member.site.id), name=name))
            return None
        self._written_files.add(path)
        folder = os.path.dirname(path)
        if folder not in self.folders:
            os.makedirs(folder, exist_ok=True)
            self.folders.add(folder)
        return path

    def write_feed(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the feed is written by SiteGenerator."""
