"""A folder that cannot be read is told by its own path, costs its own site alone, and nobody takes it for an empty one."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from clusters import NOW, article, run, write_cluster
from wangqun.domain.finding import Place
from wangqun.stages.load import load
from wangqun.stages.load.files import walk

Refuse = Callable[[Path], None]
DEEP = {"content/county/xian/news/deep/a.md": article(), "content/county/xian/notices/b.md": article("又一篇")}
HOME = "，本站没有发布，保留上一次的内容"
INSIDE = "，里面的都没有读"


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Refuse:
    """Make a folder, and all below it, one that may not be read (chmod 000): root may read everything."""

    def closed(folder: Path) -> None:
        scandir, isdir = os.scandir, os.path.isdir

        def inside(path: object) -> bool:
            return Path(str(path)).is_relative_to(folder)

        def no_scandir(path: object = ".") -> object:
            if inside(path):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
            return scandir(path)  # type: ignore[call-overload]

        monkeypatch.setattr(os, "scandir", no_scandir)
        monkeypatch.setattr(os.path, "isdir", lambda path: not (inside(path) and Path(str(path)) != folder) and isdir(path))

    return closed


def told(root: Path) -> list[str]:
    return [str(finding) for finding in load(root).findings]


@pytest.mark.parametrize(
    ("folder", "place", "cost"),
    [
        ("content/county/xian/news/deep", "content/county/xian/news/deep", INSIDE),
        ("content/county/xian/news", "content/county/xian/news", INSIDE),
        ("content/county/xian", "content/county/xian", HOME),
        ("content/county", "content/county", HOME),
        ("sites/county", "sites/county", INSIDE),
    ],
)
def test_it_is_named_by_its_own_path(folder: str, place: str, cost: str, tmp_path: Path, refuse: Refuse) -> None:
    root = write_cluster(tmp_path, DEEP)
    refuse(root / folder)
    orphan = [] if folder != "sites/county" else ["content/county/xian: 警告 [content-orphan] 这里的内容不属于任何站点，没有发布"]

    assert told(root) == [f"{place}: 阻断 [unreadable] 文件夹读不出来：没有权限{cost}", *orphan]


def test_the_folder_of_all_content_is_told_once_for_each_site(tmp_path: Path, refuse: Refuse) -> None:
    root = write_cluster(tmp_path, {})
    refuse(root / "content")
    found = load(root)

    assert [(f.site, f.where) for f in found.findings] == [(site, "content") for site in ("shi", "xian", "sheng")]


def test_a_site_that_cannot_be_read_keeps_what_it_shows_and_stops_no_other(tmp_path: Path, refuse: Refuse) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    write_cluster(root, {"content/city/shi/news/new.md": article("新稿件")}, base=False)
    refuse(root / "content/county/xian")
    report = run(root, NOW)

    assert (report.failed, report.changed) == (("xian",), ("sheng", "shi"))  # the top one has the feed of all
    assert (root / "build/public/xian/article/good.html").is_file()
    assert (root / "build/public/shi/article/new.html").is_file()


def test_a_folder_that_may_be_listed_but_not_entered_costs_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_cluster(tmp_path, {"a/one.md": "", "b.md": ""}, base=False)

    class Closed:
        def __init__(self, entry: os.DirEntry[str]) -> None:
            self.name, self.path, self.is_dir, self.is_symlink = entry.name, entry.path, entry.is_dir, entry.is_symlink
            self.is_file, self._entry = entry.is_file, entry

        def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
            if self.name == "one.md":
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), self.path)
            return self._entry.stat(follow_symlinks=follow_symlinks)

    class Listing:
        def __init__(self, path: str) -> None:
            self._scan = scandir(path)

        def __enter__(self) -> "list[Closed]":
            return [Closed(entry) for entry in self._scan]

        def __exit__(self, *_: object) -> None:
            self._scan.close()

    scandir = os.scandir
    monkeypatch.setattr(os, "scandir", Listing)
    findings: list[object] = []
    found = [entry.source for entry in walk(tmp_path, Place("xian", "content"), findings)]  # type: ignore[arg-type]

    assert (found, list(map(str, findings))) == (["b.md"], ["content/a/one.md: 阻断 [unreadable] 文件读不出来：没有权限"])


def test_a_folder_that_is_not_there_is_no_fault(tmp_path: Path) -> None:
    site = "name: 新县人民代表大会\nshort_name: 新县人大\ndivision_code: '970122'\nparent: shi\n"

    assert told(write_cluster(tmp_path, {"sites/county/xin.yaml": site})) == []
