"""What `init` and `new` write is what `load` reads."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from clusters import NOW, write_cluster
from strategies import titles
from wangqun.domain.moment import SHANGHAI
from wangqun.pipeline import federate, run
from wangqun.scaffold import Refused, new_article, new_cluster, new_site
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
    assert (len(document.item.reviews), document.item.secrecy_review is not None) == (3, True)


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
