"""What a body is asked without converting it, and whether the page of a document has anything to read."""

import re
from collections.abc import Iterator

from ..domain.document import Document, Noted
from ..domain.finding import Finding, Rule, Severity
from ..domain.item import Dialect
from ..domain.links import references
from ..domain.markup import Markup
from .directives import directives
from .kind import Kind

BODY_EMPTY = Rule(
    "body-empty",
    Severity.WARN,
    "正文是空的，读者打开只看到标题",
    "写上正文；只发图片、视频或附件的，在文件头写 figures、video 或 attachments；还没有写好的，在文件头写 status: draft。",
    "指引",
)
_UNSEEN = "[\\s\u00ad\u180e\u200b-\u200f\u2060\ufeff\u3000]"
_LINE = r"[=\-~^\"'`*+#:_]{3,}[ \t]*"
_NOTHING: dict[Markup, re.Pattern[str]] = {  # headings and rules first: they begin a line, blanks and all
    "markdown": re.compile(
        r"(?:^[ ]{0,3}#{1,6}(?:[ \t\u3000][^\n]*|(?<=##)[^\n]*)?$|^[ ]{0,3}(?:[-*_][ ]*){3,}$"
        rf"|{_UNSEEN}|<!--.*?(?:-->|\Z)|&(?:nbsp|ensp|emsp|\#160|\#12288);"
        r"|</?(?:p|div|span|center|section|font|br|hr|b|strong|em)\b[^<>]*>)*+\Z",
        re.DOTALL | re.MULTILINE | re.IGNORECASE,
    ),
    "rst": re.compile(
        rf"(?:^(?:{_LINE}\n)?[ ]*[^\s.][^\n]*\n{_LINE}$|^{_LINE}$|^\.\.[ \t]*$|{_UNSEEN})*+\Z",
        re.MULTILINE,
    ),
}


def note(body: str, markup: Markup, dialect: Dialect) -> Noted:
    """What is kept of a body."""
    return Noted(tuple(references(body, markup, dialect)), tuple(directives(body, markup, dialect)), is_empty(body, markup))


def findings(document: Document, kind: Kind) -> Iterator[Finding]:
    """A finding for what is to be public with nothing in it; comments and headings are nothing."""
    if document.item.status not in {"published", "hidden"} or document.item.openness != "public":
        return
    if document.noted.empty and not _has_else(document, kind):
        yield BODY_EMPTY.at(document.place().at(document.body_line))


def is_empty(body: str, markup: Markup) -> bool:
    """True for a body of blanks, comments, headings and rules only."""
    return _NOTHING[markup].match(body) is not None


def _has_else(document: Document, kind: Kind) -> bool:
    """True when the header gives readers something, or sends them elsewhere."""
    return bool(document.item.withdrawn or document.item.moved_to) or kind.shows(document)
