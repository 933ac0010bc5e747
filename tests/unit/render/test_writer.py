"""The only writer stays inside its folder and writes each file once."""

from pathlib import Path

import pytest

from conftest import Federate
from wangqun.domain.finding import Finding
from wangqun.pages.site import Pages
from wangqun.records import KINDS
from wangqun.render.writer import SiteWriter


@pytest.fixture
def writer(federation: Federate, tmp_path: Path) -> SiteWriter:
    """A writer into `tmp_path/out`."""
    (tmp_path / "out").mkdir()
    pages = Pages(federation({}).views["xian"], "theme/x", 20, KINDS)
    return SiteWriter(str(tmp_path / "out"), {"WANGQUN_PAGES": pages, "WANGQUN_FINDINGS": []})


def findings(writer: SiteWriter) -> list[Finding]:
    """What it complained of."""
    return writer.settings["WANGQUN_FINDINGS"]


def test_a_file_is_written_below_the_site(writer: SiteWriter, tmp_path: Path) -> None:
    path = writer.write_text("a/b/页.html", "一\n二")

    assert path == str(tmp_path / "out/a/b/页.html")
    assert (tmp_path / "out/a/b/页.html").read_bytes() == "一\n二".encode()


@pytest.mark.parametrize(
    "name", ["../x.html", "a/../../x.html", "/etc/x.html", "a//b.html", "./x.html", "", "a\\b.html", "a\0b.html", "a/"]
)
def test_nothing_is_written_elsewhere(name: str, writer: SiteWriter, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))

    assert writer.write_text(name, "x") is None
    assert before == sorted(tmp_path.rglob("*"))
    assert [finding.code for finding in findings(writer)] == ["output-outside"]


def test_a_second_file_of_one_name_is_refused(writer: SiteWriter, tmp_path: Path) -> None:
    writer.write_text("a.html", "一")

    assert writer.write_text("a.html", "二") is None
    assert (tmp_path / "out/a.html").read_text(encoding="utf-8") == "一"
    assert [finding.code for finding in findings(writer)] == ["output-clash"]
