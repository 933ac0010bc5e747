"""Each body is converted once, by whom nothing else depends, and what is kept of it leaves with it (docs/decisions/0034)."""

import os
import signal
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from clusters import NOW, REPO, article, public_tree, run, write_cluster
from conftest import Build
from wangqun import workers
from wangqun.domain.finding import Severity
from wangqun.operations import foresee
from wangqun.options import Listener, Options
from wangqun.render import conversion
from wangqun.render.bodies import Bodies
from wangqun.render.converted import Converted
from wangqun.render.html import convert
from wangqun.render.settings import DEFAULTS
from wangqun.reports.report import Report
from wangqun.stages.check import Allowed
from wangqun.store.bodies import path_of
from wangqun.workers import run_parts

NEWS = "content/county/xian/news/"
SECRET = "只在这里的一句话"
DEEP = "<div>" * 500 + "</div>" * 500
alone = pytest.mark.usefixtures("in_one_process")
linux = pytest.mark.skipif(sys.platform != "linux", reason="workers are forked")


class Made(Listener):
    """How many bodies each run converts."""

    def __init__(self) -> None:
        self.bodies: list[int] = []

    def stage(self, name: str, result: object, seconds: float, cpu: float) -> None:
        if name == "convert":
            self.bodies.append(result.bodies.made)  # type: ignore[attr-defined]


def _blocked(report: Report) -> list[tuple[str, str]]:
    return [(finding.code, finding.path) for finding in report.findings if finding.severity is Severity.BLOCK]


def _kept(root: Path, site: str = "xian") -> list[str]:
    """All that is kept of a site's bodies, as text."""
    bodies = Bodies(root, DEFAULTS["MARKDOWN"])
    return [(bodies.site(site).packed(key) or b"").decode("utf-8", "replace") for key in bodies.site(site).entries]


def _poisoned(work: Callable[[], object]) -> Callable[..., Converted]:
    """Conversion that comes to a bad end at a word."""

    def convert_or_die(body: str, *rest: object) -> Converted:
        if "毒" in body:
            work()
        return convert(body, *rest)  # type: ignore[arg-type]

    return convert_or_die


@alone
def test_one_edit_converts_one_body_and_nothing_changed_none(tmp_path: Path) -> None:
    told = Made()
    pieces = {f"{NEWS}n{number}.md": article(f"第{number}篇", f"正文{number}。") for number in range(5)}
    root = write_cluster(tmp_path, pieces)
    run(root, NOW, listener=told)
    run(root, NOW, listener=told)
    write_cluster(root, {f"{NEWS}n3.md": article("第三篇", "改了。")})
    run(root, NOW, listener=told)
    write_cluster(root, {"content/city/shi/accepted.yaml": 'accepted:\n  - {id: "xian:article/n1", by: 甲, on: 2026-03-03}\n'})
    run(root, NOW, listener=told)

    assert told.bodies[0] >= 5
    assert told.bodies[1:] == [0, 1, 0]


@alone
def test_force_makes_all_anew_and_only_makes_those(tmp_path: Path) -> None:
    told = Made()
    root = write_cluster(tmp_path, {f"{NEWS}a.md": article("甲")})
    run(root, NOW, listener=told)
    run(root, NOW, options=Options(force=True), listener=told)
    run(root, NOW, ("xian",), options=Options(force=True), listener=told)

    assert told.bodies[1] == told.bodies[0] > told.bodies[2] > 0


@alone
def test_a_check_and_a_build_keep_the_same(tmp_path: Path) -> None:
    told = Made()
    root = write_cluster(tmp_path, {f"{NEWS}bad.md": article("坏", DEEP), f"{NEWS}a.md": article("甲", "[坏](#无)")})
    reports = [run(root, NOW, options=Options(publishing=publishing), listener=told) for publishing in (False, True, False)]

    assert [_blocked(report) for report in reports] == [
        [("link-internal-broken", f"{NEWS}a.md"), ("body-unfit", f"{NEWS}bad.md")]
    ] * 3
    assert told.bodies[1:] == [0, 0]


@alone
@pytest.mark.parametrize(
    "text",
    [
        article("甲", SECRET, extra="withdrawn: {reason: 有误, time: 2026-03-03}\n"),
        article("甲", SECRET, extra="status: draft\n"),
        article("甲", f"{SECRET}[无](none.md)"),
        article("甲", f"{SECRET}[无](#无)"),
        article("甲", f"{SECRET}11010519491231002X"),
        article("甲", "别的话"),
        None,
    ],
    ids=["withdrawn", "draft", "link", "fragment", "number", "edited", "deleted"],
)
def test_text_that_is_public_no_more_is_kept_no_more(text: str | None, tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {f"{NEWS}a.md": article("甲", SECRET), f"{NEWS}b.md": article("乙", "留下的")})
    run(root, NOW)
    before = "".join(_kept(root))
    (root / f"{NEWS}a.md").unlink()
    write_cluster(root, {f"{NEWS}a.md": text} if text else {})
    reports = [run(root, NOW, options=Options(allowed=Allowed(clock=True))) for _ in range(2)]
    after = path_of(root, "xian").read_bytes().decode("utf-8", "replace")

    assert SECRET in before
    assert SECRET not in after
    assert "留下的" in after
    assert _blocked(reports[1]) == _blocked(reports[0])


@alone
def test_what_need_not_change_is_not_written(tmp_path: Path) -> None:
    files = {f"{NEWS}{name}.md": article(name, body) for name, body in {"a": "好", "b": "[无](none.md)", "c": DEEP}.items()}
    root = write_cluster(tmp_path, files)
    times = []
    for _ in range(3):
        run(root, NOW)
        times.append(path_of(root, "xian").stat().st_mtime_ns)

    assert len(set(times)) == 1


@alone
def test_what_is_public_again_is_kept_again(tmp_path: Path) -> None:
    told = Made()
    root = write_cluster(tmp_path, {f"{NEWS}a.md": article("甲", "[乙](b.md)")})
    run(root, NOW)
    write_cluster(root, {f"{NEWS}b.md": article("乙")})
    for _ in range(3):
        run(root, NOW, listener=told)

    assert "xian/article/a.html" in public_tree(root)
    assert told.bodies == [1, 1, 0]


@alone
def test_a_site_that_is_no_more_leaves_nothing(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {f"{NEWS}a.md": article("甲", SECRET)})
    run(root, NOW)
    for path in root.glob("*/county/xian*"):
        path.rename(root / f"away-{path.parent.parent.name}")
    run(root, NOW, options=Options(allowed=Allowed(removal=frozenset({"xian"}))))

    assert not path_of(root, "xian").exists()


@alone
@pytest.mark.parametrize("damage", ["cut", "bit", "head", "folder", "gone", "other"])
def test_whatever_befalls_what_is_kept_the_pages_are_right(damage: str, tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {f"{NEWS}{name}.md": article(name, f"正文{name}。") for name in "甲乙丙"})
    run(root, NOW)
    before = public_tree(root)
    path = path_of(root, "xian")
    data = path.read_bytes()
    changed = {"cut": data[:-5], "bit": data[:-3] + bytes([data[-3] ^ 1]) + data[-2:], "head": data[:20] + b"x" + data[21:]}
    path.unlink()
    if damage == "folder":
        path.mkdir()
    elif damage == "other":
        path.write_bytes(path_of(root, "shi").read_bytes())
    elif damage in changed:
        path.write_bytes(changed[damage])
    write_cluster(root, {"sites/county/xian.yaml": (root / "sites/county/xian.yaml").read_text("utf-8") + "\n"})
    run(root, NOW)
    damaged = public_tree(root)
    for part in ("releases", "public", "cache/ledger.json"):
        (root / "build" / part).rename(root / f"old-{part.rpartition('/')[2]}")
    run(root, NOW)

    assert damaged == public_tree(root) == before


@alone
def test_other_settings_of_markdown_make_all_anew(tmp_path: Path) -> None:
    told = Made()
    root = write_cluster(tmp_path, {f"{NEWS}a.md": article("甲", "一\n二", extra="markdown: pelican\n")})
    run(root, NOW, listener=told)
    (root / "pelicanconf.py").write_text('MARKDOWN = {"extensions": ["markdown.extensions.nl2br"]}\n', encoding="utf-8")
    run(root, NOW, listener=told)

    assert told.bodies[1] == told.bodies[0]
    assert b"<br" in public_tree(root)["xian/article/a.html"]


@linux
@pytest.mark.parametrize("end", [signal.SIGSYS, signal.SIGXCPU])
def test_a_body_that_ends_its_process_costs_itself_alone(end: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conversion, "convert", _poisoned(lambda: os.kill(os.getpid(), end)))
    told = Made()
    pieces = {f"{NEWS}n{number}.md": article(f"第{number}篇", "毒" if number in {2, 5} else "好") for number in range(8)}
    root = write_cluster(tmp_path, pieces)
    first = run(root, NOW, listener=told)
    second = run(root, NOW, listener=told)

    assert _blocked(first) == [("body-unfit", f"{NEWS}n2.md"), ("body-unfit", f"{NEWS}n5.md")]
    assert {f"xian/article/n{number}.html" in public_tree(root) for number in (0, 1, 3, 4, 6, 7)} == {True}
    assert (told.bodies[1], second.findings) == (0, first.findings)


@linux
def test_a_process_that_is_killed_once_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mark = tmp_path / "once"

    def die_once() -> None:
        if not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGSYS)

    monkeypatch.setattr(conversion, "convert", _poisoned(die_once))
    report = run(write_cluster(tmp_path / "cluster", {f"{NEWS}a.md": article("甲", "毒"), f"{NEWS}b.md": article("乙")}), NOW)

    assert mark.exists()
    assert report.findings == ()


@linux
def test_who_is_killed_from_outside_is_tried_again_by_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{NEWS}a.md": article("甲", "毒"), f"{NEWS}b.md": article("乙", "[无](none.md)")}  # the other has it written twice
    root = write_cluster(tmp_path, files)
    monkeypatch.setattr(conversion, "convert", _poisoned(lambda: os.kill(os.getpid(), signal.SIGKILL)))
    first = run(root, NOW)
    monkeypatch.setattr(conversion, "convert", convert)
    second = run(root, NOW)

    assert _blocked(first) == [("body-unfit", f"{NEWS}a.md"), ("link-internal-broken", f"{NEWS}b.md")]
    assert _blocked(second) == [("link-internal-broken", f"{NEWS}b.md")]
    assert "xian/article/a.html" in public_tree(root)


def test_what_cannot_be_tried_beforehand_is_tried_by_who_shows_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OSError("gone")

    monkeypatch.setattr(conversion, "convert", _poisoned(fail))
    told = Made()
    root = write_cluster(tmp_path, {f"{NEWS}a.md": article("甲", "毒"), f"{NEWS}b.md": article("乙")})
    reports = [run(root, NOW, listener=told) for _ in range(2)]

    assert [report.findings for report in reports] == [(), ()]
    assert "毒".encode() in public_tree(root)["xian/article/a.html"]
    assert told.bodies[1] == 1


@linux
def test_what_one_body_took_is_not_counted_for_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MEMORY_LIMIT", 1024**3)
    held = []

    def take(sizes: tuple[int, ...]):  # type: ignore[no-untyped-def]
        allowance = workers.Allowance(None, None)
        for size in sizes:
            allowance.begin(60)
            try:
                held.append(bytearray(size))
                yield "taken"
            except MemoryError:
                yield "too much"

    found = [part for _, part in run_parts({"all": (700 * 2**20, 2**31, 700 * 2**20, 1)}, take, 1)]

    assert found == ["taken", "too much", "taken", "taken"]


@alone
def test_a_verdict_is_told_before_the_day_comes(tmp_path: Path) -> None:
    later = article("坏", DEEP).replace("2026-03-02 09:00", "2026-12-20 09:00")
    root = write_cluster(tmp_path, {f"{NEWS}bad.md": later})
    reports = [run(root, now) for now in (NOW, NOW + timedelta(days=60))]

    assert [_blocked(report) for report in reports] == [[("body-unfit", f"{NEWS}bad.md")]] * 2
    assert "xian/article/bad.html" not in public_tree(root)


@alone
def test_links_to_what_falls_away_become_text_and_block_nothing(build: Build) -> None:
    files = {
        f"{NEWS}a.md": article("甲", "[乙](b.md#在)、[丙](c.md#无)"),
        f"{NEWS}b.md": article("乙", "## 在\n\n[无](#无)"),
        f"{NEWS}c.md": article("丙", DEEP),
        f"{NEWS}d.md": article("丁", "[戊](e.md#无)"),
        f"{NEWS}e.md": article("戊", "[无](none.md)"),
    }
    root, report = build(files)

    assert {path for _, path in _blocked(report)} == {f"{NEWS}{name}.md" for name in "bce"}
    assert {f"xian/article/{name}.html" in public_tree(root) for name in "ad"} == {True}
    assert foresee(root, NOW).jobs == ()


@alone
def test_places_that_templates_give_are_places(build: Build) -> None:
    _, report = build({f"{NEWS}a.md": article("甲", "[正文](#wq-main)、[没有](#wq-none)")})

    assert [str(finding.message) for finding in report.findings] == ["“#wq-none”所指的页面里没有“wq-none”这一处"]


@alone
def test_places_that_an_overriding_template_gives_are_places(build: Build) -> None:
    footer = (REPO / "themes/renda/templates/footer.html").read_text(encoding="utf-8")
    settings = "from pathlib import Path\nTHEME_TEMPLATES_OVERRIDES = [str(Path(__file__).parent / 'over')]\n"
    own = {"pelicanconf.py": settings, "over/footer.html": f'{footer}<i id="more"></i>'}
    _, report = build({f"{NEWS}a.md": article("甲", "[更多](#more)、[没有](#wq-none)"), **own})

    assert [str(finding.message) for finding in report.findings] == ["“#wq-none”所指的页面里没有“wq-none”这一处"]
