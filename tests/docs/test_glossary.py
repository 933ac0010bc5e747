"""The glossary, the editor's guide and the operator's guide name what the code names."""

import json
import re

import pytest

from wangqun.authoring import schema
from wangqun.cli.terminal import STAGES
from wangqun.domain.columns import DEFAULT_COLUMN, STANDARD
from wangqun.domain.finding import Severity
from wangqun.domain.level import Level
from wangqun.domain.markup import MARKUP
from wangqun.domain.site import Footer
from wangqun.records import KINDS, documents
from wangqun.stages.load.documents import STATIC_TYPES

from .generated import ROOT
from .rules import all_rules

DOCS = ROOT / "docs"
GUIDES = ("editors.md", "consultations.md", "suggestions.md", "supervision.md", "laws.md", "matters.md")
ROW = re.compile(r"^\| (?P<term>[^|`]+?) \| `(?P<word>[^`|]+)` \|", re.MULTILINE)
TERMS = {match["word"]: match["term"] for match in ROW.finditer((DOCS / "glossary.md").read_text(encoding="utf-8"))}


def _fields(*names: str) -> set[str]:
    return {field for name in names for field in json.loads(schema.as_text(name))["properties"]}


@pytest.mark.parametrize("name", schema.FORMS)
def test_every_schema_title_is_the_term_of_the_glossary(name: str) -> None:
    assert json.loads(schema.as_text(name))["title"] == TERMS.get(name)


@pytest.mark.parametrize("name", [kind.name for kind in documents(KINDS)])
def test_every_kind_is_the_term_of_the_glossary(name: str) -> None:
    assert KINDS[name].title == TERMS.get(name)


@pytest.mark.parametrize("level", Level)
def test_every_level_is_the_term_of_the_glossary(level: Level) -> None:
    assert level.label == TERMS.get(level.value)


@pytest.mark.parametrize("severity", Severity)
def test_every_severity_is_the_term_of_the_glossary(severity: Severity) -> None:
    assert severity.label == TERMS.get(severity.value)


@pytest.mark.parametrize("verb", STAGES)
def test_every_verb_is_the_term_of_the_glossary(verb: str) -> None:
    assert STAGES[verb] == TERMS.get(verb)


def test_no_term_stands_for_two_words() -> None:
    assert len(TERMS) == len(set(TERMS.values()))


def test_the_editors_guide_has_every_header_field() -> None:
    text = "".join((DOCS / name).read_text(encoding="utf-8") for name in GUIDES)

    assert sorted(field for field in _fields(*(kind.name for kind in documents(KINDS))) if f"| `{field}` |" not in text) == []


def test_the_editors_guide_has_every_finding() -> None:
    text = (DOCS / "editors.md").read_text(encoding="utf-8") + (DOCS / "operators.md").read_text(encoding="utf-8")

    assert sorted({rule.code for rule in all_rules() if f"`{rule.code}`" not in text}) == []


def test_the_operators_guide_has_every_setting() -> None:
    text = (DOCS / "operators.md").read_text(encoding="utf-8")

    assert sorted(field for field in _fields("cluster", "site") | set(Footer.model_fields) if f"`{field}`" not in text) == []


def test_the_operators_guide_has_every_standard_column() -> None:
    text = (DOCS / "operators.md").read_text(encoding="utf-8")
    columns = [*STANDARD.values(), DEFAULT_COLUMN]

    assert [column.key for column in columns if f"| `{column.key}` | {column.title} |" not in text] == []


def test_the_editors_guide_has_every_type_of_file_that_is_published() -> None:
    text = (DOCS / "editors.md").read_text(encoding="utf-8")

    assert sorted(suffix for suffix in STATIC_TYPES | MARKUP.keys() if f"`{suffix}`" not in text) == []
