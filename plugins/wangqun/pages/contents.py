"""What a long piece is about, part by part: its headings or chapters, to which one can link."""

import re
from html import unescape

from ..search.text import plain
from .context import Link

LEAST = 3  # parts below which nobody needs a list of them
_PART = re.compile(
    r'<section id="(?P<above>[^"]+)">\s*<h2>(?P<in_section>.*?)</h2>|<h2[^>]*? id="(?P<id>[^"]+)"[^>]*>(?P<title>.*?)</h2>'
    r'|<p class="chapter" id="(?P<chapter>[^"]*[编篇章](?:[之_][^"]*)?)">(?P<name>.*?)</p>',
    re.DOTALL,
)


def contents(body: str) -> tuple[Link, ...]:
    """The parts of a body of safe HTML with their places; none for one that has few."""
    if body.count("<h2") < LEAST and body.count('class="chapter"') < LEAST:
        return ()
    found = [
        Link(title, f"#{unescape(part['above'] or part['id'] or part['chapter'])}")
        for part in _PART.finditer(body)
        if (title := plain(part["in_section"] or part["title"] or part["name"] or ""))
    ]
    return tuple(found) if len(found) >= LEAST else ()
