"""Filed documents as they are published: the page, the list by state, the links both ways with a law, the table."""

import csv
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest

from clusters import IMPORTED, run, write_cluster
from wangqun.domain.moment import SHANGHAI

pytestmark = pytest.mark.usefixtures("in_one_process")
CONTENT = "content/province/sheng/"
NOW = datetime(2026, 9, 1, 9, 0, tzinfo=SHANGHAI)
HEAD = "issuer: 示例省人民政府\ndoc_number: 示政规〔2026〕1号\nfile_type: 政府规范性文件\npublished_on: 2026-06-01\n"
FILES = {
    f"{CONTENT}regulations/law.md": f"---\ntitle: 灯会条例\ndate: 2026-01-10 09:00\ndoc_type: local_regulation\n"
    f"effective_on: 2026-03-01\n{IMPORTED}---\n第一条　为了办好灯会，制定本条例。\n",
    f"{CONTENT}filing_reviews/one.md": f"---\ntitle: 关于灯会收费的通知\ndate: 2026-06-22 09:00\n{HEAD}"
    "filed_on: 2026-06-20\nfiling_no: 示备1号\nopinion_on: 2026-07-15\nconcluded_on: 2026-09-20\nresult: 收费没有依据\n"
    "handling: 制定机关已经删去第三条。\nrequest: {by_type: 公民, date: 2026-07-01, reply_on: 2026-09-21, reply: 收费已停止。}\n"
    f"regulations: ['sheng:regulation/law']\nreview_mode: 依申请审查\n{IMPORTED}---\n通知规定了收费。\n",
    f"{CONTENT}filing_reviews/two.md": f"---\ntitle: 关于集市的通知\ndate: 2026-06-22 09:00\n{HEAD}{IMPORTED}---\n通知。\n",
}


def text(root: Path, path: str) -> str:
    """A public file of the province."""
    return (root / "build/public/sheng" / path).read_text(encoding="utf-8")


def test_the_page_tells_the_steps_and_the_law_leads_back(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, FILES)
    run(root, NOW)
    page = text(root, "filing_review/one.html")

    assert 'data-state="已提出审查意见"' in page and "制定机关应在 2026年9月15日前书面反馈" in page
    assert all(words in page for words in ("示例省人民政府", "示备1号", "依申请审查", "2026年6月20日", "公民"))
    assert 'href="/regulation/law.html"' in page or "/regulation/%E7%81%AF" in page
    assert "/filing_review/one.html" in text(root, "regulation/law.html")
    for path in (root / "build/public/sheng").resolve().rglob("*"):
        if path.is_file():
            assert "收费没有依据".encode() not in path.read_bytes(), path
            assert "收费已停止".encode() not in path.read_bytes(), path
    assert "2026-09-15" in text(root, "data/filing_reviews.csv")
    assert "制定机关应反馈" in text(root, "filing_review/days.ics")

    run(root, datetime(2026, 9, 21, tzinfo=SHANGHAI))
    later = text(root, "filing_review/one.html")
    rows = {row["title"]: row for row in csv.DictReader(StringIO(text(root, "data/filing_reviews.csv").removeprefix("\ufeff")))}

    assert all(words in later for words in ("收费没有依据", "制定机关已经删去第三条", "收费已停止", 'data-state="已审结"'))
    assert (rows["关于灯会收费的通知"]["state"], rows["关于集市的通知"]["state"]) == ("已审结", "逾期未报送")
    assert "收费没有依据" in text(root, "filing_review/state/closed.html")
    assert "关于集市的通知" not in text(root, "filing_review/state/closed.html")
    assert "已审结：关于灯会收费的通知" in text(root, "filing_review/changes.atom.xml")
    assert "制定机关应反馈" not in text(root, "filing_review/days.ics")
