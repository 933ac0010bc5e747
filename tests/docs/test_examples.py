"""The examples in the guides, put together, are a cluster without a single finding."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from samples import sample
from wangqun.domain.flow import FlowRule
from wangqun.domain.moment import SHANGHAI
from wangqun.pipeline import federate

from .generated import ROOT

pytestmark = pytest.mark.usefixtures("in_one_process")

GUIDES = ("editors.md", "consultations.md", "suggestions.md", "supervision.md", "laws.md", "operators.md")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
BLOCK = re.compile(r"^`((?:sites|content)/[^`\n]+)`：\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def _examples() -> dict[str, str]:
    texts = [(ROOT / "docs" / guide).read_text(encoding="utf-8") for guide in GUIDES]
    return {path: text for guide in texts for path, text in BLOCK.findall(guide)}


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("guides")
    for path, text in _examples().items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        if path.startswith("content/"):
            for name in re.findall(r"\b(?:images|attachments)/[\w.-]+\.\w+", text):
                beside = root / "/".join(path.split("/")[:3]) / name
                beside.parent.mkdir(parents=True, exist_ok=True)
                beside.write_bytes(sample(beside.suffix))
    return root


def test_the_guides_show_all_three_header_styles() -> None:
    starts = {text.split("\n", 1)[0][:6] for path, text in _examples().items() if path.startswith("content/")}

    assert {"---", "Title:"} <= starts
    assert any(path.endswith(".rst") for path in _examples())


def test_the_examples_have_no_finding(cluster: Path) -> None:
    assert [str(finding) for finding in federate(cluster, NOW).findings] == []


def test_every_example_is_public_but_those_recalled_and_moved_away(cluster: Path) -> None:
    gone = re.compile(r"^(?:withdrawn|moved_to):", re.MULTILINE)
    wanted = {path for path, text in _examples().items() if path.startswith("content/") and not gone.search(text)}

    shown = {document.path for view in federate(cluster, NOW).views.values() for document in view.documents}

    assert {path for path in wanted if not path.endswith(".yaml")} == shown


def test_the_examples_flow_are_accepted_recalled_and_move(cluster: Path) -> None:
    federation = federate(cluster, NOW)
    views = federation.views
    shown = {(str(a.id), a.site, a.column, a.mode) for a in federation.appearances}

    assert ("shiji:article/flood-season", "xianji", "notices", "page") in shown
    assert ("xianji:article/drainage", "shiji", "supervision", "listing") in shown
    assert {a.id.slug for a in federation.appearances if a.reasons[0].rule == "county-news-up"} >= {"budget", "bridge-video"}
    assert "from/xianji/article/hearing-list.html" in {stone.path for stone in views["shiji"].tombstones}
    assert views["xianji"].redirects["article/museum.html"] == "/shiji/article/museum.html"


def test_the_first_rule_of_the_operators_guide_has_every_field() -> None:
    rule = re.search(r"^  - id: notices-down.*?(?=^  - id:)", _examples()["sites/cluster.yaml"], re.MULTILINE | re.DOTALL)
    guide = (ROOT / "docs/operators.md").read_text(encoding="utf-8").partition("\n## 流转规则\n")[2]
    fields = {str(info.validation_alias or name) for name, info in FlowRule.model_fields.items()}

    assert rule
    assert fields - set(re.findall(r"(\w+):", rule[0])) == {"accept"}
    assert [field for field in sorted(fields) if f"| `{field}` |" not in guide] == []
