"""`verify` finds whatever befalls what is public, and makes it anew when asked to; every build looks a little."""

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clusters import NOW, public_tree, run, search_data, write_cluster
from wangqun.cli import main
from wangqun.operations import foresee, go_back, look_over, repair
from wangqun.options import Options
from wangqun.stages.check import Allowed
from wangqun.stages.publish import NoRelease
from wangqun.store.whole import is_sampled_right

from .damage import OF_BYTES, OF_PLACE, Damage, altered, build_cluster, copy_built, deleted, files_of, harm

pytestmark = pytest.mark.usefixtures("in_one_process")

SITES = ("sheng", "shi", "xian")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built cluster; never written to."""
    return build_cluster(tmp_path_factory.mktemp("verify") / "cluster")


def _public(root: Path) -> list[Path]:
    """Every file and link that a reader is given, and the data files of the search."""
    shown = [path.resolve() for path in (root / "build/public").iterdir()]
    return [path for path in files_of(root, "releases") if any(folder in path.parents for folder in shown)]


@pytest.mark.parametrize("damage", (*OF_BYTES, *OF_PLACE), ids=lambda damage: damage.__name__)
def test_every_public_file_that_is_harmed_is_told_by_its_path(damage: Damage, built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    harmed = [path for path in _public(root) if damage in OF_PLACE or not path.is_symlink()]
    needed = {site: sorted(search_data(root / "build/public" / site)) for site in SITES}
    data = [root / "build/search" / site / name for site, names in needed.items() for name in names]
    for path in data if damage is deleted else ():  # one at a time: what names the others must not be lost with them
        path.rename(tmp_path / path.name)
        assert [finding.path for finding in look_over(root, NOW)] == [path.relative_to(root).as_posix()]
        (tmp_path / path.name).rename(path)
    harmed += data if damage is not deleted else []
    harm(harmed, damage)
    told = {finding.path for finding in look_over(root, NOW)}

    assert {path.relative_to(root).as_posix() for path in harmed} - told == set()


def test_what_is_as_it_was_published_is_not_told(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    result = _verify(root)

    assert (result.exit_code, result.output) == (0, "核对：全部与台账相符。\n")


def test_other_times_alone_are_no_damage(built: Path, tmp_path: Path) -> None:
    root = tmp_path / "cluster"
    shutil.copytree(built, root, symlinks=True, copy_function=shutil.copyfile)
    found = look_over(root, NOW)
    planned = foresee(root, NOW).jobs
    before = {path: path.stat().st_ino for path in _public(root) if not path.is_symlink()}
    report = run(root, NOW)

    assert found == ()
    assert planned == ()
    assert report.changed == ()
    assert before == {path: path.stat().st_ino for path in _public(root) if not path.is_symlink()}


def test_damage_that_leaves_size_and_time_is_told_and_repaired_with_other_inodes(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    public = public_tree(root)
    harmed = [path for path in _public(root) if not path.is_symlink()] + sorted((root / "build/search/xian").iterdir())
    times = {path: (path.stat().st_atime_ns, path.stat().st_mtime_ns) for path in harmed}
    harm(harmed, altered)
    for path, both in times.items():
        os.utime(path, ns=both)
    (tmp_path / "kept").mkdir()
    kept = {path: tmp_path / "kept" / str(number) for number, path in enumerate(harmed)}
    for path, other in kept.items():
        os.link(path, other)  # the old inode stays, so that no new one can have its number
    broken = {path: path.read_bytes() for path in harmed}
    told = _verify(root, "--json")
    mended = _verify(root, "--repair", "--json", "--today", "2026-11-23")

    assert told.exit_code == 1
    told_paths = {finding["path"] for finding in json.loads(told.stdout)["findings"]}
    assert {path.relative_to(root).as_posix() for path in harmed} - told_paths == set()
    assert json.loads(told.stdout)["left"] == json.loads(told.stdout)["findings"]
    assert mended.exit_code == 0
    assert json.loads(mended.stdout)["left"] == []
    assert public_tree(root) == public
    assert [path for path, other in kept.items() if path.exists() and path.samefile(other)] == []
    assert [path for path, other in kept.items() if other.read_bytes() != broken[path]] == []
    assert _verify(root).exit_code == 0


@pytest.mark.parametrize(
    ("target", "word"),
    [
        (None, "不在了"),
        ("../releases/shi", "../releases/shi"),
        ("/somewhere/else/{release}", "/somewhere/else/"),
        ("folder", "不是链接"),
        ("file", "不是链接"),
    ],
)
def test_a_public_link_that_leads_elsewhere_is_told_and_set_right(
    target: str | None, word: str, built: Path, tmp_path: Path
) -> None:
    root = copy_built(built, tmp_path / "cluster")
    public, link = public_tree(root), root / "build/public/xian"
    release = link.resolve().name
    link.unlink()
    if target == "folder":
        link.mkdir()
    elif target == "file":
        link.write_text("一", encoding="utf-8")
    elif target:
        link.symlink_to(target.format(release=release))
    (found,) = look_over(root, NOW)
    report = run(root, NOW)

    assert (found.code, found.site, found.path) == ("verify-link", "xian", "build/public/xian")
    assert word in found.message and release in found.message
    if target == "folder":  # nobody's folder is deleted: it is said what to do
        assert [finding.code for finding in report.findings] == ["publish-failed"]
        link.rmdir()
        run(root, NOW)
    assert public_tree(root) == public
    assert look_over(root, NOW) == ()


def test_a_faithful_copy_elsewhere_is_no_release(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    link = root / "build/public/xian"
    copy = shutil.copytree(link.resolve(), tmp_path / link.resolve().name, symlinks=True)
    link.unlink()
    link.symlink_to(copy)
    (found,) = look_over(root, NOW)
    run(root, NOW)

    assert found.code == "verify-link"
    assert link.readlink() == Path("../releases/xian") / copy.name


def test_what_was_put_beside_is_told_and_taken_away(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    release = (root / "build/public/xian").resolve()
    put = [release / "login.html", release / "images/x/y.js", root / "build/search/xian/evil.html", release.parent / "1234"]
    for path in put:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<script>", encoding="utf-8")
    (root / "build/public/more").symlink_to("/etc")
    told = {(finding.code, finding.path) for finding in look_over(root, NOW)}
    repair(root, NOW)

    assert told == {("verify-surplus", path.relative_to(root).as_posix()) for path in (*put, root / "build/public/more")}
    assert [path for path in (*put, root / "build/public/more") if os.path.lexists(path)] == []
    assert look_over(root, NOW) == ()


def test_an_ordinary_build_takes_away_what_was_put_into_a_site(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    put = [(root / "build/public/xian").resolve() / "login.html", root / "build/search/xian/evil.html"]
    for path in put:
        path.write_text("<script>", encoding="utf-8")
    run(root, NOW)

    assert [path for path in put if path.exists()] == []


def test_what_is_kept_of_a_site_that_was_taken_down_is_looked_at_too(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    (root / "sites/county/xian.yaml").unlink()
    run(root, NOW, options=Options(allowed=Allowed(frozenset({"xian"}))))
    kept = sorted((root / "build/releases/xian").iterdir())
    whole = look_over(root, NOW)
    harm([release / "index.html" for release in kept], altered)
    told = [(finding.code, finding.path) for finding in look_over(root, NOW)]
    repair(root, NOW)

    assert whole == ()
    assert told == [("verify-release", release.relative_to(root).as_posix()) for release in kept]
    assert look_over(root, NOW) == ()
    with pytest.raises(NoRelease):
        go_back(root, NOW, ["xian"], None)


def test_a_damaged_earlier_release_is_told_not_gone_back_to_and_dropped(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    now = (root / "build/public/xian").resolve()
    (before,) = (path for path in now.parent.iterdir() if path != now)
    page = before / "article/good.html"  # the one piece that differs
    assert page.stat().st_nlink == 1
    page.write_text("改了", encoding="utf-8")
    (found,) = look_over(root, NOW)
    with pytest.raises(NoRelease, match="损坏"):
        go_back(root, NOW, ["xian"], None)
    mended = _verify(root, "--repair", "--today", "2026-11-23")

    assert (found.code, found.path) == ("verify-release", before.relative_to(root).as_posix())
    assert mended.exit_code == 0
    assert not before.exists()


def test_after_going_back_the_release_is_held_to_its_name(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    go_back(root, NOW, ["xian"], None)
    sound = look_over(root, NOW)
    page = root / "build/public/xian/article/good.html"
    page.write_text("改了", encoding="utf-8")
    (found,) = look_over(root, NOW)

    assert sound == ()
    assert (found.code, found.site) == ("verify-release", "xian")


def test_without_a_ledger_releases_are_held_to_their_names_and_repair_builds_all(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    public = public_tree(root)
    (root / "build/cache/ledger.json").write_bytes(b"\xff\xfe")
    (root / "build/public/xian/index.html").write_text("改了", encoding="utf-8")
    told = [(finding.code, finding.site) for finding in look_over(root, NOW)]
    mended = _verify(root, "--repair", "--today", "2026-11-23")

    assert told == [("verify-ledger", ""), ("verify-release", "xian")]
    assert mended.exit_code == 0
    assert public_tree(root) == public


def test_only_the_sites_named_are_looked_at(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    (root / "build/public/xian/index.html").unlink()

    assert _verify(root, "shi").exit_code == 0
    assert "xian/" in _verify(root, "xian").output
    unknown = _verify(root, "nowhere")
    assert (unknown.exit_code, unknown.output) == (2, "错误：没有发布过站点 nowhere。已有：sheng、shi、xian\n")


def test_what_cannot_be_made_anew_is_still_told(built: Path, tmp_path: Path) -> None:
    root = copy_built(built, tmp_path / "cluster")
    (root / "build/public/xian/index.html").unlink()
    write_cluster(root, {"sites/county/xian.yaml": "name: [\n"}, base=False)
    result = _verify(root, "--repair", "--today", "2026-11-23")

    assert result.exit_code == 1
    assert result.output.count("[verify-missing]") == 2
    assert "重做以后：阻断 1 条。" in result.output


def test_samples_of_many_runs_come_upon_every_file(tmp_path: Path) -> None:
    files = {}
    for number in range(50):
        (tmp_path / f"{number}.html").write_text(str(number), encoding="utf-8")
        files[f"{number}.html"] = "0" * 64 if number == 37 else _digest(str(number))
    found = [is_sampled_right(tmp_path, files, f"xian {run_of}") for run_of in range(200)]
    files["37.html"] = _digest("37")

    assert 1 <= found.count(False) <= 40
    assert all(is_sampled_right(tmp_path, files, f"xian {run_of}") for run_of in range(200))


def _digest(text: str) -> str:
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()


def _verify(root: Path, *more: str) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), "verify", *more])
