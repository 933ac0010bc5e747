"""Every mistake is told at its place, stops no one else, and leaves the sound part public.

A folder holds what differs from `_base`, or a `prepare.py` whose `prepare(root)` writes it. `expected.txt` lists the findings
of severity block and warn as `code place message` (`…` at the end stands for any more words), those that were folded under
another as `+ place: severity [code] message`. `public.txt` lists what must be public, or must `not` be, besides the good
article of each site; `without <site> <text>` is what no page of a site may say.
"""

import runpy
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from clusters import FAULTS, NOW
from wangqun.domain.finding import Finding, Rule, Severity, blocked
from wangqun.options import Options
from wangqun.pipeline import run

ABOUT = ("expected.txt", "public.txt", "prepare.py")
MISTAKES = sorted(path.name for path in FAULTS.iterdir() if path.is_dir() and path.name[0] not in "_.")
SITES = ("sheng", "shi", "xian")
SAMPLED = ("link-own-broken", "plugin-missing", "site-cycle", "template-syntax")
NOTHING_LOST = {
    "file-name-duplicate": "which of the two files stands is the file system's affair; one of them is public",
}
UNREACHABLE = {
    "address-lost": "a second build, in which something has gone: tests/publish/test_addresses.py",
    "clock-jump": "a second build at another time: tests/publish/test_clock.py",
    "file-lost": "a file vanishes during the build: tests/publish",
    "manifest-invalid": "one site alone: tests/publish",
    "manifest-missing": "one site alone: tests/publish",
    "recall-held": "a second build beside a faulty site: tests/publish",
    "mass-removal": "a second build, in which much has gone: tests/publish/test_guard.py",
    "publish-failed": "a disk that says no: tests/publish",
    "search-stale": "a piece that is lost: tests/publish",
    "index-behind": "texts that are lost, a disk that says no: tests/publish/test_search_follows.py",
    "output-clash": "resolve gives every page its own address; the writer's unit tests provoke it",
    "output-outside": "resolve makes safe addresses; the writer's unit tests provoke it",
    "source-changed": "a file that changes while it is built: tests/publish/test_sources.py",
    "verify-changed": "files under build/ that somebody harmed: tests/publish/test_verify.py",
    "verify-ledger": "files under build/ that somebody harmed: tests/publish/test_verify.py",
    "verify-link": "files under build/ that somebody harmed: tests/publish/test_verify.py",
    "verify-missing": "files under build/ that somebody harmed: tests/publish/test_verify.py",
    "verify-release": "files under build/ that somebody harmed: tests/publish/test_verify.py",
    "verify-surplus": "files under build/ that somebody harmed: tests/publish/test_verify.py",
}


def _is_said(site: Path, text: str) -> bool:
    """True when some page of a site says it."""
    pages = list(site.resolve().rglob("*.html"))
    assert pages
    return any(text in page.read_text(encoding="utf-8") for page in pages)


def shown(finding: Finding) -> str:
    """One line of expected.txt."""
    where = str(finding).partition(f": {finding.severity.label} [")[0]
    return f"{finding.code} {where} {finding.message}"


def _copy(mistake: str, root: Path) -> Path:
    folder = FAULTS / mistake
    shutil.copytree(FAULTS / "_base", root)
    shutil.copytree(folder, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*ABOUT))
    if (folder / "prepare.py").is_file():
        runpy.run_path(str(folder / "prepare.py"))["prepare"](root)
    return root


def _expected(mistake: str) -> list[str]:
    return (FAULTS / mistake / "expected.txt").read_text(encoding="utf-8").splitlines()


def _public(mistake: str) -> list[str]:
    path = FAULTS / mistake / "public.txt"
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def _told(findings: Iterable[Finding], expected: Iterable[str]) -> list[str]:
    """The lines of `findings`, cut where an expected line that begins in the same way ends in `…`."""
    open_ends = [line[:-1] for line in expected if line.endswith("…")]
    told = [finding for finding in findings if finding.severity is not Severity.INFO]
    lines = [*map(shown, told), *(f"+ {line}" for finding in told for line in finding.follows)]
    return sorted(next((f"{start}…" for start in open_ends if line.startswith(start)), line) for line in lines)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_and_the_rest_is_public(mistake: str, tmp_path: Path) -> None:
    root = _copy(mistake, tmp_path / "cluster")

    report = run(root, NOW, options=Options(whoosh=False))  # what Whoosh's index costs, and says, is no part of any mistake

    expected = _expected(mistake)
    assert sorted(expected) == _told(report.findings, expected)
    wanted = [line for line in _public(mistake) if not line.startswith("without ")]
    absent = {line.removeprefix("not ") for line in wanted if line.startswith("not ")}
    present = {line for line in wanted if not line.startswith("not ")}
    goods = {f"{site}/article/good.html" for site in SITES if site not in absent}
    public = root / "build" / "public"
    unsaid = [line.split(" ", 2)[1:] for line in _public(mistake) if line.startswith("without ")]
    assert [(site, text) for site, text in unsaid if _is_said(public / site, text)] == []
    if blocked(report.findings) and mistake not in NOTHING_LOST:
        assert absent or unsaid or report.failed, "what is blocked is left out: public.txt must say what"
    assert set() == {name for name in (present | goods) - absent if not (public / name).is_file()}
    assert set() == {name for name in absent if (public / name).exists()}


@pytest.mark.parametrize("mistake", SAMPLED)
def test_a_check_says_the_same_and_publishes_nothing(mistake: str, tmp_path: Path) -> None:
    root = _copy(mistake, tmp_path / "cluster")

    report = run(root, NOW, options=Options(publishing=False))

    expected = _expected(mistake)
    assert sorted(expected) == _told(report.findings, expected)
    assert not (root / "build" / "public").exists()


def test_the_base_is_sound(tmp_path: Path) -> None:
    root = shutil.copytree(FAULTS / "_base", tmp_path / "cluster")

    report = run(root, NOW)

    assert report.findings == ()
    assert report.changed == SITES


def test_every_check_has_its_mistake() -> None:
    notes = f": {Severity.INFO.label} ["
    provoked = {_code(line) for mistake in MISTAKES for line in _expected(mistake) if notes not in line}

    assert {rule.code for rule in _rules() if rule.severity is not Severity.INFO} - UNREACHABLE.keys() == provoked


def _code(line: str) -> str:
    """The code in a line of expected.txt."""
    return line.partition("[")[2].partition("]")[0] if line.startswith("+ ") else line.split()[0]


def _rules() -> Iterable[Rule]:
    import importlib
    import pkgutil

    import wangqun

    for info in pkgutil.walk_packages(wangqun.__path__, "wangqun."):
        if not info.name.endswith("__main__"):
            yield from (value for value in vars(importlib.import_module(info.name)).values() if isinstance(value, Rule))
