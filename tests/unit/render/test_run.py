"""One run of Pelican leaves nothing behind for the next one in the same process."""

from pathlib import Path

import pytest

from clusters import NOW, article, tree, write_cluster
from wangqun.pipeline import federate
from wangqun.records import KINDS
from wangqun.render.run import render
from wangqun.render.settings import DEFAULTS, ThemeMissing, shared_settings, theme_folder


def test_sites_come_out_the_same_in_any_order(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "cluster", {"content/county/xian/news/a.md": article(extra="tags: [一]\n")})
    views = federate(root, NOW).views
    trees = []
    for number, order in enumerate((["sheng", "shi", "xian"], ["xian", "shi", "sheng"], ["xian"])):
        for site in order:
            (tmp_path / f"{number}/{site}").mkdir(parents=True)
            assert render(views[site], KINDS, root, tmp_path / f"{number}/{site}", DEFAULTS).findings == ()
        trees.append(tree(tmp_path / f"{number}/xian"))

    assert trees[0] == trees[1] == trees[2]


def test_what_one_site_complains_of_the_next_one_may_too(tmp_path: Path) -> None:
    bad = article(body="![图](https://x.example/a.png)")
    root = write_cluster(tmp_path / "cluster", {f"content/{p}/news/a.md": bad for p in ("city/shi", "county/xian")})
    views = federate(root, NOW).views
    told = []
    for site in ("shi", "xian"):
        (tmp_path / site).mkdir()
        told.append([(f.site, f.code) for f in render(views[site], KINDS, root, tmp_path / site, DEFAULTS).findings])

    assert told == [[("shi", "asset-third-party")], [("xian", "asset-third-party")]]


def test_settings_are_not_shared_by_reference(tmp_path: Path) -> None:
    root = write_cluster(tmp_path / "cluster", {})
    before = repr(DEFAULTS)
    (tmp_path / "out").mkdir()
    render(federate(root, NOW).views["xian"], KINDS, root, tmp_path / "out", DEFAULTS)

    assert before == repr(DEFAULTS)


def test_the_cluster_sets_what_all_sites_share(tmp_path: Path) -> None:
    root = write_cluster(tmp_path, {"pelicanconf.py": "DEFAULT_PAGINATION = 7\nlower = 1\n"})
    shared = shared_settings(root)

    assert (shared["DEFAULT_PAGINATION"], shared["FEED_MAX_ITEMS"], "lower" in shared) == (7, 30, False)


def test_the_clusters_own_theme_comes_first(tmp_path: Path) -> None:
    packaged = theme_folder(tmp_path, "renda")
    (tmp_path / "themes/renda/templates").mkdir(parents=True)

    assert packaged != theme_folder(tmp_path, "renda") == tmp_path / "themes/renda"
    with pytest.raises(ThemeMissing):
        theme_folder(tmp_path, "none")
