"""Source text to HTML that is fit to publish: converted, links resolved, passed through an allow-list (docs/design.md law 7)."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import nh3
from docutils import nodes
from docutils.core import Publisher
from docutils.io import StringInput, StringOutput
from docutils.parsers.rst import Directive
from docutils.parsers.rst import Parser as RstParser
from docutils.parsers.rst.directives import register_directive
from docutils.readers.standalone import Reader as StandaloneReader
from docutils.transforms import Transform
from docutils.writers.html5_polyglot import Writer as HtmlWriter
from markdown import Markdown
from markdown.extensions.toc import slugify_unicode

from ..domain.document import Document
from ..domain.finding import Finding, Place, Rule, Severity
from ..domain.links import Scope, follow, urlsplit_or_none
from ..domain.text import strip_numbered_controls
from ..domain.visible import hidden, may_hide, without
from ..records.hidden import HIDDEN, hit_of
from .bounds import LEAST_TIME, TIME_LIMIT, BodyUnfit, OutOfTime, check_html, check_source, time_limit
from .code_language import CodeLanguage

MARKUP_REFUSED = Rule(
    "markup-refused", Severity.WARN, "不能使用：{problem}；其余内容照常发布", "改用允许的写法。", "docs/design.md law 7"
)
ASSET_FOREIGN = Rule(
    "asset-third-party",
    Severity.WARN,
    "引用了站外的图片或音视频“{target}”，已去掉",
    "把文件放进 images/ 再引用。",
    "PIPL art. 36",
)

_BLOCKS = set(
    "blockquote caption col colgroup dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary"
    " table tbody td tfoot th thead tr ul".split()
)
_INLINES = set(
    "a abbr b br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var wbr".split()
)
_MEDIA = {"img", "video", "audio", "source", "track"}
TAGS = _BLOCKS | _INLINES | _MEDIA
ATTRIBUTES = {
    "*": {"id", "class", "lang", "title", "role"},
    "a": {"href", "hreflang"},
    "img": {"src", "alt", "width", "height", "loading"},
    "video": {"src", "poster", "controls", "preload", "width", "height"},
    "audio": {"src", "controls", "preload"},
    "source": {"src", "type"},
    "track": {"src", "kind", "srclang", "label", "default"},
    "td": {"align", "colspan", "rowspan", "headers"},
    "th": {"align", "colspan", "rowspan", "scope", "headers"},
    "col": {"span"},
    "colgroup": {"span"},
    "ol": {"start", "type", "reversed"},
    "li": {"value"},
    "time": {"datetime"},
    "details": {"open"},
    "blockquote": {"cite"},
    "q": {"cite"},
    "del": {"cite", "datetime"},
    "ins": {"cite", "datetime"},
}
CLASSES = re.compile(
    r"^(?:footnote(?:-ref|-backref)?|admonition|admonition-title|toc|note|warning|center|right|small|line-block|line|figure|language-[\w-]+)$"
)
TABLE = '<div class="table" tabindex="0" role="group" aria-label="表格"><table'  # wide tables scroll, by keyboard too
OWN_IDS = "wq-"
_LINKS = {("a", "href"), ("blockquote", "cite"), ("q", "cite"), ("del", "cite"), ("ins", "cite")}
_SOURCES = {(tag, "src") for tag in _MEDIA} | {("video", "poster")}
_ARTICLE = re.compile(
    r"<p>(?=(?:<strong>)?(第[〇零一二三四五六七八九十百千0-9]{1,9}条(?:之[一二三四五六七八九十]{1,3})?)(?:</strong>)?[\s\u3000:：])"
)
_SLUG_ONLY = re.compile(r"[^\w\-.:]", re.UNICODE)


def with_articles(html: str) -> str:
    """Safe HTML in which a paragraph that begins an article (第十二条) can be linked to, `#第十二条`; the second one of that
    number, quoted perhaps, as `#第十二条_2`.
    """
    if "<p>" not in html or "条" not in html:
        return html
    taken = set(re.findall(r' id="([^"]*)"', html))

    def named(start: re.Match[str]) -> str:
        name, number = start[1], 1
        while name in taken:
            number += 1
            name = f"{start[1]}_{number}"
        taken.add(name)
        return f'<p id="{name}">'

    return _ARTICLE.sub(named, html)


class _ObservedReader(StandaloneReader):  # type: ignore[type-arg] # subscriptable in the stubs only
    """A reader whose documents tell an observer of every system message, and drop it from the page."""

    def __init__(self, observe: Callable[[Any], None]) -> None:
        super().__init__()
        self.observe = observe

    def new_document(self) -> Any:
        document = super().new_document()
        document.reporter.attach_observer(self.observe)
        return document

    def get_transforms(self) -> list[type[Any]]:
        return [*super().get_transforms(), _DropMessages]


class _Refused(Directive):
    """A directive whose outcome depends on more than the document: `date` would ask the clock (docs/design.md law 2)."""

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Nothing but a complaint."""
        raise self.warning(f'"{self.name}" directive disabled.')


register_directive("date", _Refused)


class _DropMessages(Transform):
    """Takes system messages and what they mark as problematic out of the document."""

    default_priority = 870

    def apply(self) -> None:
        for message in list(self.document.findall(nodes.system_message)):
            message.parent.remove(message)
        for problem in list(self.document.findall(nodes.problematic)):
            problem.parent.replace(problem, nodes.Text(problem.astext()))


@dataclass(slots=True)
class Converter:
    """Converts one site's documents. One Markdown instance serves all of them; `findings` gathers what had to be taken out.

    `late` counts bodies that ran out of time: the more there were, the less time the next one has.
    """

    markdown: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)
    late: int = 0
    _engines: dict[int, Markdown] = field(default_factory=dict)

    def convert(self, document: Document, scope: Scope) -> str:
        """The body of a document as safe HTML with every link resolved in `scope`.

        Raises:
            BodyUnfit: it cannot be converted, for whatever reason, or not within bounds.
        """
        if not document.body.strip():
            return ""
        limit = max(TIME_LIMIT / (1 + self.late), LEAST_TIME)
        try:
            with time_limit(limit):
                return self._convert(document, scope)
        except BodyUnfit:
            raise
        except OutOfTime:
            self.late += 1
            problem = f"{limit:.3g} 秒没有转换完"
        except RecursionError:
            problem = "嵌套太深"
        except MemoryError:
            problem = "占用内存太多"
        except Exception as error:  # whatever Markdown or docutils raises is this document's trouble alone
            problem = f"{type(error).__name__}: {error}"
        self._engines.clear()  # the failed one may be in any state
        raise BodyUnfit(problem)

    def _convert(self, document: Document, scope: Scope) -> str:
        check_source(document)
        raw = self._rst(document) if document.markup == "rst" else self._markdown(document)
        check_html(raw)
        if document.markup == "markdown" and may_hide(document.body):
            raw = self._seen(document, raw)
        cleaner = nh3.Cleaner(
            tags=TAGS,
            attributes=ATTRIBUTES,
            attribute_filter=self._filter(document, scope),
            url_schemes={"http", "https", "mailto", "tel", "id"},
            link_rel=None,
        )
        html = with_articles(cleaner.clean(raw)).replace("<table", TABLE).replace("</table>", "</table></div>")
        check_html(html)
        return html

    def _seen(self, document: Document, raw: str) -> str:
        """HTML less what is hidden in it; what reading the file did not see is told here: styles in lists of attributes."""
        found = hidden(raw)
        for span in found:
            if span.text or span.pictures:
                hit = hit_of(span, 0)
                at = document.body.find(span.text.partition(" ")[0]) if span.text else -1
                line = document.body_line + document.body.count("\n", 0, at) if at >= 0 else 0
                self.findings.append(HIDDEN.at(document.place().at(line), **hit.values))
        return without(raw, found)

    def _markdown(self, document: Document) -> str:
        """Python-Markdown's output; `#` headings become h2, since the title is the page's only h1."""
        base = 2 if re.search(r"^#[ \t]+\S|^[^\n]+\n=+[ \t]*$", document.body, re.MULTILINE) else 1
        if (engine := self._engines.get(base)) is None:
            options = dict(self.markdown)
            configs = {name: dict(values) for name, values in options.pop("extension_configs", {}).items()}
            toc = configs.setdefault("markdown.extensions.toc", {})
            toc |= {"slugify": slugify_unicode, "baselevel": base}
            extensions = [*dict.fromkeys([*options.pop("extensions", []), *configs]), CodeLanguage()]
            engine = self._engines[base] = Markdown(extensions=extensions, extension_configs=configs, **options)
        return engine.reset().convert(strip_numbered_controls(document.body))

    def _rst(self, document: Document) -> str:
        """docutils' output without file access or raw HTML; what it complains of becomes findings."""
        settings = {
            "file_insertion_enabled": False,
            "raw_enabled": False,
            "_disable_config": True,
            "report_level": 5,
            "halt_level": 6,
            "initial_header_level": 2,
            "doctitle_xform": False,
            "docinfo_xform": False,
            "syntax_highlight": "none",
            "embed_stylesheet": False,
            "warning_stream": False,
            "line_length_limit": 1_000_000,
        }
        complaints: list[tuple[int, str]] = []

        def observe(message: Any) -> None:
            if message["level"] >= 2:
                complaints.append((message.get("line") or 0, message.children[0].astext() if message.children else ""))

        reader = _ObservedReader(observe)
        publisher = Publisher(reader, RstParser(), HtmlWriter(), source_class=StringInput, destination_class=StringOutput)
        publisher.process_programmatic_settings(None, settings, None)
        publisher.set_source(document.body, document.path)
        publisher.publish()
        for line, text in complaints:
            place = Place(document.site, document.path, document.body_line + line - 1 if line else 0)
            self.findings.append(MARKUP_REFUSED.at(place, problem=text))
        return str(publisher.writer.parts["body"])

    def _filter(self, document: Document, scope: Scope) -> Callable[[str, str, str], str | None]:
        place = document.place()

        def keep(tag: str, name: str, value: str) -> str | None:
            if name == "class":
                return " ".join(part for part in value.split() if CLASSES.match(part)) or None
            if name == "id":
                value = _SLUG_ONLY.sub("-", value)
                return None if value.startswith(OWN_IDS) else value
            if (tag, name) in _LINKS or (tag, name) in _SOURCES:
                return self._link(document, scope, tag, name, value, place)
            return value

        return keep

    def _link(self, document: Document, scope: Scope, tag: str, name: str, value: str, place: Place) -> str | None:
        link = follow(scope, document, value)
        if link.href is None:
            return None
        if (tag, name) in _SOURCES:
            parts = urlsplit_or_none(link.href)
            if parts is None or parts.scheme or parts.netloc or link.href.startswith("//"):
                at = document.body.find(value)
                line = document.body_line + document.body.count("\n", 0, at) if at >= 0 else 0
                column = at - document.body.rfind("\n", 0, at) if at >= 0 else 0
                self.findings.append(ASSET_FOREIGN.at(place.at(line, column), target=value))
                return None
        return link.href
