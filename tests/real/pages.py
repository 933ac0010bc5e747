"""What a reader's browser sees of an article page: its title, and the body's headings and text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Heading:
    """A heading of the body: rank 1 to 6, its `id` or None, its text."""

    rank: int
    id: str | None
    text: str = ""


@dataclass(slots=True)
class Page:
    """An article page: the text of its `h1`, and what stands in `<div class="body">`."""

    title: str = ""
    headings: list[Heading] = field(default_factory=list)
    text: str = ""


class _Reader(HTMLParser):
    """Collects a page; `depth` counts the open elements from the body's own on."""

    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self.depth = 0
        self.heading: Heading | None = None
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if not self.depth:
            self.in_title |= tag == "h1"
            self.depth = int(tag == "div" and values.get("class") == "body")
            return
        self.depth += tag not in _VOID
        if tag in _HEADINGS:
            self.heading = Heading(int(tag[1]), values.get("id"))
            self.page.headings.append(self.heading)

    def handle_endtag(self, tag: str) -> None:
        if self.depth:
            self.depth -= tag not in _VOID
            self.heading = None if tag in _HEADINGS else self.heading
        elif tag == "h1":
            self.in_title = False

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.page.title += data
        if self.depth:
            self.page.text += data
        if self.heading:
            self.heading.text += data


def read_page(html: str) -> Page:
    """The page in `html`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page
