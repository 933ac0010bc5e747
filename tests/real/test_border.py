"""Nothing that a county commits gets out of its own pages."""

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest

from clusters import NOW, public_tree, run, write_cluster
from wangqun.domain.finding import Severity
from wangqun.options import Options

from .border import FOLDER, SITE, Hostile, read_hostile, write_border
from .data import DataMissing

pytestmark = pytest.mark.real
CLUSTER_FEED = "sheng/feeds/cluster.atom.xml"  # names the newest pieces of every site by their titles
CLUSTER_SEARCH = ("sheng/search/index.json", "sheng/search/d/")  # finds those of every site


def _elsewhere(tree: dict[str, bytes]) -> dict[str, bytes]:
    own = (f"{SITE}/", CLUSTER_FEED, *CLUSTER_SEARCH)
    return {name: content for name, content in tree.items() if not name.startswith(own)}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    try:
        return read_hostile(tmp_path_factory.mktemp("data"))
    except DataMissing as missing:
        pytest.skip(str(missing))


def test_hostile_input_stays_in_its_county_and_the_good_piece_is_public(hostile: Hostile, tmp_path: Path) -> None:
    calm = write_cluster(tmp_path / "calm", {})
    shutil.rmtree(calm / FOLDER)
    run(calm, NOW, options=Options(jobs=2))
    others = _elsewhere(public_tree(calm))

    root = write_border(tmp_path / "border", hostile)
    before = set(tmp_path.iterdir())
    report = run(root, NOW, options=Options(jobs=2))

    tree = public_tree(root)
    assert len(hostile.bodies) == 652
    assert report.failed == ()
    assert {finding.code for finding in report.findings} & {
        "engine-error",
        "build-failed",
        "file-lost",
        "output-outside",
    } == set()
    assert {finding.site for finding in report.findings} <= {SITE}
    assert _elsewhere(tree) == others
    feed = ElementTree.fromstring(tree[CLUSTER_FEED])
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 50
    assert f"{SITE}/article/good.html" in tree
    assert set(tmp_path.iterdir()) == before
    assert {path.name for path in root.iterdir()} == {"sites", "content", "build"}
    unfit = {finding.path for finding in report.findings if finding.severity is Severity.BLOCK}
    lost = [s for s in hostile.bodies if f"{SITE}/article/{s}.html" not in tree and f"{FOLDER}/news/{s}.md" not in unfit]
    assert lost == []
    lost = [s for s in hostile.strings if f"{SITE}/article/{s}.html" not in tree and f"{FOLDER}/news/{s}.md" not in unfit]
    assert lost == []
