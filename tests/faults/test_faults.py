"""Every mistake is told at its place, stops no one else, and leaves the sound part public.

A folder holds what differs from `_base`, or a `prepare.py` whose `prepare(root)` writes it. `expected.txt` lists the findings
of severity block and warn as `code place message` (`…` at the end stands for any more words), those that were folded under
another as `+ place: severity [code] message`. `public.txt` lists what must be public, or must `not` be, besides the good
article of each site; `without <site> <text>` is what no page of a site may say.

A mistake in pieces of the county alone is made in a county of its own, one of many that are built together; what is told of that
county is read as if it were `xian`.
"""

import re
import runpy
import shutil
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from clusters import FAULTS, NOW
from wangqun.domain.finding import Finding, Rule, Severity, blocked
from wangqun.options import Options
from wangqun.pipeline import run

ABOUT = ("expected.txt", "public.txt", "prepare.py")
MISTAKES = sorted(path.name for path in FAULTS.iterdir() if path.is_dir() and path.name[0] not in "_.")
SITES = ("sheng", "shi", "xian")
COUNTY = Path("content/county/xian")
RECORD = Path("sites/county/xian.yaml")
PIECES = frozenset(
    {"attachments", "files", "filing_reviews", "images", "news", "notices", "pages"}
)  # folders with nothing that other sites show
SAMPLED = ("link-own-broken", "plugin-missing", "site-cycle", "template-syntax")
NOTHING_LOST = {
    "file-name-duplicate": "which of the two files stands is the file system's affair; one of them is public",
}
QUIET = Options(whoosh=False)  # what Whoosh's index costs, and says, is no part of any mistake
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


@dataclass(frozen=True)
class Built:
    """A cluster with mistakes after its build: the site that stands for `xian`, what was told of it, which sites failed."""

    root: Path
    county: str
    findings: tuple[Finding, ...]
    failed: Collection[str]

    def told(self, expected: Iterable[str]) -> list[str]:
        """What was told as lines of expected.txt."""
        there = [line.replace(COUNTY.name, self.county) for line in expected]
        return sorted(line.replace(self.county, COUNTY.name) for line in _told(self.findings, there))

    def public(self, name: str) -> Path:
        """The place of what public.txt names."""
        site, slash, path = name.partition("/")
        return self.root / "build" / "public" / f"{self.county if site == COUNTY.name else site}{slash}{path}"


def _alone(mistake: str, root: Path) -> Built:
    """A mistake in a cluster of its own."""
    report = run(_copy(mistake, root), NOW, options=QUIET)
    return Built(root, COUNTY.name, report.findings, report.failed)


def _is_of_one_county(mistake: str) -> bool:
    """True for a mistake that is made of pieces of the county alone, none of which says the county's name."""
    folder = FAULTS / mistake
    names = [path.relative_to(folder) for path in folder.rglob("*") if not path.is_dir() and path.name not in ABOUT]
    if not names or (folder / "prepare.py").is_file() or any(COUNTY not in name.parents for name in names):
        return False
    said = (COUNTY.name.encode() in (folder / name).read_bytes() for name in names)
    return all(name.relative_to(COUNTY).parts[0] in PIECES for name in names) and not any(said)


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """All mistakes that are of one county, by name, in one cluster: what was told must be of one of these counties."""
    root = shutil.copytree(FAULTS / "_base", tmp_path_factory.mktemp("together") / "cluster")
    counties = {mistake: f"county-{number}" for number, mistake in enumerate(filter(_is_of_one_county, MISTAKES), 1001)}
    for mistake, county in counties.items():
        code = f'division_code: "97{county[-4:]}"'
        record = re.sub(r'^division_code: "\d+"', code, (root / RECORD).read_text(encoding="utf-8"), flags=re.MULTILINE)
        (root / RECORD.with_name(f"{county}.yaml")).write_text(record, encoding="utf-8")
        shutil.copytree(root / COUNTY, root / COUNTY.with_name(county))
        shutil.copytree(FAULTS / mistake / COUNTY, root / COUNTY.with_name(county), dirs_exist_ok=True)
    report = run(root, NOW, options=QUIET)
    found = {county: tuple(each for each in report.findings if f"/{county}/" in str(each)) for county in counties.values()}
    assert {*report.findings} == {each for findings in found.values() for each in findings}
    failed = {county: [site for site in report.failed if site == county] for county in counties.values()}
    return {mistake: Built(root, county, found[county], failed[county]) for mistake, county in counties.items()}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_and_the_rest_is_public(
    mistake: str, tmp_path: Path, together: dict[str, Built], request: pytest.FixtureRequest
) -> None:
    if mistake not in SAMPLED:  # those are made by workers, as all those together are
        request.getfixturevalue("in_one_process")
    built = together.get(mistake) or _alone(mistake, tmp_path / "cluster")

    expected = _expected(mistake)
    assert sorted(expected) == built.told(expected)
    wanted = [line for line in _public(mistake) if not line.startswith("without ")]
    absent = {line.removeprefix("not ") for line in wanted if line.startswith("not ")}
    present = {line for line in wanted if not line.startswith("not ")}
    goods = {f"{site}/article/good.html" for site in SITES if site not in absent}
    unsaid = [line.split(" ", 2)[1:] for line in _public(mistake) if line.startswith("without ")]
    assert [(site, text) for site, text in unsaid if _is_said(built.public(site), text)] == []
    if blocked(built.findings) and mistake not in NOTHING_LOST:
        assert absent or unsaid or built.failed, "what is blocked is left out: public.txt must say what"
    assert set() == {name for name in (present | goods) - absent if not built.public(name).is_file()}
    assert set() == {name for name in absent if built.public(name).exists()}


def test_most_mistakes_of_pieces_are_built_together(together: dict[str, Built]) -> None:
    assert len(together) > 80
    assert {built.county for built in together.values()}.isdisjoint(SITES)
    assert all(built.public("xian/index.html").is_file() for built in together.values())


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
