"""The dialect `office`: Chinese office prose as it is written, with Markdown where it is meant (docs/decisions/0024)."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.inlinepatterns import SimpleTagInlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString, Registry

from ...domain.links import defined
from ...domain.patterns import pattern
from ...search.tokens import HAN
from .blocks import Admonitions, Bulleted, Numbered, Numbers, References, Tables
from .letters import with_places
from .lines import Piece, even
from .marks import BREAK, MARKED, PLACED, with_own_angles
from .runs import SPACE

_LEAD = pattern(r"^[ \t]*\t[ \t]*", re.MULTILINE)
_DELETED = r"(?<!~)(~~)(?!~)(?=\S)(.+?)(?<=\S)~~(?!~)"
_MARK = pattern(r"[\\`\[\]!<&*_~\x02]")  # one of these begins whatever a pattern looks for
_PATTERNS = frozenset(
    "backtick escape reference link image_link image_reference short_reference short_image_ref autolink automail html entity"
    " em_strong footnote office".split()
)
_TREES = frozenset("inline prettify unescape attr_list footnote footnote-reorder footnote-duplicate toc abbr office".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_NOT_PLAIN = pattern(r"[\\`\[\]!<&*_~{}|\t\x02\x03]")
_STRONG = pattern(rf"(?<!\*)\*\*([{HAN}]+)\*\*(?!\*)")
_NUMBER = pattern(r"[ \t\u3000]*\d+\.[ \u3000]")  # of a list
_IN_VALUE = pattern(rf'="[^"<>]*{BREAK}[^"<>]*"')


def plain_start(body: str) -> str:
    """The first paragraph, but for its tags as an engine makes it, of a body that begins with one line of prose, of marks at most
    Han between pairs of stars; "" for any other, which an engine has to read."""
    start, _, rest = body.strip("\n").partition("\n\n")
    first = start.lstrip(SPACE)[:1]
    if "\n" in start or not (first.isalnum() or (first and first in "“《（〔【")) or _NUMBER.match(start):
        return ""
    text = _STRONG.sub(r"\1", start)
    return "" if _NOT_PLAIN.search(text) or rest.lstrip("\n")[:1] == ":" else text


class Office(Extension):
    """Turns a Markdown engine into a reader of office prose; to be the last of its extensions."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the engine's name for it
        """Put the reader of lines between fenced code and HTML, and take out what would read them otherwise."""
        md.preprocessors.register(_Whitespace(md), "normalize_whitespace", 30)
        references = References(md.parser)
        md.preprocessors.register(_Lines(md, references), "office", 22)
        md.preprocessors.register(_Html(md.preprocessors["html_block"]), "html_block", 20)
        blocks = md.parser.blockprocessors
        blocks.deregister("code")
        blocks.deregister("setextheader")
        blocks.register(Numbered(md.parser), "olist", 40)
        blocks.register(Bulleted(md.parser), "ulist", 30)
        blocks.register(references, "reference", 15)
        if "table" in blocks:
            blocks.register(Tables(md.parser, {"use_align_attribute": True}), "table", 75)
        if "admonition" in blocks:
            blocks.register(Admonitions(md.parser), "admonition", 105)
        md.treeprocessors.register(Numbers(md), "office", 12)
        md.inlinePatterns.deregister("linebreak")
        md.inlinePatterns.register(SimpleTagInlineProcessor(_DELETED, "del"), "office", 65)
        md.postprocessors.register(_Breaks(md), "office", 5)
        if _are(md.inlinePatterns, _PATTERNS) and _are(md.treeprocessors, _TREES):  # no extension looks for other marks
            md.treeprocessors.register(_Plain(md), "office-plain", 21)


def _are(found: Registry[Any], known: frozenset[str]) -> bool:
    """True when everything that is registered is known."""
    return sum(name in found for name in known) == len(found)


class _Whitespace(Preprocessor):
    """Whitespace as the engine has it, but for tabs within lines, which may divide cells."""

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines).replace(STX, "").replace(ETX, "").replace("\r\n", "\n").replace("\r", "\n") + "\n\n"
        if "\t" in source:
            source = FencedBlockPreprocessor.FENCED_BLOCK_RE.sub(lambda fence: fence[0].expandtabs(4), source)
            source = "\n".join(_unless_row(source.split("\n")))
        return re.sub(r"(?<=\n) +\n", "\n", source).split("\n")


def _unless_row(lines: list[str]) -> list[str]:
    """Lines with the tabs before their text made spaces, but for rows that go on with an empty cell."""
    out: list[str] = []
    for line in lines:
        is_row = bool(out) and "\t" in out[-1]
        out.append(line if is_row else _LEAD.sub(lambda lead: lead[0].expandtabs(4), line))
    return out


class _Lines(Preprocessor):
    """The body as the engine is to read it."""

    def __init__(self, md: Markdown, references: References) -> None:
        super().__init__(md)
        self.references = references

    def run(self, lines: list[str]) -> list[str]:
        source = with_own_angles("\n".join(lines))
        self.references.labels = defined(source)
        piece = Piece(self.references.labels, source, self.md.htmlStash.store)
        return [*with_places(even(source.split("\n"), piece)), ""]


class _Html(Preprocessor):
    """The engine's reader of HTML, spared where there is none."""

    def __init__(self, reader: Preprocessor) -> None:
        super().__init__(reader.md)
        self.reader = reader

    def run(self, lines: list[str]) -> list[str]:
        return self.reader.run(lines) if any("<" in line or "&" in line for line in lines) else lines


class _Plain(Treeprocessor):
    """Spares texts the search for marks that have none, or none but pairs of stars around Han."""

    def run(self, root: Element) -> None:
        if "abbr" in self.md.treeprocessors and self.md.treeprocessors["abbr"].abbrs:  # type: ignore[attr-defined]
            return
        for element in list(root.iter()):
            text = element.text
            if not text or element.tag in _HEADINGS or isinstance(text, AtomicString):
                continue
            plain, *rest = _STRONG.split(text) if "**" in text else (text,)
            if not any(map(_MARK.search, (plain, *rest))):
                element.text = AtomicString(plain)
                for at in range(0, len(rest), 2):
                    strong = Element("strong")
                    strong.text, strong.tail = AtomicString(rest[at]), AtomicString(rest[at + 1])
                    element.insert(at // 2, strong)


class _Breaks(Postprocessor):
    """Breaks and paragraphs with a place of their own as HTML."""

    def run(self, text: str) -> str:
        if BREAK in text:
            if '="' in text:
                text = _IN_VALUE.sub(lambda value: value[0].replace(BREAK, ""), text)
            text = text.replace(BREAK + "\n", "<br>\n").replace(BREAK, "")
        if STX in text:
            text = MARKED.sub("", PLACED.sub(r'<p class="\1">', text))
        return text
