"""What `wangqun search` finds is what is public, whatever happened to the index."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from clusters import NOW, article, write_cluster
from wangqun.ask.find import Unsearchable, search
from wangqun.cli import main
from wangqun.options import Options
from wangqun.pipeline import run
from wangqun.search.index import KNOWN, folder_of

pytestmark = pytest.mark.usefixtures("in_one_process")

FILE = "content/county/xian/news/drainage.md"
PIECE = {FILE: article("检查城区排水", "第十二条规定的**易涝**点已整改。")}


def ids(root: Path, text: str, *sites: str) -> list[str]:
    return [found.id for found in search(root, text, sites).results]


def test_the_index_follows_edit_rename_and_withdrawal(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, PIECE)
    run(root, NOW)
    first = [ids(root, text) for text in ("易涝点", "第12条", "排水", "涝")]
    write_cluster(root, {FILE: article("检查城区供水", "管网已整改。")}, base=False)
    run(root, NOW)
    edited = [ids(root, "易涝点"), ids(root, "城区供水")]
    (root / FILE).rename(root / FILE.replace("drainage", "water"))
    run(root, NOW)
    renamed = ids(root, "城区供水")
    withdrawn = "withdrawn: {reason: 有误, time: 2026-03-03 09:00}\n"
    write_cluster(root, {FILE.replace("drainage", "water"): article("检查城区供水", "管网已整改。", extra=withdrawn)}, base=False)
    run(root, NOW)

    assert first == [["xian:article/drainage"]] * 4
    assert edited == [[], ["xian:article/drainage"]]
    assert renamed == ["xian:article/water"]
    assert ids(root, "城区供水") == []


def test_what_is_not_public_is_not_found(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {**PIECE, "content/county/xian/news/draft.md": article("排水草稿", extra="status: draft\n")})
    run(root, NOW, options=Options(publishing=False))
    with pytest.raises(Unsearchable):
        search(root, "排水")
    run(root, NOW)
    write_cluster(root, {FILE: article("检查城区排水", "还没有公开的涵闸。")}, base=False)
    run(root, NOW, options=Options(publishing=False))

    assert ids(root, "排水") == ["xian:article/drainage"]
    assert ids(root, "涵闸") == []


def test_a_current_site_is_not_indexed_again(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, PIECE)
    run(root, NOW)
    known = folder_of(root, "xian") / KNOWN
    before = known.stat().st_mtime_ns
    report = run(root, NOW)

    assert report.changed == ()
    assert known.stat().st_mtime_ns == before


def test_the_command_says_where_and_shows_the_hit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    root = write_cluster(tmp_path, PIECE)
    run(root, NOW)
    shown = CliRunner().invoke(main, ["-C", str(root), "search", "易涝点", "--site", "xian"])
    asked = CliRunner().invoke(main, ["-C", str(root), "search", "易涝点 火星", "--json"])
    lost = CliRunner().invoke(main, ["-C", str(root), "search", "排水", "--site", "nowhere"])

    assert shown.exit_code == 0, shown.output
    assert "xian:article/drainage  2026-03-02" in shown.output
    assert "第十二条规定的易涝点已整改。" in shown.output
    assert "\x1b[3" not in shown.output
    answer = json.loads(asked.output)
    assert answer["notes"] == ["没有一篇含有全部字词，下面是含有其中一部分的。"]
    assert [found["id"] for found in answer["results"]] == ["xian:article/drainage"]
    assert lost.exit_code == 2
    assert "没有已发布的站点 nowhere" in lost.output
