"""`build --if-due`: at once when the clock asks for nothing, and never a build too few."""

from datetime import timedelta
from pathlib import Path

import pytest

from clusters import NOW, article, run, write_cluster
from wangqun.deploy.due import is_due
from wangqun.options import Options

from .repositories import wangqun

pytestmark = pytest.mark.usefixtures("in_one_process")

LATER = NOW + timedelta(days=2)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A cluster of which one piece appears at LATER, as it was built at NOW."""
    appears = article("到点公开", date=f"{LATER:%Y-%m-%d %H:%M}")
    run(write_cluster(tmp_path, {"content/county/xian/news/later.md": appears}), NOW)
    return tmp_path


def test_a_build_is_due_when_its_moment_has_come(built: Path) -> None:
    assert not is_due(built, NOW).now
    assert not is_due(built, LATER - timedelta(seconds=1)).now
    assert is_due(built, LATER).now
    assert is_due(built, LATER + timedelta(days=9)).now

    run(built, LATER)

    assert not is_due(built, LATER).now


def test_a_site_that_was_not_published_is_tried_again(built: Path) -> None:
    (built / "sites/county/xian.yaml").rename(built / "xian.yaml")
    run(built, NOW)  # held until somebody says that it may go

    assert is_due(built, NOW) == (True, "上一次没有发布的站点再试一次：xian。")
    (built / "xian.yaml").rename(built / "sites/county/xian.yaml")
    run(built, NOW, options=Options(publishing=False))  # a check is no build
    assert is_due(built, NOW).now
    run(built, NOW)
    assert not is_due(built, NOW).now


def test_a_build_for_other_sites_takes_no_moment_and_no_failure_from_a_site(built: Path) -> None:
    run(built, LATER, ["shi"], options=Options(force=True))
    assert is_due(built, LATER).now, "what appears on xian at this moment has not appeared"

    (built / "sites/county/xian.yaml").rename(built / "xian.yaml")
    run(built, LATER)
    run(built, LATER, ["shi"], options=Options(force=True))
    assert is_due(built, LATER) == (True, "上一次没有发布的站点再试一次：xian。")


@pytest.mark.parametrize("damage", [None, b"", b"\xff\xfe", b"[]", b"{}", b'{"failed": 1, "next_build_due": 1}', b"[" * 100_000])
def test_in_doubt_it_is_due(built: Path, damage: bytes | None) -> None:
    path = built / "build/reports/status.json"
    path.unlink() if damage is None else path.write_bytes(damage)

    assert is_due(built, NOW).now


def test_when_nothing_is_due_nothing_is_done(built: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (built / "build").rglob("*")}
    (built / "content/county/xian/news/new.md").write_text(article("新的一篇"), "utf-8")

    said = wangqun(built, "build", "--if-due", "--today", f"{NOW:%Y-%m-%d %H:%M}")

    assert "还没有到时间，不生成；下一次：2026-11-25 00:00。" in said
    assert {path: path.stat().st_mtime_ns for path in (built / "build").rglob("*")} == before
    said = wangqun(built, "build", "--if-due", "--today", f"{LATER:%Y-%m-%d %H:%M}", code=0)
    assert "到时间了" in said
    assert (built / "build/public/xian/article/later.html").is_file()


def test_a_manifest_of_nothing_to_come_is_never_due(tmp_path: Path) -> None:
    run(write_cluster(tmp_path, {}), NOW)

    assert is_due(tmp_path, NOW + timedelta(days=9999)).now is False
