"""Real regulations come out whole: every law on its own site, every heading an anchor, every article's words on the page."""

import random
import re
from collections import Counter

import pytest

from wangqun.domain.finding import Severity
from wangqun.domain.ids import slugify
from wangqun.pipeline import federate

from .conftest import NOW, Published
from .laws import PROVINCES, ROOT_SITE, Law
from .pages import Page

pytestmark = pytest.mark.real

LAWS = 788
SAMPLED = 10
HEADING = re.compile(r"^(#{1,6})[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
ARTICLE = re.compile(r"^第[〇零一二三四五六七八九十百千]+条", re.MULTILINE)


def _key(law: Law) -> str:
    return f"{law.place.site}/{slugify(law.file.rpartition('/')[2].removesuffix('.md'))}"


def _headings(law: Law) -> list[tuple[int, str]]:
    """Rank and text of each heading after the first `# title`; headings that only list the chapters count, as in the index."""
    return [(len(match[1]), match[2]) for match in HEADING.finditer(law.text)][1:]


def _articles(law: Law) -> list[str]:
    """The words of each 第X条, from its number to the next one or the next heading."""
    body = HEADING.sub("\0", law.text)
    starts = [match.start() for match in ARTICLE.finditer(body)]
    return [body[start:end].partition("\0")[0] for start, end in zip(starts, [*starts[1:], len(body)], strict=True)]


def _words(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_no_law_is_lost(published: Published, pages: dict[str, Page]) -> None:
    assert len(published.laws) == LAWS
    assert sorted(pages) == sorted(map(_key, published.laws))


def test_every_law_is_on_its_own_site_under_its_own_title(published: Published, pages: dict[str, Page]) -> None:
    wrong = [law.file for law in published.laws if pages[_key(law)].title != law.title]

    assert wrong == []


def test_every_site_holds_as_many_laws_as_its_organs_made(published: Published, pages: dict[str, Page]) -> None:
    made = Counter(law.place.site for law in published.laws)

    assert Counter(key.split("/")[0] for key in pages) == made
    assert set(published.report.changed) == set(made)


def test_nothing_is_blocked(published: Published) -> None:
    blocked = [str(finding) for finding in published.report.findings if finding.severity is Severity.BLOCK]

    assert blocked == []
    assert published.report.failed == ()


def test_the_text_went_in_unchanged(published: Published) -> None:
    written = {law.file: (published.root / law.path).read_bytes() for law in published.laws}

    assert [law.file for law in published.laws if not written[law.file].endswith(f"---\n{law.text}".encode())] == []
    assert all(law.date < f"{NOW:%Y-%m-%d}" for law in published.laws)


def test_headings_agree_with_the_index(published: Published, pages: dict[str, Page]) -> None:
    counted = {law.file: law.headings for law in published.laws if law.headings}

    assert len(counted) > LAWS / 2
    assert {law.file: len(_headings(law)) for law in published.laws if law.headings} == counted
    assert {law.file: len(pages[_key(law)].headings) for law in published.laws if law.headings} == counted


def test_every_heading_is_an_anchor_of_its_own(published: Published, pages: dict[str, Page]) -> None:
    faults = []
    for law in published.laws:
        shown = pages[_key(law)].headings
        anchors = [heading.id for heading in shown]
        if [_words(heading.text) for heading in shown] != [_words(text) for _, text in _headings(law)]:
            faults.append(f"{law.file}: other headings")
        if None in anchors or "" in anchors or len(set(anchors)) != len(anchors):
            faults.append(f"{law.file}: {anchors}")

    assert faults == []


def test_the_title_is_the_only_h1_and_ranks_keep_their_order(published: Published, pages: dict[str, Page]) -> None:
    faults = []
    for law in published.laws:
        written = [rank for rank, _ in _headings(law)]
        shown = [heading.rank for heading in pages[_key(law)].headings]
        if shown != written or 1 in shown:
            faults.append(f"{law.file}: {written} became {shown}")

    assert faults == []


def test_every_article_of_ten_laws_is_on_its_page(published: Published, pages: dict[str, Page]) -> None:
    with_articles = [law for law in published.laws if law.articles]
    sample = random.Random(20261123).sample(with_articles, SAMPLED)
    lost = []
    for law in sample:
        articles = _articles(law)
        assert len(articles) == law.articles, law.file
        text = _words(pages[_key(law)].text)
        lost += [f"{law.file}: {article[:20]}" for article in articles if _words(article) not in text]

    assert lost == []


def test_four_provinces_stand_under_the_nation_and_cities_below_them(published: Published) -> None:
    members = {site: view.member for site, view in federate(published.root, NOW).views.items()}
    provinces = {site for _, site, _ in PROVINCES.values()}
    above = {site: [ancestor.id for ancestor in member.ancestors] for site, member in members.items()}

    assert {site for site, chain in above.items() if chain == [ROOT_SITE]} == provinces
    assert above == {
        law.place.site: [ROOT_SITE] if law.place.site in provinces else [ROOT_SITE, law.place.parent] for law in published.laws
    }
    assert {len(member.children) for site, member in members.items() if site not in provinces} == {0}
    assert members["beijing"].children == ()
    assert {"r330100", "r331127"} < set(members["zhejiang"].children)


def test_a_province_leads_to_its_cities_and_a_city_back(published: Published) -> None:
    zhejiang = (published.folder("zhejiang") / "index.html").read_text(encoding="utf-8")
    hangzhou = (published.folder("r330100") / "index.html").read_text(encoding="utf-8")

    assert 'href="/r330100/"' in zhejiang
    assert 'href="/r440300/"' not in zhejiang
    assert 'href="/zhejiang/"' in hangzhou
    assert not published.folder(ROOT_SITE).exists()


def test_regulations_that_the_province_approved_are_reported_up_and_no_others(published: Published) -> None:
    reported = {(str(a.id), a.site) for a in published.federation.appearances if a.reasons[0].rule == "approved-up"}

    assert reported == {(law.id, law.place.parent) for law in published.laws if law.approved}
    assert len(reported) > 150


def test_the_province_pushes_down_to_every_site_below_it(published: Published) -> None:
    pushed = Counter(a.site for a in published.federation.appearances if a.reasons[0].rule == "provincial-down")
    below = {law.place.site for law in published.laws if law.place.level != "province"}

    assert set(pushed) == below
    for site in sorted(below):
        listing = (published.folder(site) / "learning" / "index.html").read_text(encoding="utf-8")
        assert '<span class="from">来自 ' in listing
