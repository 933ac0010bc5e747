"""The demo: suggestions in every state, one that goes from a county to the province and comes back answered."""

from pathlib import Path

import pytest

from wangqun.domain.document import Document
from wangqun.domain.federation import Federation
from wangqun.domain.finding import Severity
from wangqun.pages.site import Pages
from wangqun.records import KINDS
from wangqun.records.suggestion import persons
from wangqun.records.suggestion.page import happened
from wangqun.records.suggestion.record import of
from wangqun.records.suggestion.timing import STATES

pytestmark = pytest.mark.usefixtures("in_one_process")


@pytest.fixture
def federation(demo_federation: Federation) -> Federation:
    """The demo cluster as of its day."""
    return demo_federation


def pieces(federation: Federation) -> list[Document]:
    return [d for view in federation.views.values() for d in view.documents if d.id.kind in {"suggestion", "motion"}]


def test_every_state_is_there_and_nothing_is_wrong(federation: Federation) -> None:
    found = pieces(federation)

    assert len(found) >= 14
    assert {document.phase for document in found} == {*STATES.values()} - {"未提交"}
    wrong = [each for each in federation.findings if "/suggestions/" in each.path or "/motions/" in each.path]
    assert {each.code for each in wrong if each.severity is not Severity.INFO} <= {
        "suggestion-overdue",
        "suggestion-step-overdue",
    }
    assert sum(map(len, federation.views["qinglan"].withheld.values())) == 2


def test_one_goes_up_is_answered_rated_dissatisfied_and_handled_again(federation: Federation) -> None:
    by_id = {str(document.id): document for document in pieces(federation)}
    below, above = by_id["qinglan:suggestion/downstream-warning"], by_id["yunze:suggestion/reservoir-warning"]

    assert (of(below).referred_to, of(above).referred_from) == (str(above.id), str(below.id))
    assert below.phase == "已转上级"
    told = [event.type for event in happened(of(above)) if event.type in {"replied", "rated", "rehandle_ordered", "re_replied"}]
    assert told == ["replied", "rated", "rehandle_ordered", "re_replied", "rated"]


def test_all_who_sign_are_deputies_of_the_site(federation: Federation) -> None:
    for site in ("qinglan", "yunze"):
        view = federation.views[site]
        roster = federation.people.roster(site)
        known = {deputy.key for deputy in (*roster.deputies, *roster.former)}
        written = {each for d in view.documents if d.id.kind in {"suggestion", "motion"} for each in persons.signers(of(d))}
        assert written and written <= known, written - known


def test_the_front_page_leads_to_it(federation: Federation, tmp_path: Path) -> None:
    view = federation.views["qinglan"]
    pages = Pages(view, "theme/x", 20, KINDS)
    [block] = KINDS["suggestion"].home["suggestions"].make(pages)

    assert block.url == pages.url("suggestion/")
    assert "suggestions" in view.member.home
