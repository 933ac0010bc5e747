"""What `init` and `new` write is what `load` reads."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from clusters import FAULTS, NOW, read_folder, run, tree, write_cluster
from strategies import titles
from wangqun.authoring.scaffold import SITE, new_cluster, new_deputy, new_document, new_site
from wangqun.cli import main
from wangqun.domain.item import Item
from wangqun.domain.moment import SHANGHAI
from wangqun.domain.refused import Refused
from wangqun.pipeline import federate
from wangqun.records import KINDS, folders
from wangqun.stages.load import load

WHEN = datetime(2026, 11, 1, 9, 30, tzinfo=SHANGHAI)


def test_a_new_cluster_has_no_block_and_nothing_unread(tmp_path: Path) -> None:
    new_cluster(tmp_path, WHEN)
    found = federate(tmp_path, NOW)

    assert list(found.views) == ["shengji", "shiji", "xianji"]
    assert [str(finding) for finding in found.findings if finding.severity == "block"] == []


def test_a_new_cluster_is_warned_of_nothing(tmp_path: Path) -> None:
    new_cluster(tmp_path, WHEN)
    found = run(tmp_path, WHEN).findings

    assert {finding.severity.value for finding in found} == {"info"}


def test_a_new_clusters_files_are_given_their_schemas(tmp_path: Path) -> None:
    new_cluster(tmp_path, WHEN)
    mapped = json.loads((tmp_path / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    given = {path for patterns in mapped.values() for pattern in patterns for path in tmp_path.glob(pattern)}
    written = {path for path in tmp_path.rglob("*") if path.suffix in {".yaml", ".md"}}

    assert {(tmp_path / name).resolve() for name in mapped} == set((tmp_path / ".vscode/schema").resolve().iterdir())
    assert len(written) == 10
    assert written - given == set()


def test_a_cluster_is_made_in_an_empty_folder_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("", encoding="utf-8")

    with pytest.raises(Refused, match="不是空目录"):
        new_cluster(tmp_path, WHEN)


def test_a_new_article_is_a_draft_with_every_required_field(tmp_path: Path) -> None:
    write_cluster(tmp_path, {})
    path = new_document(tmp_path, "xian", "大坝检查", "notices", "dam", WHEN)
    document = next(d for d in load(tmp_path).documents["xian"] if d.id.slug == "dam")

    assert tmp_path / "content/county/xian/notices/dam.md" == path
    assert (document.title, document.date, document.item.status, document.column) == ("大坝检查", WHEN, "draft", "notices")
    assert (document.item.reviews, document.item.secrecy_review) == ((), None)
    assert all(
        f"\n{field}" in path.read_text(encoding="utf-8") for field in ("source:", "editor:", "#reviews:", "#secrecy_review:")
    )


@pytest.mark.parametrize("slug", ["con", "aux", "lpt1", "a" * 198])
def test_a_name_that_no_file_may_have_is_refused_at_once(slug: str, tmp_path: Path) -> None:
    new_cluster(tmp_path, WHEN)

    with pytest.raises(Refused, match="不能作网址名"):
        new_document(tmp_path, "xianji", "标题", "news", slug, WHEN)
    assert list((tmp_path / "content/county/xianji").rglob(f"{slug}.md")) == []


def test_a_new_article_is_public_when_it_is_filled_in_and_not_before(tmp_path: Path) -> None:
    write_cluster(tmp_path, {})
    path = new_document(tmp_path, "xian", "大坝检查", "notices", "dam", WHEN)
    draft = path.read_text(encoding="utf-8")
    offered = draft.replace("status: draft\n", "")
    uncommented = re.sub("^#(reviews:|  - |secrecy_review)", r"\1", offered, flags=re.MULTILINE)  # as the file says: the # alone
    filled = uncommented.replace("请在这里写正文。", "检查了大坝。").replace("请用一句话写明要点", "检查了大坝")
    filled = filled.replace("请填写本机关名称", "县人大常委会").replace("请填写责任编辑", "王五")
    for stage, hour in (("first", 6), ("second", 7), ("final", 8)):
        answer = f"person: {stage}, time: 2026-11-01 0{hour}:00, proofread: true, result: pass}}"
        filled = re.sub(f"(stage: {stage}, .*?)person: 请填写.*", lambda found, answer=answer: found[1] + answer, filled)
    filled = re.sub("(secrecy_review: ).*", r"\1{person: 丙, time: 2026-11-01 08:10, result: public}", filled)
    shown = {}
    for name, text in (("draft", draft), ("offered", offered), ("uncommented", uncommented), ("filled", filled)):
        path.write_text(text, encoding="utf-8")
        found = federate(tmp_path, NOW)
        public = "dam" in {document.id.slug for document in found.views["xian"].documents}
        shown[name] = (public, {finding.code for finding in found.findings if finding.severity == "block"})

    assert shown == {
        "draft": (False, set()),
        "offered": (False, {"blank-left"}),
        "uncommented": (False, {"blank-left"}),
        "filled": (True, set()),
    }
    assert [str(finding) for finding in federate(tmp_path, NOW).findings] == []


def test_a_new_deputy_is_shown_when_the_file_is_filled_in_and_not_before(tmp_path: Path) -> None:
    ground = {
        "terms.yaml": "{term_no: 17, start: 2022-01-10, seats: 1}",
        "constituencies.yaml": "{key: c1, name: 甲, term: 17, quota: 1}",
    }
    write_cluster(tmp_path, {f"content/county/xian/{name}": text for name, text in ground.items()})
    path, key = new_deputy(tmp_path, "xian", "闻正言", 17, "c1", None, WHEN)
    left = federate(tmp_path, NOW)
    text = path.read_text(encoding="utf-8").replace("from: 请填写 ", "from: 2022-01-10 ")
    for field, value in (("gender", "女"), ("ethnicity", "汉族"), ("birth", "1975-03"), ("employer_post", "甲村村民")):
        text = text.replace(f"#{field}: 请填写", f"{field}: {value}")
    path.write_text(text + "reception_days: [{day: 5}]\n", encoding="utf-8")
    filled = federate(tmp_path, NOW)

    assert [(f.code, f.path) for f in left.findings] == [("blank-left", path.relative_to(tmp_path).as_posix())]
    assert left.people.roster("xian").deputies == ()
    assert [str(finding) for finding in filled.findings] == []
    assert [deputy.key for deputy in filled.people.roster("xian").deputies] == [key]


@pytest.mark.parametrize("folder", folders(KINDS))
def test_a_new_draft_of_any_kind_blocks_nothing_and_says_that_it_is_not_public(folder: str, tmp_path: Path) -> None:
    write_cluster(tmp_path, {})
    path = new_document(tmp_path, "shi", "一件", folder, "one", WHEN)
    found = [finding for finding in federate(tmp_path, NOW).findings if finding.path.endswith("one.md")]
    path.write_text(path.read_text(encoding="utf-8").replace("status: draft\n", ""), encoding="utf-8")
    offered = [finding for finding in federate(tmp_path, NOW).findings if finding.path.endswith("one.md")]

    assert [str(finding) for finding in found if finding.severity == "block"] == []
    assert {finding.effect for finding in found} <= {"现在不公开"}
    assert {finding.code for finding in offered if finding.severity == "block"} == {"blank-left"}


@pytest.mark.parametrize("name", ["consultation", "contact_point"])
def test_a_new_file_has_every_field_of_its_kind_with_an_example_that_is_read(name: str, tmp_path: Path) -> None:
    kind = KINDS[name]
    write_cluster(tmp_path, {})
    text = new_document(tmp_path, "shi", "一件", kind.folder, "one", WHEN).read_text(encoding="utf-8")
    given = dict(re.findall(r"^#?(\w+): 请填写  # .*，如 (.*)$", text, re.MULTILINE))
    cut = {field: re.split(r"，或|（(?:法规草案|草案|省级)）$", example)[0] for field, example in given.items()}
    item = kind.record.model_validate({"title": "一件"} | {field: yaml.safe_load(example) for field, example in cut.items()})

    assert given.keys() == kind.record.model_fields.keys() - Item.model_fields.keys()
    assert [field for field in given if not getattr(item, field)] == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=titles())
def test_any_title_comes_back_as_it_was_given(title: str, tmp_path: Path) -> None:
    write_cluster(tmp_path, {})
    path = new_document(tmp_path, "xian", title, "notices", "dam", WHEN)
    cluster = load(tmp_path)
    path.unlink()

    assert [str(finding) for finding in cluster.findings] == []
    assert [" ".join(title.split())] == [d.title for d in cluster.documents["xian"] if d.id.slug == "dam"]


@pytest.mark.parametrize("name", ["新县人民代表大会", "新县人民代表大会常务委员会", "新县: “人大”", "a #b", "- x", "{新县}"])
def test_a_new_site_is_read_with_its_name(name: str, tmp_path: Path) -> None:
    write_cluster(tmp_path, {})
    new_site(tmp_path, "county", "xin", name, "shi", "970199")
    found = federate(tmp_path, NOW)

    assert [str(finding) for finding in found.findings] == []
    assert name == found.views["xin"].member.site.record.name


GROUND = {
    "content/county/xian/terms.yaml": "[{term_no: 16, start: 2017-01-10, seats: 1}, {term_no: 17, start: 2022-01-10, seats: 1}]",
    "content/county/xian/constituencies.yaml": (
        "[{key: c1, name: 第一选区, term: 17, quota: 1}, {key: c2, name: 第二选区, term: 17, quota: 1},"
        " {key: c9, name: 第九选区, term: 16, quota: 1}]"
    ),
    "content/city/shi/terms.yaml": "{term_no: 6, start: 2022-01-10, seats: 1}",
    "content/city/shi/electing_units/xian.yaml": "{key: xian, name: 示例县, term: 6, quota: 1}",
    "content/county/xian/deputies/a.yaml": "{person: 'person:0123456789', name: 闻正言}",
    "content/county/xian/water/dam.md": "# 大坝\n",
    "content/county/xian/images/stray.md": "# 图\n",
}


@pytest.mark.parametrize(
    ("site", "term", "elector", "person", "said"),
    [
        ("xain", None, None, None, "没有站点“xain”，是不是 xian？"),
        ("none", None, None, None, "没有站点“none”；已有 shi、xian、sheng。"),
        ("xian", None, "c3", None, "xian 第 17 届没有选区“c3”；已有 c1（第一选区）、c2（第二选区）。"),
        ("xian", 17, "c9", None, "xian 第 17 届没有选区“c9”；已有 c1（第一选区）、c2（第二选区）。"),
        ("xian", 18, None, None, "xian 没有第 18 届；已有第 16 届、第 17 届。"),
        ("shi", 6, "shi", None, "shi 第 6 届没有选举单位“shi”；已有 xian（示例县）。"),
        ("sheng", 1, None, None, "sheng 没有第 1 届；先在 terms.yaml 写上。"),
        ("sheng", None, "shi", None, "sheng 没有选举单位“shi”；先在 electing_units.yaml 写上。"),
        ("xian", None, None, "person:9876543210", "没有写着“person:9876543210”的材料；"),
    ],
)
def test_a_deputy_of_what_is_not_there_is_refused(
    site: str, term: int | None, elector: str | None, person: str | None, said: str, tmp_path: Path
) -> None:
    write_cluster(tmp_path, GROUND)
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(Refused) as caught:
        new_deputy(tmp_path, site, "甲", term, elector, person, WHEN)

    assert str(caught.value).startswith(said)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    ("site", "term", "elector", "person", "written"),
    [
        ("xian", None, "c1", None, "term: 17\n    constituency: c1\n"),
        ("xian", 16, "c9", None, "term: 16\n    constituency: c9\n"),
        ("shi", None, "xian", "person:0123456789", "term: 6\n    electing_unit: xian\n"),
        ("xian", None, None, None, "term: 17\n    constituency: 请填写编号\n"),
        ("sheng", None, None, None, "term: 请填写第几届\n    electing_unit: 请填写编号\n"),
    ],
)
def test_a_deputy_of_what_is_there_is_made(
    site: str, term: int | None, elector: str | None, person: str | None, written: str, tmp_path: Path
) -> None:
    write_cluster(tmp_path, GROUND)
    path, _ = new_deputy(tmp_path, site, "甲", term, elector, person, WHEN)

    assert written in path.read_text(encoding="utf-8")


def test_a_person_known_by_a_manifest_alone_is_known(tmp_path: Path) -> None:
    write_cluster(tmp_path, {**GROUND, "build/manifests/shi.json": '{"people": [{"person": "person:aaaaaaaaaa"}]}'})

    assert new_deputy(tmp_path, "xian", "甲", None, None, "person:aaaaaaaaaa", WHEN)[1] == "person:aaaaaaaaaa"


@pytest.mark.parametrize(
    ("column", "said"),
    [
        ("nwes", "没有栏目“nwes”，是不是 news（要闻动态）？"),
        ("要闻动态", "没有栏目“要闻动态”，是不是 news（要闻动态）？"),
        ("tech", "没有栏目“tech”；已有 pages（常设页面）、consultations（征求意见）"),
        ("images", "没有栏目“images”"),
        ("../x", "网址名和栏目用小写字母、数字和 -。"),
    ],
)
def test_an_article_in_a_column_that_is_not_there_is_refused(column: str, said: str, tmp_path: Path) -> None:
    write_cluster(tmp_path, GROUND)

    with pytest.raises(Refused) as caught:
        new_document(tmp_path, "xian", "大坝检查", column, "dam-2", WHEN)

    assert str(caught.value).startswith(said)


@pytest.mark.parametrize("column", ["news", "legislation", "misc", "water", "tech", "pages"])
def test_an_article_in_a_column_that_is_there_is_made(column: str, tmp_path: Path) -> None:
    site = "name: 县人大\nshort_name: 县\nparent: shi\ncolumns:\n  add: [{key: tech, title: 科技}]\n"
    write_cluster(tmp_path, {**GROUND, "sites/county/xian.yaml": site})

    assert new_document(tmp_path, "xian", "大坝检查", column, "dam-2", WHEN).parent.name == column


def test_an_article_is_made_beside_a_faulty_record(tmp_path: Path) -> None:
    write_cluster(tmp_path, {"sites/county/xian.yaml": "name: [县\n"})

    assert new_document(tmp_path, "xian", "大坝检查", "notices", "dam", WHEN).is_file()


def test_a_site_below_what_is_not_there_is_refused(tmp_path: Path) -> None:
    write_cluster(tmp_path, {})

    with pytest.raises(Refused, match="没有上级站点“none”；已有 shi、xian、sheng。"):
        new_site(tmp_path, "county", "xin", "新县人民代表大会", "none", None)


@pytest.mark.parametrize(
    ("level", "site", "name", "parent", "code", "said"),
    [
        ("county", "xin", "新县人民代表大会", "shi", "9701", "[field-invalid]"),
        ("county", "xin", "新县人民代表大会", "shi", "970121", "[code-duplicate]"),
        ("city", "aaa", "新市人民代表大会", "sheng", "970121", "sites/county/xian.yaml:3: 阻断 [code-duplicate]"),
        ("city", "xin", "新市人民代表大会", "shi", "970200", "[parent-level]"),
        ("city", "xin", "新市人民代表大会", "xian", "970200", "[parent-level]"),
        ("province", "news", "新省人民代表大会", "sheng", "960000", "[parent-level]"),
        ("county", "news", "新县人民代表大会", "shi", "970122", "[address-inside]"),
        ("county", "xin", "联系人 110101199003074514", "shi", "970122", "[id-number"),
        ("county", "xin", "请填写", "shi", "970122", "[blank-left]"),
        ("county", "xin", "新县人民代表大汇", "shi", "970122", "[wording-severe]"),
        ("county", "filed", "新县人民代表大会", "shi", "970122", "content/county/filed: 阻断 [unreadable]"),
    ],
)
def test_a_site_that_a_build_would_block_is_not_made(
    level: str, site: str, name: str, parent: str, code: str, said: str, tmp_path: Path
) -> None:
    base = read_folder(FAULTS / "_base")["sites/cluster.yaml"]
    files = {"sites/cluster.yaml": base + "wording: words.tsv\n", "words.tsv": "人民代表大汇\t人民代表大会\n"}
    write_cluster(tmp_path, {**files, "content/county/filed": "这里本来是文件夹。\n"})
    before = tree(tmp_path)
    result = CliRunner().invoke(main, ["-C", str(tmp_path), "new", "site", level, site, name, "--parent", parent, "--code", code])

    assert result.exit_code == 2, result.output
    assert said in result.output
    assert f"没有新建站点“{site}”" in result.output
    assert before == tree(tmp_path)
    assert not (tmp_path / f"content/{level}/{site}").is_dir()
    text = SITE.format(name=name, short=name[:3], host=name, code=f"division_code: '{code}'\n", parent=f"parent: {parent}\n")
    write_cluster(tmp_path, {f"sites/{level}/{site}.yaml": text}, base=False)
    assert any(finding.severity == "block" for finding in federate(tmp_path, NOW).findings)


def test_what_is_wrong_with_others_does_not_keep_a_new_site_away(tmp_path: Path) -> None:
    base = read_folder(FAULTS / "_base")["sites/cluster.yaml"]
    orphan = "name: 孤县人民代表大会\nshort_name: 孤县人大\ndivision_code: '970123'\n"
    write_cluster(tmp_path, {"sites/cluster.yaml": "production: true\n" + base, "sites/county/gu.yaml": orphan})
    path = new_site(tmp_path, "county", "xin", "新县人民代表大会", "shi", "970122")

    assert path.is_file()
    assert "xin" in federate(tmp_path, NOW).views
