"""The same sources and the same moment give the same bytes, whoever builds and in whatever order (laws 6 and 1)."""

import os
import random
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusters import NOW, REPO, copy_demo, public_tree, run, tree
from wangqun.domain.federation import Federation
from wangqun.options import Options
from wangqun.render.run import render
from wangqun.render.settings import shared_settings

STOCK_SITES = ("yunze", "qinglan", "liuxi")
ADDED = re.compile(r"manifest\.json|search/index\.json|feeds/cluster\.atom\.xml|data/cluster/[^/]+")  # made from all sites


@settings(max_examples=4, deadline=None, derandomize=True)
@given(seed=st.integers(0, 10_000))
def test_any_order_of_sites_in_one_process_gives_what_workers_gave(
    seed: int, demo: Path, demo_federation: Federation, tmp_path_factory: pytest.TempPathFactory
) -> None:
    sites = list(demo_federation.views)
    random.Random(seed).shuffle(sites)
    shared = shared_settings(demo)
    out = tmp_path_factory.mktemp("order")
    for site in sites[: 1 + seed % 4]:
        (out / site).mkdir()
        view = replace(demo_federation.views[site], roster=demo_federation.people.roster(site))
        render(view, demo_federation.kinds, demo, out / site, shared)
        public = tree(demo / "build" / "public" / site)
        public = {name: data for name, data in public.items() if not ADDED.fullmatch(name)}

        made = tree(out / site)
        assert {name for name in public.keys() | made.keys() if public.get(name) != made.get(name)} == set()


def test_the_number_of_workers_does_not_matter(demo: Path, tmp_path: Path) -> None:
    root = copy_demo(tmp_path / "demo")
    run(root, NOW, options=Options(jobs=5))

    assert public_tree(demo) == public_tree(root)
    for path in sorted((demo / "build" / "public").iterdir()):
        assert tree(path) == tree(root / "build" / "public" / path.name)


def test_the_order_in_which_files_were_made_does_not_matter(demo: Path, tmp_path: Path) -> None:
    files = [path.relative_to(demo) for name in ("sites", "content") for path in (demo / name).rglob("*") if path.is_file()]
    random.Random(3).shuffle(files)
    root = tmp_path / "else" / "where"
    root.mkdir(parents=True)
    shutil.copy2(demo / "pelicanconf.py", root)
    for path in files:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(demo / path, root / path)
    run(root, NOW, options=Options(jobs=2))

    for site in ("qinglan", "yunze"):
        assert tree(demo / "build" / "public" / site) == tree(root / "build" / "public" / site) != {}


@pytest.mark.parametrize("site", STOCK_SITES)
def test_stock_pelican_writes_the_same_bytes(site: str, demo: Path, tmp_path: Path) -> None:
    root = copy_demo(tmp_path / "demo")
    for name in ("plugins", "themes"):
        (root / name).symlink_to(REPO / name)
    environment = os.environ | {"SITE": site, "TODAY": f"{NOW:%Y-%m-%d}"}
    command = [str(Path(sys.executable).parent / "pelican")]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False, timeout=120)

    assert done.returncode == 0, done.stdout + done.stderr
    stock, public = tree(root / "build" / "stock" / site), tree(demo / "build" / "public" / site)
    assert len(stock) > 10
    assert {name for name in stock if stock[name] != public.get(name)} == set()
    assert [name for name in public.keys() - stock.keys() if not ADDED.fullmatch(name)] == []


def test_building_again_changes_no_file_and_no_time(tmp_path: Path) -> None:
    root = copy_demo(tmp_path / "demo")
    run(root, NOW, options=Options(jobs=2))
    public = root / "build" / "public"
    before = {path: (path.lstat().st_mtime_ns, path.lstat().st_ino) for path in (root / "build" / "releases").rglob("*")}
    links = {path.name: (path.readlink(), path.lstat().st_mtime_ns) for path in public.iterdir()}

    report = run(root, NOW, options=Options(jobs=2))

    assert report.changed == ()
    assert before == {path: (path.lstat().st_mtime_ns, path.lstat().st_ino) for path in (root / "build" / "releases").rglob("*")}
    assert links == {path.name: (path.readlink(), path.lstat().st_mtime_ns) for path in public.iterdir()}


def test_no_page_tells_when_or_where_it_was_built(demo: Path) -> None:
    stamps = (str(demo), str(REPO), "Pelican", f"{NOW:%Y-%m-%dT}")
    pages = [path for path in (demo / "build" / "releases").rglob("*") if path.suffix in {".html", ".xml"}]
    told = [
        f"{path.relative_to(demo)}: {stamp}" for path in pages for stamp in stamps if stamp in path.read_text(encoding="utf-8")
    ]
    assert len(pages) > 100

    assert told == []
