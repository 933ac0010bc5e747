"""Source text to HTML that is fit to publish: converted, passed through an allow-list, its links still to be resolved
(docs/design.md law 7)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

import nh3

from ..domain.finding import Hit, Rule, Severity
from ..domain.item import Dialect
from ..domain.markup import Markup
from ..domain.patterns import pattern
from ..domain.trouble import of_docutils
from ..scan.hidden import HIDDEN, hit_of
from ..scan.visible import cut_hidden, hidden, may_hide
from .bounds import TIME_LIMIT, BodyUnfit, OutOfTime, check_html, check_source, time_limit
from .cited import with_citations
from .converted import EMPTY, Converted, Slot
from .engines import Engines, rst
from .reach import reachable
from .tables import with_tables

MARKUP_REFUSED = Rule(
    "markup-refused", Severity.WARN, "{problem}，这一处没有发布，其余内容照常发布", "{fix}。", "docs/design.md law 7"
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
RULES = {rule.code: rule for rule in (MARKUP_REFUSED, TAGS_DROPPED, CONTENT_DROPPED, HIDDEN)}
"""Those of which a converted body has something to say."""
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
CLASSES = pattern(
    r"^(?:footnote(?:-ref|-backref)?|admonition|admonition-title|signature|address|chapter|passed|wish|toc|note|warning|center|right|small|line-block|line|figure|language-[\w-]+)$"
)
OWN_IDS = "wq-"
LONGEST_LINK = 200  # characters that a link may be longer than it is written, when its size is counted
_LINKS = {("a", "href"), ("blockquote", "cite"), ("q", "cite"), ("del", "cite"), ("ins", "cite")}
SOURCES = {(tag, "src") for tag in _MEDIA} | {("video", "poster")}
_MARKS = range(0xE000, 0xF900)  # characters that mean nothing
_ATTRIBUTE = pattern(r' ([^\s="<>]+)="([^"]*)"')
_TAG = pattern(r'<[a-z][a-z0-9]*((?: [^\s="<>]+="[^"]*")+)>')
_NUMBERED = (
    r"(?=(?:<strong>)?(第[〇零一二三四五六七八九十百千0-9]{1,9}%s(?:之[一二三四五六七八九十]{1,3})?)(?:</strong>)?[\s\u3000:：])"
)
_ARTICLE = pattern(rf'<p>{_NUMBERED % "条"}|<p class="chapter">{_NUMBERED % "[编篇章节]"}')
_SLUG_ONLY = pattern(r"[^\w\-.:]", re.UNICODE)


def with_articles(html: str) -> str:
    """Safe HTML in which a paragraph that begins an article (第十二条) or a chapter can be linked to, `#第十二条`; the second one
    of that number, quoted perhaps, as `#第十二条_2`.
    """
    if "<p" not in html or not ("条" in html or 'class="chapter"' in html):
        return html
    taken = set(re.findall(r' id="([^"]*)"', html))

    def named(start: re.Match[str]) -> str:
        written = start[1] or start[2]
        name, number = written, 1
        while name in taken:
            number += 1
            name = f"{written}_{number}"
        taken.add(name)
        return f'{start[0][:-1]} id="{name}">'

    return _ARTICLE.sub(named, html)


def convert(body: str, markup: Markup, dialect: Dialect, engines: Engines, law: bool = False) -> Converted:
    """A body as safe HTML with slots for its links; the same whatever was converted before it. `law` says that it is one.

    Raises:
        BodyUnfit: it cannot be converted, for whatever reason, or not within bounds.
    """
    if not body.strip():
        return EMPTY
    try:
        with time_limit(TIME_LIMIT):
            return _Conversion(body, markup, dialect, engines, law).converted()
    except BodyUnfit:
        raise
    except OutOfTime:
        problem = f"{TIME_LIMIT:.3g} 秒没有转换完"
    except RecursionError:
        problem = "嵌套太深"
    except MemoryError:
        problem = "占用内存太多"
    except Exception as error:  # whatever Markdown or docutils raises is this body's trouble alone
        problem = f"转换程序出错（{type(error).__name__}）"
    engines.forget()
    raise BodyUnfit(problem)


@dataclass(slots=True)
class _Conversion:
    """One body on its way; `told` gathers what had to be taken out, `wanted` what stands in the attributes that lead somewhere,
    each of which holds its number between two `mark`s meanwhile.
    """

    body: str
    markup: Markup
    dialect: Dialect
    engines: Engines
    law: bool = False
    told: list[Hit] = field(default_factory=list)
    wanted: list[tuple[str, str, str]] = field(default_factory=list)
    mark: str = ""

    def converted(self) -> Converted:
        """The body, cut where a link stands."""
        check_source(self.body, self.markup)
        raw = self._raw()
        elements = check_html(raw)
        if self.markup == "markdown" and may_hide(self.body):
            raw = self._seen(raw)
            elements = check_html(raw)
        self._tell_lost(elements)
        self.mark = _unused(raw)
        cleaner = nh3.Cleaner(
            tags=TAGS,
            attributes=ATTRIBUTES,
            attribute_filter=self._keep,
            url_schemes={"http", "https", "mailto", "tel", "id"},
            link_rel=None,
        )
        clean = cleaner.clean(raw)
        named = with_citations(clean, self.body, self.markup == "markdown") if self.law else with_articles(clean)
        html = with_tables(reachable(named))
        if "<h1" in html:  # the title is the page's only h1
            html = html.replace("<h1", "<h2").replace("</h1>", "</h2>")
        literals, slots = self._cut(html)
        check_html(html, LONGEST_LINK * len(slots) + sum(len(slot.value) for slot in slots))
        return Converted(literals, slots, tuple(dict.fromkeys(_ids(html))), tuple(self.told))

    def _raw(self) -> str:
        """What the engine makes of the body; what docutils complains of is told."""
        if self.markup != "rst":
            return self.engines.markdown(self.body, self.dialect)
        html, complaints = rst(self.body, "")
        for line, text in complaints:
            problem, fix = of_docutils(text)
            self.told.append(MARKUP_REFUSED.hit(line, problem=problem, fix=fix))
        return html

    def _seen(self, raw: str) -> str:
        """HTML less what is hidden in it; what reading the file did not see is told here: styles in lists of attributes."""
        found = hidden(raw)
        for span in found:
            if span.text or span.pictures:
                at = self.body.find(span.text.partition(" ")[0]) if span.text else -1
                self.told.append(hit_of(span, self._line(at)))
        return cut_hidden(raw, found)

    def _tell_lost(self, elements: Mapping[str, int]) -> None:
        """Tell of the elements that the allow-list is about to drop, counted."""
        if self.markup == "markdown" and (lost := elements.keys() - TAGS):  # rst holds no tags but docutils' own
            for rule, names in ((CONTENT_DROPPED, lost & _LOADED), (TAGS_DROPPED, lost - _LOADED)):
                if names:
                    first = re.search(rf"<(?:{'|'.join(sorted(names))})\b", self.body, re.IGNORECASE)
                    counted = "、".join(f"<{name}> {elements[name]} 处" for name in sorted(names))
                    self.told.append(rule.hit(self._line(first.start() if first else -1), tags=counted))

    def _line(self, at: int) -> int:
        """The line of the body on which a character stands; 0 for none."""
        return self.body.count("\n", 0, at) + 1 if at >= 0 else 0

    def _keep(self, tag: str, name: str, value: str) -> str | None:
        """What becomes of an attribute that the allow-list lets pass."""
        if name == "class":
            return " ".join(part for part in value.split() if CLASSES.match(part)) or None
        if name == "id":
            value = _SLUG_ONLY.sub("-", value)
            return None if value.startswith(OWN_IDS) else value
        if (tag, name) in _LINKS or (tag, name) in SOURCES:
            if not value.strip():
                return None
            self.wanted.append((tag, name, value))
            return f"{self.mark}{len(self.wanted) - 1}{self.mark}"
        return value

    def _cut(self, html: str) -> tuple[tuple[str, ...], tuple[Slot, ...]]:
        """What stands between the attributes that lead somewhere, and these."""
        if not self.wanted:
            return (html,), ()
        found = re.split(rf' [a-z]+="{self.mark}(\d+){self.mark}"', html)
        return tuple(found[::2]), tuple(self._slot(*self.wanted[int(number)]) for number in found[1::2])

    def _slot(self, tag: str, name: str, value: str) -> Slot:
        at = self.body.find(value) if (tag, name) in SOURCES else -1
        return Slot(tag, name, value, self._line(at), at - self.body.rfind("\n", 0, at) if at >= 0 else 0)


def _unused(html: str) -> str:
    """A character that no text of some HTML holds, written as it is or by its number."""
    text = html + unescape(html) if "&#" in html else html
    return next(character for character in map(chr, _MARKS) if character not in text)


def _ids(html: str) -> Iterator[str]:
    """The ids of elements in safe HTML."""
    if ' id="' in html:
        for tag in _TAG.finditer(html):
            yield from (unescape(value) for name, value in _ATTRIBUTE.findall(tag[1]) if name == "id" and value)
