"""`python -m tests.demo FOLDER [YYYY-MM-DD]`: the demo with its consultations moved by whole weeks, so that something is open.

What is committed has fixed dates, for tests. On any day the copy has a consultation that closes within days, and one
of each state. Only files of consultations are changed, and in them only days that their own header has, wherever the file
says them; the same day gives the same bytes.
"""

import re
import shutil
import sys
from datetime import date, timedelta
from pathlib import Path

FIXED = date(2026, 11, 23)  # a Monday, as of which the demo is written
PARTS = ("sites", "content", "themes", "pelicanconf.py")
_HEAD = re.compile(r"\A---\n.*?^---\n", re.M | re.S)
_DAY = re.compile(r"(?<![\w/-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_WORDS = re.compile(r"(?<!\d)(?<![去前明上]年)(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")


def moved(root: Path, target: Path, today: date) -> Path:
    """The demo at `root`, copied to `target` and moved to the week of `today`; the target. Earlier weeks than its own stay.

    What has been built at `target` stays, so that the next build is about what changed.
    """
    target.mkdir(parents=True, exist_ok=True)
    for name in PARTS:
        shutil.rmtree(target / name, ignore_errors=True)
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy2
        copy(root / name, target / name)
    weeks = timedelta(weeks=max(0, (today - FIXED).days // 7))
    for file in sorted(target.glob("content/*/*/consultations/*.md")):
        file.write_text(shifted(file.read_text(encoding="utf-8"), weeks), encoding="utf-8")
    return target


def shifted(text: str, weeks: timedelta) -> str:
    """A text with the days of its header moved, wherever and however it says them; days that the header does not have stay."""
    head = _HEAD.match(text)
    own = sorted({date(*map(int, found.groups())) for found in _DAY.finditer(head[0] if head else "")}, reverse=True)

    def iso(found: re.Match[str]) -> str:
        return next((f"{day + weeks:%Y-%m-%d}" for day in own if f"{day:%Y-%m-%d}" == found[0]), found[0])

    def words(found: re.Match[str]) -> str:
        year, month, number = found.groups()
        same = (day for day in own if (day.month, day.day) == (int(month), int(number)) and year in {None, str(day.year)})
        if not (old := next(same, None)):
            return found[0]
        day = old + weeks
        return f"{day.year}年{day.month}月{day.day}日" if year else f"{day.month}月{day.day}日"

    return _WORDS.sub(words, _DAY.sub(iso, text))


if __name__ == "__main__":
    day = date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else date.today()
    print(moved(Path(__file__).parents[1], Path(sys.argv[1]), day))
