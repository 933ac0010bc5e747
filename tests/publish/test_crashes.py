"""`kill -9` at any moment leaves every site whole, and the next build repairs."""

import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from clusters import CACHED, NOW, article, cached, public_tree, write_cluster
from wangqun.operations import foresee, go_back
from wangqun.options import Options
from wangqun.pipeline import run
from wangqun.stages import publish as publishing
from wangqun.stages.check import Allowed

from .crashes import Builder, edit, kill_builds, torn_sites

KILLS = 10  # `make bench` kills a hundred


@pytest.fixture(scope="module")
def builder() -> Iterator[Builder]:
    """Builds in processes of their own."""
    with Builder() as begun:
        yield begun


def _read(public: Path, stop: threading.Event, read: list[int], wrong: list[str]) -> None:
    """What a web server does for a reader, again and again."""
    while not stop.is_set():
        for site in ("sheng", "shi", "xian"):
            for page in ("index.html", "article/good.html", "404.html"):
                try:
                    text = (public / site / page).read_text(encoding="utf-8")
                except (OSError, UnicodeDecodeError) as error:
                    wrong.append(f"{site}/{page}: {error}")
                    continue
                read.append(len(text))
                if "</html>" not in text:
                    wrong.append(f"{site}/{page}: cut short")
        time.sleep(0.002)


def test_ten_kills_leave_every_site_whole_and_the_next_build_repairs(tmp_path: Path, builder: Builder) -> None:
    root = write_cluster(tmp_path / "a", {})
    stop = threading.Event()
    read: list[int] = []
    wrong: list[str] = []
    readers = [threading.Thread(target=_read, args=(root / "build" / "public", stop, read, wrong)) for _ in range(2)]
    builder.build(root)
    for reader in readers:
        reader.start()
    kills = kill_builds(builder, root, KILLS)
    stop.set()
    for reader in readers:
        reader.join()
    builder.build(root)

    assert wrong == []
    assert len(read) > 100

    assert [kill.torn for kill in kills] == [()] * KILLS
    assert any(kill.was_running for kill in kills)
    clean = write_cluster(tmp_path / "b", {})
    edit(clean, KILLS)
    builder.build(clean)
    assert public_tree(root) == public_tree(clean)
    assert cached(root) == CACHED


STEPS = ["make_release", "_show", "write_manifests", "write_ledger", "_remember", "_clear"]


class Died(BaseException):
    """Stands for the end of the process."""


def die(*args: object, **kwargs: object) -> None:
    raise Died


@pytest.mark.parametrize("step", ["_take_down", "write_manifests", "write_ledger"])
def test_dying_while_a_site_is_taken_down_loses_none_of_its_releases(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    (root / "sites/county/xian.yaml").unlink()
    allowed = Allowed(frozenset({"xian"}))
    with monkeypatch.context() as patch:
        patch.setattr(publishing, step, die)
        with pytest.raises(Died):
            run(root, NOW, options=Options(allowed=allowed))
    torn = torn_sites(root)
    asked = run(root, NOW)
    report = run(root, NOW, options=Options(allowed=allowed))

    assert torn == ()
    assert [finding.code for finding in asked.findings if finding.site == "xian"] == ["mass-removal"]
    assert (report.removed, report.failed) == (("xian",), ())
    assert not (root / "build/public/xian").is_symlink()
    assert go_back(root, NOW, ["xian"], None).keys() == {"xian"}
    assert (root / "build/public/xian/article/good.html").is_file()


@pytest.mark.parametrize("step", STEPS)
def test_dying_before_any_step_of_publishing_leaves_sites_whole(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_cluster(tmp_path, {})
    edit(root, 1)
    run(root, NOW)
    edit(root, 2)

    with monkeypatch.context() as patch:
        patch.setattr(publishing, step, die)
        with pytest.raises(Died):
            run(root, NOW)
    torn = torn_sites(root)
    report = run(root, NOW)

    assert torn == ()
    assert report.failed == ()
    assert torn_sites(root) == ()
    assert "第2次改动" in (root / "build/public/xian/article/good.html").read_text(encoding="utf-8")


def test_workers_of_a_killed_build_put_nothing_into_the_next_one(tmp_path: Path, builder: Builder) -> None:
    secret = "content/county/xian/news/secret.md"
    slow = "[ " * 3000
    root = write_cluster(tmp_path, {secret: article("机密"), "content/county/xian/news/slow.md": article("慢", slow)})
    process = builder.start(root)
    started = time.monotonic() + 20
    while not list((root / "build/cache/staging").glob("*/xian")) and time.monotonic() < started:
        time.sleep(0.005)
    os.kill(process, signal.SIGKILL)  # the parent alone
    builder.wait()
    (root / secret).unlink()
    report = run(root, NOW)

    assert report.failed == ()
    assert not any("secret" in path for path in public_tree(root))


def test_a_release_that_somebody_changed_is_made_anew(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    before = public_tree(root)
    (root / "build/public/shi/index.html").unlink()
    (root / "build/public/xian/index.html").write_text("改坏了", encoding="utf-8")
    why = {job.site: job.why for job in foresee(root, NOW).jobs}
    run(root, NOW)

    assert why == {"shi": ("release damaged",), "xian": ("release damaged",)}
    assert public_tree(root) == before


def test_a_change_to_a_release_does_not_live_on_in_the_next(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {"content/county/xian/news/second.md": article("第二篇")})
    run(root, NOW)
    page = root / "build/public/xian/article/second.html"
    sound = page.read_text(encoding="utf-8")
    page.write_text("改坏了", encoding="utf-8")
    edit(root, 1)
    run(root, NOW)

    assert page.read_text(encoding="utf-8") == sound
    assert torn_sites(root) == ()


def test_without_its_cache_a_build_still_takes_down_sites_that_are_gone(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    shutil.rmtree(root / "build/cache")
    (root / "sites/county/xian.yaml").unlink()
    shutil.rmtree(root / "content/county/xian")
    report = run(root, NOW, options=Options(allowed=Allowed(frozenset({"xian"}))))

    assert report.removed == ("xian",)
    assert not (root / "build/public/xian").exists()
    assert not (root / "build/manifests/xian.json").exists()
