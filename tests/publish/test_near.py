"""A run in which only documents of a few sites changed is about those, and comes to what one about all does (0037)."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from clusters import NOW, article, left, write_cluster
from judge.building import differences
from judge.sources import PEOPLE, deputy
from samples import picture
from wangqun import pipeline
from wangqun.cli import main as program
from wangqun.domain.cluster import Cluster
from wangqun.domain.near import Near
from wangqun.operations import go_back, repair
from wangqun.options import Listener, Options
from wangqun.pipeline import run
from wangqun.reports.report import Report
from wangqun.stages import publish as publishing
from wangqun.store import sweep
from wangqun.store.sweep import STILL

pytestmark = pytest.mark.usefixtures("in_one_process")

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
PACKED, CHECKING = Options(whoosh=False, compress=True), Options(whoosh=False, publishing=False)
COLUMNS = {
    "content/county/xi/notices/a.md": article("栏目草稿", extra="status: draft\ncategory: 甲栏\n"),
    "content/county/xi/notices/b.md": article("乙栏的", extra="category: 乙栏\n"),
    "content/county/xi/notices/c.md": article("甲栏的", extra="category: 甲栏\n"),
}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="red"/></svg>\n'
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
    "content/province/sheng/attachments/b.txt": "另一附件\n",
    "content/county/nan/attachments/a.txt": "附件\n",
    "content/county/nan/attachments/b.txt": "另一附件\n",
    "content/county/nan/news/files.md": article("有附件", "见[附件](../attachments/a.txt)。"),
    "content/county/nan/news/same.md": article("同样的话", "两处都有的话。"),
    "content/county/nan/news/loop.md": article("转圈的", extra="superseded_by: 'xi:article/loop'\n"),
    "content/county/xi/news/loop.md": article("转圈的", extra="superseded_by: 'dong:article/loop'\n"),
    "content/county/dong/news/loop.md": article("转圈的", extra="superseded_by: 'nan:article/loop'\n"),
    "content/county/xi/news/same.md": article("同样的话", "两处都有的话。"),
    "content/county/xi/images/emblem.svg": SVG,
    "content/county/xi/images/own.svg": SVG.replace("red", "blue"),
    "content/county/xi/news/offered.md": article("等采用的", date="2026-10-09 09:00", extra="share: {up: true}\n"),
    "content/county/dong/news/second.md": article("第二篇", date="2026-10-03 09:00"),
    "content/county/dong/news/third.md": article("第三篇", date="2026-10-04 09:00"),
    "content/county/dong/news/later.md": article("等日子的", date="2026-11-23 18:00"),
    "content/county/nan/news/later.md": article("等日子的", date="2026-11-23 19:00"),
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
    with (root / "sites/county/nan.yaml").open("a", encoding="utf-8") as file:
        file.write("footer: {emblem: /xi/images/emblem.svg}\n")
    with (root / "sites/cluster.yaml").open("a", encoding="utf-8") as file:
        file.write(RULES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep, "RACY", -(10**18))
        build(root)
    return root


class Step(NamedTuple):
    """What is done before a run, and the run."""

    edit: Callable[[Path], Any]
    now: datetime = NOW
    options: Options = PLAIN


def plain(path: str) -> Callable[[Path], None]:
    """Add words to a piece of a county."""
    return more(f"county/nan/{path}", "\n又一段。\n")


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
    "what is shown above": (more("county/dong/news/up.md"), {"dong", "shi"}),
    "what is shown below names no file": (
        other("province/sheng/notices/shown.md", "看[附件](../attachments/a.txt)。", "没有附件。"),
        {"sheng", *COUNTIES, "xian"},
    ),
    "what is shown below names another file": (
        other("province/sheng/notices/shown.md", "attachments/a.txt", "attachments/b.txt"),
        {"sheng", *COUNTIES, "xian"},
    ),
    "what names a file at home": (other("county/nan/news/files.md", "a.txt", "b.txt"), {"nan"}),
    "words that two sites have": (other("county/nan/news/same.md", "两处都有的话。", "别的话。"), {"nan"}),
    "a draft names a picture": (more("county/xi/notices/draft.md", "![图](../images/own.svg)\n"), {"xi"}),
    "a draft with an emblem that nobody shows else": (
        more("county/xi/notices/draft.md", "![图](../images/emblem.svg)\n"),
        {"xi", "nan"},
    ),
    "a line more in a header": (other("county/dong/news/old.md", "superseded_by", "# 一行\nsuperseded_by"), {"dong"}),
    "a line more in a loop": (other("county/nan/news/loop.md", "superseded_by", "# 一行\nsuperseded_by"), {"nan"}),
    "a line more where it is offered": (other("county/xi/news/offered.md", "share:", "# 一行\nshare:"), {"xi", "shi"}),
    "what is offered": (more("county/xi/news/offered.md"), {"xi"}),
    "what is over the limit": (more("county/dong/news/third.md"), {"dong"}),
    "what waits for its day": (more("county/dong/news/later.md"), {"dong"}),
    "what waits for its day is blocked": (more("county/dong/news/later.md", "身份证号 110101199003074514。\n"), {"dong"}),
    "a body that leads to what is not public": (more("county/dong/news/plain.md", "[无](id:nan:article/later)\n"), {"dong"}),
    "what is shown below": (more("province/sheng/notices/shown.md"), {"sheng", *COUNTIES, "xian"}),
    "what stands in the feed of all": (other("county/nan/news/new.md", "内容。", "别的内容。"), {"nan"}),
    "a heading to which another leads": (other("city/shi/news/law.md", "## 第一条", "## 第二条"), {"shi", "dong"}),
    "what was superseded": (more("county/dong/news/old.md"), {"dong"}),
    "a piece that came": (more("county/xi/news/came.md"), {"xi", "nan"}),
    "a draft": (more("county/xi/notices/draft.md"), {"xi"}),
    "two at once": (
        lambda root: (more("county/xi/news/came.md")(root), more("county/dong/news/plain.md")(root)),
        {"xi", "nan", "dong"},
    ),
    "a file that was touched": (lambda root: (root / "content/county/nan/news/new.md").touch(), {"nan"}),
    "a title": (other("county/dong/news/plain.md", "title: 平常的", "title: 不平常的"), {"dong", "shi"}),
    "a title that others name": (
        other("county/nan/news/new.md", "title: 新的", "title: 更新的"),
        {"nan", "dong", "shi"},
    ),
    "a title of what is shown above": (
        other("county/dong/news/up.md", "title: 报送的", "title: 上报的"),
        {"dong", "shi"},
    ),
    "a date": (other("county/dong/news/plain.md", "2026-03-02 09:00", "2026-11-03 09:00"), {"dong", "shi"}),
    "a column": (other("county/dong/news/plain.md", "\ndate: 2026", "\ncategory: 通知\ndate: 2026"), {"dong", "shi"}),
    "a tag": (other("county/dong/news/plain.md", "\ndate: 2026", "\ntags: [水利]\ndate: 2026"), {"dong", "shi"}),
    "a draft that is public": (other("county/xi/notices/draft.md", "status: draft", "status: published"), {"xi"}),
    "a piece that was added": (added("county/xi/notices/b.md"), {"xi"}),
    "a piece that another named before it was there": (added("county/xi/notices/wanted.md"), {"xi", "dong"}),
    "a piece to be shown above": (added("county/xi/notices/b.md", extra="share: {up: true}\n"), {"xi", "shi"}),
    "a piece shown below": (added("province/sheng/notices/b.md"), {"sheng", *COUNTIES, "xian"}),
    "a piece to come later": (added("county/xi/notices/b.md", date="2026-12-02 09:00"), {"xi"}),
    "a piece that was blocked": (
        other("county/dong/news/id.md", "身份证号 110101199003074514。", "可以公开。"),
        {"dong", "shi"},
    ),
}
FAR: dict[str, Callable[[Path], None]] = {
    "what was withdrawn": more("province/sheng/notices/gone.md"),  # nothing is kept of it
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


DONG, NAN, XI = (more(f"county/{path}", "\n又一段。\n") for path in ("dong/news/plain.md", "nan/news/new.md", "xi/news/came.md"))
NOON, EVENING = NOW + timedelta(hours=12), NOW + timedelta(hours=20)
WAIVER = """waivers:
- {code: inner-telegram, item: 'dong:article/plain', reason: 讲解, approver: 某主任, expires_on: 2026-12-20}
"""


def moved(root: Path) -> None:
    """Take a piece to another site without a word."""
    (root / "content/county/nan/news/same.md").rename(root / "content/county/dong/news/moved.md")


ONE_BY_ONE: dict[str, tuple[list[Step], list[set[str]]]] = {
    "site after site": ([Step(DONG), Step(XI), Step(NAN), Step(DONG)], [{"dong"}, {"xi", "nan"}, {"nan"}, {"dong"}]),
    "nothing after something": ([Step(DONG), Step(lambda root: None)], [{"dong"}, set()]),
    "what is added, then edited": (
        [
            Step(lambda root: write_cluster(root, {"content/county/nan/news/b.md": article(date="2026-10-01 09:00")}, False)),
            Step(plain("news/b.md")),
        ],
        [{"nan", "shi"}, {"nan"}],
    ),
    "what was blocked, mended, blocked": (
        [
            Step(more("county/dong/news/plain.md", "身份证号 110101199003074514。\n")),
            Step(more("county/dong/news/up.md")),
            Step(other("county/dong/news/plain.md", "身份证号 110101199003074514。", "")),
            Step(more("county/dong/news/plain.md")),
        ],
        [set(), {"dong", "shi"}, set(), {"dong"}],
    ),
    "files that pages elsewhere show come and go": (
        [
            Step(other("province/sheng/notices/shown.md", "attachments/a.txt", "attachments/b.txt")),
            Step(DONG),
            Step(other("province/sheng/notices/shown.md", "attachments/b.txt", "attachments/a.txt")),
        ],
        [{"sheng", *COUNTIES, "xian"}, {"dong"}, {"sheng", *COUNTIES, "xian"}],
    ),
    "an emblem comes and goes": (
        [
            Step(more("county/xi/notices/draft.md", "![图](../images/emblem.svg)\n")),
            Step(NAN),
            Step(other("county/xi/notices/draft.md", "![图](../images/emblem.svg)\n", "")),
        ],
        [{"xi", "nan"}, {"nan"}, {"xi", "nan"}],
    ),
    "later on the same day": ([Step(DONG, NOON), Step(NAN, NOON)], [{"dong"}, {"nan"}]),
    "after what waited has its day": ([Step(DONG, EVENING), Step(NAN, EVENING)], [set(), {"nan"}]),
    "on another day": ([Step(DONG, NOW + timedelta(days=1)), Step(NAN, NOW + timedelta(days=1))], [set(), {"nan"}]),
    "with a clock that went back": ([Step(DONG, NOON), Step(NAN, NOW)], [{"dong"}, set()]),
    "with compressed files": (
        [Step(DONG, options=PACKED), Step(NAN, options=PACKED), Step(DONG)],
        [set(), {"nan"}, set()],
    ),
    "with the index of search": ([Step(DONG, options=Options()), Step(NAN, options=Options())], [set(), {"nan"}]),
    "after a check": ([Step(lambda root: (DONG(root), build(root, options=CHECKING))), Step(NAN)], [set(), {"nan"}]),
    "after a run about one site": ([Step(lambda root: (DONG(root), run(root, NOW, ["xi"], PLAIN))), Step(NAN)], [set(), {"nan"}]),
    "after going back": (
        [Step(DONG), Step(lambda root: (go_back(root, NOW, ["dong"], None), NAN(root))), Step(NAN)],
        [{"dong"}, set(), {"nan"}],
    ),
    "after mending": ([Step(lambda root: (DONG(root), repair(root, NOW))), Step(NAN)], [set(), {"nan"}]),
    "what a check is waived for": (
        [
            Step(lambda root: write_cluster(root, {"sites/waivers.yaml": WAIVER}, False)),
            Step(more("county/dong/news/plain.md", "讲讲密电。\n")),
            Step(NAN),
            Step(other("county/dong/news/plain.md", "讲讲密电。", "讲讲别的。")),
        ],
        [set(), set(), {"nan"}, set()],
    ),
    "an address that was lost": (
        [Step(lambda root: (root / "content/county/nan/news/files.md").unlink()), Step(DONG, NOON), Step(NAN, NOON)],
        [set(), {"dong"}, {"nan"}],
    ),
    "what a lost piece became": (
        [Step(moved), Step(more("county/xi/news/offered.md"), NOON), Step(more("county/dong/news/moved.md")), Step(DONG, NOON)],
        [set(), {"xi"}, set(), {"dong"}],
    ),
    "a loop and its parts": (
        [Step(other(f"county/{site}/news/loop.md", "正文一段。", "另一段。")) for site in COUNTIES],
        [{"dong"}, {"nan"}, {"xi"}],
    ),
    "a column that a draft names first": (
        [
            Step(lambda root: write_cluster(root, COLUMNS, base=False)),
            Step(more("county/xi/notices/a.md", "身份证号 110101199003074514。\n")),
            Step(NAN),
        ],
        [{"xi"}, {"xi"}, {"nan"}],
    ),
}


def same(root: Path, folder: Path, *steps: Step) -> tuple[list[frozenset[str]], Report]:
    """The sites that a run after each step is about, when it leaves what one about all leaves; the last report."""
    near, far = folder / "near" / "c", folder / "far" / "c"
    for copy in (near, far):
        shutil.copytree(root, copy, symlinks=True, copy_function=shutil.copyfile)
    build(near)  # what is known of files is known of these; one about all knows them when it has read them
    told = []
    for step in steps:
        for copy in (near, far):
            step.edit(copy)
        (far / STILL).unlink(missing_ok=True)
        (report, about), (expected, none) = (build(copy, step.now, step.options) for copy in (near, far))
        assert not none
        assert not differences(left(near), left(far))
        assert replace(report, outcomes={}) == replace(expected, outcomes={})
        assert report.outcomes == expected.outcomes
        told.append(about)
    return told, report


@pytest.mark.parametrize("name", NEAR)
def test_an_edit_that_no_other_site_reads_is_about_its_site(name: str, built: Path, tmp_path: Path) -> None:
    edit, sites = NEAR[name]

    (about,), _ = same(built, tmp_path, Step(edit))

    assert about == sites


def test_what_stands_in_the_feed_of_all_is_edited_without_reading_others_there(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, root := tmp_path / "c", symlinks=True)
    write_cluster(root, {"content/county/xian/news/new.md": article(date="2026-11-01 09:00")}, base=False)
    build(root)
    with (root / "content/county/xian/news/new.md").open("a", encoding="utf-8") as file:
        file.write("\n又一段。\n")
    seen = Seen()
    run(root, NOW, options=PLAIN, listener=seen)

    assert seen.near is not None
    (feed,) = (feed for feed in seen.near.feeds.values() if "xian:article/new" in feed)
    assert {each.home for each in feed.values()} > seen.near.read == {"xian", "sheng"}  # whose rule sends pieces there


@pytest.mark.parametrize("name", FAR)
def test_what_others_may_depend_on_is_about_all(name: str, built: Path, tmp_path: Path) -> None:
    (about,), _ = same(built, tmp_path, Step(FAR[name]))

    assert not about


@pytest.mark.parametrize("name", ONE_BY_ONE)
def test_one_run_after_another_leaves_what_runs_about_all_leave(name: str, built: Path, tmp_path: Path) -> None:
    steps, expected = ONE_BY_ONE[name]

    about, _ = same(built, tmp_path, *steps)

    assert about == [frozenset(sites) for sites in expected]


def test_what_another_run_published_in_between_stays(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "c"
    shutil.copytree(built, root, symlinks=True)
    build(root)
    plain("news/new.md")(root)
    own, came = pipeline.locked, []

    def late(*of: Any) -> Any:
        if not came:
            came.append(True)
            write_cluster(root, {"content/county/xi/news/other.md": article("别人的")}, base=False)
            build(root)
        return own(*of)

    monkeypatch.setattr(pipeline, "locked", late)
    _, about = build(root)
    after = left(root)
    (root / STILL).unlink(missing_ok=True)
    build(root)

    assert came
    assert not about
    assert left(root) == after
    assert "xi/article/other.html" in after


def test_a_run_that_was_killed_is_followed_by_one_about_all(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def kill(root: Path) -> None:
        DONG(root)
        if root.parent.name == "far":
            (root / STILL).unlink()
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(publishing, "write_ledger", killed)
            build(root)

    about, _ = same(built, tmp_path, Step(kill), Step(NAN))

    assert about == [set(), {"nan"}]


def killed(*of: Any) -> None:
    """As if somebody ended the process."""
    raise KeyboardInterrupt


def test_nothing_of_what_was_taken_out_of_a_body_stays(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "c"
    shutil.copytree(built, root, symlinks=True)
    bare = Options(whoosh=False, keep=0)
    build(root, options=bare)
    build(root, options=bare)
    word = "只在这里的一句话"
    for edit in (more("county/dong/news/up.md", word), other("county/dong/news/up.md", word, "")):
        edit(root)
        _, about = build(root, options=bare)
        assert about == {"dong", "shi"}

    assert not [path for path in (root / "build").rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


def test_from_the_command_line_it_is_the_same(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "c"
    shutil.copytree(built, root, symlinks=True)
    command = ["-C", str(root), "build", "--today", f"{NOW:%Y-%m-%d %H:%M}"]
    first = CliRunner().invoke(program, command, catch_exceptions=False)
    more("county/dong/news/plain.md")(root)
    second = CliRunner().invoke(program, command, catch_exceptions=False)

    assert (first.exit_code, second.exit_code) == (1, 1), "one piece is blocked in each"
    assert "又一段" in (root / "build/public/dong/article/plain.html").read_text(encoding="utf-8")
