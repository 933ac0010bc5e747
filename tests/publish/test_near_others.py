"""A run about a few sites whose pieces are new, or say something else in their headers: others that this reaches come along."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from clusters import NOW, article, write_cluster
from consultations.calls import call
from wangqun import pipeline
from wangqun.options import Options
from wangqun.stages.catalogue import cluster_feed
from wangqun.store import sweep

from .test_near import CHECKING, RECORD, WAIVER, Step, _settled, added, build, more, other, put, same

pytestmark = pytest.mark.usefixtures("in_one_process")

__all__ = ["_settled"]
RULES = """flows:
- {id: down, kind: push, from: [sheng], columns: [notices], to: [county], mode: page, unless_own: true}
- {id: up, kind: report, from: [county], to: [city], columns: [news], accept: auto, limit: {count: 1, per: month}}
- {id: far, kind: report, from: [county], to: [province], columns: [meetings]}
"""
PAGED = "share: {up: true, mode: page}\n"
COUNTIES = {"nan": "南", "xi": "西"}
FILES = {
    "content/province/sheng/notices/shown.md": article(
        "下发的公告", date="2026-10-01 09:00", extra="related: ['nan:article/plain']\n"
    ),
    "content/province/sheng/accepted.yaml": "accepted:\n- {id: 'xi:article/soon', by: 周正, on: 2026-11-01}\n",
    "content/county/nan/notices/own.md": article("自己的公告", date="2026-10-02 09:00"),
    "content/county/nan/news/first.md": article("第一篇", date="2026-10-03 09:00"),
    "content/county/nan/news/second.md": article("第二篇", date="2026-10-04 09:00"),
    "content/county/nan/news/draft.md": article("草稿", date="2026-10-02 09:00", extra="status: draft\n"),
    "content/county/nan/other/plain.md": article("平常的", date="2026-09-01 09:00", extra="tags: [水利]\n"),
    "content/county/nan/other/a.md": article("转圈的", date="2026-05-01 09:00", extra="superseded_by: 'xi:article/b'\n"),
    "content/county/xi/other/b.md": article("转圈的", date="2026-05-02 09:00", extra="superseded_by: 'nan:article/a'\n"),
    "content/county/xi/other/d.md": article("等着转的", date="2026-05-02 09:00", extra="superseded_by: 'nan:article/c'\n"),
    "content/county/xi/other/plain.md": article("平常的", date="2026-09-02 09:00", extra="category: Water\n"),
    "content/county/xi/other/water.md": article("水", date="2026-09-03 09:00", extra="category: water\n"),
    "content/county/xi/meetings/offered.md": article("等采用的", date="2026-10-05 09:00"),
    "content/county/xi/meetings/soon.md": article("将有的", date="2026-10-06 09:00", extra="status: draft\n"),
    "content/county/xi/consultations/call.md": call("一件", "2026-11-01", "2027-01-31"),
    "content/county/xi/consultations/draft.md": call("又一件", "2026-11-01", "2027-01-31", "status: draft\n"),
    "content/county/xi/paged/up.md": article("当页上报", date="2026-08-01 09:00", extra=f"tags: [water]\n{PAGED}"),
    "content/county/nan/news/linking.md": article("有链接的", "见[另一篇](target.md)。", date="2026-07-01 09:00"),
    "content/county/nan/news/aiming.md": article("有链接的", "见[另一处](first.md#甲)。", date="2026-06-01 09:00"),
    "content/county/xi/other/early.md": article("标签", date="2026-08-01 09:00", extra="tags: [Water]\n"),
    "content/county/nan/meetings/none.md": article("草稿", extra="status: draft\n"),
    "content/county/nan/consultations/draft.md": call("草稿", "2026-11-01", "2027-01-31", "status: draft\n"),
    "content/county/xi/notices/draft.md": article("草稿", extra="status: draft\n"),
    "content/county/xian/notices/draft.md": article("草稿", extra="status: draft\n"),
    "content/city/shi/accepted.yaml": "accepted:\n- {id: 'xi:article/up', by: 周正, on: 2026-11-01}\n",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cluster whose sites depend on each other in many ways, built once."""
    root = write_cluster(tmp_path_factory.mktemp("near") / "c", FILES)
    for number, (site, name) in enumerate(COUNTIES.items(), start=2):
        (root / f"sites/county/{site}.yaml").write_text(RECORD.format(name=name, number=number), encoding="utf-8")
    with (root / "sites/cluster.yaml").open("a", encoding="utf-8") as file:
        file.write(RULES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep, "RACY", -(10**18))
        build(root)
    return root


def head(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Put other text into a piece of a county."""
    return other(f"county/{path}", old, new)


def both(*edits: Callable[[Path], Any]) -> Callable[[Path], None]:
    """Several edits at once."""

    def edit(root: Path) -> None:
        for each in edits:
            each(root)

    return edit


def named(root: Path) -> None:
    """Give a title to what others name."""
    head("nan/other/plain.md", "平常的", "另一题")(root)


NAMING = {"sheng", "nan", "xi", "xian"}
PUBLIC = ("status: draft\n", "")
OWN_AWAY = head("nan/notices/own.md", "\ndate", "\ncategory: news\ndate")
CASES: dict[str, tuple[list[Step], list[set[str]]]] = {
    "an earlier piece takes the place of another": ([Step(head("nan/news/draft.md", *PUBLIC))], [{"nan", "shi"}]),
    "what was first is of another month": (
        [Step(head("nan/news/first.md", "2026-10-03", "2026-09-03")), Step(more("county/nan/other/plain.md"))],
        [{"nan", "shi"}, {"nan"}],
    ),
    "what was first is of another column": (
        [Step(head("nan/news/first.md", "\ndate", "\ncategory: other\ndate"))],
        [{"nan", "shi"}],
    ),
    "a site has nothing of its own any more": (
        [Step(OWN_AWAY), Step(more("province/sheng/notices/shown.md", "又一段。\n"))],
        [{"nan", "sheng", "shi"}, {"sheng", "nan", "xi", "xian"}],
    ),
    "a site has something of its own": (
        [Step(added("county/xi/notices/own.md")), Step(head("xi/notices/own.md", "\ndate", "\ncategory: other\ndate"))],
        [{"xi", "sheng"}, {"xi", "sheng"}],
    ),
    "all have something of their own": (
        [Step(both(added("county/xi/notices/own.md"), added("county/xian/notices/own.md")))],
        [{"xi", "xian", "sheng"}],
    ),
    "what pages elsewhere name has another title": ([Step(named)], [NAMING]),
    "a piece that was accepted before it was there": ([Step(head("xi/meetings/soon.md", *PUBLIC))], [{"xi", "sheng"}]),
    "a piece to wait for its acceptance": ([Step(added("county/nan/meetings/new.md"))], [{"nan", "sheng"}]),
    "what waits for its acceptance is called otherwise": (
        [Step(head("xi/meetings/offered.md", "等采用的", "等着采用的"))],
        [{"xi", "sheng"}],
    ),
    "what waits for its acceptance is of another column": (
        [Step(head("xi/meetings/offered.md", "\ndate", "\ncategory: other\ndate"))],
        [{"xi", "sheng"}],
    ),
    "a page elsewhere is a line only": ([Step(head("xi/paged/up.md", ", mode: page", ""))], [{"xi", "shi"}]),
    "a page elsewhere is none": ([Step(head("xi/paged/up.md", PAGED, ""))], [{"xi", "shi"}]),
    "a loop has another title": ([Step(head("xi/other/b.md", "转圈的", "转着圈的"))], [{"nan", "xi"}]),
    "a loop is opened": ([Step(head("xi/other/b.md", "superseded_by: 'nan:article/a'\n", ""))], [set()]),
    "a loop is closed": (
        [Step(put({"content/county/nan/other/c.md": article("接上", extra="superseded_by: 'xi:article/d'\n")}))],
        [{"nan", "xi"}],
    ),
    "a consultation more": (
        [Step(put({"content/county/nan/consultations/call.md": call("另一件", "2026-11-02", "2026-12-31")}))],
        [{"nan", "shi", "sheng"}],
    ),
    "a consultation that was a draft": ([Step(head("xi/consultations/draft.md", *PUBLIC))], [{"xi", "shi", "sheng"}]),
    "a consultation is closed": (
        [Step(head("xi/consultations/call.md", "close_on: 2027-01-31", "close_on: 2026-11-20"))],
        [{"xi", "shi", "sheng"}],
    ),
    "a consultation closes by itself later": (
        [
            Step(head("xi/consultations/call.md", "close_on: 2027-01-31", "close_on: 2026-11-24")),
            Step(named, NOW + timedelta(hours=3)),
            Step(more("county/xi/other/plain.md", "又一段。\n"), NOW + timedelta(days=3)),
        ],
        [{"xi", "shi", "sheng"}, NAMING, set()],
    ),
    "a tag comes and another goes": ([Step(head("nan/other/plain.md", "水利", "农业"))], [NAMING]),
    "a column comes and another goes": ([Step(head("nan/other/plain.md", "\ndate", "\ncategory: 新栏\ndate"))], [NAMING]),
    "a column has its name from another piece": ([Step(head("xi/other/plain.md", "category: Water\n", ""))], [{"xi"}]),
    "a piece that waits for its day comes sooner": (
        [
            Step(added("county/nan/other/later.md", "2026-11-25 09:00")),
            Step(head("nan/other/later.md", "2026-11-25", "2026-11-24")),
            Step(more("county/nan/other/later.md", "又一段。\n"), NOW + timedelta(hours=6)),
        ],
        [{"nan"}, {"nan"}, {"nan"}],
    ),
    "a piece older than its coming": (
        [
            Step(put({"content/county/nan/other/old.md": "---\ntitle: 早的\ndate: 2026-11-01 09:00\n---\n正文一段。\n"})),
        ],
        [{"nan"}],
    ),
    "a piece to which a blocked one leads": ([Step(added("county/nan/news/target.md", "2025-11-02 09:00"))], [set()]),
    "a place to which a blocked one leads": ([Step(more("county/nan/news/first.md", "\n## 甲\n\n又一段。\n"))], [set()]),
    "a tag is written as another piece writes it": ([Step(head("xi/other/early.md", "tags: [Water]\n", ""))], [{"xi"}]),
    "a title makes a law of a piece, and another none": (
        [Step(head("xi/other/early.md", "标签", "示例条例法")), Step(head("xi/other/early.md", "示例条例法", "示例条例"))],
        [{"xi"}, {"xi"}],
    ),
    "a piece is shown elsewhere for a while": (
        [
            Step(head("xi/paged/up.md", "mode: page", "mode: page, until: 2026-11-24")),
            Step(more("county/xi/other/plain.md", "又一段。\n"), NOW + timedelta(days=2)),
            Step(head("xi/paged/up.md", "until: 2026-11-24", "until: 2026-12-24"), NOW + timedelta(days=2)),
        ],
        [{"xi", "shi"}, set(), {"xi", "shi"}],
    ),
    "a piece is shown below": (
        [Step(head("../city/shi/news/good.md", "\ndate", "\nshare: {descendants: true, mode: page}\ndate"))],
        [{"shi", "nan", "xi", "xian"}],
    ),
    "an address more": ([Step(head("nan/other/plain.md", "\ndate", "\naliases: [/old/plain.html]\ndate"))], [NAMING]),
    "a piece that nobody lists": ([Step(added("county/nan/other/hidden.md", extra="status: hidden\n"))], [{"nan"}]),
    "a piece that is listed again": (
        [
            Step(added("county/nan/news/hidden.md", extra="status: hidden\n")),
            Step(head("nan/news/hidden.md", "status: hidden\n", "")),
        ],
        [{"nan"}, {"nan", "shi"}],
    ),
    "pages elsewhere name what comes": (
        [
            Step(other("province/sheng/notices/shown.md", "'nan:article/plain'", "'nan:article/to-come'")),
            Step(added("county/nan/other/to-come.md")),
        ],
        [NAMING, NAMING],
    ),
    "two pieces of one address change places": (
        [
            Step(both(added("county/xi/other/one.md"), added("county/xi/other/two.md", "2026-11-03 09:00", "slug: one\n"))),
            Step(head("xi/other/one.md", "\ndate: 2026-11-02", "\ndate: 2026-11-04")),
            Step(head("xi/other/one.md", "\ndate", "\nslug: other\ndate")),
        ],
        [{"xi"}, {"xi"}, {"xi"}],
    ),
    "what is waived is written otherwise": (
        [
            Step(put({"sites/waivers.yaml": WAIVER.replace("dong", "xi")})),
            Step(more("county/xi/other/plain.md", "讲讲密电。\n")),
            Step(added("county/xi/other/other.md")),
            Step(head("xi/other/plain.md", "讲讲密电。", "讲讲别的。")),
        ],
        [set(), set(), {"xi"}, set()],
    ),
    "two sites at once": (
        [Step(both(head("nan/news/draft.md", *PUBLIC), head("xi/meetings/soon.md", *PUBLIC)))],
        [{"nan", "xi", "shi", "sheng"}],
    ),
    "one names what the other adds": (
        [
            Step(
                both(
                    added("county/nan/other/new.md"),
                    head("xi/other/plain.md", "\ndate", "\nrelated: ['nan:article/new', 'xian:article/no']\ndate"),
                )
            )
        ],
        [{"nan", "xi"}],
    ),
    "a check in between": (
        [Step(lambda root: (named(root), build(root, options=CHECKING))), Step(more("county/xi/other/plain.md", "又一段。\n"))],
        [set(), {"xi"}],
    ),
    "a check of what others name, with an edit after it": (
        [
            Step(lambda root: (named(root), build(root, options=CHECKING), more("county/xi/other/plain.md", "又一段。\n")(root))),
        ],
        [set()],
    ),
    "a run about one site in between": (
        [Step(lambda root: (named(root), pipeline.run(root, NOW, ["nan"], Options(whoosh=False))))],
        [set()],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_whoever_an_edit_reaches_comes_along(name: str, built: Path, tmp_path: Path) -> None:
    steps, expected = CASES[name]

    about, _ = same(built, tmp_path, *steps)

    assert about == [frozenset(sites) for sites in expected]


FEED: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "the newest of all": (added("county/nan/other/new.md"), {"nan"}),
    "older than all": (added("county/nan/other/new.md", "2020-11-02 09:00"), {"nan"}),
    "one in the feed becomes older than all": (head("xi/meetings/offered.md", "2026-10-05", "2020-10-05"), set()),
    "one in the feed becomes the newest": (head("xi/meetings/offered.md", "2026-10-05", "2026-11-05"), {"xi", "sheng"}),
    "one in the feed is hidden": (head("xi/meetings/offered.md", "\ndate", "\nstatus: hidden\ndate"), set()),
    "one in the feed is called otherwise": (head("xi/meetings/offered.md", "等采用的", "又题"), {"xi", "sheng"}),
    "one out of it becomes the last": (head("nan/other/plain.md", "2026-09-01", "2026-10-03"), NAMING),
}


@pytest.mark.parametrize("name", FEED)
def test_the_feed_of_all_holds_what_it_would(name: str, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_feed, "FEED_ITEMS", 5)
    edit, sites = FEED[name]

    about, _ = same(built, tmp_path, Step(build), Step(edit))

    assert about[-1] == sites
