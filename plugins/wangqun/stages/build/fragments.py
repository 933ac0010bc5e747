"""Links to a place within a page (`other.md#x`): is there such a place on the page as it was written?"""

from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from ...domain.document import Document
from ...domain.finding import Finding, Rule, Severity
from ...domain.unfit import Unfit
from ...stored import read_text
from ..plan import Plan

FRAGMENT_BROKEN = Rule(
    "link-internal-broken",
    Severity.BLOCK,
    "“{target}”所指的页面里没有“{fragment}”这一处",
    "照小标题的文字或 id 改正 # 后面的部分，或删去它。",
    "指引",
)
FRAGMENT_ELSEWHERE = Rule(
    "link-site-broken",
    Severity.WARN,
    "“{target}”所指的页面里没有“{fragment}”这一处，链接只通到页首",
    "照对方页面的小标题改正 # 后面的部分，或删去它。",
    "指引",
)


class Marks(HTMLParser):
    """The ids of a page, and the fragments its links end in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.fragments: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take note of one tag."""
        for name, value in attrs:
            if value and name == "id":
                self.ids.add(value)
            elif value and name == "href":
                self.fragments.add(unquote(value.partition("#")[2]))


def check_fragments(plan: Plan, fresh: Mapping[str, Path], root: Path) -> tuple[list[Unfit], list[Finding]]:
    """Documents that link to no place of their own site, and warnings for links to no place of another.

    `fresh` maps the sites built in this run to their staging folders; of others the release is read that readers see. A site's
    own links are looked up when it has been built, those to other sites in every run. A link that the engine did not make one,
    in code for example, is none; so is one to a site of which nothing is there.
    """
    sites = {**{site: root / "build" / "public" / site for site in plan.current}, **fresh}

    @cache
    def marks(site: str, file: str) -> Marks | None:
        folder = sites.get(site, root / "build" / "public" / site)
        text = read_text(folder / file)
        return None if text is None else Marks(text)

    def is_broken(document: Document, target: Document, fragment: str) -> bool:
        page, there = marks(document.site, document.file), marks(target.site, target.file)
        return bool(page and there and fragment in page.fragments and fragment not in there.ids)

    broken: dict[str, list[Finding]] = {}
    because: dict[str, dict[str, str]] = {}
    warnings: list[Finding] = []
    for site in sites:
        for anchor in plan.federation.views[site].anchors:
            document, target = anchor.document, anchor.target
            own = target.site == site
            if (own and site not in fresh) or not is_broken(document, target, anchor.fragment):
                continue
            rule = FRAGMENT_BROKEN if own else FRAGMENT_ELSEWHERE
            finding = rule.at(anchor.place, target=anchor.raw, fragment=anchor.fragment)
            if own:
                broken.setdefault(document.path, []).append(finding)
                rests_on = because.setdefault(document.path, {**plan.world})
                rests_on |= {document.path: document.digest, target.path: target.digest}
            else:
                warnings.append(finding)
    return [Unfit(path, tuple(found), because[path]) for path, found in broken.items()], warnings
