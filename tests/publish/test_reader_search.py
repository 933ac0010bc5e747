"""The reader's search holds what is public, whatever was edited, lost or broken off: it is that of a clean build."""

import json
import shutil
import zlib
from pathlib import Path

import pytest

from clusters import NOW, article, public_tree, run, search_data, write_cluster
from wangqun.operations import foresee, go_back, let_go
from wangqun.options import Options
from wangqun.search import pieces
from wangqun.search.cutting import FORMAT
from wangqun.stages import publish as publishing
from wangqun.stages.check import Allowed
from wangqun.store.search import CACHE, read_kept, read_marks
from wangqun.stored import sealed_json, write

from .test_people import FILES
from .test_withheld import BARE, BASE, PRODUCTION, SITE

pytestmark = pytest.mark.usefixtures("in_one_process")

COUNTY, CITY = "content/county/xian/", "content/city/shi/"
NEWS = COUNTY + "news/drainage.md"
SHORT = BASE[SITE].replace("short_name: ", "short_name: 新")
STEPS: list[dict[str, str | None]] = [
    {NEWS: article("检查城区排水", "## 一、情况\n\n第十二条 规定的易涝点。\n\n第十二条 又一次。")},
    {NEWS: article("检查城区供水", "管网已整改。")},
    {NEWS: None, COUNTY + "news/water.md": article("检查城区供水", "管网已整改。")},
    {
        CITY + "news/long.md": article("长篇", "各位代表，水库检查。" * 3000),
        CITY + "news/old.md": article("旧闻", date="2020-01-02"),
    },
    {CITY + "news/old.md": None},
    {CITY + "news/long.md": article("长篇", extra="withdrawn: {reason: 有误, time: 2026-03-03 09:00}\n")},
    {SITE: SHORT},
    FILES,
    {f"{COUNTY}news/many{number}.md": article(f"第{number}篇", f"正文{number}。") for number in range(30)},
    {f"{COUNTY}news/many{number}.md": None for number in range(3, 30)},
]


def change(root: Path, files: dict[str, str | None]) -> None:
    """Write files, delete those that are None."""
    for name in files:
        if files[name] is None:
            (root / name).unlink()
    write_cluster(root, {name: text for name, text in files.items() if text is not None}, base=False)


def assert_clean(root: Path, clean: Path) -> None:
    """What is public is what a build from nothing makes."""
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(root, clean, ignore=shutil.ignore_patterns("build"))
    run(clean, NOW)

    assert {name: content for name, content in public_tree(clean).items() if "/search/" in name} == {
        name: content for name, content in public_tree(root).items() if "/search/" in name
    }
    assert public_tree(clean) == public_tree(root)


def harm(path: Path, how: str) -> None:
    """Damage a file in place."""
    data = path.read_bytes()
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(data[:-1] if how == "short" else data[:-1] + bytes([data[-1] ^ 255]))


def told(root: Path, site: str) -> dict[str, object]:
    """A site's search/index.json."""
    found: dict[str, object] = json.loads((root / "build/public" / site / "search/index.json").read_text(encoding="utf-8"))
    return found


def test_after_any_edit_the_search_is_that_of_a_clean_build(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "root", {})
    run(root, NOW)
    for step in STEPS:
        change(root, step)
        run(root, NOW, options=Options(allowed=Allowed(frozenset({"xian"}))))  # one step empties the site

        assert_clean(root, tmp_path / "clean")


def test_a_site_built_alone_is_found_from_the_top_after_the_next_build_of_all(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "root", {})
    run(root, NOW)
    change(root, STEPS[0])
    run(root, NOW, ["xian"])
    run(root, NOW)

    assert_clean(root, tmp_path / "clean")


def test_a_renamed_column_is_called_so_at_the_top(tmp_path: Path) -> None:
    columns = "- {key: news, title: 要闻}\n"
    root = write_cluster(tmp_path / "root", {COUNTY + "columns.yaml": columns})
    run(root, NOW)
    change(root, {COUNTY + "columns.yaml": columns.replace("要闻", "新闻")})
    run(root, NOW)

    assert_clean(root, tmp_path / "clean")


@pytest.mark.parametrize("step", ["write_manifests", "write_ledger", "keep_search", "sweep_data", "_clear"])
def test_dying_before_any_step_of_publishing_leaves_no_search_behind(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_cluster(tmp_path / "root", {})
    run(root, NOW)
    change(root, STEPS[0])

    class Died(BaseException):
        """Stands for the end of the process."""

    def die(*args: object, **kwargs: object) -> None:
        raise Died

    with monkeypatch.context() as patch:
        patch.setattr(publishing, step, die)
        with pytest.raises(Died):
            run(root, NOW)
    run(root, NOW)
    change(root, {CITY + "news/other.md": article("别处的稿件")})
    run(root, NOW)

    assert_clean(root, tmp_path / "clean")


@pytest.mark.parametrize("lost", ["build/search", "build/search/xian", "build/cache/search", "build/cache/search/sites"])
def test_lost_files_are_made_anew(lost: str, tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "root", STEPS[0])  # type: ignore[arg-type]
    run(root, NOW)
    shutil.rmtree(root / lost)
    run(root, NOW)

    assert_clean(root, tmp_path / "clean")


@pytest.mark.parametrize("damage", ["gone", "short"])
def test_a_lost_piece_is_said_and_cut_by_the_build_after(damage: str, tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "root", {})
    run(root, NOW)
    for path in (root / pieces.FOLDER).glob("??/*"):
        path.write_bytes(path.read_bytes()[:-1]) if damage == "short" else path.unlink()
    for path in (root / "build/search").glob("*/*"):  # so that every piece is needed
        path.unlink()
    change(root, {CITY + "news/other.md": article("别处的稿件")})
    report = run(root, NOW)
    assert "search-stale" in {finding.code for finding in report.findings}
    for _ in range(3):  # one of the sites after the other
        run(root, NOW)

    assert_clean(root, tmp_path / "clean")


def test_a_top_takes_what_sites_below_it_hold_and_needs_no_piece_of_theirs(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "root", {NEWS: article("检查城区排水", "易涝点。")})
    run(root, NOW)
    for _, _, piece, _ in read_kept(root, "xian")["found"]:
        (root / pieces.FOLDER / piece[:2] / piece).unlink()
    shutil.rmtree(root / "build/search/sheng")
    report = run(root, NOW)

    assert report.findings == ()
    assert_clean(root, tmp_path / "clean")


@pytest.mark.parametrize("damage", ["gone", "short", "flipped"])
def test_a_file_that_a_site_and_its_top_share_is_made_anew_for_both(damage: str, tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "root", {NEWS: article("检查城区排水", "易涝点。")})
    run(root, NOW)
    shared = {path.name for path in (root / "build/search/xian").iterdir()} & {
        path.name for path in (root / "build/search/sheng").iterdir()
    }
    assert shared
    for name in shared:
        harm(root / "build/search/xian" / name, damage)  # in place, where it is one file with two names
    run(root, NOW)

    assert_clean(root, tmp_path / "clean")


def test_a_withheld_site_is_found_as_it_is_shown(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, PRODUCTION)
    run(root, NOW)
    before = told(root, "sheng"), search_data(root / "build/public/sheng")
    change(root, {**BARE, COUNTY + "news/new.md": article("县里的新稿件")})
    report = run(root, NOW)

    assert report.failed == ("xian",)
    assert (told(root, "sheng"), search_data(root / "build/public/sheng")) == before


def test_a_check_writes_no_search(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW, options=Options(publishing=False))

    assert not (root / "build/search").exists()
    assert not (root / "build/cache/search").exists()


def test_going_back_shows_the_search_of_then_and_the_next_build_that_of_now(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "root", {})
    run(root, NOW)
    then = told(root, "xian"), search_data(root / "build/public/xian")
    for number in range(2):
        change(root, {NEWS: article("检查城区排水", f"第{number}次。")})
        run(root, NOW)
        go_back(root, NOW, ["xian"], None)
        if number == 0:
            assert (told(root, "xian"), search_data(root / "build/public/xian")) == then
    run(root, NOW)

    assert_clean(root, tmp_path / "clean")


def test_what_is_found_no_more_leaves_no_data_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wangqun.store.search.SPARE", 0)
    root = write_cluster(tmp_path, {})
    for number in range(8):
        change(root, {NEWS: article("检查城区排水", f"第{number}次{'易涝' * number}。")})
        run(root, NOW)
    there = {path.name for path in (root / "build/search/xian").iterdir()}
    used: set[str] = set()
    for release in (root / "build/releases/xian").iterdir():
        used |= search_data(release).keys()

    assert len(there) <= len(used) + len(search_data(root / "build/public/xian"))
    assert used <= there


def test_a_site_that_is_no_more_is_not_found(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "root", {})
    run(root, NOW)
    (root / SITE).unlink()
    shutil.rmtree(root / COUNTY)
    run(root, NOW, options=Options(allowed=Allowed(frozenset({"xian"}))))
    let_go(root, NOW, "xian", lambda releases: True)

    assert not (root / "build/search/xian").exists()
    assert_clean(root, tmp_path / "clean")


@pytest.mark.parametrize("alias", ["/search/index.json", "/search/d", "/search/d/x.html", "/search/index.html"])
def test_no_author_writes_where_the_search_lies(alias: str, tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {NEWS: article(extra=f"aliases: [{alias}]\n")})
    report = run(root, NOW)

    assert report.failed == ()
    assert (root / "build/public/xian/search/d").is_symlink()
    assert told(root, "xian")["format"] == FORMAT


def test_nothing_is_planned_when_nothing_changed(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    run(root, NOW)

    assert foresee(root, NOW).jobs == ()


def test_the_text_of_a_withdrawn_piece_is_not_kept_for_the_search(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {COUNTY + "news/secret.md": article("要撤下的稿件", "不该公开的内容。")})
    run(root, NOW)
    before = {path.name: path.read_bytes() for path in (root / "build/search/xian").iterdir()}
    texts = [name for name, data in before.items() if "不该公开的内容".encode("gbk") in _inflated(data)]
    (root / (COUNTY + "news/secret.md")).unlink()
    run(root, NOW)

    assert len(texts) == 1
    assert not (root / "build/search/xian" / texts[0]).exists()
    assert not (root / "build/search/sheng" / texts[0]).exists()


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompress(data)
    except zlib.error:
        return b""


def test_a_lost_folder_of_data_files_does_not_stop_a_later_sweep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(tmp_path, {COUNTY + "news/one.md": article("第一篇")})
    run(root, NOW)
    shutil.rmtree(root / "build/search/xian")
    monkeypatch.setattr("wangqun.store.search.SPARE", -1000)
    for number in range(3):
        change(root, {COUNTY + "news/one.md": article("第一篇", f"第{number}次。")})
        run(root, NOW)

    assert_clean(root, tmp_path / "clean")


def test_an_index_laid_out_otherwise_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(tmp_path / "root", {})
    monkeypatch.setattr("wangqun.search.shards.ROWS", 10)
    monkeypatch.setattr("wangqun.search.shards.LAID_OUT", ["another version"])
    run(root, NOW)
    monkeypatch.undo()
    change(root, {COUNTY + "news/one.md": article("第一篇")})
    run(root, NOW)

    assert_clean(root, tmp_path / "clean")


def test_nothing_that_is_kept_of_a_search_is_decoded_when_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_cluster(tmp_path / "root", {})
    run(root, NOW)
    read: list[str] = []

    def noted(root: Path, site: str) -> dict[str, object]:
        read.append(site)
        return read_kept(root, site)

    monkeypatch.setattr("wangqun.stages.search.read_kept", noted)
    run(root, NOW)
    assert read == []
    change(root, {NEWS: article("检查城区排水", "改过。")})
    run(root, NOW)

    assert "sheng" in read
    assert_clean(root, tmp_path / "clean")


@pytest.mark.parametrize("site", ["xian", "sheng"])
def test_a_state_without_marks_is_made_anew(site: str, tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "root", {})
    run(root, NOW)
    path = root / CACHE / f"{site}.json"
    kept = {name: value for name, value in read_kept(root, site).items() if name not in {"own", "sum"}}
    write(path, sealed_json(kept))
    run(root, NOW)

    assert read_marks(root, site) is not None
    assert_clean(root, tmp_path / "clean")
