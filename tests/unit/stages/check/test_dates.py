"""Dates to come, dates too early, and what is remembered of them."""

from datetime import timedelta
from pathlib import Path

import pytest

from clusters import NOW, article, run, write_cluster
from conftest import Federate
from wangqun.domain.finding import Finding
from wangqun.options import Options
from wangqun.stages.check import dates
from wangqun.store.ledger import read_ledger

pytestmark = pytest.mark.usefixtures("in_one_process")

LATE = "content/county/xian/news/late.md"


def written(date: str, extra: str = "") -> str:
    return f"---\ntitle: 一篇稿件\ndate: {date}\n{extra}---\n正文\n"


def backdated(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(f.path, f.message) for f in findings if f.code == "date-backdated"]


def test_what_was_there_before_the_first_ledger_is_never_backdated(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {LATE: written("2020-01-01")})
    first, second = run(root, NOW), run(root, NOW + timedelta(days=9))

    assert backdated(first.findings) == backdated(second.findings) == []
    assert read_ledger(root).seen["xian:article/late"] == ""


def test_a_new_piece_of_an_old_date_is_told_until_its_date_is_mended(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    write_cluster(root, {LATE: written("2026-11-20 00:00")}, base=False)
    told = [backdated(run(root, NOW + timedelta(days=days)).findings) for days in (0, 30)]
    write_cluster(root, {LATE: written("2026-11-22 00:00")}, base=False)
    mended = backdated(run(root, NOW + timedelta(days=31)).findings)

    assert told == [[(LATE, "发布时间早于首次入库 3 天")]] * 2
    assert mended == []
    assert read_ledger(root).seen["xian:article/late"] == NOW.isoformat()


@pytest.mark.parametrize(
    "text",
    [
        written("2026-11-20", "imported: {original_url: https://old.test.example/1, original_date: 2026-11-20}\n"),
        written("2026-11-22 00:00"),
    ],
)
def test_imported_pieces_and_a_day_s_delay_are_let_pass(text: str, tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    write_cluster(root, {LATE: text}, base=False)

    assert backdated(run(root, NOW).findings) == []


def test_a_draft_is_known_from_the_day_it_is_first_met(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    write_cluster(root, {LATE: written("2026-11-23", "status: draft\n")}, base=False)
    run(root, NOW)
    write_cluster(root, {LATE: written("2026-11-23")}, base=False)

    assert backdated(run(root, NOW + timedelta(days=9)).findings) == []


def test_a_check_remembers_nothing(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {})
    run(root, NOW)
    write_cluster(root, {LATE: written("2026-11-23")}, base=False)
    run(root, NOW, options=Options(publishing=False))

    assert "xian:article/late" not in read_ledger(root).seen


def test_a_scheduled_piece_is_told_with_its_time_and_a_draft_or_a_faulty_one_is_not(federation: Federate) -> None:
    folder = "content/county/xian/news"
    files = {
        f"{folder}/soon.md": article(date="2026-12-01 09:00"),
        f"{folder}/draft.md": article(date="2026-12-01 09:00", extra="status: draft\n"),
        f"{folder}/closed.md": article(date="2026-12-01 09:00", extra="openness: not_public\n"),
        f"{folder}/faulty.md": article(
            date="2026-12-01 09:00",
            extra="secrecy_review: {person: 甲, time: 2026-11-01 09:00, result: not_public}\n",
        ),
    }
    found = list(dates.findings(federation(files), {}))

    assert [(f.code, f.path, f.line, f.due) for f in found] == [("item-scheduled", f"{folder}/soon.md", 3, "2026-12-01 09:00")]
