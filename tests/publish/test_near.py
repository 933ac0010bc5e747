"""A run in which only documents of a few sites changed is about those, and comes to what one about all does (0037)."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from clusters import NOW, article, left, write_cluster
from judge.sources import PEOPLE, deputy
from samples import picture
from wangqun.domain.cluster import Cluster
from wangqun.domain.near import Near
from wangqun.options import Listener, Options
from wangqun.pipeline import run
from wangqun.reports.report import Report
from wangqun.store import sweep
from wangqun.store.sweep import STILL

PLAIN = Options(whoosh=False)
COUNTIES = ("dong", "nan", "xi")
RULES = """flows:
- {id: down, kind: push, from: [sheng], columns: [notices], to: [county], mode: page}
- {id: up, kind: report, from: [county], to: [city], columns: [news], limit: {count: 2, per: month}}
"""
RECORD = """name: {name}县人民代表大会常务委员会
short_name: {name}县人大
parent: shi
division_code: '97010{number}'
"""
FILES = {
    "content/province/sheng/notices/shown.md": article("下发的公告", "看[附件](../attachments/a.txt)。"),
    "content/province/sheng/notices/gone.md": article("撤回的", extra="withdrawn: {reason: 重复, time: 2026-10-01 09:00}\n"),
    "content/province/sheng/attachments/a.txt": "附件\n",
    "content/city/shi/news/law.md": article("条例", "## 第一条\n\n内容。"),
    "content/city/shi/accepted.yaml": "accepted:\n- {id: 'dong:article/up', by: 周正, on: 2026-11-01}\n",
    "content/county/dong/news/up.md": article("报送的", "第一段。\n\n第二段。", date="2026-10-02 09:00"),
    "content/county/dong/news/plain.md": article(
        "平常的", "见[条例](id:shi:article/law#第一条)，[同站](up.md)，[将有](id:xi:article/wanted)。"
    ),
    "content/county/dong/news/old.md": article("旧的", extra="superseded_by: 'nan:article/new'\n"),
    "content/county/dong/news/id.md": article("不能公开", body="身份证号 110101199003074514。"),
    "content/county/nan/news/new.md": article("新的", "## 小标题\n\n内容。"),
    "content/county/nan/news/left.md": article("迁走的", extra="moved_to: xi\n"),
    "content/county/xi/news/came.md": article("迁来的", extra="id: 'nan:article/left'\n"),
    "content/county/xi/notices/draft.md": article("草稿", extra="status: draft\n"),
    "content/county/xi/deputies/p0.yaml": deputy("xi", PEOPLE[0]),
    "content/county/xi/terms.yaml": "- {term_no: 17, start: 2022-01-10, seats: 3}\n",
    "content/county/xi/constituencies.yaml": "- {key: c1, name: 第一选区, term: 17, quota: 3}\n",
}


class Seen(Listener):
    """How the last try of a run was meant: None for about all."""

    def __init__(self) -> None:
        self.near: Near | None = None

    def stage(self, name: str, result: Any, seconds: float, cpu: float) -> None:
        if name == "load":
            cluster: Cluster = result
            self.near = cluster.near


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that a test has just written are old enough to be known by their time."""
    monkeypatch.setattr(sweep, "RACY", -(10**18))


def build(root: Path, now: datetime = NOW, options: Options = PLAIN) -> tuple[Report, frozenset[str]]:
    """The report of a run, and the sites that it was about; none for all."""
    seen = Seen()
    return run(root, now, options=options, listener=seen), seen.near.sites if seen.near else frozenset()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cluster with flows down and up, people, a withdrawn, a moved, a blocked and a superseded piece, built once."""
    root = write_cluster(tmp_path_factory.mktemp("near") / "c", FILES)
    for number, (site, name) in enumerate(zip(COUNTIES, ("东", "南", "西"), strict=True), start=2):
        (root / f"sites/county/{site}.yaml").write_text(RECORD.format(name=name, number=number), encoding="utf-8")
    with (root / "sites/cluster.yaml").open("a", encoding="utf-8") as file:
        file.write(RULES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep, "RACY", -(10**18))
        build(root)
    return root


def more(path: str, text: str = "\n又一段，看[条例](id:shi:article/law)。\n") -> Callable[[Path], None]:
    """Add text to a piece."""

    def edit(root: Path) -> None:
        with (root / "content" / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return edit


def other(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Put other text into a piece."""

    def edit(root: Path) -> None:
        target = root / "content" / path
        text = target.read_text(encoding="utf-8")
        assert old in text
        target.write_text(text.replace(old, new), encoding="utf-8")

    return edit


def put(files: dict[str, str | bytes]) -> Callable[[Path], None]:
    """Add files."""

    def edit(root: Path) -> None:
        write_cluster(root, files, base=False)

    return edit


def added(path: str, date: str = "2026-11-02 09:00", extra: str = "") -> Callable[[Path], None]:
    """Add a piece."""
    return put({f"content/{path}": article("新增的", date=date, extra=extra)})


NEAR: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "a body": (more("county/dong/news/plain.md"), {"dong"}),
    "the beginning of a body": (other("county/dong/news/plain.md", "见[条例]", "另见[条例]"), {"dong"}),
    "a body with a link to a place that is not there": (
        more("county/dong/news/plain.md", "[无](id:shi:article/law#无)\n"),
        {"dong"},
    ),
    "a body with a link that leads nowhere": (more("county/dong/news/plain.md", "[无](id:xi:article/no)\n"), {"dong"}),
    "a body with a link to a draft": (more("county/dong/news/plain.md", "[无](id:xi:article/draft)\n"), {"dong"}),
    "a body with a link to what moved": (more("county/dong/news/plain.md", "[有](id:nan:article/left)\n"), {"dong"}),
    "a body with words to be told": (more("county/dong/news/plain.md", "电话 13912345678。\n"), {"dong"}),
    "what is shown above": (more("county/dong/news/up.md"), {"dong", "shi", "sheng"}),  # where the emblem lies that it shows
    "what is shown below": (more("province/sheng/notices/shown.md"), {"sheng", *COUNTIES, "xian"}),
    "what stands in the feed of all": (other("county/nan/news/new.md", "内容。", "别的内容。"), {"nan"}),
    "a heading to which another leads": (other("city/shi/news/law.md", "## 第一条", "## 第二条"), {"shi", "dong", "sheng"}),
    "what was superseded": (more("county/dong/news/old.md"), {"dong"}),
    "a piece that came": (more("county/xi/news/came.md"), {"xi", "nan"}),
    "a draft": (more("county/xi/notices/draft.md"), {"xi"}),
    "two at once": (
        lambda root: (more("county/xi/news/came.md")(root), more("county/dong/news/plain.md")(root)),
        {"xi", "nan", "dong"},
    ),
    "a file that was touched": (lambda root: (root / "content/county/nan/news/new.md").touch(), {"nan"}),
    "a title": (other("county/dong/news/plain.md", "title: 平常的", "title: 不平常的"), {"dong", "shi", "sheng"}),
    "a title that others name": (
        other("county/nan/news/new.md", "title: 新的", "title: 更新的"),
        {"nan", "dong", "shi", "sheng"},
    ),
    "a title of what is shown above": (
        other("county/dong/news/up.md", "title: 报送的", "title: 上报的"),
        {"dong", "shi", "sheng"},
    ),
    "a date": (other("county/dong/news/plain.md", "2026-03-02 09:00", "2026-11-03 09:00"), {"dong", "shi", "sheng"}),
    "a column": (other("county/dong/news/plain.md", "\ndate: 2026", "\ncategory: 通知\ndate: 2026"), {"dong", "shi", "sheng"}),
    "a tag": (other("county/dong/news/plain.md", "\ndate: 2026", "\ntags: [水利]\ndate: 2026"), {"dong", "shi", "sheng"}),
    "a draft that is public": (other("county/xi/notices/draft.md", "status: draft", "status: published"), {"xi"}),
    "a piece that was added": (added("county/xi/notices/b.md"), {"xi"}),
    "a piece that another named before it was there": (added("county/xi/notices/wanted.md"), {"xi", "dong"}),
    "a piece to be shown above": (added("county/xi/notices/b.md", extra="share: {up: true}\n"), {"xi", "shi", "sheng"}),
    "a piece shown below": (added("province/sheng/notices/b.md"), {"sheng", *COUNTIES, "xian"}),
    "a piece to come later": (added("county/xi/notices/b.md", date="2026-12-02 09:00"), {"xi"}),
    "a piece that was blocked": (
        other("county/dong/news/id.md", "身份证号 110101199003074514。", "可以公开。"),
        {"dong", "shi", "sheng"},
    ),
}
FAR: dict[str, Callable[[Path], None]] = {
    "a body that is blocked now": more("county/dong/news/plain.md", "身份证号 110101199003074514。\n"),
    "a body with a broken link of its own site": more("county/dong/news/plain.md", "[无](nothing.md)\n"),
    "a piece that was withdrawn": other(
        "county/dong/news/plain.md", "\ndate: 2026", "\nwithdrawn: {reason: 重复, time: 2026-11-01 09:00}\ndate: 2026"
    ),
    "a piece that was taken away": lambda root: (root / "content/county/nan/news/new.md").unlink(),
    "a piece that was renamed": other("county/dong/news/plain.md", "\ndate: 2026", "\nslug: other\ndate: 2026"),
    "a record of people": other("county/xi/deputies/p0.yaml", "birth: 1970-05", "birth: 1970-06"),
    "what is accepted": other("city/shi/accepted.yaml", "周正", "李明"),
    "a picture": put({"content/county/nan/images/a.jpg": picture()}),
}


def same(root: Path, edit: Callable[[Path], None], folder: Path) -> tuple[frozenset[str], Report]:
    """The sites that a run after an edit is about, when it leaves what one about all leaves; its report."""
    near, far = folder / "near" / "c", folder / "far" / "c"
    for copy in (near, far):
        shutil.copytree(root, copy, symlinks=True)
        build(copy)  # what is known of files is known of these
        edit(copy)
    (far / STILL).unlink()
    (report, about), (expected, none) = build(near), build(far)
    assert not none
    assert left(near) == left(far)
    assert replace(report, outcomes={}) == replace(expected, outcomes={})
    assert report.outcomes == expected.outcomes
    return about, report


@pytest.mark.parametrize("name", NEAR)
def test_an_edit_that_no_other_site_reads_is_about_its_site(name: str, built: Path, tmp_path: Path) -> None:
    edit, sites = NEAR[name]

    about, _ = same(built, edit, tmp_path)

    assert about == sites


@pytest.mark.parametrize("name", FAR)
def test_what_others_may_depend_on_is_about_all(name: str, built: Path, tmp_path: Path) -> None:
    about, _ = same(built, FAR[name], tmp_path)

    assert not about
