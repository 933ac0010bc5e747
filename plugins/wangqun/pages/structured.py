"""JSON-LD for every page that may be found: what it is, whose, and where it stands. Kinds that say more say it themselves."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ..domain.document import Document
from .document import in_script
from .official import full
from .output import Output

if TYPE_CHECKING:
    from .site import Pages

_CONTEXT = "https://schema.org"


def described(pages: "Pages", output: Output) -> Output:
    """The same page, saying in its head what it is."""
    if output.value is None:
        return output
    return replace(output, value=partial(_described, pages, output))


def _described(pages: "Pages", output: Output) -> Any:
    page: Any = output.value() if output.value else None
    head = getattr(page, "head", None)
    if head is None or head.json_ld or not head.index or not head.canonical:
        return page
    graph = [_home(pages)] if output.template == "home" else [_page(pages, output, page)]
    graph += [_website(pages)] if output.template == "home" else []
    graph += [trail] if (trail := _trail(pages, getattr(page, "crumbs", ()), head.canonical)) else []
    return replace(page, head=replace(head, json_ld=in_script({"@context": _CONTEXT, "@graph": graph})))


def _organization(pages: "Pages") -> dict[str, Any]:
    record = pages.view.member.site.record
    days = {"foundingDate": record.valid_from, "dissolutionDate": record.valid_to}
    told = {name: day.isoformat() for name, day in days.items() if day}
    return {"@type": "GovernmentOrganization", "name": pages.site.name, "url": pages.absolute("")} | told


def _home(pages: "Pages") -> dict[str, Any]:
    site = pages.site
    found = _organization(pages) | {"alternateName": site.short_name, "areaServed": site.area}
    footer = pages.view.member.site.record.footer
    if footer.contact:
        found["address"] = footer.contact
    above = [link for link in site.breadcrumb if not link.current]
    if above:
        parent = {"@type": "GovernmentOrganization", "name": above[-1].title}
        found["parentOrganization"] = parent | ({"url": full(pages, above[-1].url)} if above[-1].url else {})
    return found


def _website(pages: "Pages") -> dict[str, Any]:
    target = {"@type": "EntryPoint", "urlTemplate": pages.absolute("search/") + "?q={search_term_string}"}
    action = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    return {"@type": "WebSite", "name": pages.site.short_name, "url": pages.absolute(""), "inLanguage": "zh-CN"} | {
        "potentialAction": action
    }


def _page(pages: "Pages", output: Output, page: Any) -> dict[str, Any]:
    found = {"@type": getattr(page, "SCHEMA", "WebPage"), "name": page.head.title, "url": page.head.canonical}
    if output.document is not None and not output.document.standing:
        found |= _article(output.document)
    if output.about:
        found["mainEntity"] = dict(output.about)
    return found | {"inLanguage": getattr(page, "lang", "zh-CN"), "publisher": _organization(pages)}


def _article(document: Document) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Article", "headline": document.title}
    if document.excerpt:
        found["description"] = document.excerpt
    if document.item.date and document.has_day:
        found["datePublished"] = document.item.date.isoformat()
    if document.item.modified:
        found["dateModified"] = document.item.modified.isoformat()
    return found


def _trail(pages: "Pages", crumbs: Any, canonical: str) -> dict[str, Any] | None:
    """Where a page stands; the last step is the page itself."""
    if len(crumbs) < 2:
        return None
    return {"@type": "BreadcrumbList", "itemListElement": list(_steps(pages, crumbs, canonical))}


def _steps(pages: "Pages", crumbs: Any, canonical: str) -> Iterator[dict[str, Any]]:
    for number, link in enumerate(crumbs, 1):
        step: dict[str, Any] = {"@type": "ListItem", "position": number, "name": link.title}
        if link.current or link.url:
            step["item"] = canonical if link.current or not link.url else full(pages, link.url)
        yield step
