"""`wangqun report`: what each office is told after a run, on a terminal or as letters that any mail server sends."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from ..domain.commit import Commit, Spot
from ..domain.comparison import Earlier, read_earlier
from ..domain.frozen import frozen
from ..domain.notice import Notice
from ..domain.record import is_mailbox
from ..domain.refused import Refused
from ..render.letter import letter, letter_id
from ..stored import read_json, replace_text, write
from .baseline import compare
from .offices import CLUSTER, SITES, VERSION
from .report import REPORTS, TOLD
from .status import KEPT_BACK, UNPUBLISHED

_TEXTS = ("site", "name", "short_name", "from", "now", "state", "since")


class Untold(Refused):
    """There is nothing to tell from; the message says what to do."""


@frozen
class Mailing:
    """What offices were told of, or would be: their notices, the letters written by site, and what could not be had."""

    notices: tuple[Notice, ...]
    letters: Mapping[str, Path]
    problems: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The machine-readable form."""
        return {
            "offices": [_as_json(notice, self.letters.get(notice.site)) for notice in self.notices],
            "problems": self.problems,
        }

    def lines(self) -> list[str]:
        """The form for a terminal."""
        found: list[str] = []
        for notice in self.notices:
            if notice.says_something:
                found += [notice.text.rstrip(), ""]
        found += [f"{notice.site or '网站群':<16} {self._outcome(notice)}" for notice in self.notices]
        return [*found, *self.problems]

    def _outcome(self, notice: Notice) -> str:
        if path := self.letters.get(notice.site):
            return f"信在 {path}"
        if not notice.says_something:
            return "没有变化"
        return notice.subject if notice.to else f"{notice.subject}（没有写 report_to，没有收信人）"


def _as_json(notice: Notice, path: Path | None) -> dict[str, Any]:
    return {
        "site": notice.site,
        "name": notice.name,
        "now": notice.now.isoformat(),
        "to": notice.to,
        "subject": notice.subject,
        "new": [finding.as_json() | {"by": notice.by(finding)} for finding in notice.new],
        "due": [finding.as_json() for finding in notice.due],
        "mended": [finding.as_json() for finding in notice.changes.mended],
        "compared_with": notice.before.now if notice.before else None,
        "letter": str(path) if path else None,
    }


def tell(root: Path, sites: Collection[str] = (), mail_dir: Path | None = None, baseline: Path | None = None) -> Mailing:
    """What the offices of some sites, or of all and the cluster's own, have not been told yet; with `mail_dir` as letters.

    What is written there counts as told. Beside a `baseline` (the JSON of another run) nothing is kept in mind.

    Raises:
        Untold: no report has been made yet, there is no such site, or the baseline is no report.
        OSError: letters cannot be written; those that are there are whole.
    """
    folder = root / REPORTS
    names = {path.stem: path for path in sorted((folder / SITES).glob("*.json"))}
    if unknown := [site for site in sites if site not in names]:
        raise Untold(f"没有站点“{unknown[0]}”的检查报告；先运行 wangqun build 或 check。")
    chosen = {site: names[site] for site in names if not sites or site in sites} | ({} if sites else {"": folder / CLUSTER})
    if not names:
        raise Untold("还没有检查报告；先运行 wangqun build 或 check。")
    told = _told(folder / TOLD)
    notices, problems = [], []
    for site, path in sorted(chosen.items()):
        before = _baseline(baseline, site, names) if baseline else told.get(site)
        notice = _notice(_json(path), site, before)
        if notice:
            notices.append(notice)
        else:
            problems.append(f"{site or '网站群'}的检查报告读不出来；再运行一次 wangqun build 或 check。")
    if mail_dir is None:
        return Mailing(tuple(notices), {}, tuple(problems))
    letters = _write(mail_dir, notices)
    if baseline is None:
        kept = told | {n.site: Earlier(n.now.isoformat(), n.findings) for n in notices if n.site in letters or _is_unchanged(n)}
        _keep(folder / TOLD, {site: earlier for site, earlier in kept.items() if not site or site in names})
    return Mailing(tuple(notices), letters, tuple(problems))


def _is_unchanged(notice: Notice) -> bool:
    """True when there is no need of a letter, though what was only foretold may be over."""
    return notice.before is not None and not notice.says_something


def _write(folder: Path, notices: Iterable[Notice]) -> dict[str, Path]:
    """A letter for every office that has an address and something to hear; one that is there already is not written again."""
    folder.mkdir(parents=True, exist_ok=True)
    letters = {}
    for notice in notices:
        if not notice.to or not notice.says_something:
            continue
        path = folder / f"{notice.site or 'cluster'}-{notice.now:%Y%m%dT%H%M%S}-{letter_id(notice)[:8]}.eml"
        content = letter(notice).as_bytes()
        if not path.exists():
            write(path, content, synced=True)
        letters[notice.site] = path
    return letters


def _notice(data: Any, site: str, before: Earlier | None) -> Notice | None:
    """The notice that an office's report makes beside what it was told; None when the report is damaged."""
    report = read_earlier(data)
    if report is None or data.get("version") != VERSION or not all(isinstance(data.get(key), str) for key in _TEXTS):
        return None
    to = data.get("to")
    if (
        data["site"] != site
        or not isinstance(to, list)
        or not all(isinstance(it, str) and is_mailbox(it) for it in (data["from"], *to))
    ):
        return None
    changes = compare(before.findings if before else (), report.findings)
    now = datetime.fromisoformat(report.now)
    names = (site, data["name"], data["short_name"], data["from"])
    return Notice(*names, tuple(to), now, _standing(data), report.findings, before, changes, _commits(data["findings"]))


def _standing(data: Mapping[str, str]) -> str:
    """What readers see of a site, when it is not what was written; "" for one that is published."""
    words = {KEPT_BACK: "本站没有发布，读者看到的仍是上一次发布的内容", UNPUBLISHED: "本站还没有任何内容公开"}
    if data["state"] not in words:
        return ""
    try:
        since = f"（自 {datetime.fromisoformat(data['since']):%Y-%m-%d %H:%M} 起）"
    except ValueError:
        since = ""
    return f"{words[data['state']]}{since}。"


def _commits(findings: Iterable[Mapping[str, Any]]) -> dict[Spot, Commit]:
    words = ((f["path"], f.get("line", 0), *(str(f.get(key, "")) for key in ("commit", "author", "committed"))) for f in findings)
    return {(path, line): Commit(*commit) for path, line, *commit in words}


def _baseline(path: Path, site: str, sites: Collection[str]) -> Earlier:
    """What another run's report says of a site; of the cluster itself for "", with what belongs to no site that has a report."""
    data = _json(path)
    report = read_earlier(data)
    if report is None or data.get("error"):
        raise Untold(f"{path} 不是检查报告；写 wangqun check --json 的输出，或 build/reports/report.json 的一份旧的。")
    return Earlier(
        report.now, tuple(finding for finding in report.findings if (finding.site if finding.site in sites else "") == site)
    )


def _told(path: Path) -> dict[str, Earlier]:
    data = _json(path)
    entries = data.get("offices") if isinstance(data, dict) else None
    found = {site: read_earlier(entry) for site, entry in entries.items()} if isinstance(entries, dict) else {}
    return {site: earlier for site, earlier in found.items() if earlier}


def _keep(path: Path, told: Mapping[str, Earlier]) -> None:
    offices = {
        site: {"now": earlier.now, "findings": [finding.as_json() for finding in earlier.findings]}
        for site, earlier in sorted(told.items())
    }
    replace_text(path, json.dumps({"offices": offices}, ensure_ascii=False, indent=1) + "\n")


def _json(path: Path) -> Any:
    """What a file holds; None when it is not there or damaged."""
    return read_json(path, lambda data: data)
