"""The only writer: every page is rendered from `site` and `page` alone, each file is written once, inside the output."""

import os
from collections.abc import Callable
from typing import Any

from jinja2 import Template
from pelican import signals
from pelican.writers import Writer

from ..domain.finding import Place, Rule, Severity
from ..pages.official import TITLE
from ..pages.output import Output, Shown
from ..pages.site import Pages
from .copies import copy_public
from .settings import PAGES, SHOWN

OUTPUT_CLASH = Rule(
    "output-clash", Severity.BLOCK, "两个页面要写到同一个地址 {name}，后一个没有发布", "给其中一个换 slug 或栏目名。"
)
OUTPUT_OUTSIDE = Rule(
    "output-outside", Severity.BLOCK, "地址 {name} 在本站之外，没有发布", "换一个 slug。", "docs/design.md law 7"
)


class SiteWriter(Writer):
    """Pelican's writer, given our page values instead of the whole settings."""

    def __init__(self, output_path: str, settings: dict[str, Any]) -> None:
        super().__init__(output_path, settings=settings)
        self.pages: Pages = settings[PAGES]
        self.folders: set[str] = set()
        self.shown: list[Shown] = settings.setdefault(SHOWN, [])

    def write(self, output: Output, template: Callable[[str], Template]) -> None:
        """Write one file of the site.

        Raises:
            BadPicture: a picture has become another since it was checked.
        """
        if output.value:
            page = output.value()
            written = self.write_page(output.path, template(output.template), page)
            if written and output.tags:
                title = next((meta.content for meta in page.head.meta if meta.name == TITLE), "")
                self.shown.append(Shown(output.path, output.tags, title, output.document))
        elif output.text:
            self.write_text(output.path, output.text())
        elif path := self._claim(output.path):
            copy_public(output.source, path, output.path)

    def write_page(self, name: str, template: Template, page: Any) -> bool:
        """Render and write one page; False when it was refused with a finding."""
        values = {"site": self.pages.site, "page": page}
        if path := self.write_text(name, template.render(values)):
            signals.content_written.send(path, context=values)
        return path is not None

    def write_text(self, name: str, text: str) -> str | None:
        """Write one file below the site; its full path, or None when it was refused with a finding."""
        if path := self._claim(name):
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
        return path

    def _claim(self, name: str) -> str | None:
        """The full path of a place below the site, its folder made; None, with a finding, when outside or taken."""
        parts = name.split("/")
        place = Place(self.pages.view.member.site.id)
        if any(part in {"", ".", ".."} or "\\" in part or "\0" in part for part in parts):
            self.settings["WANGQUN_FINDINGS"].append(OUTPUT_OUTSIDE.at(place, name=name))
            return None
        path = os.path.join(self.output_path, *parts)
        if path in self._written_files:
            self.settings["WANGQUN_FINDINGS"].append(OUTPUT_CLASH.at(place, name=name))
            return None
        self._written_files.add(path)
        folder = os.path.dirname(path)
        if folder not in self.folders:
            os.makedirs(folder, exist_ok=True)
            self.folders.add(folder)
        return path

    def write_feed(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: the feed is written by SiteGenerator."""
