"""Every body of a site, converted before any page is written, and those that cannot be."""

from dataclasses import replace

from ..domain.document import Document
from ..domain.federation import SiteView
from ..domain.finding import Place, Rule, Severity
from ..domain.links import Scope
from ..domain.unfit import Unfit
from ..search.entries import HOME, Bodies
from .bounds import BodyUnfit
from .html import Converter

BODY_UNFIT = Rule(
    "body-unfit",
    Severity.BLOCK,
    "正文转换不出来：{problem}；其余稿件照常发布",
    "减少嵌套和重复，或分成几篇。",
    "docs/decisions/0018",
)


def convert_all(view: SiteView, converter: Converter) -> tuple[Bodies, tuple[Unfit, ...]]:
    """The bodies of a site's own documents and of guests that have a page there; verdicts on those that have none."""
    bodies: Bodies = {}
    unfit: list[Unfit] = []
    work: list[tuple[str, Document, Scope]] = [(HOME, document, view.scope) for document in view.documents]
    work += [(guest.document.site, guest.document, guest.scope) for guest in view.guests if guest.scope]
    for site, document, scope in work:
        try:
            bodies[site, document.source] = converter.convert(document, scope)
        except BodyUnfit as error:
            place = Place(document.site, document.path, document.body_line)
            unfit.append(Unfit(document.path, (BODY_UNFIT.at(place, problem=error),), {document.path: document.digest}))
    return bodies, tuple(unfit)


def without_unfit(view: SiteView, unfit: tuple[Unfit, ...]) -> SiteView:
    """The view less some documents; links to them go, as far as they have not been made."""
    gone = {verdict.path for verdict in unfit}
    hidden = {document.source: None for document in view.documents if document.path in gone}
    return replace(
        view,
        documents=tuple(document for document in view.documents if document.path not in gone),
        guests=tuple(guest for guest in view.guests if guest.document.path not in gone),
        scope=replace(view.scope, sources={**view.scope.sources, **hidden}),
    )
