"""The cluster of laws, built once for all tests of this folder; without the data they are skipped."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from wangqun.domain.federation import Federation
from wangqun.domain.moment import SHANGHAI
from wangqun.options import Options
from wangqun.pipeline import federate, run
from wangqun.stages.publish import Report

from .data import DataMissing, unpack
from .laws import Law, read_laws, write_cluster
from .pages import Page, read_page
from .rates import read_texts

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)


@dataclass(frozen=True, slots=True)
class Published:
    """A built cluster, without the index of `wangqun search`: its folder, the laws that went in, the report that came out."""

    root: Path
    laws: list[Law]
    report: Report
    federation: Federation

    def folder(self, site: str) -> Path:
        """What readers see of one site."""
        return self.root / "build" / "public" / site


@pytest.fixture(scope="session")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where data sets are unpacked, each once; they are read there, never written to."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="session")
def texts(unpacked: Path) -> list[tuple[Path, str]]:
    """Path and text of all 2,352 laws."""
    try:
        return list(read_texts(unpacked))
    except DataMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def published(unpacked: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    try:
        data = unpack("laws_local", unpacked)
    except DataMissing as missing:
        pytest.skip(str(missing))
    laws = read_laws(data)
    root = tmp_path_factory.mktemp("laws")
    write_cluster(root, laws)
    return Published(root, laws, run(root, NOW, options=Options(jobs=2, whoosh=False)), federate(root, NOW))


@pytest.fixture(scope="session")
def pages(published: Published) -> dict[str, Page]:
    """Every article page by `<site>/<slug>`."""
    found: dict[str, Page] = {}
    for site in {law.place.site for law in published.laws}:
        for path in (published.folder(site) / "article").glob("*.html"):
            found[f"{site}/{path.stem}"] = read_page(path.read_text(encoding="utf-8"))
    return found
