"""Tables that headers name: their rows are those of the bytes that were scanned, and of no other file."""

from datetime import datetime
from pathlib import Path

import pytest

from clusters import write_cluster
from supervision.items import REPORT, XIAN, item
from wangqun.domain.moment import SHANGHAI
from wangqun.records import KINDS
from wangqun.stages.load import load
from wangqun.stages.load.tables import with_tables

pytestmark = pytest.mark.usefixtures("in_one_process")

TABLE, OTHER, ITEM = (f"{XIAN}{name}" for name in ("attachments/revenue.csv", "attachments/other.csv", "supervision_items/a.md"))
SHEET = "sheets: [{title: 收入, file: ../attachments/revenue.csv, unit: 万元}]\n"
NOW = datetime(2026, 6, 1, tzinfo=SHANGHAI)


def written(root: Path, sheet: str = SHEET) -> Path:
    """A county with an item, and two tables of which it names one."""
    text = "项目,预算\n税收,100\n"
    return write_cluster(root, {TABLE: text, OTHER: text, ITEM: item("决算", REPORT, kind="决算", extra=sheet)})


def test_only_tables_that_are_named_are_read(tmp_path: Path) -> None:
    files = load(written(tmp_path)).files["xian"]

    assert files["attachments/revenue.csv"].rows == ((1, ("项目", "预算")), (2, ("税收", "100")))
    assert files["attachments/other.csv"].rows == ()


def test_a_table_that_is_another_since_it_was_scanned_has_no_rows(tmp_path: Path) -> None:
    root = written(tmp_path, "")
    cluster = load(root)
    (root / ITEM).write_text(item("决算", REPORT, kind="决算", extra=SHEET), encoding="utf-8")
    documents = load(root).documents
    (root / TABLE).write_text("项目,预算\n税收,999\n", encoding="utf-8")

    assert with_tables(root, KINDS, documents, cluster.files)["xian"]["attachments/revenue.csv"].rows == ()


def test_what_a_table_says_is_remembered_nowhere(tmp_path: Path) -> None:
    from clusters import run

    root = write_cluster(written(tmp_path), {TABLE: "项目,预算\n税收九月,100\n"})
    run(root, NOW)

    assert "税收九月" in (root / "build/public/xian/supervision_item/a.html").read_text(encoding="utf-8")
    kept = [path for path in (root / "build/cache/sources").rglob("*") if path.is_file()]
    assert kept
    assert [path for path in kept if "税收九月".encode() in path.read_bytes()] == []
