"""axe on a page of every template, in every way to read: a table of what it finds, printed; the bound is none at AA."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from .demo import REPO
from .report import Figure

AXE = REPO / ".cache" / "axe" / "node_modules" / "axe-core" / "axe.min.js"
RUN = """async () => (await axe.run(document, {resultTypes: ["violations"]}))
  .violations.flatMap((each) => each.nodes.map((node) => `${each.id} (${each.impact}): ${node.target.join(" ")}`))"""
TEMPLATES = {
    "home": "/",
    "home, county": "/qinglan/",
    "home, township": "/liuxi/",
    "list": "/news/",
    "hub": "/interact/",
    "article": "/yannan/article/dam-inspection-law.html",
    "page": "/page/petition.html",
    "contact point": "/contact_point/liuxi-town.html",
    "consultation": "/consultation/elder-care-draft.html",
    "overview": "/consultation/",
    "open": "/open/",
    "laws": "/regulation/",
    "law": "/regulation/云泽省渔业条例/",
    "law, an earlier text": "/regulation/云泽省渔业条例-2009-11-27.html",
    "comparison": "/regulation/云泽省渔业条例/draft..2026-05-22.html",
    "filing review": "/filing_review/ferry-fee-notice.html",
    "suggestions": "/qinglan/suggestion/",
    "suggestion": "/suggestion/barrier-free-rules.html",
    "suggestions, statistics": "/suggestion/by/statistics.html",
    "supervision": "/supervision_item/final-accounts-2025.html",
    "supervision, plan": "/supervision_item/plan/2026.html",
    "topic": "/topic/fishery.html",
    "weeks": "/changes/",
    "week": "/changes/2026-W36.html",
    "mentions": "/mentions/article/plan-2026-in-one-picture.html",
    "deputies": "/qinglan/deputies/",
    "deputy": "/deputy/0vwba1af0z.html",
    "former": "/deputy/former.html",
    "vacancies": "/deputy/vacancies.html",
    "constituencies": "/qinglan/constituency/",
    "constituency": "/qinglan/constituency/liuxi-1.html",
    "stations": "/qinglan/station/",
    "station": "/qinglan/station/heming.html",
    "lookup": "/my/",
    "lookup, county": "/qinglan/my/",
    "search": "/search/?q=水库",
    "directory": "/search/a-z.html",
    "data": "/data/",
    "feeds": "/feeds/",
    "map": "/map/",
    "cluster": "/cluster/",
    "accessibility": "/accessibility/",
    "elder": "/elder/",
    "404": "/404.html",
}
MODES: Mapping[str, Mapping[str, str]] = {
    "normal": {},
    "elder": {},
    "dark": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
    "forced": {"forced_colors": "active"},
}
WIDTHS = (1280, 390)


@dataclass(frozen=True, slots=True)
class Seen:
    """What axe found on a page of a template, read in a mode on a screen of a width."""

    template: str
    mode: str
    width: int
    found: tuple[str, ...]


def look(browser: Browser, origin: str, pages: Mapping[str, str], axe: str) -> list[Seen]:
    """Every page in every mode and width."""
    seen = []
    for mode, wishes in MODES.items():
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN", **wishes)  # type: ignore[arg-type]
            if mode == "elder":
                context.add_init_script("localStorage.elder = '1'")
            page = context.new_page()
            for template, path in pages.items():
                answer = page.goto(origin + path, wait_until="load")
                assert answer and answer.ok, path
                page.evaluate(axe)
                seen.append(Seen(template, mode, width, tuple(page.evaluate(RUN))))
            context.close()
    return seen


def table(seen: list[Seen]) -> str:
    """A line a template, a column a mode and width; then what was found, once each."""
    columns = [(mode, width) for mode in MODES for width in WIDTHS]
    counts = {(each.template, each.mode, each.width): len(each.found) for each in seen}
    names = dict.fromkeys(each.template for each in seen)
    wide = max(map(len, names))
    lines = [" " * wide + "".join(f"{mode} {width}".rjust(15) for mode, width in columns)]
    lines += [name.ljust(wide) + "".join(str(counts[name, *column]).rjust(15) for column in columns) for name in names]
    return "\n".join([*lines, *dict.fromkeys(f"{each.template}: {found}" for each in seen for found in each.found)])


def access(browser: Browser, origin: str, say: Callable[[str], None]) -> list[Figure]:
    """One figure, bound to none: how much axe finds on all templates in all modes and widths."""
    if not Path(AXE).is_file():
        say("no axe-core here: sh tests/browser/install.sh")
        return []
    seen = look(browser, origin, TEMPLATES, AXE.read_text(encoding="utf-8"))
    say(table(seen))
    whole = sum(len(each.found) for each in seen)
    return [Figure(f"axe: {len(TEMPLATES)} templates × {len(MODES)} modes × {len(WIDTHS)} widths", whole, "", "lower", most=0)]
