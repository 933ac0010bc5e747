"""READMEs, guides, decisions and the list of dependencies hold against the repository."""

import json
import re
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest

from wangqun.authoring.schema import editor_settings

from .commands import all_commands
from .generated import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z][a-z-]*):(?!=)", MAKEFILE, re.MULTILINE))
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
WRITTEN = [*READMES, ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
PARTS = ["Context", "Choice", "Price", "What would change our mind"]
COMMAND = re.compile(r"\bwangqun(?: -C \S+)? ([a-z]+)\b(?= |`|$)", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[[^\]\n]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^(`{3,}).*?^\1\s*$|`[^`\n]+`", re.MULTILINE | re.DOTALL)


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _anchors(path: Path) -> set[str]:
    """Anchors of a page's headings, as Markdown hosts make them."""
    heads = re.findall(r"^#+ (.+)$", CODE.sub(lambda m: m[0] if "\n" not in m[0] else "", path.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.mark.parametrize("readme", READMES, ids=_named)
def test_a_readme_names_only_targets_of_the_makefile(readme: Path) -> None:
    named = set(re.findall(r"\bmake ([a-z]+)\b", readme.read_text(encoding="utf-8")))

    assert {"build", "test", "serve"} <= named <= TARGETS


def test_all_targets_are_phony() -> None:
    phony = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)

    assert phony
    assert set(phony[1].split()) == TARGETS


def test_the_two_readmes_have_the_same_shape() -> None:
    shapes = [
        [(line.count("#"), "") for line in CODE.sub("", readme.read_text(encoding="utf-8")).splitlines() if line.startswith("#")]
        for readme in READMES
    ]

    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("readme", READMES, ids=_named)
def test_a_readme_leads_to_every_page(readme: Path) -> None:
    """A kind of record that the README does not name is one that a newcomer thinks missing."""
    pages = {_named(path) for folder in ("docs", "docs/reference") for path in (ROOT / folder).glob("*.md")}

    assert pages <= set(LINK.findall(readme.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", WRITTEN, ids=_named)
def test_a_page_names_only_commands_there_are(path: Path) -> None:
    known = {name.split()[1] for name, _ in all_commands() if " " in name}
    named = set(COMMAND.findall(path.read_text(encoding="utf-8")))

    assert named <= known


def test_every_command_is_named_on_some_page() -> None:
    known = {name.split()[1] for name, _ in all_commands() if " " in name}

    assert known == {command for path in WRITTEN for command in COMMAND.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("path", WRITTEN, ids=_named)
def test_relative_links_lead_to_what_exists(path: Path) -> None:
    lost = []
    for target in LINK.findall(CODE.sub("", path.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = unquote(target).partition("#")
        file = path.parent / name if name else path
        if not file.exists() or (anchor and anchor not in _anchors(file)):
            lost.append(target)

    assert lost == []


def test_links_are_found_at_all() -> None:
    leading = [path for path in WRITTEN if any(":" not in target for target in LINK.findall(path.read_text(encoding="utf-8")))]

    assert {"README.md", "README.zh-CN.md", "docs/editors.md", "docs/design.md"} <= set(map(_named, leading))


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    wanted += [line for lines in project["project"]["optional-dependencies"].values() for line in lines]
    names = {re.split(r"[^\w.-]", line)[0] for line in wanted}
    text = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([\w.-]+)` \|", text, re.MULTILINE))

    assert names == listed


def test_decisions_are_numbered_without_gaps() -> None:
    assert [f"{number:04}" for number in range(1, len(DECISIONS) + 1)] == [path.name[:4] for path in DECISIONS]


@pytest.mark.parametrize("path", DECISIONS, ids=_named)
def test_a_decision_is_dated_and_has_its_four_parts(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert re.match(r"# \S.*\n\n\d{4}-\d{2}-\d{2}\n", text)
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS
    assert len(text.splitlines()) <= 32


def test_the_editor_is_given_the_schemas() -> None:
    text = (ROOT / ".vscode/settings.json").read_text(encoding="utf-8")
    mapped = json.loads(text)["yaml.schemas"]

    assert text == editor_settings("docs/schema")
    assert {(ROOT / schema).resolve() for schema in mapped} == set((ROOT / "docs/schema").iterdir())


def test_every_file_that_the_demo_has_is_given_its_schema() -> None:
    mapped = json.loads(editor_settings("docs/schema"))["yaml.schemas"].values()
    given = {path for patterns in mapped for pattern in patterns for path in ROOT.glob(pattern)}
    written = {
        path for name in ("sites", "content") for path in (ROOT / name).rglob("*") if path.suffix in {".yaml", ".md", ".rst"}
    }

    assert len(written) > 100
    assert written - given == set()


def test_the_changelog_has_what_is_unreleased() -> None:
    assert "\n## [Unreleased]\n" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
