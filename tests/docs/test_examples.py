"""The examples in the guides, put together, are a cluster without a single finding."""

import re
from datetime import datetime
from pathlib import Path

import pytest

from wangqun.domain.moment import SHANGHAI
from wangqun.pipeline import federate

from .generated import ROOT

GUIDES = ("editors.md", "operators.md")
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
                beside.write_bytes(b"x")
    return root


def test_the_guides_show_all_three_header_styles() -> None:
    starts = {text.split("\n", 1)[0][:6] for path, text in _examples().items() if path.startswith("content/")}

    assert {"---", "Title:"} <= starts
    assert any(path.endswith(".rst") for path in _examples())


def test_the_examples_have_no_finding(cluster: Path) -> None:
    assert [str(finding) for finding in federate(cluster, NOW).findings] == []


def test_every_example_is_public(cluster: Path) -> None:
    wanted = {path for path in _examples() if path.startswith("content/")}

    shown = {document.path for view in federate(cluster, NOW).views.values() for document in view.documents}

    assert wanted == shown
