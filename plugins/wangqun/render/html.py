"""Source text to HTML that is fit to publish: converted, links resolved, passed through an allow-list (docs/design.md law 7)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import nh3

from ..domain.document import Document
from ..domain.finding import Finding, Place, Rule, Severity
from ..domain.links import Scope, follow, urlsplit_or_none
from ..domain.trouble import of_docutils
from ..scan.hidden import HIDDEN, hit_of
from ..scan.visible import cut_hidden, hidden, may_hide
from .bounds import LEAST_TIME, TIME_LIMIT, BodyUnfit, OutOfTime, check_html, check_source, time_limit
from .engines import Engines, rst

MARKUP_REFUSED = Rule(
    "markup-refused", Severity.WARN, "{problem}，这一处没有发布，其余内容照常发布", "{fix}。", "docs/design.md law 7"
)
ASSET_FOREIGN = Rule(
    "asset-third-party",
    Severity.WARN,
    "引用了站外的图片或音视频“{target}”，已去掉",
    "把文件放进 images/ 再引用。",
    "PIPL art. 36",
)
TAGS_DROPPED = Rule(
    "tags-dropped",
    Severity.INFO,
    "页面不用这些标签，已去掉，里面的文字和图片照常显示：{tags}",
    "不必改；想在源文件里也去掉它们，删去即可。",
    "docs/design.md law 7",
)
CONTENT_DROPPED = Rule(
    "content-dropped",
    Severity.WARN,
    "页面上不能放这些东西，已去掉：{tags}",
    "删去它们；视频、图片、附件放进站点文件夹再引用，文字直接写在正文里。",
    "docs/design.md law 7",
)
_LOADED = frozenset(  # what brings something along that pages may not hold
    "script style iframe frame frameset object embed applet form input button select textarea option datalist canvas svg math map"
    " area dialog template noscript link meta base".split()
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
    r"^(?:footnote(?:-ref|-backref)?|admonition|admonition-title|signature|address|chapter|passed|wish|toc|note|warning|center|right|small|line-block|line|figure|language-[\w-]+)$"
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


@dataclass(slots=True)
class Converter:
    """Converts one site's documents with the same engines; `findings` gathers what had to be taken out.

    `late` counts bodies that ran out of time: the more there were, the less time the next one has.
    """

    engines: Engines
    findings: list[Finding] = field(default_factory=list)
    late: int = 0

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
            problem = f"转换程序出错（{type(error).__name__}）"
        self.engines.forget()
        raise BodyUnfit(problem)

    def _convert(self, document: Document, scope: Scope) -> str:
        check_source(document)
        raw = self._raw(document)
        elements = check_html(raw)
        if document.markup == "markdown" and may_hide(document.body):
            raw = self._seen(document, raw)
            elements = check_html(raw)
        self._tell_lost(document, elements)
        cleaner = nh3.Cleaner(
            tags=TAGS,
            attributes=ATTRIBUTES,
            attribute_filter=self._filter(document, scope),
            url_schemes={"http", "https", "mailto", "tel", "id"},
            link_rel=None,
        )
        html = with_articles(cleaner.clean(raw)).replace("<table", TABLE).replace("</table>", "</table></div>")
        if "<h1" in html:  # the title is the page's only h1
            html = html.replace("<h1", "<h2").replace("</h1>", "</h2>")
        check_html(html)
        return html

    def _raw(self, document: Document) -> str:
        """What the engine makes of a body; what docutils complains of becomes findings."""
        if document.markup != "rst":
            return self.engines.markdown(document.body, document.dialect)
        html, complaints = rst(document.body, document.path)
        for line, text in complaints:
            place = Place(document.site, document.path, document.body_line + line - 1 if line else 0)
            problem, fix = of_docutils(text)
            self.findings.append(MARKUP_REFUSED.at(place, problem=problem, fix=fix))
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
        return cut_hidden(raw, found)

    def _tell_lost(self, document: Document, elements: Mapping[str, int]) -> None:
        """A finding for the elements that the allow-list is about to drop, counted."""
        if document.markup == "markdown" and (lost := elements.keys() - TAGS):  # rst holds no tags but docutils' own
            for rule, names in ((CONTENT_DROPPED, lost & _LOADED), (TAGS_DROPPED, lost - _LOADED)):
                if names:
                    first = re.search(rf"<(?:{'|'.join(sorted(names))})\b", document.body, re.IGNORECASE)
                    line = document.body_line + document.body.count("\n", 0, first.start()) if first else 0
                    counted = "、".join(f"<{name}> {elements[name]} 处" for name in sorted(names))
                    self.findings.append(rule.at(Place(document.site, document.path, line), tags=counted))

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
        if link.href is None or not value.strip():
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
