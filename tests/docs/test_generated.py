"""Generated pages are what the code gives now, and leave nothing out."""

from functools import cache

import pytest

from .commands import all_commands, page
from .generated import ROOT, WRITTEN_BY_HAND, makers
from .rules import all_rules

PAGES = makers()  # to make them all costs seconds, which every process that gathers tests would spend
COMMANDS = dict(all_commands())


@pytest.mark.parametrize("name", PAGES)
def test_the_page_on_disk_equals_what_the_code_gives(name: str) -> None:
    on_disk = (ROOT / name).read_text(encoding="utf-8")

    assert PAGES[name]() == on_disk, "run: make schema"


def test_no_page_is_left_over_from_code_that_is_gone() -> None:
    there = {f"docs/{f.parent.name}/{f.name}" for d in ("reference", "schema") for f in (ROOT / "docs" / d).iterdir()}

    assert {name for name in PAGES if name.startswith("docs/")} | WRITTEN_BY_HAND == there


@cache
def documented() -> str:
    """The page of commands."""
    return page()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_is_documented(name: str) -> None:
    section = documented().partition(f"\n## {name}\n")[2].partition("\n## ")[0]

    missing = [o for p in COMMANDS[name].params if p.param_type_name == "option" for o in p.opts if f"`{o}" not in section]

    assert section
    assert missing == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_and_option_says_what_it_does(name: str) -> None:
    silent = [p.name for p in COMMANDS[name].params if p.param_type_name == "option" and not getattr(p, "help", "")]

    assert COMMANDS[name].help
    assert silent == []


def test_every_finding_code_is_documented() -> None:
    text = (ROOT / "docs/reference/findings.md").read_text(encoding="utf-8")

    missing = sorted({rule.code for rule in all_rules() if f"| `{rule.code}` |" not in text})

    assert len(all_rules()) > 50
    assert missing == []
