"""`wangqun export` writes what is public, all of it and nothing else, in the forms that search servers take."""

import gc
import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from clusters import NOW, article, run, write_cluster
from wangqun.cli import main
from wangqun.options import Options
from wangqun.search.index import folder_of
from wangqun.store.lock import in_turn

pytestmark = pytest.mark.usefixtures("in_one_process")

FILE = "content/county/xian/news/drainage.md"
PIECE = {FILE: article("检查城区排水", "## 第一节\n\n易涝点已整改。\n\n## 第二节\n\n“管网”\\已改造。")}


def command(root: Path, *args: str) -> Result:
    """Run `wangqun export`."""
    return CliRunner().invoke(main, ["-C", str(root), "export", *args])


def entries(text: str) -> list[dict[str, Any]]:
    """The lines as values."""
    return [json.loads(line) for line in text.splitlines()]


def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "cluster", PIECE)
    run(root, NOW)
    pipe, link, target = (tmp_path / name for name in ("pipe", "link", "target"))
    os.mkfifo(pipe)
    target.write_text("alt", encoding="utf-8")
    link.symlink_to(target)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    codes = [command(root, "--site", "xian", "--out", str(out)).exit_code for out in (pipe, link)]
    piped = os.read(reader, 1 << 16).decode()
    os.close(reader)

    assert codes == [0, 0]
    assert (pipe.is_fifo(), link.is_symlink()) == (True, True)
    assert piped == target.read_text(encoding="utf-8") == command(root, "--site", "xian").stdout


def test_an_entry_has_all_that_a_server_needs(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, PIECE)
    run(root, NOW)
    (entry,) = (entry for entry in entries(command(root, "--site", "xian").stdout) if entry["id"] == "xian:article/drainage")
    key = entry.pop("key")

    assert re.fullmatch("[0-9a-f]{32}", key)
    assert entry == {
        "id": "xian:article/drainage",
        "site": "xian",
        "site_name": json.loads((root / "build/manifests/xian.json").read_text(encoding="utf-8"))["short_name"],
        "kind": "article",
        "column": "news",
        "title": "检查城区排水",
        "headings": ["第一节", "第二节"],
        "body": "第一节 易涝点已整改。 第二节 “管网”\\已改造。",
        "names": "",
        "date": "2026-03-02",
        "year": 2026,
        "url": "https://rd.test.example/xian/article/drainage.html",
        "past": "",
    }


def test_the_demo_is_written_whole_with_deputies_and_no_key_twice(demo: Path) -> None:
    every = entries(command(demo).stdout)
    own = entries(command(demo, "--site", "qinglan", "--site", "liuxi", "--site", "qinglan").stdout)
    listed = {
        document["id"]
        for path in (demo / "build/manifests").glob("*.json")
        if path.stem != "manifest" and "." not in path.stem
        for document in json.loads(path.read_text(encoding="utf-8"))["documents"]
        if document["header"].get("status") != "hidden"
    }

    assert {entry["id"] for entry in every if entry["kind"] != "deputy"} == listed
    assert len({entry["key"] for entry in every}) == len(every)
    assert {entry["site"] for entry in own} == {"qinglan", "liuxi"}
    assert sorted(map(json.dumps, own)) == sorted(json.dumps(entry) for entry in every if entry["site"] in {"qinglan", "liuxi"})
    deputies = [entry for entry in every if entry["kind"] == "deputy"]
    assert {(entry["date"], entry["year"], entry["column"]) for entry in deputies} == {(None, None, "")}


def test_what_is_withdrawn_or_only_checked_is_not_written(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, PIECE)
    run(root, NOW)
    write_cluster(root, {FILE: article("检查城区排水", "还没有公开的涵闸。")}, base=False)
    run(root, NOW, options=Options(publishing=False))
    checked = command(root).stdout
    withdrawn = "withdrawn: {reason: 有误, time: 2026-03-03 09:00}\n"
    write_cluster(root, {FILE: article("检查城区排水", "易涝点已整改。", extra=withdrawn)}, base=False)
    run(root, NOW)

    assert "易涝点" in checked
    assert "涵闸" not in checked
    assert "排水" not in command(root).stdout


def test_what_the_manifest_no_longer_has_is_not_written(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, PIECE)
    run(root, NOW)
    manifest = root / "build/public/xian/manifest.json"
    data = json.loads(manifest.read_text(encoding="utf-8"))
    data["documents"] = [entry for entry in data["documents"] if entry["id"] != "xian:article/drainage"]
    manifest.write_text(json.dumps(data), encoding="utf-8")

    assert "xian:article/drainage" not in command(root).stdout


def test_the_bulk_form_has_an_action_before_each_entry(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, PIECE)
    run(root, NOW)
    plain = entries(command(root).stdout)
    out = tmp_path / "bulk.ndjson"
    result = command(root, "--format", "opensearch", "--index", "renda", "--out", str(out))
    text = out.read_text(encoding="utf-8")
    bulk = entries(text)

    assert (result.exit_code, result.output) == (0, "")
    assert text.endswith("}\n")
    assert bulk[1::2] == plain
    assert bulk[::2] == [{"index": {"_index": "renda", "_id": entry["key"]}} for entry in plain]


def test_without_anything_public_one_line_says_what_to_do_and_a_late_index_is_caught_up(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, PIECE)
    unbuilt = command(root)
    CliRunner().invoke(main, ["-C", str(root), "build", "--no-whoosh", "--today", "2026-11-23", "-j", "1"])
    out = tmp_path / "all.jsonl"
    with in_turn(root):  # another process writes the index
        late = command(root, "--out", str(out))
    told = out.exists()
    caught_up = command(root, "--out", str(out))
    lost = command(root, "--site", "nowhere")

    assert [result.exit_code for result in (unbuilt, late, caught_up, lost)] == [2, 2, 0, 2]
    assert unbuilt.output == "错误：还没有发布过，请先运行 wangqun build。\n"
    assert late.output == "错误：索引落后于公开的内容，补不上：sheng、shi、xian。请先运行 wangqun build。\n"
    assert not told
    assert "xian:article/drainage" in {entry["id"] for entry in entries(out.read_text(encoding="utf-8"))}
    assert "没有已发布的站点 nowhere" in lost.output


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves a damaged file open
def test_a_damaged_index_leaves_the_file_of_last_time(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, PIECE)
    run(root, NOW)
    out = tmp_path / "all.jsonl"
    command(root, "--out", str(out))
    before = out.read_bytes()
    segment = next(folder_of(root, "xian").glob("*.seg"))
    there = segment.stat()
    segment.write_bytes(b"\xff" * there.st_size)
    os.utime(segment, ns=(there.st_atime_ns, there.st_mtime_ns))  # at a glance it is whole
    result = command(root, "--out", str(out))
    again = command(root, "--out", str(out))

    assert result.exit_code == 2
    assert result.output == "错误：xian 的索引已损坏，没有全部写出。再来一次会先重建它。\n"
    assert again.exit_code == 0
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.glob("*.new")] == []
    del result
    gc.collect()  # that file is closed here, and told of in no other test
