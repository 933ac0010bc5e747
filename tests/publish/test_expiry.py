"""A piece with a last day says so on its page and in every list, from that midnight on."""

import json
from datetime import timedelta
from pathlib import Path

import pytest

from clusters import NOW, article, run, write_cluster
from wangqun.operations import foresee

pytestmark = pytest.mark.usefixtures("in_one_process")

PIECE = {
    "content/city/shi/notices/jobs.md": article("招募公告", extra="expires_on: 2026-11-23\nshare: {to: [xian], mode: page}\n")
}
PAGES = ("shi/article/jobs.html", "xian/from/shi/article/jobs.html")
LISTS = ("shi/notices/index.html", "xian/notices/index.html", "shi/index.html")
BANNER, STATE = "已于 2026-11-23 过期，仅供查阅", "已过期"


def read(root: Path, name: str) -> str:
    return (root / "build/public" / name).read_text(encoding="utf-8")


def test_it_holds_until_the_end_of_its_last_day_and_every_site_that_shows_it_is_built_then(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, PIECE)
    run(root, NOW)
    before = [name for name in PAGES + LISTS if STATE in read(root, name) or BANNER in read(root, name)]
    midnight = NOW + timedelta(days=1)
    waiting = foresee(root, midnight - timedelta(seconds=1)).jobs
    due = {job.site: job.why for job in foresee(root, midnight).jobs}
    report = run(root, midnight)

    assert before == []
    assert waiting == ()
    assert due == {"shi": ("article/jobs changed",), "xian": ("shi:article/jobs changed",)}
    assert [name for name in PAGES if BANNER not in read(root, name)] == []
    assert [name for name in LISTS if STATE not in read(root, name)] == []
    assert report.findings == ()


def test_the_manifests_say_when_and_that_it_is_over(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, PIECE)
    run(root, NOW)
    first = {site: json.loads(read(root, f"{site}/manifest.json"))["next_build_due"] for site in ("shi", "xian", "sheng")}
    run(root, NOW + timedelta(days=1))
    manifest = json.loads(read(root, "shi/manifest.json"))

    midnight = (NOW + timedelta(days=1)).isoformat()
    assert first == {"shi": midnight, "xian": midnight, "sheng": None}
    assert manifest["next_build_due"] is None
    assert [d["state"] for d in manifest["documents"] if d["id"] == "shi:article/jobs"] == [STATE]


@pytest.mark.parametrize(("value", "public"), [("2200-12-31", True), ("9999-12-31", False), ("2026-11", False), ("明天", False)])
def test_a_last_day_is_a_day_or_the_piece_waits(value: str, public: bool, tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {"content/county/xian/news/a.md": article(extra=f"expires_on: {value}\n")})
    run(root, NOW)

    assert (root / "build/public/xian/article/a.html").exists() == public
