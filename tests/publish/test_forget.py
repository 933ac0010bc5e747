"""What is kept of a site that was taken down, until somebody lets it go."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from clusters import NOW, article, write_cluster
from wangqun.cli import main
from wangqun.options import Options
from wangqun.pipeline import run
from wangqun.search.pieces import FOLDER
from wangqun.stages.check import Allowed
from wangqun.store.ledger import read_ledger

pytestmark = pytest.mark.usefixtures("in_one_process")

SITE, SECRET = "sites/county/xian.yaml", "不再公开的内容"
FILES = {"content/county/xian/news/a.md": article("一篇", SECRET)}


def command(root: Path, *args: str, answer: str | None = None) -> Result:
    return CliRunner().invoke(main, ["-C", str(root), *args], input=answer)


def taken_down(tmp_path: Path) -> Path:
    root = write_cluster(tmp_path, FILES)
    run(root, NOW)
    (root / SITE).unlink()
    run(root, NOW, options=Options(allowed=Allowed(frozenset({"xian"}))))
    return root


def traces(root: Path) -> list[str]:
    """What below build/ bears the site's name, or is what it alone could be searched by."""
    named = [path.relative_to(root).as_posix() for path in (root / "build").rglob("*xian*")]
    return sorted(named) + [f"seen {key}" for key in read_ledger(root).seen if key.startswith("xian:")]


def test_its_releases_can_be_shown_again_until_it_is_forgotten(tmp_path: Path) -> None:
    root = taken_down(tmp_path)
    back = command(root, "rollback", "xian")
    page = (root / "build/public/xian/article/a.html").read_text(encoding="utf-8")
    data = list((root / "build/public/xian/search/d").resolve().iterdir())
    public = command(root, "forget", "xian", "--yes")
    run(root, NOW, options=Options(allowed=Allowed(frozenset({"xian"}))))
    pieces = len(list((root / FOLDER).glob("??/*")))
    forgotten = command(root, "forget", "xian", "--yes")
    gone = command(root, "rollback", "xian")
    twice = command(root, "forget", "xian", "--yes")

    assert (back.exit_code, SECRET in page, bool(data)) == (0, True, True)
    assert (public.exit_code, "先运行 wangqun build --allow-removal xian" in public.output) == (2, True)
    assert (forgotten.exit_code, traces(root), gone.exit_code, twice.exit_code) == (0, [], 2, 2)
    assert len(list((root / FOLDER).glob("??/*"))) < pieces
    assert [finding.code for finding in run(root, NOW).findings] == ["content-orphan"]


def test_a_site_of_the_cluster_is_not_forgotten(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    run(root, NOW)
    before = traces(root)
    result = command(root, "forget", "xian", "--yes")

    assert (result.exit_code, "还在 sites/county/ 里" in result.output) == (2, True)
    assert traces(root) == before


def test_it_asks_first(tmp_path: Path) -> None:
    root = taken_down(tmp_path)
    before = traces(root)
    refused = [command(root, "forget", "xian", answer=answer) for answer in ("n\n", "")]
    kept = traces(root)
    agreed = command(root, "forget", "xian", answer="y\n")

    assert [result.exit_code for result in refused] == [2, 2]
    assert "删去站点 xian 的 1 个版本" in refused[0].output
    assert "--yes" in refused[1].output
    assert (kept, agreed.exit_code, traces(root)) == (before, 0, [])


def test_a_name_that_is_no_site_deletes_nothing(tmp_path: Path) -> None:
    root = taken_down(tmp_path)
    before = traces(root)

    assert [command(root, "forget", name, "--yes").exit_code for name in ("..", "../manifests", "nobody", "")] == [2] * 4
    assert traces(root) == before


def test_a_site_that_comes_back_has_its_history(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    run(root, NOW)
    record = (root / SITE).read_text(encoding="utf-8")
    (root / SITE).unlink()
    run(root, NOW, options=Options(allowed=Allowed(frozenset({"xian"}))))
    first = read_ledger(root).gone["xian"].release
    (root / SITE).write_text(record, encoding="utf-8")
    write_cluster(root, {"content/county/xian/news/b.md": article("又一篇")}, base=False)
    report = run(root, NOW)

    assert report.findings == ()
    assert (read_ledger(root).gone, read_ledger(root).sites["xian"].history) == ({}, (first,))
    assert command(root, "rollback", "xian").exit_code == 0
