"""Every kind answers every question of the contract, in the shape that its annotation says."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from clusters import NOW, article
from rosters import qinglan
from samples import picture
from wangqun.domain.document import Document
from wangqun.domain.federation import Guest, SiteView
from wangqun.domain.period import Period
from wangqun.domain.site import Site
from wangqun.pages.site import Pages
from wangqun.records import KINDS, documents
from wangqun.records.kind import Kind

from .invented import MORE, resolved, venue

HINTS = get_type_hints(Kind, include_extras=False)
ASKED = [
    asked.name for asked in fields(Kind) if get_origin(HINTS[asked.name]) is Callable or "Callable" in str(HINTS[asked.name])
]
HOME = "content/city/shi/"
FULL = (
    "expires_on: 2026-12-01\nmedia: image\nfigures: [{file: ../images/a.jpg, alt: 图}]\nimage: {file: ../images/a.jpg, alt: 图}\n"
    "related: 'shi:article/b'\n"
)
CALL = (
    "purpose: draft_law\nopen_on: 2026-10-01 09:00\nclose_on: 2026-10-31\nhost: 法工委\ndraft_title: 草案\ndraft_stage: draft\n"
    "files: [{role: text, name: 草案, document: 'shi:article/b'}, {role: note, name: 图, file: ../images/a.jpg}]\n"
    "channels: {phone: 0970-5550188, address: 某路, postcode: '100000', email: a@b.example, form_url: 'https://b.example/f'}\n"
    "questionnaires: [{title: 问卷, url: 'https://b.example/q'}]\nparticipants: 3\ncomments: 2\n"
    "adoption_note: {date: 2026-11-10, text: 已研究, groups: [{summary: 一, count: 2, verdict: adopted, "
    "reason: 二, article: 三}]}\n"
)
POINT = (
    "level: city\nestablished_by: 法工委\nhost_unit: 社区\naddress: 某街\nphone: 0970-5550188\nsince: 2026-01-01\nplace: 某区\n"
    "outreach: [{name: 学校, address: 某巷}]\nconsulted: 1\ncomments: 2\nadopted: 1\n"
)
LAW = (
    "doc_type: local_regulation\nenacted_by: 市人民代表大会常务委员会\npassed_on: 2026-01-01\nmeeting: 第九次会议\n"
    "approved_by: 省\napproved_on: 2026-02-01\npromulgated_by: 市\n"
    "promulgated_on: 2026-02-03\nannouncement_no: 第1号\neffective_on: 2026-03-01\n"
    "repealed_on: 2026-10-01\nrepealed_by: 决定\nversion_on: 2026-02-01\nadoption: [题注]\nsubject: 文化\n"
    "draft_note: 'shi:article/b'\n"
    "review_report: 'shi:article/b'\nconsulted_in: 'shi:consultation/draft'\ngazette_issue: 第1期\nfiled_on: 2026-02-10\n"
    "interpretations: ['shi:article/b']\nevaluations: [{date: 2026-09, method: 座谈, report: 'shi:article/b'}]\n"
    "amendments: [{date: 2026-02-01, organ: 市, text: 修正, decision: 'shi:article/b'}]\n"
    "effects: [{articles: 第一条, effective_on: 2026-11-01}]\nremarks: 说明\n"
)
ITEM = (
    "type: enforcement_inspection\ntopic: 灯会\nplan_year: 2026\nplan_no: 1\nplan_month: 3\nplan_doc: 'shi:article/b'\n"
    "reporting_body: 市人民政府\nlead_committee: 法工委\nlaws: ['shi:regulation/lamps', 某法]\nteam: [主任]\ninspected: 三月\n"
    "meeting: 第九次会议\nchain: [{step: report, date: 2026-03-01, file: ../images/a.jpg}, {step: opinions, date: 2026-04-01, "
    "doc: 'shi:article/b'}, {step: rating, date: 2026-04-02, rating: {satisfied: 3, basically: 2, dissatisfied: 1}}]\n"
    "sheets: [{title: 收入, file: ../attachments/a.csv, unit: 万元, year: 2025, chart: 决算}]\n"
    "leads: [{channel: 来信, consultation: 'shi:consultation/draft', received: 3, used: 1, outcome: 转交}]\n"
)

PROPOSAL = (
    "public: true\nnumber: '3'\ncongress: 市\nterm: 第八届\nsession: 第四次\nlead_deputy: 甲\n"
    "co_deputies: [乙, 丙]\n"
    "subject: 水利\nby_delegation: 某团\naddressed_to: 市人大常委会\nlead_units: [市水利局]\nco_units: [市财政局]\n"
    "contact_mode: phone\n"
    "reply: {no: 1号, text: 修好了, files: [../images/a.jpg]}\noutcome: in_progress\noutcome_label: B类\n"
    "outcome_reason: legal\ncommitments: [{text: 铺路, due: 2026-12-31}]\nconverted_from: 'shi:article/b'\n"
    "satisfaction: {attitude: satisfied, result: satisfied}\nkey: true\nsupervised_by: 主任\naward: 优秀\nevents:\n"
    "- {date: 2026-01-15, type: submitted}\n- {date: 2026-01-20, type: assigned, by: 办公室, to: 市水利局}\n"
    "- {date: 2026-03-01, type: co_replied}\n- {date: 2026-04-01, type: replied, doc: 'shi:article/b', note: 好}\n"
    "- {date: 2026-04-10, type: rated}\n"
)
FILED = (
    "issuer: 市政府\ndoc_number: 某规1号\nfile_type: gov_rule\npublished_on: 2026-01-01\nfiled_on: 2026-01-20\nfiling_no: 1号\n"
    "review_mode: on_request\nrequest: {by_type: citizen, date: 2026-02-01, reply_on: 2026-05-01, reply: 已研究}\n"
    "opinion_on: 2026-03-01\nanswered_on: 2026-04-01\nconcluded_on: 2026-04-20\nresult: 已修改\nhandling: 已修改\n"
    "regulations: ['shi:regulation/lamps']\nreview_on: 2026-02-02\n"
)


def fits(value: Any, hint: Any) -> bool:
    """True when a value is of the type that an annotation names; what is iterated over is read to its end."""
    if hint is Any:
        return True
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return fits(value, inner[0])
    if origin in {Union, UnionType}:
        return any(fits(value, each) for each in inner)
    if origin is tuple and inner[-1] is Ellipsis:
        return isinstance(value, tuple) and all(fits(each, inner[0]) for each in value)
    if origin is tuple:
        return isinstance(value, tuple) and len(value) == len(inner) and all(map(fits, value, inner))
    if origin is Literal:
        return value in inner
    if origin is Callable:
        return callable(value)
    if origin is not None and issubclass(origin, Mapping):
        return isinstance(value, Mapping) and all(fits(k, inner[0]) and fits(v, inner[1]) for k, v in value.items())
    if origin is not None and issubclass(origin, Iterable):
        return not isinstance(value, str) and all(fits(each, inner[0]) for each in value)
    return value is None if hint is NoneType else isinstance(value, hint)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """What a city shows that has a document of each kind, with everything in its header, and a deputy."""
    files: dict[str, str | bytes] = {
        f"{HOME}images/a.jpg": picture(),
        f"{HOME}news/a.md": article("一篇", extra=FULL),
        f"{HOME}news/b.md": article("二篇"),
        f"{HOME}pages/about.md": article("概况"),
        f"{HOME}consultations/draft.md": article("草案", extra=CALL),
        f"{HOME}contact_points/mill.md": article("联系点", extra=POINT),
        f"{HOME}regulations/lamps.md": article("灯会条例", extra=LAW),
        f"{HOME}matters/road.md": article("修路", extra="members: ['shi:article/b', 'shi:consultation/draft']\n"),
        f"{HOME}attachments/a.csv": "项目,预算,决算\n税收,1,2\n非税,1,1\n合计,2,3\n",
        f"{HOME}supervision_items/lamps.md": article("检查灯会条例", extra=ITEM),
        f"{HOME}suggestions/bridge.md": article("修桥", extra=PROPOSAL),
        f"{HOME}motions/wetland.md": article("湿地议案", extra=PROPOSAL),
        f"{HOME}filing_reviews/fees.md": article("收费的通知", extra=FILED),
        f"{HOME}venues/hall.md": venue(extra="open_until: 2026-12-01\nfor_piece: shi:article/b\n"),
    }
    root = tmp_path_factory.mktemp("cluster")
    view = resolved(root, files).views["shi"]
    return Pages(replace(view, roster=qinglan()), "theme/x", 20, MORE)


def given(pages: Pages, kind: Kind) -> dict[Any, Any]:
    """What a question may be asked of, by its type."""
    of_kind = [document for document in pages.view.documents if document.id.kind == kind.name]
    document = max(of_kind or pages.view.documents, key=lambda d: len(d.lines))
    view = pages.view
    more: dict[Any, Any] = {Site: view.member.site, Sequence[Document]: of_kind}
    more |= {Mapping[str, Period | None]: kind.periods}
    more[Callable[[], str]] = lambda: "<p>正文</p>"
    return more | {Document: document, datetime: NOW, Pages: pages, SiteView: pages.view, str: "<p>正文</p>", Guest | None: None}


@pytest.mark.parametrize("question", ASKED)
@pytest.mark.parametrize("name", MORE)
def test_every_kind_answers_every_question(name: str, question: str, pages: Pages) -> None:
    kind = MORE[name]
    asked_of, answer = get_args(HINTS[question])
    found = getattr(kind, question)(*(given(pages, kind)[each] for each in asked_of))

    assert fits(found, answer)


def test_deputies_have_blocks_on_the_home_page(pages: Pages) -> None:
    assert {name for name, block in KINDS["deputy"].home.items() if list(block.make(pages))} >= {"reception", "people", "seats"}


@pytest.mark.parametrize("question", ["data", "outputs", "front", "directory", "entries"])
def test_deputies_answer_for_a_whole_site(question: str, pages: Pages) -> None:
    found = getattr(KINDS["deputy"], question)(pages.view if question == "entries" else pages)

    assert list(found) if isinstance(found, Iterator) else found


@pytest.mark.parametrize("name", MORE)
def test_every_other_answer_is_of_its_type(name: str) -> None:
    rest = [asked.name for asked in fields(Kind) if asked.name not in ASKED and asked.name not in {"record"}]

    assert [asked for asked in rest if asked != "levels" and not fits(getattr(MORE[name], asked), HINTS[asked])] == []
    assert MORE[name].sample.keys() <= MORE[name].record.model_fields.keys()
    assert MORE[name].private <= MORE[name].record.model_fields.keys()


def test_every_question_says_what_it_asks() -> None:
    assert [asked.name for asked in fields(Kind) if not asked.metadata.get("help")] == []
    assert len(ASKED) > 15


def test_no_two_kinds_are_read_from_one_folder_or_have_one_name() -> None:
    own = [kind.folder for kind in documents(KINDS)]

    assert len(own) == len(set(own))
    assert [name for name, kind in KINDS.items() if kind.name != name] == []
    assert own[0] == ""  # any other folder holds the first kind


@pytest.mark.parametrize(
    ("value", "hint", "right"),
    [
        ((), Iterable[str], True),
        (("a",), Iterable[str], True),
        ((1,), Iterable[str], False),
        ("a", Iterable[str], False),
        ((("a", "b"),), Iterable[tuple[str, str]], True),
        ((("a",),), Iterable[tuple[str, str]], False),
        (None, str | None, True),
        (1, str | None, False),
        ({"a": 1}, Mapping[str, Any], True),
        ({1: 1}, Mapping[str, Any], False),
        (None, str, False),
        ((), tuple[str, ...], True),
        (("a", "b", "c"), tuple[str, ...], True),
        (("a", 1), tuple[str, ...], False),
    ],
)
def test_a_wrong_shape_is_seen(value: Any, hint: Any, right: bool) -> None:
    assert fits(value, hint) is right
