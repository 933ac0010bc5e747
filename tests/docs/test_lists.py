"""Lists that guides write out are those of the code."""

import re
from pathlib import Path

import pytest

from wangqun.domain.compositions import HOMES
from wangqun.domain.finding import Severity
from wangqun.domain.level import Level
from wangqun.pages.addresses import reserved
from wangqun.records import KINDS

from .generated import ROOT
from .rules import all_rules

GUIDES = sorted((ROOT / "docs").glob("*.md"))
CODE = sorted((ROOT / "plugins/wangqun").rglob("*.py"))
WORDS = {"阻断": Severity.BLOCK, "警告": Severity.WARN, "提示": Severity.INFO}
FENCED = re.compile(r"^(`{3,}).*?^\1\s*$", re.MULTILINE | re.DOTALL)


def _text(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def _row(text: str, start: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(start))


def test_blocks_of_home_pages_stand_in_their_order() -> None:
    text = _text("editors.md")
    rows = {"| 省、市 |": Level.PROVINCE, "| 县 |": Level.COUNTY, "| 乡 |": Level.TOWNSHIP}

    assert {row: re.findall(r"`([\w-]+)`", _row(text, row)) for row in rows} == {row: [*HOMES[of]] for row, of in rows.items()}


def test_reserved_folders_are_all_named() -> None:
    named = re.search(r"固定目录（([^）]+)）", _text("operators.md"))

    assert named
    assert set(re.findall(r"`([\w-]+)`", named[1])) == reserved(KINDS)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_the_contents_of_a_guide_name_its_sections(path: Path) -> None:
    text = FENCED.sub("", path.read_text(encoding="utf-8"))
    named = re.findall(r"^- \[([^\]]+)\]\(#", text.split("\n## ")[0], re.MULTILINE)

    assert named in ([], re.findall(r"^## (.+)$", text, re.MULTILINE))


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_a_finding_has_the_severity_that_is_said(path: Path) -> None:
    severities: dict[str, set[Severity]] = {}
    for rule in all_rules():
        severities.setdefault(rule.code, set()).add(rule.severity)
    said = re.findall(r"(阻断|警告|提示) ?`([a-z]+(?:-[a-z]+)+)`", path.read_text(encoding="utf-8"))

    assert [(word, code) for word, code in said if WORDS[word] not in severities.get(code, ())] == []


def test_the_code_cites_sections_that_are_there() -> None:
    there = set(re.findall(r"^#+ (§[\d.]+) ", _text("domain.md"), re.MULTILINE))
    cited = {
        (part, path.name)
        for path in CODE
        for tail in re.findall(r"docs/domain\.md ([§\w.]+(?:, §[\d.]+)*)", path.read_text(encoding="utf-8"))
        for part in tail.rstrip(".").split(", ")
    }

    assert len(cited) > 50
    assert {(part, name) for part, name in cited if part not in there} == set()
