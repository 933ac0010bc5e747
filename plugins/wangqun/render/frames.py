"""Parts of a page that all pages of a section share, each made once for a site: name plate, navigation, footer."""

from typing import Any

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup


class Frames(Extension):
    """`{% frame "header.html", page.head.section %}`: that template, which sees `site` and `section` and no more."""

    tags = {"frame"}  # noqa: RUF012 - Jinja's way

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._site: Any = None
        self._known: dict[tuple[str, str], Markup] = {}

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """What stands in the place of the tag; the template is named beside, for those who ask what a text includes."""
        line = next(parser.stream).lineno
        name = parser.parse_expression()
        parser.stream.expect("comma")
        made = self.call_method("made", [name, nodes.Name("site", "load"), parser.parse_expression()])
        named = nodes.If(nodes.Const(False), [nodes.Include(name, True, False)], [], [])
        return [nodes.Output([made]).set_lineno(line), named.set_lineno(line)]

    def made(self, name: str, site: Any, section: str) -> Markup:
        """The part, as all pages of that section have it."""
        if site is not self._site:
            self._site, self._known = site, {}
        if (name, section) not in self._known:
            text = self.environment.get_template(name).render(site=site, section=section)
            self._known[name, section] = Markup(text)  # noqa: S704 - a template's own output
        return self._known[name, section]
