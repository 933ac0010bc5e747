"""Releases, history, rollback, locks, file systems that say no."""

import errno
import os
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from clusters import NOW, article, public_tree, run, write_cluster
from samples import picture
from wangqun.operations import foresee, go_back
from wangqun.options import Options
from wangqun.stages.check import Allowed
from wangqun.stages.publish import NoRelease
from wangqun.store.lock import Busy

from .crashes import edit

pytestmark = pytest.mark.usefixtures("in_one_process")


def shown(root: Path, site: str) -> str:
    return (root / "build" / "public" / site).resolve().name


def test_unchanged_sites_are_not_built_and_unchanged_files_keep_their_inode_and_time(tmp_path: Path) -> None:
    first = {"content/county/xian/news/second.md": article("第二篇"), "content/county/xian/news/good.md": article("一篇")}
    root = write_cluster(tmp_path, first)
    run(root, NOW)
    page = root / "build/public/xian/article/second.html"
    before = page.stat()
    longer = article("一篇", body="正文一段。\n\n又一段。")  # the cluster's feed says nothing of it
    write_cluster(root, {"content/county/xian/news/good.md": longer}, base=False)
    report = run(root, NOW)
    after = page.stat()

    assert report.changed == ("sheng", "xian")  # what is new is found from the top site
    assert report.unchanged == ("shi",)
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_the_plan_says_why(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    first = foresee(root, NOW)
    run(root, NOW)
    nothing = foresee(root, NOW)
    write_cluster(
        root,
        {"content/county/xian/news/good.md": article("改过"), "content/county/xian/news/new.md": article("新的")},
        base=False,
    )
    (root / "content/city/shi/news/good.md").unlink()
    second = foresee(root, NOW)

    assert {job.site: job.why for job in first.jobs} == dict.fromkeys(("sheng", "shi", "xian"), ("never built",))
    assert nothing.jobs == ()
    why = {job.site: job.why for job in second.jobs}
    assert set(why["xian"]) == {"article/good changed", "article/new added"}
    assert "article/good removed" in why["shi"]
    assert "sheng" not in why


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pelicanconf.py", "FEED_MAX_ITEMS = 5\n"),
        ("sites/cluster.yaml", "name: 换了名字\nroot: sheng\nbase_url: https://rd.test.example/\n"),
    ],
)
def test_shared_settings_touch_every_site(name: str, text: str, tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    write_cluster(root, {name: text}, base=False)

    assert {job.site for job in foresee(root, NOW).jobs} == {"sheng", "shi", "xian"}


def test_time_alone_changes_only_sites_with_something_due(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {"content/county/xian/news/later.md": article("以后的", date="2026-11-25 09:00")})
    run(root, NOW)
    later = foresee(root, NOW + timedelta(days=3))

    assert [(job.site, job.why) for job in later.jobs] == [("xian", ("article/later added",))]


def test_releases_are_kept_and_rollback_shows_the_one_before(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    seen = []
    for number in range(5):
        edit(root, number)
        run(root, NOW, options=Options(keep=3))
        seen.append(shown(root, "xian"))
    kept = sorted(path.name for path in (root / "build/releases/xian").iterdir())
    went_back = go_back(root, NOW, ["xian"], None)
    text = (root / "build/public/xian/article/good.html").read_text(encoding="utf-8")

    assert kept == sorted(seen[-3:])
    assert went_back == {"xian": seen[-2]}
    assert shown(root, "xian") == seen[-2]
    assert "第3次改动" in text
    assert foresee(root, NOW).jobs[0].why == ("rolled back",)
    assert go_back(root, NOW, ["xian"], seen[-1][:8]) == {"xian": seen[-1]}
    run(root, NOW)
    assert shown(root, "xian") == seen[-1]


def test_all_sites_go_back_at_once(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    edit(root, 1)
    run(root, NOW)
    old = public_tree(root)
    edit(root, 2)
    run(root, NOW)
    go_back(root, NOW, [], None)

    assert public_tree(root) == old


def test_rollback_refuses_what_is_not_there(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)

    with pytest.raises(NoRelease, match="没有这个版本"):
        go_back(root, NOW, ["xian"], None)
    with pytest.raises(NoRelease, match="还没有发布过"):
        go_back(root, NOW, ["nobody"], None)


def test_a_site_taken_out_of_the_cluster_goes_from_public(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    (root / "sites/county/xian.yaml").unlink()
    report = run(root, NOW, options=Options(allowed=Allowed(frozenset({"xian"}))))

    assert report.removed == ("xian",)
    assert not (root / "build/public/xian").exists()
    assert (root / "build/releases/xian").is_dir(), "until it is forgotten (test_forget.py)"


def test_a_faulty_record_keeps_the_last_release_and_stops_no_site_below_it(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    edit(root, 7)
    record = root / "sites/city/shi.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "colour: 红\n", encoding="utf-8")
    report = run(root, NOW)

    assert report.failed == ("shi",)
    assert "第7次" not in (root / "build/public/shi/article/good.html").read_text(encoding="utf-8")
    assert "第7次" in (root / "build/public/xian/article/good.html").read_text(encoding="utf-8")


def test_a_second_run_waits_or_says_who_is_at_work(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    lock = FileLock(root / "build/cache/lock")
    lock.acquire()
    with pytest.raises(Busy, match="另一次生成正在进行"):
        run(root, NOW, options=Options(wait=False))
    done = threading.Event()
    thread = threading.Thread(target=lambda: (run(root, NOW), done.set()))
    thread.start()
    waited = not done.wait(0.3)
    lock.release()
    thread.join(20)

    assert waited
    assert done.is_set()


def test_a_held_lock_names_the_process(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    hold = (
        "import sys,time,pathlib,datetime\nfrom wangqun.store.lock import locked\n"
        "with locked(pathlib.Path(sys.argv[1]), datetime.datetime.now(), True, print):\n"
        " print('held', flush=True)\n time.sleep(30)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", hold, str(root)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    try:
        with pytest.raises(Busy, match=f"进程 {process.pid}"):
            run(root, NOW, options=Options(wait=False))
    finally:
        process.kill()
        process.communicate()


def broken(code: int) -> object:
    def refuse(*args: object, **kwargs: object) -> None:
        raise OSError(code, os.strerror(code))

    return refuse


@pytest.mark.parametrize(
    ("name", "code"),
    [("symlink_to", errno.EPERM), ("rename", errno.ENOSPC), ("write_text", errno.ENOSPC), ("rename", errno.EROFS)],
)
def test_a_disk_that_says_no_leaves_the_last_good_cluster(
    name: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_cluster(tmp_path, {})
    edit(root, 1)
    run(root, NOW)
    before = public_tree(root)
    edit(root, 2)
    failed: tuple[str, ...] = ()
    with monkeypatch.context() as patch:
        patch.setattr(Path, name, broken(code))
        try:
            failed = run(root, NOW).failed
        except OSError as error:
            assert error.errno == code

    assert public_tree(root) == before
    assert failed in {(), ("sheng", "shi", "xian")}
    assert run(root, NOW).changed == ("sheng", "shi", "xian")


def test_without_hard_links_unchanged_files_are_copied_with_their_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_cluster(
        tmp_path,
        {
            "content/county/xian/news/second.md": article("第二篇", date="2026-02-01"),
            "content/county/xian/news/between.md": article("之间", date="2026-02-02"),
        },
    )
    run(root, NOW)
    before = (root / "build/public/xian/article/second.html").stat()
    write_cluster(root, {"content/county/xian/news/good.md": article("改过")}, base=False)
    monkeypatch.setattr(os, "link", broken(errno.EPERM))
    report = run(root, NOW)
    after = (root / "build/public/xian/article/second.html").stat()

    assert "xian" in report.changed
    assert after.st_mtime_ns == before.st_mtime_ns
    assert after.st_ino != before.st_ino


def test_a_file_that_vanishes_between_reading_and_copying_keeps_the_last_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wangqun import pipeline

    root = write_cluster(tmp_path, {"content/county/xian/images/a.jpg": picture()})
    run(root, NOW)
    write_cluster(root, {"content/county/xian/images/a.jpg": picture(size=(16, 16))}, base=False)
    resolve = pipeline.resolve

    def resolve_then_lose(*args: object) -> object:
        (root / "content/county/xian/images/a.jpg").unlink(missing_ok=True)
        return resolve(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "resolve", resolve_then_lose)
    report = run(root, NOW)

    assert report.failed == ("xian",)
    assert (root / "build/public/xian/images/a.jpg").read_bytes() == picture()


def test_a_damaged_ledger_means_a_full_build(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    before = public_tree(root)
    (root / "build/cache/ledger.json").write_text("{", encoding="utf-8")
    report = run(root, NOW)

    assert report.failed == ()
    assert report.unchanged == ("sheng", "shi", "xian")
    assert public_tree(root) == before
