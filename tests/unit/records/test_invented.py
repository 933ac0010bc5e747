"""A kind that is handed in is read, checked, referred to and remembered as a built-in one is."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from clusters import NOW, article
from wangqun.authoring import schema
from wangqun.authoring.scaffold import new_document
from wangqun.domain.federation import Federation
from wangqun.domain.finding import Place
from wangqun.domain.ids import DocumentId
from wangqun.domain.refused import Refused
from wangqun.records import KINDS
from wangqun.records.article import Article
from wangqun.stages.check.former import former
from wangqun.stages.load import Neighbours, load
from wangqun.stages.load.header import read_header
from wangqun.stages.load.keys import names_of
from wangqun.stages.plan import inputs_of
from wangqun.stages.resolve import resolve
from wangqun.store.ledger import Published
from wangqun.store.manifest import as_text, site_manifest

from .invented import ELSEWHERE, MORE, resolved, venue

SHENG, XIAN = "content/province/sheng/", "content/county/xian/"
HALL = DocumentId("sheng", "venue", "hall")
DAM = DocumentId("sheng", "article", "dam")
FOR_DAM = "for_piece: sheng:article/dam\n"
BOTH = {f"{SHENG}news/dam.md": article("大坝"), f"{SHENG}venues/hall.md": venue(extra=FOR_DAM)}


def test_its_fields_are_read_by_their_chinese_words(tmp_path: Path) -> None:
    text = venue(extra="开放截止日：2026-12-01\n")
    found = resolved(tmp_path, {f"{SHENG}venues/hall.md": text})
    (document,) = (d for d in found.views["sheng"].documents if d.id == HALL)

    assert (document.item.hall, f"{document.item.open_until}") == ("东厅", "2026-12-01")
    assert [str(finding) for finding in found.findings] == []


@pytest.mark.parametrize("line", ["hall: 西厅", "会场名称：西厅", "Open_Until: 2026-12-01"])
def test_a_file_that_opens_with_its_fields_has_a_header_in_its_folder_and_else_is_prose(line: str) -> None:
    text = f"{line}\n\n正文。\n"
    known, unknown = (read_header(text, Place(), names_of(record)) for record in (MORE["venue"].record, Article))

    assert (known.body, len(known.values), known.fatal) == ("正文。\n", 1, False)
    assert (unknown.body, unknown.values) == (text, {})


@pytest.mark.parametrize(("count", "told"), [(200, []), (201, ["too-many"])])
def test_a_list_in_its_header_has_an_end(count: int, told: list[str], tmp_path: Path) -> None:
    rooms = "、".join(f"房间{number}" for number in range(count))
    found = resolved(tmp_path, {f"{SHENG}venues/hall.md": venue(extra=f"rooms: {rooms}\n")})

    assert [finding.code for finding in found.findings] == told
    assert [len(d.item.rooms) for d in found.views["sheng"].documents if d.id == HALL] == [200]


def test_its_folder_is_a_column_of_its_name(tmp_path: Path) -> None:
    found = resolved(tmp_path, BOTH)

    assert {c.key: c.title for c in found.views["sheng"].columns}["venues"] == "会场"
    assert [str(finding) for finding in found.findings] == []


@pytest.mark.parametrize(
    ("changes", "title", "told"),
    [
        ("add: [{key: venues, title: 场地}]", "场地", set()),
        ("titles: {venues: 场地}", "会场", {"column-unknown"}),  # of a column that the site does not set up; `add` is offered
    ],
)
def test_a_site_may_give_its_column_another_name(changes: str, title: str, told: set[str], tmp_path: Path) -> None:
    site = f"name: 省人大\nshort_name: 省\ndivision_code: '970000'\ncolumns: {{{changes}}}\n"
    found = resolved(tmp_path, BOTH | {"sites/province/sheng.yaml": site})

    assert {c.key: c.title for c in found.views["sheng"].columns}["venues"] == title
    assert {finding.code for finding in found.findings} == told


def test_a_level_may_say_where_its_column_stands(tmp_path: Path) -> None:
    cluster = (
        "{name: 群, root: sheng, base_url: https://rd.test.example/, demo: true, levels: {province: {columns: [venues, news]}}}"
    )
    view = resolved(tmp_path, BOTH | {"sites/cluster.yaml": cluster}).views["sheng"]

    assert [(c.key, c.title) for c in view.columns] == [("venues", "会场"), ("news", "要闻动态")]


def test_a_column_may_not_stand_where_its_pages_do(tmp_path: Path) -> None:
    files = {f"{SHENG}venue/a.md": article("一篇")}

    assert [f.code for f in resolved(tmp_path, files).findings] == ["column-name"]
    assert [f.code for f in resolved(tmp_path, files, KINDS).findings] == []


@pytest.mark.parametrize(("home", "told"), [(XIAN, ["kind-level"]), (SHENG, [])])
def test_a_level_that_has_no_such_kind_by_law_is_told_and_still_publishes(home: str, told: list[str], tmp_path: Path) -> None:
    found = resolved(tmp_path, {f"{home}venues/hall.md": venue()})
    site = home.split("/")[2]

    assert [finding.code for finding in found.findings] == told
    assert DocumentId(site, "venue", "hall") in {d.id for d in found.views[site].documents}


def test_the_level_is_told_in_words(tmp_path: Path) -> None:
    (finding,) = resolved(tmp_path, {f"{XIAN}venues/hall.md": venue()}).findings

    assert finding.message == "“会场”是省级、市级才有的材料，县级依法没有，照常发布"
    assert finding.path == f"{XIAN}venues/hall.md"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("sheng:article/dam", []),
        ("sheng:article/none", ["link-site-broken"]),
        ("dam", ["link-site-broken"]),
        ("sheng:article/draft", ["link-not-public"]),
    ],
)
def test_what_it_refers_to_is_looked_up(written: str, told: list[str], tmp_path: Path) -> None:
    files = BOTH | {f"{SHENG}venues/hall.md": venue(extra=f"for_piece: {written}\n")}
    files[f"{SHENG}news/draft.md"] = article("草稿", extra="status: draft\n")
    found = resolved(tmp_path, files).findings

    assert [finding.code for finding in found] == told
    assert [finding.line for finding in found] == [6] * len(told)  # where the field stands


def test_who_refers_to_a_piece_is_known_where_it_is_shown(tmp_path: Path) -> None:
    view = resolved(tmp_path, BOTH | {f"{SHENG}venues/west.md": venue("西厅", FOR_DAM.replace("dam", "dam#a"))}).views["sheng"]

    assert [(m.field, m.document.id.slug, m.guest) for m in view.mentions[DAM]] == [
        ("for_piece", "hall", None),
        ("for_piece", "west", None),
    ]
    assert view.scope.targets[DAM].title == "大坝"


@pytest.mark.parametrize("extra", ["status: draft\n", "status: hidden\n", "openness: internal\n"])
def test_a_piece_that_no_list_may_name_is_named_by_none(extra: str, tmp_path: Path) -> None:
    assert resolved(tmp_path, BOTH | {f"{SHENG}venues/hall.md": venue(extra=FOR_DAM + extra)}).views["sheng"].mentions == {}


def test_another_sites_piece_counts_only_where_it_is_shown(tmp_path: Path) -> None:
    cluster = "{name: 群, root: sheng, base_url: https://rd.test.example/, demo: true, flows: ["
    rule = "{id: up, kind: report, from: [city], to: [sheng], accept: listed}]}\n"
    city = "content/city/shi/"
    files = BOTH | {f"{SHENG}venues/hall.md": venue(), f"{city}venues/south.md": venue("南厅", FOR_DAM)}
    files["sites/cluster.yaml"] = cluster + rule
    waiting = resolved(tmp_path / "waiting", files)
    files[f"{SHENG}accepted.yaml"] = "accepted: [{id: 'shi:venue/south', column: venues, by: 甲, on: 2026-11-01}]\n"
    accepted = resolved(tmp_path / "accepted", files)

    assert waiting.views["sheng"].mentions == {}
    assert [(m.document.id.site, bool(m.guest)) for m in accepted.views["sheng"].mentions[DAM]] == [("shi", True)]
    assert {c.key: c.title for c in accepted.views["sheng"].columns}["venues"] == "会场"


def test_whoever_begins_to_refer_to_a_piece_changes_what_its_site_is_made_of(tmp_path: Path) -> None:
    before = resolved(tmp_path / "before", BOTH | {f"{SHENG}venues/hall.md": venue()})
    after = resolved(tmp_path / "after", BOTH)
    changed = {
        name for name, digest in inputs_of(after.views["sheng"]).items() if inputs_of(before.views["sheng"]).get(name) != digest
    }

    assert changed == {"venue/hall", f"link {DAM}"}
    assert (before.views["sheng"].mentions, tuple(after.views["sheng"].mentions)) == ({}, (DAM,))


def test_what_is_related_is_read_the_other_way_round_of_any_kind(tmp_path: Path) -> None:
    files = {f"{SHENG}news/dam.md": article("大坝"), f"{SHENG}news/b.md": article("乙", extra="related: sheng:article/dam\n")}
    view = resolved(tmp_path, files, KINDS).views["sheng"]

    assert {named: [(m.field, m.document.id.slug) for m in each] for named, each in view.mentions.items()} == {
        DAM: [("related", "b")]
    }
    assert DAM in view.scope.targets


def test_its_state_turns_at_its_moment_and_the_plan_names_it(tmp_path: Path) -> None:
    files = {f"{SHENG}venues/hall.md": venue(extra="open_until: 2026-11-25\n")}
    before = resolved(tmp_path, files)
    due = before.next_due["sheng"]
    just, after = (resolve(load(tmp_path, kinds=MORE), moment) for moment in (due - timedelta(seconds=1), due))
    digests = [inputs_of(found.views["sheng"]) for found in (before, just, after)]

    assert f"{due:%Y-%m-%d %H:%M}" == "2026-11-26 00:00"
    assert [next(d.state for d in f.views["sheng"].documents if d.id == HALL) for f in (before, just, after)] == [
        "开放",
        "开放",
        "已关闭",
    ]
    assert digests[0] == digests[1]
    assert {name for name in digests[2] if digests[1][name] != digests[2][name]} == {"venue/hall"}
    assert "sheng" not in after.next_due


def _state(found: Federation) -> str:
    return next(document.state for document in found.views["sheng"].documents if document.id == HALL)


def test_a_site_that_shows_it_as_a_guest_turns_with_it(tmp_path: Path) -> None:
    share = "open_until: 2026-11-25\nshare: {to: [xian]}\n"
    found = resolved(tmp_path, {f"{SHENG}venues/hall.md": venue(extra=share)}, ELSEWHERE)

    assert [guest.document.id for guest in found.views["xian"].guests] == [HALL]
    assert found.next_due["xian"] == found.next_due["sheng"]


def test_one_that_does_not_flow_stays_at_home(tmp_path: Path) -> None:
    kinds = ELSEWHERE | {"venue": replace(ELSEWHERE["venue"], flows=False)}
    found = resolved(tmp_path, {f"{SHENG}venues/hall.md": venue(extra="share: {to: [xian]}\n")}, kinds)

    assert found.views["xian"].guests == ()


def test_one_that_waits_turns_when_it_appears_and_not_before(tmp_path: Path) -> None:
    text = venue(extra="open_until: 2026-11-25\n").replace("date: 2026-03-02 09:00", "date: 2026-11-24 09:00")
    found = resolved(tmp_path, {f"{SHENG}venues/hall.md": text})

    assert f"{found.next_due['sheng']:%Y-%m-%d %H:%M}" == "2026-11-24 09:00"


def test_a_manifest_tells_another_checkout_all_but_what_is_private(tmp_path: Path) -> None:
    files = {f"{SHENG}venues/hall.md": venue(extra="keeper: 某科室\nopen_until: 2026-12-01\n")}
    found = resolved(tmp_path, files)
    manifest = site_manifest(found, found.views["sheng"], (), (), {})
    (entry,) = (each for each in manifest["documents"] if each["id"] == str(HALL))
    (tmp_path / "manifests").mkdir()
    (tmp_path / "manifests/sheng.json").write_text(as_text(manifest), encoding="utf-8")
    again = load(tmp_path, None, Neighbours("xian", tmp_path / "manifests"), MORE)
    read = {document.id: document for document in again.documents["sheng"]}

    assert entry["header"].keys() >= {"hall", "open_until"}
    assert "某科室" not in as_text(manifest)
    assert entry["column"] == "会场"
    assert read[HALL].item.hall == "东厅"
    assert next(d.column for d in resolve(again, NOW).views["sheng"].documents if d.id == HALL) == "venues"


def test_a_manifest_that_names_a_record_of_people_as_a_piece_is_not_believed(tmp_path: Path) -> None:
    found = resolved(tmp_path, BOTH)
    text = as_text(site_manifest(found, found.views["sheng"], (), (), {}))
    (tmp_path / "manifests").mkdir()
    (tmp_path / "manifests/sheng.json").write_text(text.replace(str(HALL), "sheng:deputy/0123456789"), encoding="utf-8")
    again = load(tmp_path, None, Neighbours("xian", tmp_path / "manifests"), MORE)

    assert "sheng" not in again.documents
    assert "manifest-invalid" in {finding.code for finding in again.findings}


def test_one_that_was_withdrawn_leaves_a_tombstone(tmp_path: Path) -> None:
    gone = "withdrawn: {reason: 内容有误, time: 2026-11-22 09:00}\n"
    view = resolved(tmp_path, {f"{SHENG}venues/hall.md": venue(extra=gone)}).views["sheng"]

    assert [stone.path for stone in view.tombstones] == ["venue/hall.html"]


@pytest.mark.parametrize(("kinds", "lost"), [(MORE, ["venue/hall.html"]), (KINDS, [])])
def test_an_address_that_it_had_is_missed(kinds: dict[str, object], lost: list[str], tmp_path: Path) -> None:
    before = Published(release="1", files={"venue/hall.html": "x", "venues/index.html": "y"})

    assert [gone.path for gone in former(tmp_path, "sheng", kinds, before, (), NOW)] == lost  # type: ignore[arg-type]


def test_new_lays_out_its_fields_and_what_it_writes_waits_until_it_is_filled_in(tmp_path: Path) -> None:
    resolved(tmp_path, {})
    path = new_document(tmp_path, "sheng", "东厅的会场", "venues", "hall", NOW - timedelta(days=1), MORE)
    text = path.read_text(encoding="utf-8")
    offered = text.replace("status: draft\n", "")
    filled = offered.replace("hall: 请填写 ", "hall: 东厅 ").replace("#open_until: 请填写 ", "open_until: 2026-12-01 ")
    for blank, value in (("请填写本机关名称", "省人大"), ("请填写责任编辑", "王五"), ("请用一句话写明要点", "要点")):
        filled = filled.replace(blank, value)
    filled = filled.replace("请在这里写正文。", "正文。")
    shown = []
    for version in (text, offered, filled):
        path.write_text(version, encoding="utf-8")
        shown.append([str(d.item.open_until) for d in resolved(tmp_path, {}).views["sheng"].documents if d.id == HALL])

    assert path == tmp_path / SHENG / "venues/hall.md"
    assert "\nhall: 请填写  # 会场名称，如 人民会堂\n#open_until: 请填写  # 开放截止日，如 2026-12-01\n#for_piece: " in text
    assert shown == [[], [], ["2026-12-01"]]


def test_new_knows_no_folder_of_a_kind_that_is_not_handed_in(tmp_path: Path) -> None:
    resolved(tmp_path, {})

    with pytest.raises(Refused, match="没有栏目“venues”"):
        new_document(tmp_path, "sheng", "东厅", "venues", "hall", NOW, KINDS)


def test_it_has_a_schema_and_the_editor_is_given_it() -> None:
    forms = schema.forms(MORE)
    mapped = json.loads(schema.editor_settings("schema", forms))["yaml.schemas"]

    assert json.loads(schema.as_text("venue", forms))["properties"]["hall"]["description"] == "会场名称"
    assert json.loads(schema.as_text("venue", forms))["title"] == "会场"
    assert mapped["./schema/venue.json"][0] == "content/*/*/venues/**/*.md"


def test_what_was_found_before_it_was_handed_in_is_looked_for_again(tmp_path: Path) -> None:
    resolved(tmp_path, BOTH)
    before, after, same = (load(tmp_path, kinds=kinds).memory for kinds in (KINDS, MORE, MORE))

    assert before.rules != after.rules == same.rules


def test_a_mention_of_oneself_is_none(tmp_path: Path) -> None:
    own = venue(extra="for_piece: sheng:venue/hall\n")

    assert resolved(tmp_path, {f"{SHENG}venues/hall.md": own}).views["sheng"].mentions == {}
