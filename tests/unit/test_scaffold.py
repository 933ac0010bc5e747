"""What `init` and `new` write is what `load` reads."""

import re
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from clusters import NOW, write_cluster
from strategies import titles
from wangqun.domain.moment import SHANGHAI
from wangqun.pipeline import federate, run
from wangqun.scaffold import Refused, new_article, new_cluster, new_deputy, new_site
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


def test_a_cluster_is_made_in_an_empty_folder_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("", encoding="utf-8")

    with pytest.raises(Refused, match="不是空目录"):
        new_cluster(tmp_path, WHEN)


def test_a_new_article_is_a_draft_with_every_required_field(tmp_path: Path) -> None:
    write_cluster(tmp_path, {})
    path = new_article(tmp_path, "xian", "大坝检查", "notices", "dam", WHEN)
    document = next(d for d in load(tmp_path).documents["xian"] if d.id.slug == "dam")

    assert tmp_path / "content/county/xian/notices/dam.md" == path
    assert (document.title, document.date, document.item.status, document.column) == ("大坝检查", WHEN, "draft", "notices")
    assert (document.item.reviews, document.item.secrecy_review) == ((), None)
    assert all(
        f"\n{field}" in path.read_text(encoding="utf-8") for field in ("source:", "editor:", "#reviews:", "#secrecy_review:")
    )


def test_a_new_article_is_public_when_it_is_filled_in_and_not_before(tmp_path: Path) -> None:
    write_cluster(tmp_path, {})
    path = new_article(tmp_path, "xian", "大坝检查", "notices", "dam", WHEN)
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


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=titles())
def test_any_title_comes_back_as_it_was_given(title: str, tmp_path: Path) -> None:
    write_cluster(tmp_path, {})
    path = new_article(tmp_path, "xian", title, "notices", "dam", WHEN)
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
