"""Bodies as pages show them, without a build."""

from wangqun.domain.document import Document
from wangqun.domain.finding import Finding
from wangqun.domain.links import Scope
from wangqun.render.converted import resolved
from wangqun.render.engines import Engines
from wangqun.render.html import RULES, convert
from wangqun.render.settings import DEFAULTS


def shown(document: Document, scope: Scope, engines: Engines | None = None) -> tuple[str, list[Finding]]:
    """HTML of a document's body with its links resolved, and what had to be taken out."""
    findings: list[Finding] = []
    body = convert(document.body, document.markup, document.dialect, engines or Engines(DEFAULTS["MARKDOWN"]))
    return resolved(body, document, scope, RULES, findings), findings
