"""What a build leaves of itself in build/reports: how the cluster stands, and what each office's report says is new."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from clusters import FAULTS, NOW, article, public_tree, read_folder, run, write_cluster
from wangqun.options import Options
from wangqun.reports.report import INDEX, METRICS, REPORTS, STATUS
from wangqun.reports.status import read_status

pytestmark = pytest.mark.usefixtures("in_one_process")

BASE = read_folder(FAULTS / "_base")
SITE = "sites/county/xian.yaml"
PIECE = "content/county/xian/news/a.md"
BROKEN = article(body="[x](id:xian:article/none)")
LATER = NOW + timedelta(hours=1)


def read(root: Path, name: str) -> Any:
    return json.loads((root / REPORTS / name).read_text(encoding="utf-8"))


def page(root: Path, name: str = INDEX) -> str:
    return (root / REPORTS / name).read_text(encoding="utf-8")


def state(root: Path, site: str) -> tuple[str, str]:
    entry = next(entry for entry in read(root, STATUS)["sites"] if entry["site"] == site)
    return entry["state"], entry["since"]


def orphaned(root: Path) -> None:
    write_cluster(root, {SITE: BASE[SITE].replace("parent: shi", "parent: nobody")}, base=False)


def test_the_status_tells_the_last_build_and_since_when_a_site_is_kept_back(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    orphaned(root)
    run(root, LATER)
    run(root, LATER + timedelta(hours=1))

    assert state(root, "xian") == ("kept_back", LATER.isoformat())
    assert state(root, "shi") == ("published", NOW.isoformat())
    build = read(root, STATUS)["build"]
    assert (build["at"], build["outcome"], build["kept_back"]) == ("2026-11-23T02:00:00+08:00", "kept_back", ["xian"])
    assert "1 个站点没有发布" in page(root)
    assert "自 2026-11-23 01:00 起" in page(root)

    write_cluster(root, {SITE: BASE[SITE]}, base=False)
    run(root, LATER + timedelta(hours=2))

    assert state(root, "xian") == ("published", "2026-11-23T03:00:00+08:00")
    assert "全部发布" in page(root)


def test_a_check_leaves_the_last_build_s_status_and_metrics_alone(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    before = [(root / REPORTS / name).read_bytes() for name in (STATUS, METRICS)]
    orphaned(root)
    run(root, LATER, options=Options(publishing=False))

    assert [(root / REPORTS / name).read_bytes() for name in (STATUS, METRICS)] == before
    assert "检查于 <time" in page(root)
    assert '<time datetime="2026-11-23T00:00:00+08:00">2026-11-23 00:00</time><small>用时' in page(root)


def test_a_check_without_any_build_says_so(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW, options=Options(publishing=False))

    assert "还没有生成过" in page(root)
    assert not (root / REPORTS / STATUS).exists()


def test_a_build_of_one_site_does_not_call_another_well(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    record = BASE["sites/cluster.yaml"]
    write_cluster(
        root, {"sites/cluster.yaml": "production: true\n" + record, SITE: BASE[SITE].partition("footer:")[0]}, base=False
    )
    run(root, LATER)
    run(root, LATER + timedelta(hours=1), ["shi"])

    assert state(root, "xian") == ("kept_back", LATER.isoformat())
    assert "未发布，保留上次" in page(root)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"\xff\xfe",
        b"[" * 100_000,
        b"3",
        b'{"version": 1}',
        b'{"version": 1, "build": {"at": "x"}, "sites": []}',
        b'{"version": 1, "build": {"at": "2026-11-23", "seconds": 1.0, "kept_back": 3}, "sites": []}',
        b'{"version": 1, "build": null, "sites": [{"site": "xian", "state": "kept_back", "outcome": "", "since": "x"}]}',
        b'{"version": 1, "build": null, "sites": [3]}',
    ],
)
def test_a_damaged_status_says_nothing(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / STATUS).write_bytes(damage)

    assert read_status(tmp_path / STATUS) == {"version": 1, "build": None, "sites": []}


@pytest.mark.parametrize("name", [STATUS, "sites/xian.json", "cluster.json"])
def test_a_damaged_file_is_made_anew(name: str, tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {PIECE: BROKEN})
    run(root, NOW)
    whole = read(root, name)
    (root / REPORTS / name).write_bytes(b"\xff\xfe")
    run(root, NOW)

    assert read(root, name).keys() == whole.keys()
    assert read(root, name).get("findings") == whole.get("findings")


def test_a_report_says_what_is_new_and_what_is_mended_beside_the_last_that_differs(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {PIECE: BROKEN, "content/county/xian/news/b.md": article(body="[x](gone.md)")})
    run(root, NOW)
    first = read(root, "sites/xian.json")
    write_cluster(root, {PIECE: article(), "content/county/xian/news/c.md": article(body="[x](lost.md)")}, base=False)
    run(root, LATER)
    second = read(root, "sites/xian.json")
    text = page(root, "xian.html")
    run(root, LATER + timedelta(hours=1))
    third = read(root, "sites/xian.json")

    assert (first["before"], first["new"], first["mended"]) == (None, 2, [])
    assert [(f["path"].rpartition("/")[2], f["new"]) for f in second["findings"]] == [("b.md", False), ("c.md", True)]
    assert [f["path"].rpartition("/")[2] for f in second["mended"]] == ["a.md"]
    assert second["before"]["now"] == NOW.isoformat()
    assert "新出现 1 条，已改正 1 条" in text
    assert text.count('<span class="tag new">新</span>') == 1
    assert {key: third[key] for key in third.keys() - {"now"}} == {key: second[key] for key in second.keys() - {"now"}}


def test_what_will_happen_by_itself_is_foretold(tmp_path: Path) -> None:
    pieces = {
        "ends.md": article(extra="expires_on: 2026-11-25\n"),
        "far.md": article(extra="expires_on: 2026-12-25\n"),
        "goes.md": article(extra="withdrawn: {reason: 有误, time: 2026-11-24 08:00}\n"),
        "shared.md": article(extra="share: {up: true, until: 2026-11-29}\n"),
        "comes.md": article(date="2026-12-01 09:00"),
        "over.md": article(extra="expires_on: 2026-11-22\n"),
    }
    root = write_cluster(tmp_path, {f"content/county/xian/news/{name}": text for name, text in pieces.items()})
    run(root, NOW)

    assert [(f["path"].rpartition("/")[2], f["due"], f["message"]) for f in read(root, "sites/xian.json")["due"]] == [
        ("goes.md", "2026-11-24 08:00", "将于 2026-11-24 08:00 撤回"),
        ("ends.md", "2026-11-26 00:00", "将于 2026-11-26 00:00 标明已过期"),
        ("shared.md", "2026-11-30 00:00", "将于 2026-11-30 00:00 不再流转到别的站点"),
        ("comes.md", "2026-12-01 09:00", "将于 2026-12-01 09:00 公开"),
    ]
    coming = page(root, "xian.html").partition("将要发生")[2]
    assert [coming.count(word) for word in ("撤回", "标明已过期", "不再流转")] == [1, 1, 1]


def test_who_is_told_changes_nothing_that_is_public(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    before = public_tree(root)
    write_cluster(root, {SITE: "report_to: [a@xian.test.example, b@xian.test.example]\n" + BASE[SITE]}, base=False)
    report = run(root, NOW)

    assert (report.changed, report.findings) == ((), ())
    assert public_tree(root) == before
    assert b"xian.test.example" not in b"".join(before.values())
    assert read(root, "sites/xian.json")["to"] == ["a@xian.test.example", "b@xian.test.example"]


def test_the_office_of_a_broken_record_keeps_its_address(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {SITE: "report_to: a@xian.test.example\n" + BASE[SITE]})
    run(root, NOW)
    orphaned(root)
    run(root, LATER)
    run(root, LATER)

    assert (read(root, "sites/xian.json")["to"], read(root, "sites/xian.json")["name"]) == (
        ["a@xian.test.example"],
        "示例县人民代表大会",
    )


def test_a_site_may_be_called_as_a_report_is(tmp_path: Path) -> None:
    sites = {
        f"sites/county/{name}.yaml": BASE[SITE].replace("970121", f"97012{n}") for n, name in ((2, "status"), (3, "cluster"))
    }
    content = {f"content/county/{name}/news/a.md": article() for name in ("status", "cluster")}
    root = write_cluster(tmp_path, sites | content)
    run(root, NOW)

    assert [read(root, f"sites/{name}.json")["site"] for name in ("status", "cluster")] == ["status", "cluster"]
    assert (read(root, "cluster.json")["site"], len(read(root, STATUS)["sites"])) == ("", 5)


def test_a_site_that_is_held_is_told_with_the_word_for_it(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    (root / SITE).unlink()
    run(root, LATER)
    told, gauges = _outcomes(root), page(root, METRICS).splitlines()
    run(root, LATER, ["shi"], options=Options(force=True))

    assert told["xian"] == ("kept_back", "held", LATER.isoformat())
    assert told["shi"] == ("published", "published", NOW.isoformat())
    assert _outcomes(root)["xian"] == told["xian"], "a run for others forgets nothing"
    assert {'wangqun_site_held{site="xian"} 1', 'wangqun_site_held{site="shi"} 0'} <= set(gauges)
    assert "等人确认，保留上次" in page(root)


def _outcomes(root: Path) -> dict[str, tuple[str, str, str]]:
    return {site["site"]: (site["state"], site["outcome"], site["since"]) for site in read(root, STATUS)["sites"]}
